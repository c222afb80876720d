"""What letters add to a link's page and list: who cites it. The links' own room knows nothing of letters."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse

from letters.models import Citation, Letter, Source
from links.admin import LinkAdmin
from links.models import Link, Snapshot
from links.vocabulary import PassageResult
from people.models import Detention, DetentionEvent

_SHOWN = 100
_MANY = 5


@dataclass(frozen=True, slots=True)
class CitingRow:
    """One citation, in a draft or in public, as staff see it."""

    citation: Citation
    copy: Snapshot | None
    warnings: list[str]

    @property
    def letter(self) -> Letter:
        return self.citation.footnote.letter


class LettersAffectedFilter(admin.SimpleListFilter):
    title = "letters affected"
    parameter_name = "letters"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        if not request.user.has_perm("letters.view_letter"):
            return []
        return [
            ("public", "cited in published letters"),
            ("unpublished", "cited in unpublished letters alone"),
            ("many", f"cited in {_MANY} letters or more"),
            ("none", "cited in no letter"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:
        cited = Citation.objects.filter(source__link=OuterRef("pk"))
        public = cited.filter(footnote__letter__in=Letter.objects.published())
        chosen = self.value()
        if chosen == "public":
            return queryset.filter(Exists(public))
        if chosen == "unpublished":
            return queryset.filter(Exists(cited), ~Exists(public))
        if chosen == "none":
            return queryset.filter(~Exists(cited))
        if chosen == "many":
            # Grouped once, not counted anew for every link of the list.
            grouped = Citation.objects.filter(source__link__isnull=False).order_by().values("source__link")
            many = grouped.annotate(letters=Count("footnote__letter", distinct=True)).filter(letters__gte=_MANY)
            return queryset.filter(pk__in=many.values("source__link"))
        return queryset


class LinkWithLettersAdmin(LinkAdmin):
    change_form_template = "admin/letters/link/change_form.html"
    list_display = [*LinkAdmin.list_display, "letters"]
    list_filter: ClassVar[list[Any]] = [*LinkAdmin.list_filter[:3], LettersAffectedFilter, *LinkAdmin.list_filter[3:]]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Link]:
        citing = Citation.objects.filter(source__link=OuterRef("pk")).order_by().values("source__link")
        counted = citing.annotate(n=Count("footnote__letter", distinct=True)).values("n")
        return (
            super()
            .get_queryset(request)
            .annotate(letter_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
        )

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown = list(super().get_list_display(request))
        return shown if _may_see_letters(request) else [name for name in shown if name != "letters"]

    @admin.display(description="letters")
    def letters(self, link: Link) -> int:
        return link.letter_count  # type: ignore[attr-defined]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Link | None = None, **kwargs: Any
    ) -> HttpResponse:
        if obj is not None and _may_see_letters(request):
            context |= cited_in(obj)
        if obj is not None and request.user.has_perm("people.view_detention"):
            context["detentions"] = _detentions(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def cited_in(link: Link) -> dict[str, Any]:
    """The citations of the link in letters of any status, newest letter first, in a fixed number of queries."""
    citations = Citation.objects.filter(source__link=link)
    shown = (
        citations.select_related("source", "footnote__letter__issuer", "passage", "snapshot", "capture")
        .defer("footnote__letter__body", "footnote__letter__internal_note", "footnote__text")
        .order_by("-footnote__letter__date", "-footnote__letter_id", "footnote__position", "order", "pk")[:_SHOWN]
    )
    return {
        "citing_rows": [_row(citation) for citation in shown],
        "citing": citations.aggregate(letters=Count("footnote__letter", distinct=True), citations=Count("pk")),
        "source": Source.objects.filter(link=link).first(),
    }


def _row(citation: Citation) -> CitingRow:
    warnings = []
    if citation.passage and citation.passage.result == PassageResult.MISSING:
        warnings.append("What it relies on is not found on the page.")
    copy = citation.snapshot or citation.capture
    if copy is not None and copy.pk == citation.capture_id and citation.capture_passage == PassageResult.MISSING:
        warnings.append("What it relies on is not found on the archived copy.")
    return CitingRow(citation, copy, warnings)


def _detentions(link: Link) -> int:
    """How many detentions give the link as a source, for their status or for an event."""
    for_status = Detention.objects.filter(status_link=link).order_by().values("pk")
    for_event = DetentionEvent.objects.filter(link=link).order_by().values("detention")
    return Detention.objects.filter(pk__in=for_status.union(for_event)).count()


def _may_see_letters(request: HttpRequest) -> bool:
    return request.user.has_perm("letters.view_letter")


admin.site.unregister(Link)
admin.site.register(Link, LinkWithLettersAdmin)
