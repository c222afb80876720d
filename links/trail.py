"""The way from an address to the page that answers, hop by hop, each vetted by the guard."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote_from_bytes

import ada_url

from links import judging
from links.answers import Answer
from links.evidence import MAX_ERROR, MAX_URL, Hop, storable
from links.guard import Guard
from links.vocabulary import Outcome

Cookies = frozenset[tuple[str, str]]


class LedNowhere(Exception):
    """Redirects that end at no page: round in circles, or at what is no address."""

    def __init__(self, outcome: Outcome, status: int, words: str = "") -> None:
        super().__init__(words)
        self.outcome, self.status = outcome, status


class Trail:
    """One try at one address. `asked` is what was asked for, `url` where a browser would stand now, with a route if it
    has one, `redirects` the way between them.
    """

    def __init__(self, asked: str, *, guard: Guard, most: int) -> None:
        self.asked = self.url = asked
        self.redirects: list[Hop] = []
        self._guard = guard
        self._most = most

    async def walk(self, ask: Callable[[str], Awaitable[Answer]], cookies: Callable[[str], Cookies]) -> Answer:
        """The answer at the end; raises LedNowhere, what the guard raises, and what `ask` raises."""
        visited: set[tuple[str, Cookies]] = set()
        while True:
            url = without_fragment(self.url)
            self._guard.vet_url(url)
            # The same address with other cookies is another question.
            visited.add((url, cookies(url)))
            answer = await ask(url)
            if answer.location is None:
                return answer
            self._follow(answer.status, answer.location)
            request = without_fragment(self.url)
            if (request, cookies(request)) in visited:
                raise LedNowhere(Outcome.REDIRECT_LOOP, answer.status)
            if len(self.redirects) > self._most:
                raise LedNowhere(Outcome.REDIRECT_LOOP, answer.status, f"more than {self._most} redirects")

    def _follow(self, status: int, location: str) -> None:
        target = _joined(self.url, location)
        if target is None:
            words = storable(f"redirect to {location!r}, which is no address", MAX_ERROR)
            raise LedNowhere(Outcome.SERVER_ERROR, status, words)
        self.redirects.append(Hop(url=storable(self.url, MAX_URL), status=status, location=storable(target, MAX_URL)))
        self.url = target


def without_fragment(url: str) -> str:
    return url.partition("#")[0]


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
    return without_fragment(href) + judging.route_of(href if "#" in href else base)
