"""What stands at the end of the way: pages that send their reader on, empty ones, shells, frames, PDFs, front pages."""

import threading
from typing import Any

import pytest

import links.pages.parsing
from links.vocabulary import Outcome
from tests.links.pdfs import pdf
from tests.links.sites import Site, check
from tests.web import page, script

STORY = page("A story", "The court heard the case of the writer on 3 May.")


def sends_on(content: str, text: str = "You are being redirected.") -> str:
    return f'<html><head><meta http-equiv="Refresh" content="{content}"></head><body>{text}</body></html>'


@pytest.mark.parametrize(
    "content", ["0;url=/new", "0; URL='/new'", '3; url="/new"'.replace('"', "&quot;"), "0,/new", "1 /new"]
)
def test_a_page_that_sends_its_reader_on_at_once_is_a_temporary_redirect(site: Site, settings, content: str) -> None:
    site.answer("/new", body=STORY)
    evidence = check(site, settings, site.answer("/old/story", body=sends_on(content)))
    assert (evidence.outcome, evidence.final_url, evidence.page_title) == (Outcome.OK, site.url("/new"), "A story")
    assert [(hop["status"], hop["location"]) for hop in evidence.redirects] == [(200, site.url("/new"))]


def test_the_header_of_that_name_sends_on_as_well(site: Site, settings) -> None:
    site.answer("/new", body=STORY)
    url = site.answer("/old", body="<p>Moved.", headers={"Refresh": "0;url=/new"})
    assert check(site, settings, url).final_url == site.url("/new")


def test_the_copy_that_is_kept_is_of_the_page_that_was_reached(site: Site, settings) -> None:
    site.answer("/new", body=STORY)
    evidence = check(site, settings, site.answer("/old", body=sends_on("0;url=/new")), keep_answers=True)
    assert evidence.answer
    assert (evidence.answer.url, evidence.answer.body) == (site.url("/new"), STORY.encode())


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, sends_on("60;url=/new")),
        (200, sends_on("300")),
        (200, sends_on("0;url=/new", "A long story. " * 60)),
        (200, f"<noscript>{sends_on('0;url=/new')}</noscript><p>A story"),
        (200, f"<!-- {sends_on('0;url=/new')} --><p>A story"),
        (200, sends_on("0;url=javascript:alert(1)")),
        (404, sends_on("0;url=/new")),
    ],
    ids=["long delay", "reload", "much to say", "without scripts", "comment", "no address", "404"],
)
def test_other_pages_stay_where_they_are(site: Site, settings, status: int, body: str) -> None:
    url = site.answer("/old", status=status, body=body)
    assert check(site, settings, url).final_url == url
    assert site.count("/new") == 0


def test_what_a_page_sends_to_is_judged_like_the_end_of_any_redirect(site: Site, settings) -> None:
    site.answer("/", body=STORY)
    site.answer("/lost", status=404)
    site.answer("/login")
    cases = {"/": Outcome.MOVED_HOME, "/lost": Outcome.NOT_FOUND, "/login": Outcome.BLOCKED}
    for target, outcome in cases.items():
        url = site.answer("/old/story", body=sends_on(f"0;url={target}"))
        assert check(site, settings, url).outcome == outcome
    url = site.answer("/old/story", body=sends_on("0;url=http://169.254.169.254/latest/"))
    assert check(site, settings, url).outcome == Outcome.REFUSED


def test_pages_that_send_round_in_circles_end_and_are_no_strike(site: Site, settings) -> None:
    site.answer("/b", body=sends_on("0;url=/a"))
    assert check(site, settings, site.answer("/a", body=sends_on("0;url=/b"))).outcome == Outcome.BLOCKED
    assert len(site.requests) == 2
    assert check(site, settings, site.answer("/self", body=sends_on("0;url=/self"))).outcome == Outcome.BLOCKED
    for number in range(30):
        site.answer(f"/{number}", body=sends_on(f"0;url=/{number + 1}"))
    evidence = check(site, settings, site.url("/0"), max_redirects=4)
    assert (evidence.outcome, len(site.requests)) == (Outcome.REDIRECT_LOOP, 5)


