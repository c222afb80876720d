"""The number that grows with every change of what the public may see: what was made for one number holds for it alone.

Triggers in the database let it grow in the transaction of the change (letters/searching/rules.py), so that nobody sees
the one without the other.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection

from letters.models import PublicRevision
from letters.searching.keeping import is_up_to_date

T = TypeVar("T")
# Nothing is kept because of this; it only lets go of what nobody will ask for again.
KEPT_SECONDS = 24 * 3600
_MICROSECONDS = 1_000_000


def revision(*, of_record: bool = False) -> int | None:
    """The number now. None where it says nothing: within a transaction, which sees what it changed itself before the
    number tells, and in a database whose triggers were not set up.

    That `of_record` stays when checks find links in another state. It is for what rests neither on that, nor on
    anything else that stands in the tables of links, but for what became of them until yesterday.
    """
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_ASK)
        row = cursor.fetchone()
    return row[of_record] if row and row[0] > 1 else None


def changed_at(number: int) -> datetime:
    """When the change was that made the number what it is."""
    return datetime.fromtimestamp(number / _MICROSECONDS, UTC)


def kept(name: str, key: Any, make: Callable[[], T], *, of_record: bool = False) -> T:
    """What `make` returns, made once for each `key` as long as nothing public changes, or nothing `of_record` (see
    `revision`). It must not return None.

    While the search index lags behind the number, what is made is not kept: it may rest on the index.
    """
    number = revision(of_record=of_record)
    if number is None:
        return make()
    place = f"{name}:{number}:{sha256(repr(key).encode()).hexdigest()}"
    if (known := cache.get(place)) is not None:
        return known
    is_current = is_up_to_date()
    made = make()
    if is_current:
        cache.set(place, made, KEPT_SECONDS)
    return made


_ASK = f'SELECT number, of_record FROM "{PublicRevision._meta.db_table}"'  # noqa: S608 - the model's own name
