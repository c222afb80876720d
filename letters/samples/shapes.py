"""The shapes in which the samples are written down: plain facts, without a database.

All are frozen, so that one body, person or source named in two letters is one row when it is loaded.
"""

from dataclasses import dataclass
from datetime import date

from letters.models import Addressee, Ask, Letter, Source
from letters.samples.histories import History
from links.vocabulary import PassageResult
from people.models import Detention, DetentionEvent, Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organization."""

    name: str
    short_name: str = ""
    kind: str = Organization.Kind.OTHER
    country: str = ""
    address: str = ""
    parent: "Body | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHeld:
    title: str
    body: Body | None = None
    party: str = ""
    area: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class AlsoCalled:
    name: str
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source; `url` is empty for one that exists on paper alone."""

    title: str
    url: str = ""
    author: str = ""
    publisher: str = ""
    published_on: str = ""
    kind: str = Source.Kind.WEBPAGE
    # What our checks saw, on an invented address. None on a real one: that is watched like any other link.
    history: History | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    kind: DetentionEvent.Kind
    date: str
    description: str = ""
    source: Document | None = None
    is_public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A detention, shown unless `is_public` says no. A group of details (place, case, counsel, health) is public only
    when `publish` names it, too."""

    country: str
    status: str = Detention.Status.UNKNOWN
    status_as_of: str = ""
    status_source: Document | None = None
    authority: str = ""
    detained_on: str = ""
    place: str = ""
    reason: str = ""
    charges: str = ""
    court: str = ""
    sentence: str = ""
    counsel: str = ""
    health: str = ""
    internal_note: str = ""
    is_public: bool = True
    publish: frozenset[str] = frozenset()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Human:
    """A person."""

    name: str
    given: str = ""
    additional: str = ""
    family: str = ""
    sort_name: str = ""
    prefix: str = ""
    summary: str = ""
    biography: str = ""
    born: str = ""
    died: str = ""
    publish_personal: bool = False
    bioguide: str = ""
    also: tuple[AlsoCalled, ...] = ()
    offices: tuple[OfficeHeld, ...] = ()
    detentions: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    person: Human | None = None
    body: Body | None = None
    office: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class To:
    person: Human | None = None
    body: Body | None = None
    honorific: str = ""
    office: str = ""
    address: str = ""
    role: str = Addressee.Role.TO


@dataclass(frozen=True, slots=True)
class Named:
    person: Human
    described: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """One citation; `printed` is the address as the letter prints it when that differs from the document's own."""

    document: Document
    printed: str = ""
    pinpoint: str = ""
    quote: str = ""
    passage: str = PassageResult.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Note:
    number: str
    cites: tuple[Cite, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    text: str
    kind: Ask.Kind
    due_on: date | None = None
    outcome: Ask.Outcome = Ask.Outcome.OPEN
    outcome_on: date | None = None
    outcome_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply; `by` is the place among the addressees of the one who answered."""

    date: date
    by: int
    summary: str
    text: str = ""
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A letter with everything in it. `follows` names the subject of an earlier sample."""

    date: date
    issuer: Body
    subject: str
    summary: str
    body: str
    kind: str = Letter.Kind.LETTER
    language: str = "en"
    place: str = ""
    salutation: str = ""
    closing: str = ""
    status: str = Letter.Status.PUBLISHED
    internal_note: str = ""
    follows: str = ""
    signatures: tuple[Sign, ...] = ()
    addressees: tuple[To, ...] = ()
    mentions: tuple[Named, ...] = ()
    notes: tuple[Note, ...] = ()
    asks: tuple[AskedFor, ...] = ()
    replies: tuple[Answer, ...] = ()
