"""Citations of a letter to take away, each at an address of its own beside the letter's."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from letters.models import Letter
from letters.reading import letter_for_citing
from public.cite.bibtex import bibtex
from public.cite.csl import csl
from public.cite.gathering import cited
from public.cite.record import CitedLetter
from public.cite.ris import ris
from public.pages import base_url, public_page
from public.wording import site_name


@public_page
def cite_json(request: HttpRequest, slug: str) -> HttpResponse:
    response = JsonResponse(
        csl(_cited_or_404(slug)),
        safe=False,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        content_type="application/vnd.citationstyles.csl+json; charset=utf-8",
    )
    return _named(response, slug, "json")


@public_page
def cite_bib(request: HttpRequest, slug: str) -> HttpResponse:
    text = bibtex(_cited_or_404(slug))
    return _named(HttpResponse(text, content_type="application/x-bibtex; charset=utf-8"), slug, "bib")


@public_page
def cite_ris(request: HttpRequest, slug: str) -> HttpResponse:
    text = ris(_cited_or_404(slug))
    return _named(HttpResponse(text, content_type="application/x-research-info-systems; charset=utf-8"), slug, "ris")


def _cited_or_404(slug: str) -> CitedLetter:
    try:
        letter = letter_for_citing(slug)
    except Letter.DoesNotExist:
        raise Http404("No published letter has this address.") from None
    return cited(letter, base_url=base_url(), site=site_name())


def _named(response: HttpResponse, slug: str, ending: str) -> HttpResponse:
    """Saved rather than shown: a browser that shows a text guesses at what it is."""
    response["Content-Disposition"] = f'attachment; filename="{slug}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
