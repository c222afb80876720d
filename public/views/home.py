from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from letters.filters import HELD_CHOICE, READABLE_CHOICE, still_held
from letters.models import Letter
from letters.overview import letters_by_month, overview
from letters.reading import for_list
from letters.visibility import public_detainees
from people.disclosure import current_detention, public_facts, with_facts
from public.bars import bars
from public.pages import public_page

NEWEST = 6
DETAINEES_SHOWN = 12


@public_page
def home(request: HttpRequest) -> HttpResponse:
    held = with_facts(still_held(public_detainees()))[:DETAINEES_SHOWN]
    months = letters_by_month()
    counts = [month.count for month in months]
    return render(
        request,
        "public/home.html",
        {
            "newest": for_list(Letter.objects.published())[:NEWEST],
            "overview": overview(),
            "held_choice": HELD_CHOICE,
            "readable_choice": READABLE_CHOICE,
            "held": [
                (person, public_facts(one)) for person in held if (one := current_detention(person.detentions.all()))
            ],
            "months": months,
            "bars": bars(counts),
            "most": max(counts, default=0),
        },
    )
