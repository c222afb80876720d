"""Reading a Memento TimeMap: `application/link-format` (RFC 7089, section 5; RFC 6690, section 2). Pure.

One pass whose time is proportional to the text's length, whatever the text: an archive's answer is untrusted input.
What cannot be read is left out; a text that breaks off gives what stands before the break.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

# `;name`, `;name=token` or `;name="quoted"`, with white space anywhere. Possessive throughout: nothing goes back.
_PARAMETER = re.compile(
    r"\s*+;\s*+([^\s=;,<>\"]++)(?:\s*+=\s*+(?:\"((?:[^\"\\]++|\\.)*+)\"|([^\s\",;<>]++)))?+", re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# RFC 7089, 2.1.1: the fixed form of RFC 1123, always GMT. The day of the week is not looked at.
_DATETIME = re.compile(
    r"\s*(?:[A-Za-z]+,)?\s*(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d\d):(\d\d):(\d\d)\s+(?:GMT|UTC)\s*"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Memento:
    """One capture as the TimeMap names it; `datetime` is None when it says none that can be read."""

    uri: str
    datetime: datetime | None


def mementos(text: str) -> list[Memento]:
    """The entries of relation `memento`, alone or among others (`first memento`), in the order of the text."""
    return [
        Memento(uri, _moment(parameters.get("datetime", "")))
        for uri, parameters in _entries(text)
        if "memento" in parameters.get("rel", "").lower().split()
    ]


def _entries(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each `<URI>` with its parameters. Between entries anything is passed over, stray commas as well as rubbish."""
    position = 0
    while (start := text.find("<", position)) >= 0 and (end := text.find(">", start)) >= 0:
        position = end + 1
        parameters: dict[str, str] = {}
        while found := _PARAMETER.match(text, position):
            position = found.end()
            name, quoted, token = found.groups()
            value = _ESCAPED.sub(r"\1", quoted) if quoted is not None else token or ""
            # A parameter that is repeated counts once, as it stood first (RFC 8288, 3.3).
            parameters.setdefault(name.lower(), value)
        yield text[start + 1 : end].strip(), parameters


def _moment(printed: str) -> datetime | None:
    found = _DATETIME.fullmatch(printed)
    if not found:
        return None
    day, month, *rest = found.groups()
    try:
        year, hour, minute, second = map(int, rest)
        return datetime(year, 1 + _MONTHS.index(month.lower()), int(day), hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
