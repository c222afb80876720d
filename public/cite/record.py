"""What a citation of a letter says. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its two parts, or a body's name in `literal`."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def full(self) -> str:
        return self.literal or " ".join(filter(None, (self.given, self.family)))


@dataclass(frozen=True, slots=True)
class CitedLetter:
    """A letter as it is cited. Texts are one line each; `address` is the letter's lasting one."""

    key: str
    title: str
    kind: str
    date: date
    place: str
    language: str
    issuer: str
    authors: Sequence[Name]
    recipients: Sequence[Name]
    address: str
    site: str


def one_line(text: str) -> str:
    """`text` without line ends and control characters, which would end a field of most formats."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
