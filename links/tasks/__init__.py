"""Celery's doors to this room, found by Celery under this one name."""

from links.tasks.retention import thin_checks
from links.tasks.successors import look_for_successors
from links.tasks.sweeping import check_hosts, sweep, sweep_soon

__all__ = ["check_hosts", "look_for_successors", "sweep", "sweep_soon", "thin_checks"]
