"""Why a page that seems lost may not be shown to us: shut for now, kept from some readers, yet to be filled in.

And what is lost all the same, though it says other things besides.
"""

import random

import pytest

from links.vocabulary import Outcome
from tests.links.lost_pages import ARTICLE, CHROME, html
from tests.links.sites import Site, check
from tests.web import Answer, Request, script


def test_a_front_page_is_there_whatever_it_says(site: Site, settings) -> None:
    site.everything(body=html("Not found", "Not found", "A magazine of that name."))
    assert check(site, settings, site.url("/")).outcome == Outcome.OK
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Sorry, this content is not available in your region",
        "This page is not available due to legal reasons",
        "This page is unavailable for readers in your country",
        "Bu sayfa ülkenizde mevcut değil",
    ],
)
def test_a_site_that_is_closed_to_our_part_of_the_world_is_no_lost_page(site: Site, settings, words: str) -> None:
    site.everything(body=html("Example News", words, "Nothing was found that we may show."))
    assert check(site, settings, site.url("/news/2021/the-case-of-a-writer")).outcome == Outcome.BLOCKED
    site.answer("/unavailable", body=html("Example News", words, "Nothing was found that we may show."))
    site.everything(status=302, headers={"Location": "/unavailable"}, body="")
    assert check(site, settings, site.url("/news/2021/the-case-of-a-writer")).outcome == Outcome.BLOCKED


@pytest.mark.parametrize(
    "body",
    [
        "<div ng-app='x'><h1 ng-if='lost'>Page not found</h1><h1>{{ story.title }}</h1><p>{{ story.body }}</p></div>",
        "<div id='app'><div v-if='lost'><h1>Page not found</h1></div><h1>{{ title }}</h1></div>",
        "<div id='app'><h1 hidden>Page not found</h1><p>Loading the story, which takes a while.</p></div>",
    ],
)
def test_what_a_script_has_yet_to_fill_in_or_show_says_nothing(site: Site, settings, body: str) -> None:
    site.everything(body=f"<title>Ministry</title>{CHROME}{body}<p>{ARTICLE}</p><script src='/a.js'></script>")
    assert check(site, settings, site.url("/news/2021/the-case-of-a-writer")).outcome == Outcome.OK


def test_a_site_that_sends_all_that_is_lost_to_its_front_page_with_a_query_has_lost_the_page(
    site: Site, settings
) -> None:
    for front_page in ("/", "/?nocache=1"):
        site.answer(front_page, body=html("Example News", "Welcome", ARTICLE))
    site.everything(status=302, headers={"Location": "/?nocache=1"}, body="")
    assert check(site, settings, site.url("/news/2021/the-case-of-a-writer")).outcome == Outcome.SOFT_404
    site.everything(status=404)
    url = site.answer("/article.php?id=5", status=301, headers={"Location": "/?p=5"}, body="")
    site.answer("/?p=5", body=html("A case", "A case", ARTICLE))
    assert check(site, settings, url).outcome == Outcome.MOVED


@pytest.mark.parametrize(
    "saying",
    [
        "Cookies not found, please enable cookies",
        "The site could not be found by our cache",
        "Материалы не найдены, включите cookies",
    ],
)
def test_who_is_not_even_shown_the_front_page_is_kept_out_and_not_told_of_a_lost_page(
    site: Site, settings, saying: str
) -> None:
    url = site.url("/news/2021/the-case-of-a-writer")
    site.everything(body=html(saying, saying, "Come back."))
    assert check(site, settings, url).outcome == Outcome.SOFT_404
    site.answer("/", body=html(saying, saying, "Come back."))
    evidence = check(site, settings, url)
    assert (evidence.outcome, len(site.requests)) == (Outcome.BLOCKED, 3)
    assert evidence.error.endswith("but so it is with the site's front page")


FOOT = "<footer>" + "".join(f"<a href='/{n}'>Section {n} of our paper</a><br>" for n in range(30)) + "</footer>"


