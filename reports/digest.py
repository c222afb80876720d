"""What one report says, as plain values: rendering needs no database, and the rules here no clock.

Words for states and the like are said when they are written out, in the language that is active then.

`reports/gathering.py` fills these from the record.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from links.vocabulary import Aspect, PassageResult, State, TextResult

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# `links.models.Proposal.Status.PROPOSED`: found, waiting for a person.
PROPOSED = "proposed"


class Turn(StrEnum):
    """What became of a link between two reports, in the order in which readers are told."""

    DIED = "died"
    UNVERIFIABLE = "unverifiable"
    PASSAGE_GONE = "passage_gone"
    FOUND = "found"
    MOVED = "moved"
    CHANGED = "changed"
    UNCLEAR = "unclear"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class Net:
    """From what to what a link passed between two reports in one aspect, whatever came in between."""

    before: str
    after: str


def turn(changes: Mapping[Aspect, Net]) -> Turn | None:
    """What the changes mean to a reader; None when they are no news. Of several things the gravest is told.

    A link that died and came back between two reports troubled nobody, and `suspect` is not yet a verdict. Out of
    `dead` into anything that is not readable is no recovery, only the end of our certainty.
    """
    told = {_OF_ASPECT[aspect](net) for aspect, net in changes.items() if net.before != net.after}
    return next((one for one in Turn if one in told), None)


def _of_state(net: Net) -> Turn | None:
    if net.after == State.DEAD:
        return Turn.DIED
    if net.before == State.DEAD:
        return Turn.RECOVERED if net.after in {State.ALIVE, State.MOVED} else Turn.UNCLEAR
    return {State.UNVERIFIABLE: Turn.UNVERIFIABLE, State.MOVED: Turn.MOVED}.get(State(net.after))


_OF_ASPECT: dict[Aspect, Callable[[Net], Turn | None]] = {
    Aspect.STATE: _of_state,
    Aspect.PASSAGE: lambda net: Turn.PASSAGE_GONE if net.after == PassageResult.MISSING else None,
    Aspect.TEXT: lambda net: Turn.CHANGED if net.after == TextResult.CHANGED else None,
    Aspect.SUCCESSOR: lambda net: Turn.FOUND if net.after == PROPOSED else None,
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one check saw, in words."""

    at: datetime
    words: "StrOrPromise"
    status_code: int | None = None

    @property
    def code_to_name(self) -> int | None:
        """The status code, unless the words name it already."""
        return None if str(self.status_code) in str(self.words) else self.status_code


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """`passage` says whether the words that letters rely on stand on the copy, empty when nobody looked."""

    url: str
    service: "StrOrPromise"
    captured_at: datetime | None
    passage: "StrOrPromise" = ""


@dataclass(frozen=True, slots=True)
class CitingLetter:
    """A letter that cites the source; `url` is its public page, or for a draft its page in the admin."""

    subject: str
    issuer: str
    day: date
    footnotes: tuple[str, ...]
    url: str
    status: "StrOrPromise" = ""
    sentence: str = ""

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
    state: "StrOrPromise"
    admin_url: str
    changed_at: datetime
    moved_to: str = ""
    found_at: str = ""
    is_passage_missing: bool = False
    is_changed: bool = False
    claims_at_risk: int = 0
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
    """All sources with the same turn: `entries` are shown, `listed` stand in the table that goes with a long report
    (those shown among them), and `total` counts those that there was no room for, too."""

    turn: Turn
    entries: tuple[Entry, ...]
    total: int
    listed: tuple[Entry, ...] = ()

    @property
    def not_shown(self) -> int:
        return self.total - len(self.entries)


@dataclass(frozen=True, slots=True)
class OverdueAsk:
    """Something that a published letter asked for by a day that is past, and that nobody has recorded an end of."""

    text: str
    due_on: date
    subject: str
    issuer: str
    url: str


@dataclass(frozen=True, slots=True)
class UnansweredLetter:
    """A published letter without a reply, `days` after its date."""

    subject: str
    issuer: str
    day: date
    days: int
    url: str


@dataclass(frozen=True, slots=True)
class FollowUps:
    """What letters wait for, longest first; the totals count what there was no room for, too."""

    asks: tuple[OverdueAsk, ...] = ()
    letters: tuple[UnansweredLetter, ...] = ()
    asks_total: int = 0
    letters_total: int = 0

    @property
    def total(self) -> int:
        return self.asks_total + self.letters_total

    @property
    def asks_not_shown(self) -> int:
        return self.asks_total - len(self.asks)

    @property
    def letters_not_shown(self) -> int:
        return self.letters_total - len(self.letters)


