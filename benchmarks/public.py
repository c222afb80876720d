"""What public pages and the API's lists cost on PostgreSQL, at their worst plausible filter, when the record grows.

Pages are measured from the database up: none is kept whole (public/caching.py), but counts are, as between two public
changes. `first` is the reader who comes after a change, for whom everything is counted anew.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.reading import PAGES, chosen
from tests.endtoend.installation import ROOT
from tests.servers import restartable_postgres

_LARGE = 50_000
# The two sizes in letters; a letter brings 10 citations, 4 links and 0.3 people with it.
SIZES = {"tiny": (20, 40), "usual": (1_000, 5_000), "full": (1_000, 100_000)}

Row = tuple[str, ...]


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual", only: str = "") -> list[Row]:
    """The headings, a row for each page, then the export's memory and how fast a kept page is.

    With `only` the pages alone that have these words in their name.
    """
    if not chosen(only):
        return [("page, ms",), (f"no page has “{only}” in its name; they are: {', '.join(PAGES)}",)]
    repeats = 3 if size == "tiny" else 20
    found = [_measured(letters, progress, repeats=repeats, only=only) for letters in SIZES[size]]
    small, large = found
    few, many = (f"{letters:,}" for letters in SIZES[size])
    rows: list[Row] = [("page, ms", f"p95 of {few}", f"p95 of {many}", "times", "first", "queries")]
    for name, figures in large["pages"].items():
        before = small["pages"][name]["p95"]
        times = f"{figures['p95'] / before:.1f}"
        first, queries = f"{figures['first']:.0f}", str(figures["queries"])
        rows.append((name, f"{before:.0f}", f"{figures['p95']:.0f}", times, first, queries))
    if only:
        return rows
    export = large["export"]
    rows.append((f"export of all letters: {export['megabytes']:.0f} MB, {export['grown']:.1f} MiB more memory",))
    rows += [(f"requests/s: {name} {rate:,.0f}",) for name, rate in large["rates"].items()]
    rows.append((f"a kept letter page beside a constant string: {large['ratio']:.2f}",))
    return rows


def _measured(letters: int, progress: Callable[[str], object], *, repeats: int, only: str) -> dict[str, Any]:
    # As much as docs/deploying.md has a large record's server hold.
    held = "1GB" if letters >= _LARGE else "128MB"
    with (
        tempfile.TemporaryDirectory() as folder,
        restartable_postgres(Path(folder), shared_buffers=held) as database,
    ):
        progress(f"{letters:,} letters")
        environment = {**os.environ, "DATABASE_URL": database.url, "DATA_DIR": folder, "ALLOWED_HOSTS": "127.0.0.1"}
        ended = subprocess.run(
            [sys.executable, "-m", "benchmarks.reading", str(letters), str(repeats), only],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(ended.stdout.splitlines()[-1])
