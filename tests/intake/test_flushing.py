"""A run's letters are on the disk when it ends, though none waited for it."""

import pytest
from django.db import connection

from intake.flushing import flushed_together
from tests import factories


@pytest.fixture(autouse=True)
def postgresql(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite never waits for the disk")


def asked(query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def test_what_was_committed_inside_is_on_the_disk_afterwards():
    before = asked("SHOW synchronous_commit")
    with flushed_together():
        assert asked("SHOW synchronous_commit") == "off"
        factories.organization(name="Office of Samples")
        written = asked("SELECT pg_current_wal_insert_lsn()::text")
    assert asked("SHOW synchronous_commit") == before
    assert asked(f"SELECT pg_current_wal_flush_lsn() >= '{written}'::pg_lsn")


def test_commits_wait_again_after_a_failure():
    with pytest.raises(KeyboardInterrupt), flushed_together():
        raise KeyboardInterrupt
    assert asked("SHOW synchronous_commit") != "off"


def cut_off() -> None:
    connection.connection.close()
    raise KeyboardInterrupt


def test_where_the_database_is_gone_the_run_ends_as_it_ended():
    with pytest.raises(KeyboardInterrupt), flushed_together():
        cut_off()
    connection.close()
    assert factories.organization(name="Office of Samples").pk
