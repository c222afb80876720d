"""Who may change what is open to the public: those who may open it, `people.publish_details`, and nobody else.

A switch alone would guard little: whoever rewrites the text behind an open switch publishes words that nobody with the
right to publish has read. So without that right the fields of an open group are read-only, and rows that were opened
can be neither changed nor deleted. What is enforced is enforced here on the server, whatever the browser sends.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten
from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

MAY_DISCLOSE = "people.publish_details"
LOCKED = (
    "Open to the public, so only those who may open it can change it. "
    "Ask a Reviewer to change it, or to close it first."
)
OPENED_MEANWHILE = (
    "Not saved: %s. It is open to the public by now, and only a Reviewer changes what is open. "
    "Everything else was saved; send a Reviewer what you typed."
)


def may_disclose(request: HttpRequest) -> bool:
    return request.user.has_perm(MAY_DISCLOSE)


if TYPE_CHECKING:
    _Page = admin.ModelAdmin
    _Inline = InlineModelAdmin
else:
    _Page = _Inline = object  # mixed into admin classes, before Django's


class OpenedGroupsMixin(_Page):
    """For a page whose fields stand in groups, each opened by a switch: `opened_by[switch]` names its fields."""

    opened_by: Mapping[str, Sequence[str]] = {}

    def locked_fields(self, request: HttpRequest, obj: Model | None) -> list[str]:
        """The fields of open groups, for those who may not open them. A new row has nothing open yet."""
        if obj is None or may_disclose(request):
            return []
        return [name for switch, names in self.opened_by.items() if getattr(obj, switch) for name in names]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        switches = [] if may_disclose(request) else list(self.opened_by)
        return [*super().get_readonly_fields(request, obj), *switches, *self.locked_fields(request, obj)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        locked = set(self.locked_fields(request, obj))
        return [
            (title, {**options, "description": LOCKED} if locked.intersection(flatten(options["fields"])) else options)
            for title, options in super().get_fieldsets(request, obj)
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # A page shows what is locked as text. Who sends it all the same opened the page before it was locked.
        unsaved = [name.replace("_", " ") for name in self.locked_fields(request, obj) if name in request.POST]
        if unsaved:
            messages.warning(request, OPENED_MEANWHILE % ", ".join(unsaved))


class OpenedRowsFormSet(BaseInlineFormSet):
    """Rows with `is_public`: once opened, a row is locked for those who may not open it."""

    may_disclose = False

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.may_disclose or form.instance.pk is None or not form.instance.is_public:
            return
        # A disabled field takes its value from the row, whatever is posted; that goes for the box that deletes, too.
        # The hidden keys stay: browsers do not send what is disabled, and without them no row would be known.
        keys = {form.instance._meta.pk.name, self.fk.name}
        for name, field in form.fields.items():
            field.disabled = name not in keys
        if "description" in form.fields:
            form.fields["description"].help_text = LOCKED


class OpenedRowsMixin(_Inline):
    """For inlines of rows with `is_public`."""

    formset = OpenedRowsFormSet

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)  # made anew for each request
        formset.may_disclose = may_disclose(request)
        return formset

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        switch = [] if may_disclose(request) else ["is_public"]
        return [*super().get_readonly_fields(request, obj), *switch]
