"""`manage.py local`, which `make run` calls: one command, everything runs; Ctrl-C, nothing is left."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from threading import enumerate as enumerate_threads

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from honcho.printer import Message

from advocacy.local import Herald
from advocacy.probe import is_healthy
from tests.servers import free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def running(folder: Path, port: int):
    """The command with its data in `folder`; yields the process once a page answers. Its lines go to local.log."""
    log = folder / "local.log"
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BASE_URL"}}
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "local", "--port", str(port)],
            cwd=ROOT,
            env={**environment, "DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until(
                lambda: process.poll() is not None or is_healthy(f"http://127.0.0.1:{port}/readyz"),
                what="the site answers",
                seconds=60,
            )
            assert process.poll() is None, log.read_text()
            yield process, log
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise


def left_behind(folder: Path) -> list[str]:
    """Processes whose environment names the folder."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"DATA_DIR={folder}".encode() in environ.read_bytes().split(b"\0"):
                found.append((environ.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue  # it ended while we looked, or is not ours
    return found


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as page:
        return page.read().decode()


@pytest.mark.slow
@pytest.mark.once
def test_one_command_serves_letters_and_ends_with_nothing_left_and_the_data_kept(tmp_path):
    port = free_port()
    ready = f"\nReady: http://127.0.0.1:{port}/\n"
    with running(tmp_path, port) as (process, log):
        said = log.read_text()
        password = re.search(r"as admin, password: (\S+)", said)
        assert password, said
        assert f"are files in {tmp_path / 'mail'}" in said
        assert "United States Senate" in read(f"http://127.0.0.1:{port}/letters/?year=2024")
        wait_until((tmp_path / "beat.pid").exists, what="beat runs")
        assert len([line for line in left_behind(tmp_path) if "celery" in line]) >= 2
        wait_until(lambda: ready in log.read_text(), what="it says that it is ready")
    assert process.returncode == 0, log.read_text()
    wait_until(lambda: not left_behind(tmp_path), what=f"all processes ended: {left_behind(tmp_path)}", seconds=5)
    assert "Traceback" not in log.read_text()
    assert log.read_text().count(ready) == 1
    assert "superuser privileges" not in log.read_text()

    with running(tmp_path, port) as (process, log):
        assert "password:" not in log.read_text()
        assert "were loaded" not in log.read_text()
        assert "United States Senate" in read(f"http://127.0.0.1:{port}/letters/?year=2024")
    assert process.returncode == 0


@pytest.mark.slow
@pytest.mark.once
def test_when_one_process_ends_by_itself_the_others_are_ended_and_it_says_so(tmp_path):
    port = free_port()
    with running(tmp_path, port) as (process, log):
        wait_until((tmp_path / "beat.pid").exists, what="beat runs")
        os.kill(int((tmp_path / "beat.pid").read_text()), signal.SIGKILL)
        process.wait(timeout=30)
        assert process.returncode != 0
        assert "ended by itself" in log.read_text()
    wait_until(lambda: not left_behind(tmp_path), what="all processes ended", seconds=5)


def test_a_taken_port_is_refused_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = subprocess.run(
            [sys.executable, "manage.py", "local", "--port", str(taken.getsockname()[1])],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert refused.returncode != 0
    assert "is taken, nothing was started" in refused.stderr
    assert not (tmp_path / "advocacy.sqlite3").exists()


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999", "8000.5", "http", ""])
def test_what_is_no_port_is_refused_with_the_range(port: str) -> None:
    with pytest.raises(CommandError, match=r"is no port\. Give a number from 1 to 65535"):
        call_command("local", f"--port={port}")


class Web(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def a_line() -> Message:
    return Message(type="line", data="web started", time=datetime.now(UTC), name="system", colour=None)


def test_the_herald_says_ready_once_and_only_when_the_web_answers() -> None:
    port = free_port()
    said: list[str] = []
    herald = Herald(StringIO(), port=port, say=said.append)
    herald.write(a_line())
    assert said == []
    with HTTPServer(("127.0.0.1", port), Web) as web:
        Thread(target=web.serve_forever, daemon=True).start()
        wait_until(lambda: said, what="the herald speaks")
        herald.write(a_line())
        web.shutdown()
    assert said == [f"Ready: http://127.0.0.1:{port}/"]


def test_a_herald_that_was_stopped_ends_and_says_nothing() -> None:
    said: list[str] = []
    herald = Herald(StringIO(), port=free_port(), say=said.append)
    herald.write(a_line())
    herald.stop()
    wait_until(lambda: not any(thread.name == "herald" for thread in enumerate_threads()), what="the herald ends")
    assert said == []
