"""Pages that answer 200 and mean "not found": told from living ones by asking for a page that cannot exist."""

import re
from typing import Any

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from links.judging.impossible import impossible
from links.vocabulary import Outcome
from tests.links.lost_pages import ARTICLE, html
from tests.links.sites import Site, check
from tests.web import script

SAYINGS = [
    "Page not found",
    "404",
    "Error 404.",
    "This page does not exist",
    "The page you requested is no longer available",
    "Sorry, we couldn’t find that",
    "Seite nicht gefunden",
    "Diese Seite existiert leider nicht",
    "Page introuvable",
    "Cette page n’existe plus",
    "Página no encontrada",
    "Esta página ya no está disponible",
    "Página não encontrada",
    "Pagina non trovata",
    "Страница не найдена",
    "Запрашиваемая страница не существует",
    "Сторінку не знайдено",
    "الصفحة غير موجودة",
    "لم يتم العثور على الصفحة",
    "صفحه یافت نشد",
    "页面不存在",
    "找不到網頁",
    "Էջը չի գտնվել",
    "Səhifə tapılmadı",
    "SƏHİFƏ MÖVCUD DEYİL",
    "გვერდი ვერ მოიძებნა",
    "Sayfa bulunamadı",
    "Aradığınız sayfa mevcut değil",
    "Pagina niet gevonden",
    "Nie znaleziono strony",
]


@pytest.mark.parametrize("saying", SAYINGS)
def test_a_page_that_says_so_on_a_site_that_says_so_of_everything_is_a_soft_404(
    site: Site, settings, saying: str
) -> None:
    site.everything(body=html("Example News", saying, "You may have followed an old link: {path}"))
    evidence = check(site, settings, site.url("/news/2021/the-case-of-a-writer"))
    assert evidence.outcome == Outcome.SOFT_404
    assert "which cannot exist, gave the same" in evidence.error
    assert [request.path for request in site.requests][0::2] == ["/news/2021/the-case-of-a-writer", "/"]
    assert len(site.requests) == 3


@pytest.mark.parametrize("saying", SAYINGS)
def test_the_same_words_on_a_site_that_knows_how_to_say_404_are_a_living_page(
    site: Site, settings, saying: str
) -> None:
    url = site.answer("/news/2021/the-case-of-a-writer", body=html(f"{saying} - Example News", saying, ARTICLE))
    evidence = check(site, settings, url)
    assert evidence.outcome == Outcome.OK
    assert "was answered with “not found”" in evidence.error


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Not found: the disappeared of the eastern province", ARTICLE),
        ("Missing", ARTICLE),
        ("His case was not found, says the ministry", ARTICLE),
        ("What a 404 page is, and how to make one", ARTICLE),
        ("404 days in detention", ARTICLE),
    ],
)
def test_a_page_about_what_is_missing_is_a_page(site: Site, settings, title: str, text: str) -> None:
    site.everything(body=html("Page not found", "Page not found", "Nothing is at {path}."))
    url = site.answer("/reports/the-disappeared-of-the-province", body=html(title, title, text))
    assert check(site, settings, url).outcome == Outcome.OK


def test_pages_that_share_title_and_chrome_are_told_apart_by_what_they_say(site: Site, settings) -> None:
    """Every page is called the same, and the article is short beside the site's own words."""
    chrome = "Ministry Court Province Register Notices Bulletin Archive Forms Contact Help Imprint Accessibility " * 40
    site.everything(body=html("Register: not found", "", chrome + "No entry."))
    note = "On 3 May the court wrote that the file of the detained writer was passed on to a prosecutor elsewhere."
    url = site.answer("/register/entry-of-may", body=html("Register: not found", "", chrome + note))
    assert check(site, settings, url).outcome == Outcome.OK


def test_pages_that_say_nothing_in_words_are_told_apart_by_their_titles(site: Site, settings) -> None:
    """The story is a picture of a newspaper's page, so that all there is to compare are the site's own words."""
    site.everything(body=html("Not found", "", ARTICLE))
    url = site.answer("/scans/page-of-may", body=html("Not found: the writer’s manuscripts", "", ARTICLE))
    assert check(site, settings, url).outcome == Outcome.OK


def test_the_echo_of_the_address_does_not_hide_that_two_answers_are_the_same(site: Site, settings) -> None:
    def answer(request):
        name = request.path.rpartition("/")[2].removesuffix(".html").replace("-", " ")
        text = f"We looked for “{name}” and found nothing. Try the search. Served at 12:0{len(site.requests)}."
        return script(body=html(f"{name} - not found", f"{name}: not found", text))

    site.rest = answer
    assert check(site, settings, site.url("/stories/the-writer-s-case.html")).outcome == Outcome.SOFT_404


