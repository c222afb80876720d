from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from letters.filters import DetaineeFilter
from letters.reading import mentions_of, with_mention_counts
from letters.visibility import public_correspondents, public_detainees
from people.disclosure import (
    PublicDetention,
    current_detention,
    detentions_of,
    public_facts,
    public_person,
    with_facts,
    with_personal,
)
from people.models import Person
from public.pages import listing, public_page


@public_page
def detainee_list(request: HttpRequest) -> HttpResponse:
    people = public_detainees()
    filters = DetaineeFilter(request.GET, queryset=people)
    rows = with_mention_counts(filters.qs if filters.is_valid() else people.none())
    shown = listing(request, with_facts(rows))
    return render(
        request,
        "public/detainees.html",
        {
            "section": "detainees",
            "filters": filters,
            "listing": shown,
            "rows": [(person, _now(person)) for person in shown.page],
        },
    )


@public_page
def detainee_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(with_facts(with_personal(public_detainees())), slug=slug)
    return render(
        request,
        "public/detainee.html",
        {
            "section": "detainees",
            "person": public_person(person),
            "detentions": detentions_of(person),
            "now": _now(person),
            "is_correspondent": public_correspondents().filter(pk=person.pk).exists(),
            "listing": listing(request, mentions_of(person)),
        },
    )


def _now(person: Person) -> PublicDetention | None:
    current = current_detention(person.detentions.all())
    return public_facts(current) if current else None
