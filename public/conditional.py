"""Which answers a client need not be sent again. The one place that decides it for the API, feeds and exports."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page

View = Callable[..., HttpResponseBase]


def asked_again(view: View) -> View:
    """The view with an ETag made of what it answers, so that a 304 is never given for a changed answer.

    Caches may keep the answer but must ask before they show it again: what is withdrawn is gone at once. There is no
    Last-Modified: an answer shows many rows, of which not every one knows when it changed. A streamed answer has no
    ETag either, for it is not known before it is sent.
    """
    kept: Any = cache_control(public=True, max_age=0, must_revalidate=True)(view)
    return conditional_page(kept)
