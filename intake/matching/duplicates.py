"""Letters on record that look like one that comes in: of the same day, to the same addressee, with a similar text."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from intake.drafts import DraftLetter, Party
from intake.matching.sameness import ALIKE, NEARLY_SAME, Sample, folded, likeness, names_apart, sample
from letters.models import Addressee, Letter

# Of the names in which two letters differ.
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarLetter:
    """A recorded letter of the same day to the same addressee, with a similar text (or with none to compare)."""

    key: int
    subject: str
    date: date
    # How much of the two texts is the same: 0 to 1.
    likeness: float
    # The same letter, as far as its text, day, addressee and issuing body tell.
    is_same: bool
    # In what it differs from the letter that comes in: phrases for staff, one for each; none when it is the same.
    differences: tuple[str, ...] = ()


class Recorded:
    """The letters on record, day by day, read when a day is first asked for, and what was added since at each look.

    Kept for a run of imports, so that a thousand letters of one day do not read each other's texts a million times.
    For staff: drafts are among them.
    """

    def __init__(self) -> None:
        self._days: dict[date, _Day] = {}

    def similar(self, draft: DraftLetter) -> tuple[SimilarLetter, ...]:
        """Most alike first. Two queries at most."""
        if draft.date is None:
            return ()
        day = self._days.setdefault(draft.date, _Day(draft.date))
        day.read_on()
        if not day.letters:
            return ()
        incoming = _Known(
            key=0,
            subject=draft.subject,
            text=sample(draft.body),
            issuer=_who(draft.issuer),
            addressees={name for to in draft.addressees for name in _addressed(_who(to.person), _who(to.organization))},
        )
        found = [similar for letter in day.letters if (similar := _compared(incoming, letter, draft.date))]
        return tuple(sorted(found, key=lambda similar: (not similar.is_same, -similar.likeness, similar.key)))


@dataclass(frozen=True, slots=True)
class _Known:
    key: int
    subject: str
    text: Sample
    issuer: Set[object]
    addressees: Set[object]


@dataclass
class _Day:
    date: date
    letters: list[_Known] = field(default_factory=list)
    last: int = 0

    def read_on(self) -> None:
        """Add the letters that were recorded since the last look."""
        rows = Letter.objects.filter(date=self.date, pk__gt=self.last).order_by("pk")
        new = list(rows.values_list("pk", "subject", "body", "issuer_id", "issuer__name"))
        if not new:
            return
        to: dict[int, set[object]] = {}
        addressees = Addressee.objects.filter(letter__in=[key for key, *_ in new]).order_by()
        names = addressees.values_list(
            "letter_id", "person_id", "person__name", "organization_id", "organization__name"
        )
        for letter, person, person_name, body, body_name in names:
            to.setdefault(letter, set()).update(_addressed(_named(person, person_name), _named(body, body_name)))
        for key, subject, text, issuer, issuer_name in new:
            self.letters.append(_Known(key, subject, sample(text), _named(issuer, issuer_name), to.get(key, set())))
        self.last = new[-1][0]


def _compared(incoming: _Known, letter: _Known, day: date) -> SimilarLetter | None:
    """None when it is another letter."""
    if not _meet(incoming.addressees, letter.addressees):
        return None
    share = likeness(incoming.text, letter.text)
    same_issuer = _meet(incoming.issuer, letter.issuer)
    differences = [] if same_issuer else ["another issuing body"]
    if incoming.text and letter.text:
        if share < ALIKE:
            return None
        differences += _of_texts(incoming.text, letter.text, share)
    else:
        # One of them, or both, recorded as a document alone: only the rest can be compared.
        if not same_issuer:
            return None
        if incoming.text or letter.text:
            differences.append("recorded without its text" if incoming.text else "recorded with a text")
        elif folded(incoming.subject) != folded(letter.subject):
            differences.append("another subject")
    return SimilarLetter(
        key=letter.key,
        subject=letter.subject,
        date=day,
        likeness=share,
        is_same=not differences,
        differences=tuple(differences),
    )


def _of_texts(ours: Sample, theirs: Sample, share: float) -> Iterator[str]:
    if share < NEARLY_SAME:
        yield f"{share:.0%} of the text is the same"
    mine, other = names_apart(ours, theirs)
    if mine and other:
        yield f"it has {_listed(other)} where this letter has {_listed(mine)}"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name.title()}”" for name in names[:_SHOWN])
    return f"{shown} and more" if len(names) > _SHOWN else shown


def _meet(ours: Set[object], theirs: Set[object]) -> bool:
    """Whether the same party is among both, or one side names nobody."""
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _who(party: Party) -> set[object]:
    return _named(party.known, party.name)


def _named(key: int | None, name: str | None) -> set[object]:
    """What a party goes by: its key when it is known, and its folded name, which a rerun finds when the key is not."""
    return {*([key] if key is not None else []), *([folded(name)] if name else [])}


def _addressed(person: Set[object], organization: Set[object]) -> Set[object]:
    """Two people in one ministry are two addressees: the body counts only where nobody in it is named."""
    return {("person", who) for who in person} or {("organization", who) for who in organization}
