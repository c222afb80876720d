"""Server-side request forgery: nothing below may ever be contacted."""

import asyncio
import ipaddress
import itertools
import socket
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiohttp.abc import ResolveResult

from links.fetch import Fetcher, Manners
from links.network.guard import Guard, Refusal, UnknownName, unwatched_names
from links.network.transport import Resolver, same_for_both
from links.vocabulary import Outcome
from tests.links.hostile import ELSEWHERE, LISTENING, TORN, UNREADABLE
from tests.web import LocalWeb


def spelled(table: list[str], web: LocalWeb) -> list[str]:
    return [url.replace("{port}", str(web.port)) for url in table]


@pytest.fixture
def contacted(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that a socket of this process is connected to from now on."""
    addresses: list[Any] = []
    connect = socket.socket.connect

    def watch(self: socket.socket, address: Any) -> None:
        addresses.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watch)
    return addresses


@pytest.fixture
def inside(web: LocalWeb) -> Guard:
    """A guard under which the local web is the inner side: its port may be contacted, its addresses may not."""
    return Guard(ports=((web.port, web.port),))


async def _outcomes(guard: Guard, urls: list[str], **manners: Any) -> dict[str, Outcome]:
    own = {"user_agent": "test", "interval": 0, "timeout": 3, **manners}
    async with Fetcher(guard=guard, manners=Manners(**own)) as fetcher:
        return {url: (await fetcher.check(url)).outcome for url in urls}


async def _check(guard: Guard, url: str) -> Outcome:
    return (await _outcomes(guard, [url]))[url]


def test_the_tables_are_as_long_as_was_asked_for() -> None:
    assert len({*LISTENING, *ELSEWHERE, *UNREADABLE, *TORN}) > 150


def test_a_hostile_address_is_refused_and_not_contacted(web: LocalWeb, inside: Guard, contacted: list[Any]) -> None:
    urls = spelled(LISTENING + ELSEWHERE + UNREADABLE + TORN, web)
    assert asyncio.run(_outcomes(inside, urls)) == dict.fromkeys(urls, Outcome.REFUSED)
    assert (contacted, web.contacts) == ([], [])


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_to_a_hostile_address_is_not_followed(web: LocalWeb, contacted: list[Any], status: int) -> None:
    # Only the one address that sends us on is allowed, on its own port.
    guard = Guard(networks=(ipaddress.ip_network("127.0.0.9/32"),), ports=((web.port, web.port),))
    refused, unreadable = spelled(LISTENING + ELSEWHERE, web), spelled(UNREADABLE, web)
    # The port in a relative form stands where a path would.
    refused = [url for url in refused if not url.startswith(("http:127", "http:/127"))]
    starts = [
        web.answer(f"/{number}", status=status, headers={"Location": url.encode().decode("latin-1")}, body="")
        for number, url in enumerate(refused + unreadable)
    ]
    starts = [start.replace("127.0.0.1", "127.0.0.9") for start in starts]
    outcomes = list(asyncio.run(_outcomes(guard, starts)).values())
    seen = dict(zip(refused + unreadable, outcomes, strict=True))
    # A redirect to what is no address is the site's own error.
    assert seen == dict.fromkeys(refused, Outcome.REFUSED) | dict.fromkeys(unreadable, Outcome.SERVER_ERROR)
    assert set(contacted) == {("127.0.0.9", web.port)}
    assert set(web.contacts) == {"127.0.0.9"}


INNER_ANSWERS = [
    ["127.0.0.1"],
    ["10.0.0.1"],
    ["169.254.169.254"],
    ["0.0.0.0"],
    ["93.184.215.14", "127.0.0.1"],
    ["127.0.0.1", "93.184.215.14"],
    ["2606:4700::1111", "::1"],
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["fe80::1%eth0"],
    ["fd00:ec2::254"],
    ["64:ff9b::7f00:1"],
    ["2002:7f00:1::"],
]


@pytest.mark.parametrize("addresses", INNER_ANSWERS, ids=" ".join)
def test_a_name_that_leads_inside_is_not_followed_there(
    web: LocalWeb, inside: Guard, contacted: list[Any], monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    answer_names(monkeypatch, lambda host: addresses)
    names = ["trap.org", "localhost.localdomain", "metadata.google.internal", "redis", "127.0.0.1.trap.org"]
    urls = [f"http://{name}:{web.port}/" for name in names]
    assert asyncio.run(_outcomes(inside, urls)) == dict.fromkeys(urls, Outcome.REFUSED)
    assert (contacted, web.contacts) == ([], [])


def answer_names(monkeypatch: pytest.MonkeyPatch, addresses_of: Callable[[str], list[str]]) -> None:
    """A name server that says what it likes."""

    def look_up(host: str, port: int, *args: Any, **options: Any) -> list[Any]:
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in addresses_of(host)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_a_second_answer_of_the_name_server_is_never_asked_for(
    web: LocalWeb, contacted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name leads to where we may go when it is vetted, and inside from then on."""
    asked = itertools.count()
    answer_names(monkeypatch, lambda host: ["127.0.0.1" if next(asked) else "127.0.0.9"])
    guard = Guard(networks=(ipaddress.ip_network("127.0.0.9/32"),), ports=((web.port, web.port),))
    url = f"http://rebinding.org:{web.port}/"
    assert asyncio.run(_check(guard, url)) == Outcome.OK
    assert (contacted, web.contacts) == ([("127.0.0.9", web.port)], ["127.0.0.9"])
    assert asyncio.run(_check(guard, url)) == Outcome.REFUSED
    assert web.contacts == ["127.0.0.9"]


def test_the_socket_is_the_last_gate_when_the_resolver_is_fooled(
    web: LocalWeb, inside: Guard, contacted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look_up(self: Resolver, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)]

    monkeypatch.setattr(Resolver, "resolve", look_up)
    for scheme in ("http", "https"):
        assert asyncio.run(_check(inside, f"{scheme}://fooled.org:{web.port}/")) == Outcome.REFUSED
    assert (contacted, web.contacts) == ([], [])


def test_the_surroundings_name_no_proxy_and_no_password(
    web: LocalWeb, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login staff password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, web.url("/", host="127.0.0.3"))
    guard = Guard(networks=settings.LINKS_ALLOWED_NETWORKS, ports=settings.LINKS_ALLOWED_PORTS)
    assert asyncio.run(_check(guard, web.url("/page"))) == Outcome.OK
    assert web.contacts == ["127.0.0.1"]
    assert "Authorization" not in web.requests[0].headers


def test_a_page_that_sends_its_reader_inside_by_itself_is_not_followed(web: LocalWeb, contacted: list[Any]) -> None:
    guard = Guard(networks=(ipaddress.ip_network("127.0.0.9/32"),), ports=((web.port, web.port),))
    starts = [
        web.answer(f"/{number}", body=f'<meta http-equiv="refresh" content="0; url={url}">').replace("0.1", "0.9")
        for number, url in enumerate(spelled(LISTENING + ELSEWHERE, web))
    ]
    asyncio.run(_outcomes(guard, starts))
    assert set(contacted) == {("127.0.0.9", web.port)}
    assert set(web.contacts) == {"127.0.0.9"}


def test_every_address_of_a_name_is_vetted_and_the_socket_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers with a public address first and an inner one afterwards gains nothing."""
    answers = iter(["93.184.215.14", "127.0.0.1", "10.0.0.1"])
    guard = Guard()
    vetted: list[str] = []
    vet = Guard.vet_address

    def note(self: Guard, address: Any) -> None:
        vetted.append(str(address))
        vet(self, address)

    monkeypatch.setattr(Guard, "vet_address", note)
    monkeypatch.setattr(
        socket, "getaddrinfo",
        lambda *args, **options: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))],
    )  # fmt: skip
    asyncio.run(_check_connector(guard))
    # What was looked up was connected to, without asking the name server in between.
    assert vetted[:2] == ["93.184.215.14", "93.184.215.14"]
    assert asyncio.run(_check(guard, "http://rebinding.example.net/")) == Outcome.REFUSED


async def _check_connector(guard: Guard) -> None:
    async with Fetcher(guard=guard, manners=Manners(user_agent="test", interval=0, timeout=0.2)) as fetcher:
        # Cut off before the second try, which would look the name up again.
        await fetcher.check("http://rebinding.example.net/", budget=0)


def test_the_tests_above_notice_when_the_guard_is_gone(
    web: LocalWeb, monkeypatch: pytest.MonkeyPatch, contacted: list[Any]
) -> None:
    monkeypatch.setattr(Guard, "vet_address", lambda self, address: None)
    guard = Guard(ports=((web.port, web.port),))
    assert asyncio.run(_check(guard, web.url("/"))) == Outcome.OK
    assert contacted == [("127.0.0.1", web.port)]


def test_the_socket_alone_would_stop_what_the_other_gates_let_through(
    web: LocalWeb, monkeypatch: pytest.MonkeyPatch, contacted: list[Any]
) -> None:
    monkeypatch.setattr(Guard, "vet_url", lambda self, url: None)
    assert asyncio.run(_check(Guard(), web.url("/"))) == Outcome.REFUSED
    assert contacted == []


def test_public_addresses_and_allowed_networks_pass() -> None:
    for url in ("https://93.184.215.14/", "http://[2606:4700::1111]/", "http://[64:ff9b::5db8:d70e]/"):
        Guard().vet_url(url)
    intranet = Guard(networks=(ipaddress.ip_network("10.1.0.0/16"),), ports=((8000, 8999),))
    intranet.vet_url("http://10.1.2.3:8080/")
    for refused in ("http://10.2.0.1:8080/", "http://10.1.2.3:9000/"):
        with pytest.raises(Refusal):
            intranet.vet_url(refused)


def test_reserved_names_are_not_asked_for() -> None:
    for name in ("a.invalid", "b.test", "c.example", "d.onion"):
        with pytest.raises(UnknownName):
            Guard().vet_url(f"https://{name}/")
    Guard().vet_url("https://www.example.org/")


def test_a_site_that_must_not_learn_of_us_is_refused_at_every_hop(web: LocalWeb, settings) -> None:
    guard = Guard(
        networks=settings.LINKS_ALLOWED_NETWORKS,
        ports=settings.LINKS_ALLOWED_PORTS,
        unwatched=unwatched_names(["www.secret.example.org", "127.0.0.2"]),
    )
    with pytest.raises(Refusal):
        guard.vet_url("https://secret.example.org/")
    start = web.answer("/start", status=302, headers={"Location": web.url("/", host="127.0.0.2")})
    assert asyncio.run(_check(guard, start)) == Outcome.REFUSED
    assert [request.host for request in web.requests] == ["127.0.0.1"]


def test_an_address_that_was_let_pass_lets_no_other_pass() -> None:
    guard = Guard()
    guard.vet_url("http://example.org/a")
    guard.vet_url("http://example.org/b")
    for other in (
        "http://example.org:8080/a",
        "http://name@example.org/a",
        "http://:word@example.org/a",
        "ftp://example.org/a",
        "http://127.0.0.1/a",
    ):
        for _ in range(2):
            with pytest.raises(Refusal):
                guard.vet_url(other)
    with pytest.raises(Refusal):
        Guard(unwatched=frozenset({"example.org"})).vet_url("http://example.org/a")


@pytest.mark.parametrize(
    "vetted",
    [
        {"protocol": "http:", "hostname": "other.example.org", "port": ""},
        {"protocol": "https:", "hostname": "news.example.org", "port": ""},
        {"protocol": "http:", "hostname": "news.example.org", "port": "8080"},
    ],
)
def test_an_address_that_two_parsers_read_in_two_ways_is_refused(vetted: dict[str, str]) -> None:
    """What the guard vetted, beside the same text as the HTTP client reads it."""
    same = SimpleNamespace(href="http://news.example.org/", protocol="http:", hostname="news.example.org", port="")
    assert same_for_both(cast(Any, same)).raw_host == "news.example.org"
    with pytest.raises(Refusal):
        same_for_both(cast(Any, SimpleNamespace(href=same.href, **vetted)))
