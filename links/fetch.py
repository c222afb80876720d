"""The network behind one module: an address in, `Evidence` out, every failure one of the words of `Outcome`.

One `Fetcher` belongs to one event loop. It sends one request to a host at a time and keeps the host's interval,
whichever check the request belongs to; redirects are walked here, hop by hop, each vetted by the guard.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import quote_from_bytes

import ada_url
import aiohttp
from django.conf import settings
from yarl import URL

from links import judging
from links.body import Body, Unreadable
from links.evidence import MAX_ERROR, MAX_URL, Evidence, Hop, storable
from links.guard import Guard
from links.pace import Paces
from links.reading import Page, read_page
from links.transport import Resolver, ResolverSilent, doubt_of_error, in_words, make_connector, outcome_of_error
from links.vocabulary import STRIKES, TRANSPORT_FAILURES, Outcome

logger = logging.getLogger(__name__)

_HEADER_LIMIT = 64 * 1024
_LONGEST_BACK_OFF = 24 * 3600.0
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "en, *;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a fetcher behaves. Times in seconds; `interval` is the pause between requests to a host without its own."""

    user_agent: str
    timeout: float = 20.0
    max_body_bytes: int = 1024 * 1024
    max_redirects: int = 10
    interval: float = 1.0
    longest_retry_wait: float = 60.0
    ca_bundle: str = ""

    @classmethod
    def from_settings(cls) -> Self:
        return cls(
            user_agent=f"AdvocacyLetterTracker/0.1 (+{settings.LINKS_CONTACT})",
            timeout=settings.LINKS_TIMEOUT,
            max_body_bytes=settings.LINKS_MAX_BODY_BYTES,
            max_redirects=settings.LINKS_MAX_REDIRECTS,
            interval=settings.LINKS_HOST_INTERVAL,
            ca_bundle=settings.LINKS_CA_BUNDLE,
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: Body

    @property
    def location(self) -> str | None:
        return _location(self.status, self.headers)


class Fetcher:
    """Reads pages. Use as `async with Fetcher(...) as fetcher: await fetcher.check(url)`."""

    def __init__(
        self, *, guard: Guard, manners: Manners, interval_of: Callable[[str], float | None] = lambda name: None
    ) -> None:
        self._guard = guard
        self._manners = manners
        self._paces = Paces(lambda name: manners.interval if (own := interval_of(name)) is None else own)

    async def __aenter__(self) -> Self:
        self._resolver = Resolver(self._guard)
        self._connector = make_connector(guard=self._guard, resolver=self._resolver, ca_bundle=self._manners.ca_bundle)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._connector.close()
        await self._resolver.close()

    async def check(self, url: str, *, budget: float = float("inf")) -> Evidence:
        """What stands at `url` (normalised). Tried once more after a transport failure, a cut-off answer, 429 or 5xx.

        The second try waits as long as Retry-After says, if that is short and `budget` seconds allow for it. When it
        fails on the way, a first answer that says nothing against the page stands: whoever asks a site for patience
        and is hung up on next has still had that answer. Never raises but for cancellation.
        """
        began = time.monotonic()
        first = await self._try(url)
        wait = self._retry_wait(url, first)
        if wait is None or time.monotonic() - began + wait + self._manners.timeout > budget:
            return first
        await asyncio.sleep(wait)
        second = await self._try(url)
        elapsed = round((time.monotonic() - began) * 1000)
        first_stands = second.outcome in TRANSPORT_FAILURES and first.outcome not in STRIKES
        return replace(first if first_stands else second, elapsed_ms=elapsed)

    def _retry_wait(self, url: str, evidence: Evidence) -> float | None:
        status = evidence.status_code or 0
        broke_off = evidence.outcome in TRANSPORT_FAILURES or (
            evidence.outcome == Outcome.INCONCLUSIVE and evidence.incomplete
        )
        if not broke_off and status not in judging.RETRIED_STATUS and status < 500:
            return None
        if evidence.retry_after is None:
            return self._paces.interval_of(ada_url.URL(url).hostname)
        return evidence.retry_after if evidence.retry_after <= self._manners.longest_retry_wait else None

    async def _try(self, url: str) -> Evidence:
        walk = _Walk(self, url)
        try:
            return await walk.run()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            return walk.failed(error)

    async def _ask(self, session: aiohttp.ClientSession, url: str, deadline: "_Deadline") -> _Answer:
        """One request, answered; raises what the transport raises. Waiting for the host's turn costs no deadline."""
        name = ada_url.URL(url).hostname
        async with self._paces.turn(name):
            try:
                async with deadline.running():
                    response = await session.get(URL(url, encoded=True), allow_redirects=False)
            except TimeoutError as error:
                raise (
                    ResolverSilent("our name server did not answer") if self._resolver.was_asking(name) else error
                ) from None
            async with response:
                body = Body(response.headers.get("Content-Encoding", ""), limit=self._manners.max_body_bytes)
                # A redirect's own page is never looked at.
                if _location(response.status, response.headers) is None:
                    try:
                        async with deadline.running():
                            await body.read(response.content)
                    except TimeoutError as error:
                        body.fault = error
                return _Answer(response.status, response.headers, body)

    def _session(self) -> aiohttp.ClientSession:
        """Cookies live as long as the check: some sites hand one out and send the reader round once."""
        return aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            headers={**_HEADERS, "User-Agent": self._manners.user_agent},
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            max_line_size=_HEADER_LIMIT,
            max_field_size=_HEADER_LIMIT,
        )


