"""Celery's doors to this room: each one call to a use case, safe to run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from intake import receiving
from intake.models import IncomingLetter

logger = logging.getLogger(__name__)

_AT_ONCE = 20
# What no worker has taken by then is found, and asked for, again.
_EXPIRES = 55


@shared_task(name="intake.tasks.read_file")
def read_file(key: int) -> bool:
    """Read one file that takes long."""
    return receiving.read_later(key, now=timezone.now())


@shared_task(name="intake.tasks.read_waiting")
def read_waiting() -> int:
    """Ask for the files whose message was lost, or whose worker died; how many were found."""
    keys = list(
        IncomingLetter.objects.unread(now=timezone.now()).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]
    )
    for key in keys:
        ask_to_read(key)
    return len(keys)


def ask_to_read(key: int) -> None:
    """Put one file into the queue. Never raises: a file that was not asked for is found by `read_waiting`."""
    try:
        read_file.apply_async(args=[key], retry=False, expires=_EXPIRES)
    except Exception as error:
        logger.warning("The file of incoming letter %s could not be asked for now (%s); it is found later", key, error)
