"""The rows behind the API's answers, each kind read in a fixed number of queries. All of them public to begin with."""

from dataclasses import fields
from types import SimpleNamespace

from django.db.models import Prefetch, QuerySet

from letters.models import Letter, Source
from letters.reading import (
    changes_since_cited,
    citations_to,
    for_reading,
    with_citing_counts,
    with_mention_counts,
    with_part_counts,
)
from letters.visibility import public_snapshots
from people.disclosure import detentions_of, public_person, with_facts, with_personal
from people.models import Person

COPIES = 20
CHANGES = 20
CITATIONS = 100


def whole_letters(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with all that `shapes.letters.WholeLetter` tells, in twelve queries at most, however many they are."""
    # A letter before this one that is not public is not there, as far as this tells.
    before = Letter.objects.published().only("slug", "status")
    return for_reading(letters).prefetch_related(Prefetch("follows", before))


def people_in_list(people: QuerySet[Person]) -> QuerySet[Person]:
    return with_part_counts(people)


def detainees_in_list(people: QuerySet[Person]) -> QuerySet[Person]:
    return with_facts(with_mention_counts(people))


def sources_in_list(sources: QuerySet[Source]) -> QuerySet[Source]:
    return with_citing_counts(sources).select_related("link")


def whole_people(people: QuerySet[Person]) -> QuerySet[Person]:
    return with_facts(with_personal(people))


def described(person: Person) -> SimpleNamespace:
    """What the public may know of a person, and as `opened` the detentions that were opened."""
    known = public_person(person)
    return SimpleNamespace(
        **{field.name: getattr(known, field.name) for field in fields(known)}, opened=detentions_of(person)
    )


def with_opened(person: Person) -> Person:
    """The person of a list with `opened`, too; of the person itself a list tells no more than its name and summary."""
    vars(person)["opened"] = detentions_of(person)
    return person


def traced(source: Source) -> Source:
    """The source with `copies`, `changes` and `citing`."""
    copies = public_snapshots().filter(link=source.link_id).order_by("-captured_at", "-pk")[:COPIES]
    vars(source).update(
        copies=list(copies) if source.link_id else [],
        changes=list(changes_since_cited(source)[:CHANGES]),
        citing=list(citations_to(source)[:CITATIONS]),
    )
    return source
