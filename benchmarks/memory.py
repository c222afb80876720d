"""What a worker holds in memory when the record is small and when it is large, and how the sweep finds its work there.

The figure is the most that any process of the worker ever held (VmHWM), over sweeps and a slice of the checks.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from benchmarks.stand import Row, Stand, stand
from links.models import Link
from tests.endtoend.installation import ROOT
from tests.farm import hosts

# The two sizes of the record in links, how many links a host has, how many links are due in each, for how many seconds.
SIZES = {
    "tiny": ((100, 1_000), 10, 100, 60.0),
    "usual": ((10_000, 1_000_000), 50, 10_000, 120.0),
    "full": ((10_000, 1_000_000), 50, 1_000_000, 900.0),
}


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[Row]:
    """The headings, then a row for each size of the record, then the plans at the largest."""
    counts, each, due, seconds = SIZES[size]
    rows: list[Row] = [("links in the record", "due", "checked", "links/s", "peak of a worker, MiB", "a sweep, ms")]
    with stand() as on:
        for count in counts:
            progress(f"writing {count:,} links")
            share = min(1.0, due / count)
            # Spread over two weeks, as links that are checked weekly, some of them overdue.
            on.seed(dict.fromkeys(hosts(count // each), each), due=f"now() + interval '14 days' * (random() - {share})")
            found = _sweep(on)
            on.end_leases()
            progress(f"checking, for {seconds:.0f} s at most")
            on.start_workers(1)
            waiting = Link.objects.using(on.alias).due(timezone.now()).count()
            course = on.drain(at_most=seconds)
            figures = f"{on.peak_memory():.0f}", f"{found['seconds'] * 1000:.0f}"
            rows.append((f"{count:,}", f"{waiting:,}", f"{course.checks:,}", f"{course.rate:,.0f}", *figures))
            on.start_workers(0)
            on.forget()
    told = [f"the sweep's plan at {counts[-1]:,} links:", *(line for lines in found["plans"] for line in lines)]
    return [*rows, *((line,) for line in told)]


def _sweep(on: Stand) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.plan"],
        cwd=ROOT,
        env=on.installation.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(ended.stdout)
