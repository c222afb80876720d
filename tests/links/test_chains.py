"""TLS as sites really serve it: what browsers trust is read, and nothing else is."""

import asyncio
from pathlib import Path
from ssl import TLSVersion
from typing import Any

import pytest
from trustme import KeyType

from links.evidence import Evidence
from links.fetch import Fetcher, Manners
from links.network import chains
from links.network.guard import Guard, unwatched_names
from links.network.transport import make_context
from links.vocabulary import Outcome
from tests.links.our_line import local_names
from tests.tls import Authority, Certificate
from tests.web import LocalWeb

HOST = "site.org"


@pytest.fixture
def shop(web: LocalWeb, tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> "Shop":
    local_names(web, monkeypatch)
    return Shop(web, tmp_path, settings)


class Shop:
    """A trusted root, an intermediate below it that can be fetched, and checks of sites under them."""

    def __init__(self, web: LocalWeb, folder: Path, settings: Any) -> None:
        self.web, self.settings = web, settings
        self.root = Certificate.root()
        self.between = self.root.authority()
        self.bundle = folder / "ca.pem"
        self.bundle.write_bytes(self.root.pem)

    def serve(self, certificate: bytes, path: str = "/between.cer", **parts: Any) -> str:
        return self.web.answer(path, body=certificate, headers={"Content-Type": "application/pkix-cert"}, **parts)

    def check(self, shown: Certificate, *chain: Certificate, times: int = 1, **rules: Any) -> Evidence:
        """A check of a site that shows these certificates."""
        with LocalWeb(hosts=("127.0.0.1",), tls=shown.server(*chain)) as site:
            return asyncio.run(self._check(site.url("/page", host=HOST), times, rules))

    async def _check(self, url: str, times: int, rules: dict[str, Any]) -> Evidence:
        allowed = {"networks": self.settings.LINKS_ALLOWED_NETWORKS, "ports": self.settings.LINKS_ALLOWED_PORTS}
        manners = Manners(user_agent="test", interval=0, timeout=5, ca_bundle=str(self.bundle))
        async with Fetcher(guard=Guard(**{**allowed, **rules}), manners=manners) as fetcher:
            return [await fetcher.check(url) for _ in range(times)][-1]


@pytest.mark.parametrize("form", ["der", "pkcs7", "pem"])
def test_a_chain_that_the_site_leaves_out_is_completed_as_browsers_do(shop: Shop, form: str) -> None:
    place = shop.serve(getattr(shop.between, form))
    evidence = shop.check(shop.between.leaf(HOST, issuers_at=place), times=3)
    assert evidence.outcome == Outcome.OK
    assert evidence.error == f"the site leaves out part of its certificate chain, completed from {place}"
    # Once a walk, and without saying anything but who asks.
    assert [request.path for request in shop.web.requests] == ["/between.cer"]
    assert not {"Cookie", "Referer", "Authorization"} & set(shop.web.requests[0].headers)


def test_a_chain_is_completed_over_several_steps(shop: Shop) -> None:
    upper = shop.root.authority("Test Upper", issuers_at=shop.serve(shop.root.der, "/root.cer"))
    lower = upper.authority("Test Lower", issuers_at=shop.serve(upper.der, "/upper.cer"))
    leaf = lower.leaf(HOST, issuers_at=shop.serve(lower.der, "/lower.cer"))
    assert shop.check(leaf).outcome == Outcome.OK
    assert shop.check(leaf, lower).outcome == Outcome.OK
    assert not shop.check(leaf, lower, upper).error


def test_what_browsers_refuse_is_refused(shop: Shop) -> None:
    place = shop.serve(shop.between.der)
    other = Certificate.root("Other Root")
    refused = {
        "self-signed": (Certificate.root(HOST),),
        "untrusted root": (other.leaf(HOST),),
        "untrusted root, shown": (other.leaf(HOST), other),
        "untrusted root, fetched": (other.leaf(HOST, issuers_at=shop.serve(other.der, "/other.cer")),),
        "expired": (shop.between.leaf(HOST, days=(-30, -1)), shop.between),
        "expired and incomplete": (shop.between.leaf(HOST, days=(-30, -1), issuers_at=place),),
        "not yet valid": (shop.between.leaf(HOST, days=(1, 30)), shop.between),
        "another host": (shop.between.leaf("other.org"), shop.between),
        "another host and incomplete": (shop.between.leaf("other.org", issuers_at=place),),
        "incomplete, not said where": (shop.between.leaf(HOST),),
        "incomplete, nothing there": (shop.between.leaf(HOST, issuers_at=shop.web.answer("/none", status=404)),),
        "incomplete, rubbish there": (shop.between.leaf(HOST, issuers_at=shop.serve(b"0\x82 rubbish", "/odd")),),
        "incomplete, only by https": (shop.between.leaf(HOST, issuers_at=place.replace("http:", "https:")),),
        "signed by a leaf": (shop.root.leaf(HOST).leaf(HOST), shop.root.leaf(HOST)),
    }
    seen = {name: shop.check(*shown).outcome for name, shown in refused.items()}
    assert seen == dict.fromkeys(refused, Outcome.TLS_ERROR)
    assert shop.check(shop.between.leaf(HOST), shop.between).outcome == Outcome.OK


@pytest.mark.parametrize("spelling", ["Test Evil", "TEST  EVIL", "test evil"])
def test_a_self_signed_certificate_that_is_fetched_makes_no_page_trusted(shop: Shop, spelling: str) -> None:
    """To OpenSSL these are all one name, and a self-signed certificate that a context knows is a root to it."""
    evil = Certificate.root("Test Evil", issuer_name=spelling)
    leaf = evil.leaf(HOST, issuers_at=shop.serve(evil.der))
    evidence = shop.check(leaf)
    assert evidence.outcome == Outcome.TLS_ERROR
    assert shop.web.count("/between.cer") == 1


def test_a_fetched_intermediate_is_no_root(shop: Shop) -> None:
    stranger = Certificate.root("Unknown Root").authority("Unknown Intermediate")
    assert shop.check(stranger.leaf(HOST, issuers_at=shop.serve(stranger.der))).outcome == Outcome.TLS_ERROR


def test_the_tests_above_notice_when_anything_fetched_is_believed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "may_stand_between", lambda issuer, certificate: True)
    evil = Certificate.root("Test Evil", issuer_name="TEST EVIL")
    assert shop.check(evil.leaf(HOST, issuers_at=shop.serve(evil.der))).outcome == Outcome.OK


