from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from letters.models import Citation
from letters.reading import first_citations
from letters.searching.querying import in_order
from letters.source_health import LISTED, Standing, broken, by_host, by_publisher, standing, weeks
from letters.visibility import public_links
from links.areas import HEIGHT, WIDTH, areas
from links.models import Link
from links.vocabulary import State
from public.pages import listing, public_page
from public.wording import STATE_MEANINGS, LinkStatus, link_status

CITATIONS_SHOWN = 4
# The bar is drawn in this many units, whatever its size on the screen.
BAR_WIDTH = 1000
# From below upwards: what can be read, what is not known, what cannot be read.
STACKED = (
    State.ALIVE,
    State.MOVED,
    State.UNVERIFIABLE,
    State.UNCHECKED,
    State.EXCLUDED,
    State.SUSPECT,
    State.DEAD,
)


@dataclass(frozen=True, slots=True)
class Share:
    """How many sources are in one state, and where its piece of the bar lies."""

    state: str
    words: str
    meaning: str
    count: int
    percent: float
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class BrokenLink:
    link: Link
    status: LinkStatus
    citations: list[Citation]
    more: int


@public_page
def link_health(request: HttpRequest) -> HttpResponse:
    today = standing()
    shown = listing(request, broken())
    past = weeks(timezone.now())
    drawn = areas([week.counts for week in past], names=[state.value for state in STACKED])
    occurring = [state for state in reversed(STACKED) if any(week.counts.get(state) for week in past)]
    return render(
        request,
        "public/link_health.html",
        {
            "section": "link-health",
            "shares": _shares(today),
            "total": today.total,
            "bar_width": BAR_WIDTH,
            "newest_check": today.newest_check,
            "areas": drawn,
            "area_width": WIDTH,
            "area_height": HEIGHT,
            "occurring": [(state.value, state.label) for state in occurring],
            "weeks": [(week, [week.counts[state] for state in occurring]) for week in reversed(past)],
            "first_week": past[0].day if past else None,
            "last_week": past[-1].day if past else None,
            "listing": shown,
            "broken": _with_citations(in_order(public_links(), list(shown.page))),
            "hosts": by_host(),
            "publishers": by_publisher(),
            "listed": LISTED,
        },
    )


def _shares(today: Standing) -> list[Share]:
    shares, start = [], 0.0
    for state, meaning in STATE_MEANINGS.items():
        count = today.counts.get(state, 0)
        width = BAR_WIDTH * count / today.total if today.total else 0.0
        percent = 100 * count / today.total if today.total else 0.0
        shares.append(
            Share(state.value, str(state.label), str(meaning), count, percent, round(start, 2), round(width, 2))
        )
        start += width
    return shares


def _more(shown: list[Any]) -> int:
    """How many citations there are beside those shown, each of which knows how many there are in all."""
    return shown[0].in_all - len(shown) if shown else 0


def _with_citations(links: list[Link]) -> list[BrokenLink]:
    citing: dict[int, Any] = first_citations(links, each=CITATIONS_SHOWN)
    return [
        BrokenLink(
            link=link,
            status=link_status(link),
            citations=citing.get(link.pk, []),
            more=_more(citing.get(link.pk, [])),
        )
        for link in links
    ]
