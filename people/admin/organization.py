from django.contrib import admin

from people.admin.widgets import SluggedForm, StaffFieldsMixin
from people.models import Organization


@admin.register(Organization)
class OrganizationAdmin(StaffFieldsMixin, admin.ModelAdmin):
    """Bodies that issue, sign or receive letters."""

    form = SluggedForm
    list_display = ["name", "short_name", "kind", "country"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name"]
    search_help_text = "Part of the name, or the short form."
    autocomplete_fields = ["parent"]
    list_select_related = False
    fields = ["name", "short_name", "kind", "country", "parent", "address", "slug"]
