"""Terms as congress-legislators lists them, made into unbroken times in a seat. Pure.

What is not understood is a ValueError whose words are for the person who gave the file; what is missing, a KeyError.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

# A new term begins some days after the old one ended; a longer gap is time out of office.
_STILL_CONSECUTIVE = timedelta(days=31)
_WHITE = re.compile(r"\s+")


class Chamber(StrEnum):
    """Where a seat is held."""

    SENATE = "sen"
    HOUSE = "rep"
    PRESIDENT = "prez"
    VICE_PRESIDENT = "viceprez"

    @property
    def is_congress(self) -> bool:
        return self in {Chamber.SENATE, Chamber.HOUSE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """An unbroken time in one office, with one party and one state or district throughout."""

    chamber: Chamber
    area: str
    party: str
    start: date
    end: date


def seats_of(terms: list[Any]) -> Iterator[Seat]:
    """Terms that follow each other in one seat are one; a change of party or district parts them."""
    running: dict[Chamber, Seat] = {}
    stretches = sorted((one for term in terms for one in _stretches(term)), key=lambda one: (one.start, one.end))
    for seat in stretches:
        before = running.get(seat.chamber)
        if before is None:
            running[seat.chamber] = seat
        elif _goes_on(before, seat):
            running[seat.chamber] = Seat(
                chamber=seat.chamber,
                area=seat.area,
                party=seat.party,
                start=before.start,
                end=max(before.end, seat.end),
            )
        else:
            yield before
            running[seat.chamber] = seat
    yield from running.values()


def text_of(mapping: dict[str, Any], key: str, *, longest: int = 60) -> str:
    value = mapping.get(key)
    if value is None or isinstance(value, bool):
        return ""
    if not isinstance(value, str | int):
        raise ValueError(f"{key} is not a text")
    text = _WHITE.sub(" ", str(value)).strip()
    if len(text) > longest or "\x00" in text:
        raise ValueError(f"{key} is not plausible: {text[:40]!r}…")
    return text


def shown(value: Any) -> str:
    """A wrong value for a message. Others are not written out: YAML makes endless ones of a few lines."""
    return repr(str(value)[:40]) if isinstance(value, str | int | float | date) else f"a {type(value).__name__}"


def day_of(mapping: dict[str, Any], key: str) -> date:
    value = mapping[key]
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{key} is not a date: {shown(value)}") from None


def _goes_on(before: Seat, after: Seat) -> bool:
    same = (before.area, before.party) == (after.area, after.party)
    return same and after.start - before.end <= _STILL_CONSECUTIVE


def _stretches(term: Any) -> Iterator[Seat]:
    """A term, or its parts when the member changed party in it."""
    if not isinstance(term, dict):
        raise ValueError("a term is not a mapping")
    try:
        chamber = Chamber(term["type"])
    except ValueError:
        raise ValueError(f"a term is of the unknown type {shown(term['type'])}") from None
    area = _area(term, chamber)
    for part in term.get("party_affiliations") or (term,):
        start, end = day_of(part, "start"), day_of(part, "end")
        if end < start:
            raise ValueError(f"a term ends ({end}) before it starts ({start})")
        yield Seat(chamber=chamber, area=area, party=text_of(part, "party"), start=start, end=end)


def _area(term: dict[str, Any], chamber: Chamber) -> str:
    """`MA`, or `TX-7`. A seat at large (0), or of a district nobody knows (-1), has the state alone."""
    if not chamber.is_congress:
        return ""
    state = text_of(term, "state")
    if not state:
        raise ValueError("a term has no state")
    district = term.get("district", 0) if chamber is Chamber.HOUSE else 0
    if not isinstance(district, int):
        raise ValueError(f"district is not a number: {shown(district)}")
    return f"{state}-{district}" if district > 0 else state
