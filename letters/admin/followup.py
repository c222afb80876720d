"""What a letter asks for, and what was answered."""

from typing import Any

from django import forms
from django.http import HttpRequest
from nested_admin.nested import NestedStackedInline

from letters.admin.rows import MAY_PUBLISH, RowFormSet, RowInline
from letters.models import Addressee, Ask, Reply


class AskInline(RowInline, NestedStackedInline):
    model = Ask
    classes = ["letter-rows"]
    verbose_name_plural = "what the letter asks for"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "text",
                    ("kind", "due_on", "outcome", "outcome_on"),
                    "outcome_note",
                    "order",
                ]
            },
        )
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"text", "outcome_note"}:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ReplyFormSet(RowFormSet):
    """Replies, each from one of this letter's addressees (read once for all rows)."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "addressee" not in form.fields:
            return
        if not hasattr(self, "_addressees"):
            rows = Addressee.objects.filter(letter=self.instance) if self.instance.pk else Addressee.objects.none()
            self._addressees = rows.select_related("person", "organization")
            self._addressee_choices = [("", "—"), *((row.pk, str(row)) for row in self._addressees)]
        form.fields["addressee"].queryset = self._addressees
        form.fields["addressee"].choices = self._addressee_choices


class ReplyInline(RowInline, NestedStackedInline):
    model = Reply
    formset = ReplyFormSet
    classes = ["letter-rows"]
    sortable_field_name = None
    is_sortable = False
    fieldsets = [(None, {"fields": [("date", "addressee", "is_public"), "summary", "text"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Some replies are confidential: they are opened by those who may publish."""
        return [] if request.user.has_perm(MAY_PUBLISH) else ["is_public"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"summary", "text"}:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "addressee" and field is not None:
            field.widget = field.widget.widget if hasattr(field.widget, "widget") else field.widget
            field.help_text = "Which addressee answered. New addressees can be chosen once the letter is saved."
        return field
