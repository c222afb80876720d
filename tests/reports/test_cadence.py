"""When reports are due, in every corner of the calendar."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.cadence import Cadence, Every

BERLIN = ZoneInfo("Europe/Berlin")
YEREVAN = ZoneInfo("Asia/Yerevan")
HAVANA = ZoneInfo("America/Havana")  # where midnight is the hour that is skipped


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def dues(cadence: Cadence, after: str, count: int) -> list[str]:
    found, moment = [], utc(after)
    for _ in range(count):
        due = cadence.next_after(moment)
        assert due is not None
        moment = due
        found.append(moment.strftime("%Y-%m-%d %H:%M"))
    return found


def test_never_is_never() -> None:
    assert Cadence(Every.NEVER, BERLIN).next_after(utc("2026-01-01T00:00")) is None


def test_each_day_at_the_same_hour_of_the_persons_clock() -> None:
    cadence = Cadence(Every.DAY, YEREVAN, hour=9)
    assert dues(cadence, "2026-03-01T05:00", 2) == ["2026-03-02 05:00", "2026-03-03 05:00"]


def test_the_very_moment_is_not_after_itself() -> None:
    cadence = Cadence(Every.DAY, YEREVAN, hour=9)
    assert dues(cadence, "2026-03-01T04:59", 1) == ["2026-03-01 05:00"]


def test_summer_and_winter_keep_the_hour() -> None:
    weekly = Cadence(Every.WEEK, BERLIN, hour=8, weekday=6)
    assert dues(weekly, "2026-03-20T00:00", 3) == ["2026-03-22 07:00", "2026-03-29 06:00", "2026-04-05 06:00"]
    assert dues(weekly, "2026-10-16T00:00", 3) == ["2026-10-18 06:00", "2026-10-25 07:00", "2026-11-01 07:00"]


def test_an_hour_that_is_skipped_is_told_an_hour_later_and_once() -> None:
    daily = Cadence(Every.DAY, BERLIN, hour=2)
    assert dues(daily, "2026-03-27T12:00", 3) == ["2026-03-28 01:00", "2026-03-29 01:00", "2026-03-30 00:00"]


def test_a_midnight_that_is_skipped_neither_skips_the_day_nor_tells_twice() -> None:
    daily = Cadence(Every.DAY, HAVANA, hour=0)
    assert dues(daily, "2026-03-07T12:00", 3) == ["2026-03-08 05:00", "2026-03-09 04:00", "2026-03-10 04:00"]


def test_an_hour_that_comes_twice_is_told_the_first_time_only() -> None:
    daily = Cadence(Every.DAY, BERLIN, hour=2)
    assert dues(daily, "2026-10-24T12:00", 2) == ["2026-10-25 00:00", "2026-10-26 01:00"]


@pytest.mark.parametrize(
    ("monthday", "days"),
    [
        (31, ["01-31", "02-28", "03-31", "04-30"]),
        (30, ["01-30", "02-28", "03-30", "04-30"]),
        (29, ["01-29", "02-28", "03-29", "04-29"]),
        (1, ["01-01", "02-01", "03-01", "04-01"]),
    ],
)
def test_a_month_without_the_day_is_told_on_its_last(monthday: int, days: list[str]) -> None:
    monthly = Cadence(Every.MONTH, ZoneInfo("UTC"), hour=8, monthday=monthday)
    assert dues(monthly, "2025-12-31T09:00", 4) == [f"2026-{day} 08:00" for day in days]


def test_a_leap_year_has_its_29th() -> None:
    monthly = Cadence(Every.MONTH, ZoneInfo("UTC"), hour=0, monthday=31)
    assert dues(monthly, "2028-02-01T00:00", 1) == ["2028-02-29 00:00"]


ZONES = ("UTC", "Europe/Berlin", "America/Havana", "Asia/Yerevan", "Australia/Lord_Howe")
CADENCES = st.builds(
    Cadence,
    st.sampled_from([Every.DAY, Every.WEEK, Every.MONTH]),
    st.sampled_from([ZoneInfo(name) for name in ZONES]),
    hour=st.integers(0, 23),
    weekday=st.integers(0, 6),
    monthday=st.integers(1, 31),
)
SECONDS = st.integers(int(utc("2020-01-01").timestamp()), int(utc("2035-01-01").timestamp()))


@given(cadence=CADENCES, seconds=SECONDS)
def test_the_next_time_is_after_now_and_never_further_than_a_period(cadence: Cadence, seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    due = cadence.next_after(moment)
    assert due is not None
    longest = {Every.DAY: 1, Every.WEEK: 7, Every.MONTH: 31}[cadence.every]
    assert timedelta(0) < due - moment <= timedelta(days=longest, hours=2)
    local = due.astimezone(cadence.zone)
    assert cadence.every != Every.WEEK or local.weekday() == cadence.weekday
    following = cadence.next_after(due)
    assert following is not None
    assert following.astimezone(cadence.zone).date() > local.date()
