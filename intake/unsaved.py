"""A draft's rows as they will be recorded, and all that is wrong with them, before the record is asked or changed.

Limits and forms are the models' own (`clean_fields`); what is too long is refused with a message, never cut.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.core.exceptions import ValidationError
from django.db import models

from intake.drafts import DraftCitation, DraftLetter, DraftSignature, Party
from letters.models import Addressee, Citation, Footnote, Letter, Mention, Signature, Source
from links import addresses
from links.models import Host
from people.models import Organization, Person

# What a small integer of a database counts to; far above any letter.
_MOST_ROWS = 32_767
# No database keeps these: the null character, and halves of characters that an encoding tore apart.
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
NOBODY_CHOSEN = "Say who this is: choose somebody who is recorded, or write a name. Or remove the row."

Errors = dict[str, list[str]]


@dataclass
class Rows:
    """Rows without their keys: `addressees`, `signatures`, `mentions` and `footnotes` beside the draft's, `citations`
    beside each footnote's."""

    letter: Letter
    addressees: list[Addressee] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    citations: list[list[Citation]] = field(default_factory=list)
    errors: Errors = field(default_factory=dict)

    def complain(self, where: str, *messages: str) -> None:
        self.errors.setdefault(where, []).extend(messages)

    def look_over(
        self, row: models.Model, prefix: str, names: Mapping[str, str], *, without: Iterable[str] = ()
    ) -> None:
        """Check the fields of `row` alone; `names` are the draft's for the model's."""
        try:
            row.clean_fields(exclude=_foreign(type(row)) | set(without))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.complain(f"{prefix}{names.get(name, name)}", *messages)
        for name in names:
            text = getattr(row, name)
            if isinstance(text, str) and _UNSTORABLE.search(text):
                self.complain(f"{prefix}{names[name]}", "This holds a character that cannot be recorded: remove it.")


def rows_of(draft: DraftLetter) -> Rows:
    """The rows that `draft` makes, with `errors` by field (`intake.saving.NotSaved`)."""
    rows = Rows(letter=_letter(draft))
    _look_over_letter(rows, draft)
    _look_over_counts(rows, draft)
    _add_addressees(rows, draft)
    _add_signatures(rows, draft)
    _add_mentions(rows, draft)
    _add_notes(rows, draft)
    return rows


@cache
def _foreign(model: type[models.Model]) -> frozenset[str]:
    """Their keys are looked up together when the letter is saved, not one query each."""
    return frozenset(one.name for one in model._meta.fields if one.is_relation)


# --- The letter ---------------------------------------------------------------------------------------------------

_LETTER = ("date", "place", "subject", "kind", "language", "salutation", "body", "closing", "internal_note")


def _letter(draft: DraftLetter) -> Letter:
    return Letter(**{name: getattr(draft, name) for name in _LETTER})


def _look_over_letter(rows: Rows, draft: DraftLetter) -> None:
    empty = []
    if draft.date is None:
        empty.append("date")
        rows.complain("date", "The letter has no date. Enter the one that is printed on it.")
    if not draft.subject.strip():
        empty.append("subject")
        rows.complain("subject", "Say in one line what the letter is about.")
    rows.look_over(rows.letter, "", {name: name for name in _LETTER}, without=empty)
    if not draft.issuer:
        rows.complain("issuer", "The letter names no body that issued it. Choose one, or write its name.")
    _look_over_party(rows, "issuer", draft.issuer, Organization)


def _look_over_counts(rows: Rows, draft: DraftLetter) -> None:
    for name in ("addressees", "signatures", "mentions", "footnotes"):
        if len(getattr(draft, name)) > _MOST_ROWS:
            rows.complain("", f"There are more {name} than can be recorded of one letter ({_MOST_ROWS:,}).")


def _look_over_party(rows: Rows, where: str, party: Party, model: type[models.Model]) -> None:
    if party.known is None and party.name:
        alone = Rows(letter=rows.letter)
        alone.look_over(model(name=party.name), "", {"name": "name"})
        if said := alone.errors.get("name"):
            rows.complain(where, *said)


# --- People and bodies ----------------------------------------------------------------------------------------------


def identity(party: Party) -> tuple[object, ...] | None:
    """What makes two parties of a draft one; None for nobody."""
    if not party:
        return None
    return (party.known,) if party.known is not None else (party.name.strip(), party.namesake)


def printed_office(signature: DraftSignature) -> str:
    """The office as printed, with the party and the state that are printed behind the name: `Senator (R-TN)`."""
    party, area = signature.party.strip(), signature.area.strip()
    behind = ("-" if len(party) <= 2 else ", ").join(filter(None, (party, area)))
    if not behind or behind in signature.office:
        return signature.office
    return f"{signature.office} ({behind})" if signature.office else behind


def _add_addressees(rows: Rows, draft: DraftLetter) -> None:
    names = {"honorific_as_printed": "honorific", "office_as_printed": "office", "address_as_printed": "address"}
    for index, to in enumerate(draft.addressees):
        prefix = f"addressees-{index}-"
        row = Addressee(
            order=index + 1,
            role=Addressee.Role.COPY if to.is_copy else Addressee.Role.TO,
            honorific_as_printed=to.honorific,
            office_as_printed=to.office,
            address_as_printed=to.address,
        )
        rows.look_over(row, prefix, names)
        if not to.person and not to.organization:
            rows.complain(f"{prefix}person", NOBODY_CHOSEN)
        _look_over_party(rows, f"{prefix}person", to.person, Person)
        _look_over_party(rows, f"{prefix}organization", to.organization, Organization)
        rows.addressees.append(row)


