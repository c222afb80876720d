"""Legislators and presidents, from the public lists to people and offices on record."""
