from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from links import addresses
from links.models import Host, Link
from links.tasks import sweep_soon


class HostForm(forms.ModelForm):
    class Meta:
        model = Host
        fields = ["name", "policy", "interval", "backed_off_until"]

    def clean_name(self) -> str:
        """The name as it stands in normalised addresses, or no link would ever find its host."""
        name = self.cleaned_data["name"].strip()
        try:
            host = addresses.parse(f"https://{name}/").host
        except addresses.BadAddress:
            raise forms.ValidationError("Write the host's name alone: www.example.org") from None
        if any(mark in name for mark in "/?#:@"):
            raise forms.ValidationError("Write the host's name alone, without https://, port or path: www.example.org")
        return host


@admin.register(Host)
class HostAdmin(admin.ModelAdmin):
    """Sites and how they are treated. A host's name is what its links say and is not changed afterwards."""

    form = HostForm
    list_display = ["name", "policy", "interval", "backed_off_until", "link_count"]
    list_filter = ["policy"]
    search_fields = ["name"]
    readonly_fields = ["link_count", "leased_until"]
    fields = ["name", "policy", "interval", "backed_off_until", "leased_until", "link_count"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Host]:
        counted = Link.objects.filter(host=OuterRef("pk")).order_by().values("host").values(number=Count("pk"))
        return super().get_queryset(request).annotate(number_of_links=Coalesce(Subquery(counted), 0))

    def get_readonly_fields(self, request: HttpRequest, obj: Host | None = None) -> list[str]:
        return [*self.readonly_fields, "name"] if obj else self.readonly_fields

    @admin.display(description="links", ordering="number_of_links")
    def link_count(self, host: Host) -> SafeString | str:
        number = getattr(host, "number_of_links", None)
        if not number:
            return "0"
        address = reverse("admin:links_link_changelist")
        return format_html('<a href="{}?host__id__exact={}">{}</a>', address, host.pk, number)

    def save_model(self, request: HttpRequest, obj: Host, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        # The fields of the form alone: a worker may be leasing the host at this moment.
        obj.save(update_fields=[name for name in form.changed_data if name in form.fields])
        if "policy" in form.changed_data:
            # Its links were left alone, or read, under the old policy: each is looked at anew.
            Link.objects.filter(host=obj).exclude(next_check_at=None).update(next_check_at=timezone.now())
            transaction.on_commit(sweep_soon, robust=True)
