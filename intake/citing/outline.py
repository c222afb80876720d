"""What a source's text is made of, and what its words may be the name of. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.citing.dates import dates_in
from intake.citing.owners import Site
from intake.citing.parts import Part, What
from intake.citing.people import has_initials, inverted_names, is_body, is_person, is_title_case

MARKED = (What.QUOTED, What.ITALIC, What.LINKED)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "et al", "eds", "ed"})
_MOST_PEOPLE = 12
# By what name somebody writes on a network: “Ana Roe (@anaroe)”.
_HANDLE = re.compile(r"\s*\(@\w+\)$")
_LONGEST_NAME = 14

Stretch = tuple[int, int]


@dataclass(slots=True)
class Assigned:
    """Stretches of the source's text, None where it does not say."""

    author: Stretch | None = None
    title: Stretch | None = None
    publisher: Stretch | None = None
    published: Part | None = None
    pinpoint: Stretch | None = None
    quotes: list[Stretch] = field(default_factory=list)
    # Whether there is enough to call it a source when it has no address.
    is_source: bool = False


class Outline:
    """A source's text with its parts, and its address's site."""

    def __init__(self, text: str, parts: Sequence[Part], site: Site) -> None:
        self.text = text
        self.site = site
        self.parts = list(parts)
        self.date = _published(parts)
        address = next((n for n, part in enumerate(self.parts) if part.what is What.ADDRESS), len(self.parts))
        # What stands behind the address is of the source when nothing stands before it, or when it is a title's link.
        head = self.parts[:address]
        says = any(part.what in (What.QUOTED, What.ITALIC, What.WORDS) for part in head)
        self.head = head if says and not any(part.what is What.LINKED for part in head) else self.parts
        self.words = [part for part in self.head if part.what is What.WORDS]
        self.numbers = [part for part in self.parts if part.what is What.NUMBER]

    def of(self, part: Part) -> str:
        return self.text[part.start : part.end]

    def owns(self, part: Part) -> bool:
        text = self.of(part)
        return self.site.is_of(text) and self.site.repeats(text) < 3

    def is_owner(self, part: Part) -> bool:
        return self.site.is_of(self.of(part), whole=True) and len(self.of(part).split()) <= 5

    def looks_named(self, part: Part) -> bool:
        """Whether these may be the words of a name: not a sentence of its own."""
        text = self.of(part)
        if self.owns(part):
            return True
        return (
            (text[0].isupper() or text[0].isdigit())
            and any(len(word) > 1 and word[0].isupper() for word in text.split())
            and len(text.split()) <= _LONGEST_NAME
            and not any(dates_in(text))
            and (len(text.split()) <= 4 or is_title_case(text) or is_body(text))
        )

    def without_place(self, part: Part) -> tuple[int, int]:
        """`New York: Human Rights Watch` as Chicago prints it, without the place."""
        place, colon, name = self.of(part).partition(": ")
        if colon and len(place.split()) <= 3 and name:
            return part.start + len(place) + 2, part.end
        return part.start, part.end

    def people(self, before: list[Part]) -> list[Part]:
        """Those of the words before the title that name people, as one stretch from the beginning."""
        if not before or self.owns(before[0]):
            return []
        if turned := inverted_names([self.of(part) for part in before[:_MOST_PEOPLE]]):
            return before[:turned]
        people: list[Part] = []
        for part in before:
            text = _HANDLE.sub("", self.of(part))
            named = is_person(text.rstrip(".")) and not self.owns(part) and (has_initials(text) or not is_body(text))
            if not named and not (people and text.casefold().strip(".") in _SUFFIXES):
                break
            people.append(part)
        return people

    def names_of(self, bodies: list[Part]) -> tuple[int, int] | None:
        """The name of the body that these words are, its divisions too; None for a sentence."""
        named = [part for part in bodies if self.looks_named(part)]
        if not named:
            return None
        last = named[-1]
        first = last
        for part in reversed(named[:-1]):
            if part.end + 4 < first.start or not is_title_case(self.of(part)):
                break
            first = part
        return first.start, last.end

    def is_case(self, title: Part) -> bool:
        return " v. " in self.of(title) or " c. " in self.of(title) or " v " in self.of(title)


def _published(parts: Sequence[Part]) -> Part | None:
    """The date of publication: the first, or a later one that says more precisely the same."""
    dates = [part for part in parts if part.what is What.DATE and part.iso]
    best = dates[0] if dates else None
    for part in dates[1:]:
        if best is not None and part.iso.startswith(best.iso) and len(part.iso) > len(best.iso):
            best = part
    return best
