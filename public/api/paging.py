"""A long list in pages that follow each other by links.

A page begins behind a row, not at a number: going on is as quick at the end as at the beginning, and what is published
or withdrawn meanwhile shifts no row from one page to another.
"""

import base64
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from public.asking import BadQuestion
from public.site import absolute

LIMIT = 25
MOST = 100
PARAMETERS = ("limit", "cursor")
SHAPE = "[A-Za-z0-9_-]{1,1500}"


class NoSuchPage(Exception):
    """A cursor that no list gave, or not this one."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: behind the row with this key, or before it; `key` is as JSON holds it."""

    forward: bool
    key: str
    pk: int

    def __str__(self) -> str:
        text = json.dumps([int(self.forward), self.key, self.pk], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Raises ValueError for anything that `str` of a cursor did not make."""
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        match json.loads(base64.b64decode(padded, altchars=b"-_", validate=True)):
            case [0 | 1 as forward, str() as key, int() as pk] if abs(pk) < 2**63 and "\x00" not in key:
                return cls(bool(forward), key, pk)
        raise ValueError("not a cursor")


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    next: Cursor | None
    previous: Cursor | None


class Proposing(Protocol):
    """Says from memory the keys of the rows that may come next: those from `start` to before `stop`, counted behind the
    row with these values of order and key, or from the beginning, in rising order or in falling. It may propose what is
    not to be shown, but leave out nothing that is."""

    def __call__(self, behind: tuple[Any, int] | None, start: int, stop: int, *, rising: bool) -> Sequence[int]: ...


def page_of(
    rows: QuerySet[Any], *, order: str, limit: int, cursor: Cursor | None, proposed: Proposing | None = None
) -> Page:
    """The rows of one page, in the order of the field `order` (`-date` for the latest first), then of the key.

    One more row than asked for is read, to know whether anything follows. Where something proposes rows, the database
    is asked of those alone. Raises NoSuchPage for a cursor that does not fit the field.
    """
    forward = cursor is None or cursor.forward
    name, down = order.removeprefix("-"), order.startswith("-")
    rising = down != forward
    sign = "" if rising else "-"
    wanted = rows.order_by(*dict.fromkeys([f"{sign}{name}", f"{sign}pk"]))
    behind = None if cursor is None else (_value(rows.model, name, cursor), cursor.pk)
    if behind is not None:
        wanted = wanted.filter(_beyond(name, behind, rising=rising))
    if proposed is None:
        found = list(wanted[: limit + 1])
    else:
        found = _read_in_turn(wanted, partial(proposed, behind, rising=rising), limit + 1)
    more, found = len(found) > limit, found[:limit]
    if not forward:
        found.reverse()
    came_from = cursor is not None
    has_next, has_previous = (more, came_from) if forward else (came_from, more)
    return Page(
        rows=found,
        next=_at(found[-1], name, forward=True) if found and has_next else None,
        previous=_at(found[0], name, forward=False) if found and has_previous else None,
    )


def read_limit(query: QueryDict) -> int:
    text = query.get("limit")
    if text is None:
        return LIMIT
    if text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= MOST:
        return int(text)
    raise BadQuestion({"limit": [_("Write a number from 1 to %(most)d.") % {"most": MOST}]})


def read_cursor(query: QueryDict) -> Cursor | None:
    """Raises BadQuestion for what cannot be a cursor, NoSuchPage for one that was not made here."""
    text = query.get("cursor")
    if text is None:
        return None
    if not re.fullmatch(SHAPE, text):
        raise BadQuestion({"cursor": [_("This is no cursor. Ask without it, and follow the links from page to page.")]})
    try:
        return Cursor.read(text)
    except (ValueError, RecursionError):
        raise NoSuchPage from None


def address_of(path: str, query: QueryDict, cursor: Cursor | None) -> str | None:
    """The address that asks the same question of the page at `cursor`."""
    if cursor is None:
        return None
    asked = query.copy()
    asked["cursor"] = str(cursor)
    return f"{absolute(path)}?{asked.urlencode()}"


def _read_in_turn(wanted: QuerySet[Any], proposed: Callable[[int, int], Sequence[int]], count: int) -> list[Any]:
    """The first of the rows, as many as are wanted: of those proposed, some may not be there."""
    found: list[Any] = []
    start = 0
    while True:
        keys = proposed(start, start + count)
        found += wanted.filter(pk__in=keys)
        if len(found) >= count or len(keys) < count:
            return found[:count]
        start += count


def _value(model: type[Model], name: str, cursor: Cursor) -> Any:
    if name == "pk":
        return cursor.pk
    try:
        field: Any = model._meta.get_field(name)
        return field.to_python(cursor.key)
    except ValidationError:
        raise NoSuchPage from None


def _beyond(name: str, behind: tuple[Any, int], *, rising: bool) -> Q:
    than = "gt" if rising else "lt"
    value, pk = behind
    if name == "pk":
        return Q(**{f"pk__{than}": pk})
    # The first condition says nothing that the second does not; it lets the database begin in its index.
    return Q(**{f"{name}__{than}e": value}) & (Q(**{f"{name}__{than}": value}) | Q(**{name: value, f"pk__{than}": pk}))


def _at(row: Any, name: str, *, forward: bool) -> Cursor:
    return Cursor(forward, str(getattr(row, name)), row.pk)
