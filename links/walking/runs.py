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
# A run has places for so many hosts at first. While all are taken they become more by a part with each step of time: so
# workers that begin together share what is due, and one that is alone has all of it within a second. While there is
# more to do than the process manages they become fewer: the other hosts are for other workers.
_FIRST_HOSTS = 8
_STEP = 0.02
_GROWTH, _DECLINE = 1.25, 0.95
# Not more steps at once, however late the next one comes.
_MOST_STEPS = 4
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
        self._places: float = _FIRST_HOSTS if turns.are_shared else HOSTS_AT_ONCE
        self._are_wanted = False

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
                if is_early and (steps := (time.monotonic() - stepped) / _STEP) >= 1:
                    self._take_on(walk, steps=min(steps, _MOST_STEPS) if stepped else 0.0)
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

    def _take_on(self, walk: loop.Walk, *, steps: float) -> None:
        """Fill the places that are free, `steps` steps of time after the last look."""
        under_way = len(self._walked.keys() - self._ended.keys())
        if self._turns.are_shared and walk.is_busy:
            self._places = max(self._places * _DECLINE**steps, _FIRST_HOSTS)
        elif self._are_wanted:
            self._places = min(self._places * _GROWTH**steps, HOSTS_AT_ONCE)
        most = int(self._places) - under_way
        rounds = self._turns.lease(most) if most > 0 else []
        self._are_wanted = most <= 0 or bool(rounds)
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
