from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from letters.filters import SourceFilter
from letters.markup import note_id
from letters.models import Citation, Source
from letters.reading import citations_to, public_since, with_citing_counts
from letters.searching.querying import LookedUp
from letters.source_story import story_of
from letters.visibility import counted_sources, public_snapshots, public_sources, public_sources_in_turn
from links.archives.faults import is_faulty
from links.models import Proposal, Snapshot, successor_of
from links.vocabulary import State
from public.pages import listing, page_facts, public_page
from public.wording import changed_words, copy_words, link_status, passage_stands, passage_words, run_details

COPIES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation on the page: where its note stands, and what became of the words it relies on."""

    citation: Citation
    note: str
    warning: str
    stands: str


@public_page
def source_list(request: HttpRequest) -> HttpResponse:
    known = counted_sources()
    filters = SourceFilter(request.GET, queryset=known)
    in_turn = SourceFilter(request.GET, queryset=public_sources_in_turn())
    rows = with_citing_counts(in_turn.qs if filters.is_valid() else known.none()).select_related("link")
    shown = listing(request, rows, counted=LookedUp(filters.qs) if filters.is_valid() else None)
    return render(
        request,
        "public/sources.html",
        {
            "section": "sources",
            "filters": filters,
            "listing": shown,
            "rows": [(source, link_status(source.link)) for source in shown.page],
        },
    )


@public_page
def source_detail(request: HttpRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(_for_reading(), pk=pk)
    shown = listing(request, citations_to(source))
    copies, since, successor = _copies(source), public_since(source), successor_of(source.link)
    story = story_of(source, since=since)
    return render(
        request,
        "public/source.html",
        {
            "section": "sources",
            "source": source,
            "status": link_status(source.link),
            "copies": [(copy, copy_words(copy, since)) for copy in copies],
            "leads_with_copy": _leads_with_copy(source, copies),
            "changed": changed_words(source.link, since),
            "successor": successor,
            "successor_status": link_status(successor),
            "story": story,
            "runs": [(run, run_details(run)) for run in story.runs],
            "since": since,
            "listing": shown,
            "rows": [_cited(citation, since) for citation in shown.page],
            **page_facts(request.path),
        },
    )


def _for_reading() -> QuerySet[Source]:
    accepted = Prefetch("link__proposals", Proposal.objects.accepted())
    sources = public_sources().select_related("link__page_text").defer("link__page_text__first_sketch")
    return sources.prefetch_related(accepted)


def _copies(source: Source) -> list[Snapshot]:
    if source.link_id is None:
        return []
    return list(public_snapshots().filter(link=source.link_id).order_by("-captured_at", "-pk")[:COPIES_SHOWN])


def _leads_with_copy(source: Source, copies: list[Snapshot]) -> bool:
    """Whether readers are led to the archived copies before the page: it is dead, or staff said so."""
    link = source.link
    wanted = link is not None and (link.archive_first or link.state == State.DEAD)
    return wanted and any(not is_faulty(copy) for copy in copies)


def _cited(citation: Citation, since: datetime | None) -> Cited:
    return Cited(
        citation=citation,
        note=f"{citation.footnote.letter.get_absolute_url()}#{note_id(citation.footnote.number)}",
        warning=passage_words(citation.passage),
        stands=passage_stands(citation.passage, since),
    )
