from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from letters.filters import HELD_CHOICE, still_held
from letters.models import Letter
from letters.reading import for_list
from letters.revision import kept
from letters.visibility import public_detainees, public_links, public_sources
from links.vocabulary import State
from people.disclosure import current_detention, public_facts, with_facts
from public.pages import public_page

NEWEST = 6
DETAINEES_SHOWN = 12


@public_page
def home(request: HttpRequest) -> HttpResponse:
    held = still_held(public_detainees())
    shown = with_facts(held)[:DETAINEES_SHOWN]
    return render(
        request,
        "public/home.html",
        {
            "newest": for_list(Letter.objects.published())[:NEWEST],
            "held_choice": HELD_CHOICE,
            "held": [
                (person, public_facts(one)) for person in shown if (one := current_detention(person.detentions.all()))
            ],
            **kept("home", "counts", _counts),
        },
    )


def _counts() -> dict[str, int]:
    detainees = public_detainees()
    return {
        "letter_count": Letter.objects.published().count(),
        "detainee_count": detainees.count(),
        "held_count": still_held(detainees).count(),
        "source_count": public_sources().count(),
        "dead_count": public_links().filter(state=State.DEAD).count(),
    }
