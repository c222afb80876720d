import asyncio
import gzip
import ssl
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from links.evidence import Evidence
from links.fetch import Fetcher, Manners
from links.network.guard import Guard
from links.vocabulary import Outcome
from tests.tls import Authority
from tests.web import LocalWeb, page, script


def guard(settings) -> Guard:
    return Guard(networks=settings.LINKS_ALLOWED_NETWORKS, ports=settings.LINKS_ALLOWED_PORTS)


def check(settings, *urls: str, **manners: Any) -> Evidence:
    """The evidence of the last of the addresses, checked in order by one fetcher."""

    async def ask() -> Evidence:
        own = {"user_agent": "test", "interval": 0.0, "timeout": 5.0, **manners}
        async with Fetcher(guard=guard(settings), manners=Manners(**own)) as fetcher:
            found = [await fetcher.check(url) for url in urls]
        return found[-1]

    return asyncio.run(ask())


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
WALL = "<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies</noscript>"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({}, Outcome.OK),
        ({"status": 204}, Outcome.BLOCKED),
        ({"status": 404}, Outcome.NOT_FOUND),
        ({"status": 410}, Outcome.GONE),
        ({"status": 500}, Outcome.SERVER_ERROR),
        ({"status": 503}, Outcome.SERVER_ERROR),
        ({"status": 400}, Outcome.BLOCKED),
        ({"status": 405}, Outcome.BLOCKED),
        ({"status": 418}, Outcome.BLOCKED),
        ({"status": 999}, Outcome.BLOCKED),
        *[({"status": status}, Outcome.BLOCKED) for status in (401, 402, 403, 407, 429, 451)],
        ({"status": 503, "headers": {"cf-mitigated": "challenge"}}, Outcome.BLOCKED),
        ({"status": 202, "headers": {"x-amzn-waf-action": "challenge"}}, Outcome.BLOCKED),
        ({"status": 503, "body": WALL}, Outcome.BLOCKED),
        ({"status": 200, "body": WALL}, Outcome.BLOCKED),
        ({"status": 200, "body": page("How walls work", "Just a moment... " + "a long article. " * 100)}, Outcome.OK),
        ({"status": 511}, Outcome.INCONCLUSIVE),
        ({"status": 301}, Outcome.OK),
        ({"status": 301, "headers": {"Location": ""}}, Outcome.OK),
        ({"status": 302, "headers": {"Location": "  "}}, Outcome.OK),
        ({"status": 302, "headers": {"Location": "http://["}}, Outcome.SERVER_ERROR),
        ({"raw": b"SSH-2.0-OpenSSH_9.2\r\n\r\n"}, Outcome.CONNECTION_FAILED),
        ({"raw": b""}, Outcome.CONNECTION_FAILED),
        ({"body": "short", "promise": 900}, Outcome.INCONCLUSIVE),
        ({"body": "", "promise": 900}, Outcome.CONNECTION_FAILED),
        ({"body": b"%PDF-1.7", "promise": 900, "headers": {"Content-Type": "application/pdf"}}, Outcome.INCONCLUSIVE),
        ({"body": "x" * 2000, "promise": 9000}, Outcome.OK),
        ({"raw": b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nmore than that"}, Outcome.OK),
        ({"raw": b"HTTP/1.1 200 OK\r\nno colon\r\n\r\nwords"}, Outcome.BLOCKED),
        ({"body": gzip.compress(b"words")[:-9], "headers": {"Content-Encoding": "gzip"}}, Outcome.INCONCLUSIVE),
        ({"raw": CHUNKED + b"5\r\nwords\r\nno length\r\n"}, Outcome.INCONCLUSIVE),
        ({"body": b"\x00not gzip", "headers": {"Content-Encoding": "gzip"}}, Outcome.CONNECTION_FAILED),
        ({"body": b"\x1b\x03", "headers": {"Content-Encoding": "dcb"}}, Outcome.OK),
        ({"body": b"%PDF-1.7", "headers": {"Content-Type": "application/pdf"}}, Outcome.OK),
        ({"raw": b"HTTP/1.0 200 OK\r\n\r\nwords without a length"}, Outcome.OK),
        ({"headers": {"Set-Cookie": "long=" + "x" * 20_000}}, Outcome.OK),
    ],
)
def test_each_answer_has_its_outcome(web: LocalWeb, settings, answer: dict[str, Any], outcome: Outcome) -> None:
    assert check(settings, web.answer("/page", **answer)).outcome == outcome


