"""Sends link reports: each subscriber's news goes out once, although processes die and mail servers are away.

A report is a row before it is a mail (an outbox). A process claims the row, sends, and records the sending together
with how far the subscriber now knows the news. Between the mail server's "accepted" and that record lies a moment in
which a crash leaves us not knowing; SMTP offers nothing to close it (RFC 5321, 4.5.4.1: senders repeat). We err on the
side of twice over never: a dead source that nobody hears of is worse than a mail that comes again, and the repeat has
the same Message-ID and the same news, so that mail programs can fold the two.

A report that certainly reached nobody is widened by what is new before the next attempt: its reader gets one mail.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import DateField, Exists, F, OuterRef
from django.db.models.functions import Greatest
from django.utils import timezone, translation

from links.models import StateChange
from links.vocabulary import State
from reports import gathering, mails
from reports.delivery import NotDeliveredError, deliver
from reports.digest import Digest
from reports.followups import Following, following_of
from reports.models import Report, Subscription, rest_after
from reports.offering import offering_to
from reports.scope import Wanted, wanted_by
from reports.tokens import leave_path

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    SENT = "sent"
    NOTHING_NEW = "nothing_new"
    FAILED = "failed"
    BUSY = "busy"
    NOT_RECEIVING = "not_receiving"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one subscriber's report."""

    outcome: Outcome
    address: str = ""
    subject: str = ""
    error: str = ""
    unreachable: bool = False


class Gather(Protocol):
    def __call__(self, *, after_id: int, through_id: int, wanted: Wanted, following: Following | None) -> Digest: ...


@dataclass(frozen=True, slots=True)
class _Case:
    """One subscriber's matter as it was read: every later write is conditional on it still being so."""

    subscription: Subscription
    waiting: Report | None
    after_id: int
    through_id: int
    follow_after: date
    follow_through: date
    digest: Digest


def settled() -> int:
    """Up to which state change a run of reports may tell (see `StateChangeQuerySet.settled_through`).

    What is settled stays settled, so the lock, which holds up the checks, need not last through the sending.
    """
    with transaction.atomic():
        return StateChange.every.settled_through()


def send_reports(subscription_ids: Iterable[int], *, clock: Callable[[], datetime] = timezone.now) -> Iterator[Result]:
    """Send to each, one after the other. The caller draws the results, so that it can show progress or stop."""
    through_id = settled()
    gather = gathering.Gathering()
    for subscription_id in subscription_ids:
        yield send_one(subscription_id, now=clock(), through_id=through_id, gather=gather)


def send_one(subscription_id: int, *, now: datetime, through_id: int, gather: Gather = gathering.gather) -> Result:
    """Bring one subscriber up to date with the state changes up to `through_id` (from `settled`)."""
    # Read anew for each: somebody who left the staff a minute ago gets no more mail.
    subscription = Subscription.objects.receiving().select_related("user").filter(pk=subscription_id).first()
    if subscription is None:
        return Result(Outcome.NOT_RECEIVING)
    with read_by(subscription):
        return _bring_up_to_date(subscription, now=now, through_id=through_id, gather=gather)


@contextmanager
def read_by(subscription: Subscription) -> Iterator[None]:
    """Words are in the subscriber's language meanwhile, and times on their clock."""
    with translation.override(subscription.language), timezone.override(ZoneInfo(subscription.time_zone)):
        yield


def _bring_up_to_date(subscription: Subscription, *, now: datetime, through_id: int, gather: Gather) -> Result:
    address = subscription.mailed_to
    case = _read_case(subscription, now=now, through_id=through_id, gather=gather)
    if case.digest.is_empty:
        done = _record_no_news(case, now=now, through_id=through_id)
        return Result(Outcome.NOTHING_NEW if done else Outcome.BUSY, address)
    subject = case.digest.headline
    report = _claimed_report(case, now=now)
    if report is None:
        return Result(Outcome.BUSY, address, subject)
    try:
        _send(case, report, now=now)
    except NotDeliveredError as failure:
        log.warning("Link report %s was not sent to %s: %s", report.pk, subscription.reader, failure)
        _record_failure(report, failure, now=now)
        return Result(Outcome.FAILED, address, subject, str(failure), unreachable=failure.unreachable)
    _record_sending(case, report, now=now, through_id=through_id)
    return Result(Outcome.SENT, address, subject)


def preview(
    subscription: Subscription, *, now: datetime, through_id: int, gather: Gather = gathering.gather
) -> mails.Mail | None:
    """The mail that `send_one` would send, None when there is no news. Records nothing."""
    with read_by(subscription):
        case = _read_case(subscription, now=now, through_id=through_id, gather=gather)
        return None if case.digest.is_empty else _mail(case)


def _read_case(subscription: Subscription, *, now: datetime, through_id: int, gather: Gather) -> _Case:
    waiting = subscription.reports.filter(sent_at=None).order_by("pk").first()
    known: Report | None = waiting
    after_id = known.after_id if known else subscription.reported_through
    follow_after = known.follow_after if known else subscription.followed_through
    # A claim still standing is a sending under way, or one whose process died in it.
    if known and (known.may_have_arrived or known.claimed_at is not None):
        through_id, follow_through = known.through_id, known.follow_through
    else:
        # A subscriber who moved westwards lives through a day twice: the window never shrinks.
        today = now.astimezone(ZoneInfo(subscription.time_zone)).date()
        through_id = max(through_id, known.through_id if known else after_id)
        follow_through = max(today, follow_after) if subscription.follow_ups else follow_after
    following = following_of(subscription, after=follow_after, through=follow_through)
    digest = Digest()
    if after_id < through_id or following:
        digest = gather(after_id=after_id, through_id=through_id, wanted=wanted_by(subscription), following=following)
    return _Case(subscription, waiting, after_id, through_id, follow_after, follow_through, digest)


def _claimed_report(case: _Case, *, now: datetime) -> Report | None:
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


def _send(case: _Case, report: Report, *, now: datetime) -> None:
    try:
        mail = _mail(case)
        message = mails.message(
            mail,
            to=case.subscription.mailed_to,
            message_id=report.message_id,
            now=now,
            leave=_places(case.subscription).leave,
            follows=_sent_before(report),
        )
    except Exception as error:
        # A fault of ours in one report must not keep the others from going out.
        log.exception("Link report %s could not be written", report.pk)
        raise NotDeliveredError(error, certain=True) from error
    deliver(message)


def _record_no_news(case: _Case, *, now: datetime, through_id: int) -> bool:
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


def _record_failure(report: Report, failure: NotDeliveredError, *, now: datetime) -> None:
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


def _record_sending(case: _Case, report: Report, *, now: datetime, through_id: int) -> None:
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


def _sent_before(report: Report) -> str:
    """The Message-ID of the subscriber's report before this one, empty for the first."""
    before = Report.objects.filter(subscription=report.subscription_id, pk__lt=report.pk)
    return before.exclude(sent_at=None).order_by("-pk").values_list("message_id", flat=True).first() or ""


def _mail(case: _Case) -> mails.Mail:
    subscription = case.subscription
    return mails.render(case.digest, places=_places(subscription), offering=offering_to(subscription))


def _places(subscription: Subscription) -> mails.Places:
    leave = settings.BASE_URL + leave_path(subscription.pk, subscription.mailed_to)
    if subscription.user is None:
        return mails.Places(leave=leave)
    return mails.Places(
        dead_links=f"{gathering.absolute('admin:links_link_changelist')}?state__exact={State.DEAD}",
        subscription=gathering.absolute("admin:reports_subscription_change", subscription.pk),
        leave=leave,
    )
