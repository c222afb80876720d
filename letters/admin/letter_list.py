"""The list of letters: the columns, filters and search that answer the staff's questions."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from letters.languages import LANGUAGES
from letters.models import Addressee, Citation, Letter, Mention, Signature
from letters.waiting import ANSWER_EXPECTED, answer_missed, ask_overdue, without_reply
from links.vocabulary import State
from people.models import Organization, Person

_MOST_WORDS = 8
_MOST_ISSUERS = 20
_TEXTS = ("body", "summary", "internal_note")


def _dead_citations() -> QuerySet[Citation]:
    return Citation.objects.filter(footnote__letter=OuterRef("pk"), source__link__state=State.DEAD)


def with_counts(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with `signature_count` and `dead_count` (distinct links), without their long texts."""
    signatures = Signature.objects.filter(letter=OuterRef("pk")).order_by().values("letter")
    dead = _dead_citations().order_by().values("footnote__letter")
    return letters.defer(*_TEXTS).annotate(
        signature_count=_count(signatures.annotate(n=Count("pk"))),
        dead_count=_count(dead.annotate(n=Count("source__link", distinct=True))),
    )


def _count(grouped: QuerySet) -> Coalesce:
    return Coalesce(Subquery(grouped.values("n"), output_field=IntegerField()), 0)


def search(letters: QuerySet[Letter], words: str) -> QuerySet[Letter]:
    """Letters in which each of the words stands in the subject, the slug or the name of somebody who is part of it."""
    for word in words.replace("\x00", " ").split()[:_MOST_WORDS]:
        people = Person.objects.filter(Q(name__icontains=word) | Q(other_names__name__icontains=word)).values("pk")
        bodies = Organization.objects.filter(Q(name__icontains=word) | Q(short_name__icontains=word)).values("pk")
        party = Q(person__in=people) | Q(organization__in=bodies)
        letters = letters.filter(
            Q(subject__icontains=word)
            | Q(slug__icontains=word)
            | Q(issuer__in=bodies)
            | Q(pk__in=Signature.objects.filter(party).values("letter"))
            | Q(pk__in=Addressee.objects.filter(party).values("letter"))
            | Q(pk__in=Mention.objects.filter(person__in=people).values("letter"))
        )
    return letters


class IssuerFilter(admin.SimpleListFilter):
    """The bodies with most letters; any other is found by searching for its name."""

    title = "issuing body"
    parameter_name = "issuer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        most = Organization.objects.annotate(letters=Count("letters_issued")).filter(letters__gt=0)
        listed: list[Organization] = list(most.order_by("-letters", "name")[:_MOST_ISSUERS])
        chosen = self.value()
        if chosen and chosen.isdecimal() and len(chosen) < 18 and chosen not in {str(body.pk) for body in listed}:
            listed += Organization.objects.filter(pk=chosen)
        return [(str(body.pk), body.name) for body in listed]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        chosen = self.value()
        if not chosen:
            return queryset
        known = chosen.isdecimal() and len(chosen) < 18
        return queryset.filter(issuer=int(chosen)) if known else queryset.none()


class LanguageFilter(admin.SimpleListFilter):
    """The languages in which there are letters."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        used = set(Letter.objects.order_by().values_list("language", flat=True).distinct())
        return [(code, str(name)) for code, name in LANGUAGES if code in used]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class YesFilter(admin.SimpleListFilter):
    """A question with one answer worth filtering by."""

    answer = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("yes", self.answer)]

    def condition(self) -> Q | Exists:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        return queryset.filter(self.condition()) if self.value() == "yes" else queryset


class DeadLinksFilter(YesFilter):
    title = "dead links"
    parameter_name = "dead"
    answer = "cites a dead link"

    def condition(self) -> Exists:
        return Exists(_dead_citations())


class WithoutReplyFilter(YesFilter):
    """For those who may see replies: to anybody else it would tell which letters got one in confidence."""

    title = "replies"
    parameter_name = "unanswered"
    answer = "without reply"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        if not request.user.has_perm("letters.view_reply"):
            return []
        return [("yes", self.answer), ("late", f"published, without reply after {ANSWER_EXPECTED.days} days")]

    def condition(self) -> Q:
        return without_reply()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        if self.value() == "late":
            return queryset.filter(answer_missed(timezone.localdate()))
        return super().queryset(request, queryset)


class OverdueAsksFilter(YesFilter):
    title = "asks"
    parameter_name = "overdue"
    answer = "published, past a due date"

    def condition(self) -> Q:
        return ask_overdue(timezone.localdate())


LIST_FILTERS: list[Any] = [
    "status",
    DeadLinksFilter,
    WithoutReplyFilter,
    OverdueAsksFilter,
    IssuerFilter,
    LanguageFilter,
    "is_sample",
]
