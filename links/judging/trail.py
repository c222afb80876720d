"""The way from an address to the page that answers, hop by hop, each vetted by the guard."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote_from_bytes

import ada_url

from links.evidence import MAX_ERROR, MAX_URL, Hop, storable
from links.judging import outcomes
from links.judging.answers import Answer
from links.network.guard import Guard
from links.vocabulary import Outcome

Cookies = frozenset[tuple[str, str]]
Ask = Callable[[str], Awaitable[Answer]]


class LedNowhere(Exception):
    """Redirects that end at no page: round in circles, or at what is no address."""

    def __init__(self, outcome: Outcome, status: int, words: str = "") -> None:
        super().__init__(words)
        self.outcome, self.status = outcome, status


class LedAway(Exception):
    """The way was not walked to its end, as was asked for: `url` of the trail is where it would have gone on."""


class Trail:
    """One try at one address. `asked` is what was asked for, `url` where a browser would stand now, with a route if it
    has one, `redirects` the way between them, `answer` the last page that was reached. `section` is the part of the
    page that the last redirect which named one points to: a fragment that is no route.
    """

    def __init__(self, asked: str, *, guard: Guard, most: int) -> None:
        self.asked = self.url = asked
        self.redirects: list[Hop] = []
        self.answer: Answer | None = None
        self.section = ""
        self._guard = guard
        self._most = most
        self._visited: set[tuple[str, Cookies]] = set()
        self._ask: Ask | None = None
        self._cookies: Callable[[str], Cookies] = lambda url: frozenset()

    @property
    def places(self) -> list[str]:
        """Every address on the way, `asked` first, where it stands now last."""
        return [self.asked, *(hop["location"] for hop in self.redirects)]

    async def walk(
        self, ask: Ask, cookies: Callable[[str], Cookies], *, until: Callable[[str], bool] = lambda url: False
    ) -> Answer:
        """The answer at the end; raises LedNowhere, what the guard raises, and what `ask` raises. A redirect to where
        `until` says so is not followed, but raises LedAway.
        """
        self._ask, self._cookies = ask, cookies
        return await self._go(until)

    async def follow_page(self, status: int, target: str) -> Answer | None:
        """The answer where the page at the end sends its reader by itself (a refresh, which counts as a temporary
        redirect); None when that leads back to where the trail has been: with scripts, a browser might get on.
        """
        joined = joined_url(self.url, target)
        if joined is None or not joined.startswith(("http://", "https://")) or self._has_been_at(joined):
            return None
        self._follow(status, target)
        self._check_length(status)
        return await self._go(lambda url: False)

    async def ask_another(self, url: str, ask: Ask, until: Callable[[str], bool]) -> "tuple[Trail, Answer | None]":
        """Another address, asked within the same guard, limit and cookies; the answer is None where `until` said so."""
        trail = Trail(url, guard=self._guard, most=self._most)
        try:
            return trail, await trail.walk(ask, self._cookies, until=until)
        except LedAway:
            return trail, None

    async def _go(self, until: Callable[[str], bool]) -> Answer:
        assert self._ask is not None
        while True:
            url = without_fragment(self.url)
            self._guard.vet_url(url)
            # The same address with other cookies is another question.
            self._visited.add((url, self._cookies(url)))
            answer = await self._ask(url)
            if answer.location is None:
                self.answer = answer
                return answer
            self._follow(answer.status, answer.location)
            if self._has_been_at(self.url):
                raise LedNowhere(Outcome.REDIRECT_LOOP, answer.status)
            self._check_length(answer.status)
            if until(self.url):
                raise LedAway

    def _has_been_at(self, url: str) -> bool:
        request = without_fragment(url)
        return (request, self._cookies(request)) in self._visited

    def _check_length(self, status: int) -> None:
        if len(self.redirects) > self._most:
            raise LedNowhere(Outcome.REDIRECT_LOOP, status, f"more than {self._most} redirects")

    def _follow(self, status: int, location: str) -> None:
        target = joined_url(self.url, location)
        if target is None:
            words = storable(f"redirect to {location!r}, which is no address", MAX_ERROR)
            raise LedNowhere(Outcome.SERVER_ERROR, status, words)
        self.redirects.append(Hop(url=storable(self.url, MAX_URL), status=status, location=storable(target, MAX_URL)))
        self.url = target
        if not outcomes.route_of(target):
            # A target without a fragment inherits it (Fetch standard, HTTP-redirect fetch).
            self.section = location.partition("#")[2].strip() or self.section
        else:
            self.section = ""


def without_fragment(url: str) -> str:
    return url.partition("#")[0]


def joined_url(base: str, location: str) -> str | None:
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
    return without_fragment(href) + outcomes.route_of(href if "#" in href else base)
