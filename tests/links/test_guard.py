"""Server-side request forgery: nothing below may ever be contacted."""

import asyncio
import ipaddress
import socket
from typing import Any

import pytest

from links.fetch import Fetcher, Manners
from links.guard import Guard, Refusal, UnknownName, unwatched_names
from links.vocabulary import Outcome
from tests.web import LocalWeb

# Spellings of addresses that lead inside, as they could be typed or redirected to.
HOSTILE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://127.0.0.1./",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://%31%32%37.0.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://100.64.0.1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://192.0.0.192/opc/v2/",
    "http://192.0.2.1/",
    "http://168.63.129.16/",
    "http://198.18.0.1/",
    "http://198.51.100.7/",
    "http://203.0.113.7/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:5ef5:79fd:0:0:f5ff:fffe]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[100::1]/",
    "http://[fec0::1]/",
    "http://localhost/",
    "http://LOCALHOST./",
    "https://localhost:443/",
    "http://user:secret@93.184.215.14/",
    "http://user@93.184.215.14/",
    "http://93.184.215.14:22/",
    "http://93.184.215.14:6379/",
    "https://93.184.215.14:8443/",
    "file:///etc/passwd",
    "ftp://93.184.215.14/",
    "gopher://93.184.215.14:70/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "unix:/run/docker.sock",
]


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


async def _check(guard: Guard, url: str) -> Outcome:
    async with Fetcher(guard=guard, manners=Manners(user_agent="test", interval=0, timeout=3)) as fetcher:
        return (await fetcher.check(url)).outcome


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_refused_and_not_contacted(url: str, contacted: list[Any]) -> None:
    assert asyncio.run(_check(Guard(), url)) == Outcome.REFUSED
    assert contacted == []


@pytest.mark.parametrize("url", HOSTILE)
def test_a_redirect_to_a_hostile_address_is_not_followed(web: LocalWeb, contacted: list[Any], url: str) -> None:
    # Only the one address that sends us on is allowed, on its own port.
    guard = Guard(networks=(ipaddress.ip_network("127.0.0.9/32"),), ports=((web.port, web.port),))
    location = url.encode().decode("latin-1")
    web.answer("/start", status=302, headers={"Location": location}, body="")
    assert asyncio.run(_check(guard, web.url("/start", host="127.0.0.9"))) == Outcome.REFUSED
    assert contacted == [("127.0.0.9", web.port)]


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
        await fetcher._try("http://rebinding.example.net/")


def test_one_inner_address_condemns_the_whole_answer(monkeypatch: pytest.MonkeyPatch, contacted: list[Any]) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: both)
    assert asyncio.run(_check(Guard(), "http://mixed.example.net/")) == Outcome.REFUSED
    assert contacted == []


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
