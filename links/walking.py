"""The asynchronous half of checking: hosts side by side, each host's links one after another. No database here.

The walk runs in a thread with an event loop of its own and hands what it finds to the caller, who records it; so the
loop never waits for the database and the database is only used where Django expects it.
"""

import asyncio
import contextlib
import queue
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime

import ada_url

from links.evidence import Evidence
from links.fetch import Fetcher, Manners
from links.guard import Guard

# A host's lease lasts ten minutes (links/leasing.py). No check is begun after WALK_SECONDS, none tries again when that
# would end after LAST_TRY_SECONDS, and all is over at END_SECONDS: inside Celery's soft limit, and inside the lease.
WALK_SECONDS = 240.0
LAST_TRY_SECONDS = 420.0
END_SECONDS = 500.0
_HOSTS_AT_ONCE = 100
# A longer wait than this ends the host's walk instead.
_WAITED_OUT = 60.0
# Without Retry-After, a site that said "too many requests" is left alone for as long as this many requests take.
_BACK_OFF_PAUSES = 60


@dataclass(frozen=True, slots=True)
class Job:
    """One link to check, as it was read: by the two times `record` sees what came in between, a check or a person."""

    link_id: int
    url: str
    state: str
    last_checked_at: datetime | None
    person_verdict_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """The jobs of one leased host. `until` is the lease's token."""

    host_id: int
    name: str
    interval: float | None
    until: datetime
    jobs: Sequence[Job]


@dataclass(frozen=True, slots=True)
class Found:
    """What a check of one job saw."""

    round: Round
    job: Job
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RoundEnded:
    """The host's walk is over. `back_off` is how many seconds the site asked to be left alone for, `asked_by` its name:
    behind a redirect, that is another site than the round's."""

    round: Round
    back_off: float = 0.0
    asked_by: str = ""


Report = Found | RoundEnded


def walk(
    rounds: Sequence[Round], *, guard: Guard, manners: Manners, once_within: float | None = None
) -> Generator[Report, None, None]:
    """Check the rounds' jobs, yielding results as they come. Leaving the iterator early ends the walk cleanly.

    With `once_within`, nothing is tried twice, and all is over after so many seconds.
    """
    reports: queue.SimpleQueue[Report | BaseException | None] = queue.SimpleQueue()
    walker = _Walker(rounds, guard, manners, reports, once_within)
    walker.start()
    try:
        while (report := reports.get()) is not None:
            if isinstance(report, BaseException):
                raise report
            yield report
    finally:
        walker.stop()
        walker.join()


class _Walker(threading.Thread):
    def __init__(
        self,
        rounds: Sequence[Round],
        guard: Guard,
        manners: Manners,
        reports: "queue.SimpleQueue[Report | BaseException | None]",
        once_within: float | None,
    ) -> None:
        super().__init__(name="link walk", daemon=True)
        self._rounds, self._guard, self._manners, self._reports = rounds, guard, manners, reports
        self._end_after = END_SECONDS if once_within is None else once_within
        self._last_try_after = LAST_TRY_SECONDS if once_within is None else 0.0
        self._stopping = threading.Event()
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self) -> None:
        try:
            asyncio.run(self._walk_all())
        except asyncio.CancelledError:
            pass
        except BaseException as error:
            self._reports.put(error)
        finally:
            self._reports.put(None)

    def stop(self) -> None:
        self._stopping.set()
        if self._loop is not None and self._task is not None:
            # The loop may have ended by itself in this very moment.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._task.cancel)

    async def _walk_all(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._stopping.is_set():
            return
        began = time.monotonic()
        intervals = {round_.name: round_.interval for round_ in self._rounds}
        places = asyncio.Semaphore(_HOSTS_AT_ONCE)
        async with Fetcher(guard=self._guard, manners=self._manners, interval_of=intervals.get) as fetcher:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._end_after), asyncio.TaskGroup() as group:
                    for round_ in self._rounds:
                        group.create_task(self._walk_host(round_, fetcher, places, began))

    async def _walk_host(self, round_: Round, fetcher: Fetcher, places: asyncio.Semaphore, began: float) -> None:
        async with places:
            back_off, asked_by = 0.0, round_.name
            for job in round_.jobs:
                spent = time.monotonic() - began
                if spent + back_off > WALK_SECONDS or back_off > _WAITED_OUT:
                    break
                await asyncio.sleep(back_off)
                evidence = await fetcher.check(job.url, budget=self._last_try_after - spent - back_off)
                self._reports.put(Found(round_, job, evidence))
                back_off = self._back_off(round_, evidence)
                asked_by = ada_url.URL(evidence.final_url or job.url).hostname.rstrip(".")
            self._reports.put(RoundEnded(round_, back_off, asked_by))

    def _back_off(self, round_: Round, evidence: Evidence) -> float:
        if evidence.status_code not in (429, 503):
            return 0.0
        if evidence.retry_after is not None:
            return evidence.retry_after
        interval = self._manners.interval if round_.interval is None else round_.interval
        return _BACK_OFF_PAUSES * interval if evidence.status_code == 429 else 0.0
