from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from people.admin.addresses import AddressField, LinkedForm
from people.admin.disclosing import OpenedGroupsMixin, OpenedRowsMixin
from people.admin.widgets import StaffFieldsMixin
from people.models import Detention, DetentionEvent

# Each switch of a detention, and the fields it opens. `address` stands for the link that is the status's source.
GROUPS = {
    "is_public": ["country", "authority", "detained_on", "status", "status_as_of", "address"],
    "publish_place": ["place"],
    "publish_case": ["reason", "charges", "court", "sentence"],
    "publish_counsel": ["counsel"],
    "publish_health": ["health"],
}
_CONFIDENTIAL = "Confidential until published; shown only while the detention itself is published."


class DetentionForm(LinkedForm):
    link_field = "status_link"
    address = AddressField(required=False, label="Source of the status", help_text="Address of the page that says so.")

    class Meta:
        model = Detention
        exclude = ["status_link"]


class EventForm(LinkedForm):
    address = AddressField(required=False, label="Source", help_text="Address of the page that says so.")

    class Meta:
        model = DetentionEvent
        exclude = ["link"]
        widgets = {"description": forms.Textarea(attrs={"rows": 2, "cols": 40})}


class EventInline(OpenedRowsMixin, StaffFieldsMixin, admin.StackedInline):
    model = DetentionEvent
    form = EventForm
    extra = 0
    verbose_name = "event"
    fields = [("date", "kind", "is_public"), "description", "address"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DetentionEvent]:
        return super().get_queryset(request).select_related("link")


@admin.register(Detention)
class DetentionAdmin(OpenedGroupsMixin, StaffFieldsMixin, admin.ModelAdmin):
    """One detention. Each group of fields has its own switch, and the first opens the detention as such."""

    form = DetentionForm
    opened_by = GROUPS
    list_display = ["person", "country", "detained_on", "status", "status_as_of", "is_public"]
    list_select_related = ["person"]
    list_filter = ["is_public", "status", "country"]
    search_fields = ["person__name", "person__other_names__name", "authority"]
    search_help_text = "Any of the person's names, or the authority."
    autocomplete_fields = ["person"]
    inlines = [EventInline]
    fieldsets = [
        (None, {"fields": ["person"]}),
        (
            "Detention",
            {
                "description": "Confidential until published. While this is closed, so is everything below.",
                "fields": [
                    "is_public",
                    ("country", "authority"),
                    "detained_on",
                    ("status", "status_as_of"),
                    "address",
                ],
            },
        ),
        ("Place", {"description": _CONFIDENTIAL, "fields": ["publish_place", "place"]}),
        (
            "Case",
            {"description": _CONFIDENTIAL, "fields": ["publish_case", "reason", "charges", ("court", "sentence")]},
        ),
        ("Counsel", {"description": _CONFIDENTIAL, "fields": ["publish_counsel", "counsel"]}),
        ("Health", {"description": _CONFIDENTIAL, "fields": ["publish_health", "health"]}),
        ("For staff", {"fields": ["internal_note"]}),
    ]

    @admin.display(description="Source of the status")
    def address(self, detention: Detention) -> str:
        """The source as text, for those to whom it is locked."""
        return detention.status_link.url if detention.status_link else ""

    def get_readonly_fields(self, request: HttpRequest, obj: Detention | None = None) -> list[str]:
        fixed = super().get_readonly_fields(request, obj)
        # Moved to somebody else, opened details would show on that person's page.
        return [*fixed, "person"] if obj is not None else fixed
