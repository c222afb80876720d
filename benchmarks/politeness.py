"""How near the time that politeness costs comes to what it must cost: the longest queue, one request an interval.

Sizes of hosts follow Zipf's law, as those of citations do; every second of interval and latency is divided by a stated
factor, and beat's minute with them. Nothing else is scaled: what the checker itself needs weighs more than in life.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.stand import Row, stand
from tests.farm import EVERY, hosts

INTERVAL = 1.0
QUICKEST, SLOWEST = 0.02, 2.0
# A slower site than this could not be read once an interval over one connection: then it would be the bound.
_LARGEST_ANSWERS = 0.5
_BEAT = 60.0


@dataclass(frozen=True, slots=True)
class Size:
    links: int
    hosts: int
    factor: float


SIZES = {
    "tiny": Size(links=100, hosts=10, factor=50),
    "usual": Size(links=20_000, hosts=2_000, factor=20),
    "full": Size(links=20_000, hosts=2_000, factor=5),
}


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[Row]:
    """The headings, then rows of (what, figure)."""
    given = SIZES[size]
    sizes = zipf(given.links, given.hosts)
    latencies = _latencies(list(sizes)) if sizes else {}
    interval = INTERVAL / given.factor
    largest = max(sizes.values())
    with stand(latencies={host: wait / given.factor for host, wait in latencies.items()}, interval=interval) as on:
        on.set_workers(2)
        # Pages alone: a redirect is two requests, and the bound counts links.
        on.seed(sizes, step=EVERY)
        bound = largest * interval
        progress(f"{given.links:,} links over {given.hosts:,} hosts, at least {bound:.0f} s")
        course = on.drain(between_sweeps=_BEAT / given.factor)
    return [
        ("what", "figure"),
        ("links", f"{given.links:,}"),
        ("hosts", f"{given.hosts:,}"),
        ("the largest host's links", f"{largest:,}"),
        ("times divided by", f"{given.factor:g}"),
        ("interval, s", f"{interval:g}"),
        ("latencies, s", f"{QUICKEST / given.factor:g} to {SLOWEST / given.factor:g}"),
        ("lower bound, s", f"{bound:.1f}"),
        ("took, s", f"{course.seconds:.1f}"),
        ("beside the bound", f"{course.seconds / bound:.2f} x"),
    ]


def zipf(links: int, number_of_hosts: int) -> dict[str, int]:
    """So many links over hosts of which the n-th has one n-th of the first one's, and none has less than one."""
    weights = [1 / rank for rank in range(1, number_of_hosts + 1)]
    sizes = [max(1, round(links * weight / sum(weights))) for weight in weights]
    # Rounding's remainder goes where it is least seen.
    sizes[0] += links - sum(sizes)
    return dict(zip(hosts(number_of_hosts), sizes, strict=True))


def _latencies(names: list[str]) -> dict[str, float]:
    chance = random.Random(5)
    waits = {name: QUICKEST * (SLOWEST / QUICKEST) ** chance.random() for name in names}
    return waits | {names[0]: _LARGEST_ANSWERS}
