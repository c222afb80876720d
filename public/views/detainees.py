from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from letters.correspondence import LISTED, letters_naming, mentions_on_page, public_among, signs_for
from letters.filters import DetaineeFilter
from letters.reading import with_mention_counts
from letters.searching.querying import in_order
from letters.visibility import public_correspondents, public_detainees, public_organizations
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
from public.detainee_page import LETTERS_DRAWN, moments, spans
from public.pages import listing, listing_of_keys, page_facts, public_page
from public.structured import person_data, script
from public.timeline import by_time, days_since, drawing


@dataclass(frozen=True, slots=True)
class Held:
    """How long somebody who is held has been held: so many days, or at least so many when the day is not known."""

    days: int
    is_exact: bool


@public_page
def detainee_list(request: HttpRequest) -> HttpResponse:
    people = public_detainees()
    filters = DetaineeFilter(request.GET, queryset=people)
    shown, keys = listing_of_keys(request, filters.qs if filters.is_valid() else people.none(), of_record=True)
    rows = in_order(with_facts(with_mention_counts(Person.objects.all())), keys)
    return render(
        request,
        "public/detainees.html",
        {
            "section": "detainees",
            "filters": filters,
            "listing": shown,
            "rows": [(person, _now(person)) for person in rows],
        },
    )


@public_page
def detainee_detail(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(with_facts(with_personal(public_detainees())), slug=slug)
    person, detentions, now = public_person(row), detentions_of(row), _now(row)
    today, facts = timezone.localdate(), page_facts(request.path)
    naming = letters_naming(row)
    ids = [one.pk for one in naming[:LISTED]]
    shown = listing(request, ids)
    course = by_time(moments(detentions, mentions_on_page(ids[:LETTERS_DRAWN], row)))
    return render(
        request,
        "public/detainee.html",
        {
            "section": "detainees",
            **facts,
            "person": person,
            "detentions": detentions,
            "now": now,
            "held": _held(now, today),
            "today": today,
            "course": course,
            "drawing": drawing(course, spans(detentions), today=today),
            "letters_drawn": LETTERS_DRAWN,
            "company": signs_for(naming),
            "linked": public_among((office.organization_id for office in person.offices), public_organizations()),
            "is_correspondent": public_correspondents().filter(pk=row.pk).exists(),
            "listing": shown,
            "mentions": mentions_on_page(list(shown.page), row),
            "is_cut": len(naming) > LISTED,
            "structured": script(person_data(person, address=facts["address"])),
        },
    )


def _now(person: Person) -> PublicDetention | None:
    current = current_detention(person.detentions.all())
    return public_facts(current) if current else None


def _held(now: PublicDetention | None, today: date) -> Held | None:
    if now is None or not now.is_held:
        return None
    days = days_since(now.detained_on, today)
    return Held(days, is_exact=len(now.detained_on) == len("2023-09-27")) if days is not None else None
