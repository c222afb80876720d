"""Every address of the site, gathered from the rooms that answer them."""

from typing import NoReturn

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.urls import include, path

from letters.document_views import staff_document

admin.site.site_header = "Advocacy letters"
admin.site.site_title = "Advocacy letters"
admin.site.index_title = "The record"


def no_shortcut(request: HttpRequest, rest: str) -> NoReturn:
    """In place of Django's `admin/r/<type>/<id>/`, which sends any member of staff to any row's public address, and
    so tells those who may not even see drafts what a draft is called. Our pages link to public ones themselves."""
    raise Http404


urlpatterns = [
    path("admin/documents/<path:name>", staff_document, name="staff_document"),
    path("admin/r/<path:rest>", no_shortcut),
    path("admin/", admin.site.urls),
    path("_nested_admin/", include("nested_admin.urls")),
    path("reports/", include("reports.urls")),
    path("", include("public.urls")),
]
