"""The network behind one module: an address in, `Evidence` out, every failure one of the words of `Outcome`.

One `Fetcher` belongs to one event loop. It sends one request to a host at a time and keeps the host's interval,
whichever check the request belongs to; redirects are walked here, hop by hop, each vetted by the guard.
"""

import asyncio
import logging
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from django.conf import settings

from links.evidence import MAX_ERROR, MAX_URL, Evidence, storable
from links.judging import outcomes
from links.judging.answers import Answer
from links.judging.arriving import evidence_of
from links.judging.trail import LedNowhere, Trail
from links.network.body import Body
from links.network.chains import Chains
from links.network.connections import Jar, make_session
from links.network.guard import Guard
from links.network.pace import Busy, Paces
from links.network.transport import (
    Resolver,
    ResolverSilent,
    doubt_of_error,
    in_words,
    make_connector,
    outcome_of_error,
    same_for_both,
)
from links.network.urls import parsed_url
from links.verdicts import SUCCESSES
from links.vocabulary import STRIKES, TRANSPORT_FAILURES, Outcome

logger = logging.getLogger(__name__)

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "en, *;q=0.5",
}
# As browsers ask: what stands between us and a plain http site may not know the newer codings.
_ENCODINGS = {"http:": "gzip, deflate", "https:": "gzip, deflate, br, zstd"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a fetcher behaves. Times in seconds; `interval` is the pause between requests to a host without its own.

    With `keep_answers` the evidence of a success carries the answer itself.
    """

    user_agent: str
    timeout: float = 20.0
    max_body_bytes: int = 1024 * 1024
    max_redirects: int = 10
    interval: float = 1.0
    longest_retry_wait: float = 60.0
    ca_bundle: str = ""
    keep_answers: bool = False

    @classmethod
    def from_settings(cls) -> Self:
        return cls(
            user_agent=f"AdvocacyLetterTracker/0.1 (+{settings.LINKS_CONTACT})",
            timeout=settings.LINKS_TIMEOUT,
            max_body_bytes=settings.LINKS_MAX_BODY_BYTES,
            max_redirects=settings.LINKS_MAX_REDIRECTS,
            interval=settings.LINKS_HOST_INTERVAL,
            ca_bundle=settings.LINKS_CA_BUNDLE,
            keep_answers=settings.LINKS_KEEP_COPIES,
        )


class Fetcher:
    """Reads pages. Use as `async with Fetcher(...) as fetcher: await fetcher.check(url)`."""

    def __init__(self, *, guard: Guard, manners: Manners, paces: Paces | None = None) -> None:
        self._guard = guard
        self._manners = manners
        self._paces = paces or Paces(interval=manners.interval)

    async def __aenter__(self) -> Self:
        self._resolver = Resolver(self._guard)
        self._connector = make_connector(guard=self._guard, resolver=self._resolver, ca_bundle=self._manners.ca_bundle)
        self._connector.when_connected = self._paces.begun
        self._chains = Chains(
            guard=self._guard,
            resolver=self._resolver,
            ca_bundle=self._manners.ca_bundle,
            user_agent=self._manners.user_agent,
        )
        self._session = make_session(self._connector, headers={**_HEADERS, "User-Agent": self._manners.user_agent})
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._connector.close()
        await self._resolver.close()

    async def check(self, url: str, *, budget: float = float("inf")) -> Evidence:
        """What stands at `url` (normalised). Tried once more after a transport failure, a cut-off answer, 429 or 5xx.

        The second try waits as long as Retry-After says, if that is short and `budget` seconds allow for it. When it
        fails on the way, a first answer that says nothing against the page stands: whoever asks a site for patience
        and is hung up on next has still had that answer. Raises nothing but `pace.Busy` and cancellation.
        """
        began = time.monotonic()
        first = await self._try(url, began + budget)
        wait = self._retry_wait(url, first)
        if wait is None or time.monotonic() - began + wait + self._manners.timeout > budget:
            return first
        await asyncio.sleep(wait)
        second = await self._try(url, began + budget)
        elapsed = round((time.monotonic() - began) * 1000)
        first_stands = second.outcome in TRANSPORT_FAILURES and first.outcome not in STRIKES
        return (first if first_stands else second)._replace(elapsed_ms=elapsed)

    def _retry_wait(self, url: str, evidence: Evidence) -> float | None:
        status = evidence.status_code or 0
        broke_off = evidence.outcome in TRANSPORT_FAILURES or (
            evidence.outcome == Outcome.INCONCLUSIVE and evidence.incomplete
        )
        if not broke_off and status not in outcomes.RETRIED_STATUS and status < 500:
            return None
        if evidence.retry_after is None:
            return self._paces.interval_of(parsed_url(url).hostname)
        return evidence.retry_after if evidence.retry_after <= self._manners.longest_retry_wait else None

    async def _try(self, url: str, until: float) -> Evidence:
        began = time.monotonic()
        trail = Trail(url, guard=self._guard, most=self._manners.max_redirects)
        try:
            evidence = await self._walk(trail, until)
        except (asyncio.CancelledError, Busy):
            raise
        except Exception as error:
            evidence = _failure(trail, error)
        return evidence._replace(
            redirects=tuple(trail.redirects),
            final_url=storable(trail.url, MAX_URL),
            elapsed_ms=round((time.monotonic() - began) * 1000),
        )

    async def _walk(self, trail: Trail, until: float) -> Evidence:
        deadline = _Deadline(self._manners.timeout)
        jar = Jar()

        async def ask(url: str) -> Answer:
            return await self._ask(jar, url, deadline)

        async def ask_more(url: str) -> Answer:
            if time.monotonic() + self._manners.timeout > until:
                raise TimeoutError("no time is left to ask for another page")
            answer = await self._ask(jar, url, deadline)
            if answer.status in (429, 503) and answer.retry_after:
                # What the evidence says is of the page alone; whoever walks the host hears of this by its pace.
                self._paces.leave_alone(parsed_url(url).hostname, answer.retry_after)
            return answer

        answer = await trail.walk(ask, lambda url: frozenset(jar.cookies(url).items()))
        evidence = await evidence_of(trail, answer, ask_more)
        if note := (trail.answer or answer).note:
            evidence = evidence._replace(error=storable("; ".join(filter(None, (evidence.error, note))), MAX_ERROR))
        keeps = self._manners.keep_answers and evidence.outcome in SUCCESSES
        return evidence._replace(answer=trail.answer.raw) if keeps and trail.answer else evidence

    async def _ask(self, jar: Jar, url: str, deadline: "_Deadline") -> Answer:
        """One request, answered; raises what the transport raises. Waiting for the host's turn costs no deadline.

        Sites close a connection that was kept open whenever they like: a request that gets no answer over such a one
        says nothing of the site, and is sent once more over a new one, in the host's next turn.
        """
        try:
            return await self._ask_once(jar, url, deadline)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
            is_new = isinstance(error, aiohttp.ClientConnectorError) or not self._connector.was_used_before(url)
            if is_new:
                raise
            return await self._ask_once(jar, url, deadline)

    async def _ask_once(self, jar: Jar, url: str, deadline: "_Deadline") -> Answer:
        parsed = parsed_url(url)
        name, request = parsed.hostname, same_for_both(parsed)
        headers = {"Accept-Encoding": _ENCODINGS[parsed.protocol]}
        if cookies := jar.cookies(url):
            # Written by us: the client would quote values, and refuse names, that browsers send as they came.
            headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in cookies.items())
        answer = None
        async with self._paces.turn(name):
            try:
                async with deadline:
                    response, note = await self._chains.get(
                        self._session, request, allow_redirects=False, headers=headers
                    )
                    async with response:
                        jar.take(response)
                        coding = ",".join(response.headers.getall("Content-Encoding", ()))
                        body = Body(coding, limit=self._manners.max_body_bytes)
                        answer = Answer(response.status, response.headers, body, url, response.reason or "", note)
                        # A redirect's own page is never looked at.
                        if answer.location is None:
                            await body.read(response.content)
            except TimeoutError as error:
                if answer is None:
                    raise (
                        ResolverSilent("our name server did not answer") if self._resolver.was_asking(name) else error
                    ) from None
                answer.body.fault = error
        return answer

    def hang_up(self, name: str) -> None:
        """The walk of the host is over: close the connection to it."""
        self._connector.hang_up(name)


class _Deadline:
    """Seconds of network time that are left to one try. They run inside of `async with`; raises TimeoutError."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    async def __aenter__(self) -> None:
        self._began = time.monotonic()
        self._timeout = asyncio.timeout(self._left)
        await self._timeout.__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left = max(0.0, self._left - (time.monotonic() - self._began))
        await self._timeout.__aexit__(kind, error, trace)


def _failure(trail: Trail, error: Exception) -> Evidence:
    """Evidence of a try that brought no answer from the page."""
    if isinstance(error, LedNowhere):
        return Evidence(outcome=error.outcome, status_code=error.status, error=str(error))
    outcome = outcome_of_error(error)
    if outcome is None:
        logger.error("A check of %s ended in a fault of our own", trail.asked, exc_info=error)
    return Evidence(
        outcome=outcome or Outcome.INCONCLUSIVE,
        error=storable(in_words(error), MAX_ERROR),
        doubt=doubt_of_error(error),
    )