def test_certificates_are_fetched_only_from_where_the_guard_lets_us(shop: Shop) -> None:
    inner = shop.serve(shop.between.der)
    for place in (
        inner.replace("127.0.0.1", "127.0.0.2"),
        inner.replace("127.0.0.1", "watched.org"),
        inner.replace("http:", "ftp:"),
        inner.replace("//", "//user:secret@"),
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
    ):
        rules: dict[str, Any] = {"unwatched": unwatched_names(["127.0.0.2", "watched.org"])}
        assert shop.check(shop.between.leaf(HOST, issuers_at=place), **rules).outcome == Outcome.TLS_ERROR
    away = shop.web.answer("/away", status=302, headers={"Location": inner})
    assert shop.check(shop.between.leaf(HOST, issuers_at=away)).outcome == Outcome.TLS_ERROR
    assert {request.path for request in shop.web.requests} == {"/away"}


def test_a_huge_or_endless_certificate_is_not_read_to_its_end(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "_SECONDS", 0.5)
    huge = shop.serve(shop.between.pem + b"\n" * 1_000_000, "/huge")
    endless = shop.serve(shop.between.der, "/endless", hang=True)
    for place in (huge, endless):
        assert shop.check(shop.between.leaf(HOST, issuers_at=place)).outcome == Outcome.TLS_ERROR


def test_nothing_is_asked_of_a_site_before_it_is_verified(shop: Shop) -> None:
    leaf = shop.between.leaf("other.org", issuers_at=shop.serve(shop.between.der))
    with LocalWeb(hosts=("127.0.0.1",), tls=leaf.server()) as site:
        url = site.url("/page", host=HOST)
        assert asyncio.run(shop._check(url, 1, {})).outcome == Outcome.TLS_ERROR
        assert site.requests == []


@pytest.mark.parametrize("cipher", ["ECDHE-RSA-AES128-SHA", "AES256-GCM-SHA384", "AES128-SHA"])
def test_old_servers_that_browsers_get_on_with_are_read(tmp_path: Path, settings, web: LocalWeb, cipher: str) -> None:
    authority = Authority()
    context = authority.server("127.0.0.1", key_type=KeyType.RSA)
    context.maximum_version = TLSVersion.TLSv1_2
    context.set_ciphers(cipher)
    shop = Shop(web, tmp_path, settings)
    shop.bundle.write_bytes(authority.pem)
    with LocalWeb(hosts=("127.0.0.1",), tls=context) as site:
        assert asyncio.run(shop._check(site.url("/page"), 1, {})).outcome == Outcome.OK


def test_servers_that_know_of_no_safe_renegotiation_are_connected_to() -> None:
    """What they are speaks only a protocol of before 2010, which no server of today's libraries can be made to."""
    assert make_context("").options & 0x4
