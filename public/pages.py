"""What all public pages have in common: read only, the same for everybody, and never kept past their time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from letters.revision import kept

PER_PAGE = 25

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A page for anybody: GET and HEAD only; caches may keep it, but must ask before they show it again.

    Asking is cheap (an ETag), and a letter that is withdrawn is gone at once.
    """
    return require_safe(conditional_page(cache_control(public=True, max_age=0, must_revalidate=True)(view)))


def base_url() -> str:
    """Where readers reach the site: as it was set, never as a request says it, which anybody can write."""
    return settings.BASE_URL.rstrip("/")


def page_facts(path: str) -> dict[str, str]:
    """What a page that can be shared says of itself: its lasting address, and the language of the words around."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "base_url": base_url(),
        "address": base_url() + path,
        "page_language": language,
        "page_direction": "rtl" if get_language_bidi() else "ltr",
    }


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; `notice` says so when the page asked for does not exist."""

    page: Page
    notice: str

    @property
    def numbers(self) -> Any:
        """The page numbers to offer: the first, the last and those around this one, with gaps marked."""
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)


def listing_of_keys(request: HttpRequest, rows: QuerySet[Any], *, of_record: bool = False) -> tuple[Listing, list[Any]]:
    """As `listing`, and the keys on that page: what is costly to know of a row is asked of those alone, and not of all
    rows before them."""
    shown = listing(request, rows.values_list("pk", flat=True), of_record=of_record)
    return shown, list(shown.page)


class _Paginator(Paginator):
    """Counts what an address lists once for all its pages, until something public changes."""

    def __init__(self, rows: Any, per_page: int, *, asked: Any, counted: Any, of_record: bool) -> None:
        super().__init__(rows, per_page)
        self._asked, self._counted, self._of_record = asked, counted, of_record

    @cached_property
    def count(self) -> int:
        if isinstance(self.object_list, list | tuple):
            return len(self.object_list)
        counted = Paginator(self._counted, self.per_page)
        return kept("count", self._asked, lambda: counted.count, of_record=self._of_record)


def listing(
    request: HttpRequest, rows: Any, *, per_page: int = PER_PAGE, counted: Any = None, of_record: bool = False
) -> Listing:
    """The page of `rows` that the request asks for; a nearby one, with a notice, when there is no such page.

    `rows` depend on the address alone; `counted` are the same rows, where they are counted in another way than read.
    With `of_record` their number does not depend on what checks see (letters/revision.py).
    """
    query = sorted((name, values) for name, values in request.GET.lists() if name != "page")
    counted = rows if counted is None else counted
    paginator = _Paginator(rows, per_page, asked=(request.path, query), counted=counted, of_record=of_record)
    asked = request.GET.get("page", "1")
    try:
        return Listing(paginator.page(asked), "")
    except InvalidPage:
        page = paginator.get_page(asked)
        words = _("There is no page “%(asked)s” of this list. You are seeing page %(shown)s.")
        return Listing(page, words % {"asked": asked[:20], "shown": page.number})
