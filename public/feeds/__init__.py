"""Atom feeds of letters (RFC 4287): all, those that answer a question, those that name or are signed by somebody."""
