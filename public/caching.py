"""Public pages kept whole, until something that the public may see changes.

A page is kept under the revision (letters/revision.py) that it was made for, and the day, since pages say how long ago
things were. A change makes all kept pages unfindable in the moment it is committed: nothing is timed out, and nothing
withdrawn is shown again. Whoever is, or may be, signed in is never answered from what is kept, nor is their page kept.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import get_language_from_request

from letters.revision import KEPT_SECONDS, changed_at, revision
from letters.searching.keeping import is_up_to_date, keep_up

# Longer addresses are no page's, and pages this long are few.
_MAX_ADDRESS = 2_000
_MAX_BYTES = 1_000_000
# A change within the same second as another one cannot be told by Last-Modified, which has whole seconds.
_SETTLED_SECONDS = 2
_STARTED = timezone.now()
_VARYING = frozenset({"accept", "accept-language", "accept-encoding", "cookie"})


class PublicCacheMiddleware:
    """Answers anonymous readers with the page as it was made for the present revision."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_anybodys(request) or (number := _revision()) is None:
            return self.get_response(request)
        place = _place(request, number)
        if (known := cache.get(place)) is not None:
            content, headers = known
            return _unless_known(request, HttpResponse(content, headers=headers))
        # Nothing is kept while the search index lags, since lists rest on it.
        keep_up()
        response = self.get_response(request)
        # What was changed while the page was made may stand in it or not.
        if not isinstance(response, HttpResponse) or not _may_be_kept(request, response) or not _is_still(number):
            return response
        if since := _modified(number, timezone.now()):
            response["Last-Modified"] = http_date(since.timestamp())
        cache.set(place, (response.content, dict(response.items())), KEPT_SECONDS)
        return _unless_known(request, response)


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The response, or 304 for a reader who has it. The server leaves the text out for HEAD."""
    since = parse_http_date_safe(response.get("Last-Modified", ""))
    answer = get_conditional_response(request, etag=response.get("ETag"), last_modified=since, response=response)
    return answer or response


def _modified(number: int, now: datetime) -> datetime | None:
    """Since when the page is what it is: the last change, the day's beginning, or the start of this process, which may
    have brought new words. None as long as a second change could bear the same time."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    since = max(changed_at(number), midnight, _STARTED)
    return since if (now - since).total_seconds() > _SETTLED_SECONDS else None


def _is_anybodys(request: HttpRequest) -> bool:
    """Whether this is an address of ours that is read by somebody who cannot be signed in."""
    if request.method not in {"GET", "HEAD"} or len(request.get_full_path()) > _MAX_ADDRESS:
        return False
    if request.path_info.startswith(("/admin/", "/static/", "/_nested_admin/")):
        return False
    # Messages for a reader come by session or by a cookie of their own.
    knows_reader = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    return not knows_reader and "HTTP_AUTHORIZATION" not in request.META


def _revision() -> int | None:
    # This question tells whether the connection still holds; Django need not ask for that by another one.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return revision()
    except Error:
        # The page is made over a new connection, or says itself what is wrong.
        if not connection.in_atomic_block:
            connection.close()
        return None


def _is_still(number: int) -> bool:
    """Whether nothing was changed meanwhile, and the search index has all that was changed before."""
    return _revision() == number and is_up_to_date()


def _place(request: HttpRequest, number: int) -> str:
    facts = (
        request.scheme,
        request.META.get("HTTP_HOST", ""),
        request.get_full_path(),
        get_language_from_request(request),
        request.META.get("HTTP_ACCEPT", "") if request.path_info.startswith("/api/") else "",
        timezone.localdate(),
    )
    return f"page:{number}:{sha256(repr(facts).encode()).hexdigest()}"


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code != 200 or request.method != "GET" or response.cookies:
        return False
    if "public" not in response.get("Cache-Control", ""):
        return False
    varying = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return varying <= _VARYING and len(response.content) <= _MAX_BYTES
