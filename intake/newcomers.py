"""The people and bodies of one draft: those that are known found, those that are new made, each once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import QuerySet

from intake.drafts import DraftAddressee, DraftLetter, DraftMention, DraftSignature, Party
from intake.unsaved import Errors, identity
from letters.models import Source
from people.models import Organization, Person
from people.slugs import unique_slugs

_Party = TypeVar("_Party", Person, Organization)
_GONE = "Whoever was chosen here is no longer recorded. Choose again."


@dataclass
class Seen:
    """What is on record, by its key, that a run of many drafts need not ask for again: people and bodies since it
    began, sources (with their links) since the draft was proposed. Of what is deleted meanwhile the record itself will
    say so: no row can refer to it."""

    people: dict[int, Person] = field(default_factory=dict)
    organizations: dict[int, Organization] = field(default_factory=dict)
    sources: Mapping[int, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class Parties:
    """Who the parties of a draft are, by `identity`."""

    people: Mapping[tuple[object, ...], Person]
    organizations: Mapping[tuple[object, ...], Organization]

    @property
    def new_people(self) -> list[Person]:
        return _new_ones(self.people)

    @property
    def new_organizations(self) -> list[Organization]:
        return _new_ones(self.organizations)

    def person(self, party: Party) -> Person | None:
        who = identity(party)
        return self.people[who] if who else None

    def organization(self, party: Party) -> Organization | None:
        who = identity(party)
        return self.organizations[who] if who else None


def _new_ones(parties: Mapping[tuple[object, ...], _Party]) -> list[_Party]:
    # What is known goes by its key alone, what is new by its name and its number among namesakes.
    return [party for who, party in parties.items() if len(who) > 1]


def find_or_make(draft: DraftLetter, seen: Seen) -> tuple[Parties, Errors]:
    """The draft's parties; with errors, and nothing made, when one that was chosen is gone. Those that are found on
    record have been `seen` from then on. Callers hold the transaction."""
    people, organizations = _people(draft), _organizations(draft)
    known_people = _found(Person.objects.only("name"), _keys(people.values()), seen.people)
    # The letter's address is made of the issuer's name.
    named = Organization.objects.only("name", "short_name")
    known_organizations = _found(named, _keys(organizations.values()), seen.organizations)
    gone = {
        where: [_GONE]
        for parties, known in ((people, known_people), (organizations, known_organizations))
        for where, party in parties.items()
        if party.known is not None and party.known not in known
    }
    if gone:
        return Parties({}, {}), gone
    return Parties(
        people={(key,): person for key, person in known_people.items()} | _new_people(people.values()),
        organizations={(key,): body for key, body in known_organizations.items()}
        | _new_organizations(organizations.values()),
    ), {}


def _people(draft: DraftLetter) -> dict[str, Party]:
    """By the field of the draft."""
    rows: dict[str, Sequence[DraftAddressee | DraftSignature | DraftMention]] = {
        "addressees": draft.addressees,
        "signatures": draft.signatures,
        "mentions": draft.mentions,
    }
    return {f"{name}-{index}-person": row.person for name in rows for index, row in enumerate(rows[name]) if row.person}


def _organizations(draft: DraftLetter) -> dict[str, Party]:
    rows: dict[str, Sequence[DraftAddressee | DraftSignature]] = {
        "addressees": draft.addressees,
        "signatures": draft.signatures,
    }
    return {"issuer": draft.issuer} | {
        f"{name}-{index}-organization": row.organization
        for name in rows
        for index, row in enumerate(rows[name])
        if row.organization
    }


def _keys(parties: Iterable[Party]) -> set[int]:
    return {party.known for party in parties if party.known is not None}


def _found(rows: QuerySet[_Party], keys: set[int], seen: dict[int, _Party]) -> dict[int, _Party]:
    if unseen := keys - seen.keys():
        seen |= rows.in_bulk(unseen)
    return {key: seen[key] for key in keys if key in seen}


def _new(parties: Iterable[Party]) -> dict[tuple[object, ...], str]:
    return {identity(party) or (): party.name.strip() for party in parties if party.known is None}


def _new_people(parties: Iterable[Party]) -> dict[tuple[object, ...], Person]:
    new = _new(parties)
    if not new:
        return {}
    people = [
        Person(name=name, slug=slug)
        for name, slug in zip(new.values(), unique_slugs(Person, new.values(), fallback="person"), strict=True)
    ]
    for person in people:
        person.sort_name = person.usual_sort_name
    return dict(zip(new, Person.objects.bulk_create(people), strict=True))


def _new_organizations(parties: Iterable[Party]) -> dict[tuple[object, ...], Organization]:
    new = _new(parties)
    if not new:
        return {}
    slugs = unique_slugs(Organization, new.values(), fallback="organization")
    bodies = [Organization(name=name, slug=slug) for name, slug in zip(new.values(), slugs, strict=True)]
    return dict(zip(new, Organization.objects.bulk_create(bodies), strict=True))
