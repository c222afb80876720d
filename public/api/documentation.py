"""The schema of the API, and a page that shows it."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator

from public.api import reference
from public.site import GENERATOR, absolute, licence_address, licence_name

DESCRIPTION = """\
The public record of advocacy letters, to be read only. No key is needed, and any site's script may ask.

- Lists come in pages: follow `next`. An `id` is permanent, and so is every address made of it.
- Filters are those of the pages for people. A parameter that is unknown or means nothing is refused with a sentence.
- Every answer has an `ETag`; send it back as `If-None-Match`, and an unchanged answer costs nothing.
- All letters at once: `/export/letters.json` and `/export/letters.csv`, with the same filters. What is new:
  `/feeds/letters.atom`.
- What is not public (drafts, what is confidential about a detained person) is not here: it is as if it did not exist.

The licence covers the record. The words of a letter remain those of its writers.
"""

ENTRIES = {
    "api-letters": _("letters, filtered as the list of letters is; each whole one at its own address below"),
    "api-people": _("signatories and addressees"),
    "api-detainees": _("those on whose behalf letters are written"),
    "api-sources": _("what letters cite, with the state of each address"),
    "export-json": _("all letters at once, each whole; or those that the same filters leave"),
    "export-csv": _("a line for each letter, for spreadsheets"),
    "feed-letters": _("Atom: what was published last; with the same filters, too"),
    "sitemap": _("the address of every public page"),
}


def schema() -> dict[str, Any]:
    """The OpenAPI 3.1 schema."""
    described = _described()
    about = {
        "description": DESCRIPTION,
        "license": {"name": licence_name(), "url": licence_address()},
        "x-generator": GENERATOR,
    }
    return {**described, "info": {**described["info"], **about}, "servers": [{"url": absolute("")}]}


@cache
def _described() -> dict[str, Any]:
    """What depends on the code alone; a tenth of a second's work, done once."""
    described: dict[str, Any] = SchemaGenerator(urlconf="public.api.urls").get_schema(request=None, public=True)
    return described


def schema_view(request: HttpRequest) -> HttpResponse:
    return JsonResponse(schema(), content_type="application/vnd.oai.openapi+json; version=3.1")


def docs(request: HttpRequest) -> HttpResponse:
    """What there is for programs, and every address and parameter of the API."""
    return render(
        request,
        "public/api_docs.html",
        {
            "section": "api",
            "entries": [{"address": reverse(name), "words": words} for name, words in ENTRIES.items()],
            "schema": reverse("api-schema"),
            "operations": reference.operations(schema()),
            "shapes": reference.shapes(schema()),
            "licence": licence_name(),
            "licence_address": licence_address(),
        },
    )
