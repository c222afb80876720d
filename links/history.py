"""How many links were in which state, day by day: counted back from today through the state changes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from links.models import Link, StateChange
from links.vocabulary import State


@dataclass(frozen=True, slots=True)
class Day:
    """The states at the end of a day of the current time zone; of today, as they are now."""

    day: date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def states_by_day(links: QuerySet[Link], *, days: int, now: datetime, counts_from: str = "created_at") -> list[Day]:
    """`days` days and today, oldest first, in three queries whatever the number of links.

    A link counts from the moment `counts_from` (a field or an annotation of `links`), in the state that it had then:
    from when it was entered, if nothing else is said. What became of it before is not counted.
    """
    links = links.order_by()
    today = timezone.localdate(now)
    since = timezone.make_aware(datetime.combine(today - timedelta(days=days - 1), datetime.min.time()))
    counts: Counter[str] = Counter(dict(links.values_list("state").annotate(n=Count("pk"))))
    entered: dict[date, list[tuple[str, int]]] = {}
    new = _by_day(_with_first_state(links.filter(**{f"{counts_from}__gte": since}), counts_from), counts_from, "first")
    for day, first, n in new.values_list("day", "first", "n"):
        entered.setdefault(day, []).append((first, n))
    counted = links.filter(pk=OuterRef("link"), **{f"{counts_from}__lte": OuterRef("changed_at")})
    changes = StateChange.objects.filter(Exists(counted), changed_at__gte=since).order_by()
    turns: dict[date, list[tuple[str, str, int]]] = {}
    for day, before, after, n in _by_day(changes, "changed_at", "from_state", "to_state").values_list(
        "day", "from_state", "to_state", "n"
    ):
        turns.setdefault(day, []).append((before, after, n))
    found = [Day(today, _shown(counts))]
    for back in range(days):
        day = today - timedelta(days=back)
        for before, after, n in turns.get(day, []):
            counts[after] -= n
            counts[before] += n
        for first, n in entered.get(day, []):
            counts[first] -= n
        found.append(Day(day - timedelta(days=1), _shown(counts)))
    return found[::-1]


def _with_first_state(links: QuerySet[Link], counts_from: str) -> QuerySet[Link]:
    """Links with the state that they had when they began to count (`first`): the one that their next change left."""
    later = StateChange.objects.filter(link=OuterRef("pk"), changed_at__gte=OuterRef(counts_from))
    left = Subquery(later.order_by("changed_at", "pk").values("from_state")[:1])
    return links.annotate(first=Coalesce(left, "state"))


def _by_day(rows: QuerySet[Any], moment: str, *besides: str) -> QuerySet[Any]:
    return rows.annotate(day=TruncDate(moment)).values("day", *besides).annotate(n=Count("pk"))


def _shown(counts: Counter[str]) -> dict[str, int]:
    """Every state with its count. Rows that were entered by hand need not follow on each other; none is below zero."""
    return {state.value: max(0, counts[state.value]) for state in State}
