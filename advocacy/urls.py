"""Every address of the site, gathered from the rooms that answer them."""

from django.contrib import admin
from django.urls import include, path

from letters.document_views import staff_document

admin.site.site_header = "Advocacy letters"
admin.site.site_title = "Advocacy letters"
admin.site.index_title = "The record"

urlpatterns = [
    path("admin/documents/<path:name>", staff_document, name="staff_document"),
    path("admin/", admin.site.urls),
    path("_nested_admin/", include("nested_admin.urls")),
    path("", include("public.urls")),
]
