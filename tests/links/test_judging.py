import time

import pytest

from links.evidence import Hop
from links.judging import is_bot_wall, outcome_of_arrival
from links.reading import read_page
from links.vocabulary import Outcome
from tests.web import page

SITE = "https://news.example.org"
SCRIPT = '<script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e" async></script>'


def is_wall(markup: str) -> bool:
    return is_bot_wall({}, read_page(markup.encode(), "text/html"))


def arrival(asked: str, target: str, status: int = 302) -> Outcome:
    hop = Hop(url=SITE + asked, status=status, location=SITE + target)
    return outcome_of_arrival(SITE + asked, [hop], SITE + target)


def test_a_page_that_carries_the_script_of_imperva_is_an_ordinary_page() -> None:
    assert not is_wall(page("Short notice").replace("</body>", f"{SCRIPT}</body>"))
    assert not is_wall(page("Not found", "").replace("</body>", f"{SCRIPT}</body>"))


@pytest.mark.parametrize(
    "markup",
    [
        '<html><body><iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=9&amp;xinfo=1">x</iframe></body>',
        "<html><body>Request unsuccessful. Incapsula incident ID: 12-34</body>",
        f'<html><head><meta name="robots" content="noindex">{SCRIPT}</head><body></body></html>',
    ],
    ids=["frame", "incident", "script alone"],
)
def test_the_challenges_of_imperva_are_walls(markup: str) -> None:
    assert is_wall(markup)


def test_a_page_of_frames_without_end_wastes_little_time() -> None:
    began = time.process_time()
    assert not is_wall("<iframe " * 130_000)
    assert not is_wall("<iframe " + "x" * 1_000_000)
    assert time.process_time() - began < 5


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


@pytest.mark.parametrize("target", ["/#/story/12", "/#!/story/12", "/#!story", "/en/#/story", "/#/?id=12", "/#//["])
def test_a_route_in_the_fragment_is_a_page_of_its_own(target: str) -> None:
    assert arrival("/story", target) == Outcome.OK
    assert arrival("/story", target, status=301) == Outcome.MOVED
