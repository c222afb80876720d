"""Links per second with full evidence stored in PostgreSQL, beside other checkers on the same links in the same run.

On the slow farm all are bound by its answers; there it is `each host` that must be equal, and ours is always 1: one
connection to a host. On the instant farm the checkers are bound by the processor. Ours is timed from the sweep to the
last check recorded, with workers that were running before, as a service's are; the others from start to end, but for
django-linkcheck, a service as well, whose verdicts go into the same PostgreSQL. None of them keeps evidence. The
slowest are given a sample, and their rate is taken for the whole.
"""

import random
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import rivals
from benchmarks.rivals import Task, Unavailable
from benchmarks.stand import Row, Stand, stand
from links.models import Check

SLOW_ANSWER = 0.3
EACH_HOST = 1
LOOSE = 100


@dataclass(frozen=True, slots=True)
class Size:
    """How many links over how many hosts on the two farms, and how many of them the slow checkers are given."""

    slow: tuple[int, int]
    instant: tuple[int, int]
    slow_sample: int
    instant_sample: int


SIZES = {
    "tiny": Size(slow=(20, 4), instant=(60, 6), slow_sample=4, instant_sample=20),
    "usual": Size(slow=(2_000, 20), instant=(10_000, 100), slow_sample=100, instant_sample=1_000),
    "full": Size(slow=(2_000, 20), instant=(20_000, 100), slow_sample=400, instant_sample=4_000),
}

Progress = Callable[[str], object]
# Its name, how many connections to one host it may have, how it is run, and how many links it is given.
Contender = tuple[str, str, Callable[[Task], float], int]


def run(progress: Progress = lambda words: None, size: str = "usual") -> list[Row]:
    """The headings, then for each farm one row of ours per number of workers and one per other checker."""
    sizes = SIZES[size]
    rows: list[Row] = [("farm, checker", "asks by", "each host", "links", "s", "links/s", "ours is")]
    with stand(latency=SLOW_ANSWER) as slow:
        rows += _measure("300 ms", slow, sizes.slow, (1,), _on_the_slow_farm(sizes), progress=progress)
    with stand() as instant:
        rows += _measure("instant", instant, sizes.instant, (1, 2), _on_the_instant_farm(sizes), progress=progress)
    return rows


def _on_the_slow_farm(sizes: Size) -> list[Contender]:
    links, _ = sizes.slow
    return [
        ("bare aiohttp", "1", lambda task: rivals.bare(task, each_host=EACH_HOST), links),
        ("lychee", "1", lambda task: rivals.lychee(task, each_host=EACH_HOST), links),
        ("lychee, tuned", "100", lambda task: rivals.lychee(task, each_host=LOOSE), links),
        ("linkinator", "100", rivals.linkinator, links),
        ("LinkChecker", "100", rivals.linkchecker, sizes.slow_sample),
        ("django-linkcheck", "1 in all", rivals.django_linkcheck, sizes.slow_sample),
    ]


def _on_the_instant_farm(sizes: Size) -> list[Contender]:
    links, _ = sizes.instant
    return [
        ("bare aiohttp", "1", lambda task: rivals.bare(task, each_host=EACH_HOST), links),
        ("bare aiohttp", "100", lambda task: rivals.bare(task, each_host=LOOSE), links),
        ("lychee", "1", lambda task: rivals.lychee(task, each_host=EACH_HOST), links),
        ("lychee, tuned", "100", lambda task: rivals.lychee(task, each_host=LOOSE), links),
        ("linkinator", "100", rivals.linkinator, links),
        ("LinkChecker", "100", rivals.linkchecker, sizes.instant_sample),
        ("django-linkcheck", "1 in all", rivals.django_linkcheck, sizes.instant_sample),
    ]


def _measure(
    name: str,
    on: Stand,
    size: tuple[int, int],
    workers: tuple[int, ...],
    contenders: list[Contender],
    *,
    progress: Progress,
) -> list[Row]:
    rows: list[Row] = []
    best = 0.0
    for number in workers:
        progress(f"{name}: ours, {number} worker(s)")
        on.set_workers(number)
        links = on.seed_evenly(size[0], over=size[1])
        # As letters name them: no checker may find all links of a host in a row.
        random.Random(3).shuffle(links)
        before = on.processor_seconds()
        course = on.drain()
        used = {part: seconds - before[part] for part, seconds in on.processor_seconds().items()}
        assert Check.objects.using(on.alias).count() == len(links)
        best = course.rate
        rows.append(_row(f"{name}: ours, {number} worker(s)", "GET", "1", len(links), course.seconds))
        each = ", ".join(f"{part} {seconds / len(links) * 1000:.2f}" for part, seconds in used.items())
        rows.append((f"  milliseconds of processor time a link: {each}",))
        on.forget()
    on.start_workers(0)
    with tempfile.TemporaryDirectory() as folder:
        for checker, each_host, check, number in contenders:
            progress(f"{name}: {checker}, {number} links")
            task = Task(links[:number], on.farm.list_links(links[:number]), Path(folder), on.database_url)
            asked, heads = on.farm.asked(), on.farm.heads()
            try:
                seconds = check(task)
                asked, heads = on.farm.asked() - asked, on.farm.heads() - heads
                if asked < number:
                    raise Unavailable(f"it asked for {asked} of {number} links")
                asks_by = "HEAD" if heads * 2 > asked else "GET"
                rows.append(_row(f"{name}: {checker}", asks_by, each_host, number, seconds, best=best))
            except (Unavailable, subprocess.TimeoutExpired) as error:
                rows.append((f"{name}: {checker} could not be measured: {error}",))
    return rows


def _row(name: str, asks_by: str, each_host: str, links: int, seconds: float, *, best: float | None = None) -> Row:
    rate = links / seconds
    ratio = f"{best / rate:.2f} x" if best else ""
    return name, asks_by, each_host, f"{links:,}", f"{seconds:.1f}", f"{rate:,.0f}", ratio
