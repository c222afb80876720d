"""A letter as its page shows it: signatories with their offices, notes with their sources. No queries of its own."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from letters.markup import note_id, render_note
from letters.models import Addressee, Ask, Citation, Footnote, Letter, Signature, Source
from links.archives.faults import is_faulty
from links.captures import nearest
from links.models import Link, Snapshot, successor_of
from links.vocabulary import State
from people.models import Office
from people.models.office import office_on
from public.balance import Balance, balance
from public.side_notes import Printed, breadth, height_beside
from public.wording import (
    LinkStatus,
    archived_passage_words,
    changed_words,
    copy_words,
    link_status,
    live_address,
    passage_found_words,
    passage_words,
)

# As long as what is printed there in words.
_DATE_IN_WORDS = "x" * 12
_CAPTURE_IN_WORDS = "x" * 60
_SUCCESSOR = "x" * 120


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line of the signature block."""

    signature: Signature
    office: str
    office_held: str
    party: str
    area: str

    @property
    def party_and_area(self) -> str:
        return ", ".join(filter(None, (self.party, self.area)))


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as one note cites it, with whether it can still be read."""

    citation: Citation
    source: Source
    status: LinkStatus
    address: str
    capture: Snapshot | None
    passage: str
    passage_found: str
    passage_on_capture: str
    capture_seen: str
    changed: str
    successor: Link | None

    @property
    def archived_first(self) -> bool:
        """A reader of a dead source is best served by its archived copy; of another, when staff say so."""
        link = self.source.link
        wanted = self.status.state == State.DEAD or (link is not None and link.archive_first)
        return self.capture is not None and wanted and not is_faulty(self.capture)

    @property
    def version_day(self) -> str:
        """The day of the copy that readers are led to, for a Robust Link: the archive counts in UTC."""
        when = self.capture.captured_at if self.capture else None
        return when.astimezone(UTC).date().isoformat() if when else ""

    @property
    def successor_status(self) -> LinkStatus:
        return link_status(self.successor)

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
        office_held=_beside_printed(office, signature.office_as_printed),
        party=office.party if office else "",
        area=office.area if office else "",
    )


def _beside_printed(office: Office | None, printed: str) -> str:
    """The office on record for the letter's date, where the printed one does not say it already."""
    if office is None or not printed or office.title.casefold() in printed.casefold():
        return ""
    return office.title


def addressees(letter: Letter, role: str) -> list[Addressee]:
    return [addressee for addressee in letter.addressees.all() if addressee.role == role]


def notes(letter: Letter, marks: Mapping[str, Sequence[str]]) -> list[Note]:
    """Every note of the letter, those that nothing refers to included."""
    return [_note(footnote, letter, marks) for footnote in letter.footnotes.all()]


def _note(footnote: Footnote, letter: Letter, marks: Mapping[str, Sequence[str]]) -> Note:
    return Note(
        id=note_id(footnote.number),
        number=footnote.number,
        text=render_note(footnote.text),
        marks=marks.get(footnote.number, ()),
        sources=[_cited_source(citation, letter) for citation in footnote.citations.all()],
    )


def _cited_source(citation: Citation, letter: Letter) -> CitedSource:
    link, since = citation.source.link, letter.published_at
    capture = capture_of(citation, link, letter.date)
    return CitedSource(
        citation=citation,
        source=citation.source,
        status=link_status(link),
        address=live_address(citation),
        capture=capture,
        passage=passage_words(citation.passage),
        passage_found=passage_found_words(citation.passage),
        passage_on_capture=archived_passage_words(citation, capture),
        capture_seen=copy_words(capture, since) if capture else "",
        changed=changed_words(link, since),
        successor=successor_of(link),
    )


def capture_of(citation: Citation, link: Link | None, day: date) -> Snapshot | None:
    """The copy to lead readers to: the one that this very note prints, the one that was found for it, else the
    nearest to the letter's date that is known.
    """
    if citation.snapshot or link is None:
        return citation.snapshot
    # Found for the address that the source stood at before, a copy says nothing of this one.
    if citation.capture and citation.capture.link_id == link.pk:
        return citation.capture
    return nearest((copy for copy in link.snapshots.all() if not is_faulty(copy)), day)


def cited_addresses(all_notes: Iterable[Note]) -> list[str]:
    """The addresses of all sources, each once, in the notes' order."""
    links = [cited.source.link for note in all_notes for cited in note.sources]
    return list(dict.fromkeys(link.url for link in links if link))


def ask_lines(letter: Letter, today: date) -> list[AskLine]:
    return [AskLine(ask, ask.is_overdue(today)) for ask in letter.asks.all()]


def party_balance(lines: Iterable[SignatureLine]) -> Balance | None:
    """How the people who signed divide among parties; organizations have none and are left out."""
    return balance(line.party for line in lines if line.signature.person)


def sheet_height(letter: Letter, all_notes: Iterable[Note], *, signatories: int) -> int | None:
    """How tall the sheet must be for its notes to stand beside the text; None when they stand below it."""
    printed = [Printed(note.number, _lines_of(note)) for note in all_notes]
    return height_beside(letter.body, printed, signatories=signatories)


def _lines_of(note: Note) -> list[int]:
    """How broad the lines of a note are, as `parts/note.html` prints them."""
    lines = [str(note.text)]
    for cited in note.sources:
        source, citation = cited.source, cited.citation
        named = (source.author, source.title, source.publisher, source.published_on, citation.pinpoint)
        lines += [", ".join(named) + _DATE_IN_WORDS, citation.quote, "(!) " + cited.status.words]
        lines += [source.link.url if source.link else "", cited.new_address, cited.changed]
        lines += [cited.passage, cited.passage_found, cited.passage_on_capture, cited.capture_seen]
        lines += [
            _CAPTURE_IN_WORDS if cited.capture else "",
            cited.successor.url + _SUCCESSOR if cited.successor else "",
        ]
    return [breadth(line) for line in lines]


def source_tally(all_notes: Iterable[Note]) -> list[tuple[str, str, int]]:
    """How many sources are in each state: (state, words, number), the most worrying first. A source counts once."""
    states = {cited.source.pk: cited.status.state for note in all_notes for cited in note.sources}
    counts = Counter(states.values())
    order = [State.DEAD, State.SUSPECT, State.UNVERIFIABLE, State.UNCHECKED, State.EXCLUDED, State.MOVED, State.ALIVE]
    tally = [(state.value, str(state.label), counts[state]) for state in order if counts[state]]
    if counts["paper"]:
        tally.append(("paper", _("on paper only"), counts["paper"]))
    return tally
