"""A person's name as printed in an address or a signature, parted from what stands before and behind it. Pure."""

import re
from dataclasses import dataclass

from intake.parsed import NOTHING, Value
from intake.parsing.courtesies import DEGREES, DISTRICT, HONORIFIC, PARTY, POST_OFFICE, RANK
from intake.parsing.shapes import is_peer, person_name
from intake.parsing.states import STATE_CODES, US_STATES
from intake.printed import Printed

_BRACKETED = re.compile(r"\s*[(\[]\s*(?P<state>[A-Z]{2})\s*[)\]]\s*$")
# Behind a member of a parliament, words in brackets are the party: “Owen Tate MP (Labour and Land)”.
_BRACKETED_WORDS = re.compile(r"\s*\(\s*(?P<party>[^\W\d_][^()\d]{1,50})\s*\)\s*$")
_SIGN = re.compile(r",\s*|\s[-–—]\s|\s?[/|]\s")
_INITIALS = re.compile(r"(?:[^\W\d_]+/)?[A-Z][A-Z&/-]{1,7}")
_PARTY_ONLY = re.compile(r"\s*\(\s*(?P<party>[DRI])\s*\)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The parts of a printed name. `rank` is an office before it, `office` one behind it (`MP`)."""

    name: Value = NOTHING
    honorific: Value = NOTHING
    rank: Value = NOTHING
    office: Value = NOTHING
    degrees: Value = NOTHING
    party: Value = NOTHING
    state: Value = NOTHING


def read_name(text: Printed) -> Named | None:
    """The parts of a line that is a person's name; None when it has not that shape."""
    text, party, state = read_seat(text.strip(" ,;:*_\\"))
    if person_name(text.text) is None:
        return None
    return _taken_apart(text, party, state)


def forced_name(text: Printed) -> Named:
    """The parts of a line that must be a person's name for where it stands, whatever its shape."""
    text, party, state = read_seat(text.strip(" ,;:*_\\"))
    return _taken_apart(text, party, state)


def read_seat(text: Printed) -> tuple[Printed, Value, Value]:
    """A line without the party and the state or district behind it: `(R-TN)`, `(CA-28)`, `(D-Mass.)`, `, TX-07`."""
    if match := PARTY.search(text.text):
        state = text[match.start("state") : match.end("state")].strip(" ")
        if _is_state(state.text):
            return (
                text[: match.start()].strip(" ,"),
                text[match.start("party") : match.end("party")].value(),
                state.value(),
            )
    for pattern in (DISTRICT, _BRACKETED):
        if (match := pattern.search(text.text)) and match["state"][:2] in STATE_CODES:
            state = text[match.start("state") : match.end("state")]
            return text[: match.start()].strip(" ,"), NOTHING, state.value()
    if match := _PARTY_ONLY.search(text.text):
        return text[: match.start()].strip(" ,"), text[match.start("party") : match.end("party")].value(), NOTHING
    match = _BRACKETED_WORDS.search(text.text)
    if match and POST_OFFICE.search(text.text[: match.start()]):
        party, seat = _party_and_seat(text[match.start("party") : match.end("party")])
        return text[: match.start()].strip(" ,"), party, seat
    return text, NOTHING, NOTHING


def _party_and_seat(text: Printed) -> tuple[Value, Value]:
    """What stands in brackets behind a member of a parliament: a party, or a party and a seat (`EPP, Austria`)."""
    pieces = [piece.strip() for piece in text.split(_SIGN) if piece.strip()]
    if len(pieces) != 2:
        return text.value(), NOTHING
    party, seat = pieces
    if is_initials(seat.text) and not is_initials(party.text):
        party, seat = seat, party
    return party.value(), seat.value()


def is_initials(text: str) -> bool:
    """Whether a group is named by its initials: `EPP`, `S&D`, `Greens/EFA`."""
    return _INITIALS.fullmatch(text) is not None


def _is_state(text: str) -> bool:
    return text[:2] in STATE_CODES or text.endswith(".") or text.strip() in US_STATES


def _taken_apart(text: Printed, party: Value, state: Value) -> Named:
    honorific: list[Printed] = []
    rank: list[Printed] = []
    while not is_peer(text.text):
        for pattern, found in ((HONORIFIC, honorific), (RANK, rank)):
            match = pattern.match(text.text)
            if match and match.end() < len(text):
                found.append(text[: match.end()].strip(" ,"))
                text = text[match.end() :]
                break
        else:
            break
    office = NOTHING
    degrees: list[Printed] = []
    while True:
        if match := POST_OFFICE.search(text.text):
            office = text[match.start("office") : match.end("office")].value()
            text = text[: match.start()].strip(" ,")
        elif (match := DEGREES.search(text.text)) and not text.text[match.end() :].strip(" ,."):
            degrees.append(text[match.start() :].strip(" ,"))
            text = text[: match.start()].strip(" ,")
        else:
            break
    return Named(
        name=text[len("the ") if text.text.startswith("the ") else 0 :].strip(" ,").value(),
        honorific=_joined(honorific),
        rank=_joined(rank),
        office=office,
        degrees=_joined(degrees),
        party=party,
        state=state,
    )


def _joined(parts: list[Printed]) -> Value:
    return Printed.join(parts, " ").value() if parts else NOTHING
