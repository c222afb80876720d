"""The whole product as separate processes, with a database, a queue and a mail server of its own."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import psycopg

from advocacy.probe import is_healthy
from tests.servers import free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """Web and worker on a fresh database: SQLite, or a new one beside the PostgreSQL that DATABASE_URL names."""

    def __init__(self, folder: Path, *, broker_url: str, email_url: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._stack = ExitStack()
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": self._new_database(),
            "CELERY_BROKER_URL": broker_url,
            "EMAIL_URL": email_url,
            "BASE_URL": self.url,
            "LINKS_ALLOWED_NETWORKS": "127.0.0.0/8",
            "LINKS_ALLOWED_PORTS": "1024-65535",
            "LINKS_HOST_INTERVAL": "0",
        }

    def __enter__(self) -> Self:
        self.manage("migrate", "--verbosity", "0")
        self.start("web", "gunicorn", "advocacy.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "4")
        wait_until(lambda: is_healthy(f"{self.url}/readyz"), what="the web answers")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def start(self, name: str, module: str, *arguments: str) -> subprocess.Popen:
        """Starts a Python program that ends with the site; its lines go to NAME.log. It leads a group of its own."""
        log = self._stack.enter_context((self.folder / f"{name}.log").open("a"))
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._stack.callback(_end, process)
        return process

    def start_worker(self, name: str = "worker") -> subprocess.Popen:
        worker = self.start(name, "celery", "-A", "advocacy", "worker", "--concurrency", "1", "--loglevel", "info")
        wait_until(lambda: "ready." in self.log(name), what="the worker is ready")
        return worker

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def manage(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        """Runs a command to its end and returns what it printed; a failure shows everything it said."""
        ended = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**self.environment, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert ended.returncode == 0, f"{arguments}: {ended.stdout}\n{ended.stderr}"
        return ended.stdout

    def manage_json(self, *arguments: str) -> Any:
        return json.loads(self.manage(*arguments, "--json"))

    def _new_database(self) -> str:
        given = os.environ.get("DATABASE_URL", "")
        if not given.startswith("postgres"):
            return f"sqlite:///{self.folder / 'site.sqlite3'}"
        name = f"site_{os.getpid()}_{self.port}"
        self._on(given, f'CREATE DATABASE "{name}"')
        self._stack.callback(self._on, given, f'DROP DATABASE "{name}" WITH (FORCE)')
        return urlunsplit(urlsplit(given)._replace(path=f"/{name}"))

    @staticmethod
    def _on(url: str, statement: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
