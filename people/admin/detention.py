from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from people.admin.addresses import AddressField, LinkedForm
from people.admin.person import MAY_DISCLOSE
from people.admin.widgets import StaffFieldsMixin
from people.models import Detention, DetentionEvent

DISCLOSURES = ["publish_place", "publish_case", "publish_counsel", "publish_health"]


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


class EventInline(StaffFieldsMixin, admin.StackedInline):
    model = DetentionEvent
    form = EventForm
    extra = 0
    verbose_name = "event"
    fields = [("date", "kind", "is_public"), "description", "address"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DetentionEvent]:
        return super().get_queryset(request).select_related("link")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if request.user.has_perm(MAY_DISCLOSE) else ["is_public"]


@admin.register(Detention)
class DetentionAdmin(StaffFieldsMixin, admin.ModelAdmin):
    """One detention. Its first group is public with the person; each other group has its own switch, and the
    switches need `people.publish_details`."""

    form = DetentionForm
    list_display = ["person", "country", "detained_on", "status", "status_as_of"]
    list_select_related = ["person"]
    list_filter = ["status", "country"]
    search_fields = ["person__name", "person__other_names__name", "authority"]
    search_help_text = "Any of the person's names, or the authority."
    autocomplete_fields = ["person"]
    inlines = [EventInline]
    fieldsets = [
        (
            None,
            {
                "description": "Public together with the person.",
                "fields": [
                    "person",
                    ("country", "authority"),
                    "detained_on",
                    ("status", "status_as_of"),
                    "address",
                ],
            },
        ),
        ("Place", {"description": "Confidential until published.", "fields": ["place", "publish_place"]}),
        (
            "Case",
            {
                "description": "Confidential until published.",
                "fields": ["reason", "charges", ("court", "sentence"), "publish_case"],
            },
        ),
        ("Counsel", {"description": "Confidential until published.", "fields": ["counsel", "publish_counsel"]}),
        ("Health", {"description": "Confidential until published.", "fields": ["health", "publish_health"]}),
        ("For staff", {"fields": ["internal_note"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Detention | None = None) -> list[str]:
        fixed = [] if request.user.has_perm(MAY_DISCLOSE) else list(DISCLOSURES)
        # Moved to somebody else, opened details would show on that person's page.
        return [*fixed, "person"] if obj is not None else fixed
