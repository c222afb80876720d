"""The rows that keep a report from going out twice: claimed before it is sent, and recorded after.

Every write is conditional on the case still being as it was read; see `reports/sending.py` for what that promises.
"""

import logging
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import DateField, Exists, F, OuterRef
from django.db.models.functions import Greatest

from reports.cases import Case
from reports.delivery import NotDeliveredError
from reports.models import Report, Subscription, rest_after

log = logging.getLogger(__name__)


def claimed_report(case: Case, *, now: datetime) -> Report | None:
    """The report's row, ours to send; None when another process has it or has sent it since the case was read."""
    report = case.waiting
    if report is None:
        host = urlsplit(settings.BASE_URL).hostname
        report, _ = Report.objects.get_or_create(
            subscription=case.subscription,
            period=case.subscription.period,
            defaults={
                "after_id": case.after_id,
                "through_id": case.through_id,
                "follow_after": case.follow_after,
                "follow_through": case.follow_through,
                "message_id": f"<link-report-{uuid4().hex}@{host}>",
            },
        )
    seen_attempts = case.waiting.attempts if case.waiting else 0
    if not Report.objects.claim(
        report.pk,
        seen_attempts=seen_attempts,
        through_id=case.through_id,
        follow_through=case.follow_through,
        now=now,
    ):
        return None
    report.refresh_from_db()
    return report


def record_no_news(case: Case, *, now: datetime, through_id: int) -> bool:
    """Move the subscriber on past changes that are no news; False when another process was at it meanwhile."""
    unsent = Report.objects.filter(subscription=OuterRef("pk"), sent_at=None)
    with transaction.atomic():
        if case.waiting and not Report.objects.drop(case.waiting.pk, seen_attempts=case.waiting.attempts, now=now):
            return False
        as_read = Subscription.objects.filter(~Exists(unsent), pk=case.subscription.pk, period=case.subscription.period)
        moved_on = as_read.update(**_known_through(case.through_id, case.follow_through)) == 1
        if moved_on and case.through_id >= through_id:
            _set_next(case.subscription, now=now)
    return moved_on


def record_failure(report: Report, failure: NotDeliveredError, *, now: datetime) -> None:
    """Give the report back: it stays unsent, and a later run tries again."""
    maybe = report.may_have_arrived or not failure.certain
    Report.objects.filter(pk=report.pk, sent_at=None, attempts=report.attempts).update(
        claimed_at=None,
        error=str(failure),
        may_have_arrived=maybe,
        next_attempt_at=now + rest_after(report.attempts),
    )
    if failure.address_refused:
        Subscription.objects.all().note_refusal(report.subscription_id, now=now)


def record_sending(case: Case, report: Report, *, now: datetime, through_id: int) -> None:
    with transaction.atomic():
        ours = Report.objects.filter(pk=report.pk, sent_at=None, attempts=report.attempts)
        if ours.update(sent_at=now, error="") != 1:
            log.error("Link report %s was taken over by another process while it was being sent", report.pk)
        Subscription.objects.filter(pk=case.subscription.pk).update(
            **_known_through(report.through_id, report.follow_through),
            period=Greatest(F("period"), report.period + 1),
            refusals=0,
        )
        # A repeated report leaves out what came after it; then the next one is not put off for a week.
        if report.through_id >= through_id:
            _set_next(case.subscription, now=now)


def _known_through(through_id: int, follow_through: date) -> dict[str, Any]:
    """What to write down of a subscriber who was told so far; two processes may write in either order."""
    return {
        "reported_through": Greatest(F("reported_through"), through_id),
        "followed_through": Greatest(F("followed_through"), follow_through, output_field=DateField()),
    }


def _set_next(subscription: Subscription, *, now: datetime) -> None:
    """Put the next report a period on, unless the time was changed in the admin meanwhile."""
    Subscription.objects.filter(pk=subscription.pk, next_report_at=subscription.next_report_at).update(
        next_report_at=subscription.cadence.next_after(now)
    )


def sent_before(report: Report) -> str:
    """The Message-ID of the subscriber's report before this one, empty for the first."""
    before = Report.objects.filter(subscription=report.subscription_id, pk__lt=report.pk)
    return before.exclude(sent_at=None).order_by("-pk").values_list("message_id", flat=True).first() or ""
