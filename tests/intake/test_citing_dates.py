"""Dates as notes print them, no more precise than the words are."""

import pytest

from intake.citing.dates import dates_in, whole_date


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Sept. 19, 2023", "2023-09-19"),
        ("5 October 2023", "2023-10-05"),
        ("Thursday, October 5, 2023, 10:30 AM", "2023-10-05"),
        ("5th of October 2023", "2023-10-05"),
        ("1er octobre 2023", "2023-10-01"),
        ("octobre 2023", "2023-10"),
        ("5. Oktober 2023", "2023-10-05"),
        ("5 октября 2023 г.", "2023-10-05"),
        ("5 հոկտեմբերի 2023 թ.", "2023-10-05"),
        ("2023 թ. հոկտեմբերի 5", "2023-10-05"),
        ("5 oktyabr 2023-cü il", "2023-10-05"),
        ("5 İyun 2023", "2023-06-05"),
        ("31 Mayıs 2024", "2024-05-31"),
        ("5 de octubre de 2023", "2023-10-05"),
        ("5 ottobre 2023", "2023-10-05"),
        ("2023, October 5", "2023-10-05"),
        ("2023-10-05", "2023-10-05"),
        ("5.10.2023", "2023-10-05"),
        ("13/5/2023", "2023-05-13"),
        ("2023", "2023"),
        ("Fall 2023", "2023"),
        ("Oct. 5-7, 2023", "2023-10"),
        ("10/5/2023", "2023"),
        ("published on 5 October 2023", "2023-10-05"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_printed(printed: str, iso: str) -> None:
    assert whole_date(printed) == iso


@pytest.mark.parametrize("printed", ["Feb. 30, 2023", "15172/13", "World Report 2023", "May", "32.13.2023", ""])
def test_what_is_no_date_is_none(printed: str) -> None:
    assert whole_date(printed) == ""


def test_dates_in_a_text_are_told_with_their_places() -> None:
    text = "seen on 3 May 2024, and in October 2023, not in 2022"
    assert [(text[d.start : d.end], d.iso) for d in dates_in(text)] == [
        ("3 May 2024", "2024-05-03"),
        ("October 2023", "2023-10"),
    ]
