"""Addresses for machines: read only, open to the scripts of every other site (CORS), asked again by caches."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from public.conditional import View, asked_again
from public.problems import problem

METHODS = "GET, HEAD, OPTIONS"
_OPEN = re.compile(r"/(?:api|feeds|export)/|/letters/[^/]+/cite\.")
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link",
    "Access-Control-Max-Age": "86400",
}


class OpenDataMiddleware:
    """Lets the scripts of every site read what is for machines, errors and 304s included (Fetch standard, CORS).

    Everything there is public and the same for everybody, and no cookie is read. Outside of all that makes answers, for
    a 304 is made anew and would lose these headers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _OPEN.match(request.path_info):
            for name, value in _HEADERS.items():
                response[name] = value
        return response


def open_data(view: View) -> View:
    """The view for GET and HEAD; OPTIONS answered; anything else refused with a sentence."""
    conditional = asked_again(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": METHODS})
        if request.method in {"GET", "HEAD"}:
            return conditional(request, *args, **kwargs)
        response = problem(405, _("This address can only be read: ask with GET or HEAD."))
        response["Allow"] = METHODS
        return response

    # Nothing can be changed here, so there is nothing to forge.
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer
