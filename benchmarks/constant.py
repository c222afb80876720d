"""The site with one more page, a view that returns a constant string; where that is measured, without the cache that it
could not use."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")
django.setup()

# The addresses need Django to be set up first.
from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a constant string")


urlpatterns = [path("constant/", constant), path("", include("advocacy.urls"))]

settings.ROOT_URLCONF = __name__
if os.environ.get("BENCH_SERVES") == "constant":
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != "public.caching.PublicCacheMiddleware"]
application = get_wsgi_application()
