"""Asking a site for a page that cannot exist, to know how it says "not found" (likeness.py, parking.py).

Asked at most once a check, without a second try, of the one host in question, through the same guard, pace, cookies
and deadline as the check itself; and once more for the front page, when the answer would condemn. A question that
brings no clear answer says nothing against the page.
"""

import secrets
from dataclasses import dataclass

import ada_url

from links.evidence import Hop
from links.judging import walls
from links.judging.answers import Answer
from links.judging.impossible import impossible
from links.judging.trail import Ask, LedNowhere, Trail
from links.network.pace import Busy
from links.network.transport import outcome_of_error
from links.network.urls import parsed_url
from links.pages.elements import Elements
from links.pages.likeness import Seen
from links.pages.parsing import parse_aside
from links.pages.reading import Page


@dataclass(frozen=True, slots=True)
class Probe:
    """The answer to the question: `sibling` is the address that was asked, or the front page's; `seen` is where that
    ended and what was there, `redirects` the way. There is no page where it led to another site or to where our own
    trail had ended.
    """

    sibling: str
    seen: Seen
    redirects: tuple[Hop, ...]

    @property
    def as_seen(self) -> tuple[str, tuple[Hop, ...], Page, Elements]:
        """What `parking.mark_of` looks at."""
        return self.sibling, self.redirects, self.seen.page or Page(), self.seen.elements or Elements()

    @property
    def path(self) -> str:
        parsed = parsed_url(self.sibling)
        return parsed.pathname + parsed.search


async def probe(base: str, *, trail: Trail, ask: Ask) -> Probe | None:
    """What the host of `base` answers for a sibling of it that cannot exist; None when that cannot be told."""
    return await _look_at(impossible(base, secrets.token_hex(24).translate(_LETTERS_AND_DIGITS)), trail, ask)


async def probe_front_page(base: str, *, trail: Trail, ask: Ask) -> Probe | None:
    """What the host of `base` answers for its front page; None when that cannot be told."""
    return await _look_at(ada_url.URL("/", base=base).href, trail, ask)


async def _look_at(sibling: str, trail: Trail, ask: Ask) -> Probe | None:
    home = parsed_url(sibling).host

    def leads_away(url: str) -> bool:
        return url == trail.url or parsed_url(url).host != home

    try:
        walked, answer = await trail.ask_another(sibling, ask, leads_away)
    except (LedNowhere, Busy):
        return None
    except Exception as error:
        if outcome_of_error(error) is None:
            raise
        return None
    if answer is None:
        last = walked.redirects[-1]["status"]
        return Probe(sibling, Seen(walked.url, last), tuple(walked.redirects))
    page, elements = await _read(answer)
    if walls.is_bot_wall(answer.status, answer.headers, page):
        return None
    seen = Seen(walked.url, answer.status, page, elements)
    return Probe(sibling, seen, tuple(walked.redirects))


# Half of the sixteen hexadecimal digits become letters that spell nothing.
_LETTERS_AND_DIGITS = str.maketrans("0123456789abcdef", "01234567qxzvwkjh")


async def _read(answer: Answer) -> tuple[Page, Elements]:
    if answer.body.fault is not None:
        return Page(), Elements()
    return await parse_aside(bytes(answer.body.data), answer.headers.get("Content-Type", ""))
