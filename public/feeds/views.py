"""The feeds' addresses."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from letters.models import Letter, Mention, Signature
from letters.reading import for_list
from letters.visibility import public_correspondents, public_detainees, public_organizations
from people.models import Organization, Person
from public import asking
from public.feeds.atom import feed
from public.problems import problem
from public.site import NAME

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
# As many as anybody who looks in once a week can have missed; all letters are in the export.
ENTRIES = 50
# What a page's address carries besides its filters, and means nothing to a feed.
_OF_THE_PAGE = ("page", "sort")


def letters(request: HttpRequest) -> HttpResponse:
    """The newest letters, or the newest that answer the question that the list of letters was asked."""
    query = _without(request.GET, _OF_THE_PAGE)
    try:
        found = asking.letters_asked(query)
    except asking.BadQuestion as bad:
        return problem(400, _("The question was not understood. %(why)s") % {"why": bad.sentence}, bad.faults)
    words = ", ".join(f"{name}: {value}" for name, value in sorted(query.items()) if value)
    title = f"{NAME}, {words}" if words else NAME
    return _answer(title=title, path=_asking(request.path, query), page=_asking(reverse("letters"), query), found=found)


def detainee(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest letters that name one detainee."""
    person = get_object_or_404(public_detainees(), slug=slug)
    named = Exists(Mention.objects.filter(letter=OuterRef("pk"), person=person))
    return _about(request, person, title=_("Letters for %(name)s"), page="detainee", told=named)


def signatory(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest letters that one person signed."""
    person = get_object_or_404(public_correspondents(), slug=slug)
    signed = Exists(Signature.objects.filter(letter=OuterRef("pk"), person=person))
    return _about(request, person, title=_("Letters signed by %(name)s"), page="person", told=signed)


def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest letters that one organization issued or signed."""
    body = get_object_or_404(public_organizations(), slug=slug)
    signed = Exists(Signature.objects.filter(letter=OuterRef("pk"), organization=body))
    told = Q(issuer=body) | signed
    return _about(request, body, title=_("Letters issued or signed by %(name)s"), page="organization", told=told)


def _about(
    request: HttpRequest, subject: Person | Organization, *, title: str, page: str, told: Q | Combinable
) -> HttpResponse:
    return _answer(
        title=title % {"name": subject.name},
        path=request.path,
        page=reverse(page, args=[subject.slug]),
        found=Letter.objects.published().filter(told),
    )


def _answer(*, title: str, path: str, page: str, found: QuerySet[Letter]) -> HttpResponse:
    # By the day they became public: an old letter that was found today is news.
    newest = for_list(found.order_by("-published_at", "-pk"))[:ENTRIES]
    return HttpResponse(feed(title=title, path=path, page=page, letters=newest), content_type=CONTENT_TYPE)


def _without(query: QueryDict, names: tuple[str, ...]) -> QueryDict:
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return kept


def _asking(path: str, query: QueryDict) -> str:
    """The path with the question, written in one way however it was put: the feed's id is made of it."""
    asked = QueryDict(mutable=True)
    for name in sorted(query):
        if values := [value for value in query.getlist(name) if value]:
            asked.setlist(name, values)
    return f"{path}?{asked.urlencode()}" if asked else path
