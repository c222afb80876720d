"""The original text, cut where what was read from it begins and ends, so that each field's words can be shown. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.parsed import ParsedCitation, ParsedLetter, Span, Value

# The citation's fields on the page, by the names of what was read.
_CITATION = ("title", "author", "publisher", "published", "quote", "pinpoint", "archive_url", "same_as")
_WHOLE = ("body", "text")
_TAG = re.compile(r"</?[a-z]{1,10}>")
_WORD = re.compile(r"\w")
_GAP = re.compile(r"\n(?:[^\S\n]*\n){2,}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the original text. `fields` are those read from it, the closest first; none: it was not taken over.

    `is_close` when it is a value of its own, and not only part of the letter's text or of a note.
    """

    text: str
    fields: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The text with at most one empty line in a place: signatures leave room for ink, and pages end early."""
        return _GAP.sub("\n\n", self.text)

    @property
    def field(self) -> str:
        return self.fields[0] if self.fields else ""

    @property
    def is_close(self) -> bool:
        return bool(self.fields) and self.field.rpartition("-")[2] not in _WHOLE

    @property
    def is_left_over(self) -> bool:
        """Punctuation and marks of layout are no loss."""
        return not self.fields and _WORD.search(_TAG.sub("", self.text)) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Which row of the page shows which row that was read; by position, None for one that is not shown."""

    addressees: Sequence[int | None]
    signatures: Sequence[int | None]
    footnotes: Sequence[int | None]
    mentions: Sequence[int | None]


def field_spans(parsed: ParsedLetter, places: Places) -> dict[str, tuple[Span, ...]]:
    """Where each of the page's fields stands in the text, by the field's name on the page."""
    found = dict(_values(parsed, places))
    return {name: value.spans for name, value in found.items() if value.spans}


def _values(parsed: ParsedLetter, places: Places) -> Iterator[tuple[str, Value]]:
    for name in ("date", "place", "issuer", "subject", "salutation", "body", "closing"):
        yield name, getattr(parsed, name)
    for row, recipient in zip(places.addressees, parsed.recipients, strict=False):
        # A body that is written to has no person's name.
        yield f"addressees-{row}-person", recipient.name
        for name, read in (("honorific", "honorific"), ("office", "title"), ("address", "address")):
            yield f"addressees-{row}-{name}", getattr(recipient, read)
        yield f"addressees-{row}-organization", recipient.organization
    for row, signatory in zip(places.signatures, parsed.signatories, strict=False):
        yield f"signatures-{row}-{signatory.kind.value}", signatory.name
        yield f"signatures-{row}-office", signatory.title
        yield f"signatures-{row}-party", signatory.party
        yield f"signatures-{row}-area", signatory.state
        if signatory.organization:
            yield f"signatures-{row}-organization", signatory.organization
    for row, note in zip(places.footnotes, parsed.footnotes, strict=False):
        yield f"footnotes-{row}-number", note.number
        yield f"footnotes-{row}-text", note.text
        for index, citation in enumerate(note.citations):
            yield from _cited(f"footnotes-{row}-citations-{index}", citation)
    for row, detainee in zip(places.mentions, parsed.detainees, strict=False):
        yield f"mentions-{row}-person", detainee.name
        yield f"mentions-{row}-description", detainee.description


def _cited(prefix: str, citation: ParsedCitation) -> Iterator[tuple[str, Value]]:
    yield f"{prefix}-url", citation.printed_url or citation.url
    for name in _CITATION:
        yield f"{prefix}-{name}", getattr(citation, name)


def stretches(text: str, spans: Mapping[str, Sequence[Span]]) -> list[Stretch]:
    """`text` in pieces, all of it and in order; each with the fields that were read from it.

    Sorting the spans takes the time; what a piece costs is the number of fields that lie over it.
    """
    size = {name: sum(span.end - span.start for span in where) for name, where in spans.items()}
    begins: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for name, where in spans.items():
        if name.split("-")[1:2] == ["None"]:
            continue
        for span in where:
            start, end = max(0, span.start), min(len(text), span.end)
            if start < end:
                begins.setdefault(start, []).append(name)
                ends.setdefault(end, []).append(name)
    pieces: list[Stretch] = []
    open_now: list[str] = []
    for start, end in pairwise(sorted({0, len(text), *begins, *ends})):
        for name in ends.get(start, ()):
            open_now.remove(name)
        open_now += begins.get(start, ())
        fields = sorted(dict.fromkeys(open_now), key=lambda name: (size[name], name))
        pieces.append(Stretch(text[start:end], tuple(fields)))
    return pieces
