"""A letter as it will be saved: what was read, after matching and a person's review. Plain data, no database.

Made by `intake.proposing` from a `ParsedLetter`, shown and corrected on the review page, saved by `intake.saving`.
"""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or an organization: one that is known (`known`, its key), or a new one of that name. Neither: nobody.

    Equal values in one draft mean one person. New ones who share a name and are not the same differ in `namesake`.
    """

    name: str = ""
    known: int | None = None
    namesake: int = 0

    def __bool__(self) -> bool:
        return self.known is not None or bool(self.name)


NOBODY = Party()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAddressee:
    person: Party = NOBODY
    organization: Party = NOBODY
    honorific: str = ""
    office: str = ""
    address: str = ""
    is_copy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSignature:
    """A person (maybe for an organization), or an organization alone. `office` is word for word."""

    person: Party = NOBODY
    organization: Party = NOBODY
    office: str = ""
    party: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMention:
    person: Party = NOBODY
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCitation:
    """`source` is the key of a `letters.Source` that is known; without one the source is found by `url`, or made."""

    source: int | None = None
    title: str = ""
    author: str = ""
    publisher: str = ""
    # A partial date: 2023, 2023-09, 2023-09-27.
    published: str = ""
    # As printed, with its text fragment.
    url: str = ""
    archive_url: str = ""
    quote: str = ""
    pinpoint: str = ""
    # Position of the note and of the citation in it whose source is cited again; None for a source of its own.
    same_as: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFootnote:
    number: str
    text: str = ""
    citations: tuple[DraftCitation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLetter:
    date: datetime.date | None = None
    place: str = ""
    issuer: Party = NOBODY
    subject: str = ""
    # A value of `Letter.Kind`, a tag of `letters.languages`.
    kind: str = "letter"
    language: str = "en"
    salutation: str = ""
    body: str = ""
    closing: str = ""
    addressees: tuple[DraftAddressee, ...] = ()
    signatures: tuple[DraftSignature, ...] = ()
    footnotes: tuple[DraftFootnote, ...] = ()
    mentions: tuple[DraftMention, ...] = ()
    internal_note: str = field(default="")
