"""What the offices on record say for or against a person being meant by a printed name. Pure.

The office that counts is the one held on the letter's date; a title, state or party printed with the name is compared
with it (`intake.matching.titles`, `intake.matching.places`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from intake.matching.places import area_code, areas_in, same_area
from intake.matching.titles import HeldOffice, agrees, leads_members, words_of
from people.dates import covers, earliest, latest
from people.names import speaks_of_former


class Standing(IntEnum):
    """What a person's offices say to a name in a letter."""

    AGAINST = 0  # held no office then, or not the one that is printed
    OPEN = 1  # no office on record
    HELD = 2  # an office then, and no title printed to compare
    AGREES = 3  # the office printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a letter prints with a name."""

    on: date | None
    title: str = ""
    area: str = ""
    party: str = ""


_PARTY = re.compile("d(?:em(?:ocrat(?:ic)?)?)?|r(?:ep(?:ublican)?)?|i(?:nd(?:ependent)?)?", re.IGNORECASE)


def standing(offices: Iterable[HeldOffice], printed: Printed) -> tuple[Standing, str]:
    """What the offices say, and the words that tell staff so."""
    known = list(offices)
    if not known:
        return Standing.OPEN, ""
    if printed.on is None:
        return _undated(known, printed)
    day = printed.on
    former = speaks_of_former(printed.title)
    held = [office for office in known if _was_held(office, day, former)]
    if not held:
        return Standing.AGAINST, f"held no office on record {_on(day)}; {_period(_nearest(known, day))}"
    held.sort(key=lambda office: office.start, reverse=True)
    says, office = _compared(held, printed)
    if says is Standing.AGAINST:
        return says, f"{office} {_on(day)}; the letter prints {_as_printed(printed)}"
    return says, _period(office) if former else f"{office} {_on(day)}"


def _compared(held: list[HeldOffice], printed: Printed) -> tuple[Standing, HeldOffice]:
    """What the offices held on the day, latest first, say to what is printed; and the office that says so."""
    fitting = [office for office in held if _fits_place(office, printed)]
    if not fitting:
        return Standing.AGAINST, held[0]
    if not words_of(printed.title):
        # “(R-TN)” behind the name names the seat as well as a title does.
        seat = area_code(printed.area)
        same = next((office for office in fitting if seat and same_area(seat, area_code(office.area))), None)
        return (Standing.AGREES if same else Standing.HELD), same or fitting[0]
    agreeing = next((office for office in fitting if agrees(printed.title, office)), None)
    if agreeing:
        return Standing.AGREES, agreeing
    if any(office.is_legislative for office in fitting) and leads_members(printed.title):
        return Standing.HELD, fitting[0]
    return Standing.AGAINST, held[0]


def _fits_place(office: HeldOffice, printed: Printed) -> bool:
    """Whether state, district and party printed with the name may be the office's; what is not printed may."""
    own = area_code(office.area)
    said = [code for code in (area_code(printed.area), *areas_in(printed.title)) if code]
    if own and said and not any(same_area(code, own) for code in said):
        return False
    one, other = _party(printed.party), _party(office.party)
    return not one or not other or one == other


def _party(printed: str) -> str:
    """The letter by which a letter prints a party of the United States; empty for any other party."""
    found = _PARTY.fullmatch(printed.strip(" .()"))
    return found[0][0].upper() if found else ""


def _was_held(office: HeldOffice, day: date, former: bool) -> bool:
    try:
        if former:
            return not office.start or earliest(office.start) <= day
        return covers(start=office.start, end=office.end, day=day)
    except ValueError:
        return False


def _undated(known: list[HeldOffice], printed: Printed) -> tuple[Standing, str]:
    """Without the letter's date nothing can be said of an office that had a beginning or an end."""
    timeless = [office for office in known if not office.start and not office.end]
    if timeless:
        if not words_of(printed.title):
            return Standing.HELD, str(timeless[0])
        for office in timeless:
            if agrees(printed.title, office):
                return Standing.AGREES, str(office)
    return Standing.AGAINST, f"{known[0]}; the letter's date is not known"


def _nearest(known: list[HeldOffice], day: date) -> HeldOffice:
    def distance(office: HeldOffice) -> int:
        try:
            if office.end and latest(office.end) < day:
                return (day - latest(office.end)).days
            return (earliest(office.start) - day).days if office.start else 0
        except ValueError:
            return 10**6

    return min(known, key=distance)


def _as_printed(printed: Printed) -> str:
    return ", ".join(f"“{part}”" for part in (printed.title, printed.party, printed.area) if part)


def _period(office: HeldOffice) -> str:
    until = f" until {office.end[:4]}" if office.end else ""
    since = f" from {office.start[:4]}" if office.start else ""
    return f"{office}{since}{until}"


def _on(day: date) -> str:
    return f"on {day.day} {day:%B %Y}"
