"""Autocomplete that costs no query a row, and the mixin that puts it into admin classes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest

from people.admin.printed_dates import PrintedDateField, PrintedPartialDateField
from people.fields import PartialDateField


class KnownAutocompleteSelect(AutocompleteSelect):
    """Django's autocomplete, told the label of the row it shows: Django's own asks the database once a widget."""

    known: tuple[str, str] | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list:
        if self.known is None or list(map(str, value)) != [self.known[0]]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options.append(self.create_option(name, *self.known, True, len(options)))
        return [(None, options, 0)]


class KnownRowsForm(forms.ModelForm):
    """A form whose autocompletes take their labels from the rows its instance was read together with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, widget in self._autocompletes():
            row = self.instance._state.fields_cache.get(name)
            if row is not None:
                widget.known = (str(row.pk), str(row))

    def _autocompletes(self) -> Iterator[tuple[str, KnownAutocompleteSelect]]:
        for name, field in self.fields.items():
            widget = field.widget
            if isinstance(widget, RelatedFieldWidgetWrapper):
                widget = widget.widget
            if isinstance(widget, KnownAutocompleteSelect):
                yield name, widget


if TYPE_CHECKING:
    _Admin = BaseModelAdmin
else:
    _Admin = object  # mixed into ModelAdmin and InlineModelAdmin, before either


class SluggedForm(KnownRowsForm):
    """A form whose slug may stay empty: the row makes one when it is saved, after the checks that ask for one."""

    def _get_validation_exclusions(self) -> set[str]:
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude if self.cleaned_data.get("slug") else exclude | {"slug"}


class StaffFieldsMixin(_Admin):
    """For admin classes and inlines: known autocompletes, dates as printed, and no way to delete a related row."""

    formfield_overrides = {
        models.DateField: {"form_class": PrintedDateField, "widget": forms.TextInput(attrs={"size": 18})},
        PartialDateField: {"form_class": PrintedPartialDateField, "widget": forms.TextInput(attrs={"size": 14})},
    }

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownAutocompleteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # One click beside a name must not remove a person from the whole record.
            field.widget.can_delete_related = False
        return field