@pytest.mark.parametrize(
    "rest",
    [
        {"status": 429, "headers": {"Retry-After": "30"}},
        {"status": 500},
        {"status": 403},
        {"raw": b""},
        {"delay": 9.0},
        {"body": "<title>Just a moment...</title>"},
        {"status": 302, "headers": {"Location": "http://127.0.0.1:1/"}},
        {"status": 302, "headers": {"Location": "/round"}},
        {"body": html("Not found", "Not found", "gone"), "promise": 90_000},
    ],
    ids=["429", "500", "403", "hangs up", "silent", "wall", "elsewhere", "loop", "cut"],
)
def test_a_question_that_brings_no_clear_answer_says_nothing_against_the_page(
    site: Site, settings, rest: dict[str, Any]
) -> None:
    site.everything(**rest)
    site.answer("/round", status=302, headers={"Location": "/round"})
    url = site.answer("/news/story-of-may", body=html("Not found", "Not found", "gone"))
    assert check(site, settings, url, timeout=0.5).outcome == Outcome.OK
    assert site.count("/news/story-of-may") == 1


def test_nothing_more_is_asked_when_there_is_no_time_left(site: Site, settings) -> None:
    site.everything(body=html("Not found", "Not found", "gone"))
    url = site.url("/news/story-of-may")
    assert check(site, settings, url).outcome == Outcome.SOFT_404
    assert check(site, settings, url, budget=1.0).outcome == Outcome.OK
    assert len(site.requests) == 1


def test_a_page_that_says_nothing_of_being_lost_costs_one_request(site: Site, settings) -> None:
    site.everything(body=html("A story", "A story", ARTICLE))
    assert check(site, settings, site.url("/news/story-of-may")).outcome == Outcome.OK
    assert len(site.requests) == 1


SHELL = (
    "<!doctype html><title>{title}</title><body><noscript>You need to enable JavaScript.</noscript>"
    '<div id="root">{shown}</div><script src="/app.js"></script></body>'
)


@pytest.mark.parametrize("title", ["Example News", "404 Not Found"])
def test_the_shell_of_an_app_is_alive_whatever_its_title(site: Site, settings, title: str) -> None:
    site.everything(body=SHELL.format(title=title, shown=""))
    evidence = check(site, settings, site.url("/news/story-of-may"))
    assert (evidence.outcome, evidence.incomplete) == (Outcome.OK, True)


def test_an_app_that_shows_that_nothing_is_there_is_believed(site: Site, settings) -> None:
    site.everything(body=SHELL.format(title="News", shown="<h1>Page not found</h1>"))
    assert check(site, settings, site.url("/news/story-of-may")).outcome == Outcome.SOFT_404


@pytest.mark.parametrize(
    "target",
    [
        "/404",
        "/404.html",
        "/errors/404",
        "/not-found",
        "/page-not-found.html",
        "/error?status=404",
        "/error.aspx?x=1",
        "/error?aspxerrorpath={path}",
        "/404?from={path}",
        "/news",
        "/sitemap/",
        "/search",
    ],
)
def test_a_site_that_sends_every_lost_reader_to_one_place_says_so_without_words(
    site: Site, settings, target: str
) -> None:
    site.everything(status=302, headers={"Location": target}, body="")
    place = html("Example News", "Example News", "Choose where to go on from here.")
    asked = "/news/2021/the-case-of-a-writer"
    site.answer(target.replace("{path}", asked), body=place)
    if "{path}" in target:
        usual = site.rest

        def rest(request):
            return script(body=place) if "=" in request.path else usual(request)

        site.rest = rest
    assert check(site, settings, site.url(asked)).outcome == Outcome.SOFT_404


@pytest.mark.parametrize("target", ["/news", "/sitemap/", "/search", "/errors/report-on-courts", "/404-days-in-prison"])
def test_a_redirect_that_only_this_page_has_is_a_redirect(site: Site, settings, target: str) -> None:
    site.answer(target, body=html("Here", "Here", ARTICLE))
    url = site.answer("/news/2021/the-case-of-a-writer", status=302, headers={"Location": target}, body="")
    assert check(site, settings, url).outcome == Outcome.OK


def test_a_redirect_to_a_place_named_not_found_that_says_so_needs_no_like(site: Site, settings) -> None:
    """Lost articles are sent there one by one; for addresses that never were, the site knows 404."""
    site.answer("/not-found", body=html("Not found", "Page not found", ""))
    url = site.answer("/news/2021/the-case-of-a-writer", status=302, headers={"Location": "/not-found"}, body="")
    assert check(site, settings, url).outcome == Outcome.SOFT_404
    for unclear in ({"status": 500}, {"status": 404, "body": "<title>Just a moment...</title>"}):
        site.everything(**unclear)
        assert check(site, settings, url).outcome == Outcome.OK