@pytest.mark.parametrize("front", [True, False])
@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("The site is not available: maintenance until noon", ""),
        ("Content unavailable", "There were too many requests."),
        ("A story", f"This article is not available without a subscription.{FOOT}"),
        ("A story", f"This article is not available.<p>Please log in to read it.</p>{FOOT}"),
        ("Страница недоступна", "Ведутся технические работы, зайдите позже."),
    ],
)
def test_what_is_not_shown_for_now_or_to_everybody_is_not_lost(
    site: Site, settings, heading: str, text: str, front: bool
) -> None:
    """Even where the front page is shown: a part of a site can be shut by itself."""
    site.everything(body=html("Example News", heading, text))
    if not front:
        site.answer("/", body=html("Example News", heading, text))
    evidence = check(site, settings, site.url("/news/2021/the-case-of-a-writer"))
    assert evidence.outcome == Outcome.BLOCKED
    assert evidence.error.endswith("but for now or for some readers only")


@pytest.mark.parametrize(
    "text",
    ["This page is no longer available. Subscribers were told.", "Page not found. It may be temporarily unavailable."],
)
def test_a_page_that_says_that_it_is_gone_is_gone_whatever_else_it_says(site: Site, settings, text: str) -> None:
    site.everything(body=html("Example News", "Example News", text))
    assert check(site, settings, site.url("/news/2021/the-case-of-a-writer")).outcome == Outcome.SOFT_404


@pytest.mark.parametrize(
    ("heading", "text"),
    [("Oops!", "The page you are looking for could not be found."), ("", "<h3>Page not found</h3>")],
)
def test_what_is_said_below_the_headings_among_menus_and_feet_is_heard(
    site: Site, settings, heading: str, text: str
) -> None:
    lost = html("Example News", heading, f"{text}{FOOT}")
    site.everything(body=lost)
    assert check(site, settings, site.url("/news/2021/the-case-of-a-writer")).outcome == Outcome.SOFT_404
    # ... and is no matter on a page that has something to say itself,
    living = site.answer("/a", body=html("Example News", heading, f"{ARTICLE[:300]}<p>{text}</p>{FOOT}"))
    assert check(site, settings, living).outcome == Outcome.OK
    # ... nor where it may be hidden until something is lost.
    site.everything(body=lost.replace("<p>", "<p hidden>"))
    assert check(site, settings, site.url("/news/2021/the-case-of-a-writer")).outcome == Outcome.OK


def offering(heading: str, request: Request, *, title: str = "Example News") -> Answer:
    """A page that offers other stories, no two times the same."""
    dice = random.Random(request.path)
    words = ["".join(dice.choices("abcdefghijklmnop", k=6)) for _ in range(150)]
    return script(body=html(title, heading, f"Read also: {' '.join(words)}"))


def test_a_lost_page_that_offers_others_each_time_is_lost_all_the_same(site: Site, settings) -> None:
    site.rest = lambda request: offering("Page not found", request)
    assert check(site, settings, site.url("/news/a-story-of-may")).outcome == Outcome.SOFT_404
    # ... unless the site says so everywhere, or says something else here.
    site.answer("/", body=html("Example News", "Page not found", ARTICLE))
    assert check(site, settings, site.url("/news/a-story-of-may")).outcome == Outcome.OK
    site.answer("/", body=html("Example News", "Welcome", ARTICLE))
    for other in (html("Example News", "Page not found, says the court"), html("Page not found", "Page not found")):
        assert check(site, settings, site.answer("/living", body=other)).outcome == Outcome.OK
    long = html("Example News", "Page not found", ARTICLE * 4)
    assert check(site, settings, site.answer("/living", body=long)).outcome == Outcome.OK


def test_a_paper_named_like_a_lost_page_is_not_lost(site: Site, settings) -> None:
    site.rest = lambda request: offering("404 Notes", request, title="404 Notes")
    site.answer("/", body=html("404 Notes: home", "Welcome", ARTICLE))
    assert check(site, settings, site.url("/news/a-story-of-may")).outcome == Outcome.OK


def test_a_redirect_to_a_page_of_errors_from_the_front_page_too_is_none_to_a_lost_page(site: Site, settings) -> None:
    url = site.url("/news/2021/the-case-of-a-writer")
    site.answer("/error", body=html("Error", "Error", ARTICLE))
    site.everything(status=302, headers={"Location": "/error"}, body="")
    assert check(site, settings, url).outcome == Outcome.SOFT_404
    site.answer("/", status=302, headers={"Location": "/error"}, body="")
    assert check(site, settings, url).outcome == Outcome.BLOCKED
