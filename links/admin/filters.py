"""The list's filters by time and by what people must look at; each an index's or a small table's work."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from links.models import Link, Passage, Proposal
from links.vocabulary import PassageResult, PersonVerdict


class _ChoiceFilter(admin.SimpleListFilter):
    """A filter whose choices are words and conditions."""

    def conditions(self) -> dict[str, tuple[str, Q | Exists]]:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, words) for value, (words, _) in self.conditions().items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:
        chosen = self.conditions().get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


def _ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


class FailingSinceFilter(_ChoiceFilter):
    title = "failing since"
    parameter_name = "failing"

    def conditions(self) -> dict[str, tuple[str, Q | Exists]]:
        return {
            "new": ("the last 7 days", Q(failing_since__gt=_ago(7))),
            "week": ("more than 7 days", Q(failing_since__lte=_ago(7))),
            "month": ("more than 30 days", Q(failing_since__lte=_ago(30))),
            "year": ("more than a year", Q(failing_since__lte=_ago(365))),
        }


class LastCheckedFilter(_ChoiceFilter):
    title = "last checked"
    parameter_name = "checked"

    def conditions(self) -> dict[str, tuple[str, Q | Exists]]:
        return {
            "day": ("in the last 24 hours", Q(last_checked_at__gt=_ago(1))),
            "fortnight": ("more than 14 days ago", Q(last_checked_at__lte=_ago(14))),
            "never": ("never", Q(last_checked_at=None)),
            "overdue": ("overdue by more than an hour", Q(next_check_at__lte=timezone.now() - timedelta(hours=1))),
            "unwatched": ("not watched", Q(next_check_at=None)),
        }


class AddedFilter(_ChoiceFilter):
    title = "added"
    parameter_name = "added"

    def conditions(self) -> dict[str, tuple[str, Q | Exists]]:
        return {
            "day": ("in the last 24 hours", Q(created_at__gt=_ago(1))),
            "week": ("in the last 7 days", Q(created_at__gt=_ago(7))),
            "month": ("in the last 30 days", Q(created_at__gt=_ago(30))),
            "year": ("more than a year ago", Q(created_at__lte=_ago(365))),
        }


class VerdictFilter(_ChoiceFilter):
    title = "a person's verdict"
    parameter_name = "verdict"

    def conditions(self) -> dict[str, tuple[str, Q | Exists]]:
        given = {verdict.value: (str(verdict.label), Q(person_verdict=verdict)) for verdict in PersonVerdict}
        return {**given, "none": ("nobody has spoken", Q(person_verdict=""))}


class AttentionFilter(_ChoiceFilter):
    """What no state tells, and a person should look at."""

    title = "to be looked at"
    parameter_name = "look"

    def conditions(self) -> dict[str, tuple[str, Q | Exists]]:
        passages = Passage.objects.filter(link=OuterRef("pk"), result=PassageResult.MISSING)
        waiting = Proposal.objects.filter(link=OuterRef("pk"), status=Proposal.Status.PROPOSED)
        return {
            "changed": ("text has changed far", Q(changed=True)),
            "passage": ("passage not found", Exists(passages)),
            "proposal": ("new address proposed", Exists(waiting)),
        }
