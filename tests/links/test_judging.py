import pytest

from links.evidence import Hop
from links.judging.outcomes import outcome_of_arrival
from links.vocabulary import Outcome

SITE = "https://news.example.org"


def arrival(asked: str, target: str, status: int = 302) -> Outcome:
    hop = Hop(url=SITE + asked, status=status, location=SITE + target)
    return outcome_of_arrival(SITE + asked, [hop], SITE + target)


@pytest.mark.parametrize(
    "target",
    [
        "/login",
        "/en/log-in/",
        "/signin?next=%2Fstory",
        "/users/sign-in",
        "/users/sign_in",
        "/sso/start",
        "/wp-login.php?redirect_to=x",
        "/auth/login",
        "/Account/Login.aspx?ReturnUrl=%2fstory",
        "/#/login",
        "/app/#!/auth/login?next=x",
    ],
)
def test_a_redirect_to_a_log_in_page_hides_the_page(target: str) -> None:
    assert arrival("/story", target) == Outcome.BLOCKED
    assert arrival("/story", target, status=301) == Outcome.BLOCKED


@pytest.mark.parametrize(
    "target", ["/news/login-history-of-x", "/blogin", "/story/?login=1", "/sso-report", "/login.pdf"]
)
def test_a_page_about_log_ins_is_a_page(target: str) -> None:
    assert arrival("/story", target) == Outcome.OK


def test_a_log_in_page_that_was_asked_for_is_what_was_asked_for() -> None:
    assert arrival("/login", "/en/login") == Outcome.OK
    assert outcome_of_arrival(f"{SITE}/login", [], f"{SITE}/login") == Outcome.OK


@pytest.mark.parametrize("target", ["/#/", "/#!/", "/#!", "/#top", "/#/home", "/#/?lang=en", "/en/#!/en"])
def test_a_fragment_that_names_no_page_leaves_the_front_page_what_it_is(target: str) -> None:
    assert arrival("/story", target) == Outcome.MOVED_HOME


@pytest.mark.parametrize(
    "target", ["/#/story/12", "/#!/story/12", "/#!story", "/en/#/story", "/#/?id=12", "/#//[", "/#{%22id%22:1}"]
)
def test_a_route_in_the_fragment_is_a_page_of_its_own(target: str) -> None:
    assert arrival("/story", target) == Outcome.OK
    assert arrival("/story", target, status=301) == Outcome.MOVED


@pytest.mark.parametrize(
    ("asked", "arrived", "outcome"),
    [
        ("https://www.example.org/campaign", "https://campaign.example.org/", Outcome.MOVED),
        ("https://www.example.org/free-the-writer", "https://www.freethewriter.example/en/", Outcome.MOVED),
        ("https://bit.ly/3xYz", "https://campaign.example.org/", Outcome.MOVED),
        ("https://wp.me/p3xYz-1a", "https://campaign.example.org/", Outcome.MOVED),
        ("https://www.example.org/story", "https://campaign.example.org/", Outcome.MOVED_HOME),
        ("https://www.example.org/2021/campaign", "https://campaign.example.org/", Outcome.MOVED_HOME),
        ("https://www.example.org/campaign", "https://example.org/", Outcome.MOVED_HOME),
        ("https://old.example.org/en", "https://new.example.net/", Outcome.MOVED),
    ],
)
def test_the_front_page_of_another_site_may_be_the_page_that_was_asked_for(
    asked: str, arrived: str, outcome: Outcome
) -> None:
    assert outcome_of_arrival(asked, [Hop(url=asked, status=301, location=arrived)], arrived) == outcome
