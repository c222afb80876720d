"""What one report says, as plain values: rendering needs no database, and the rules here no clock.

`reports/gathering.py` fills these from the record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from links.vocabulary import State


class Turn(StrEnum):
    """What became of a link between two reports, in the order in which readers are told."""

    DIED = "died"
    RECOVERED = "recovered"
    UNCLEAR = "unclear"


def turn(*, before: str, after: str) -> Turn | None:
    """What passing from `before` to `after` means to a reader; None when it is no news.

    Only the way into and out of `dead` is news: a link that died and came back between two reports troubled nobody,
    and `suspect` is not yet a verdict. Out of `dead` into anything that is not readable is no recovery, only the end
    of our certainty.
    """
    if (before == State.DEAD) == (after == State.DEAD):
        return None
    if after == State.DEAD:
        return Turn.DIED
    return Turn.RECOVERED if after in {State.ALIVE, State.MOVED} else Turn.UNCLEAR


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one check saw, in words."""

    at: datetime
    words: str
    status_code: int | None = None

    @property
    def code_to_name(self) -> int | None:
        """The status code, unless the words name it already."""
        return None if str(self.status_code) in self.words else self.status_code


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    url: str
    service: str
    captured_at: datetime | None


@dataclass(frozen=True, slots=True)
class CitingLetter:
    """A letter that cites the source; `url` is its public page, or for a draft its page in the admin."""

    subject: str
    issuer: str
    day: date
    footnotes: tuple[str, ...]
    url: str
    status: str = ""

    @property
    def is_draft(self) -> bool:
        """`status` is given for letters that are not public."""
        return bool(self.status)


@dataclass(frozen=True, slots=True)
class Entry:
    """One source that died or came back, and everything a person needs to judge it.

    `proposal_id` is that of the address where its page was found, which waits for a decision.
    """

    link_id: int
    title: str
    publisher: str
    url: str
    state: str
    admin_url: str
    changed_at: datetime
    moved_to: str = ""
    found_at: str = ""
    proposal_id: int | None = None
    seen: Sighting | None = None
    is_readable: bool = False
    decided_by: str = ""
    strikes: tuple[Sighting, ...] = ()
    copy: ArchivedCopy | None = None
    letters: tuple[CitingLetter, ...] = ()
    more_letters: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """All sources with the same turn; `total` counts those that there was no room for, too."""

    turn: Turn
    entries: tuple[Entry, ...]
    total: int

    @property
    def not_shown(self) -> int:
        return self.total - len(self.entries)


@dataclass(frozen=True, slots=True)
class Digest:
    """One report. `dead_total` counts all cited sources that cannot be read now, old and new."""

    sections: tuple[Section, ...] = ()
    letters_affected: int = 0
    dead_total: int = 0
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not self.sections

    def total(self, wanted: Turn) -> int:
        return sum(section.total for section in self.sections if section.turn == wanted)

    @property
    def headline(self) -> str:
        """The news in one line: `2 sources died, 1 recovered · 3 letters affected`."""
        parts: list[str] = []
        for wanted, words in _HEADLINE:
            count = self.total(wanted)
            if count:
                noun = "" if parts else "source " if count == 1 else "sources "
                parts.append(f"{count} {noun}{words}")
        letters = f"{self.letters_affected} letter{'' if self.letters_affected == 1 else 's'} affected"
        return f"{', '.join(parts)} · {letters}"


_HEADLINE = ((Turn.DIED, "died"), (Turn.RECOVERED, "recovered"), (Turn.UNCLEAR, "no longer known to be dead"))


@dataclass(slots=True)
class Weight:
    """How much hangs on a link: which letters cite it, public or not, in which footnotes."""

    letters: set[int] = field(default_factory=set)
    footnotes: set[int] = field(default_factory=set)
    in_published: bool = False


def by_weight(weights: Mapping[int, Weight], link_ids: Iterable[int]) -> list[int]:
    """The links that anything cites, gravest first: cited in public, then by the number of footnotes."""
    cited = [link_id for link_id in link_ids if link_id in weights]
    return sorted(cited, key=lambda key: (not weights[key].in_published, -len(weights[key].footnotes), key))
