"""One signatory in one line: `Jane Doe, President, Freedom Watch`; `Freedom Watch (USA)`. Pure."""

import re
from dataclasses import dataclass, field

from intake.parsed import NOTHING, Kind, Value
from intake.parsing.kinds import ORGANIZATION
from intake.parsing.names import Named, read_name, read_seat
from intake.parsing.rosters import stretches
from intake.parsing.shapes import Shape, is_address, is_office, is_organization, shape_of
from intake.parsing.states import US_STATES
from intake.printed import Printed

_DASH = re.compile(r"\s+[–—|-]\s+|\s*\|\s*")
_PARTING = frozenset(",–—|-")
_LETTERS = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]{1,4}")
_BRACKETS = re.compile(r"\s\((?P<inner>[^()]{2,80})\)$")
_YEARS = re.compile(r"(?:since )?\d{4}(?:\s?[-–—]\s?(?:\d{2,4})?)?")
# How somebody signs, which is no office: “(in a personal capacity)”.
_CAPACITY = re.compile(r"in (?:\w+ ){1,3}capacity$|à titre |a titolo |a título ", re.IGNORECASE)
ACRONYM = re.compile(r"[A-Z][A-Z&/-]{1,7}")
_FROM_STATE = re.compile(r"\s(?:for|from)\s+(?:the (?:great )?state of\s+)?(?P<state>[A-Z][\w ]+)$", re.IGNORECASE)


@dataclass(slots=True)
class Signer:
    """A signatory while its lines are read, from the top down; `apart` is what belongs to no field."""

    named: Named | None = None
    body: Value = NOTHING
    titles: list[Value] = field(default_factory=list)
    # For whom the person signs.
    behalf: Value = NOTHING
    state: Value = NOTHING
    apart: list[Value] = field(default_factory=list)

    @property
    def waits_for_name(self) -> bool:
        return self.named is None and not self.body and bool(self.behalf)


def read_entry(text: Printed, *, heading: Kind | None, office_first: bool = False) -> Signer:
    """The parts of one line.

    `heading` is what a heading above says of its lines; `office_first` when the name is known.
    """
    entry = Signer()
    text = text.strip(" ,;")
    parts = _parts(text)
    if not office_first:
        parts = _read_lead(text, parts, entry, heading)
    parts = _with_years(text, parts)
    if len(parts) > 1 and entry.named is not None and _is_calling(parts):
        entry.titles.append(parts.pop(0).value())
    for part in parts:
        _read_part(part, entry)
    return entry


def _read_lead(text: Printed, parts: list[Printed], entry: Signer, heading: Kind | None) -> list[Printed]:
    """Read the name an entry begins with; gives back the parts that are left."""
    bodies = heading is Kind.ORGANIZATION
    if bracketed := _in_brackets(text):
        entry.named, behind = bracketed
        capacity = _CAPACITY.match(behind.text) is not None
        entry.apart += [behind.value()] * capacity
        return [] if capacity else [behind]
    for count in (2, 1):
        if len(parts) >= count and (not bodies or len(parts) > count):
            named = read_name(text[: _end_of(text, parts[:count])])
            if named is None or _is_of_body(named, text[: _end_of(text, parts[:count])], parts[count:]):
                continue
            if not bodies or _are_of_person(parts[count:]):
                entry.named = named
                return _without_letters(parts[count:], entry)
    if len(parts) > 1 and not bodies and is_office(parts[0].text) and not is_organization(parts[0].text):
        return parts
    if len(parts) > 1 and is_organization(parts[0].text):
        named = read_name(parts[1])
        if named is not None and (not bodies or named.honorific or named.rank or named.degrees):
            entry.behalf = parts[0].value()
            entry.named = named
            return parts[2:]
    if len(parts) > 1 and all(_is_place(part.text) for part in parts[1:]):
        entry.body = parts[0].value()
        entry.apart += [part.value() for part in parts[1:]]
    else:
        entry.body = text.value()
    return []


def _with_years(text: Printed, parts: list[Printed]) -> list[Printed]:
    """The parts, of which an office, where it was held and when (`Ambassador to Orsk, 2001–2005`) are one."""
    if len(parts) < 2 or not _YEARS.fullmatch(parts[-1].text) or not is_office(parts[0].text):
        return parts
    start, end = text.text.rindex(parts[0].text), text.text.rindex(parts[-1].text) + len(parts[-1])
    return [text[start:end]]


