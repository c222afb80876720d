"""The notes of a letter that was read, made rows of a draft. Pure.

A note is kept word for word whatever its citations become; what cannot be a citation on record is told in a remark.
"""

import re
from collections import Counter
from collections.abc import Sequence

from intake.drafts import DraftCitation, DraftFootnote
from intake.parsed import ParsedCitation, ParsedFootnote
from intake.proposing.remarks import Remarks
from links import addresses
from people.dates import earliest

# Room for a count behind it, in the eight characters that a mark may have.
_LONGEST_MARK = 4
_NOT_A_MARK = re.compile(r"[^\w*†‡§]+")


def draft_notes(notes: Sequence[ParsedFootnote], remarks: Remarks) -> list[DraftFootnote]:
    return _Drafter(notes, remarks).drafted()


class _Drafter:
    def __init__(self, notes: Sequence[ParsedFootnote], remarks: Remarks) -> None:
        self._notes, self._remarks = notes, remarks
        # Where each citation that was read stands in the draft: by the positions of the note and of the citation in it.
        self._places: dict[tuple[int, int], tuple[int, int]] = {}
        # The last note so far of each printed mark.
        self._last: dict[str, int] = {}

    def drafted(self) -> list[DraftFootnote]:
        drafted = []
        numbers = self._numbers()
        for index, (note, number) in enumerate(zip(self._notes, numbers, strict=True)):
            self._last[note.number.text] = index
            citations: list[DraftCitation] = []
            for position, citation in enumerate(note.citations):
                cited = self._again(citation, number) if citation.same_as else self._source(citation, number)
                if cited is not None:
                    self._places[index, position] = index, len(citations)
                    citations.append(cited)
            if "://" in note.text.text and not any(cited.url or cited.same_as for cited in citations):
                self._remarks.say(f"Note {number} prints an address that could not be read as one.")
            drafted.append(DraftFootnote(number=number, text=note.text.text, citations=tuple(citations)))
        return drafted

    def _numbers(self) -> list[str]:
        """The notes' marks, each once: notes that are counted anew on every page share theirs."""
        given: list[str] = []
        counted: Counter[str] = Counter()
        for position, note in enumerate(self._notes, start=1):
            printed = _NOT_A_MARK.sub("", note.number.text)
            if not 0 < len(printed) <= _LONGEST_MARK:
                printed = str(position)
            counted[printed] += 1
            number = printed if counted[printed] == 1 else f"{printed}_{counted[printed]}"
            if number != note.number.text:
                self._remarks.say(
                    f"Note {position}, marked {note.number.text or 'with nothing'}, is numbered {number}."
                )
            given.append(number)
        return given

    def _again(self, citation: ParsedCitation, number: str) -> DraftCitation | None:
        """A source that an earlier note cites; the nearest note before that has the number is meant."""
        note = self._last.get(citation.same_as.text)
        meant = self._places.get((note, citation.same_as_index)) if note is not None else None
        if meant is None:
            said = f"Note {number} refers to note {citation.same_as}, where no source is known: kept as a note."
            self._remarks.say(said)
            return None
        return DraftCitation(same_as=meant, pinpoint=citation.pinpoint.text, quote=citation.quote.text)

    def _source(self, citation: ParsedCitation, number: str) -> DraftCitation | None:
        """None when nothing of it can stand on record but the note's words."""
        url, copy = citation.printed_url.text or citation.url.text, citation.archive_url.text
        if not url:
            url, copy = copy, ""
        if not url and not citation.title:
            self._remarks.say(f"Note {number} cites something without an address or a title: kept as a note.")
            return None
        for printed in filter(None, (url, copy)):
            self._look_at(printed, number)
        return DraftCitation(
            title=citation.title.text,
            author=citation.author.text,
            publisher=citation.publisher.text,
            published=self._published(citation, number),
            url=url,
            archive_url=copy,
            # The words of a text fragment stand in the address; what the letter quotes itself is its quotation.
            quote="" if citation.text_fragment else citation.quote.text,
            pinpoint=citation.pinpoint.text,
        )

    def _look_at(self, printed: str, number: str) -> None:
        try:
            addresses.parse(printed)
        except addresses.BadAddress as error:
            self._remarks.say(f"Note {number}: {printed} cannot be watched. {error}")

    def _published(self, citation: ParsedCitation, number: str) -> str:
        printed = citation.published.text
        try:
            return printed if not printed or earliest(printed) else ""
        except ValueError:
            self._remarks.say(f"Note {number}: “{printed}” is no date as the record keeps it, and was left out.")
            return ""
