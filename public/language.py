"""In which language an answer is given: a reader's own on pages, English wherever staff or programs read.

A reader's language is the one they chose at the foot of a page, which a cookie keeps, else what their browser asks for.
The page cache asks here too, so that no page is kept for readers of another language.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

# What programs read is the same for everybody (public/open_data.py), and staff pages have their words in English alone;
# the pages behind mails see to their language themselves: that of the mail (reports/views.py).
_ENGLISH = re.compile(
    r"/(?:admin|_nested_admin|reports|api|feeds|export|static|styleguide|sitemaps)/"
    r"|/letters/[^/]+/cite\.|/(?:sitemap\.xml|robots\.txt)$"
)


def is_in_readers_language(request: HttpRequest) -> bool:
    return not _ENGLISH.match(request.path_info)


def language_for(request: HttpRequest) -> str:
    """The language that the request is answered in, one of settings.LANGUAGES."""
    if is_in_readers_language(request):
        return translation.get_language_from_request(request)
    return settings.LANGUAGE_CODE


class LanguageMiddleware:
    """In place of Django's, which would look for the language of staff and programs, too, and leaves it set behind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_for(request)
        with translation.override(language):
            response = self.get_response(request)
        if is_in_readers_language(request):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
            response.headers.setdefault("Content-Language", language)
        return response
