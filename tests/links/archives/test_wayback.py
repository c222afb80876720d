from datetime import UTC, date, datetime

import pytest

from links.archives import wayback
from links.archives.wayback import Malformed, Wayback, is_same_page, parse_timestamp

ARCHIVE = Wayback("https://web.archive.org")
PAGE = "https://news.example.org/a?b=c&d=e"
WHEN = datetime(2024, 4, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        f"http://web.archive.org/web/20240404120000/{PAGE}",
        f"https://web.archive.org/web/20240404120000/{PAGE}",
        f"https://WEB.archive.org:443/web/20240404120000id_/{PAGE}",
        f"http://web.archive.org:80/web/20240404120000/{PAGE}",
        "http://web.archive.org/web/20240404120000/http://www.news.example.org/a?d=e&b=c",
    ],
)
def test_a_capture_of_the_page_is_known_however_the_archive_writes_it(address):
    assert ARCHIVE.moment_of(address, PAGE) == WHEN
    assert ARCHIVE.capture(PAGE, WHEN) == f"https://web.archive.org/web/20240404120000/{PAGE}"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        "https://[::1/web/20240404120000/x",
        f"https://web.archive.org.evil.example/web/20240404120000/{PAGE}",
        f"https://web.archive.org@evil.example/web/20240404120000/{PAGE}",
        f"https://web.archive.org:8443/web/20240404120000/{PAGE}",
        f"ftp://web.archive.org/web/20240404120000/{PAGE}",
        f"https://web.archive.org/web/2024040412000/{PAGE}",
        f"https://web.archive.org/web/20240431120000/{PAGE}",
        f"https://web.archive.org/web/*/{PAGE}",
        "https://web.archive.org/web/20240404120000/https://news.example.org/a?b=c",
        "https://web.archive.org/web/20240404120000/https://news.example.org:8443/a?b=c&d=e",
    ],
)
def test_what_is_no_capture_of_the_page_here_is_none(address):
    assert ARCHIVE.moment_of(address, PAGE) is None


def test_the_raw_form_is_asked_for_once_and_of_this_archive_alone():
    assert ARCHIVE.raw(f"https://web.archive.org/web/20240404120000/{PAGE}") == (
        f"https://web.archive.org/web/20240404120000id_/{PAGE}"
    )
    assert "if_" not in ARCHIVE.raw(f"https://web.archive.org/web/20240404120000if_/{PAGE}")
    assert ARCHIVE.raw("https://perma.cc/ABCD-1234") == "https://perma.cc/ABCD-1234"


def test_the_page_is_one_parameter_of_a_question():
    question = ARCHIVE.last_captures("https://a.example/?x=1&limit=9#", through=date(2024, 4, 4), most=1)
    assert "url=https%3A%2F%2Fa.example%2F%3Fx%3D1%26limit%3D9%23&" in question
    assert question.endswith("&to=20240404235959&limit=-1")
    assert "&from=20240405000000&limit=1" in ARCHIVE.first_captures(PAGE, after=date(2024, 4, 4), most=1)
    assert ARCHIVE.available(PAGE, day=date(2024, 4, 4)).endswith("&timestamp=20240404235959")


@pytest.mark.parametrize("job", ["", "../../web", "a/b", "a?b", "a" * 201, "user agent", "é"])
def test_a_job_of_an_odd_name_asks_nothing(job):
    with pytest.raises(Malformed):
        ARCHIVE.save_status(job)


@pytest.mark.parametrize(
    "text", ["", "2024", "20240404120060", "2024040412000", "19900101000000", "２０２４０４０４１２００００"]
)
def test_what_is_no_timestamp_is_none(text):
    assert parse_timestamp(text) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.a.example/X/", "https://a.example/x", True),
        ("a.example/x", "https://a.example/x", True),
        ("https://a.example/x%20y", "https://a.example/x y", True),
        ("https://a.example/x?a=1", "https://a.example/x?a=2", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://a.example:99999/x", "https://a.example/x", False),
        ("", "", False),
    ],
)
def test_pages_are_the_same_as_archives_see_it(one, other, same):
    assert is_same_page(one, other) is same


def test_endlessly_nested_json_is_malformed_and_no_crash():
    with pytest.raises(Malformed):
        wayback.parse_json(b"[" * 200_000)