@pytest.mark.parametrize("canonical", [True, False])
def test_a_site_that_finds_its_pages_by_number_alone_is_not_misjudged(site: Site, settings, canonical: bool) -> None:
    """Whatever the end of the address is, number 17 is number 17; the probe must not take that for "not found"."""
    story = html(
        "Not found: the disappeared", "Not found", ARTICLE, f'<link rel="canonical" href="{site.url("/a/17/nf")}">'
    )

    def rest(request):
        if not request.path.startswith("/a/17/"):
            return script(status=404)
        if canonical or request.path == "/a/17/nf":
            return script(body=story)
        return script(status=301, headers={"Location": "/a/17/nf"}, body="")

    site.rest = rest
    assert check(site, settings, site.url("/a/17/nf")).outcome == Outcome.OK


def test_a_page_behind_www_or_another_name_is_compared_where_it_stands(site: Site, settings) -> None:
    there = site.url("/news/story-of-may", host="127.0.0.2")
    site.everything(body=html("Not found", "Page not found", "gone"))
    url = site.answer("/news/story-of-may", host="127.0.0.1", status=301, headers={"Location": there}, body="")
    assert check(site, settings, url).outcome == Outcome.SOFT_404
    assert [request.host for request in site.requests] == ["127.0.0.1", *["127.0.0.2"] * 3]


def test_the_question_stays_on_the_host_and_tells_it_nothing_new(site: Site, settings) -> None:
    elsewhere = site.url("/lost", host="127.0.0.2")
    site.everything(status=302, headers={"Location": elsewhere}, body="")
    site.answer("/secret/the-name-of-a-writer", body=html("Not found", "Not found", "gone"))
    evidence = check(site, settings, site.url("/secret/the-name-of-a-writer"))
    assert evidence.outcome == Outcome.OK
    assert [request.host for request in site.requests] == ["127.0.0.1", "127.0.0.1"]
    asked, probed = (request.path for request in site.requests)
    assert probed.startswith("/secret/")
    assert not set(asked.split("/")[-1].split("-")) & set(probed.split("/")[-1].split("-"))
    assert not {"Referer", "Origin"} & set(site.requests[1].headers)


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("/a/b/story-of-may.html", r"/a/b/[a-z]{5}-[a-z]{2}-[a-z]{3}\.html"),
        ("/a/b/12345", r"/a/b/9\d{8}"),
        ("/a/b/story-12345.php", r"/a/b/[a-z]{5}-9\d{8}\.php"),
        ("/2021/03/05/slug", r"/2021/03/05/[a-z]+"),
        ("/article/4711/slug", r"/article/9\d{8}/[a-z]+"),
        ("/a/b/", r"/a/[a-z]{8,}/"),
        ("/index.php?id=12&lang=en", r"/index\.php\?id=9\d{8}&lang=en"),
        ("/", r"/[a-z]{8,}"),
        ("/?p=123", r"/\?p=9\d{8}"),
        ("/story?utm_source=x", r"/[a-z]{8,}"),
        ("/%D0%BF%D1%80-%D0%B0", r"/[a-z]{2}-[a-z]+"),
    ],
)
def test_the_impossible_page_has_the_shape_of_the_real_one(url: str, shape: str) -> None:
    made = impossible(f"https://news.example.org{url}", "qxzvwkjhqxzvwkjhqxzv0123456701234567")
    assert re.fullmatch(shape, made.removeprefix("https://news.example.org")), made


@given(st.text(max_size=60), st.text(max_size=30))
def test_whatever_the_address_another_one_of_the_same_host_is_made(path: str, query: str) -> None:
    url = ada_url.URL(f"https://news.example.org/{path}?{query}")
    made = ada_url.URL(impossible(url.href, "qxzvwkjhqxzvwkjhqxzv0123456701234567"))
    assert (made.protocol, made.host, made.hash) == ("https:", "news.example.org", "")
    assert made.href != url.href


def test_an_article_known_by_its_number_in_the_query_is_compared_by_that(site: Site, settings) -> None:
    site.rest = lambda request: script(
        **({"body": html("Article not found", "", "No such article.")} if "?" in request.path else {"status": 404})
    )
    assert check(site, settings, site.url("/article.php?id=4711")).outcome == Outcome.SOFT_404
    site.answer("/article.php?id=12", body=html("Article not found in court files", "", ARTICLE))
    assert check(site, settings, site.url("/article.php?id=12")).outcome == Outcome.OK


def test_a_plain_text_answer_is_compared_as_well(site: Site, settings) -> None:
    site.everything(body="File not found.", headers={"Content-Type": "text/plain"})
    assert check(site, settings, site.url("/files/report-of-may.txt")).outcome == Outcome.SOFT_404
