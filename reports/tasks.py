"""What beat starts. Thin: finds who is due and draws the sendings."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from reports.models import Subscription
from reports.sending import Outcome, send_reports

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
    for result in send_reports(Subscription.objects.due_or_waiting(began).values_list("pk", flat=True)):
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
