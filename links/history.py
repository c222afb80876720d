"""How many links were in which state, day by day: counted back from today through the state changes."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from links.models import Link, StateChange
from links.vocabulary import State

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Day:
    """The states at the end of a day of the current time zone; of today, as they are now."""

    day: date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def states_by_day(
    links: QuerySet[Link], *, days: int, now: datetime, counts_from: Mapping[int, datetime] | None = None
) -> list[Day]:
    """`days` days and today, oldest first, in three queries at most, whatever the number of links.

    A link counts from the day on which it was entered, `unchecked` until its first state change. With `counts_from`,
    moments by link id, only those links count, each from then on in the state that it had then; what became of it
    before is not counted. Each of them is then read, for a database that is told so many moments takes far longer.
    """
    today = timezone.localdate(now)
    since = timezone.make_aware(datetime.combine(today - timedelta(days=days - 1), datetime.min.time()))
    links = links.order_by()
    past = _counted(links, since) if counts_from is None else _read(links, since, counts_from)
    counts = past.counts
    found = [Day(today, _shown(counts))]
    for back in range(days):
        day = today - timedelta(days=back)
        for (before, after), n in past.turns.get(day, {}).items():
            counts[after] -= n
            counts[before] += n
        for state, n in past.entered.get(day, {}).items():
            counts[state] -= n
        found.append(Day(day - timedelta(days=1), _shown(counts)))
    return found[::-1]


@dataclass(frozen=True, slots=True)
class _Past:
    """The states now; and of each day, from what to what links passed, and in which states they began to count."""

    counts: Counter[str]
    turns: dict[date, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    entered: dict[date, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def _counted(links: QuerySet[Link], since: datetime) -> _Past:
    past = _Past(Counter(dict(links.values_list("state").annotate(n=Count("pk")))))
    for day, n in _by_day(links.filter(created_at__gte=since), "created_at").values_list("day", "n"):
        past.entered[day][State.UNCHECKED] += n
    changes = StateChange.objects.filter(link__in=links, changed_at__gte=since).order_by()
    turned = _by_day(changes, "changed_at", "from_state", "to_state")
    for day, before, after, n in turned.values_list("day", "from_state", "to_state", "n"):
        past.turns[day][before, after] += n
    return past


def _read(links: QuerySet[Link], since: datetime, counts_from: Mapping[int, datetime]) -> _Past:
    past, first = _Past(Counter()), dict[int, str]()
    changes = StateChange.objects.filter(changed_at__gte=since).order_by("changed_at", "pk")
    turned = changes.values_list("link_id", "changed_at", "from_state", "to_state")
    for link, moment, before, after in turned.iterator(chunk_size=_CHUNK):
        if link in counts_from and moment >= counts_from[link]:
            past.turns[timezone.localdate(moment)][before, after] += 1
            first.setdefault(link, before)
    for link, state in links.values_list("pk", "state").iterator(chunk_size=_CHUNK):
        if link in counts_from:
            past.counts[state] += 1
            if counts_from[link] >= since:
                past.entered[timezone.localdate(counts_from[link])][first.get(link, state)] += 1
    return past


def _by_day(rows: QuerySet[Any], moment: str, *besides: str) -> QuerySet[Any]:
    return rows.annotate(day=TruncDate(moment)).values("day", *besides).annotate(n=Count("pk"))


def _shown(counts: Counter[str]) -> dict[str, int]:
    """Every state with its count. Rows that were entered by hand need not follow on each other; none is below zero."""
    return {state.value: max(0, counts[state.value]) for state in State}
