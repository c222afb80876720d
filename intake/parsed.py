"""What is read in a letter's text: the values, each with the place in the text where it stands. Pure.

A value that the text does not say is empty; nothing is invented. Values are as printed, with white space folded and
marks of footnotes taken out; dates are ISO 8601, as precise as the text is (`2023`, `2023-09`, `2023-09-27`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the input text: characters from `start` up to but not including `end`."""

    start: int
    end: int

    def __reduce__(self) -> tuple[object, ...]:
        # Read in another process and sent here (`intake.ahead`): the usual way takes seven times as long.
        return Span, (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Value:
    """A value, and the stretches of the input it was read from (several when a page break or a line parts it)."""

    text: str = ""
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[object, ...]:
        return Value, (self.text, self.spans)


NOTHING = Value()


class Kind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRecipient:
    """To whom the letter is written, or who gets a copy."""

    name: Value = NOTHING
    honorific: Value = NOTHING
    title: Value = NOTHING
    organization: Value = NOTHING
    # The postal address, one line of it a line.
    address: Value = NOTHING
    is_copy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCitation:
    """One source as one note cites it."""

    author: Value = NOTHING
    title: Value = NOTHING
    publisher: Value = NOTHING
    published: Value = NOTHING
    # As printed, mended of what printing did to it (line breaks, escapes, trailing punctuation), with its fragment.
    printed_url: Value = NOTHING
    # The same without its text fragment (`:~:text=…`).
    url: Value = NOTHING
    # The text directive of the address (`text=…`), percent-encoded as printed; empty when there is none.
    text_fragment: Value = NOTHING
    archive_url: Value = NOTHING
    # The source's words that must stand on the page: quoted in the note, or named by the text fragment, decoded.
    quote: Value = NOTHING
    pinpoint: Value = NOTHING
    # The number of the earlier note whose source is meant (`Id.`, `Ibid.`, `supra note 3`); then no source of its own.
    same_as: Value = NOTHING
    # Which citation of that note, counted from 0.
    same_as_index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFootnote:
    """A note. `number` is its mark as printed (`1`, `iv`, `*`); `text` the note in Markdown, without its mark."""

    number: Value = NOTHING
    text: Value = NOTHING
    citations: tuple[ParsedCitation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSignatory:
    name: Value = NOTHING
    kind: Kind = Kind.PERSON
    title: Value = NOTHING
    organization: Value = NOTHING
    party: Value = NOTHING
    # State or district as printed: `TN`, `Massachusetts`, `TX-07`.
    state: Value = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDetainee:
    """Somebody of whom the text speaks as held: a suggestion, never a decision."""

    name: Value = NOTHING
    description: Value = NOTHING
    # The key of a person already known, when one of the person's names stands here; None for an unknown name.
    known_as: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedLetter:
    """All that was read. `body` is Markdown with `[^1]` where the mark of note 1 stands."""

    source: str = ""
    date: Value = NOTHING
    place: Value = NOTHING
    issuer: Value = NOTHING
    subject: Value = NOTHING
    recipients: tuple[ParsedRecipient, ...] = ()
    salutation: Value = NOTHING
    body: Value = NOTHING
    closing: Value = NOTHING
    footnotes: tuple[ParsedFootnote, ...] = ()
    signatories: tuple[ParsedSignatory, ...] = ()
    detainees: tuple[ParsedDetainee, ...] = ()
    # What belongs to no field and was left out on purpose: the letterhead's address, reference numbers, labels such as
    # "Re:", page numbers, signature lines. Shown nowhere but in the text itself; kept so that no word is lost silently.
    apart: tuple[Value, ...] = ()
    # Sentences for the person who reviews: what is missing, doubtful, or was left over.
    warnings: tuple[str, ...] = field(default=())
    # False when the text has neither the parts nor the form of a letter; the warnings say so too.
    is_letter: bool = True

    def citations(self) -> Iterator[ParsedCitation]:
        for note in self.footnotes:
            yield from note.citations
