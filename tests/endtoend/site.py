"""The whole product as separate processes, with a database, a queue and a mail server of its own."""

import os
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import psycopg

from advocacy.probe import is_healthy
from tests.endtoend.installation import Installation
from tests.servers import free_port, wait_until


class Site(Installation):
    """Web and worker on a fresh database: SQLite, or a new one beside the PostgreSQL that DATABASE_URL names."""

    def __init__(self, folder: Path, *, broker_url: str, email_url: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._given = os.environ.get("DATABASE_URL", "")
        self._name = f"site_{os.getpid()}_{self.port}" if self._given.startswith("postgres") else ""
        own = urlunsplit(urlsplit(self._given)._replace(path=f"/{self._name}"))
        super().__init__(
            folder,
            database_url=own if self._name else f"sqlite:///{folder / 'site.sqlite3'}",
            broker_url=broker_url,
            email_url=email_url,
            BASE_URL=self.url,
        )

    def __enter__(self) -> Self:
        if self._name:
            self._say(f'CREATE DATABASE "{self._name}"')
            self._stack.callback(self._say, f'DROP DATABASE "{self._name}" WITH (FORCE)')
        super().__enter__()
        self.start("web", "gunicorn", "advocacy.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "4")
        wait_until(lambda: is_healthy(f"{self.url}/readyz"), what="the web answers")
        return self

    def _say(self, statement: str) -> None:
        with psycopg.connect(self._given, autocommit=True) as connection:
            connection.execute(statement)
