"""A database for one measurement, made beside the configured one and removed whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test.utils import get_runner


@contextmanager
def throwaway_database() -> Iterator[None]:
    """The default database is an empty, migrated one inside the block."""
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)
