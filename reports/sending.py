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
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from links.models import StateChange
from links.vocabulary import State
from reports import envelope, gathering, mails
from reports.cases import Case, Gather, read_case
from reports.delivery import NotDeliveredError, deliver
from reports.digest import Digest
from reports.models import Report, Subscription
from reports.offering import offering_to
from reports.outbox import claimed_report, record_failure, record_no_news, record_sending, sent_before
from reports.readers import read_by
from reports.stories import absolute
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


class Write(Protocol):
    def __call__(self, digest: Digest, *, places: mails.Places, offering: mails.Offering) -> mails.Mail: ...


def settled() -> int:
    """Up to which state change a run of reports may tell (see `StateChangeQuerySet.settled_through`).

    What is settled stays settled, so the lock, which holds up the checks, need not last through the sending.
    """
    with transaction.atomic():
        return StateChange.every.settled_through()


def send_reports(subscription_ids: Iterable[int], *, clock: Callable[[], datetime] = timezone.now) -> Iterator[Result]:
    """Send to each, one after the other. The caller draws the results, so that it can show progress or stop."""
    through_id = settled()
    # What is gathered and written for one is used again for the next.
    gather, write = gathering.Gathering(), mails.Writer()
    for subscription_id in subscription_ids:
        yield send_one(subscription_id, now=clock(), through_id=through_id, gather=gather, write=write)


def send_one(
    subscription_id: int,
    *,
    now: datetime,
    through_id: int,
    gather: Gather = gathering.gather,
    write: Write = mails.render,
) -> Result:
    """Bring one subscriber up to date with the state changes up to `through_id` (from `settled`)."""
    # Read anew for each: somebody who left the staff a minute ago gets no more mail.
    subscription = Subscription.objects.receiving().select_related("user").filter(pk=subscription_id).first()
    if subscription is None:
        return Result(Outcome.NOT_RECEIVING)
    with read_by(subscription):
        return _bring_up_to_date(subscription, now=now, through_id=through_id, gather=gather, write=write)


def _bring_up_to_date(
    subscription: Subscription, *, now: datetime, through_id: int, gather: Gather, write: Write
) -> Result:
    address = subscription.mailed_to
    case = read_case(subscription, now=now, through_id=through_id, gather=gather)
    if case.digest.is_empty:
        done = record_no_news(case, now=now, through_id=through_id)
        return Result(Outcome.NOTHING_NEW if done else Outcome.BUSY, address)
    subject = case.digest.headline
    report = claimed_report(case, now=now)
    if report is None:
        return Result(Outcome.BUSY, address, subject)
    try:
        _send(case, report, now=now, write=write)
    except NotDeliveredError as failure:
        log.warning("Link report %s was not sent to %s: %s", report.pk, subscription.reader, failure)
        record_failure(report, failure, now=now)
        return Result(Outcome.FAILED, address, subject, str(failure), unreachable=failure.unreachable)
    record_sending(case, report, now=now, through_id=through_id)
    return Result(Outcome.SENT, address, subject)


def preview(
    subscription: Subscription,
    *,
    now: datetime,
    through_id: int,
    gather: Gather = gathering.gather,
    write: Write = mails.render,
) -> mails.Mail | None:
    """The mail that `send_one` would send, None when there is no news. Records nothing."""
    with read_by(subscription):
        case = read_case(subscription, now=now, through_id=through_id, gather=gather)
        return None if case.digest.is_empty else _mail(case, write)


def _send(case: Case, report: Report, *, now: datetime, write: Write) -> None:
    try:
        mail = _mail(case, write)
        message = envelope.message(
            mail,
            to=case.subscription.mailed_to,
            message_id=report.message_id,
            now=now,
            leave=_places(case.subscription).leave,
            follows=sent_before(report),
        )
    except Exception as error:
        # A fault of ours in one report must not keep the others from going out.
        log.exception("Link report %s could not be written", report.pk)
        raise NotDeliveredError(error, certain=True) from error
    deliver(message)


def _mail(case: Case, write: Write) -> mails.Mail:
    subscription = case.subscription
    return write(case.digest, places=_places(subscription), offering=offering_to(subscription))


def _places(subscription: Subscription) -> mails.Places:
    leave = settings.BASE_URL + leave_path(subscription.pk, subscription.mailed_to)
    if subscription.user is None:
        return mails.Places(leave=leave)
    return mails.Places(
        dead_links=f"{absolute('admin:links_link_changelist')}?state__exact={State.DEAD}",
        subscription=absolute("admin:reports_subscription_change", subscription.pk),
        leave=leave,
    )
