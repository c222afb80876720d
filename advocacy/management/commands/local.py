import os
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from honcho.manager import Manager

from advocacy import local
from links.commands import SteadyCommand


class Command(SteadyCommand):
    help = """Runs everything on this machine: database, samples when it is empty, web, worker and beat.

Example: python manage.py local --port 8080

Ctrl-C ends it; the data stays. For other machines to reach the site, see docs/deploying.md instead."""

    stopped = "Stopped before anything was started. Start again whenever you like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=_port, default=8000, help="port on 127.0.0.1 (8000)")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not local.port_is_free(port):
            raise CommandError(
                f"Port {port} is taken, nothing was started. Is the site running already? Otherwise choose another "
                f"one: make run PORT={port + 1 if port < local.LAST_PORT else port - 1}"
            )
        self.stdout.write("Preparing the database …")
        self.stdout.flush()
        prepared = local.prepare()
        self.tell(prepared, port)
        herald = local.Herald(sys.stdout, port=port, say=self._say)
        manager = Manager(printer=herald)
        for name, command in local.processes(port).items():
            manager.add_process(name, command, env=local.environment(port))
        # A closed terminal must end everything, too; honcho itself listens to SIGINT and SIGTERM.
        signal.signal(signal.SIGHUP, _as_sigterm)
        manager.loop()
        herald.stop()
        self.stdout.write("Everything has ended. The data is kept for the next start.")
        stopped_by_hand = {128 + signal.SIGINT, 128 + signal.SIGTERM}
        if manager.returncode not in {0, *stopped_by_hand}:
            raise CommandError("A process ended by itself, so the others were ended, too. Its last lines stand above.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def tell(self, prepared: local.Prepared, port: int) -> None:
        """What a person needs to know, before the processes' own lines."""
        site = f"http://127.0.0.1:{port}"
        lines = [f"  Letters  {site}/", f"  Staff    {site}/admin/   as {prepared.staff_name}"]
        if prepared.password:
            lines[-1] += f", password: {prepared.password}"
            lines.append("           (shown this once; choose your own under “Change password”)")
        else:
            lines.append(
                f"           (forgotten the password? .venv/bin/python manage.py changepassword {prepared.staff_name})"
            )
        lines += [f"  Mails    {_where_mails_go()}", f"  Data     {settings.DATA_DIR}"]
        if prepared.samples_loaded:
            lines.append("  Samples  were loaded; “Remove all samples” above the list of letters takes them away.")
        self.stdout.write("\n".join(["", *lines, "", "  Ctrl-C ends everything.", ""]))
        self.stdout.flush()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= local.LAST_PORT):
        raise ArgumentTypeError(f"{text!r} is no port. Give a number from 1 to {local.LAST_PORT}, as 8080.")
    return int(text)


def _where_mails_go() -> str:
    if settings.EMAIL_FILE_PATH:
        return f"are files in {settings.EMAIL_FILE_PATH}"
    if settings.EMAIL_HOST:
        return f"go out through {settings.EMAIL_HOST}"
    return f"go to {settings.EMAIL_BACKEND}"


def _as_sigterm(signum: int, frame: FrameType | None) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
