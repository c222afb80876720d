"""Which answers a client need not be sent again. The one place that decides it for the API, feeds and exports."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_cache_control

View = Callable[..., HttpResponseBase]


def asked_again(view: View) -> View:
    """The view with an ETag made of what it answers, so that a 304 is never given for a changed answer.

    Caches may keep the answer but must ask before they show it again: what is withdrawn is gone at once. There is no
    Last-Modified: an answer shows many rows, of which not every one knows when it changed. A streamed answer has no
    ETag either, for it is not known before it is sent.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        def full(request: HttpRequest) -> Any:
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                # Now, and not after all decorators: Django would make it a 304 behind the back of those outside.
                response.render()
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
            return response

        answered: Any = ConditionalGetMiddleware(full)(request)
        return answered

    return answer
