"""The asynchronous half of checking: hosts side by side, each host's links one after another. No database here.

A walk runs in a thread with an event loop of its own and hands what it finds to the caller, who records it; so the
loop never waits for the database and the database is only used where Django expects it.
"""

import asyncio
import contextlib
import gc
import queue
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from links.fetch import Manners
from links.network.guard import Guard
from links.network.pace import Loan
from links.walking.findings import Found, Job, Report, Round, RoundEnded, size_of
from links.walking.lanes import Lanes, TakeDown, Times

__all__ = ["Found", "Job", "Lender", "Report", "Round", "RoundEnded", "Walk", "walk"]

# A host's lease lasts ten minutes (leasing.py). No check is begun after WALK_SECONDS, none tries again when that would
# end after LAST_TRY_SECONDS, and all is over at END_SECONDS: inside Celery's soft limit, and inside the lease.
WALK_SECONDS = 300.0
LAST_TRY_SECONDS = 420.0
END_SECONDS = 500.0
# Findings that wait to be taken up: with more, no check is begun. One counts as many as it holds bytes by _WEIGHT.
_MOST_WAITING = 1000
_WEIGHT = 16 * 1024
# While a walk lasts, whoever records what it found keeps the interpreter for so long instead of Python's 5 ms: the loop
# gives it up at each read and write, and where both work without pause, taking it from each other costs a quarter of
# all links checked. The loop may come so much later to what it has to do, never sooner: no host's interval is shorter.
_SWITCH_SECONDS = 0.05
# Reports are taken up together: to wake for each and take the interpreter from the loop costs more than its record.
_GATHER_SECONDS = 0.01


class Lender(Protocol):
    """Who has the database, and borrows other hosts' leases for redirects (links/network/pace.py)."""

    def lend(self, name: str) -> Loan: ...

    def take_back(self, loans: Sequence[tuple[str, float]]) -> None:
        """The hosts of these names are no longer asked; each rests for so many seconds more."""


@dataclass(frozen=True, slots=True)
class _WantsLoan:
    name: str
    answer: "asyncio.Future[Loan]"


@dataclass(frozen=True, slots=True)
class _GivesBack:
    loans: Sequence[tuple[str, float]]


