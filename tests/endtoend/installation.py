"""The product's programs as separate processes on a database and a queue of their own, watched from outside.

Whoever watches reads and writes the record through the models under another alias (`record`), and speaks to the workers
through the queue alone (`send`), as beat does.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import dj_database_url
from celery import Celery
from django.apps import apps
from django.db import connections, transaction
from django.db.models import DateTimeField, F

from tests.servers import wait_until

ROOT = Path(__file__).resolve().parents[2]


class Installation:
    """Use as a context manager: the database is migrated, and whatever was started ends with it.

    The checker may contact this machine and waits for nobody, unless `environment` says otherwise.
    """

    def __init__(
        self, folder: Path, *, database_url: str, broker_url: str, email_url: str = "dummy://", **environment: str
    ) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "CELERY_BROKER_URL": broker_url,
            "EMAIL_URL": email_url,
            "LINKS_ALLOWED_NETWORKS": "127.0.0.0/8",
            "LINKS_ALLOWED_PORTS": "1024-65535",
            "LINKS_HOST_INTERVAL": "0",
            **environment,
        }
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.manage("migrate", "--verbosity", "0")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def start(self, name: str, module: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """Starts a Python program that ends with this; its lines go to NAME.log. It leads a group of its own."""
        log = self._stack.enter_context((self.folder / f"{name}.log").open("a"))
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._stack.callback(end, process)
        return process

    def start_worker(self, name: str = "worker", *, processes: int = 1) -> "subprocess.Popen[bytes]":
        """A Celery worker that is ready for work; `processes` is how many tasks it does at a time."""
        said = self.log(name).count("ready.")
        worker = self.start(
            name,
            "celery",
            "-A",
            "advocacy",
            "worker",
            "--concurrency",
            str(processes),
            "--loglevel",
            "info",
            "--hostname",
            f"{name}@%h",
            # What workers tell each other costs seconds at each start, and nothing here uses it.
            "--without-gossip",
            "--without-mingle",
        )
        wait_until(lambda: self.log(name).count("ready.") > said, what=f"{name} is ready", seconds=60)
        return worker

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

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

    def send(self, task: str) -> None:
        """Puts a task into the queue, as beat does."""
        broker = self.environment["CELERY_BROKER_URL"]
        app = Celery("outside", broker="filesystem://localhost/" if broker.startswith("filesystem") else broker)
        app.conf.task_ignore_result = True
        if broker.startswith("filesystem"):
            queue = str(self.folder / "queue")
            app.conf.broker_transport_options = {
                "data_folder_in": queue,
                "data_folder_out": queue,
                "control_folder": str(self.folder / "queue" / "control"),
            }
        with app.connection_for_write() as connection:
            app.send_task(task, connection=connection, retry=False)

    @contextmanager
    def record(self, alias: str = "installation") -> Iterator[str]:
        """The installation's database under `alias`, for `Model.objects.using(alias)` in this process."""
        fresh = {alias: dj_database_url.parse(self.environment["DATABASE_URL"])}
        connections.configure_settings({"default": connections.settings["default"], **fresh})
        connections.settings[alias] = fresh[alias]
        try:
            yield alias
        finally:
            connections[alias].close()
            del connections[alias]
            del connections.settings[alias]


def end(process: "subprocess.Popen[bytes]", *, by: signal.Signals = signal.SIGTERM) -> None:
    """Ends a program in good order, or the hard way when that takes long. One that has ended already is left alone."""
    if process.poll() is not None:
        return
    process.send_signal(by)
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        kill_group(process)


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """SIGKILL to the program and all it started: a machine that lost its power."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def pass_time(alias: str, span: timedelta) -> None:
    """Moves everything that the record of links knows `span` into the past: so much time has passed.

    For a record that nobody is working on: a worker knows a lease and a link by the times it read.
    """
    with transaction.atomic(using=alias):
        for model in apps.get_app_config("links").get_models():
            times = [field.name for field in model._meta.get_fields() if isinstance(field, DateTimeField)]
            if times:
                model._base_manager.using(alias).update(**{name: F(name) - span for name in times})
