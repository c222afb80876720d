"""One subscriber's matter: what there is to tell them, and what of it waits to be sent."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from reports.digest import Digest
from reports.followups import Following, following_of
from reports.models import Report, Subscription
from reports.scope import Wanted, wanted_by


class Gather(Protocol):
    def __call__(self, *, after_id: int, through_id: int, wanted: Wanted, following: Following | None) -> Digest: ...


@dataclass(frozen=True, slots=True)
class Case:
    """One subscriber's matter as it was read: every later write is conditional on it still being so."""

    subscription: Subscription
    waiting: Report | None
    after_id: int
    through_id: int
    follow_after: date
    follow_through: date
    digest: Digest


def read_case(subscription: Subscription, *, now: datetime, through_id: int, gather: Gather) -> Case:
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
    return Case(subscription, waiting, after_id, through_id, follow_after, follow_through, digest)
