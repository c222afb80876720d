from typing import Any

from django import forms
from django.contrib import admin

from links.admin.host_names import clean_host_name
from links.models import SuccessorSite


class SuccessorSiteForm(forms.ModelForm):
    class Meta:
        model = SuccessorSite
        fields = ["host_name", "successor_name", "pages_from", "pages_to", "note"]

    def clean_host_name(self) -> str:
        return clean_host_name(self.cleaned_data["host_name"])

    def clean_successor_name(self) -> str:
        return clean_host_name(self.cleaned_data["successor_name"])

    def clean(self) -> dict[str, Any] | None:
        """In words, at the field, what the database would refuse."""
        data = super().clean() or {}
        former, successor = data.get("host_name"), data.get("successor_name")
        if former and former == successor:
            self.add_error("successor_name", "This is the former host itself. Write where its pages live on.")
        first, last = data.get("pages_from"), data.get("pages_to")
        if first and last and first > last:
            self.add_error("pages_to", "The last year comes before the first.")
        return data


@admin.register(SuccessorSite)
class SuccessorSiteAdmin(admin.ModelAdmin):
    """Sites that moved as a whole. A failing link's page is looked for there, and proposed; a person accepts it."""

    form = SuccessorSiteForm
    list_display = ["host_name", "successor_name", "pages_from", "pages_to", "note"]
    search_fields = ["host_name", "successor_name", "note"]
    search_help_text = "Part of a host's name"
    list_per_page = 100
    fieldsets = [
        (
            None,
            {
                "description": "When a link on the former host fails, the same path is tried at the other host, and "
                "what is found there is proposed on the link's page. Nothing is changed until a person accepts it. "
                "Enter the name with and without www. if both were printed.",
                "fields": ["host_name", "successor_name", ("pages_from", "pages_to"), "note"],
            },
        )
    ]