@pytest.mark.parametrize(
    "answer",
    [
        {"promise": 9000},
        {"raw": CHUNKED + b"%x\r\n%b\r\n" % (len(page()), page().encode())},
        {"body": gzip.compress(page().encode())[:-8], "headers": {"Content-Encoding": "gzip"}},
        {"body": gzip.compress(page().encode())[:-8] + bytes(8), "headers": {"Content-Encoding": "gzip"}},
        {"body": zlib.compress(page().encode())[:-4] + bytes(4), "headers": {"Content-Encoding": "deflate"}},
        {"hang": True},
        {"hang": True, "body": page().upper() + "<!-- made in no time at all -->"},
        {"hang": True, "body": page().encode("utf-16"), "headers": {"Content-Type": "text/html"}},
    ],
    ids=["length", "last chunk", "no trailer", "trailer", "checksum", "open", "behind its end", "utf-16"],
)
def test_a_whole_small_page_in_a_broken_frame_is_read_as_browsers_show_it(
    web: LocalWeb, settings, answer: dict[str, Any]
) -> None:
    evidence = check(settings, web.answer("/page", **answer), timeout=0.5)
    assert (evidence.outcome, evidence.incomplete) == (Outcome.OK, True)
    assert (evidence.text or "").lower() == "words on a page of the local web."
    assert evidence.error


def test_a_page_is_kept_up_to_the_fault_in_its_compression(web: LocalWeb, settings) -> None:
    words = page(text=" ".join(map(str, range(40_000)))).encode()
    squeezed = bytearray(gzip.compress(words))
    squeezed[-30:] = bytes(30)
    evidence = check(settings, web.answer("/page", body=bytes(squeezed), headers={"Content-Encoding": "gzip"}))
    assert evidence.outcome == Outcome.OK
    assert "39000 39001" in (evidence.text or "")


def test_a_broken_off_answer_is_asked_for_once_more(web: LocalWeb, settings) -> None:
    url = web.answer("/page", body="short", promise=900, then=script())
    assert check(settings, url).outcome == Outcome.OK
    assert web.count("/page") == 2


@pytest.mark.parametrize(
    ("first", "outcome"),
    [
        ({"status": 429}, Outcome.BLOCKED),
        ({"status": 503, "headers": {"cf-mitigated": "challenge"}}, Outcome.BLOCKED),
        ({"body": "short", "promise": 900}, Outcome.INCONCLUSIVE),
        ({"status": 503}, Outcome.CONNECTION_FAILED),
    ],
)
def test_silence_on_the_second_try_does_not_outweigh_an_answer_that_is_no_failure(
    web: LocalWeb, settings, first: dict[str, Any], outcome: Outcome
) -> None:
    url = web.answer("/page", **first, then=script(raw=b""))
    assert check(settings, url).outcome == outcome
    assert web.count("/page") > 1


def test_evidence_of_a_page_is_complete(web: LocalWeb, settings) -> None:
    url = web.answer("/page", body="<title>A &amp; B\n C</title><p>One<b>two</b></p><p>three<style>no</style>")
    evidence = check(settings, url)
    assert (evidence.status_code, evidence.final_url, evidence.page_title) == (200, url, "A & B C")
    assert (evidence.text, evidence.incomplete) == ("Onetwo\nthree", False)
    assert evidence.content_type == "text/html; charset=utf-8"
    assert evidence.body_bytes > 0
    assert len(evidence.fingerprint) == 64


def test_the_checker_says_who_it_is(web: LocalWeb, settings) -> None:
    settings.LINKS_CONTACT = "https://letters.example.org/about"
    check(settings, web.url("/page"), user_agent=Manners.from_settings().user_agent)
    assert web.requests[0].headers["User-Agent"] == "AdvocacyLetterTracker/0.1 (+https://letters.example.org/about)"
    assert web.requests[0].method == "GET"


