"""Celery's doors to this room: each one call to a use case, safe to run twice."""

from time import monotonic

from celery import shared_task
from django.utils import timezone

from letters import capturing
from letters.searching import keeping


@shared_task(name="letters.tasks.seek_captures")
def seek_captures() -> int:
    """Look for the archived copies that citations lack; the number of citations looked up."""
    return capturing.seek_due(now=timezone.now())


@shared_task(name="letters.tasks.save_pages")
def save_pages() -> int:
    """Ask the archive to keep pages that are newly cited, and look how it went; how many requests were moved on."""
    return capturing.save_cited(now=timezone.now())


@shared_task(name="letters.tasks.verify_copies")
def verify_copies() -> int:
    """Ask archives for the copies they are to hold; the number of copies asked for."""
    return capturing.verify_due(now=timezone.now())


@shared_task(name="letters.tasks.index_letters")
def index_letters() -> int:
    """Read anew into the search index what readers did not wait for; the number of changes read."""
    began = monotonic()
    return keeping.index_pending(may_go_on=lambda done: monotonic() - began < keeping.SECONDS)
