"""Bodies in every coding: whole, in lists, broken, and made to do harm."""

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import pytest

from links.evidence import Evidence
from links.fetch import Fetcher, Manners
from links.network.body import Body
from links.network.codings import BrokenCoding, Codings, UnknownCoding, zstd
from links.network.guard import Guard
from links.vocabulary import Outcome
from tests.tls import Authority
from tests.web import LocalWeb, page

WORDS = " ".join(map(str, range(70_000))).encode()


def zstandard(data: bytes) -> bytes:
    return zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1})


ENCODE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=4),
    "zstd": zstandard,
}


def decoded(header: str, data: bytes, *, limit: int = 10_000_000, step: int = 65536) -> tuple[bytes, bool]:
    """What a coded body yields when it arrives in pieces of `step`, and whether it is broken."""
    codings, found = Codings(header, limit=limit), b""
    try:
        for start in range(0, len(data), step):
            for piece in codings.feed(data[start : start + step]):
                found += piece
            if codings.is_cut:
                return found, False
        codings.finish()
    except BrokenCoding:
        return found, True
    return found, False


@pytest.mark.parametrize("coding", ENCODE)
def test_a_body_is_read_however_it_is_cut_up_on_the_way(coding: str) -> None:
    for step in (7, 1000, 65536):
        assert decoded(coding.upper(), ENCODE[coding](WORDS), step=step) == (WORDS, False)


def test_bare_deflate_and_lists_of_codings_are_read() -> None:
    assert decoded("deflate", zlib.compress(WORDS)[2:-4]) == (WORDS, False)
    assert decoded("gzip, br", ENCODE["br"](gzip.compress(WORDS))) == (WORDS, False)
    assert decoded(" GZIP ,identity,, Zstd", zstandard(gzip.compress(WORDS)), step=5) == (WORDS, False)
    assert decoded("identity", WORDS) == (WORDS, False)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_members_that_follow_each_other_are_one_page(coding: str) -> None:
    twice = ENCODE[coding](WORDS[:20_000]) + ENCODE[coding](b"more")
    for step in (1, 65536):
        assert decoded(coding, twice, step=step) == (WORDS[:20_000] + b"more", False)


@pytest.mark.parametrize("coding", ENCODE)
def test_bytes_behind_the_end_are_nobodys_concern(coding: str) -> None:
    for step in (1, 65536):
        assert decoded(coding, ENCODE[coding](WORDS[:20_000]) + b"\nrubbish", step=step) == (WORDS[:20_000], False)


