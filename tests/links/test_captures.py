from dataclasses import dataclass
from datetime import UTC, date, datetime

from links.captures import nearest


@dataclass
class Copy:
    captured_at: datetime | None


def copy(year: int, month: int, day: int, hour: int = 0) -> Copy:
    return Copy(datetime(year, month, day, hour, tzinfo=UTC))


DAY = date(2024, 4, 4)


def test_the_last_copy_before_the_day_is_taken():
    old, right, later = copy(2023, 1, 1), copy(2024, 4, 1), copy(2024, 4, 5)
    assert nearest([later, old, right], DAY) is right


def test_a_copy_of_the_day_itself_counts_as_before():
    right = copy(2024, 4, 4, 23)
    assert nearest([copy(2024, 4, 1), right], DAY) is right


def test_without_an_earlier_copy_the_first_later_one_is_taken():
    right = copy(2024, 5, 1)
    assert nearest([copy(2025, 1, 1), right], DAY) is right


def test_an_undated_copy_is_taken_only_when_there_is_no_other():
    undated, dated = Copy(None), copy(2026, 1, 1)
    assert nearest([undated, dated], DAY) is dated
    assert nearest([undated], DAY) is undated
    assert nearest([], DAY) is None