def test_a_page_that_hands_out_a_cookie_and_reloads_is_read(site: Site, settings) -> None:
    cookie, story = {"Set-Cookie": "seen=1"}, script(body=STORY)
    url = site.answer("/story", body=sends_on("0;url=/story"), headers=cookie, then=story)
    evidence = check(site, settings, url)
    assert (evidence.outcome, evidence.page_title) == (Outcome.OK, "A story")


def test_a_canonical_address_of_the_front_page_is_no_redirect(site: Site, settings) -> None:
    body = STORY.replace("</head>", '<link rel="canonical" href="/"></head>')
    evidence = check(site, settings, site.answer("/story", body=body))
    assert (evidence.outcome, evidence.redirects) == (Outcome.OK, ())


@pytest.mark.parametrize(
    "answer",
    [
        {"body": ""},
        {"body": " \n"},
        {"body": "<!doctype html><html><head></head><body></body></html>"},
        {"body": "", "headers": {"Content-Type": "application/pdf"}},
        {"body": "", "headers": {"Content-Type": ""}},
        {"status": 204},
    ],
    ids=["nothing", "white space", "no element", "pdf", "untyped", "204"],
)
def test_an_empty_answer_is_no_sign_of_life_and_no_strike(site: Site, settings, answer: dict[str, Any]) -> None:
    evidence = check(site, settings, site.answer("/story", **answer))
    assert (evidence.outcome, evidence.error) == (Outcome.BLOCKED, "the answer was empty")


@pytest.mark.parametrize(
    "body",
    [
        "<title>A story</title>",
        "<p>Words.",
        '<img src="/scan-of-the-letter.jpg">',
        '<script src="/app.js"></script>',
        '<embed src="/letter.pdf">',
        '<frameset><frame src="/a"></frameset>',
    ],
)
def test_a_page_that_shows_anything_is_not_empty(site: Site, settings, body: str) -> None:
    assert check(site, settings, site.answer("/story", body=f"<html>{body}</html>")).outcome == Outcome.OK


@pytest.mark.parametrize(
    ("body", "hides"),
    [
        ('<div id="root"></div><script src="/a.js"></script>', True),
        ('<app-root>Loading…</app-root><script src="/a.js"></script>', True),
        ("<noscript>Please enable JavaScript.</noscript><script>boot()</script>Loading the story for you, wait", True),
        ('<frameset cols="20%,80%"><frame src="/menu"><frame src="/story"></frameset>', True),
        ('<iframe src="https://other.example/story" width="100%"></iframe>', True),
        ("<p>Words that stand here." * 9 + '<script src="/counter.js"></script>', False),
        ("<p>Words that stand here." * 40 + '<div id="root"></div><script src="/a.js"></script>', False),
        ("<p>Words that stand here.", False),
    ],
    ids=["root", "angular", "noscript", "frameset", "frame", "script", "drawn on the server", "plain"],
)
def test_words_that_scripts_or_frames_would_bring_are_not_said_to_lack(
    site: Site, settings, body: str, hides: bool
) -> None:
    evidence = check(site, settings, site.answer("/story", body=f"<html><body>{body}</body></html>"))
    assert (evidence.outcome, evidence.incomplete) == (Outcome.OK, hides)


def test_a_pdf_is_read_and_half_of_one_is_not_said_to_lack_anything(site: Site, settings) -> None:
    body = pdf("The court heard the case", "of the writer.", title="A judgment")
    for kind in ("application/pdf", "application/octet-stream", "application/x-pdf"):
        evidence = check(site, settings, site.answer("/file", body=body, headers={"Content-Type": kind}))
        assert (evidence.outcome, evidence.page_title, evidence.incomplete) == (Outcome.OK, "A judgment", False)
        assert evidence.text == evidence.main_text == "The court heard the case\nof the writer."
    half = check(site, settings, site.url("/file"), max_body_bytes=len(body) - 3)
    assert (half.outcome, half.text, half.incomplete) == (Outcome.OK, None, True)
    named = site.answer("/odd", body=b"%PDF-1.7 nonsense", headers={"Content-Type": "application/pdf"})
    assert (check(site, settings, named).outcome, check(site, settings, named).text) == (Outcome.OK, None)


