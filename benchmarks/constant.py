"""The site with one more page, a view that returns a constant string; where that is measured, without the cache that it
could not use."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a constant string")


urlpatterns = [path("constant/", constant), path("", include("advocacy.urls"))]

if os.environ.get("BENCH_SERVES"):
    application = get_wsgi_application()
    settings.ROOT_URLCONF = __name__
    if os.environ["BENCH_SERVES"] == "constant":
        settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != "public.caching.PublicCacheMiddleware"]
        application = get_wsgi_application()
