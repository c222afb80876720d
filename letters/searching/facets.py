"""What a list of letters can be narrowed to, and how many of them each choice leaves.

A choice is counted among the letters that all other filters leave, so that a reader sees what changing it would bring.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from letters.models import FacetValue, LetterFacet
from letters.searching import sets
from letters.searching.contents import body_key, person_key, publisher_key
from letters.searching.holding import Held
from letters.searching.querying import people_called
from letters.searching.words import words_of
from people.models import Organization, Person

Kind = FacetValue.Kind
# Kinds with more choices than can be listed: these are typed, and the most frequent are offered.
TYPED = frozenset({Kind.SIGNATORY, Kind.ADDRESSEE, Kind.ORGANIZATION, Kind.DETAINEE, Kind.PUBLISHER})
MOST = 12
LISTED = 500
# The choices of so few letters are read as quickly as they are counted in memory.
_FEW = 1_000


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: what the address says, what readers see, and in how many letters it occurs."""

    value: str
    label: str
    count: int

    def __reduce__(self) -> tuple[type["Choice"], tuple[str, str, int]]:
        # Hundreds are kept and read again for each page, which the way of all dataclasses makes thrice as long.
        return Choice, (self.value, self.label, self.count)


def all_choices(kinds: Iterable[str], *, most: int = LISTED) -> dict[str, list[Choice]]:
    """The choices that occur in published letters, the most frequent first."""
    return _choices(FacetValue.objects.filter(kind__in=list(kinds), letters__gt=0).annotate(n=F("letters")), most=most)


def choices_among(known: Held, letters: sets.Letters, most: Mapping[str, int]) -> dict[str, list[Choice]]:
    """The same for those of the letters, which are published ones; `most` says how many choices of each kind."""
    if letters.bit_count() > _FEW:
        return _labelled(known.counts(letters, most))
    rows = LetterFacet.objects.filter(letter_id__in=list(sets.keys_of(letters)), value__kind__in=list(most))
    counted = (
        rows.order_by().values("value_id").annotate(n=Count("letter_id")).values_list("value__kind", "value_id", "n")
    )
    by_kind: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for kind, value, n in counted:
        by_kind[kind].append((value, n))
    return _labelled(
        {kind: nlargest(most[kind], found, key=lambda one: (one[1], -one[0])) for kind, found in by_kind.items()}
    )


def _meant(kind: str, text: str) -> QuerySet[FacetValue]:
    """The choices of a typed kind that a reader means by `text`: one by its slug or whole name, or else those with
    words of a name."""
    values = FacetValue.objects.filter(kind=kind)
    if kind == Kind.PUBLISHER:
        key = publisher_key(text)
        exact = values.filter(key=key)
        named = values.filter(Q(*(Q(key__contains=word) for word in words_of(text)))) if key else values.none()
    else:
        exact = values.filter(key__in=_keys_of(text.lower()))
        people, bodies = people_called(text), people_called(text, key="organization_id")
        named = values.none()
        if people is not None and bodies is not None:
            named = values.filter(Q(person_id__in=people) | Q(organization_id__in=bodies))
    one = list(exact.values_list("pk", flat=True))
    return values.filter(pk__in=one) if one else named


def _keys_of(slug: str) -> list[str]:
    """The keys of choices of whoever has the slug: of the choices themselves a database would ask each for its slug."""
    people = Person.objects.filter(slug=slug).values_list("pk", flat=True)
    bodies = Organization.objects.filter(slug=slug).values_list("pk", flat=True)
    return [*(person_key(pk) for pk in people), *(body_key(pk) for pk in bodies)]


def completed(kind: str, text: str, *, most: int = MOST) -> list[Choice]:
    """The choices of a typed kind that `text` may begin, the most frequent first; those of published letters alone."""
    values = _meant(kind, text).filter(letters__gt=0).order_by("-letters", "label", "pk")
    # The keys first: names are looked up for those alone that are offered.
    best = list(values.values_list("pk", "letters")[:most])
    return _labelled({kind: best})[kind]


def listed(kind: str, keys: Sequence[str]) -> list[int]:
    """The keys of the choices of a listed kind; issuing bodies go by their slugs."""
    values = FacetValue.objects.filter(kind=kind)
    chosen = values.filter(organization__slug__in=keys) if kind == Kind.ISSUER else values.filter(key__in=keys)
    return list(chosen.values_list("pk", flat=True))


def meant(kind: str, text: str) -> list[int]:
    """The same of a typed kind, all that `text` may mean."""
    return list(_meant(kind, text).order_by().values_list("pk", flat=True))


def _choices(values: QuerySet[Any], *, most: int) -> dict[str, list[Choice]]:
    place = Window(RowNumber(), partition_by=F("kind"), order_by=[F("n").desc(), F("label").asc(), F("pk").asc()])
    ranked = values.annotate(place=place).filter(place__lte=most).order_by("kind", "place")
    found: dict[str, list[Choice]] = defaultdict(list)
    for n, kind, *shown in ranked.values_list("n", "kind", *_SHOWN):
        if choice := _choice(*shown, count=n):
            found[kind].append(choice)
    return found


def _labelled(counts: Mapping[str, Sequence[tuple[int, int]]]) -> dict[str, list[Choice]]:
    """The choices, in their order, with what readers see."""
    wanted = [value for found in counts.values() for value, _ in found]
    shown = {pk: rest for pk, *rest in FacetValue.objects.filter(pk__in=wanted).values_list("pk", *_SHOWN)}
    return {
        kind: [choice for value, n in found if value in shown and (choice := _choice(*shown[value], count=n))]
        for kind, found in counts.items()
    }


_SHOWN = (
    *("key", "label", "person_id", "person__slug", "person__name"),
    *("organization_id", "organization__slug", "organization__name"),
)


def _choice(key: str, label: str, *bearer: Any, count: int) -> Choice | None:
    """None for somebody who is not on record any more: the index will say so, too, before long."""
    person, person_slug, person_name, body, body_slug, body_name = bearer
    slug, name = person_slug or body_slug, person_name or body_name
    if slug and name:
        return Choice(slug, name, count)
    return None if person or body else Choice(key, label or key, count)
