"""How many links were in which state, day by day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Case, DateTimeField, F, Value, When
from hypothesis import given
from hypothesis import strategies as st

from links.areas import HEIGHT, WIDTH, areas
from links.history import states_at_end, states_by_day
from links.models import Link, StateChange
from links.vocabulary import State
from tests import factories

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def entered(days_ago: int, *turns: tuple[int, State]) -> Link:
    """A link entered so long ago, with the states it reached since."""
    link = factories.link()
    before = State.UNCHECKED
    for ago, state in turns:
        StateChange.objects.create(
            link=link, from_state=before, to_state=state, changed_at=NOW - timedelta(days=ago, hours=1)
        )
        before = state
    Link.objects.filter(pk=link.pk).update(created_at=NOW - timedelta(days=days_ago, hours=2), state=before)
    return link


@pytest.mark.django_db
def test_each_day_has_the_states_that_links_had_then() -> None:
    entered(10, (9, State.ALIVE), (2, State.DEAD))
    entered(3, (3, State.ALIVE), (1, State.SUSPECT), (0, State.ALIVE))
    entered(0)
    days = states_by_day(Link.objects.all(), days=4, now=NOW)
    assert [day.day.day for day in days] == [6, 7, 8, 9, 10]
    told = [{state: n for state, n in day.counts.items() if n} for day in days]
    assert told == [
        {"alive": 1},
        {"alive": 2},
        {"alive": 1, "dead": 1},
        {"dead": 1, "suspect": 1},
        {"alive": 1, "dead": 1, "unchecked": 1},
    ]


@pytest.mark.django_db
def test_only_the_links_asked_about_count_in_three_queries(django_assert_num_queries: Any) -> None:
    mine = entered(5, (1, State.ALIVE))
    entered(5, (1, State.DEAD))
    with django_assert_num_queries(3):
        days = states_by_day(Link.objects.filter(pk=mine.pk), days=90, now=NOW)
    assert len(days) == 91
    assert (days[-1].total, days[0].total) == (1, 0)


def _counting(since: dict[int, datetime]) -> Any:
    moments = [When(pk=pk, then=Value(moment, output_field=DateTimeField())) for pk, moment in since.items()]
    return Link.objects.filter(pk__in=since).values(link=F("pk")).annotate(counts_from=Case(*moments))


@pytest.mark.django_db
def test_a_link_can_count_from_a_later_moment_in_the_state_that_it_had_then(django_assert_num_queries: Any) -> None:
    link = entered(9, (9, State.ALIVE), (6, State.DEAD), (1, State.ALIVE))
    entered(9, (9, State.ALIVE))
    wanted = [date(2026, 3, day) for day in (3, 6, 7, 8, 9)]
    with django_assert_num_queries(1):
        days = states_at_end(wanted, _counting({link.pk: NOW - timedelta(days=3)}))
    assert [day.day for day in days] == wanted
    told = [{state: n for state, n in day.counts.items() if n} for day in days]
    assert told == [{}, {}, {"dead": 1}, {"dead": 1}, {"alive": 1}]


@pytest.mark.django_db
def test_past_days_are_those_that_are_counted_day_by_day() -> None:
    entered(30, (30, State.ALIVE), (20, State.SUSPECT), (15, State.DEAD), (3, State.ALIVE))
    entered(12, (11, State.ALIVE), (10, State.MOVED), (2, State.SUSPECT), (1, State.MOVED))
    entered(0)
    counting = _counting(dict(Link.objects.values_list("pk", "created_at")))
    by_day = states_by_day(Link.objects.all(), days=35, now=NOW)
    assert states_at_end([day.day for day in by_day[:-1]], counting) == by_day[:-1]


def test_areas_fill_the_frame_and_leave_out_what_does_not_occur() -> None:
    found = areas([{"alive": 3, "dead": 1}, {"alive": 1, "dead": 1}], names=["alive", "dead", "moved"])
    assert [area.name for area in found] == ["alive", "dead"]
    assert found[0].points == "0.0,200.0 1000.0,200.0 1000.0,100.0 0.0,50.0"
    assert found[1].points == "0.0,50.0 1000.0,100.0 1000.0,0.0 0.0,0.0"


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 10**6)), max_size=20))
def test_no_area_leaves_the_frame(counts: list[dict[str, int]]) -> None:
    for area in areas(counts, names="abc"):
        for point in area.points.split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT
