"""What all rows of a letter's page have in common: their order, whose they are, and when they are locked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import HttpRequest
from django.utils.functional import cached_property
from nested_admin.formsets import NestedInlineFormSet

from letters.models import Letter
from people.admin.widgets import KnownRowsForm, StaffFieldsMixin

MAY_PUBLISH = "letters.publish_letter"
_LONGEST_KEY = 18  # digits; more would not fit into a database's integer


def may_change(request: HttpRequest, letter: Letter | None) -> bool:
    """Published letters are changed by those who may publish; `letter` is None for one that is being typed."""
    return letter is None or not letter.is_published or request.user.has_perm(MAY_PUBLISH)


class RowForm(KnownRowsForm):
    """A row of a letter's page. A new row in which nothing but its place was set is not a row."""

    order_field = "order"

    @cached_property
    def changed_data(self) -> list[str]:
        names = super().changed_data
        return [] if self.instance._state.adding and names == [self.order_field] else names


class RowFormSet(NestedInlineFormSet):
    """The rows of one kind. A row's place on the page is its order; ids of other letters' rows are refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self._number_rows()

    def _number_rows(self) -> None:
        """Replace the posted places by 0, 1, 2…: sorted by what was posted, the page's order where that says nothing.

        Places come from a hidden field that scripts fill. Without scripts they are all the same, and nested_admin
        can neither sort nor redraw equal ones.
        """
        field = getattr(self, "sortable_field_name", None)
        if not field:
            return
        names = [f"{self.add_prefix(index)}-{field}" for index in range(self._posted_count(TOTAL_FORM_COUNT))]
        places = {name: _as_place(self.data.get(name)) for name in names}
        for place, name in enumerate(sorted(names, key=places.__getitem__)):
            self.data[name] = str(place)

    def _posted_count(self, name: str) -> int:
        text = str(self.data.get(f"{self.prefix}-{name}", ""))
        return min(int(text), self.absolute_max) if text.isdecimal() and len(text) < 6 else 0

    def letters_rows(self) -> QuerySet:
        """Every row of this kind in the letter on the page."""
        return self.queryset

    def get_queryset(self) -> Any:
        """The rows on the page, in its order; read once. Rows of another letter are not found, whatever was posted."""
        if not self.is_bound:
            return self.unbound_rows()
        if not hasattr(self, "_rows"):
            keys = [key for key in self._posted_keys() if key.isdecimal() and len(key) <= _LONGEST_KEY]
            found = {str(row.pk): row for row in self.letters_rows().filter(pk__in=keys)} if keys else {}
            self._rows = [found[key] for key in keys if key in found]
        return self._rows

    def unbound_rows(self) -> Any:
        return super().get_queryset()

    def _posted_keys(self) -> list[str]:
        """The ids posted for rows that exist already, and any that were put into new rows."""
        key = self.model._meta.pk.name
        indexes = range(self._posted_count(TOTAL_FORM_COUNT))
        posted = (self.data.get(f"{self.add_prefix(index)}-{key}") for index in indexes)
        return [str(value) for value in posted if value]

    def clean(self) -> None:
        known = {str(row.pk) for row in self.get_queryset()}
        if set(self._posted_keys()) - known:
            raise ValidationError(
                "Some of these rows are not in this letter any more: somebody else has changed it. Nothing was saved. "
                "Open the letter in a second window, and carry over what you typed."
            )
        super().clean()

    def kept_forms(self) -> list[forms.ModelForm]:
        """The valid rows that the letter will have after saving."""
        return [
            form
            for form in self.forms
            if form.is_valid()
            and (form.has_changed() or form.instance.pk)
            and not (self.can_delete and self._should_delete_form(form))
        ]

    def process_forms_pre_save(self, rows: list[forms.ModelForm]) -> list[forms.ModelForm]:
        """Deletions first, so that what a deleted row held can be typed again in the same save."""
        ordered = super().process_forms_pre_save(rows)
        return sorted(ordered, key=lambda form: not self._should_delete_form(form))


def _as_place(text: Any) -> int:
    digits = str(text or "")
    return int(digits) if digits.isdecimal() and len(digits) < 9 else 0


class RowInline(StaffFieldsMixin):
    """An inline of a letter's page: its rows are dragged into order, and locked while the public reads them."""

    form = RowForm
    formset = RowFormSet
    extra = 0
    sortable_field_name: str | None = "order"

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == self.sortable_field_name:
            kwargs |= {"widget": forms.HiddenInput, "required": False}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def letter_of(self, parent: Any) -> Letter | None:
        return parent

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:  # type: ignore[override]
        may_add = super().has_add_permission(request, obj)  # type: ignore[call-arg]
        return may_add and may_change(request, self.letter_of(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and may_change(request, self.letter_of(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and may_change(request, self.letter_of(obj))
