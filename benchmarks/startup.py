"""How long `make run` takes until the first page answers: on an empty folder, and on one that holds data."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from advocacy.probe import is_healthy
from tests.servers import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent
LATER_STARTS = {"tiny": 1, "usual": 3, "full": 3}


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[tuple[str, ...]]:
    """Rows of (which start, seconds to the first page, seconds to end after Ctrl-C), headings first."""
    rows: list[tuple[str, ...]] = [("start", "s to first page", "s to end")]
    starts = LATER_STARTS[size]
    with tempfile.TemporaryDirectory() as folder:
        progress("starting on an empty folder")
        rows.append(("first, with samples", *_start(folder)))
        progress("starting again")
        later = sorted((_start(folder) for _ in range(starts)), key=lambda times: float(times[0]))
        rows.append((f"later, median of {starts}", *later[starts // 2]))
    return rows


def _start(folder: str) -> tuple[str, str]:
    port = free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "local", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": folder},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: is_healthy(f"http://127.0.0.1:{port}/letters/"), what="the first page answers", seconds=60)
        answered = time.perf_counter()
    finally:
        process.send_signal(signal.SIGINT)
        asked = time.perf_counter()
        process.wait(timeout=30)
    return f"{answered - begun:.1f}", f"{time.perf_counter() - asked:.1f}"