@pytest.mark.parametrize(
    ("asked", "hops", "outcome"),
    [
        ("/old/page", [(301, "/new/page")], Outcome.MOVED),
        ("/old/page", [(308, "/new/page")], Outcome.MOVED),
        ("/old/page", [(302, "/new/page")], Outcome.OK),
        ("/old/page", [(302, "/middle"), (301, "/new/page")], Outcome.OK),
        ("/old/page", [(301, "/old/page/")], Outcome.OK),
        ("/old/page", [(301, "/")], Outcome.MOVED_HOME),
        ("/old/page", [(302, "/en/")], Outcome.MOVED_HOME),
        ("/old/page", [(302, "/hy/index.html")], Outcome.MOVED_HOME),
        ("/old/page", [(302, "/?utm_source=x")], Outcome.MOVED_HOME),
        ("/?p=12", [(302, "/")], Outcome.MOVED_HOME),
        ("/old/page", [(301, "/?p=12")], Outcome.MOVED),
        ("/", [(302, "/en/")], Outcome.OK),
        ("/old/page", [(301, "/ok")], Outcome.MOVED),
        ("/old/page", [(301, "/#/story/12")], Outcome.MOVED),
        ("/old/page", [(302, "/#!/story/12")], Outcome.OK),
        ("/old/page", [(302, "/#!story")], Outcome.OK),
        ("/old/page", [(302, "/en/#/story/12")], Outcome.OK),
        ("/old/page", [(302, "/#/")], Outcome.MOVED_HOME),
        ("/old/page", [(302, "/#!/")], Outcome.MOVED_HOME),
        ("/old/page", [(302, "/#!")], Outcome.MOVED_HOME),
        ("/old/page", [(302, "/#/en/home")], Outcome.MOVED_HOME),
        ("/old/page", [(302, "/user/login?next=/old/page")], Outcome.BLOCKED),
        ("/old/page", [(301, "/Login.aspx")], Outcome.BLOCKED),
        ("/old/page", [(302, "/#/login")], Outcome.BLOCKED),
        ("/old/page", [(301, "/news/login-history-of-x")], Outcome.MOVED),
        ("/account/login", [(301, "/en/login")], Outcome.MOVED),
    ],
)
def test_where_redirects_end_decides(
    web: LocalWeb, settings, asked: str, hops: list[tuple[int, str]], outcome: Outcome
) -> None:
    path = asked
    for status, location in hops:
        web.answer(path, status=status, headers={"Location": location}, body="")
        path = location
    if asked == "/":
        web.answer("/en/")
    evidence = check(settings, web.url(asked))
    assert evidence.outcome == outcome
    assert [hop["status"] for hop in evidence.redirects] == [status for status, _ in hops]
    assert evidence.final_url == web.url(path)


def test_a_route_in_a_fragment_is_kept_for_people_and_never_sent(web: LocalWeb, settings) -> None:
    web.answer("/middle", status=301, headers={"Location": "/app/"})
    evidence = check(settings, web.answer("/story", status=301, headers={"Location": "/middle#/story/12"}))
    # A redirect without a fragment of its own carries the one before along (Fetch standard, 4.5).
    assert (evidence.outcome, evidence.final_url) == (Outcome.MOVED, web.url("/app/#/story/12"))
    assert [request.path for request in web.requests] == ["/story", "/middle", "/app/"]
    place = check(settings, web.answer("/story", status=301, headers={"Location": "/app/#comments"}))
    assert place.final_url == web.url("/app/")


def test_a_route_does_not_hide_a_loop(web: LocalWeb, settings) -> None:
    url = web.answer("/story", status=302, headers={"Location": "/story#/a"})
    assert check(settings, url).outcome == Outcome.REDIRECT_LOOP
    assert len(web.requests) == 1
    web.forget_requests()
    web.answer("/round", status=302, headers={"Location": "/round#/b"})
    url = web.answer("/story", status=302, headers={"Location": "/round#/a"})
    assert check(settings, url).outcome == Outcome.REDIRECT_LOOP
    assert len(web.requests) == 2


def test_a_redirect_to_a_page_that_is_missing_is_missing(web: LocalWeb, settings) -> None:
    web.answer("/404", status=404)
    evidence = check(settings, web.answer("/page", status=302, headers={"Location": "/404"}))
    assert (evidence.outcome, evidence.status_code) == (Outcome.NOT_FOUND, 404)


def test_a_loop_is_a_loop_and_so_is_an_endless_chain(web: LocalWeb, settings) -> None:
    web.answer("/a", status=302, headers={"Location": "/b"})
    web.answer("/b", status=302, headers={"Location": "/a"})
    assert check(settings, web.url("/a")).outcome == Outcome.REDIRECT_LOOP
    assert len(web.requests) == 2
    for number in range(30):
        web.answer(f"/{number}", status=302, headers={"Location": f"/{number + 1}"})
    evidence = check(settings, web.url("/0"), max_redirects=4)
    assert (evidence.outcome, len(evidence.redirects)) == (Outcome.REDIRECT_LOOP, 5)


def test_a_page_that_sends_itself_a_cookie_first_is_read(web: LocalWeb, settings) -> None:
    gate = {"Location": "/page", "Set-Cookie": "seen=1"}
    url = web.answer("/page", status=302, headers=gate, then=script())
    assert check(settings, url).outcome == Outcome.OK
    web.answer("/page", status=302, headers=gate)
    assert check(settings, url).outcome == Outcome.REDIRECT_LOOP


def test_a_failure_is_tried_once_more(web: LocalWeb, settings) -> None:
    failures: dict[str, dict[str, Any]] = {"/a": {"status": 500}, "/b": {"raw": b""}, "/c": {"status": 429}}
    for path, first in failures.items():
        assert check(settings, web.answer(path, **first, then=script())).outcome == Outcome.OK
        assert web.count(path) == 2
    check(settings, web.answer("/d", status=404))
    assert web.count("/d") == 1


