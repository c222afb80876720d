"""Asking other sites whether our own line works, when failures may be its fault (what follows: `outage.py`)."""

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.db.models.expressions import OrderBy

from links.fetch import Manners
from links.models import Check, Host, Link
from links.network.guard import Guard, cannot_exist, is_looked_up
from links.vocabulary import TRANSPORT_FAILURES, Outcome
from links.walking import leasing
from links.walking.findings import Report
from links.walking.loop import walk
from links.walking.outage import WAS_ALIVE, Reach
from links.walking.rounds import make_rounds

# So many are asked: that all of them went is unlikely enough.
WITNESSES = 3
# Where a host is in another worker's hands the next is tried, but not for ever.
_TRIED = 4 * WITNESSES
# They are asked after the walk, inside the worker's time limit (links/walking/loop.py).
_SECONDS = 30.0
# An answer that is no older shows that the line works.
_FRESH = timedelta(minutes=5)
_TOGETHER = timedelta(days=1)


@dataclass(slots=True)
class Testimony:
    """How far witnesses could have shown the line to reach, and the reports of those that could be asked."""

    askable: Reach = Reach.NOTHING
    reports: list[Report] = field(default_factory=list)


def reach_of(name: str) -> Reach:
    """How far an answer of this host shows the line to reach."""
    return Reach.NAME if is_looked_up(name) else Reach.ADDRESS


def recent_reach(now: datetime) -> Reach:
    """How far a page that was read in the last minutes shows the line to reach."""
    read = Link.objects.filter(last_ok_at__gt=now - _FRESH, last_ok_at__lte=now)
    names = read.values_list("host__name", flat=True).distinct()
    return max(map(reach_of, names), default=Reach.NOTHING)


def ask(*, besides: Collection[int], have: Reach, need: Reach, now: datetime, guard: Guard) -> Testimony:
    """Ask a few sites that should be alive, other than `besides`, and that can show more than `have`.

    Those that answered last come first. Their hosts are leased and given back as for every check; one try each. Nothing
    is recorded here.
    """
    free = _likely().filter(Q(host__backed_off_until=None) | Q(host__backed_off_until__lte=now))
    by_host = free.values_list("host", "host__name").annotate(ok=Max("last_ok_at"))
    known = [
        (host_id, reach_of(name))
        for host_id, name, _ in by_host.order_by(F("ok").desc(nulls_last=True), "host")
        if host_id not in besides and not cannot_exist(name)
    ]
    able = [(host_id, reach) for host_id, reach in known if reach > have]
    chosen = [host_id for host_id, reach in able if reach >= need] or [host_id for host_id, _ in able]
    testimony = Testimony(askable=max((reach for _, reach in able), default=Reach.NOTHING))
    leased, until = leasing.lease_hosts(chosen[:_TRIED], most=WITNESSES)
    try:
        last_read: list[OrderBy | str] = [F("last_ok_at").desc(nulls_last=True), "pk"]
        lender = leasing.Lender(clock=lambda: now)
        rounds = make_rounds(leased, free, until=until, order=last_read, most=1)
        with closing(
            walk(rounds, guard=guard, manners=Manners.from_settings(), lender=lender, once_within=_SECONDS)
        ) as reports:
            testimony.reports.extend(reports)
    finally:
        leasing.release_hosts(leased, until=until)
    return testimony


def failing_together(host_ids: Collection[int], *, now: datetime) -> int:
    """How many hosts failed within a day without an answer, these included."""
    failures = Check.objects.filter(
        checked_at__gt=now - _TOGETHER,
        checked_at__lte=now,
        status_code=None,
        outcome__in=TRANSPORT_FAILURES | {Outcome.INCONCLUSIVE},
    )
    hosts = failures.values_list("link__host", "link__host__name").distinct()
    return len({host_id for host_id, name in hosts if not cannot_exist(name)} | set(host_ids))


def _likely() -> "QuerySet[Link]":
    """Links that should answer: a person's word that a page works does not make it answer us."""
    return Link.objects.filter(
        state__in=WAS_ALIVE, person_verdict="", next_check_at__isnull=False, host__policy=Host.Policy.DIRECT
    )
