from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from letters.models import Citation
from letters.reading import first_citations
from letters.revision import kept
from letters.visibility import public_citations, public_links
from links.models import Link
from links.vocabulary import BROKEN_STATES, State
from public.pages import listing, public_page
from public.wording import STATE_MEANINGS, LinkStatus, link_status

HOSTS_SHOWN = 25
CITATIONS_SHOWN = 4
# The bar is drawn in this many units, whatever its size on the screen.
BAR_WIDTH = 1000


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
    links = public_links()
    # When a link was checked last is told to the day, and may be told late: until the next change, or day.
    today = timezone.localdate()
    counts = kept("health", "states", lambda: _state_counts(links))
    shares = _shares(counts)
    shown = listing(request, _broken(links))
    return render(
        request,
        "public/link_health.html",
        {
            "section": "link-health",
            "shares": shares,
            "total": sum(share.count for share in shares),
            "bar_width": BAR_WIDTH,
            "newest_check": kept("health", ("newest", today), lambda: links.aggregate(newest=Max("last_checked_at")))[
                "newest"
            ],
            "listing": shown,
            "broken": _with_citations(list(shown.page)),
            "hosts": kept("health", "hosts", lambda: list(_hosts(links))),
            "hosts_shown": HOSTS_SHOWN,
        },
    )


def _state_counts(links: QuerySet[Link]) -> dict[str, int]:
    return dict(links.order_by().values_list("state").annotate(n=Count("pk")))


def _shares(counts: Mapping[str, int]) -> list[Share]:
    total = sum(counts.values())
    shares, start = [], 0.0
    for state, meaning in STATE_MEANINGS.items():
        count = counts.get(state, 0)
        width = BAR_WIDTH * count / total if total else 0.0
        percent = 100 * count / total if total else 0.0
        shares.append(
            Share(state.value, str(state.label), str(meaning), count, percent, round(start, 2), round(width, 2))
        )
        start += width
    return shares


def _broken(links: QuerySet[Link]) -> QuerySet[Link]:
    """Dead ones first, each kind with the newest failure first."""
    return links.filter(state__in=BROKEN_STATES).order_by("state", F("failing_since").desc(nulls_last=True), "pk")


def _with_citations(links: list[Link]) -> list[BrokenLink]:
    citing = first_citations(links, each=CITATIONS_SHOWN)
    in_all = public_citations().order_by().filter(source__link__in=links)
    counts = dict(in_all.values_list("source__link").annotate(n=Count("pk")))
    return [
        BrokenLink(
            link=link,
            status=link_status(link),
            citations=citing.get(link.pk, []),
            more=counts.get(link.pk, 0) - len(citing.get(link.pk, [])),
        )
        for link in links
    ]


def _hosts(links: QuerySet[Link]) -> QuerySet:
    """Sites with the most dead links first."""
    return (
        links.order_by()
        .values(name=F("host__name"))
        .annotate(
            total=Count("pk"),
            dead=Count("pk", filter=Q(state=State.DEAD)),
            suspect=Count("pk", filter=Q(state=State.SUSPECT)),
            unverifiable=Count("pk", filter=Q(state=State.UNVERIFIABLE)),
        )
        .order_by("-dead", "-suspect", "-unverifiable", "-total", "name")[:HOSTS_SHOWN]
    )
