"""Text that is written once and filled in for each reader. Pure.

What a reader's mail has of its own (signed addresses, numbers, times on their clock) is written as a mark, and the
marks are replaced in one pass; what is put in their place is never looked at again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex


@dataclass(frozen=True, slots=True)
class Blank:
    """A text with places to be filled in: literal text at even places of `pieces`, gaps between; `places` says which of
    the values comes into each gap."""

    pieces: tuple[str, ...]
    places: tuple[int, ...]

    def filled(self, values: Sequence[str]) -> str:
        """The text with these values, which must be escaped for where they stand."""
        text = list(self.pieces)
        text[1::2] = [values[place] for place in self.places]
        return "".join(text)


class Slots:
    """The marks of one run.

    A mark has the form of a web address, so that it passes where an address or a word does and no escaping changes it.
    No title or address can hold one: 128 random bits of this run are in it, and no mail ever shows them.
    """

    def __init__(self) -> None:
        self._token = token_hex(16)
        self._mark = re.compile(rf"https://{self._token}\.invalid/(\d+)/")

    def mark(self, place: int) -> str:
        """What stands in a text for the value at `place`."""
        return f"https://{self._token}.invalid/{place}/"

    def blank(self, text: str) -> Blank:
        """`text` cut at its marks. Raises ValueError when something on the way damaged one."""
        parts = self._mark.split(text)
        if any(self._token in literal for literal in parts[::2]):
            raise ValueError("a mark was damaged")
        return Blank(tuple(parts), tuple(int(place) for place in parts[1::2]))


@dataclass(frozen=True, slots=True)
class Later:
    """Stands for a moment that is written on each reader's clock: the marks of its day, and of its day and hour."""

    day: str
    moment: str
