"""Wiring: environment, settings, addresses, Celery, and the command that starts everything on one machine."""

from advocacy.celery import app as celery_app

__all__ = ["celery_app"]
