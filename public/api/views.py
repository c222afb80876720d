"""The API: lists and single things, all of it to be read only."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from letters.models import Letter
from letters.reading import for_list
from letters.searching.querying import in_order
from letters.visibility import public_correspondents, public_detainees, public_sources
from people.models import Person
from public import asking
from public.api import paging, rows
from public.api.describing import described_list, described_one
from public.api.shapes import letters, people, sources
from public.site import GENERATOR, absolute, licence_address, licence_name


def meta() -> dict[str, str]:
    """What holds of every answer."""
    return {
        "generator": GENERATOR,
        "licence": licence_name(),
        "licence_url": licence_address(),
        "documentation": absolute(reverse("api-docs")),
    }


class _List(APIView):
    """A list in pages, filtered as the page for people is."""

    shape: type[Serializer]
    order: str

    def asked(self, query: QueryDict) -> QuerySet[Any]:
        """The rows that the parameters ask for; raises BadQuestion."""
        raise NotImplementedError

    def page(self, query: QueryDict, limit: int, cursor: paging.Cursor | None) -> paging.Page:
        return paging.page_of(self.asked(query), order=self.order, limit=limit, cursor=cursor)

    def read(self, found: list[Any]) -> list[Any]:
        """The rows of a page as they are told, where they were found without what is costly to know of them."""
        return found

    def told(self, row: Any) -> Any:
        """The row as its shape wants it."""
        return row

    def answer(self, request: Request) -> Response:
        query = request.query_params
        page = self.page(query, paging.read_limit(query), paging.read_cursor(query))
        body = {
            "meta": meta(),
            "next": paging.address_of(request.path, query, page.next),
            "previous": paging.address_of(request.path, query, page.previous),
            "results": self.shape([self.told(row) for row in self.read(page.rows)], many=True).data,
        }
        return Response(body)


class _One(APIView):
    """One thing by its permanent id."""

    shape: type[Serializer]

    def answer(
        self, request: Request, found: QuerySet[Any], told: Callable[[Any], Any] = lambda row: row, **key: Any
    ) -> Response:
        asking.check_names(request.query_params, {})
        row: Model | None = found.filter(**key).first()
        if row is None:
            raise Http404
        return Response({**self.shape(told(row)).data, "meta": meta()})


class Letters(_List):
    shape = letters.LetterInList
    order = "-date"

    def page(self, query: QueryDict, limit: int, cursor: paging.Cursor | None) -> paging.Page:
        letters, proposed = asking.letters_in_turn(query, besides=paging.PARAMETERS)
        return paging.page_of(for_list(letters), order=self.order, limit=limit, cursor=cursor, proposed=proposed)

    @described_list(letters.LetterInList, asking.AskedLetters, "letters", "Published letters, the newest first")
    def get(self, request: Request) -> Response:
        return self.answer(request)


class OneLetter(_One):
    shape = letters.WholeLetter

    @described_one(
        letters.WholeLetter,
        "letter",
        "A letter with its text, everybody it names, its notes with their sources, and what came of it",
    )
    def get(self, request: Request, slug: str) -> Response:
        return self.answer(request, rows.whole_letters(Letter.objects.published()), slug=slug)


class People(_List):
    shape = people.PersonInList
    order = "sort_name"

    def asked(self, query: QueryDict) -> QuerySet[Person]:
        return asking.people_asked(query, besides=paging.PARAMETERS)

    def read(self, found: list[Any]) -> list[Any]:
        return in_order(rows.people_in_list(public_correspondents()), [person.pk for person in found])

    @described_list(people.PersonInList, asking.AskedPeople, "people", "Signatories and addressees, by family name")
    def get(self, request: Request) -> Response:
        return self.answer(request)


class OnePerson(_One):
    shape = people.WholePerson

    @described_one(people.WholePerson, "person", "A signatory or addressee, with offices and names")
    def get(self, request: Request, slug: str) -> Response:
        return self.answer(request, rows.whole_people(public_correspondents()), rows.described, slug=slug)


class Detainees(_List):
    shape = people.DetaineeInList
    order = "sort_name"

    def asked(self, query: QueryDict) -> QuerySet[Person]:
        return rows.detainees_in_list(asking.detainees_asked(query, besides=paging.PARAMETERS))

    def told(self, row: Person) -> Person:
        return rows.with_opened(row)

    @described_list(
        people.DetaineeInList,
        asking.AskedDetainees,
        "detainees",
        "People on whose behalf letters are written, by family name",
    )
    def get(self, request: Request) -> Response:
        return self.answer(request)


class OneDetainee(_One):
    shape = people.WholeDetainee

    @described_one(
        people.WholeDetainee, "detainee", "A detainee, with names, offices, and what may be told of each detention"
    )
    def get(self, request: Request, slug: str) -> Response:
        return self.answer(request, rows.whole_people(public_detainees()), rows.described, slug=slug)


class Sources(_List):
    shape = sources.SourceInList
    order = "pk"

    def asked(self, query: QueryDict) -> QuerySet[Any]:
        return rows.sources_in_list(asking.sources_asked(query, besides=paging.PARAMETERS))

    @described_list(
        sources.SourceInList,
        asking.AskedSources,
        "sources",
        "Sources that letters cite, in the order in which they were entered",
    )
    def get(self, request: Request) -> Response:
        return self.answer(request)


class OneSource(_One):
    shape = sources.WholeSource

    @described_one(
        sources.WholeSource,
        "source",
        "A source with its archived copies, how its state changed, and where letters cite it",
    )
    def get(self, request: Request, pk: int) -> Response:
        return self.answer(request, rows.sources_in_list(public_sources()), rows.traced, pk=pk)


class Root(APIView):
    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """What there is."""
        asking.check_names(request.query_params, {})
        names = ("letters", "people", "detainees", "sources", "schema", "docs")
        return Response({"meta": meta()} | {name: absolute(reverse(f"api-{name}")) for name in names})
