"""One run: hosts leased in turn and walked side by side, what was found written down, leases given back."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Self

from django.db import DatabaseError

from links.fetch import Manners
from links.network.guard import Guard
from links.walking import leasing, loop
from links.walking.doubts import Doubts, back_off
from links.walking.findings import BackedOff, Found, PutOff, Report, Round, RoundEnded, RunningLow, take_down
from links.walking.ledger import MOST_AT_ONCE, Entry, Ledger
from links.walking.turns import Turns

logger = logging.getLogger(__name__)

# One connection each: well inside the thousand open files that a process commonly may have.
HOSTS_AT_ONCE = 500
# A run takes on so many hosts at first, and a part of what it walks at each step: so workers that begin together share
# what is due, and one that is alone has all of it within a second.
_FIRST_HOSTS = 8
_GROWTH = 4
_STEP = 0.02
# One that has all it can do takes on one host at a time, after so many seconds each: the others are for other workers.
_BUSY_STEP = 0.25
# How long findings are waited for when there are none.
_PATIENCE = 0.05

Clock = Callable[[], datetime]


class Run:
    """Failures in doubt are held back until `settle`; until then their links stay due and their hosts leased.

    Use as a context manager: whatever ends the run, what was found is written down if that can still be done, and the
    leases are given back.
    """

    def __init__(
        self,
        *,
        turns: Turns,
        guard: Guard,
        clock: Clock,
        ledger: Ledger,
        when_left: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self._turns, self._guard, self._clock, self._ledger = turns, guard, clock, ledger
        self._when_left = when_left
        self._doubts = Doubts(guard=guard, clock=clock)
        self._walked: dict[int, Round] = {}
        self._ended: dict[int, RoundEnded] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._ledger.write()
        finally:
            rests = {host_id: ended.rests for host_id, ended in self._ended.items()}
            for host_id, round_ in self._walked.items():
                _release({host_id: round_}, rests)

    def walk(self) -> None:
        """Walk the hosts in turn until nobody is in line, or the time for one walk is up."""
        began, stepped = time.monotonic(), 0.0
        manners, lender = Manners.from_settings(), leasing.Lender(clock=self._clock)
        with loop.Walk(guard=self._guard, manners=manners, lender=lender, take_down=take_down) as walk:
            while not walk.is_over:
                is_early = not stepped or time.monotonic() - began < loop.WALK_SECONDS
                if is_early and time.monotonic() - stepped >= (_BUSY_STEP if walk.is_busy else _STEP):
                    self._take_on(walk)
                    stepped = time.monotonic()
                if self._ended.keys() >= self._walked.keys() and not (is_early and not self._turns.is_done):
                    break
                for report in walk.reports(patience=_PATIENCE, most=MOST_AT_ONCE):
                    self._take(walk, report)
                self._ledger.write_if_due()
                if self._doubts.is_due:
                    self.settle()
                self._give_back()
        self._ledger.write()
        self._give_back()

    def settle(self) -> None:
        """Decide whose fault the failures are that were held back, and record them."""
        for entry in self._doubts.settle(walking=self._walked.keys() - self._ended.keys()):
            self._ledger.add(entry)
        self._ledger.write()
        self._give_back()

    def _take_on(self, walk: loop.Walk) -> None:
        under_way = len(self._walked.keys() - self._ended.keys())
        step = 1 if walk.is_busy else max(_FIRST_HOSTS, under_way // _GROWTH)
        if not self._turns.are_shared:
            step = HOSTS_AT_ONCE
        most = min(step, HOSTS_AT_ONCE - under_way)
        rounds = self._turns.lease(most) if most > 0 else []
        for round_ in rounds:
            self._walked[round_.host_id] = round_
            self._doubts.begin(round_.host_id, (job.state for job in round_.jobs))
        walk.begin(rounds)

    def _take(self, walk: loop.Walk, report: Report) -> None:
        if isinstance(report, Found):
            if not self._doubts.hold(report):
                self._ledger.add(Entry(report, report.evidence))
        elif isinstance(report, RunningLow):
            jobs, goes_on = self._turns.more(report.round)
            self._doubts.begin(report.round.host_id, (job.state for job in jobs))
            walk.go_on(report.round, jobs, goes_on=goes_on)
        elif isinstance(report, PutOff):
            self._ledger.put_off(report)
        elif isinstance(report, BackedOff):
            back_off(report.name, report.seconds, clock=self._clock)
        else:
            back_off(report.asked_by, report.back_off, clock=self._clock)
            self._ended[report.round.host_id] = report

    def _give_back(self) -> None:
        """Give the leases back of hosts whose walk is over and of which nothing waits to be written or decided on."""
        if not self._ended or not self._ledger.is_empty:
            return
        held = self._doubts.held_hosts
        over = {host_id: ended for host_id, ended in self._ended.items() if host_id not in held}
        rests = {host_id: ended.rests for host_id, ended in over.items()}
        by_lease: dict[datetime, dict[int, Round]] = {}
        for host_id in over:
            round_ = self._walked.pop(host_id)
            by_lease.setdefault(round_.until, {})[host_id] = round_
            del self._ended[host_id]
        for rounds in by_lease.values():
            _release(rounds, rests)
        for ended in over.values():
            self._turns.ended(ended)
        left = [ended.rests for ended in over.values() if ended.is_cut and not ended.back_off]
        if left:
            self._when_left(max(left))


def _release(rounds: dict[int, Round], rests: dict[int, float]) -> None:
    until = next(iter(rounds.values())).until
    try:
        leasing.release_hosts(rounds, until=until, rests={pk: rests[pk] for pk in rounds if pk in rests})
    except DatabaseError:
        names = ", ".join(round_.name for round_ in rounds.values())
        logger.exception("The leases of %s could not be given back; they end by themselves", names)
