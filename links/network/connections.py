"""Connections to sites: one a host at a time, kept open from page to page, and the cookies of one check."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

_HEADER_LIMIT = 64 * 1024
# Longer than the usual pause between two requests to a host, shorter than servers keep an idle connection.
_KEPT_SECONDS = 15.0
# With more hosts than this, those whose connection is closed are forgotten.
_MOST_KNOWN = 2000


@dataclass(frozen=True, slots=True)
class _Kept:
    """The last connection to a host: to which port and scheme of it, and the two ends of it in this process."""

    origin: object
    transport: Any
    protocol: Any


class HostConnector(aiohttp.TCPConnector):
    """Keeps one connection a host: what is still open to another port or scheme of it is closed first.

    Whoever uses it sends one request to a host at a time (`links.network.pace`).
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(limit=0, use_dns_cache=False, keepalive_timeout=_KEPT_SECONDS, **options)
        self._kept: dict[str, _Kept] = {}
        self._was_used_before: set[str] = set()
        # Told the host's name when a request is about to be sent.
        self.when_connected: Callable[[str], None] = lambda name: None

    async def connect(self, req: Any, traces: Any, timeout: Any) -> Any:
        name = req.url.raw_host
        kept = self._kept.get(name)
        # What a site says unasked (that it is going to close, more of a page than it announced) would be taken for the
        # answer to the next request, and one page's fate for another's.
        if kept and (kept.origin != req.connection_key or kept.protocol.should_close):
            kept.transport.abort()
        self._was_used_before.discard(name)
        connection = await super().connect(req, traces, timeout)
        if kept and connection.transport is kept.transport:
            self._was_used_before.add(name)
        if len(self._kept) > _MOST_KNOWN:
            self._kept = {host: known for host, known in self._kept.items() if not known.transport.is_closing()}
        self._kept[name] = _Kept(req.connection_key, connection.transport, connection.protocol)
        self.when_connected(f"[{name}]" if ":" in name else name)
        return connection

    def was_used_before(self, url: str) -> bool:
        """Whether the last request to this address's host went over a connection that had served another before."""
        return URL(url, encoded=True).raw_host in self._was_used_before

    def hang_up(self, name: str) -> None:
        """Close what is open to the host."""
        kept = self._kept.pop(name.strip("[]"), None)
        self._was_used_before.discard(name.strip("[]"))
        if kept is not None:
            kept.transport.abort()


def make_session(connector: HostConnector, *, headers: Mapping[str, str]) -> aiohttp.ClientSession:
    """A session for all checks of one loop: it keeps no cookies, follows no redirect and undoes no encoding."""
    session = aiohttp.ClientSession(
        connector=connector,
        connector_owner=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers=headers,
        auto_decompress=False,
        trust_env=False,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        max_line_size=_HEADER_LIMIT,
        max_field_size=_HEADER_LIMIT,
    )
    # aiohttp would silently send a request again at once when a kept connection turns out to be closed. Ours are sent
    # again by `links.fetch`, after the host's pause. There is no public switch for it.
    with contextlib.suppress(AttributeError):
        session._retry_connection = False
    return session


class Jar:
    """The cookies of one check: some sites hand one out and send the reader round once."""

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None

    def take(self, response: aiohttp.ClientResponse) -> None:
        """Keep what the answer hands out."""
        handed_out = response.headers.getall("Set-Cookie", ())
        if not handed_out:
            return
        if self._jar is None:
            # Not quoted: a site that is handed back other words than it gave sends its reader round for ever.
            self._jar = aiohttp.CookieJar(unsafe=True, quote_cookie=False)
        self._jar.update_cookies_from_headers(handed_out, response.url)

    def cookies(self, url: str) -> dict[str, str]:
        """What a browser would send to `url`: each value as it was handed out."""
        if self._jar is None:
            return {}
        return {morsel.key: morsel.coded_value for morsel in self._jar.filter_cookies(URL(url, encoded=True)).values()}
