"""What was read in a letter, made a draft: every name with the known people and bodies it may mean, every source that
is known already, and the letters on record that look the same.

Nothing is recorded here. A name that may be several known ones is offered with its candidates and chosen by nobody.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from intake.drafts import DraftFootnote, DraftLetter
from intake.language import guess
from intake.matching.candidates import NO_MATCH, Match
from intake.matching.duplicates import Recorded, SimilarLetter
from intake.parsed import ParsedLetter
from intake.proposing.notes import draft_notes
from intake.proposing.parties import Knows, Matches, Parties
from intake.proposing.remarks import Remarks
from letters.models import Letter, Source
from links import addresses

_WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A draft to be reviewed. `addressees`, `signatures` and `mentions` stand beside the draft's rows, one for one.

    Known sources stand in the draft itself (`DraftCitation.source`); `sources` are those, by their keys, with their
    links.
    """

    parsed: ParsedLetter
    draft: DraftLetter
    issuer: Match = NO_MATCH
    addressees: tuple[Matches, ...] = ()
    signatures: tuple[Matches, ...] = ()
    mentions: tuple[Match, ...] = ()
    sources: Mapping[int, Source] = field(default_factory=dict)
    # Keys of those people the text speaks of as held who are on record as detained, now or once.
    detained: frozenset[int] = frozenset()
    duplicates: tuple[SimilarLetter, ...] = ()
    # What somebody has to decide: names that may mean several, an issuing body that is presumed. A letter with doubts
    # is published by a person or not at all.
    doubts: tuple[str, ...] = ()
    # What is good to know: addresses that cannot be opened, names that stand twice.
    remarks: tuple[str, ...] = ()
    # What was put where the letter says nothing: no warnings, since nothing was misread.
    notes: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """All there is to tell whoever reviews, what the parser warned of first."""
        return tuple(dict.fromkeys((*self.parsed.warnings, *self.doubts, *self.remarks)))


def propose(parsed: ParsedLetter, *, known: Knows, recorded: Recorded | None = None) -> Proposal:
    """The draft that `parsed` makes, with what is known of it. A few queries, whatever the letter's size.

    `recorded` is kept from letter to letter by whoever proposes many.
    """
    remarks = Remarks()
    day = _day(parsed.date.text)
    parties = Parties(parsed, known, day, remarks)
    issuer, issuer_match = parties.issuer()
    addressees, signatures = parties.addressees(), parties.signatures()
    mentions = parties.mentions([*(row for row, _ in addressees), *(row for row, _ in signatures)])
    footnotes, sources = _with_sources(draft_notes(parsed.footnotes, remarks))
    draft = DraftLetter(
        date=day,
        place=parsed.place.text,
        issuer=issuer,
        subject=parsed.subject.text or _subject(parsed, remarks),
        kind=Letter.Kind.JOINT if len(signatures) > 1 else Letter.Kind.LETTER,
        language=guess(parsed.body.text),
        salutation=parsed.salutation.text,
        body=parsed.body.text,
        closing=parsed.closing.text,
        addressees=tuple(row for row, _ in addressees),
        signatures=tuple(row for row, _ in signatures),
        footnotes=footnotes,
        mentions=tuple(row for row, _ in mentions),
    )
    duplicates = (recorded or Recorded()).similar(draft)
    return Proposal(
        parsed=parsed,
        draft=draft,
        issuer=issuer_match,
        addressees=tuple(match for _, match in addressees),
        signatures=tuple(match for _, match in signatures),
        mentions=tuple(match for _, match in mentions),
        sources=sources,
        detained=frozenset(
            key for row, _ in mentions if (key := row.person.known) is not None and known.is_detained(key)
        ),
        duplicates=duplicates,
        doubts=(*remarks.doubts, *map(_told, duplicates)),
        remarks=tuple(remarks.said),
        notes=tuple(remarks.done),
    )


def _day(printed: str) -> date | None:
    """The letter's date; None when it is not known to the day, of which the parser warns."""
    try:
        return date.fromisoformat(printed) if _WHOLE_DATE.fullmatch(printed) else None
    except ValueError:
        return None


def _subject(parsed: ParsedLetter, remarks: Remarks) -> str:
    """What the letter is called that has no subject line: to whom it is written, which it does say."""
    to = [
        name
        for recipient in parsed.recipients
        if not recipient.is_copy and (name := recipient.name.text or recipient.organization.text)
    ]
    if not to:
        return ""
    subject = f"Letter to {to[0]}" + (" and others" if len(to) > 1 else "")
    remarks.done.append(
        f"The letter has no subject line; it is called “{subject}” until somebody says what it is about."
    )
    return subject


def _with_sources(notes: Sequence[DraftFootnote]) -> tuple[tuple[DraftFootnote, ...], dict[int, Source]]:
    """The notes with those sources whose pages are on record, found in one query; and these."""
    printed = {citation.url: _address(citation.url) for note in notes for citation in note.citations if citation.url}
    known = _sources_at({address for address in printed.values() if address})
    keys = {source.link.url: key for key, source in known.items() if source.link}
    found = tuple(
        replace(
            note,
            citations=tuple(
                replace(citation, source=keys.get(printed[citation.url])) if citation.url else citation
                for citation in note.citations
            ),
        )
        for note in notes
    )
    return found, known


def _sources_at(urls: Iterable[str]) -> dict[int, Source]:
    urls = list(urls)
    if not urls:
        return {}
    return {source.pk: source for source in Source.objects.filter(link__url__in=urls).select_related("link").order_by()}


def _address(printed: str) -> str:
    try:
        return addresses.parse(printed).url
    except addresses.BadAddress:
        return ""


def _told(similar: SimilarLetter) -> str:
    what = "This letter is recorded already" if similar.is_same else "A letter like this one is recorded already"
    return f"{what}: number {similar.key}, “{similar.subject}”, of {similar.date}."
