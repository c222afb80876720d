from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from letters.correspondence import answers_of, for_page, parts_of, public_among, signs_with
from letters.filters import CorrespondentFilter
from letters.reading import with_part_counts
from letters.searching.querying import InTurn, known_correspondents
from letters.visibility import (
    public_correspondents,
    public_detainees,
    public_organizations,
)
from people.disclosure import public_person, with_personal
from public.pages import listing, page_facts, public_page
from public.structured import person_data, script


@public_page
def person_list(request: HttpRequest) -> HttpResponse:
    filters = CorrespondentFilter(request.GET, queryset=known_correspondents())
    rows: Any = public_correspondents().none()
    if filters.is_valid():
        rows = InTurn(filters.qs, with_part_counts(public_correspondents()))
    return render(
        request,
        "public/people.html",
        {
            "section": "people",
            "filters": filters,
            "listing": listing(request, rows, counted=filters.qs if filters.is_valid() else None, of_record=True),
        },
    )


@public_page
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(with_personal(public_correspondents()), slug=slug)
    person, facts = public_person(row), page_facts(request.path)
    parts = parts_of(row)
    shown = listing(request, parts.letters)
    linked = public_among((office.organization_id for office in person.offices), public_organizations())
    return render(
        request,
        "public/person.html",
        {
            "section": "people",
            **facts,
            "person": person,
            "linked": linked,
            "is_detainee": public_detainees().filter(pk=row.pk).exists(),
            "company": signs_with(row, parts),
            "answers": answers_of(row, parts),
            "listing": shown,
            "letters": for_page(list(shown.page), row),
            "is_cut": parts.is_cut,
            "structured": script(person_data(person, address=facts["address"])),
        },
    )