class Walk:
    """Hosts being walked. Rounds are begun, and jobs added, while it lasts; use as a context manager.

    With `take_down`, each finding is what it makes of the evidence. With `once_within`, nothing is tried twice, and all
    is over after so many seconds.
    """

    def __init__(
        self,
        *,
        guard: Guard,
        manners: Manners,
        lender: Lender | None = None,
        take_down: TakeDown | None = None,
        once_within: float | None = None,
    ) -> None:
        self._guard, self._manners, self._lender = guard, manners, lender
        self._take_down: TakeDown = take_down or Found
        self._times = Times(begin=WALK_SECONDS, try_again=LAST_TRY_SECONDS, end=END_SECONDS)
        if once_within is not None:
            self._times = Times(begin=WALK_SECONDS, try_again=0.0, end=once_within)
        self._reports: queue.SimpleQueue[Report | _WantsLoan | _GivesBack | BaseException | None] = queue.SimpleQueue()
        self._put = self._got = 0
        self._lanes: Lanes | None = None
        self._thread = threading.Thread(target=self._run, name="link walk", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_ready = threading.Event()
        self._is_over = False

    def __enter__(self) -> Self:
        self._switched_every = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_SECONDS)
        # What was there before is not searched for garbage over and over, which stops both threads for a tenth of a
        # second each time.
        gc.freeze()
        self._thread.start()
        self._is_ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        if self._lanes is not None:
            self._call(self._lanes.stop)
        self._thread.join()
        sys.setswitchinterval(self._switched_every)
        gc.unfreeze()
        # What the loop said last: leases to give back; nobody waits for a loan any more.
        while not self.is_over:
            for _report in self.reports(patience=1.0, most=100, lends=False):
                pass

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self._is_over

    @property
    def is_busy(self) -> bool:
        """Whether there is more to do than this process manages."""
        return self._lanes is not None and self._lanes.is_busy

    def begin(self, rounds: Iterable[Round]) -> None:
        if self._lanes is not None:
            self._call(self._lanes.begin, list(rounds))

    def go_on(self, round_: Round, jobs: Sequence[Job], *, goes_on: bool) -> None:
        """More jobs for a round that runs low; with `goes_on` there may be more again."""
        if self._lanes is not None:
            self._call(self._lanes.go_on, round_, jobs, goes_on)

    def reports(self, *, patience: float, most: int, lends: bool = True) -> Iterator[Report]:
        """What was reported meanwhile, `most` at most; waits so many seconds for the first."""
        for number in range(most):
            if self._is_over:
                return
            try:
                report = self._reports.get(timeout=patience) if not number else self._reports.get_nowait()
            except queue.Empty:
                return
            if not number:
                time.sleep(_GATHER_SECONDS)
            if report is None:
                self._is_over = True
            elif isinstance(report, BaseException):
                raise report
            elif isinstance(report, _WantsLoan):
                self._call(_answer, report.answer, self._loan(report.name) if lends else Loan(is_ours=False))
            elif isinstance(report, _GivesBack):
                if self._lender is not None:
                    self._lender.take_back(report.loans)
            else:
                self._got += _weight(report)
                yield report

    def _loan(self, name: str) -> Loan:
        return self._lender.lend(name) if self._lender is not None else Loan(is_ours=True)

    def _call(self, what: Callable[..., None], *arguments: object) -> None:
        # The loop may have ended by itself in this very moment.
        with contextlib.suppress(RuntimeError):
            if self._loop is not None:
                self._loop.call_soon_threadsafe(what, *arguments)

    # From here on in the loop's thread.

    def _run(self) -> None:
        try:
            asyncio.run(self._walk())
        except BaseException as error:
            self._reports.put(error)
        finally:
            self._is_ready.set()
            self._reports.put(None)

    async def _walk(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._lanes = Lanes(
            guard=self._guard,
            manners=self._manners,
            times=self._times,
            take_down=self._take_down,
            lend=self._borrow if self._lender else None,
            say=self._say,
            fail=self._reports.put,
            # Whoever takes the findings up is slower than the sites are: what is in memory must stay bounded.
            has_room=lambda: self._put - self._got <= _MOST_WAITING,
            give_back=lambda loans: self._reports.put(_GivesBack(loans)),
        )
        await self._lanes.run(self._is_ready.set)

    def _say(self, report: Report) -> None:
        self._put += _weight(report)
        self._reports.put(report)

    async def _borrow(self, name: str) -> Loan:
        answer: asyncio.Future[Loan] = asyncio.get_running_loop().create_future()
        self._reports.put(_WantsLoan(name, answer))
        return await answer


def walk(
    rounds: Sequence[Round],
    *,
    guard: Guard,
    manners: Manners,
    lender: Lender | None = None,
    once_within: float | None = None,
) -> Generator[Report, None, None]:
    """Check the rounds' jobs and no more, yielding results as they come. Leaving the iterator early ends the walk."""
    left = len(rounds)
    with Walk(guard=guard, manners=manners, lender=lender, once_within=once_within) as walk_:
        walk_.begin(rounds)
        while left and not walk_.is_over:
            for report in walk_.reports(patience=1.0, most=100):
                left -= isinstance(report, RoundEnded)
                yield report


def _weight(report: Report) -> int:
    if not isinstance(report, Found):
        return 0
    evidence = report.evidence
    return 1 + (size_of(evidence) + (len(evidence.answer.body) if evidence.answer else 0)) // _WEIGHT


def _answer(answer: "asyncio.Future[Loan]", loan: Loan) -> None:
    if not answer.done():
        answer.set_result(loan)
