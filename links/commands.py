"""What the commands of every room share: help that keeps its lines, and an end in a sentence, not in a traceback."""

import argparse
import os
import signal
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.db import DEFAULT_DB_ALIAS, OperationalError, ProgrammingError, connections
from django.db.migrations.executor import MigrationExecutor

INTERRUPTED = 128 + signal.SIGINT
_NOBODY_READS = 128 + signal.SIGPIPE


class _HelpFormatter(DjangoHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the examples apart."""


class SteadyCommand(BaseCommand):
    """A command whose ordinary troubles are told in a sentence.

    - A database that is not prepared, or does not answer, is a CommandError that says what to do.
    - Ctrl-C says `stopped` and exits as a shell expects of it.
    - A reader that stops reading (`… | head`) ends the command quietly, with the exit code that SIGPIPE would give.
    """

    stopped = "Stopped."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=_HelpFormatter, **kwargs)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            printed = super().execute(*args, **options)
            self.stdout.flush()
        except (OperationalError, ProgrammingError) as error:
            _explain(error)
            raise
        except KeyboardInterrupt:
            self.stderr.write(self.stopped)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            _print_into_nothing()
            sys.exit(_NOBODY_READS)
        return printed


def _explain(error: Exception) -> None:
    """Raise the CommandError that tells of the database's state, if that is what `error` comes from."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        # The caller's transaction; nothing can be asked inside a broken one.
        return
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as unreachable:
        raise CommandError(
            f"The database does not answer: {str(unreachable).strip()}\nNothing was done. Does it run, and is "
            "DATABASE_URL right?"
        ) from error
    if missing:
        raise CommandError("The database is not prepared. Run: manage.py migrate") from error


def _print_into_nothing() -> None:
    """Python flushes its output once more when it ends, and would complain then."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
