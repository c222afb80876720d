from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from letters.filters import CorrespondentFilter
from letters.models import Letter
from letters.reading import letters_of_correspondent, with_part_counts
from letters.visibility import public_correspondents, public_detainees
from people.disclosure import public_person, with_personal
from public.pages import listing, public_page


@public_page
def person_list(request: HttpRequest) -> HttpResponse:
    people = public_correspondents()
    filters = CorrespondentFilter(request.GET, queryset=people, letters=Letter.objects.published())
    return render(
        request,
        "public/people.html",
        {
            "section": "people",
            "filters": filters,
            "listing": listing(request, with_part_counts(filters.qs if filters.is_valid() else people.none())),
        },
    )


@public_page
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(with_personal(public_correspondents()), slug=slug)
    return render(
        request,
        "public/person.html",
        {
            "section": "people",
            "person": public_person(person),
            "is_detainee": public_detainees().filter(pk=person.pk).exists(),
            "listing": listing(request, letters_of_correspondent(person)),
        },
    )
