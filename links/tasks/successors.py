"""Celery's door to looking for pages on successor sites."""

from celery import shared_task

from links import successors


@shared_task(name="links.tasks.look_for_successors")
def look_for_successors() -> int:
    """Ask the successor sites that are due for failing links' pages; how many answers were recorded."""
    return successors.look_for_pages()