def test_retry_after_is_waited_for_when_short_and_kept_when_long(web: LocalWeb, settings) -> None:
    url = web.answer("/page", status=429, headers={"Retry-After": "120"})
    evidence = check(settings, url)
    assert (evidence.retry_after, web.count("/page")) == (120, 1)
    web.answer("/page", status=429, headers={"Retry-After": "1"}, then=script())
    assert check(settings, url).outcome == Outcome.OK
    assert web.requests[-1].at - web.requests[-2].at >= 1
    for odd in ("soon", "-1", "9" * 30, "Fri, 99 Foo 2026", f"Mon, 01 Jan {'9' * 20} 00:00:00 GMT"):
        web.answer("/odd", status=404, headers={"Retry-After": odd})
        assert check(settings, web.url("/odd")).outcome == Outcome.NOT_FOUND


def test_the_deadline_bounds_slow_senders(web: LocalWeb, settings) -> None:
    slow = [
        web.answer("/head", delay=9),
        web.answer("/body", body="x" * 500, drip=0.05),
        web.answer("/hang", hang=True, body="<html><p>Half a page"),
    ]
    for url in slow:
        evidence = check(settings, url, timeout=0.3)
        assert evidence.outcome == Outcome.TIMEOUT
        assert evidence.elapsed_ms < 3000
    half = web.answer("/file", body=b"%PDF-1.7" * 99, drip=0.05, headers={"Content-Type": "application/pdf"})
    assert check(settings, half, timeout=0.3).outcome == Outcome.INCONCLUSIVE
    evidence = check(settings, web.answer("/most", hang=True, body=page(text="word " * 500)), timeout=0.3)
    assert (evidence.outcome, evidence.incomplete) == (Outcome.OK, True)
    assert evidence.error


def test_a_bomb_costs_the_limit_and_no_more(web: LocalWeb, settings) -> None:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(squeeze.compress(bytes(1024 * 1024)) for _ in range(50)) + squeeze.flush()
    url = web.answer("/bomb", body=bomb, headers={"Content-Encoding": "gzip"})
    evidence = check(settings, url, max_body_bytes=64 * 1024)
    assert (evidence.outcome, evidence.incomplete) == (Outcome.OK, True)
    assert len(evidence.text or "") <= 64 * 1024
    endless = web.answer("/endless", body=page(text="word " * 100_000))
    assert check(settings, endless, max_body_bytes=5000).incomplete


def test_names_and_ports_that_lead_nowhere(web: LocalWeb, settings) -> None:
    assert check(settings, "http://letters.invalid/").outcome == Outcome.DNS_FAILURE
    with LocalWeb(hosts=("127.0.0.1",)) as closed:
        url = closed.url("/")
    assert check(settings, url).outcome == Outcome.CONNECTION_FAILED


def test_certificates_are_verified_always(web: LocalWeb, settings, tmp_path: Path) -> None:
    ours, theirs = Authority(), Authority()
    bundle = tmp_path / "ca.pem"
    bundle.write_bytes(ours.pem)
    cases: list[tuple[ssl.SSLContext, Outcome]] = [
        (ours.server("127.0.0.1"), Outcome.OK),
        (theirs.server("127.0.0.1"), Outcome.TLS_ERROR),
        (ours.server("other.example.org"), Outcome.TLS_ERROR),
    ]
    for context, outcome in cases:
        with LocalWeb(hosts=("127.0.0.1",), tls=context) as secure:
            assert check(settings, secure.url("/"), ca_bundle=str(bundle)).outcome == outcome
    plain = web.url("/").replace("http:", "https:")
    assert check(settings, plain).outcome == Outcome.TLS_ERROR


def test_a_bundle_that_is_renewed_is_read_again(web: LocalWeb, settings, tmp_path: Path) -> None:
    former, present = Authority(), Authority()
    bundle = tmp_path / "ca.pem"
    with LocalWeb(hosts=("127.0.0.1",), tls=present.server("127.0.0.1")) as secure:
        for authority, outcome in ((former, Outcome.TLS_ERROR), (present, Outcome.OK)):
            bundle.write_bytes(authority.pem)
            assert check(settings, secure.url("/"), ca_bundle=str(bundle)).outcome == outcome


def test_requests_to_one_host_keep_its_interval(web: LocalWeb, settings) -> None:
    web.answer("/a", status=302, headers={"Location": "/b"})
    web.answer("/c", status=500)
    began = time.monotonic()
    check(settings, web.url("/a"), web.url("/c"), interval=0.1)
    assert len(web.requests) == 4
    # From before the first request, since a busy machine may note that one late.
    assert web.requests[-1].at - began >= 3 * 0.1
