"""Rows of the review page: plain formsets that keep what was typed, and in which an empty row is no row."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.formsets import DELETION_FIELD_NAME

# Far above any real letter, and low enough that a posted count costs nothing.
MOST_ROWS = 2000
NOT_ONE_ROW_LESS = "Part of the page did not arrive. Nothing was saved: send it again."


def typed(model: type[models.Model], name: str, **options: Any) -> forms.Field:
    """The form field for a model's field, with the model's own validators; never required unless `options` say so."""
    column = model._meta.get_field(name)
    assert isinstance(column, models.Field)
    field = column.formfield(**{"required": False, **options})
    assert field is not None
    field.validators += [check for check in column.validators if check not in field.validators]
    return field


class RowForm(forms.Form):
    """One row. It counts when something stands in one of the `telling` fields; a row without is not looked at."""

    telling: tuple[str, ...] = ()
    # What such a row is, for whoever reads or hears which of them is meant.
    title = ""
    # Fields that most rows leave empty: folded away where they are.
    seldom: tuple[str, ...] = ()
    # The order in which a row of plain fields shows them.
    layout: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_template = "__prefix__" in (self.prefix or "")

    def has_changed(self) -> bool:
        """Django passes over rows that did not change: here, those in which nothing stands."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.telling)

    @property
    def is_removed(self) -> bool:
        """Whether the row was taken out on the page; it is drawn again, so that it can be put back."""
        return self.is_bound and DELETION_FIELD_NAME in self.fields and bool(self.data.get(self.add_prefix("DELETE")))

    @cached_property
    def shown(self) -> dict[str, bool]:
        """By field, whether it stands in sight: it usually does, it is filled here, or something is wrong in it."""
        return {name: name not in self.seldom or self._is_telling(name) for name in self.fields}

    def _is_telling(self, name: str) -> bool:
        return bool(self[name].value()) or any(part in self.errors for part in (name, f"{name}_who", f"{name}_other"))

    @property
    def folds(self) -> str:
        """The fields that are folded away, as the words that unfold them; empty when there are none."""
        names = [str(self[name].label).lower() for name in self.seldom if not self.shown[name]]
        return f"Add {', '.join(names)}" if names else ""

    @property
    def front(self) -> list[BoundField]:
        return [self[name] for name in self.layout if self.shown[name]]

    @property
    def folded(self) -> list[BoundField]:
        return [self[name] for name in self.layout if not self.shown[name]]

    @property
    def called(self) -> str:
        """The row by its kind and its number on the page: `Signatory 3`."""
        number = (self.prefix or "").rpartition("-")[2]
        return f"{self.title} {int(number) + 1}" if number.isdecimal() else self.title

    def problems(self) -> Iterator[tuple[str, str]]:
        """What is to be mended: the HTML id of a field, and a sentence that says where that is."""
        for name, sentences in self.errors.items():
            target = self[name].id_for_label if name in self.fields else f"row-{self.prefix}"
            for sentence in sentences:
                yield target or f"row-{self.prefix}", f"{self._where(name)}: {sentence}"

    def _where(self, field: str) -> str:
        return self.called


class Rows(forms.BaseFormSet):
    """The rows of one kind, in the order of the page."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "empty_permitted": True, "use_required_attribute": False}

    def total_form_count(self) -> int:
        """As many rows as were sent, and the one more that may have been asked for; whatever the posted count says."""
        total = super().total_form_count()
        if not self.is_bound:
            return total
        sent = (index for index in range(total) if self._is_sent(self.add_prefix(index)))
        return min(total, max(sent, default=-1) + 2)

    def _is_sent(self, prefix: str) -> bool:
        return any(f"{prefix}-{name}" in self.data for name in self.form.telling)

    def clean(self) -> None:
        """A count below the rows that were sent would drop the rest without a word."""
        if self._is_sent(self.add_prefix(max(0, super().total_form_count()))):
            raise ValidationError(NOT_ONE_ROW_LESS)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields[DELETION_FIELD_NAME].label = "Remove this row"

    def kept(self) -> list[Any]:
        """The rows that the letter will have: not removed, not empty. For a formset that was looked through."""
        return [form for form in self.forms if form.has_changed() and not form.is_removed]

    def is_valid(self) -> bool:
        """Removed rows are not looked at (Django's own rule), and a damaged count is told instead of guessed."""
        return self.is_bound and not self.non_form_errors() and all(form.is_valid() for form in self.kept())

    def problems(self) -> Iterator[tuple[str, str]]:
        for sentence in self.non_form_errors():
            yield f"rows-{self.prefix}", str(sentence)
        for form in self.kept():
            yield from form.problems()


def rows_of(form: type[RowForm], formset: type[Rows] = Rows) -> type[Any]:
    """The formset class for rows of one kind."""
    return forms.formset_factory(
        form, formset=formset, extra=0, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )


def one_more(data: Any, prefix: str) -> Any:
    """The posted page with one more empty row at `prefix`: for browsers in which no script adds it."""
    name = f"{prefix}-TOTAL_FORMS"
    count = str(data.get(name, ""))
    if not (count.isdecimal() and len(count) < 5):
        raise ValidationError(NOT_ONE_ROW_LESS)
    grown = data.copy()
    grown[name] = str(min(int(count) + 1, MOST_ROWS))
    return grown
