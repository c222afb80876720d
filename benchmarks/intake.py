"""Letters read and recorded: how long a text takes to parse, and letters and legislators imported per second.

The imports are commands in processes of their own, timed from start to end, on SQLite and on a PostgreSQL with fsync.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import letters
from intake.parsing import parse
from tests.endtoend.installation import ROOT, Installation
from tests.servers import restartable_postgres

PAGE = 3_000
_LONG = 200_000
# A letter with its notes: two pages.
_IMPORTED = 2 * PAGE
_REPEATS = 5
_GIVEN_UP = 1_800

Progress = Callable[[str], object]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How long the long texts are, and how many letters and legislators are imported."""

    characters: int
    letters: int
    legislators: int


SIZES = {
    "tiny": Size(characters=2_000, letters=3, legislators=20),
    "usual": Size(characters=_LONG, letters=1_000, legislators=12_000),
    "full": Size(characters=_LONG, letters=5_000, legislators=12_000),
}


def run(progress: Progress = lambda words: None, size: str = "usual") -> list[Row]:
    """The headings, then rows of (what, figure); the times of parsing are the middle of five."""
    sizes = SIZES[size]
    rows: list[Row] = [("what", "figure")]
    progress("parsing")
    parse(letters.letter(0, characters=PAGE))  # loads what the first letter needs
    rows += [
        ("a letter of 10 pages is parsed in, ms", f"{_milliseconds(letters.letter(1, characters=10 * PAGE)):.0f}"),
        (f"one of {sizes.characters:,} characters, ms", f"{_milliseconds(_long(sizes)):.0f}"),
        *_hostile(sizes, progress),
    ]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        here = Path(folder)
        files = _write(here, sizes)
        database = stack.enter_context(restartable_postgres(here, fsync=True))
        for vendor, url in (("SQLite", f"sqlite:///{here}/record.sqlite3"), ("PostgreSQL", database.url)):
            data = here / vendor
            data.mkdir()
            installation = Installation(data, database_url=url, broker_url="filesystem://")
            rows += _imports(stack.enter_context(installation), vendor, files, sizes, progress)
    return rows


def _long(sizes: Size) -> str:
    return letters.letter(2, characters=sizes.characters)


def _milliseconds(text: str) -> float:
    times = []
    for _ in range(_REPEATS):
        began = time.perf_counter()
        parse(text)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _hostile(sizes: Size, progress: Progress) -> list[Row]:
    """The slowest of the texts that are made to be slow, in the processor's time."""
    times: dict[str, float] = {}
    for what, text in letters.hostile(sizes.characters).items():
        progress(f"parsing {what}")
        began = time.process_time()
        parse(text)
        times[what] = (time.process_time() - began) * 1000
    slowest = sorted(times, key=times.__getitem__, reverse=True)
    said = f"of {len(times)} texts made to be slow, processor time, ms"
    return [
        (f"the {'next' if place else 'slowest'} {said}: {what}", f"{times[what]:.0f}")
        for place, what in enumerate(slowest[:3])
    ]


def _write(folder: Path, sizes: Size) -> tuple[Path, list[Path]]:
    roster = folder / "legislators.yaml"
    roster.write_text(letters.legislators(sizes.legislators))
    files = []
    for number in range(sizes.letters):
        files.append(folder / f"letter-{number:05}.md")
        files[-1].write_text(letters.letter(number, characters=_IMPORTED))
    return roster, files


def _imports(
    installation: Installation, vendor: str, files: tuple[Path, list[Path]], sizes: Size, progress: Progress
) -> list[Row]:
    roster, texts = files
    rows: list[Row] = []
    for what, names, count, unit in (
        ("letters", texts, sizes.letters, "per second"),
        ("legislators", [roster], sizes.legislators, "in, s"),
        ("the same legislators again", [roster], sizes.legislators, "in, s"),
        # What is known by then is what makes it slower.
        ("the same letters, refused", texts, sizes.letters, "per second"),
    ):
        progress(f"{what} on {vendor}")
        command = "import_letter" if "letters" in what else "import_legislators"
        seconds = _timed(installation, command, names, may_fail="refused" in what)
        figure = count / seconds if unit == "per second" else seconds
        rows.append((f"{count:,} {what} imported on {vendor} {unit}", f"{figure:.1f}"))
    return rows


def _timed(installation: Installation, command: str, names: list[Path], *, may_fail: bool) -> float:
    began = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "manage.py", command, *map(str, names)],
        cwd=ROOT,
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=_GIVEN_UP,
    )
    if ended.returncode != 0 and not may_fail:
        raise RuntimeError(f"{command} failed: {ended.stdout[-1000:]}\n{ended.stderr[-1000:]}")
    return time.perf_counter() - began
