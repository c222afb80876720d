"""What beat starts. Thin: finds who is due and draws the sendings."""

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone

from reports.models import Subscription
from reports.sending import Outcome, send_reports, settled
from reports.urgent import urgent_subscribers

log = logging.getLogger(__name__)

# Well below the time limit of tasks (CELERY_TASK_SOFT_TIME_LIMIT). Whoever is left stays due for the next run.
BUDGET = timedelta(minutes=7)
# Each waits for the connection's time limit: a thousand subscribers would fill the run with waiting.
UNREACHABLE_BEFORE_GIVING_UP = 3


@shared_task(name="reports.tasks.send_due_link_reports")
def send_due_link_reports() -> None:
    """Send the reports that are due, and those that could not be sent before. Safe to run twice at once."""
    began = timezone.now()
    failed = unreachable = 0
    for result in send_reports(_awaiting(began)):
        failed += result.outcome is Outcome.FAILED
        unreachable = unreachable + 1 if result.unreachable else 0
        if unreachable == UNREACHABLE_BEFORE_GIVING_UP:
            log.warning("Link reports: the mail server cannot be reached; the rest is left to a later run")
            break
        if timezone.now() - began > BUDGET:
            log.warning("Link reports: out of time; whoever is left gets theirs at the next run")
            break
    if failed:
        log.warning("Link reports: %s could not be sent and will be tried again at the next run", failed)


def _awaiting(now: datetime) -> list[int]:
    """Those who are due, those with a report that could not be sent before, and those who are to be told at once."""
    # Those who are told the same one after the other, so that it is gathered once (`reports.gathering.Gathering`).
    due = list(Subscription.objects.due_or_waiting(now).alike_together().values_list("pk", flat=True))
    urgent = urgent_subscribers(now=now, through_id=settled())
    resting = set(Subscription.objects.resting(now).values_list("pk", flat=True))
    return list(dict.fromkeys([*(pk for pk in urgent if pk not in resting), *due]))
