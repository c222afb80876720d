"""Addresses for machines: read only, open to the scripts of every other site (CORS), asked again by caches."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from public.conditional import View, asked_again
from public.problems import problem

METHODS = "GET, HEAD, OPTIONS"
_A_DAY = "86400"


def open_data(view: View) -> View:
    """The view for GET and HEAD; OPTIONS answered; anything else refused with a sentence.

    Everything here is public and the same for everybody, and no cookie is read. So any site's script may read it,
    errors included (Fetch standard, CORS protocol).
    """
    conditional = asked_again(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": METHODS})
        elif request.method in {"GET", "HEAD"}:
            response = conditional(request, *args, **kwargs)
        else:
            response = problem(405, _("This address can only be read: ask with GET or HEAD."))
            response["Allow"] = METHODS
        return _shared(response)

    # Nothing can be changed here, so there is nothing to forge.
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def _shared(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, If-Modified-Since, If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    response["Access-Control-Max-Age"] = _A_DAY
    return response
