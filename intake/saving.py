"""A reviewed draft becomes a letter on record: whole, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction

from intake.drafts import DraftCitation, DraftLetter
from intake.newcomers import Parties, Seen, find_or_make
from intake.unsaved import Errors, Rows, rows_of, source_of
from letters import filenames
from letters.models import Addressee, Footnote, Letter, Mention, Signature, Source
from letters.recording import SourceDetails
from letters.recording_many import CitedSource, fill_gaps_of, printed_copies, save_citations, sources_for
from links import addresses
from people.models import Organization, Person

_OVERTAKEN = (
    "Somebody else recorded the same names at this very moment, or deleted somebody who is named. Nothing was saved; "
    "save once more."
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A letter that was recorded, with the people and bodies that are on record because of it."""

    letter: Letter
    people: Sequence[Person]
    organizations: Sequence[Organization]


class NotSaved(Exception):
    """The draft lacks something, or has something that cannot be recorded; nothing was saved.

    `errors` are sentences for staff by field of the draft, rows counted from 0: `date`, `issuer`,
    `addressees-0-person`, `signatures-2-office`, `mentions-1-person`, `footnotes-3-number`,
    `footnotes-3-citations-0-url`; under `""` what belongs to no field. `document` is the file.
    """

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {where: list(messages) for where, messages in errors.items()}
        super().__init__(" ".join(f"{where}: {' '.join(said)}" for where, said in self.errors.items()))


def check(draft: DraftLetter) -> dict[str, list[str]]:
    """What would keep `draft` from being saved, by field as in `NotSaved`, as far as the record need not be asked."""
    return rows_of(draft).errors


def save_draft(
    draft: DraftLetter,
    *,
    user: AbstractBaseUser | AnonymousUser | None,
    document: File | None = None,
    now: datetime,
) -> Letter:
    """Record `draft` as a letter in the state of a draft, in one transaction; raises NotSaved.

    New people, bodies and sources are made, each once however often the draft names it: equal `Party` values are one
    person. Known sources keep what is recorded of them. Links that are new are due at once: ask for a sweep on commit
    (`links.tasks.sweep_soon`).
    """
    return save_with_newcomers(draft, user=user, document=document, now=now).letter


def save_with_newcomers(
    draft: DraftLetter,
    *,
    user: AbstractBaseUser | AnonymousUser | None,
    document: File | None = None,
    now: datetime,
    seen: Seen | None = None,
) -> Saved:
    """`save_draft`, for callers who go on to save other letters that name the same people, and have `seen` some."""
    rows = rows_of(draft)
    letter = rows.letter
    letter.created_by = user if user is not None and user.pk else None  # type: ignore[assignment]
    if document is not None:
        _take_document(rows, document)
    if rows.errors:
        raise NotSaved(rows.errors)
    try:
        with transaction.atomic():
            parties = _save(rows, draft, now, seen or Seen())
    except BaseException as failure:
        # The file was written with the letter's row, which is gone now.
        if document is not None and getattr(letter.document, "_committed", False):
            letter.document.storage.delete(letter.document.name or "")
        if isinstance(failure, IntegrityError):
            raise NotSaved({"": [_OVERTAKEN]}) from failure
        raise
    return Saved(letter, parties.new_people, parties.new_organizations)


def _take_document(rows: Rows, document: File) -> None:
    letter = rows.letter
    # Wrapped: a file of another row would be shared with it.
    letter.document = File(getattr(document, "file", document), name=PurePath(document.name or "").name)
    letter.document_name = filenames.clean(document.name or "")
    field = Letter._meta.get_field("document")
    try:
        field.run_validators(letter.document)
    except ValidationError as error:
        rows.complain("document", *error.messages)


def _save(rows: Rows, draft: DraftLetter, now: datetime, seen: Seen) -> Parties:
    parties, gone = find_or_make(draft, seen)
    chosen, disagreeing = _chosen_sources(draft, seen.sources)
    if gone or disagreeing:
        raise NotSaved({**gone, **disagreeing})
    _save_letter(rows, draft, parties)
    _save_parties(rows, draft, parties)
    _save_notes(rows, draft, chosen, now)
    return parties


def _save_letter(rows: Rows, draft: DraftLetter, parties: Parties) -> None:
    issuer = parties.organization(draft.issuer)
    assert issuer is not None
    rows.letter.issuer = issuer
    rows.letter.save()


