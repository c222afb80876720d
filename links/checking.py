"""The use cases of checking. The worker and `check_links` run the same code, `_Run`.

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
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils import timezone

from links import addresses, leasing, outage, witnesses
from links.evidence import Doubt, Evidence
from links.fetch import Fetcher, Manners
from links.guard import Guard, unwatched_names
from links.models import Host, Link, Passage
from links.outage import Reach
from links.passages import worst
from links.recording import ChangedMeanwhile, Checked, check_passages, judge, record, seen_by, summary
from links.verdicts import Standing, decide
from links.vocabulary import TRANSPORT_FAILURES
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
    alive = sum(any(outage.was_alive(job.state) for job in round_.jobs) for round_ in rounds)
    tally = Tally()
    with _Run(alive_hosts=alive, clock=clock, tally=tally) as run:
        run.walk(rounds)
        run.settle()
    return tally.checked


def check_links(
    links: "QuerySet[Link]", *, clock: Clock = timezone.now, progress: Progress = lambda checked: None
) -> Tally:
    """Check all of `links` here and now, batch by batch, leasing their hosts as every worker does; one run in all.

    Hosts that a worker is walking, or that asked to be left alone, are skipped and named in the tally.
    """
    waiting: dict[int, list[int]] = {}
    for host_id, link_id in links.order_by("host_id", "pk").values_list("host_id", "pk"):
        waiting.setdefault(host_id, []).append(link_id)
    alive = links.filter(state__in=outage.WAS_ALIVE).values("host").distinct().order_by("host").count()
    tally, hosts = Tally(), deque(waiting)
    with _Run(alive_hosts=alive, clock=clock, tally=tally, progress=progress) as run:
        while hosts:
            leased, until = _lease_some(hosts, clock(), tally)
            chosen = [link_id for host_id in leased for link_id in waiting[host_id][: leasing.LINKS_A_ROUND]]
            rounds = leasing.make_rounds(leased, Link.objects.filter(pk__in=chosen), until=until)
            tried = run.walk(rounds)
            for host_id in leased:
                left = [link_id for link_id in waiting[host_id] if link_id not in tried]
                if left and len(left) == len(waiting[host_id]):
                    # Nothing could be begun there: it would come round for ever.
                    tally.unrecorded += len(left)
                elif left:
                    # Its turn comes again, also when failures of this one are held back.
                    run.let_go(host_id)
                    hosts.append(host_id)
                waiting[host_id] = left
        run.settle()
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


class _Run:
    """The walks of leased hosts that belong together: results recorded as they come, leases given back as hosts end.

    What could be the fault of our own line (links/outage.py) is held back to the end, `settle`; until then such links
    simply stay due. Use as a context manager: whatever ends the run, the leases are given back.
    """

    def __init__(
        self, *, alive_hosts: int, clock: Clock, tally: Tally, progress: Progress = lambda checked: None
    ) -> None:
        self._clock, self._tally, self._progress = clock, tally, progress
        self._guard = make_guard()
        self._may_be_outage = alive_hosts >= outage.ENOUGH_HOSTS
        self._open: dict[int, Round] = {}
        self._held: list[Found] = []
        self._sightings: list[outage.Sighting] = []
        self._unanswered: set[int] = set()
        self._reach = Reach.NOTHING

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for host_id in list(self._open):
            self.let_go(host_id)

    def walk(self, rounds: Sequence[Round]) -> set[int]:
        """Check the rounds' links; the ids of those that were tried."""
        self._open |= {round_.host_id: round_ for round_ in rounds}
        tried: set[int] = set()
        with closing(walk(rounds, guard=self._guard, manners=Manners.from_settings())) as reports:
            for report in reports:
                if isinstance(report, Found):
                    tried.add(report.job.link_id)
                    self._take(report)
                else:
                    self._end(report)
        return tried

    def let_go(self, host_id: int) -> None:
        """Give the host's lease back, if it is held."""
        round_ = self._open.pop(host_id, None)
        if round_ is None:
            return
        try:
            leasing.release_hosts([host_id], until=round_.until)
        except DatabaseError:
            logger.exception("The lease of %s could not be given back; it ends by itself", round_.name)

    def settle(self) -> None:
        """Decide whose fault the failures are that were held back, and record them."""
        if not self._held:
            return
        if outage.is_ours(self._sightings):
            logger.warning("%d failures taken for an outage of our own; checked again later", len(self._held))
            for found in self._held:
                self._record(found, outage.excused(found.evidence))
            return
        line = self._look_at_our_line()
        # Another site that was alive and failed as well was a witness that kept silent.
        silent = {
            found.round.host_id: witnesses.reach_of(found.round.name)
            for found in self._held
            if outage.was_alive(found.job.state)
        }
        for found in self._held:
            others = [reach for host_id, reach in silent.items() if host_id != found.round.host_id]
            known = replace(line, askable=max([line.askable, *others]))
            self._record(found, outage.settled(found.evidence, known))

    def _look_at_our_line(self) -> outage.Line:
        """How far our line reaches: by this run's answers, by a page read minutes ago, else by asking other sites."""
        now = self._clock()
        need = max(outage.needed(found.evidence) for found in self._held)
        if self._reach >= need:
            return outage.Line(reach=self._reach)
        try:
            reach = max(self._reach, witnesses.recent_reach(now))
            if reach >= need:
                return outage.Line(reach=reach)
            heard = witnesses.ask(besides=self._unanswered, have=reach, need=need, now=now, guard=self._guard)
            failing = {found.round.host_id for found in self._held if found.evidence.doubt is not Doubt.NONE}
            together = witnesses.failing_together(failing, now=now)
        except DatabaseError:
            logger.exception("Nobody could be asked whether our own line works; failures are held against no site")
            return outage.Line(reach=self._reach, few=False)
        for report in heard.reports:
            if isinstance(report, RoundEnded):
                self._back_off(report)
            elif report.evidence.is_answer:
                reach = max(reach, witnesses.reach_of(report.round.name))
                # A silent witness is no check: it may well be our line that kept it from answering.
                # One that answered is, but not one of those that were asked for.
                self._record(report, report.evidence, told=False)
        if reach < need:
            logger.warning("No other site showed that our own line works; %d failures are in doubt", len(self._held))
        return outage.Line(reach=reach, askable=heard.askable, few=together < outage.FAILING_TOGETHER)

    def _take(self, found: Found) -> None:
        evidence = found.evidence
        if evidence.is_answer:
            self._reach = max(self._reach, witnesses.reach_of(found.round.name))
        else:
            self._unanswered.add(found.round.host_id)
        seen = outage.sighting(found.round.host_id, found.job.state, evidence)
        if seen is not None:
            self._sightings.append(seen)
        may_be_outage = self._may_be_outage and seen is not None and seen.outcome in TRANSPORT_FAILURES
        if may_be_outage or evidence.doubt is not Doubt.NONE:
            self._held.append(found)
        else:
            self._record(found, evidence)

    def _end(self, ended: RoundEnded) -> None:
        self._back_off(ended)
        if not any(found.round is ended.round for found in self._held):
            self.let_go(ended.round.host_id)

    def _back_off(self, ended: RoundEnded) -> None:
        if not ended.back_off:
            return
        until = self._clock() + timedelta(seconds=ended.back_off)
        try:
            leasing.back_off(ended.asked_by, until=until)
        except DatabaseError:
            logger.exception("That %s asked to be left alone could not be written down", ended.asked_by)

    def _record(self, found: Found, evidence: Evidence, *, told: bool = True) -> None:
        try:
            checked = record(found.job, evidence, now=self._clock())
        except DatabaseError:
            # This link stays due. The others need not suffer for it, nor from a connection that has gone bad.
            logger.exception("The check of %s could not be recorded", found.job.url)
            self._tally.unrecorded += told
            if not connection.in_atomic_block:
                connection.close()
            return
        if checked is not None and told:
            self._tally.checked.append(checked)
            self._progress(checked)
