"""Politeness to one host: one request at a time, and never sooner than its interval after the last (DOMAIN.md 2.4).

Inside one event loop the host's pace keeps that rule for every check, whichever host a check began at. Between workers
the host's lease keeps it (`links/walking/leasing.py`): whoever sends a request to a host of the record holds its lease.
A walk holds the leases of the hosts it was given; for a redirect into another host it asks its `Lend` first, which
borrows that host's lease. Where that stays in other hands, or the host asked to be left alone, the request is not sent:
`Busy` ends the check, nothing is recorded against the link, and it comes round a little later.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

# A longer wait for a host than this is not waited out within a check.
WAITED_OUT = 60.0
# A lease in other hands is asked for again after these pauses (seconds), then no more.
_ASK_AGAIN = (0.1, 0.3, 0.6, 1.0, 2.0, 3.0, 3.0)
# Once such a lease could not be had, nobody waits for it again for this long.
_IN_OTHER_HANDS = 30.0
# A borrowed lease is given back when the host was not asked for so long.
_IDLE = 5.0


class Busy(Exception):
    """The host may not be asked now, by nobody's fault. `seconds` is when to try again."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(f"{name} may not be asked now; try again in {seconds:.0f} s")
        self.name, self.seconds = name, seconds


@dataclass(frozen=True, slots=True)
class Loan:
    """What came of asking for a host's lease.

    `is_ours` says that requests may be sent; `interval` is the host's own, if it has one; `wait` is for how many
    seconds it asked to be left alone.
    """

    is_ours: bool
    interval: float | None = None
    wait: float = 0.0


Lend = Callable[[str], Awaitable[Loan]]


@dataclass(slots=True)
class _Pace:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    interval: float | None = None
    free_at: float = 0.0
    used_at: float = 0.0
    # When its lease was last not to be had, however long it was waited for.
    refused_at: float = float("-inf")
    # Whether the host's lease is held by this walk, or none is needed.
    is_ours: bool = False
    is_borrowed: bool = False
    not_before: float = 0.0


class Paces:
    """The paces of all hosts that one event loop talks to; times are `time.monotonic()`.

    `interval` is for hosts without their own. Without `lend`, no leases are asked for.
    """

    def __init__(self, *, interval: float, lend: Lend | None = None) -> None:
        self._interval, self._lend = interval, lend
        self._paces: dict[str, _Pace] = {}

    def hold(self, name: str, *, interval: float | None) -> None:
        """This walk has the host's lease."""
        pace = self._pace(name)
        pace.interval, pace.is_ours, pace.is_borrowed = interval, True, False

    def let_go(self, name: str) -> float:
        """The walk of the host is over; returns when it may be asked again, by its interval alone."""
        pace = self._pace(name)
        pace.is_ours = False
        return pace.free_at

    def interval_of(self, name: str) -> float:
        pace = self._paces.get(name.rstrip("."))
        return self._interval if pace is None or pace.interval is None else pace.interval

    def leave_alone(self, name: str, seconds: float) -> None:
        """Send nothing more to the host for so long, whichever check wants to."""
        pace = self._pace(name)
        pace.not_before = max(pace.not_before, time.monotonic() + seconds)

    @contextlib.asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for the host's turn and hold it while the request lasts; raises Busy."""
        name = name.rstrip(".")
        pace = self._pace(name)
        async with pace.lock:
            if not pace.is_ours:
                await self._borrow(name, pace)
            now = time.monotonic()
            if pace.not_before - now > WAITED_OUT:
                raise Busy(name, pace.not_before - now)
            wait = max(pace.free_at, pace.not_before) - now
            if wait > 0:
                await asyncio.sleep(wait)
            pace.free_at = time.monotonic() + self.interval_of(name)
            try:
                yield
            finally:
                pace.used_at = time.monotonic()

    def begun(self, name: str) -> None:
        """The request is being sent now: the interval runs from here, however long the connection took to be made."""
        pace = self._pace(name)
        pace.free_at = time.monotonic() + self.interval_of(name)

    def give_back_idle(self) -> list[tuple[str, float]]:
        """The borrowed hosts that were not asked for a while, no longer ours; and each as by `let_go`."""
        now, idle = time.monotonic(), []
        for name, pace in self._paces.items():
            if pace.is_borrowed and pace.is_ours and not pace.lock.locked() and now - pace.used_at > _IDLE:
                pace.is_ours = pace.is_borrowed = False
                idle.append((name, pace.free_at))
        return idle

    def borrowed(self) -> list[tuple[str, float]]:
        """All that is still borrowed, for the end of the walk."""
        return [(name, pace.free_at) for name, pace in self._paces.items() if pace.is_borrowed and pace.is_ours]

    def _pace(self, name: str) -> _Pace:
        # "example.org." and "example.org" are one host (links/addresses.py).
        name = name.rstrip(".")
        pace = self._paces.get(name)
        if pace is None:
            pace = self._paces[name] = _Pace()
        return pace

    async def _borrow(self, name: str, pace: _Pace) -> None:
        if self._lend is None:
            return
        for pause in (*_ASK_AGAIN, None):
            loan = await self._lend(name)
            if loan.wait:
                raise Busy(name, loan.wait)
            if loan.is_ours:
                pace.interval, pace.is_ours, pace.is_borrowed = loan.interval, True, True
                return
            if pause is None or time.monotonic() - pace.refused_at < _IN_OTHER_HANDS:
                break
            await asyncio.sleep(pause)
        pace.refused_at = time.monotonic()
        raise Busy(name, _IN_OTHER_HANDS)
