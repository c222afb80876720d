from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from links.archives.timemap import Memento, mementos

WHEN = datetime(2024, 4, 4, 12, tzinfo=UTC)
DATE = "Thu, 04 Apr 2024 12:00:00 GMT"


@pytest.mark.parametrize(
    "entry",
    [
        f'<http://a.example/1>; rel="memento"; datetime="{DATE}"',
        f'<http://a.example/1>;rel="first memento";datetime="{DATE}"',
        f'<http://a.example/1>; rel="first last memento"; datetime="{DATE}"',
        f'<http://a.example/1>; rel=memento; datetime="{DATE}"',
        f'<http://a.example/1>; datetime="{DATE}"; rel=memento; type=text/html',
        f'<http://a.example/1> ; REL = "Memento" ; DateTime = "{DATE}"',
        f',,\n , <http://a.example/1>; rel="memento"; datetime="{DATE}",,',
        f'<http://a.example/1>\n; rel="memento"\n; datetime="{DATE}"\n,',
        f'<http://a.example/1>; title="a \\"quoted\\", <b>; rel=x"; rel="memento"; datetime="{DATE}"',
        f'<http://a.example/1>; crossorigin; rel="memento"; datetime="{DATE}"',
        f'<http://a.example/1>; rel="memento"; rel="original"; datetime="{DATE}"',
    ],
)
def test_a_capture_is_read_however_it_is_written(entry):
    assert mementos(entry) == [Memento("http://a.example/1", WHEN)]


def test_the_commas_of_dates_and_addresses_part_nothing():
    text = ", ".join(f'<http://a.example/{n},x;y>; rel="memento"; datetime="{DATE}"' for n in range(3))
    assert [found.uri for found in mementos(text)] == [f"http://a.example/{n},x;y" for n in range(3)]


def test_what_is_no_capture_is_left_out():
    text = (
        '<http://a.example/>; rel="original", <http://t.example/>; rel="timegate", <http://m.example/>; rel="self '
        'timemap"; from="Thu, 04 Apr 2024 12:00:00 GMT", <http://x.example/>; rel="mementos", <http://y.example/>'
    )
    assert mementos(text) == []


@pytest.mark.parametrize(
    "date",
    [
        "",
        "yesterday",
        "Thu, 31 Feb 2024 12:00:00 GMT",
        "Thu, 04 Foo 2024 12:00:00 GMT",
        "2024-04-04T12:00:00Z",
        "Thu, 04 Apr 2024 25:00:00 GMT",
        "Thu, 04 Apr 0000 12:00:00 GMT",
        "9" * 100_000,
    ],
)
def test_a_date_that_is_none_leaves_the_capture_undated(date):
    assert mementos(f'<http://a.example/1>; rel="memento"; datetime="{date}"') == [Memento("http://a.example/1", None)]


def test_what_stands_before_a_break_is_read():
    whole = ",\n".join(f'<http://a.example/{n}>; rel="memento"; datetime="{DATE}"' for n in (1, 2))
    for end in range(len(whole)):
        found = mementos(whole[:end])
        assert [one.uri for one in found] in (
            [],
            ["http://a.example/1"],
            ["http://a.example/1", "http://a.example/2"],
        )


@pytest.mark.parametrize(
    "piece",
    ["<", ">", '"', "\\", ";", "<>;", '<a>;x="', '<a>;x="\\', " ", "<a> ;", ";a=", '<a>; rel="memento"', "<a>;a"],
)
def test_hostile_repetition_is_read_in_one_pass(piece):
    """A reader that went back over what it had read would not come to an end here for hours."""
    found = mementos(piece * (300_000 // len(piece)))
    assert len(found) <= 300_000 // len(piece)


@given(st.text(alphabet='<>;,="\\ \nrelmntoda', max_size=200))
def test_no_text_is_refused(text):
    mementos(text)
