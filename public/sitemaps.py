"""What search engines are told of: every public page, in files far below the 50,000 that sitemaps.org allows, since a
server has better to do than to write megabytes for one answer."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property

from letters.models import Letter, PublicSource
from letters.revision import kept
from letters.searching.keeping import keep_up
from letters.searching.querying import InTurn, known_correspondents
from letters.visibility import public_correspondents, public_detainees, public_organizations, public_sources_in_turn
from people.models import Organization, Person
from public.feeds.atom import updated
from public.site import absolute


class _Paginator(Paginator):
    """Counts once until the record changes, which decides what pages there are."""

    def __init__(self, pages: "_Pages") -> None:
        super().__init__(pages.items(), pages.limit)
        self._pages = pages

    @cached_property
    def count(self) -> int:
        return kept("sitemap", type(self._pages).__name__, self._pages.count, of_record=True)


class _Pages(Sitemap):
    """Pages at this site's own address, whatever name the reader reached it by."""

    limit = 500

    @property
    def paginator(self) -> Paginator:
        return _Paginator(self)

    def items(self) -> Any:
        """What the pages are of, cut into files as a list is."""
        raise NotImplementedError

    def count(self) -> int:
        return len(self.items())

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
    def items(self) -> Any:
        letters = Letter.objects.published()
        return InTurn(letters.order_by("-date", "-pk"), letters.only("slug", "published_at", "updated_at"))

    def count(self) -> int:
        return Letter.objects.published().count()

    def lastmod(self, item: Letter) -> datetime:
        return updated(item)


class _Parties(_Pages):
    """Without a day of change: their pages change with letters and with what becomes of people, not with their rows."""

    page: str

    def count(self) -> int:
        return self.items().count()

    def location(self, item: Person | Organization) -> str:
        return reverse(self.page, args=[item.slug])


class _Detainees(_Parties):
    page = "detainee"

    def items(self) -> QuerySet[Person]:
        return public_detainees().only("slug").order_by("pk")


class _Correspondents(_Parties):
    page = "person"

    def items(self) -> Any:
        keep_up()
        return InTurn(known_correspondents().order_by("pk"), public_correspondents().only("slug"))

    def count(self) -> int:
        return known_correspondents().count()


class _Organizations(_Parties):
    page = "organization"

    def items(self) -> QuerySet[Organization]:
        return public_organizations().only("slug").order_by("pk")


class _Sources(_Pages):
    def items(self) -> Any:
        return InTurn(PublicSource.objects.order_by("pk"), public_sources_in_turn().only("pk"))

    def count(self) -> int:
        return PublicSource.objects.count()


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
        numbers = range(1, pages().paginator.num_pages + 1)
        files += [{"location": address if number == 1 else f"{address}?p={number}"} for number in numbers]
    return TemplateResponse(request, "public/sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")


def file(request: HttpRequest, section: str) -> HttpResponse:
    """One file of pages, by a template of our own: Django's looks for more on each page, and cleans up at last."""
    response: HttpResponse = sitemap_views.sitemap(request, dict(SITEMAPS), section, template_name="public/sitemap.xml")
    # The latest change of those that are there now: a page that is gone would not show in it.
    response.headers.pop("Last-Modified", None)
    return response
