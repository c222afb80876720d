"""What the API answers when something is wrong: always JSON, always with a sentence (RFC 9457)."""

import logging
from typing import Any

from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import resolve
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from public.api.paging import NoSuchPage
from public.asking import BadQuestion
from public.problems import CONTENT_TYPE, Faults, problem, problem_body

log = logging.getLogger("django.request")


def as_problem(error: Exception, context: dict[str, Any]) -> Response:
    """REST framework's exception handler: every exception becomes a problem, one of ours a 500 that tells nothing."""
    match error:
        case BadQuestion():
            words = _("The question was not understood. %(why)s") % {"why": error.sentence}
            return _problem(400, words, error.faults)
        case exceptions.APIException():
            return _problem(error.status_code, _of_the_framework(error))
        case NoSuchPage():
            return _problem(404, _("No page begins at this cursor. Ask without it, and follow the links to each next."))
        case Http404():
            return _problem(404, _("Nothing that is public has this address."))
    request = context["request"]._request
    log.error("Internal Server Error: %s", request.path, exc_info=error, extra={"status_code": 500, "request": request})
    got_request_exception.send(sender=None, request=request)
    return _problem(500, _("Something went wrong on our side. It has been noted. Please try again later."))


def _of_the_framework(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.NotAcceptable):
        return _("Answers are given as JSON alone: ask with Accept: application/json.")
    return str(error.detail)


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """What is asked without its last slash is sent to where it is, with its question; all else is a problem."""
    # Every address but this one has a name.
    if resolve(f"{request.path_info}/").url_name:
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return problem(404, _("The API has no such address. What it has is listed at /api/v1/."))


def _problem(status: int, detail: str, faults: Faults | None = None) -> Response:
    return Response(problem_body(status, detail, faults), status=status, content_type=CONTENT_TYPE)
