from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from letters.filters import SourceFilter
from letters.models import Citation
from letters.reading import changes_since_cited, citations_to, with_citing_counts
from letters.visibility import public_snapshots, public_sources
from public.pages import listing, public_page
from public.wording import link_status, passage_words

COPIES_SHOWN = 20
CHANGES_SHOWN = 20


@public_page
def source_list(request: HttpRequest) -> HttpResponse:
    sources = public_sources()
    filters = SourceFilter(request.GET, queryset=sources)
    rows = with_citing_counts(filters.qs if filters.is_valid() else sources.none()).select_related("link")
    shown = listing(request, rows)
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
    source = get_object_or_404(public_sources().select_related("link"), pk=pk)
    shown = listing(request, citations_to(source))
    return render(
        request,
        "public/source.html",
        {
            "section": "sources",
            "source": source,
            "status": link_status(source.link),
            "copies": public_snapshots().filter(link=source.link_id).order_by("-captured_at", "-pk")[:COPIES_SHOWN]
            if source.link_id
            else [],
            "changes": changes_since_cited(source)[:CHANGES_SHOWN],
            "listing": shown,
            "rows": [(citation, _passage(citation)) for citation in shown.page],
        },
    )


def _passage(citation: Citation) -> str:
    return passage_words(citation.passage)
