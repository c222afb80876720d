"""Questions to an archive over the network: one at a time, guarded as every fetch is, each answer bounded.

Plain calls outside, an event loop in a thread of its own inside, so that the caller may use the database in between.
The keys to Save Page Now leave this module in one header, to the archive's own address, and are never passed on:
no redirect is followed here.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

import aiohttp

from links.archives.wayback import Wayback
from links.evidence import Evidence
from links.fetch import Fetcher, Manners
from links.judging.answers import location_of, retry_after
from links.network.body import Body
from links.network.guard import Guard, InnerAddress
from links.network.transport import Resolver, in_words, make_connector, same_for_both

# Archives think long.
PATIENCE = 60.0
# A TimeMap's line takes about 150 bytes: some 50,000 captures. What is cut off is made up for by the CDX index.
MAX_TIMEMAP = 8 * 1024 * 1024
MAX_ANSWER = 512 * 1024
# How long the whole archive is left alone when it does not say so itself: after "too many requests", after a failure.
REST_AFTER_REFUSAL = 300.0
REST_AFTER_FAILURE = 60.0

T = TypeVar("T")


class Unanswered(Exception):
    """No usable answer. `rest`: seconds that the archive is to be left alone; `at_once`: ask nothing else before."""

    def __init__(self, words: str, *, rest: float = 0.0, at_once: bool = False) -> None:
        super().__init__(words)
        self.rest, self.at_once = rest, at_once


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is neither a redirect, nor a failure of the archive; `is_whole` unless its body broke off."""

    status: int
    body: bytes
    is_whole: bool


class Line:
    """A line to archives: `with Line(…) as line: line.get(…)`. Waits `pause` seconds between two requests.

    `keys` ("key:secret") are shown to `archive` alone, on its addresses of Save Page Now.
    """

    def __init__(
        self, *, guard: Guard, manners: Manners, pause: float, archive: Wayback | None = None, keys: str = ""
    ) -> None:
        self._guard, self._pause, self._archive, self._keys = guard, pause, archive, keys
        self._manners = replace(manners, interval=pause, keep_answers=False)
        self._free_at = 0.0
        self._fetcher: Fetcher | None = None

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="archive line", daemon=True)
        self._thread.start()
        self._open = contextlib.AsyncExitStack()
        try:
            self._call(self._begin())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._call(self._finish())
        finally:
            self._end()

    def get(self, url: str, *, limit: int = MAX_ANSWER, with_keys: bool = False) -> Reply:
        """The answer to GET; raises Unanswered."""
        return self._ask("GET", url, limit=limit, with_keys=with_keys)

    def post(self, url: str, form: Mapping[str, str]) -> Reply:
        """The answer to POST, with the keys; raises Unanswered."""
        return self._ask("POST", url, form=form, with_keys=True)

    def read(self, url: str, *, budget: float) -> Evidence:
        """What stands at `url`, read as every page is; never raises for what the network does."""
        self._wait_turn()
        try:
            return self._call(self._read(url, budget))
        finally:
            self._free_at = time.monotonic() + self._pause

    def leads_inside(self, host: str) -> bool:
        """Whether the name belongs to an address that is not public, so that nobody outside need hear of it."""
        return self._call(self._leads_inside(host))

    def _ask(self, method: str, url: str, *, limit: int = MAX_ANSWER, with_keys: bool, form: Any = None) -> Reply:
        headers = {"Accept": "application/json, application/link-format, */*;q=0.5"}
        if with_keys:
            headers |= self._authorization(url)
        self._wait_turn()
        try:
            status, answered, body = self._call(self._request(method, url, headers, form, limit))
        except Exception as error:
            # Not chained: aiohttp's errors carry the request's headers.
            raise Unanswered(self.censored(in_words(error)), rest=REST_AFTER_FAILURE) from None
        finally:
            self._free_at = time.monotonic() + self._pause
        return self._heard(status, answered, body)

    def _heard(self, status: int, headers: Mapping[str, str], body: Body) -> Reply:
        asked = retry_after(headers)
        if status == 429 or (status >= 500 and asked is not None):
            rest = REST_AFTER_REFUSAL if asked is None else asked
            raise Unanswered(f"the archive asked for patience ({status})", rest=max(rest, self._pause), at_once=True)
        if status >= 500:
            raise Unanswered(f"the archive failed ({status})", rest=REST_AFTER_FAILURE)
        if location := location_of(status, headers):
            raise Unanswered(self.censored(f"the archive sent us elsewhere ({status}): {location[:200]}"))
        return Reply(status, bytes(body.data), not body.is_cut and body.fault is None)

    async def _request(
        self, method: str, url: str, headers: Mapping[str, str], form: Any, limit: int
    ) -> tuple[int, Mapping[str, str], Body]:
        address = same_for_both(self._guard.vet_url(url))
        async with (
            asyncio.timeout(max(PATIENCE, self._manners.timeout)),
            self._session.request(method, address, headers=headers, data=form, allow_redirects=False) as response,
        ):
            body = Body(response.headers.get("Content-Encoding", ""), limit=limit)
            if location_of(response.status, response.headers) is None:
                await body.read(response.content)
            return response.status, response.headers, body

    def _authorization(self, url: str) -> dict[str, str]:
        if self._archive is None or not self._keys or not url.startswith(self._archive.save()):
            raise ValueError("the keys are for Save Page Now alone")
        return {"Authorization": f"LOW {self._keys}"}

    def censored(self, words: str) -> str:
        """An archive's words without our secret, should it echo what it was sent: as they may be stored and logged."""
        for part in filter(None, (self._keys, self._keys.partition(":")[2])):
            words = words.replace(part, "…")
        return words

    def _wait_turn(self) -> None:
        time.sleep(max(0.0, self._free_at - time.monotonic()))

    async def _begin(self) -> None:
        resolver = Resolver(self._guard)
        self._open.push_async_callback(resolver.close)
        session = aiohttp.ClientSession(
            connector=make_connector(guard=self._guard, resolver=resolver, ca_bundle=self._manners.ca_bundle),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._manners.user_agent, "Accept-Encoding": "gzip, deflate"},
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        )
        self._session = await self._open.enter_async_context(session)

    async def _read(self, url: str, budget: float) -> Evidence:
        if self._fetcher is None:
            patient = replace(self._manners, timeout=max(PATIENCE, self._manners.timeout))
            self._fetcher = await self._open.enter_async_context(Fetcher(guard=self._guard, manners=patient))
        return await self._fetcher.check(url, budget=budget)

    async def _finish(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._open.aclose()

    async def _leads_inside(self, host: str) -> bool:
        # The public's view: what this deployment is allowed to contact besides is what must stay inside.
        resolver = Resolver(Guard())
        try:
            await asyncio.wait_for(resolver.resolve(host), self._manners.timeout)
        except InnerAddress:
            return True
        except (OSError, TimeoutError, UnicodeError):
            # A name that nobody knows any more: its pages live on in archives alone.
            return False
        finally:
            await resolver.close()
        return False

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
