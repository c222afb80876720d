"""Celery's doors to this room, found by Celery under this one name."""

from links.tasks.sweeping import check_hosts, sweep, sweep_soon

__all__ = ["check_hosts", "sweep", "sweep_soon"]
