"""How many links were in which state on past days: counted back from today through the state changes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from links.models import Link, StateChange
from links.vocabulary import Aspect, State


@dataclass(frozen=True, slots=True)
class Day:
    """The states at the end of a day of the current time zone; of today, as they are now."""

    day: date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def states_by_day(links: QuerySet[Link], *, days: int, now: datetime) -> list[Day]:
    """`days` days and today, oldest first, in three queries, whatever the number of links.

    A link counts from the day on which it was entered, `unchecked` until its first state change.
    """
    today = timezone.localdate(now)
    past = _counted(links.order_by(), _begin_of(today - timedelta(days=days - 1)))
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


def states_at_end(days: Sequence[date], counting: QuerySet[Any, Any]) -> list[Day]:
    """These past days, oldest first, of those links that `counting` has as rows of `link` and `counts_from`, each from
    that moment on; what became of it before is not counted. In one query, so that all is of one moment.

    Of the links that count by then, the states that they have now are counted for each day, and every turn that one of
    them took later is taken back.
    """
    if not days:
        return []
    # A moment's place among these is the number of days that were over by then.
    ends = [_begin_of(day + timedelta(days=1)) for day in days]
    found = [Counter[str]() for _ in days]
    for turned, began, before, after, n in _turns_and_states(ends, counting):
        # Where nothing turned stand those that are in the state now.
        for place in range(began, len(days) if turned is None else turned):
            found[place][after] += n if turned is None else -n
            if turned is not None:
                found[place][before] += n
    return [Day(day, _shown(counts)) for day, counts in zip(days, found, strict=True)]


def _turns_and_states(
    ends: Sequence[datetime], counting: QuerySet[Any, Any]
) -> Iterable[tuple[int | None, int, str, str, int]]:
    """How many links turned when, of those that count since when, from what to what; and how many are what now."""
    rows, of_rows = counting.order_by().values("link", "counts_from").query.get_compiler(connection=connection).as_sql()
    turned, began = _place_among(ends, "change.changed_at"), _place_among(ends, "counting.since")
    first = connection.ops.adapt_datetimefield_value(ends[0])
    # Text of ours with Django's own in it; what is asked for goes as parameters.
    asked = f"""
        WITH counting (link, since) AS ({rows})
        SELECT {turned[0]} AS turned, {began[0]} AS began, from_state, to_state, count(*)
        FROM links_statechange change JOIN counting ON counting.link = change.link_id
        WHERE change.aspect = %s AND change.changed_at >= %s AND change.changed_at >= counting.since
        GROUP BY turned, began, from_state, to_state
        UNION ALL
        SELECT NULL, {began[0]} AS began, '', state, count(*)
        FROM links_link link JOIN counting ON counting.link = link.id
        GROUP BY began, state
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(asked, [*of_rows, *turned[1], *began[1], Aspect.STATE, first, *began[1]])
        return cursor.fetchall()


def _place_among(ends: Sequence[datetime], moment: str) -> tuple[str, list[Any]]:
    """SQL for how many of the ends, which are in order, a moment has reached, with its parameters."""
    if connection.vendor == "postgresql":
        return f"width_bucket({moment}, %s::timestamptz[])", [list(ends)]
    reached = " + ".join(f"({moment} >= %s)" for _ in ends)
    return f"({reached})", [connection.ops.adapt_datetimefield_value(end) for end in ends]


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


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


def _by_day(rows: QuerySet[Any], moment: str, *besides: str) -> QuerySet[Any]:
    return rows.annotate(day=TruncDate(moment)).values("day", *besides).annotate(n=Count("pk"))


def _shown(counts: Counter[str]) -> dict[str, int]:
    """Every state with its count. Rows that were entered by hand need not follow on each other; none is below zero."""
    return {state.value: max(0, counts[state.value]) for state in State}
