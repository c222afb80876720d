"""The exports' addresses."""

from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from letters.models import Letter
from letters.reading import for_tables
from public import asking
from public.api.rows import whole_letters
from public.api.views import meta
from public.export.batches import in_batches
from public.export.writing import as_csv, as_json
from public.problems import problem

_OF_THE_PAGE = ("page", "sort")


def letters_csv(request: HttpRequest) -> HttpResponseBase:
    """A line for each letter that the list of letters would show for the same question."""
    content_type = "text/csv; charset=utf-8; header=present"
    return _file(request, as_csv, reading=for_tables, name="letters.csv", content_type=content_type)


def letters_json(request: HttpRequest) -> HttpResponseBase:
    """Each letter whole, as the API tells it."""
    return _file(
        request,
        lambda letters: as_json(letters, meta()),
        reading=whole_letters,
        name="letters.json",
        content_type="application/json",
    )


def _file(
    request: HttpRequest,
    write: Callable[[Iterator[Letter]], Iterator[str]],
    *,
    reading: Callable[[QuerySet[Letter]], QuerySet[Letter]],
    name: str,
    content_type: str,
) -> HttpResponseBase:
    try:
        asked = asking.letters_asked(request.GET, besides=_OF_THE_PAGE)
    except asking.BadQuestion as bad:
        return problem(400, _("The question was not understood. %(why)s") % {"why": bad.sentence}, bad.faults)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=content_type)
    else:
        response = StreamingHttpResponse(write(in_batches(asked, reading)), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