@pytest.mark.parametrize("coding", ENCODE)
def test_what_stands_before_a_fault_is_kept(coding: str) -> None:
    coded = ENCODE[coding](WORDS)
    broken_off, is_broken = decoded(coding, coded[:-1])
    assert is_broken
    assert WORDS.startswith(broken_off)
    assert len(broken_off) > len(WORDS) - 100
    half, is_broken = decoded(coding, coded[: len(coded) * 3 // 4])
    assert is_broken
    assert len(half) > 1000
    assert WORDS.startswith(half)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_a_wrong_checksum_behind_a_whole_page_costs_nothing_of_it(coding: str) -> None:
    coded = bytearray(ENCODE[coding](WORDS))
    coded[-5 if coding == "gzip" else -1] ^= 0xFF
    assert decoded(coding, bytes(coded)) == (WORDS, True)


@pytest.mark.parametrize("header", ["none", "utf-8", "ISO-8859-1", "windows-1251", "binary, 8bit", "text/html"])
def test_what_is_written_for_a_coding_and_is_none_does_nothing(header: str) -> None:
    assert decoded(header, WORDS) == (WORDS, False)
    assert decoded(f"gzip, {header}", gzip.compress(WORDS)) == (WORDS, False)


_SKIPPED_FRAME = b"\x50\x2a\x4d\x18" + bytes(4)


@pytest.mark.parametrize(
    "member", [gzip.compress(b""), zstd.compress(b""), _SKIPPED_FRAME], ids=["gzip", "zstd", "skipped frame"]
)
def test_members_without_number_are_not_all_read(member: bytes) -> None:
    coding = "gzip" if member[:1] == b"\x1f" else "zstd"
    assert decoded(coding, member * 9_000) == (b"", False)
    assert decoded(coding, member * 11_000) == (b"", True)


@pytest.mark.parametrize("header", ["compress", "dcb", "gzip;q=1", "br, unheard-of", "gzip,gzip,gzip,gzip,gzip"])
def test_an_unknown_coding_is_said_to_be_unknown(header: str) -> None:
    with pytest.raises(UnknownCoding):
        Codings(header, limit=1)


@pytest.mark.parametrize("coding", ENCODE)
@pytest.mark.parametrize("twice", [False, True])
def test_a_bomb_costs_its_limit_in_any_coding(coding: str, twice: bool) -> None:
    limit = 256 * 1024
    bomb = ENCODE[coding](ENCODE[coding](bytes(20_000_000)) if twice else bytes(20_000_000))
    tracemalloc.start()
    found, _ = decoded(f"{coding}, {coding}" if twice else coding, bomb, limit=limit)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert limit <= len(found) <= limit + 65536
    assert peak < 8 * limit


def test_an_outer_coding_that_swells_for_nothing_is_bounded_too() -> None:
    """Four megabytes inside the list, of which the page itself sees none."""
    codings = Codings("gzip, br", limit=100_000)
    members = gzip.compress(b"") * 200_000
    assert b"".join(codings.feed(brotli.compress(members, quality=1))) == b""
    assert codings.is_cut


def test_a_window_larger_than_browsers_allow_is_not_filled() -> None:
    options: dict[int, int] = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.content_size_flag: 0}
    compressor = zstd.ZstdCompressor(options=options)
    assert decoded("zstd", compressor.compress(bytes(1000)) + compressor.flush()) == (b"", True)


def check(settings, url: str, **manners: Any) -> Evidence:
    async def ask() -> Evidence:
        guard = Guard(networks=settings.LINKS_ALLOWED_NETWORKS, ports=settings.LINKS_ALLOWED_PORTS)
        own = {"user_agent": "test", "interval": 0.0, "timeout": 5.0, **manners}
        async with Fetcher(guard=guard, manners=Manners(**own)) as fetcher:
            return await fetcher.check(url)

    return asyncio.run(ask())


@pytest.mark.parametrize("coding", ENCODE)
def test_a_page_in_each_coding_is_read(web: LocalWeb, settings, coding: str) -> None:
    url = web.answer("/page", body=ENCODE[coding](page().encode()), headers={"Content-Encoding": coding})
    evidence = check(settings, url)
    assert (evidence.outcome, evidence.text) == (Outcome.OK, "Words on a page of the local web.")
    assert (evidence.incomplete, evidence.error) == (False, "")


def test_the_newer_codings_are_asked_for_where_browsers_ask_for_them(web: LocalWeb, settings, tmp_path) -> None:
    authority = Authority()
    bundle = tmp_path / "ca.pem"
    bundle.write_bytes(authority.pem)
    with LocalWeb(hosts=("127.0.0.1",), tls=authority.server("127.0.0.1")) as secure:
        check(settings, secure.url("/"), ca_bundle=str(bundle))
        assert secure.requests[0].headers["Accept-Encoding"] == "gzip, deflate, br, zstd"
    check(settings, web.url("/"))
    assert web.requests[0].headers["Accept-Encoding"] == "gzip, deflate"


def test_a_page_in_a_coding_that_we_cannot_undo_is_alive_and_unread(web: LocalWeb, settings) -> None:
    evidence = check(settings, web.answer("/page", body=b"\x1b\x03", headers={"Content-Encoding": "dcz"}))
    assert (evidence.outcome, evidence.text) == (Outcome.OK, None)
    assert "cannot undo" in evidence.error


def test_a_success_is_kept_as_it_came_when_copies_are_asked_for(web: LocalWeb, settings) -> None:
    headers = {"Content-Encoding": "gzip", "Set-Cookie": "seen=1", "X-Odd": "a\u00e9"}
    web.answer("/page", body=gzip.compress(page().encode()), headers=headers)
    start = web.answer("/start", status=301, headers={"Location": "/page"})
    assert check(settings, start).answer is None
    kept = check(settings, start, keep_answers=True).answer
    assert kept is not None
    assert (kept.url, kept.status, kept.reason, kept.is_cut) == (web.url("/page"), 200, "OK", False)
    assert kept.body == page().encode()
    assert ("Content-Encoding", "gzip") in kept.headers
    assert check(settings, web.answer("/gone", status=410), keep_answers=True).answer is None
    cut = check(settings, web.answer("/long", body="x" * 9000), keep_answers=True, max_body_bytes=1000).answer
    assert cut is not None
    assert (cut.is_cut, cut.body) == (True, b"x" * 1000)


def test_compressed_bytes_that_come_to_nothing_are_read_to_a_limit() -> None:
    """A name without an end, at the head of a packed page."""

    async def read() -> Body:
        stream: Any = asyncio.StreamReader()
        stream.feed_data(b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 3_000_000)
        stream.feed_eof()
        body = Body("gzip", limit=400_000)
        await body.read(stream)
        return body

    body = asyncio.run(read())
    assert body.is_cut
    assert body.fault is None
    assert not body.data
    assert body.bytes_read < 500_000
