"""Many transactions that reach the disk together."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def flushed_together() -> Iterator[None]:
    """No transaction inside waits for the disk; when the block ends, all of them are on it.

    Each is whole or not at all, and seen by everybody, as ever. A database server that is cut off in the middle may
    lose the last of them (under a second's), and the run fails then: for work that can be repeated. PostgreSQL,
    "Asynchronous Commit"; SQLite, as it is set here, never waits.
    """
    if connection.vendor != "postgresql":
        yield
        return
    _run("SET synchronous_commit TO off")
    try:
        yield
    finally:
        # After a failure of the database there is nobody to tell.
        if connection.is_usable():
            _run("RESET synchronous_commit")
            # A commit that waits takes all before it to the disk, if it has something of its own to write.
            _run("SELECT pg_logical_emit_message(true, 'flush', '')")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
