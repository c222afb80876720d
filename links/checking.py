"""The use cases of checking. The worker and `check_links` run the same code, `_Batch`.

Work is found, not handed on: a link is due because its time has passed. Whatever is lost on the way (a message, a
worker, a connection) leaves the link due, and the next sweep finds it.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils import timezone

from links import addresses, leasing, outage
from links.evidence import MAX_ERROR, Evidence
from links.fetch import Fetcher, Manners
from links.guard import Guard, unwatched_names
from links.models import Host, Link, Passage
from links.passages import worst
from links.recording import ChangedMeanwhile, Checked, check_passages, judge, record, seen_by, summary
from links.verdicts import Standing, decide
from links.vocabulary import TRANSPORT_FAILURES, Outcome
from links.walking import Found, Round, RoundEnded, walk

__all__ = ["ChangedMeanwhile", "Checked", "Tally", "check_leased", "check_links", "first_answer", "judge", "lease_due"]

logger = logging.getLogger(__name__)

HOSTS_A_BATCH = 50
# What one sweep hands out at most; the next comes within a minute.
HOSTS_A_SWEEP = 2000

Clock = Callable[[], datetime]
Progress = Callable[[Checked], None]


@dataclass(slots=True)
class Tally:
    """What became of a set of links: those checked and recorded, and what could not be, with the hosts' names."""

    checked: list[Checked] = field(default_factory=list)
    unrecorded: int = 0
    in_other_hands: list[str] = field(default_factory=list)
    backed_off: list[str] = field(default_factory=list)


def lease_due(*, now: datetime, limit: int = HOSTS_A_SWEEP) -> tuple[list[int], datetime]:
    """Up to `limit` hosts with due links, now leased to the caller, and the token of the leases."""
    found = Host.objects.with_due_links(now).order_by("pk").values_list("pk", flat=True)[:limit]
    return leasing.lease_hosts(list(found))


def check_leased(*, host_ids: Iterable[int], lease_until: datetime, clock: Clock = timezone.now) -> list[Checked]:
    """Check the due links of hosts that a sweep leased; hosts whose lease has passed on are left alone."""
    mine, until = leasing.take_over(host_ids, until=lease_until)
    rounds = leasing.make_rounds(mine, Link.objects.due(clock()), until=until)
    tally = Tally()
    _Batch(rounds, clock=clock, tally=tally).run()
    return tally.checked


def check_links(
    links: "QuerySet[Link]", *, clock: Clock = timezone.now, progress: Progress = lambda checked: None
) -> Tally:
    """Check all of `links` here and now, batch by batch, leasing their hosts as every worker does.

    Hosts that a worker is walking, or that asked to be left alone, are skipped and named in the tally.
    """
    waiting: dict[int, list[int]] = {}
    for host_id, link_id in links.order_by("host_id", "pk").values_list("host_id", "pk"):
        waiting.setdefault(host_id, []).append(link_id)
    tally, hosts = Tally(), deque(waiting)
    while hosts:
        leased, until = _lease_some(hosts, clock(), tally)
        chosen = [link_id for host_id in leased for link_id in waiting[host_id][: leasing.LINKS_A_ROUND]]
        rounds = leasing.make_rounds(leased, Link.objects.filter(pk__in=chosen), until=until)
        tried = _Batch(rounds, clock=clock, tally=tally, progress=progress).run()
        for host_id in leased:
            left = [link_id for link_id in waiting[host_id] if link_id not in tried]
            if left and len(left) == len(waiting[host_id]):
                # Nothing could be begun there: it would come round for ever.
                tally.unrecorded += len(left)
            elif left:
                hosts.append(host_id)
            waiting[host_id] = left
    return tally


def first_answer(printed: str, *, now: datetime) -> Checked:
    """What a first check of an unknown address says, with nothing recorded; raises BadAddress."""
    address = addresses.parse(printed)
    guard = make_guard()

    async def ask() -> Evidence:
        async with Fetcher(guard=guard, manners=Manners.from_settings()) as fetcher:
            return await fetcher.check(address.url)

    evidence = asyncio.run(ask())
    asked = [(Passage.Kind.FRAGMENT.value, address.text_directive)] if address.text_directive else []
    decision = decide(Standing(), seen_by(evidence), now=now)
    return summary(address.url, evidence, decision, worst(check_passages(asked, evidence)))


