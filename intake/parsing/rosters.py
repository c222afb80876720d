"""Names in one running list: `A (R-TN), B (D-MA), and C (D-NY)`; entries parted by commas or semicolons. Pure."""

import re

from intake.parsing.kinds import ORGANIZATION
from intake.parsing.labels import SIGNED
from intake.parsing.shapes import is_organization, person_name
from intake.printed import Printed

_PARTY = re.compile(r"\(\s?[DRI]\s?[-–—‑,]\s?[A-Z][\w.\s–-]{1,18}\)")
_AND = re.compile(r"^\s*(?:and|&|et|und|y|e|и|և|ve|və)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)$")
# A comma before these belongs to the name: “Malcolm D. Tree, Jr.”.
_SUFFIX = re.compile(r",\s*(?:[JS][rR]|II|III|IV)\b\.?(?![\w-])")
_LONGEST = 6000
_OPENING, _CLOSING = "([{", ")]}"


def split_list(text: Printed, *, signs: str = ",;") -> list[Printed]:
    """The entries of a list, parted by `signs` outside brackets; an “and” before an entry is cut off."""
    done: list[Printed] = []
    for start, end in stretches(text.text, signs=signs):
        piece = text[start:end]
        lead = _AND.match(piece.text)
        entry = piece[lead.end() if lead else 0 :].strip()
        if entry:
            done.append(entry)
    return done


def stretches(text: str, *, signs: str) -> list[tuple[int, int]]:
    """Where the pieces between `signs` stand; signs in brackets part nothing."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for place, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in signs and not depth and not _SUFFIX.match(text, place):
            found.append((start, place))
            start = place + 1
    return [*found, (start, len(text))]


def split_last_pair(text: Printed) -> list[Printed]:
    """An entry “B and C” of two names as two entries."""
    match = re.search(r"\s(?:and|&|et|und|y|и|և|ve|və)\s", text.text)
    if match:
        parts = [text[: match.start()].strip(), text[match.end() :].strip()]
        if all(is_entry(part.text) for part in parts):
            return parts
    return [text]


def is_entry(text: str) -> bool:
    """Whether an entry is a person: a name, maybe with party and state behind it."""
    bare = _BRACKETS.sub("", _PARTY.sub("", text)).strip()
    return person_name(bare) is not None and not ORGANIZATION.search(bare)


def is_roster(text: str) -> bool:
    """Whether a paragraph is a list of signatories and nothing else: of persons, or of bodies parted by semicolons."""
    if len(text) > _LONGEST:
        return False
    lead, colon, listed = text.partition(":") if ":" in text[:60] else ("", "", text)
    if len(_PARTY.findall(listed)) >= 2:
        return True
    if listed.count(",") + listed.count(";") < (1 if colon and SIGNED.fullmatch(lead) else 2):
        return False
    if listed.count(";") >= 2 or (colon and SIGNED.fullmatch(lead)):
        signs = ";" if ";" in listed else ","
        names = split_list(Printed.of(listed.strip(" .")), signs=signs)
        if sum(_is_somebody(name.text) for name in names) * 5 >= len(names) * 4:
            return True
    entries = [entry for piece in split_list(Printed.of(listed.rstrip(" ."))) for entry in split_last_pair(piece)]
    return len(entries) >= 3 and sum(is_entry(entry.text) for entry in entries) * 5 >= len(entries) * 4


def _is_somebody(text: str) -> bool:
    return len(text.split()) <= 15 and (is_organization(text) or is_entry(text.split(",", maxsplit=1)[0]))