@dataclass(frozen=True, slots=True)
class Digest:
    """One report. `dead_total` counts all cited sources that cannot be read now, old and new."""

    sections: tuple[Section, ...] = ()
    follow_ups: FollowUps = FollowUps()
    letters_affected: int = 0
    dead_total: int = 0
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not self.sections and not self.follow_ups.total

    @property
    def has_table(self) -> bool:
        """Whether there is more than a mail shows."""
        return any(section.not_shown for section in self.sections)

    def total(self, wanted: Turn) -> int:
        return sum(section.total for section in self.sections if section.turn == wanted)

    @property
    def headline(self) -> str:
        """The news in one line, in the language that is active: `2 sources died, 1 recovered · 3 letters affected`."""
        said = [part for part in (self._of_links(), self._of_letters()) if part]
        return " · ".join(said)

    def _of_links(self) -> str:
        parts: list[str] = []
        for wanted, first, further in _HEADLINE:
            count = self.total(wanted)
            if count:
                parts.append((further if parts else first) % {"count": count})
        if not parts:
            return ""
        if len(parts) > _HEADLINE_PARTS:
            parts[_HEADLINE_PARTS:] = [gettext("more")]
        letters = ngettext("%(count)d letter affected", "%(count)d letters affected", self.letters_affected)
        return f"{', '.join(parts)} · {letters % {'count': self.letters_affected}}"

    def _of_letters(self) -> str:
        waiting = self.follow_ups
        if not waiting.total:
            return ""
        if self.sections:
            words = ngettext("%(count)d follow-up", "%(count)d follow-ups", waiting.total)
            return words % {"count": waiting.total}
        asks = ngettext("%(count)d ask past its due date", "%(count)d asks past their due date", waiting.asks_total) % {
            "count": waiting.asks_total
        }
        letters = ngettext(
            "%(count)d letter without a reply", "%(count)d letters without a reply", waiting.letters_total
        ) % {"count": waiting.letters_total}
        counted = ((asks, waiting.asks_total), (letters, waiting.letters_total))
        return ", ".join(words for words, count in counted if count)


# What is said of the first kind of news, which names what is counted, and of those after it.
_HEADLINE = (
    (Turn.DIED, ngettext_lazy("%(count)d source died", "%(count)d sources died", "count"), _("%(count)d died")),
    (
        Turn.RECOVERED,
        ngettext_lazy("%(count)d source recovered", "%(count)d sources recovered", "count"),
        _("%(count)d recovered"),
    ),
    (
        Turn.UNVERIFIABLE,
        ngettext_lazy("%(count)d source could not be verified", "%(count)d sources could not be verified", "count"),
        _("%(count)d could not be verified"),
    ),
    (
        Turn.PASSAGE_GONE,
        ngettext_lazy(
            "%(count)d source without the quoted passage", "%(count)d sources without the quoted passage", "count"
        ),
        _("%(count)d without the quoted passage"),
    ),
    (
        Turn.FOUND,
        ngettext_lazy("%(count)d source found elsewhere", "%(count)d sources found elsewhere", "count"),
        _("%(count)d found elsewhere"),
    ),
    (Turn.MOVED, ngettext_lazy("%(count)d source moved", "%(count)d sources moved", "count"), _("%(count)d moved")),
    (
        Turn.CHANGED,
        ngettext_lazy("%(count)d source changed", "%(count)d sources changed", "count"),
        _("%(count)d changed"),
    ),
    (
        Turn.UNCLEAR,
        ngettext_lazy(
            "%(count)d source no longer known to be dead", "%(count)d sources no longer known to be dead", "count"
        ),
        _("%(count)d no longer known to be dead"),
    ),
)
# A subject line that is longer is cut off by most programs: the rest is told inside.
_HEADLINE_PARTS = 3


@dataclass(slots=True)
class Weight:
    """How much hangs on a link: which letters cite it, public or not, in which footnotes.

    `claims_at_risk` are the footnotes about a named detainee for which it is the only readable evidence;
    `lacks_passage`: one of the letters relies on words that do not stand on the page.
    """

    letters: set[int] = field(default_factory=set)
    footnotes: set[int] = field(default_factory=set)
    claims_at_risk: int = 0
    in_published: bool = False
    lacks_passage: bool = False


def by_weight(weights: Mapping[int, Weight], link_ids: Iterable[int]) -> list[int]:
    """The links that anything cites, gravest first: claims at risk, cited in public, by the number of footnotes."""

    def gravity(link_id: int) -> tuple[bool, bool, int, int, int]:
        weight = weights[link_id]
        return (
            not weight.claims_at_risk,
            not weight.in_published,
            -weight.claims_at_risk,
            -len(weight.footnotes),
            link_id,
        )

    return sorted((link_id for link_id in link_ids if link_id in weights), key=gravity)
