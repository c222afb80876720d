"""What a second worker adds: where the answers are waited for, and where the processor is what all wait for.

On a machine of two cores the farm and PostgreSQL need theirs as well, so that the second figure is a floor.
"""

import os
from collections.abc import Callable

from benchmarks.stand import Row, stand

# Of each: the farm's latency, and links over hosts. Most sites that letters cite are cited once.
SIZES = {
    "tiny": ((0.05, 40, 20),),
    "usual": ((1.0, 8_000, 800), (0.3, 6_000, 600), (0.3, 3_000, 3_000), (0.0, 12_000, 600)),
    "full": ((1.0, 40_000, 2_000), (0.3, 40_000, 2_000), (0.3, 20_000, 20_000), (0.0, 80_000, 2_000)),
}


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[Row]:
    """The headings, then a row for each farm."""
    rows: list[Row] = [("every answer after", "links", "hosts", "one worker, links/s", "two workers", "two beside one")]
    for latency, links, hosts in SIZES[size]:
        rates = []
        with stand(latency=latency) as on:
            for number in (1, 2):
                progress(f"{latency * 1000:.0f} ms, {number} worker(s)")
                on.set_workers(number)
                on.seed_evenly(links, over=hosts)
                rates.append(on.drain().rate)
        one, two = rates
        name = f"{latency * 1000:.0f} ms"
        rows.append((name, f"{links:,}", str(hosts), f"{one:,.0f}", f"{two:,.0f}", f"{two / one:.2f} x"))
    return [*rows, (f"The machine has {os.cpu_count()} cores.",)]
