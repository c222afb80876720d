"""A letter as its page shows it: signatories with their offices, notes with their sources. No queries of its own."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from letters.markup import note_id, render_note
from letters.models import Addressee, Ask, Citation, Footnote, Letter, Signature, Source
from links.captures import nearest
from links.models import Snapshot
from links.vocabulary import State
from people.models.office import office_on
from public.wording import LinkStatus, link_status, live_address, passage_words


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line of the signature block."""

    signature: Signature
    office: str
    party_and_area: str


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as one note cites it, with whether it can still be read."""

    citation: Citation
    source: Source
    status: LinkStatus
    address: str
    capture: Snapshot | None
    passage: str

    @property
    def archived_first(self) -> bool:
        """A reader of a dead source is best served by its archived copy."""
        return self.capture is not None and self.status.state == State.DEAD

    @property
    def new_address(self) -> str:
        link = self.source.link
        return link.final_url if link is not None and link.state == State.MOVED else ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote with its sources and the ids of the marks that refer to it."""

    id: str
    number: str
    text: SafeString
    marks: Sequence[str]
    sources: list[CitedSource]


@dataclass(frozen=True, slots=True)
class AskLine:
    ask: Ask
    overdue: bool


def signature_lines(letter: Letter) -> list[SignatureLine]:
    """The signature block in order; party and state are those of the office held on the letter's date."""
    return [_signature_line(signature, letter.date) for signature in letter.signatures.all()]


def _signature_line(signature: Signature, day: date) -> SignatureLine:
    office = office_on(signature.person.offices.all(), day) if signature.person else None
    return SignatureLine(
        signature=signature,
        office=signature.office_as_printed or (office.title if office else ""),
        party_and_area=office.party_and_area if office else "",
    )


def addressees(letter: Letter, role: str) -> list[Addressee]:
    return [addressee for addressee in letter.addressees.all() if addressee.role == role]


def notes(letter: Letter, marks: Mapping[str, Sequence[str]]) -> list[Note]:
    """Every note of the letter, those that nothing refers to included."""
    return [_note(footnote, letter.date, marks) for footnote in letter.footnotes.all()]


def _note(footnote: Footnote, day: date, marks: Mapping[str, Sequence[str]]) -> Note:
    return Note(
        id=note_id(footnote.number),
        number=footnote.number,
        text=render_note(footnote.text),
        marks=marks.get(footnote.number, ()),
        sources=[_cited_source(citation, day) for citation in footnote.citations.all()],
    )


def _cited_source(citation: Citation, day: date) -> CitedSource:
    link = citation.source.link
    return CitedSource(
        citation=citation,
        source=citation.source,
        status=link_status(link),
        address=live_address(citation),
        # The copy that this very note prints is what its writers saw.
        capture=citation.snapshot or (nearest(link.snapshots.all(), day) if link else None),
        passage=passage_words(citation.passage),
    )


def ask_lines(letter: Letter, today: date) -> list[AskLine]:
    return [AskLine(ask, ask.is_overdue(today)) for ask in letter.asks.all()]


def source_tally(all_notes: Iterable[Note]) -> list[tuple[str, str, int]]:
    """How many sources are in each state: (state, words, number), the most worrying first. A source counts once."""
    states = {cited.source.pk: cited.status.state for note in all_notes for cited in note.sources}
    counts = Counter(states.values())
    order = [State.DEAD, State.SUSPECT, State.UNVERIFIABLE, State.UNCHECKED, State.EXCLUDED, State.MOVED, State.ALIVE]
    tally = [(state.value, str(state.label), counts[state]) for state in order if counts[state]]
    if counts["paper"]:
        tally.append(("paper", "on paper only", counts["paper"]))
    return tally
