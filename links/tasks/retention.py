"""Celery's door to thinning old evidence: one call to the use case, safe to run twice and at once."""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from links import retention

logger = logging.getLogger(__name__)

# Well within the time a task may take; what is left waits for the next night.
SECONDS_A_NIGHT = 420


@shared_task(name="links.tasks.thin_checks")
def thin_checks() -> int:
    """Delete checks that have outlived their use; the number of them."""
    done = retention.thin(
        now=timezone.now(),
        keep_days=settings.LINKS_KEEP_EVIDENCE_DAYS,
        budget=SECONDS_A_NIGHT,
        from_anywhere=True,
    )
    if not done.finished:
        logger.warning(
            "The night was too short to look at every check (%s looked at, %s removed); the next goes on. "
            "`manage.py thin_checks` does all of it at once",
            done.looked_at,
            done.removed,
        )
    return done.removed
