"""Everything on one machine: what `make run` prepares before the processes start, and which processes those are."""

import os
import secrets
import shlex
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from honcho.printer import Message, Printer

from advocacy.probe import is_healthy
from letters.models import Letter
from letters.samples import load_samples

STAFF_NAME = "admin"
LAST_PORT = 65_535
# As long as gunicorn allows: five names in Armenian or Russian letters do not fit into its usual 4,094 characters.
LONGEST_ADDRESS = 8190
# Celery's page-long advice to whoever is root. It concerns servers; on one's own machine it hides what matters. By its
# words, since Python reads -W before it could import Celery's category.
_ROOT_IS_FINE_HERE = shlex.quote("ignore:You're running the worker with superuser privileges")
_ASKS_EVERY_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was done on the way; `password` is set only when the staff user was made just now."""

    samples_loaded: bool
    staff_name: str
    password: str | None


def prepare() -> Prepared:
    """Bring the database up to date, fill it with samples when it holds no letters, and make a first staff user.

    Safe to repeat: what is there stays as it is.
    """
    call_command("migrate", verbosity=0, interactive=False)
    samples_loaded = not Letter.objects.exists()
    if samples_loaded:
        load_samples(now=timezone.now())
    staff = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if staff:
        return Prepared(samples_loaded, staff.get_username(), None)
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser(STAFF_NAME, f"{STAFF_NAME}@localhost", password)
    return Prepared(samples_loaded, STAFF_NAME, password)


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def processes(port: int) -> dict[str, str]:
    """Name and shell command of each process, in the order they start. `exec` lets signals reach the program itself."""
    python = shlex.quote(sys.executable)
    celery = f"exec {python} -W {_ROOT_IS_FINE_HERE} -m celery --quiet -A advocacy"
    beat_pid = shlex.quote(str(settings.DATA_DIR / "beat.pid"))
    # A beat that was killed leaves its pid file; only this command runs beat here, and it holds the port by then.
    Path(settings.DATA_DIR / "beat.pid").unlink(missing_ok=True)
    return {
        "web": f"exec {python} -m gunicorn advocacy.wsgi --bind 127.0.0.1:{port} --workers 1 --threads 8 "
        f"--log-level warning --graceful-timeout 2 --limit-request-line {LONGEST_ADDRESS}",
        "worker": f"{celery} worker --pool threads --concurrency 2 --loglevel warning "
        "--without-gossip --without-mingle --without-heartbeat",
        "beat": f"{celery} beat --loglevel warning --pidfile {beat_pid}",
    }


def environment(port: int) -> dict[str, str]:
    """The processes' environment: this one's, and the address under which people reach the site."""
    return {"BASE_URL": f"http://127.0.0.1:{port}", **os.environ, "PYTHONUNBUFFERED": "1"}


class Herald(Printer):
    """honcho's printer, which besides says once that the site is ready: when its web has answered.

    It begins to ask with the first line that honcho prints, when all processes have been forked: a fork must not copy
    a thread at work. The thread asks beside the others and holds nothing up; `stop` silences it.
    """

    def __init__(self, output: object, *, port: int, say: Callable[[str], None]) -> None:
        super().__init__(output)
        self._site, self._say = f"http://127.0.0.1:{port}/", say
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def write(self, message: Message) -> None:
        super().write(message)
        if self._thread is None:
            self._thread = threading.Thread(target=self._wait, name="herald", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._over.set()

    def _wait(self) -> None:
        while not self._over.wait(_ASKS_EVERY_SECONDS):
            if is_healthy(f"{self._site}healthz"):
                if not self._over.is_set():
                    self._say(f"Ready: {self._site}")
                return