class _Deadline:
    """Seconds of network time that are left to one try."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._left):
                yield
        finally:
            self._left = max(0.0, self._left - (time.monotonic() - began))


class _Walk:
    """One try at one address, from hop to hop. `_url` is where a browser would stand, with a route if it has one."""

    def __init__(self, fetcher: Fetcher, url: str) -> None:
        self._fetcher = fetcher
        self._asked = self._url = url
        self._redirects: list[Hop] = []
        self._began = time.monotonic()

    async def run(self) -> Evidence:
        manners, guard = self._fetcher._manners, self._fetcher._guard
        deadline = _Deadline(manners.timeout)
        visited: set[tuple[str, frozenset[tuple[str, str]]]] = set()
        async with self._fetcher._session() as session:
            while True:
                url = _without_fragment(self._url)
                guard.vet_url(url)
                # The same address with other cookies is another question.
                visited.add((url, _cookies(session, url)))
                answer = await self._fetcher._ask(session, url, deadline)
                location = answer.location
                if location is None:
                    return self._arrived(answer)
                target = _joined(self._url, location)
                if target is None:
                    return self._evidence(
                        Outcome.SERVER_ERROR,
                        status_code=answer.status,
                        error=storable(f"redirect to {location!r}, which is no address", MAX_ERROR),
                    )
                self._redirects.append(
                    Hop(url=storable(self._url, MAX_URL), status=answer.status, location=storable(target, MAX_URL))
                )
                self._url = target
                request = _without_fragment(target)
                looped = (request, _cookies(session, request)) in visited
                if looped or len(self._redirects) > manners.max_redirects:
                    error = "" if looped else f"more than {manners.max_redirects} redirects"
                    return self._evidence(Outcome.REDIRECT_LOOP, status_code=answer.status, error=error)

    def _arrived(self, answer: _Answer) -> Evidence:
        body, error = answer.body, ""
        content_type = answer.headers.get("Content-Type", "")
        page = Page() if isinstance(body.fault, Unreadable) else read_page(bytes(body.data), content_type)
        outcome = judging.outcome_of_status(answer.status)
        if body.fault is not None:
            error = in_words(body.fault)
        if judging.is_bot_wall(answer.headers, page):
            outcome = Outcome.BLOCKED
        elif outcome == Outcome.OK:
            outcome = judging.outcome_of_arrival(self._asked, self._redirects, self._url)
            if body.fault and not isinstance(body.fault, Unreadable) and outcome != Outcome.BLOCKED:
                outcome = judging.outcome_of_cut(body.fault, page, bytes(body.data)) or outcome
        return self._evidence(
            outcome,
            status_code=answer.status,
            body_bytes=body.bytes_read,
            content_type=storable(content_type, 255),
            error=storable(error, MAX_ERROR),
            page_title=page.title,
            fingerprint=page.fingerprint,
            text=page.text,
            incomplete=body.fault is not None or body.is_cut,
            retry_after=_retry_after(answer.headers),
        )

    def failed(self, error: Exception) -> Evidence:
        """Evidence of a try that brought no answer."""
        outcome = outcome_of_error(error)
        if outcome is None:
            logger.error("A check of %s ended in a fault of our own", self._asked, exc_info=error)
        return self._evidence(
            outcome or Outcome.INCONCLUSIVE,
            error=storable(in_words(error), MAX_ERROR),
            doubt=doubt_of_error(error),
        )

    def _evidence(self, outcome: Outcome, **facts: Any) -> Evidence:
        return Evidence(
            outcome=outcome,
            redirects=tuple(self._redirects),
            final_url=storable(self._url, MAX_URL),
            elapsed_ms=round((time.monotonic() - self._began) * 1000),
            **facts,
        )


def _cookies(session: aiohttp.ClientSession, url: str) -> frozenset[tuple[str, str]]:
    morsels = session.cookie_jar.filter_cookies(URL(url, encoded=True)).values()
    return frozenset((morsel.key, morsel.value) for morsel in morsels)


def _joined(base: str, location: str) -> str | None:
    """Where `location` points from `base`; None when no browser could follow it.

    Of the fragment only a route is kept, which is a page of its own. A target without a fragment inherits that of
    `base` (Fetch standard, HTTP-redirect fetch). Header bytes beyond ASCII arrive as surrogates; browsers
    percent-encode them.
    """
    encoded = quote_from_bytes(location.strip().encode("utf-8", "surrogateescape"), safe=bytes(range(0x21, 0x7F)))
    try:
        parsed = ada_url.URL(encoded, base=base)
    except ValueError:
        return None
    href = parsed.href
    return _without_fragment(href) + judging.route_of(href if "#" in href else base)


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]


def _location(status: int, headers: Mapping[str, str]) -> str | None:
    """Where a redirect points; None for any other answer. An empty Location is none at all, as in browsers."""
    return (headers.get("Location", "").strip() or None) if status in judging.REDIRECTS else None


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait by the Retry-After header: a number or a date (RFC 9110, 10.2.3); None when absent or odd."""
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_BACK_OFF)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max((when - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST_BACK_OFF)
