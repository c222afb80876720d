from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from letters.admin.link_words import link_words
from letters.admin.rows import MAY_PUBLISH
from letters.models import Citation, Letter, Source
from letters.recording import is_public, settle_citation
from links.tasks import sweep_soon
from links.vocabulary import State
from people.admin.addresses import AddressField, LinkedForm
from people.admin.widgets import StaffFieldsMixin

_MOST_LETTERS = 50
ADDRESS_IS_LOCKED = "A published letter cites this source, so its address is changed by those who may publish letters."


class SourceForm(LinkedForm):
    """A page is one source: an address that another source has is refused, with that source's name."""

    address = AddressField(
        required=False, label="Address", help_text="https://… Leave it empty for a source that is only on paper."
    )

    class Meta:
        model = Source
        exclude = ["link"]

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        other = Source.objects.filter(link__url=address).exclude(pk=self.instance.pk).first() if address else None
        if other is not None:
            raise ValidationError(f"“{other}” is already recorded at this address. Cite that source instead.")
        return address


class CitedFilter(admin.SimpleListFilter):
    title = "citations"
    parameter_name = "cited"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "cited by no letter")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        cited = Exists(Citation.objects.filter(source=OuterRef("pk")))
        return queryset.filter(~cited) if self.value() == "no" else queryset


class LinkStateFilter(admin.SimpleListFilter):
    title = "state of the link"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        return queryset.filter(link__state=self.value()) if self.value() else queryset


@admin.register(Source)
class SourceAdmin(StaffFieldsMixin, admin.ModelAdmin):
    """Sources, each once however many letters cite it."""

    form = SourceForm
    list_display = ["title", "publisher", "published_on", "state", "letters"]
    list_filter = [LinkStateFilter, CitedFilter, "kind"]
    list_select_related = ["link"]
    list_per_page = 50
    search_fields = ["title", "author", "publisher", "link__url"]
    search_help_text = "Words of the title, the author, the publisher or the address."
    fields = ["title", "author", "publisher", ("published_on", "kind"), "address", "state", "cited_by"]
    readonly_fields = ["state", "cited_by"]

    class Media:
        css = {"all": ["admin_letters/letter.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        citing = Citation.objects.filter(source=OuterRef("pk")).order_by().values("source")
        counted = citing.annotate(n=Count("footnote__letter", distinct=True)).values("n")
        letters = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
        return super().get_queryset(request).annotate(letter_count=letters)

    @admin.display(description="state of the link", ordering="link__state")
    def state(self, source: Source) -> SafeString | str:
        return link_words(source.link)

    @admin.display(ordering="letter_count")
    def letters(self, source: Source) -> int:
        return source.letter_count  # type: ignore[attr-defined]

    @admin.display(description="cited by")
    def cited_by(self, source: Source) -> SafeString | str:
        if source.pk is None:
            return "no letter yet"
        letters = Letter.objects.filter(footnotes__citations__source=source).distinct()
        rows = letters.only("date", "subject", "status")[:_MOST_LETTERS]
        listed = format_html_join(
            "",
            '<li><a href="{}">{}</a> ({})</li>',
            (
                (reverse("admin:letters_letter_change", args=[row.pk]), str(row), row.get_status_display())
                for row in rows
            ),
        )
        return format_html('<ul class="citing-letters">{}</ul>', listed) if listed else "no letter"

    def view_on_site(self, source: Source) -> str | None:
        return source.get_absolute_url() if is_public(source) else None

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        """Where readers are sent, and whose state they are shown, is changed by those who may publish."""
        return [*self.readonly_fields, "address"] if self._address_is_locked(request, obj) else [*self.readonly_fields]

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self._address_is_locked(request, obj):
            return fieldsets
        return [(title, {**options, "description": ADDRESS_IS_LOCKED}) for title, options in fieldsets]

    def _address_is_locked(self, request: HttpRequest, source: Source | None) -> bool:
        return source is not None and not request.user.has_perm(MAY_PUBLISH) and is_public(source)

    @admin.display(description="Address")
    def address(self, source: Source) -> str:
        return source.link.url if source.link is not None else "on paper only"

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "address" in form.changed_data:
            # The passages that letters rely on are looked for at the new address.
            for citation in obj.citations.select_related("source__link", "snapshot"):
                settle_citation(citation)
            transaction.on_commit(sweep_soon, robust=True)
