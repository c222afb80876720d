"""Footnotes and, inside each, its citations."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from nested_admin.nested import NestedStackedInline

from letters.admin.citation_form import CitationForm
from letters.admin.link_words import link_words
from letters.admin.rows import MAY_PUBLISH, RowForm, RowFormSet, RowInline
from letters.models import Citation, Footnote, Letter


def _citations_with_sources() -> QuerySet[Citation]:
    return Citation.objects.select_related("source__link", "snapshot").prefetch_related("source__link__snapshots")


class CitationFormSet(RowFormSet):
    # Set for each request by `CitationInline.get_formset`.
    may_correct_public = False

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "may_correct_public": self.may_correct_public}

    def letters_rows(self) -> QuerySet[Citation]:
        """A citation may be dragged from one footnote of the letter to another."""
        if self.instance.letter_id is None:
            return Citation.objects.none()
        return _citations_with_sources().filter(footnote__letter=self.instance.letter_id)

    def unbound_rows(self) -> Any:
        if "citations" in getattr(self.instance, "_prefetched_objects_cache", {}):
            return self.instance.citations.all()
        return super().unbound_rows()


class CitationInline(RowInline, NestedStackedInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    autocomplete_fields = ["source"]
    readonly_fields = ["link_state"]
    classes = ["citation-rows"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "url_as_printed",
                    "link_state",
                    "title",
                    ("author", "publisher"),
                    ("published_on", "kind", "pinpoint"),
                    "quote",
                    "archived_url",
                    "source",
                    "order",
                ]
            },
        )
    ]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.may_correct_public = request.user.has_perm(MAY_PUBLISH)
        return formset

    def letter_of(self, parent: Any) -> Letter | None:
        """nested_admin asks about the letter, about each of its footnotes, and about one still to be typed."""
        if isinstance(parent, Footnote):
            return parent.letter if parent.letter_id else None
        return super().letter_of(parent)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where nothing can be typed, the source itself stands for the fields that describe it."""
        if self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": ["source", "url_as_printed", "link_state", "pinpoint", "quote", "order"]})]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "source":
            kwargs |= {
                "required": False,
                "label": "Or a recorded source",
                "help_text": "Choose it here instead of typing address and title again.",
            }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def link_state(self, citation: Citation) -> SafeString | str:
        link = citation.source.link if citation.source_id else None
        if link is None and citation.pk is None:
            return "checked within seconds of saving"
        return link_words(link, list(link.snapshots.all()) if link else None)

    link_state.short_description = "state of the link"  # type: ignore[attr-defined]


class FootnoteForm(RowForm):
    order_field = "position"

    class Meta:
        model = Footnote
        fields = ["position", "number", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "number": forms.TextInput(attrs={"size": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "number" in self.fields:
            self.fields["number"].required = False
            self.fields["number"].help_text = "The mark in the text: 1, iv, *. Left empty, the next number."

    def has_changed(self) -> bool:
        """A footnote is typed as soon as one of its citations is."""
        return super().has_changed() or any(rows.has_changed() for rows in getattr(self, "nested_formsets", []))

    def validate_constraints(self) -> None:
        """Left to the formset: a note that is inserted renumbers those behind it, and each alone would clash."""


class FootnoteFormSet(RowFormSet):
    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        # The letter as it is on the page, for `CitationInline.letter_of`: reading it again would cost a query a note.
        form.instance.letter = self.instance
        return form

    def clean(self) -> None:
        self._give_numbers()
        super().clean()
        numbers = {form.cleaned_data["number"] for form in self.kept_forms()}
        here = [form.instance.pk for form in self.forms if form.instance.pk]
        elsewhere = Footnote.objects.filter(letter=self.instance.pk, number__in=numbers).exclude(pk__in=here)
        if self.instance.pk and (taken := list(elsewhere.values_list("number", flat=True))):
            raise ValidationError(
                f"Footnote {', '.join(taken)} was added by somebody else while you were typing. Give yours another "
                "number, or open the letter in a second window to see theirs."
            )

    def get_form_error(self) -> str:
        return "Another footnote above has this number, too."

    def _give_numbers(self) -> None:
        """Notes without a number get the one after the note before them, or the next that is free."""
        rows = sorted(self.kept_forms(), key=lambda form: form.cleaned_data["position"])
        taken = {form.cleaned_data["number"] for form in rows}
        last = 0
        for form in rows:
            number = form.cleaned_data["number"]
            if not number:
                following = last + 1
                while str(following) in taken:
                    following += 1
                number = form.cleaned_data["number"] = form.instance.number = str(following)
                taken.add(number)
            if number.isdecimal():
                last = int(number)

    def get_unique_error_message(self, unique_check: tuple[str, ...]) -> str:
        return "Two footnotes have the same number. Give each its own."

    def save(self, commit: bool = True) -> Any:
        """Renumbered notes first step aside, so that 3 can become 4 while there is still another 4."""
        moved = [form.instance.pk for form in self.initial_forms if form.instance.pk and "number" in form.changed_data]
        for place, key in enumerate(moved):
            Footnote.objects.filter(pk=key).update(number=f"~{place}")
        return super().save(commit)


class FootnoteInline(RowInline, NestedStackedInline):
    model = Footnote
    form = FootnoteForm
    formset = FootnoteFormSet
    sortable_field_name = "position"
    inlines = [CitationInline]
    classes = ["letter-rows", "footnote-rows"]
    fieldsets = [(None, {"fields": [("number", "text"), "position"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Footnote]:
        return super().get_queryset(request).prefetch_related(Prefetch("citations", queryset=_citations_with_sources()))