def make_guard() -> Guard:
    """This deployment's guard, with the hosts whose sites must not learn who watches them."""
    names = Host.objects.exclude(policy=Host.Policy.DIRECT).values_list("name", flat=True)
    return Guard(
        networks=tuple(settings.LINKS_ALLOWED_NETWORKS),
        ports=tuple(settings.LINKS_ALLOWED_PORTS),
        unwatched=unwatched_names(names),
    )


def _lease_some(hosts: deque[int], now: datetime, tally: Tally) -> tuple[list[int], datetime]:
    batch = [hosts.popleft() for _ in range(min(HOSTS_A_BATCH, len(hosts)))]
    known = {host.pk: host for host in Host.objects.filter(pk__in=batch)}
    ready = []
    for host in known.values():
        if host.backed_off_until and host.backed_off_until > now:
            tally.backed_off.append(host.name)
        else:
            ready.append(host.pk)
    leased, until = leasing.lease_hosts(ready)
    tally.in_other_hands += [known[host_id].name for host_id in ready if host_id not in leased]
    return leased, until


class _Batch:
    """One walk of leased hosts: results recorded as they come, leases given back as hosts end.

    While the batch could turn out to be an outage of our own (links/outage.py), transport failures are held back to
    its end; until then their links simply stay due.
    """

    def __init__(
        self, rounds: Sequence[Round], *, clock: Clock, tally: Tally, progress: Progress = lambda checked: None
    ) -> None:
        self._clock, self._tally, self._progress = clock, tally, progress
        self._open = {round_.host_id: round_ for round_ in rounds}
        self._held: list[Found] = []
        self._sightings: list[outage.Sighting] = []
        self._tried: set[int] = set()
        alive = {round_.host_id for round_ in rounds if any(outage.was_alive(job.state) for job in round_.jobs)}
        self._may_be_outage = len(alive) >= outage.ENOUGH_HOSTS

    def run(self) -> set[int]:
        """The ids of the links that were tried. Whatever ends the walk, the leases are given back."""
        try:
            rounds = list(self._open.values())
            with closing(walk(rounds, guard=make_guard(), manners=Manners.from_settings())) as reports:
                for report in reports:
                    if isinstance(report, Found):
                        self._take(report)
                    else:
                        self._end(report)
            self._settle()
        finally:
            for round_ in list(self._open.values()):
                self._release(round_)
        return self._tried

    def _take(self, found: Found) -> None:
        self._tried.add(found.job.link_id)
        outcome = found.evidence.outcome
        self._sightings.append(outage.Sighting(found.round.host_id, found.job.state, outcome))
        if self._may_be_outage and outcome in TRANSPORT_FAILURES:
            self._held.append(found)
        else:
            self._record(found, found.evidence)

    def _end(self, ended: RoundEnded) -> None:
        if ended.back_off:
            until = self._clock() + timedelta(seconds=ended.back_off)
            leasing.back_off(ended.round.host_id, until=until)
        if not any(found.round is ended.round for found in self._held):
            self._release(ended.round)

    def _settle(self) -> None:
        ours = outage.is_ours(self._sightings)
        if ours:
            logger.warning("%d failures taken for an outage of our own; checked again later", len(self._held))
        for found in self._held:
            self._record(found, _excused(found.evidence) if ours else found.evidence)

    def _record(self, found: Found, evidence: Evidence) -> None:
        try:
            checked = record(found.job, evidence, now=self._clock())
        except DatabaseError:
            # This link stays due. The others need not suffer for it, nor from a connection that has gone bad.
            logger.exception("The check of %s could not be recorded", found.job.url)
            self._tally.unrecorded += 1
            if not connection.in_atomic_block:
                connection.close()
            return
        if checked is not None:
            self._tally.checked.append(checked)
            self._progress(checked)

    def _release(self, round_: Round) -> None:
        try:
            leasing.release_hosts([round_.host_id], until=round_.until)
        except DatabaseError:
            logger.exception("The lease of %s could not be given back; it ends by itself", round_.name)
        self._open.pop(round_.host_id, None)


def _excused(evidence: Evidence) -> Evidence:
    error = f"taken for an outage of our own ({evidence.outcome}): {evidence.error}"
    return replace(evidence, outcome=Outcome.INCONCLUSIVE, error=error[:MAX_ERROR])
