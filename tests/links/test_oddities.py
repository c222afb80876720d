"""Servers that speak HTTP in old, odd or broken ways: what browsers show is read, however the bytes are grouped."""

import asyncio
import ipaddress
import socket
from typing import Any

import pytest

from links.evidence import Evidence
from links.fetch import Fetcher, Manners
from links.network.guard import Guard
from links.vocabulary import Outcome
from tests.links.our_line import Names
from tests.web import LocalWeb, page

PAGE = page().encode()
HTML = b"Content-Type: text/html\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(PAGE)
CHUNKS = b"Transfer-Encoding: chunked\r\n"


def check(settings, *urls: str, **rules: Any) -> Evidence:
    async def ask() -> Evidence:
        allowed = {"networks": settings.LINKS_ALLOWED_NETWORKS, "ports": settings.LINKS_ALLOWED_PORTS, **rules}
        manners = Manners(user_agent="test", interval=0, timeout=1)
        async with Fetcher(guard=Guard(**allowed), manners=manners) as fetcher:
            return [await fetcher.check(url) for url in urls][-1]

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.0 200 OK\r\n" + HTML + b"\r\n" + PAGE,
        b"HTTP/1.0 200 OK\r\n" + HTML + LENGTH + b"Connection: keep-alive\r\n\r\n" + PAGE,
        b"HTTP/1.1 200\r\n" + HTML + LENGTH + b"\r\n" + PAGE,
        b"HTTP/1.1 200 OK\n" + HTML.replace(b"\r", b"") + b"\n" + PAGE,
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" + HTML + LENGTH + b"\r\n" + PAGE,
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\n" + HTML + LENGTH + b"\r\n" + PAGE,
        b"HTTP/1.1 200 OK\r\n" + HTML + LENGTH + b"\r\n" + PAGE + b"and more than was announced",
        b"HTTP/1.1 200 OK\r\n" + HTML + LENGTH + b"Connection: close\r\n\r\n" + PAGE + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + HTML + CHUNKS + b"\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE),
        b"HTTP/1.1 200 OK\r\n" + HTML + CHUNKS + b"\r\n%x\r\n%b\r\nno length\r\n" % (len(PAGE), PAGE),
        b"HTTP/1.1 200 OK\r\n" + HTML + CHUNKS + b"\r\n%x;odd=1\r\n%b\r\n" % (len(PAGE), PAGE),
        b"HTTP/1.1 200 OK\r\n" + HTML + b"X-Long: " + b"x" * 60_000 + b"\r\n" + LENGTH + b"\r\n" + PAGE,
    ],
    ids=["1.0", "1.0 kept open", "no reason", "bare line ends", "100", "103", "too long", "too long, closed", "chunks",
         "broken chunks", "no last chunk", "long header"],
)  # fmt: skip
def test_a_page_that_browsers_show_is_read(web: LocalWeb, settings, raw: bytes) -> None:
    evidence = check(settings, web.answer("/page", raw=raw))
    assert (evidence.outcome, evidence.text) == (Outcome.OK, "Words on a page of the local web.")
    assert {request.method for request in web.requests} == {"GET"}


@pytest.mark.parametrize(
    ("raw", "outcomes"),
    [
        (b"", {Outcome.CONNECTION_FAILED}),
        (b"HTTP/1.1 200 OK\r\nContent-Ty", {Outcome.CONNECTION_FAILED}),
        (b"\x00\x01\x02\x03\r\n\r\n", {Outcome.CONNECTION_FAILED}),
        (b"220 mail.example.org ESMTP\r\n", {Outcome.CONNECTION_FAILED}),
        (b"HTTP/1.1 200 OK\r\n" + b"X-Bomb: x\r\n" * 20_000, {Outcome.BLOCKED}),
        (b"HTTP/1.1 200 OK\r\nX-Bomb: " + b"x" * 300_000, {Outcome.BLOCKED}),
        (b"HTTP/1.1 200 OK\r\n" + b"\n" * 5 + PAGE, {Outcome.OK, Outcome.BLOCKED}),
    ],
    ids=["nothing", "half a head", "no HTTP", "mail", "many headers", "endless header", "empty head"],
)
def test_what_is_no_answer_has_its_word(web: LocalWeb, settings, raw: bytes, outcomes: set[Outcome]) -> None:
    assert check(settings, web.answer("/page", raw=raw)).outcome in outcomes