def _add_signatures(rows: Rows, draft: DraftLetter) -> None:
    signed: dict[object, int] = {}
    for index, signature in enumerate(draft.signatures):
        prefix = f"signatures-{index}-"
        row = Signature(order=index + 1, office_as_printed=printed_office(signature))
        rows.look_over(row, prefix, {"office_as_printed": "office"})
        field_name = "person" if signature.person or not signature.organization else "organization"
        who = identity(getattr(signature, field_name))
        first = signed.setdefault((field_name, who), index)
        if who is None:
            rows.complain(f"{prefix}{field_name}", NOBODY_CHOSEN)
        elif first != index:
            said = f"The same {field_name} signs in row {first + 1}. Remove one of the two, or choose somebody else."
            rows.complain(f"{prefix}{field_name}", said)
        _look_over_party(rows, f"{prefix}person", signature.person, Person)
        _look_over_party(rows, f"{prefix}organization", signature.organization, Organization)
        rows.signatures.append(row)


def _add_mentions(rows: Rows, draft: DraftLetter) -> None:
    named: dict[object, int] = {}
    for index, mention in enumerate(draft.mentions):
        prefix = f"mentions-{index}-"
        row = Mention(order=index + 1, description=mention.description)
        rows.look_over(row, prefix, {"description": "description"})
        who = identity(mention.person)
        first = named.setdefault(who, index)
        if who is None:
            rows.complain(f"{prefix}person", NOBODY_CHOSEN)
        elif first != index:
            said = f"The same person is named in row {first + 1}. Remove one of the two, or choose somebody else."
            rows.complain(f"{prefix}person", said)
        _look_over_party(rows, f"{prefix}person", mention.person, Person)
        rows.mentions.append(row)


# --- Notes ----------------------------------------------------------------------------------------------------------

_OF_SOURCE = {"title": "title", "author": "author", "publisher": "publisher", "published_on": "published"}
_OF_CITATION = {"url_as_printed": "url", "pinpoint": "pinpoint", "quote": "quote"}


def source_of(citation: DraftCitation) -> Source:
    return Source(
        title=citation.title,
        author=citation.author,
        publisher=citation.publisher,
        published_on=citation.published,
    )


def printed_address(citation: DraftCitation) -> str:
    """The address without the brackets that some print around it."""
    url = citation.url.strip()
    return url[1:-1].strip() if url.startswith("<") and url.endswith(">") else url


def _add_notes(rows: Rows, draft: DraftLetter) -> None:
    numbers: dict[str, int] = {}
    for index, note in enumerate(draft.footnotes):
        prefix = f"footnotes-{index}-"
        row = Footnote(position=index + 1, number=note.number, text=note.text)
        rows.look_over(row, prefix, {"number": "number", "text": "text"})
        if numbers.setdefault(note.number, index) != index:
            rows.complain(f"{prefix}number", "Another footnote of this letter has this number.")
        rows.footnotes.append(row)
        cited = [
            _citation(rows, f"{prefix}citations-{place}-", citation, (index, place), draft)
            for place, citation in enumerate(note.citations)
        ]
        rows.citations.append(cited)


def _citation(rows: Rows, prefix: str, citation: DraftCitation, place: tuple[int, int], draft: DraftLetter) -> Citation:
    row = Citation(
        order=place[1] + 1,
        url_as_printed=printed_address(citation),
        pinpoint=citation.pinpoint,
        quote=citation.quote,
    )
    rows.look_over(row, prefix, _OF_CITATION)
    if place[1] >= _MOST_ROWS:
        rows.complain(f"{prefix}url", f"One footnote cannot cite more than {_MOST_ROWS:,} sources.")
    if citation.same_as is not None:
        if not _exists_before(citation.same_as, place, draft):
            rows.complain(f"{prefix}same_as", "This refers to a citation that does not stand before it.")
        return row
    # A page without a title is called by its address.
    rows.look_over(source_of(citation), prefix, _OF_SOURCE, without=[] if citation.title else ["title"])
    if not row.url_as_printed and citation.source is None and not citation.title:
        rows.complain(f"{prefix}url", "This citation names no source. Write its address, or at least its title.")
    _look_over_address(rows, f"{prefix}url", row.url_as_printed)
    if citation.archive_url and not row.url_as_printed and citation.source is None:
        rows.complain(f"{prefix}archive_url", "Write the address of which this is a copy, too.")
    _look_over_address(rows, f"{prefix}archive_url", citation.archive_url)
    return row


def _exists_before(meant: tuple[int, int], place: tuple[int, int], draft: DraftLetter) -> bool:
    note, number = meant
    return (0, 0) <= meant < place and number >= 0 and number < len(draft.footnotes[note].citations)


def address_faults(url: str) -> Sequence[str]:
    """Why `url` cannot be a source's; empty when it can."""
    try:
        address = addresses.parse(url)
    except addresses.BadAddress as error:
        return [str(error)]
    longest = Host._meta.get_field("name").max_length or 0
    return [] if len(address.host) <= longest else ["The name of the site is longer than names can be."]


def _look_over_address(rows: Rows, where: str, url: str) -> None:
    if url and (said := address_faults(url)):
        rows.complain(where, *said)
