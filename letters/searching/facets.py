"""What a list of letters can be narrowed to, and how many of them each choice leaves.

A choice is counted among the letters that all other filters leave, so that a reader sees what changing it would bring.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from letters.models import FacetValue, Letter, LetterFacet
from letters.searching import store
from letters.searching.contents import publisher_key
from letters.searching.querying import people_called
from letters.searching.words import words_of

Kind = FacetValue.Kind
# Kinds with more choices than can be listed: these are typed, and the most frequent are offered.
TYPED = frozenset({Kind.SIGNATORY, Kind.ADDRESSEE, Kind.ORGANIZATION, Kind.DETAINEE, Kind.PUBLISHER})
MOST = 12
_LISTED = 500
# As many as a name may mean before they are left to the database to look up.
_NAMESAKES = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: what the address says, what readers see, and in how many letters it occurs."""

    value: str
    label: str
    count: int


def all_choices(kinds: Iterable[str], *, most: int = _LISTED) -> dict[str, list[Choice]]:
    """The choices that occur in published letters, the most frequent first."""
    return _choices(FacetValue.objects.filter(kind__in=list(kinds), letters__gt=0).annotate(n=F("letters")), most=most)


def choices_among(letters: QuerySet[Letter], kinds: Iterable[str], *, most: int = _LISTED) -> dict[str, list[Choice]]:
    """The same for those of the letters, which are published ones."""
    wanted = list(kinds)
    public = Letter.objects.published().order_by()
    keys = letters.order_by().values("pk")
    with store.looking_up(connection):
        few = 2 * letters.order_by().count() <= public.count()
    if few:
        return _labelled(_counts(keys, wanted), most=most)
    # Of most letters, it is quicker to count those that are left out.
    others = _counts(public.exclude(pk__in=keys).values("pk"), wanted)
    totals = FacetValue.objects.filter(kind__in=wanted, letters__gt=0).values_list("pk", "letters")
    return _labelled({pk: n - others.get(pk, 0) for pk, n in totals if n > others.get(pk, 0)}, most=most)


def _counts(letters: QuerySet[Any], kinds: Sequence[str]) -> dict[int, int]:
    rows = LetterFacet.objects.filter(letter_id__in=letters)
    if len(kinds) < len(Kind):
        rows = rows.filter(value_id__in=FacetValue.objects.filter(kind__in=kinds).values("pk"))
    with store.looking_up(connection):
        return dict(rows.order_by().values("value_id").annotate(n=Count("letter_id")).values_list("value_id", "n"))


def fitting(kind: str, text: str) -> Collection[int] | QuerySet[Any]:
    """The keys of the choices of a typed kind that a reader means by `text`: a slug, or words of a name."""
    values = FacetValue.objects.filter(kind=kind)
    if kind == Kind.PUBLISHER:
        key = publisher_key(text)
        exact = values.filter(key=key)
        named = values.filter(Q(*(Q(key__contains=word) for word in words_of(text)))) if key else values.none()
    else:
        slug = text.lower()
        exact = values.filter(Q(person__slug=slug) | Q(organization__slug=slug))
        people, bodies = people_called(text), people_called(text, key="organization_id")
        named = values.none()
        if people is not None and bodies is not None:
            named = values.filter(Q(person_id__in=people) | Q(organization_id__in=bodies))
    return _keys(exact) or _keys(named) or named.none().values("pk")


def completed(kind: str, text: str, *, most: int = MOST) -> list[Choice]:
    """The choices of a typed kind that `text` may begin, the most frequent first; those of published letters alone."""
    values = FacetValue.objects.filter(kind=kind, letters__gt=0, pk__in=fitting(kind, text))
    shown = values.select_related("person", "organization").only(*_SHOWN, "letters").order_by("-letters", "label", "pk")
    return [choice for value in shown[:most] if (choice := _choice(value, value.letters))]


def with_choice(letters: QuerySet[Letter], values: Collection[int] | QuerySet[Any]) -> QuerySet[Letter]:
    """Those of the letters that one of the choices fits."""
    return letters.filter(pk__in=LetterFacet.objects.filter(value_id__in=values).values("letter_id"))


def listed(kind: str, keys: Sequence[str]) -> list[int]:
    """The keys of the choices of a listed kind."""
    return list(FacetValue.objects.filter(kind=kind, key__in=keys).values_list("pk", flat=True))


def _keys(values: QuerySet[FacetValue]) -> Collection[int] | QuerySet[Any]:
    """Keys themselves where they are few: a database that knows them plans better."""
    few = list(values.order_by().values_list("pk", flat=True)[: _NAMESAKES + 1])
    return few if len(few) <= _NAMESAKES else values.order_by().values("pk")


def _choices(values: QuerySet[Any], *, most: int) -> dict[str, list[Choice]]:
    place = Window(RowNumber(), partition_by=F("kind"), order_by=[F("n").desc(), F("label").asc(), F("pk").asc()])
    ranked = values.annotate(place=place).filter(place__lte=most).select_related("person", "organization")
    found: dict[str, list[Choice]] = defaultdict(list)
    for value in ranked.only(*_SHOWN).order_by("kind", "place"):
        if choice := _choice(value, value.n):
            found[value.kind].append(choice)
    return found


def _labelled(counts: Mapping[int, int], *, most: int) -> dict[str, list[Choice]]:
    kinds = dict(FacetValue.objects.filter(pk__in=counts).values_list("pk", "kind"))
    by_kind: dict[str, list[int]] = defaultdict(list)
    for pk in sorted(counts, key=lambda pk: -counts[pk]):
        if pk in kinds and len(by_kind[kinds[pk]]) < most:
            by_kind[kinds[pk]].append(pk)
    wanted = [pk for keys in by_kind.values() for pk in keys]
    values = FacetValue.objects.select_related("person", "organization").only(*_SHOWN).in_bulk(wanted)
    return {
        kind: [choice for pk in keys if (choice := _choice(values[pk], counts[pk]))] for kind, keys in by_kind.items()
    }


_SHOWN = ("kind", "key", "label", "person__slug", "person__name", "organization__slug", "organization__name")


def _choice(value: FacetValue, count: int) -> Choice | None:
    """None for somebody who is not on record any more: the index will say so, too, before long."""
    bearer = value.person or value.organization
    if bearer:
        return Choice(bearer.slug, bearer.name, count)
    if value.person_id or value.organization_id:
        return None
    return Choice(value.key, value.label or value.key, count)
