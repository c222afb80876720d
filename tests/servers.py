"""Real servers for tests, each with a data folder and a free port of its own, ended with the test.

A person's machine may lack them: then the test is skipped with what to install. With REQUIRE_ALL=1, as in CI, it fails.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

STARTS_WITHIN_SECONDS = 30


def require(program: str, *, package: str) -> str:
    """The path of `program`, or a skip that names Debian's package; a failure under REQUIRE_ALL=1."""
    found = shutil.which(program, path=os.pathsep.join([os.environ["PATH"], *_postgres_folders()]))
    if found:
        return found
    reason = f"{program} is not installed (Debian: apt install {package})"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_true, *, what: str, seconds: float = STARTS_WITHIN_SECONDS) -> None:
    """Asks until `is_true()`; fails the test saying `what` did not happen."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            pytest.fail(f"Not within {seconds} s: {what}")
        time.sleep(0.05)  # waiting for another process; nothing can tell us earlier


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis on a port of its own; yields its broker URL."""
    program = require("redis-server", package="redis-server")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with _running(command, folder / "redis.log"):
        wait_until(lambda: answers(port), what="Redis answers")
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """A PostgreSQL cluster on a port of its own with an empty database `advocacy`; yields its URL.

    The server refuses to run as root: root hands the folder to Debian's `postgres` user.
    """
    initdb = require("initdb", package="postgresql")
    programs = Path(initdb).resolve().parent
    data, port = folder / "cluster", free_port()
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        for parent in [folder, *folder.parents]:
            if parent.owner() == "root" and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)
        shutil.chown(folder, "postgres")
    _run([*as_user, initdb, "-D", str(data), "-U", "advocacy", "-A", "trust", "-E", "UTF8", "-N"], folder)
    options = ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-k", str(folder)]
    with _running(
        [*as_user, str(programs / "postgres"), "-D", str(data), "-p", str(port), *options], folder / "pg.log"
    ):
        ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        wait_until(lambda: subprocess.run(ready, check=False).returncode == 0, what="PostgreSQL answers")
        create = [str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "advocacy", "advocacy"]
        _run(create, folder)
        yield f"postgres://advocacy@127.0.0.1:{port}/advocacy"


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)


@contextmanager
def _running(command: list[str], log: Path) -> Iterator[subprocess.Popen]:
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=log.parent)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _postgres_folders() -> list[str]:
    """Debian keeps the server's programs off the PATH, newest version first here."""
    return [str(folder) for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
