"""The loop's side of a walk: hosts side by side, each in a lane of its own, its links one after another."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from links.evidence import Evidence
from links.fetch import Fetcher, Manners
from links.network.guard import Guard
from links.network.pace import WAITED_OUT, Busy, Lend, Paces
from links.network.urls import parsed_url
from links.walking.findings import BackedOff, Found, Job, PutOff, Report, Round, RoundEnded, RunningLow, size_of

# Without Retry-After, a site that said "too many requests" is left alone for as long as this many requests take.
_BACK_OFF_PAUSES = 60
# More jobs are asked for when a round that goes on has no more than these.
_FEW_JOBS = 50
# Text up to this size is worked on in the loop, where it is over before a thread would have begun.
_SMALL_TEXT = 50_000
_FEEL_SECONDS = 0.01
_LATE_SECONDS = 0.02
_BUSY_SHARE = 0.5
# So often it is looked for borrowed leases that nobody needs any more.
_TIDY_SECONDS = 1.0

TakeDown = Callable[[Round, Job, Evidence], Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds from the beginning of a walk: no check is begun after `begin`, none tries again when that would end
    after `try_again`, and all is over at `end`.
    """

    begin: float
    try_again: float
    end: float


@dataclass(slots=True)
class _Lane:
    """One host's round as it is walked."""

    round: Round
    jobs: deque[Job]
    goes_on: bool
    more: asyncio.Event = field(default_factory=asyncio.Event)
    has_asked: bool = False


class Lanes:
    """The hosts that one event loop walks. Everything here is called in the loop's thread.

    `say` takes each report, `fail` an error that must end the walk; `has_room` says whether more reports are wanted,
    `give_back` takes the names of borrowed hosts and for how many seconds each must rest.
    """

    def __init__(
        self,
        *,
        guard: Guard,
        manners: Manners,
        times: Times,
        take_down: TakeDown,
        lend: Lend | None,
        say: Callable[[Report], None],
        fail: Callable[[BaseException], None],
        has_room: Callable[[], bool],
        give_back: Callable[[Sequence[tuple[str, float]]], None],
    ) -> None:
        self._guard, self._manners, self._times, self._take_down = guard, manners, times, take_down
        self._say, self._fail, self._has_room, self._give_back = say, fail, has_room, give_back
        self._paces = Paces(interval=manners.interval, lend=lend)
        self._lanes: dict[int, _Lane] = {}
        self._walking: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._began = time.monotonic()
        # By how many seconds the loop comes late to what it has to do, and which part of the time this process works.
        self._lag = self._share = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether there is more to do than this process manages.

        A loop that comes late on a machine that is busy with other things says nothing: it may only wait.
        """
        return self._lag > _LATE_SECONDS and self._share > _BUSY_SHARE

    def stop(self) -> None:
        self._stopping.set()

    async def run(self, is_ready: Callable[[], None]) -> None:
        """Walk what is begun, until stopped or out of time."""
        async with Fetcher(guard=self._guard, manners=self._manners, paces=self._paces) as self._fetcher:
            is_ready()
            feeling = asyncio.ensure_future(self._feel_load())
            try:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._times.end):
                        while not self._stopping.is_set():
                            with contextlib.suppress(TimeoutError):
                                await asyncio.wait_for(self._stopping.wait(), _TIDY_SECONDS)
                            self._return(self._paces.give_back_idle())
            finally:
                for task in (feeling, *self._walking):
                    task.cancel()
                await asyncio.gather(feeling, *self._walking, return_exceptions=True)
                self._return(self._paces.borrowed())

    def begin(self, rounds: Sequence[Round]) -> None:
        for round_ in rounds:
            lane = self._lanes[round_.host_id] = _Lane(round_, deque(round_.jobs), round_.goes_on)
            self._paces.hold(round_.name, interval=round_.interval)
            task = asyncio.ensure_future(self._walk_host(lane))
            self._walking.add(task)
            task.add_done_callback(self._walked)

    def go_on(self, round_: Round, jobs: Sequence[Job], goes_on: bool) -> None:
        lane = self._lanes.get(round_.host_id)
        if lane is not None and lane.round is round_:
            lane.jobs.extend(jobs)
            lane.goes_on, lane.has_asked = goes_on, False
            lane.more.set()

    async def _feel_load(self) -> None:
        while True:
            began, worked = time.monotonic(), time.process_time()
            await asyncio.sleep(_FEEL_SECONDS)
            took = time.monotonic() - began
            self._lag += (took - _FEEL_SECONDS - self._lag) / 8
            self._share += ((time.process_time() - worked) / took - self._share) / 8

    def _walked(self, task: "asyncio.Task[None]") -> None:
        self._walking.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._fail(error)

    async def _walk_host(self, lane: _Lane) -> None:
        round_, done, back_off, asked_by = lane.round, 0, 0.0, lane.round.name
        try:
            while (job := await self._next_job(lane)) is not None:
                spent = time.monotonic() - self._began
                wait = back_off if asked_by == round_.name else 0.0
                if spent + wait > self._times.begin or wait > WAITED_OUT:
                    break
                try:
                    evidence = await self._check(round_, job, spent)
                except Busy as busy:
                    back_off, asked_by = busy.seconds, busy.name
                    if asked_by == round_.name:
                        break
                    self._say(PutOff(round_, job, busy.seconds))
                    back_off, asked_by = 0.0, round_.name
                else:
                    back_off, asked_by = self._back_off(round_, evidence), round_.name
                    if back_off:
                        asked_by = parsed_url(evidence.final_url or job.url).hostname.rstrip(".")
                        self._paces.leave_alone(asked_by, back_off)
                        if asked_by != round_.name:
                            self._say(BackedOff(asked_by, back_off))
                lane.jobs.popleft()
                done += 1
        finally:
            rests = max(0.0, self._paces.let_go(round_.name) - time.monotonic())
            self._fetcher.hang_up(round_.name)
            self._lanes.pop(round_.host_id, None)
            undone = lane.jobs[0] if lane.jobs else None
            is_cut = undone is not None or lane.goes_on
            self._say(RoundEnded(round_, back_off, asked_by, done, is_cut, undone, rests))

    async def _next_job(self, lane: _Lane) -> Job | None:
        if lane.goes_on and not lane.has_asked and len(lane.jobs) <= _FEW_JOBS:
            lane.has_asked = True
            lane.more.clear()
            self._say(RunningLow(lane.round))
        while not lane.jobs and lane.goes_on:
            await lane.more.wait()
            lane.more.clear()
        # Whoever takes the findings up is slower than the sites are: what is in memory must stay bounded.
        while not self._has_room():
            await asyncio.sleep(0.02)
        return lane.jobs[0] if lane.jobs else None

    async def _check(self, round_: Round, job: Job, spent: float) -> Evidence:
        evidence = await self._fetcher.check(job.url, budget=self._times.try_again - spent)
        if size_of(evidence) > _SMALL_TEXT:
            self._say(await asyncio.to_thread(self._take_down, round_, job, evidence))
        else:
            self._say(self._take_down(round_, job, evidence))
        return evidence

    def _back_off(self, round_: Round, evidence: Evidence) -> float:
        if evidence.status_code not in (429, 503):
            return 0.0
        if evidence.retry_after is not None:
            return evidence.retry_after
        interval = self._manners.interval if round_.interval is None else round_.interval
        return _BACK_OFF_PAUSES * interval if evidence.status_code == 429 else 0.0

    def _return(self, loans: Sequence[tuple[str, float]]) -> None:
        if loans:
            now = time.monotonic()
            self._give_back([(name, max(0.0, free_at - now)) for name, free_at in loans])