def _is_calling(parts: list[Printed]) -> bool:
    """Whether the first of the parts behind a name says what the person is, for a body stands behind it."""
    bodies = [ORGANIZATION.search(part.text) is not None for part in parts]
    return not bodies[0] and bodies[1] and len(parts[0].text.split()) <= 4 and not is_address(parts[0].text)


def _in_brackets(text: Printed) -> tuple[Named, Printed] | None:
    """A person's name and what stands in brackets behind it: `Ada Quigley (Beacon Rights Monitor)`."""
    match = _BRACKETS.search(text.text)
    if match is None or any(read_seat(text)[1:]):
        return None
    lead = text[: match.start()]
    named = read_name(lead)
    if named is None or ORGANIZATION.search(lead.text) or ACRONYM.fullmatch(match["inner"]):
        return None
    return named, text[match.start("inner") : match.end("inner")]


def _is_of_body(named: Named, lead: Printed, behind: list[Printed]) -> bool:
    """Whether words that could be a name are that of a body: by a noun of bodies, when no office stands behind."""
    said = named.honorific or named.rank or named.party or named.degrees
    if said or ORGANIZATION.search(lead.text) is None:
        return False
    return len(lead.text.split()) > 2 or not any(is_office(part.text) for part in behind)


def _are_of_person(parts: list[Printed]) -> bool:
    """Whether the parts behind a name make it a person's: an office, a calling (`novelist`), a calling and a body."""
    if len(parts) == 1 and ORGANIZATION.search(parts[0].text):
        return True
    if len(parts) > 1 and not is_organization(parts[0].text) and any(is_organization(part.text) for part in parts[1:]):
        return True
    return any(is_office(part.text) or (part.text[:1].islower() and len(part.text.split()) <= 6) for part in parts)


def _without_letters(parts: list[Printed], entry: Signer) -> list[Printed]:
    """The parts behind a name without letters of honour, capitals between name and office: `FRSA, President`."""
    while len(parts) > 1 and _LETTERS.fullmatch(parts[0].text) and is_office(parts[1].text):
        entry.apart.append(parts.pop(0).value())
    return parts


def _read_part(part: Printed, entry: Signer) -> None:
    if part.text.strip(" .") in US_STATES and not entry.state:
        entry.state = part.value()
    elif part.text.strip(" ().").isdigit():
        entry.apart.append(part.value())
    elif is_office(part.text) or not (entry.titles or is_organization(part.text)):
        seatless, _, state = read_seat(part)
        entry.titles.append((seatless if state else part).value())
        entry.state = entry.state or state or _home(part)
    elif is_organization(part.text) or (entry.titles and shape_of(part.text) is not Shape.ADDRESS):
        value = part.value()
        if entry.behalf:
            value = Value(f"{entry.behalf.text}, {value.text}", entry.behalf.spans + value.spans)
        entry.behalf = value
    else:
        entry.apart.append(part.value())


def _home(part: Printed) -> Value:
    """The state in “U.S. Senator for Massachusetts”."""
    match = _FROM_STATE.search(part.text)
    if match and match["state"] in US_STATES:
        return part[match.start("state") : match.end("state")].value()
    return NOTHING


def _is_place(text: str) -> bool:
    if is_address(text):
        return True
    return len(text.split()) <= 2 and not (text[0].islower() or is_organization(text) or is_office(text))


def _parts(text: Printed) -> list[Printed]:
    if _PARTING.isdisjoint(text.text):
        return [text.strip()]
    cuts = [match.span() for match in _DASH.finditer(text.text)]
    edges = list(zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True))
    done: list[Printed] = []
    for first, last in edges:
        piece = text[first:last]
        done += [piece[start:end].strip() for start, end in stretches(piece.text, signs=",")]
    return [part for part in done if part]


def _end_of(text: Printed, parts: list[Printed]) -> int:
    """Where the last of the first parts ends in the text: they follow each other in it."""
    at = 0
    for part in parts:
        at = text.text.index(part.text, at) + len(part)
    return at
