"""The parts that public pages are made of, side by side; for those who work on the site, with DEBUG alone."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from links.vocabulary import State
from public.balance import balance
from public.pages import public_page
from public.timeline import Moment, Span, drawing
from public.wording import STATE_MEANINGS

_COLOURS = (
    "paper",
    "sheet",
    "wash",
    "rule",
    "edge",
    "soft",
    "ink",
    "accent",
    "alive",
    "suspect",
    "dead",
    "unverifiable",
)
_STEPS = ("s3", "s2", "s1", "s0", "s-1", "s-2")
_PARTIES = ["Harbour Party"] * 5 + ["Orchard League"] * 3 + ["Union of Valleys"] * 2 + ["", "Lamp List", "Tide"]
_MOMENTS = [
    Moment("2019-03-02", "event", "arrest"),
    Moment("2020-06", "letter", "A first letter"),
    Moment("2021", "event", "sentence"),
    Moment("2023-01-20", "letter", "A second letter"),
]


@public_page
def styleguide(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404("The style guide is for development.")
    return render(
        request,
        "public/styleguide.html",
        {
            "colours": _COLOURS,
            "steps": _STEPS,
            "states": [(state.value, state.label, STATE_MEANINGS[state]) for state in State],
            "balance": balance(_PARTIES),
            "drawing": drawing(_MOMENTS, [Span("2019-03-02", "2024-05-01")], today=date(2024, 6, 1)),
        },
    )
