"""Letters read for the eye: each letter or list of them within a fixed number of queries, whatever its size.

Everything begins with `Letter.objects.published()`; what hangs on a published letter but is not public (replies that
were not opened, letters still unpublished before or after it) is left out here.
"""

from datetime import datetime

from django.db.models import (
    CharField,
    Count,
    F,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Concat, RowNumber

from letters.models import Addressee, Citation, FacetValue, Footnote, Letter, Mention, Reply, Signature, Source
from letters.searching.keeping import keep_up
from letters.visibility import public_citations, public_snapshots
from links.models import Link, Proposal, StateChange
from people.models import Person

# A letter that names hundreds is still one line of a list.
MENTIONS_IN_A_LIST = 6


def letter_for_reading(slug: str) -> Letter:
    """One published letter with all that its page shows, in twelve queries at most; raises Letter.DoesNotExist."""
    return for_reading(Letter.objects.published()).get(slug=slug)


def for_reading(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with all that their pages show, in twelve queries at most, however many they are."""
    return (
        letters.select_related("issuer")
        .defer("internal_note")
        .prefetch_related(
            Prefetch("signatures", Signature.objects.select_related("person", "organization")),
            "signatures__person__offices",
            Prefetch("addressees", Addressee.objects.select_related("person", "organization")),
            Prefetch("mentions", Mention.objects.select_related("person")),
            Prefetch("footnotes", Footnote.objects.all()),
            Prefetch("footnotes__citations", _citations_for_reading()),
            Prefetch("footnotes__citations__source__link__snapshots", public_snapshots()),
            Prefetch("footnotes__citations__source__link__proposals", Proposal.objects.accepted()),
            "asks",
            Prefetch(
                "replies",
                Reply.objects.filter(is_public=True).select_related("addressee__person", "addressee__organization"),
            ),
        )
    )


def for_tables(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with what a line of a table says of them, without their texts, in seven queries at most."""
    return (
        letters.select_related("issuer")
        .defer("body", "internal_note")
        .prefetch_related(
            Prefetch("signatures", Signature.objects.select_related("person", "organization")),
            Prefetch("addressees", Addressee.objects.select_related("person", "organization")),
            Prefetch("mentions", Mention.objects.select_related("person")),
            Prefetch("footnotes", Footnote.objects.defer("text")),
            Prefetch("footnotes__citations", Citation.objects.select_related("source__link")),
            Prefetch("replies", Reply.objects.filter(is_public=True).defer("text")),
        )
    )


def letter_for_citing(slug: str) -> Letter:
    """One published letter with what a citation of it says; raises Letter.DoesNotExist."""
    return (
        Letter.objects.published()
        .select_related("issuer")
        .defer("body", "internal_note")
        .prefetch_related(
            Prefetch("signatures", Signature.objects.select_related("person", "organization")),
            Prefetch("addressees", Addressee.objects.select_related("person", "organization")),
        )
        .get(slug=slug)
    )


def _citations_for_reading() -> QuerySet[Citation]:
    related = ("source__link__page_text", "passage", "snapshot", "capture")
    return Citation.objects.select_related(*related).defer("source__link__page_text__first_sketch")


def around(letter: Letter) -> tuple[Letter | None, list[Letter]]:
    """The published letter that `letter` follows, if any, and the published ones that follow it, oldest first."""
    related = (
        Letter.objects.published()
        .filter(Q(pk=letter.follows_id) | Q(follows=letter.pk))
        .select_related("issuer")
        .defer("body", "internal_note")
        .order_by("date", "pk")
    )
    before = next((one for one in related if one.pk == letter.follows_id), None)
    return before, [one for one in related if one.follows_id == letter.pk]


def for_list(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters as a list shows them: with issuing body and the first few detainees named, without the text."""
    place = Window(RowNumber(), partition_by=F("letter_id"), order_by=[F("order").asc(), F("pk").asc()])
    first_named = Mention.objects.annotate(place=place).filter(place__lte=MENTIONS_IN_A_LIST).select_related("person")
    mentions = (
        Mention.objects.filter(letter=OuterRef("pk")).order_by().values("letter").annotate(n=Count("pk")).values("n")
    )
    return (
        letters.select_related("issuer")
        .defer("body", "internal_note")
        .prefetch_related(Prefetch("mentions", first_named, to_attr="first_mentions"))
        .annotate(mention_count=Coalesce(Subquery(mentions, output_field=IntegerField()), 0))
    )


def with_part_counts(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with how many published letters they signed (`signed_count`) and were addressed in (`received_count`)."""
    keep_up()
    return people.annotate(
        signed_count=_letters_of(FacetValue.Kind.SIGNATORY), received_count=_letters_of(FacetValue.Kind.ADDRESSEE)
    )


def with_mention_counts(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with how many published letters name them (`named_count`)."""
    keep_up()
    return people.annotate(named_count=_letters_of(FacetValue.Kind.DETAINEE))


def with_citing_counts(sources: QuerySet[Source]) -> QuerySet[Source]:
    """Sources with how many published letters cite them (`citing_count`)."""
    citing = public_citations().filter(source=OuterRef("pk")).order_by().values("source")
    letters = citing.annotate(n=Count("footnote__letter", distinct=True)).values("n")
    return sources.annotate(citing_count=Coalesce(Subquery(letters, output_field=IntegerField()), 0))


def citations_to(source: Source) -> QuerySet[Citation]:
    """Where published letters cite `source`, newest letter first."""
    citations = public_citations().filter(source=source)
    whole = citations.defer("footnote__letter__body", "footnote__letter__internal_note")
    return _newest_first(whole, "passage", "source", "footnote__letter__issuer")


def public_since(source: Source) -> datetime | None:
    """When a letter that cites `source` and is public now was first published."""
    return public_citations().filter(source=source).aggregate(first=Min("footnote__letter__published_at"))["first"]


def changes_since_cited(source: Source) -> QuerySet[StateChange]:
    """What checks found of `source` since a letter that cites it was first published, newest first.

    Before that, somebody here was watching the page for a draft, and that is not for the public to know.
    """
    since = public_since(source)
    if source.link_id is None or since is None:
        return StateChange.objects.none()
    return StateChange.objects.filter(link=source.link_id, changed_at__gte=since).select_related("evidence")


def first_citations(links: QuerySet[Link] | list[Link], *, each: int) -> dict[int, list[Citation]]:
    """The newest `each` citations of every link in published letters, by link id, in one query: with what a line says
    of them, and as `in_all` how many the link has."""
    of_link = F("source__link_id")
    newest = [F("footnote__letter__date").desc(), F("footnote__letter_id").desc(), F("pk").asc()]
    citations = (
        public_citations()
        .filter(source__link__in=list(links))
        .annotate(
            place=Window(RowNumber(), partition_by=of_link, order_by=newest),
            in_all=Window(Count("pk"), partition_by=of_link),
        )
        .filter(place__lte=each)
        .only(*_IN_A_LINE)
    )
    citing: dict[int, list[Citation]] = {}
    for citation in _newest_first(citations, "source", "footnote__letter"):
        assert citation.source.link_id is not None
        citing.setdefault(citation.source.link_id, []).append(citation)
    return citing


_IN_A_LINE = (
    "source__title",
    "source__link",
    "footnote__number",
    "footnote__letter__slug",
    "footnote__letter__date",
    "footnote__letter__subject",
    "footnote__letter__language",
)


def _newest_first(citations: QuerySet[Citation], *related: str) -> QuerySet[Citation]:
    in_turn = ("-footnote__letter__date", "-footnote__letter_id", "footnote__position", "order", "pk")
    return citations.select_related(*related).order_by(*in_turn)


def _letters_of(kind: str) -> Coalesce:
    """In how many published letters the person at hand has this part: counted when letters are read into the index, for
    some sign thousands."""
    key = Concat(Value("p"), Cast(OuterRef("pk"), CharField()))
    counted = FacetValue.objects.filter(kind=kind, key=key).values("letters")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
