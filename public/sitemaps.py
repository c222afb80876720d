"""What search engines are told of: every public page, in files of at most 50,000 (sitemaps.org)."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from letters.models import Letter, Source
from letters.revision import kept
from letters.visibility import public_correspondents, public_detainees, public_organizations, public_sources
from people.models import Organization, Person
from public.feeds.atom import updated
from public.site import absolute


class _Pages(Sitemap):
    """Pages at this site's own address, whatever name the reader reached it by."""

    limit = 50_000

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc


class _Lists(_Pages):
    def items(self) -> list[str]:
        return ["home", "letters", "detainees", "people", "organizations", "sources", "link-health", "api-docs"]

    def location(self, item: str) -> str:
        return reverse(item)


class _Letters(_Pages):
    def items(self) -> QuerySet[Letter]:
        return Letter.objects.published().only("slug", "published_at", "updated_at").order_by("pk")

    def lastmod(self, item: Letter) -> datetime:
        return updated(item)


class _Parties(_Pages):
    """Without a day of change: their pages change with letters and with what becomes of people, not with their rows."""

    page: str

    def location(self, item: Person | Organization) -> str:
        return reverse(self.page, args=[item.slug])


class _Detainees(_Parties):
    page = "detainee"

    def items(self) -> QuerySet[Person]:
        return public_detainees().only("slug").order_by("pk")


class _Correspondents(_Parties):
    page = "person"

    def items(self) -> QuerySet[Person]:
        return public_correspondents().only("slug").order_by("pk")


class _Organizations(_Parties):
    page = "organization"

    def items(self) -> QuerySet[Organization]:
        return public_organizations().only("slug").order_by("pk")


class _Sources(_Pages):
    def items(self) -> QuerySet[Source]:
        return public_sources().only("pk").order_by("pk")


SITEMAPS: dict[str, type[_Pages]] = {
    "lists": _Lists,
    "letters": _Letters,
    "detainees": _Detainees,
    "people": _Correspondents,
    "organizations": _Organizations,
    "sources": _Sources,
}


def index(request: HttpRequest) -> HttpResponse:
    """The list of the files. Django's own would name the host that the reader asked for."""
    files = []
    for section, pages in SITEMAPS.items():
        address = absolute(reverse("sitemap-file", args=[section]))
        # Which pages there are is a matter of the record, and not of what checks see.
        last = kept("sitemap", section, lambda: pages().paginator.num_pages, of_record=True)  # noqa: B023 - at once
        numbers = range(1, last + 1)
        files += [{"location": address if number == 1 else f"{address}?p={number}"} for number in numbers]
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")


def file(request: HttpRequest, section: str) -> HttpResponse:
    """One file of pages."""
    response: HttpResponse = sitemap_views.sitemap(request, dict(SITEMAPS), section)
    # The latest change of those that are there now: a page that is gone would not show in it.
    response.headers.pop("Last-Modified", None)
    return response