def _save_parties(rows: Rows, draft: DraftLetter, parties: Parties) -> None:
    for addressee, to in zip(rows.addressees, draft.addressees, strict=True):
        addressee.letter = rows.letter
        addressee.person, addressee.organization = parties.person(to.person), parties.organization(to.organization)
    for signature, by in zip(rows.signatures, draft.signatures, strict=True):
        signature.letter = rows.letter
        signature.person, signature.organization = parties.person(by.person), parties.organization(by.organization)
    for mention, of in zip(rows.mentions, draft.mentions, strict=True):
        person = parties.person(of.person)
        assert person is not None
        mention.letter, mention.person = rows.letter, person
    Addressee.objects.bulk_create(rows.addressees)
    Signature.objects.bulk_create(rows.signatures)
    Mention.objects.bulk_create(rows.mentions)


# --- Notes ----------------------------------------------------------------------------------------------------------


def _own(draft: DraftLetter) -> list[tuple[tuple[int, int], DraftCitation]]:
    """The citations that have a source of their own, with their places."""
    return [
        ((index, place), citation)
        for index, note in enumerate(draft.footnotes)
        for place, citation in enumerate(note.citations)
        if citation.same_as is None
    ]


def _chosen_sources(draft: DraftLetter, seen: Mapping[int, Source]) -> tuple[Mapping[int, Source], Errors]:
    """The sources that were chosen among the known; with errors where one is gone or stands at another address."""
    wanted = {citation.source for _, citation in _own(draft) if citation.source is not None}
    known = seen if wanted <= seen.keys() else Source.objects.select_related("link").in_bulk(wanted)
    errors: Errors = {}
    for (index, place), citation in _own(draft):
        if citation.source is None:
            continue
        prefix = f"footnotes-{index}-citations-{place}"
        source = known.get(citation.source)
        if source is None:
            errors[f"{prefix}-source"] = ["The source that was chosen here is no longer recorded. Choose again."]
        elif citation.url and addresses.parse(citation.url).url != _address_of(source):
            where = f"stands at {source.link.url}" if source.link else "is recorded without an address"
            errors[f"{prefix}-url"] = [
                f"The chosen source {where}, not at this address. Clear the address to cite the chosen source; or "
                "clear the choice to record this address."
            ]
        elif citation.archive_url and source.link is None:
            errors[f"{prefix}-archive_url"] = ["The chosen source has no address of which this could be a copy."]
    return known, errors


def _address_of(source: Source) -> str:
    return source.link.url if source.link is not None else ""


def _save_notes(rows: Rows, draft: DraftLetter, chosen: Mapping[int, Source], now: datetime) -> None:
    for footnote in rows.footnotes:
        footnote.letter = rows.letter
    Footnote.objects.bulk_create(rows.footnotes)
    sources = _sources(rows, draft, chosen, now)
    for index, cited in enumerate(rows.citations):
        for place, citation in enumerate(cited):
            citation.footnote, citation.source = rows.footnotes[index], sources[index, place]
    _cite_copies(rows, draft)
    save_citations([citation for cited in rows.citations for citation in cited])


def _sources(
    rows: Rows, draft: DraftLetter, chosen: Mapping[int, Source], now: datetime
) -> dict[tuple[int, int], Source]:
    """The source of each citation by its place."""
    own = _own(draft)
    cited = {
        place: CitedSource(rows.citations[place[0]][place[1]].url_as_printed, _details(citation))
        for place, citation in own
        if citation.source is None
    }
    made = sources_for(cited.values(), now=now)
    fill_gaps_of({chosen[citation.source]: _details(citation) for _, citation in own if citation.source is not None})
    sources: dict[tuple[int, int], Source] = {}
    # In the order of the notes: what is cited again stands before.
    for index, note in enumerate(draft.footnotes):
        for place, citation in enumerate(note.citations):
            here = index, place
            if citation.same_as is not None:
                sources[here] = sources[citation.same_as]
            elif citation.source is not None:
                sources[here] = chosen[citation.source]
            else:
                sources[here] = made[cited[here]]
    return sources


def _details(citation: DraftCitation) -> SourceDetails:
    source = source_of(citation)
    return SourceDetails(
        title=source.title, author=source.author, publisher=source.publisher, published_on=source.published_on
    )


def _cite_copies(rows: Rows, draft: DraftLetter) -> None:
    printed = {}
    for (index, place), citation in _own(draft):
        row = rows.citations[index][place]
        if citation.archive_url and row.source.link is not None:
            printed[index, place] = row.source.link, citation.archive_url
    copies = printed_copies(printed.values())
    for (index, place), pair in printed.items():
        rows.citations[index][place].snapshot = copies[pair]
