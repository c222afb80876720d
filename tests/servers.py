"""Real servers for tests, each with a data folder and a free port of its own, ended with the test.

A person's machine may lack them: then the test is skipped with what to install. With REQUIRE_ALL=1, as in CI, it fails.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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


class Server:
    """A server program that can be stopped and started again in the same place; its `url` stays the same."""

    def __init__(
        self,
        url: str,
        command: list[str],
        *,
        log: Path,
        is_ready: Callable[[], bool],
        folder: str | Path | None = None,
        user: str | None = None,
    ) -> None:
        self.url = url
        self._command, self._log, self._is_ready = command, log, is_ready
        self._folder = folder or log.parent
        self._as_user: dict[str, Any] = {"user": user, "group": user, "extra_groups": []} if user else {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("a") as output:
            self._process = subprocess.Popen(
                self._command, stdout=output, stderr=subprocess.STDOUT, cwd=self._folder, **self._as_user
            )
        wait_until(self._is_ready, what=f"{Path(self._command[0]).name} answers; it said: {self._log.read_text()}")

    @property
    def pid(self) -> int:
        """Of the process that was started, while it runs."""
        assert self._process is not None
        return self._process.pid

    def stop(self, *, by: signal.Signals = signal.SIGINT) -> None:
        """Ends it: SIGINT in good order, without waiting for clients; SIGKILL or PostgreSQL's SIGQUIT as a crash."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(by)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis on a port of its own; yields its broker URL."""
    with restartable_redis(folder) as server:
        yield server.url


@contextmanager
def restartable_redis(folder: Path) -> Iterator[Server]:
    """A Redis on a port of its own that keeps nothing when it is stopped, like one lost with its machine."""
    program, port = require("redis-server", package="redis-server"), free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    url = f"redis://127.0.0.1:{port}/0"
    with _started(Server(url, command, log=folder / "redis.log", is_ready=lambda: answers(port))) as server:
        yield server


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """A PostgreSQL cluster on a port of its own with an empty database `advocacy`; yields its URL."""
    with restartable_postgres(folder) as server:
        yield server.url


@contextmanager
def restartable_postgres(folder: Path, *, fsync: bool = False, shared_buffers: str = "128MB") -> Iterator[Server]:
    """A PostgreSQL cluster on a port of its own with an empty database `advocacy`; its log goes into `folder`.

    Without `fsync` it forgets what a loss of power takes, but not what its own crash does, and is faster.

    The server refuses to run as root: then the cluster belongs to Debian's `postgres` user. It has a folder of its own
    in any case, since pytest shuts all others out of its folders whenever another run begins.
    """
    initdb = require("initdb", package="postgresql")
    programs = Path(initdb).resolve().parent
    user, port = "postgres" if os.geteuid() == 0 else None, free_port()
    with tempfile.TemporaryDirectory(prefix="cluster-") as own:
        if user:
            shutil.chown(own, user)
        _run([initdb, "-D", f"{own}/data", "-U", "advocacy", "-A", "trust", "-E", "UTF8", "-N"], own, user=user)
        settings = (
            f"fsync={'on' if fsync else 'off'}",
            "listen_addresses=127.0.0.1",
            f"shared_buffers={shared_buffers}",
            "jit=off",
        )
        options = [part for setting in settings for part in ("-c", setting)]
        ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        server = Server(
            f"postgres://advocacy@127.0.0.1:{port}/advocacy",
            [str(programs / "postgres"), "-D", f"{own}/data", "-p", str(port), "-k", own, *options],
            log=folder / "pg.log",
            is_ready=lambda: subprocess.run(ready, check=False).returncode == 0,
            folder=own,
            user=user,
        )
        with _started(server):
            create = [str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "advocacy", "advocacy"]
            _run(create, own)
            yield server


def _run(command: list[str], folder: str, *, user: str | None = None) -> None:
    as_user: dict[str, Any] = {"user": user, "group": user, "extra_groups": []} if user else {}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_user)


@contextmanager
def _started(server: Server) -> Iterator[Server]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _postgres_folders() -> list[str]:
    """Debian keeps the server's programs off the PATH, newest version first here."""
    return [str(folder) for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
