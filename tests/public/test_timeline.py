from datetime import date

import pytest

from public.timeline import TICKS, Moment, Span, by_time, days_since, drawing

TODAY = date(2026, 3, 2)


def moment(day: str, kind: str = "event") -> Moment:
    return Moment(day, kind, day)


def places(drawn) -> list[float]:
    return [float(mark.at.rstrip("%")) for mark in drawn.marks]


def test_moments_stand_in_order_and_undated_ones_last():
    moments = [moment(day) for day in ("2024-02-01", "", "2023", "2024-02", "nonsense", "2023-01-01")]
    assert [one.date for one in by_time(moments)] == ["2023", "2023-01-01", "2024-02", "2024-02-01", "", "nonsense"]


def test_marks_lie_within_the_drawing_and_in_time():
    drawn = drawing([moment("2020-05-01"), moment("2010"), moment("2025-12")], [], today=TODAY)
    assert places(drawn) == sorted(places(drawn))
    assert places(drawn)[0] > 1
    assert places(drawn)[-1] < 99


def test_a_detention_that_lasts_is_drawn_until_today_and_another_until_its_end():
    drawn = drawing([moment("2020-01-01")], [Span("2020-01-01"), Span("2010-01", "2011-01")], today=TODAY)
    assert drawn
    lasting, over = drawn.bars
    assert float(lasting.at.rstrip("%")) + float(lasting.width.rstrip("%")) > 90
    assert float(over.width.rstrip("%")) < 10


def test_an_end_before_its_beginning_draws_nothing_backwards():
    drawn = drawing([moment("2000")], [Span("2020-01-01", "2019")], today=TODAY)
    assert drawn
    assert [bar.width for bar in drawn.bars] == ["0.00%"]


@pytest.mark.parametrize("first", ["2026-01-01", "2021", "2000", "1911", "0001", "9999-12-31"])
def test_there_are_never_more_years_than_can_be_read(first):
    drawn = drawing([moment(first), moment("2026-02-01")], [], today=TODAY)
    assert drawn
    assert len(drawn.ticks) <= TICKS
    assert all(0 <= float(tick.at.rstrip("%")) <= 100 for tick in drawn.ticks)


def test_one_day_or_none_is_not_drawn():
    assert drawing([], [], today=TODAY) is None
    assert drawing([moment("2020"), moment("2020-01-01")], [], today=TODAY) is None
    assert drawing([moment("nonsense"), moment("2020")], [], today=TODAY) is None


@pytest.mark.parametrize(
    ("since", "days"),
    [
        ("2026-03-01", 1),
        ("2026-03-02", 0),
        ("2026-02", 2),
        ("2025", 61),
        ("2026", None),
        ("2027-01-01", None),
        ("", None),
    ],
)
def test_days_are_counted_from_the_last_day_that_a_date_can_mean(since, days):
    assert days_since(since, TODAY) == days
