"""Dates as letters print them."""

from datetime import date

import pytest

from people.admin import printed_dates


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Sept. 19, 2023", "2023-09-19"),
        ("(no date)", "(no date)"),
        ("September 2023", "2023-09"),
        ("Sept. 2023", "2023-09"),
        ("09.2023", "2023-09"),
        ("2023-09", "2023-09"),
        ("2023", "2023"),
        ("1st of May", "1st of May"),
        ("May 1st, 2023", "2023-05-01"),
        ("31.04.2023", "31.04.2023"),
        (" 4  April\n2024 ", "2024-04-04"),
        ("April 4 2024", "2024-04-04"),
        ("04/05/2024", "04/05/2024"),
        ("", ""),
    ],
)
def test_a_date_is_kept_as_precise_as_it_is_printed(printed, kept):
    assert printed_dates.partial(printed) == kept


def test_dots_are_read_day_first():
    assert printed_dates.day("04.05.2024") == date(2024, 5, 4)


@pytest.mark.parametrize("hostile", ["\x00", "9" * 5000, "٤ April 2024x", "January 0, 2024", "2024-13-45"])
def test_nonsense_is_no_date(hostile):
    assert printed_dates.day(hostile) is None
