"""Where a page of a site that moved as a whole may live on."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from links.candidates import candidates, is_found, try_again_at
from links.vocabulary import Outcome

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    host_name: str
    successor_name: str
    pages_from: int | None = None
    pages_to: int | None = None


SITES = [
    Row("www.ministry.example", "2009-2017.ministry.example", 2009, 2017),
    Row("www.ministry.example", "2021-2025.ministry.example", 2021, 2025),
    Row("www.ministry.example", "2017-2021.ministry.example", 2017, 2021),
    Row("other.example", "elsewhere.example"),
]


def addresses(url: str) -> list[str]:
    return [address for _, address in candidates(url, SITES)]


def test_path_and_query_stay_and_the_site_kept_last_comes_first() -> None:
    assert addresses("http://www.ministry.example/a/b%20c?x=1&y=2") == [
        "https://2021-2025.ministry.example/a/b%20c?x=1&y=2",
        "https://2017-2021.ministry.example/a/b%20c?x=1&y=2",
        "https://2009-2017.ministry.example/a/b%20c?x=1&y=2",
    ]


def test_a_year_in_the_path_names_the_site() -> None:
    assert addresses("https://www.ministry.example/2014/05/06/remarks")[0].startswith("https://2009-2017.")
    assert addresses("https://www.ministry.example/releases/2019/x")[0].startswith("https://2017-2021.")
    assert addresses("https://www.ministry.example/no-120195-case")[0].startswith("https://2021-2025.")


def test_only_the_very_host_of_the_table_has_candidates() -> None:
    for url in (
        "https://ministry.example/a",
        "https://www.ministry.example.attacker.example/a",
        "https://attacker.example/?www.ministry.example",
    ):
        assert addresses(url) == []
    assert addresses("https://other.example/a") == ["https://elsewhere.example/a"]


def test_a_port_that_the_address_names_stays() -> None:
    assert addresses("http://other.example:8443/a") == ["https://elsewhere.example:8443/a"]


def test_an_address_that_would_be_too_long_is_none() -> None:
    site = Row("a.example", "much-longer-name.example")
    assert candidates("https://a.example/" + "x" * 1990, [site]) == []


@pytest.mark.parametrize(
    ("outcome", "final_url", "found"),
    [
        (Outcome.OK, "https://elsewhere.example/a", True),
        (Outcome.MOVED, "https://elsewhere.example/b", True),
        (Outcome.OK, "https://third.example/a", True),
        # The site's keeper sends readers back to where the page no longer is.
        (Outcome.OK, "https://www.other.example/a", False),
        (Outcome.MOVED, "https://other.example/b", False),
        (Outcome.MOVED_HOME, "https://elsewhere.example/", False),
        (Outcome.SOFT_404, "https://elsewhere.example/a", False),
        (Outcome.BLOCKED, "https://elsewhere.example/a", False),
        (Outcome.REFUSED, "https://elsewhere.example/a", False),
    ],
)
def test_what_shows_that_a_page_lives_there(outcome: Outcome, final_url: str, found: bool) -> None:
    assert is_found(outcome, final_url=final_url, former_url="https://other.example/a") is found


def test_what_is_not_there_is_asked_for_monthly_and_what_did_not_answer_daily() -> None:
    assert try_again_at(Outcome.NOT_FOUND, NOW) == NOW + timedelta(days=30)
    assert try_again_at(Outcome.MOVED_HOME, NOW) == NOW + timedelta(days=30)
    assert try_again_at(Outcome.TIMEOUT, NOW) == NOW + timedelta(days=1)
    assert try_again_at(Outcome.BLOCKED, NOW) == NOW + timedelta(days=1)
