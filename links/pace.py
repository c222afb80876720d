"""Politeness to one host: one request at a time, and never sooner than its interval after the last (DOMAIN.md 2.4)."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Pace:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


class Paces:
    """The paces of all hosts that one event loop talks to; `interval_of` gives a host's seconds between requests."""

    def __init__(self, interval_of: Callable[[str], float]) -> None:
        self.interval_of = interval_of
        self._paces: dict[str, _Pace] = {}

    @contextlib.asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for the host's turn and hold it while the request lasts."""
        pace = self._paces.setdefault(name, _Pace())
        async with pace.lock:
            await asyncio.sleep(max(0.0, pace.free_at - time.monotonic()))
            pace.free_at = time.monotonic() + self.interval_of(name)
            yield