@pytest.mark.parametrize("kind", ["image/png", "application/zip", "video/mp4", "application/msword"])
def test_other_kinds_of_answer_are_alive_and_without_text(site: Site, settings, kind: str) -> None:
    evidence = check(site, settings, site.answer("/file", body=b"\x00\x01binary", headers={"Content-Type": kind}))
    assert (evidence.outcome, evidence.text) == (Outcome.OK, None)


@pytest.mark.parametrize("target", ["/", "/en/", "/index.html"])
def test_the_front_page_is_no_page_and_what_else_leads_there_is_said(site: Site, settings, target: str) -> None:
    site.answer(target, body=STORY)
    url = site.answer("/old/story-of-may", status=301, headers={"Location": target}, body="")
    evidence = check(site, settings, url)
    assert (evidence.outcome, evidence.error.endswith("did not lead there")) == (Outcome.MOVED_HOME, True)
    site.everything(status=301, headers={"Location": target}, body="")
    assert "led to the front page as well" in check(site, settings, url).error
    site.everything(status=500)
    assert check(site, settings, url).outcome == Outcome.MOVED_HOME


def test_a_page_that_is_a_section_of_the_front_page_now_has_moved_there(site: Site, settings) -> None:
    site.answer("/", body=page("Home", f'<h2>News</h2><section id="our-team">{STORY}</section>'))
    for target in ("/#our-team", "/#Our-Team", "/#our%2Dteam"):
        url = site.answer("/our-team.html", status=301, headers={"Location": target}, body="")
        assert check(site, settings, url).outcome == Outcome.MOVED
    url = site.answer("/our-team", status=302, headers={"Location": "/#our-team"}, body="")
    assert check(site, settings, url).outcome == Outcome.OK


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/our-team", "/#top"),  # not its name
        ("/our-team", "/#ourteam2"),
        ("/story", "/#story"),  # nowhere on the page
        ("/our-team", "/"),
    ],
)
def test_a_fragment_alone_makes_no_section_of_the_front_page(site: Site, settings, asked: str, target: str) -> None:
    site.answer("/", body=page("Home", f'<div id="top">{STORY}</div><section id="our-team">We.</section>'))
    url = site.answer(asked, status=301, headers={"Location": target}, body="")
    assert check(site, settings, url).outcome == Outcome.MOVED_HOME


def test_a_site_that_sends_every_page_to_a_section_of_its_name_says_nothing_of_this_one(site: Site, settings) -> None:
    site.answer("/", body=page("Home", f'<section id="our-team">{STORY}</section>'))
    url = site.answer("/our-team", status=301, headers={"Location": "/#our-team"}, body="")
    site.everything(status=301, headers={"Location": "/#our-team"}, body="")
    assert check(site, settings, url).outcome == Outcome.SOFT_404


def test_a_front_page_on_another_host_is_none_either(site: Site, settings) -> None:
    for target in ("/", "/ru/", "/?from=old"):
        there = site.url(target, host="127.0.0.2")
        site.answer(target, body=STORY)
        url = site.answer("/old/story", host="127.0.0.1", status=301, headers={"Location": there}, body="")
        assert check(site, settings, url).outcome == Outcome.MOVED_HOME


def test_a_page_that_says_that_the_whole_site_has_moved_is_not_the_page(site: Site, settings) -> None:
    site.everything(body=page("We have moved", "Our website has moved to new.example.org."))
    assert check(site, settings, site.url("/old/story-of-may")).outcome == Outcome.SOFT_404


def test_a_large_page_is_read_beside_the_loop(site: Site, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    readers: list[threading.Thread] = []
    read = links.pages.parsing.read_page

    def noting(body: bytes, content_type: str) -> Any:
        readers.append(threading.current_thread())
        return read(body, content_type)

    monkeypatch.setattr(links.pages.parsing, "read_page", noting)
    assert check(site, settings, site.answer("/small", body=STORY)).outcome == Outcome.OK
    assert check(site, settings, site.answer("/large", body=page(text="word " * 20_000))).outcome == Outcome.OK
    assert [thread is threading.main_thread() for thread in readers] == [True, False]