def test_a_page_without_any_head_is_not_called_dead(web: LocalWeb, settings) -> None:
    """HTTP/0.9: some browsers still show it."""
    assert check(settings, web.answer("/page", raw=PAGE)).outcome == Outcome.BLOCKED


@pytest.mark.parametrize(
    "flood", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n", b"\r\n"]
)
def test_what_goes_on_before_the_answer_is_not_read_for_ever(web: LocalWeb, settings, flood: bytes) -> None:
    answer = b"HTTP/1.1 200 OK\r\n" + HTML + LENGTH + b"\r\n" + PAGE
    assert check(settings, web.answer("/some", raw=flood * 20 + answer)).outcome == Outcome.OK
    evidence = check(settings, web.answer("/many", raw=flood * (1_000_000 // len(flood)) + answer))
    assert (evidence.outcome, "too much before the answer" in evidence.error) == (Outcome.BLOCKED, True)


def test_the_head_behind_an_early_hint_is_read_whatever_is_wrong_with_its_body(web: LocalWeb, settings) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\n\r\n"
    broken = b"HTTP/1.1 200 OK\r\n" + HTML + CHUNKS + b"\r\n%x\r\n%b\r\nno length\r\n" % (len(PAGE), PAGE)
    assert check(settings, web.answer("/page", raw=early + broken)).text == "Words on a page of the local web."


@pytest.mark.parametrize(
    "cookie", ["a[b]=1", "a/b=1", "to(me)=1", "x=1/2", 'x={"a":"b,c"}', "x=a b", "x=\\054", "x=%7B%22", "x=YWJj=="]
)
def test_a_cookie_is_handed_back_as_it_came(web: LocalWeb, settings, cookie: str) -> None:
    """Sites that get other words back than they gave send their reader round for ever."""
    headers = {"Location": "/next", "Set-Cookie": f"{cookie}; Path=/; HttpOnly"}
    evidence = check(settings, web.answer("/page", status=302, headers=headers))
    assert (evidence.outcome, web.requests[-1].headers["Cookie"]) == (Outcome.OK, cookie)


def test_how_the_bytes_are_grouped_decides_nothing(web: LocalWeb, settings) -> None:
    """A body longer than announced, with its head in one piece with it and in a piece of its own."""
    together = b"HTTP/1.1 200 OK\r\n" + HTML + LENGTH + b"\r\n" + PAGE + b"more"
    one = check(settings, web.answer("/one", raw=together))
    two = check(settings, web.answer("/two", body=PAGE + b"more", promise=len(PAGE), drip=0.0001))
    assert (one.outcome, one.text, one.fingerprint) == (two.outcome, two.text, two.fingerprint)
    # The next request to the host is not answered with what was left over.
    assert check(settings, web.url("/one"), web.url("/three")).outcome == Outcome.OK


def test_a_site_with_an_ipv6_address_alone_is_read(settings, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    with LocalWeb(hosts=("::1",)) as web:
        loopback = {"networks": (*settings.LINKS_ALLOWED_NETWORKS, *_networks("::1/128"))}
        assert check(settings, web.url("/page", host="::1"), **loopback).outcome == Outcome.OK
        assert web.requests[0].headers["Host"] == f"[::1]:{web.port}"
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *args, **options: [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0))
        ])  # fmt: skip
        assert check(settings, f"http://six.org:{web.port}/page", **loopback).outcome == Outcome.OK
        assert check(settings, web.url("/page", host="::1")).outcome == Outcome.REFUSED
        assert len(web.contacts) == 2


def test_a_name_that_does_not_exist_is_not_a_name_server_that_fails(settings, names: Names) -> None:
    names.faults = {"gone.org": socket.EAI_NONAME, "unsure.org": socket.EAI_AGAIN, "broken.org": socket.EAI_FAIL}
    seen = {name: check(settings, f"http://{name}:{names.web.port}/").outcome for name in names.faults}
    assert seen == {
        "gone.org": Outcome.DNS_FAILURE,
        "unsure.org": Outcome.INCONCLUSIVE,
        "broken.org": Outcome.INCONCLUSIVE,
    }


def _networks(*texts: str) -> tuple[Any, ...]:
    return tuple(map(ipaddress.ip_network, texts))
