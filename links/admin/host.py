from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from links.admin.host_names import clean_host_name
from links.admin.policy_page import told
from links.models import Host, Link
from links.policies import CONSEQUENCES, look_anew, set_policy
from links.tasks import sweep_soon
from links.vocabulary import State
from links.walking import leasing


class HostForm(forms.ModelForm):
    class Meta:
        model = Host
        fields = ["name", "policy", "interval", "backed_off_until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Compared with what the person saw: a page opened before a colleague set “never”, or before the site asked
            # to be left alone, must not take that back.
            for field in self.fields.values():
                field.show_hidden_initial = True

    def clean_name(self) -> str:
        return clean_host_name(self.cleaned_data["name"])


@admin.register(Host)
class HostAdmin(admin.ModelAdmin):
    """Sites and how they are treated. A host's name is what its links say and is not changed afterwards."""

    form = HostForm
    list_display = ["name", "policy", "interval", "right_now", "link_count"]
    list_filter = ["policy"]
    search_fields = ["name"]
    search_help_text = "Part of a host's name"
    list_per_page = 50
    show_full_result_count = False
    actions = ["read_directly", "through_archives_alone", "never_ask"]
    readonly_fields = ["right_now", "link_count", "links_by_state", "what_follows"]
    fields = ["name", "policy", "what_follows", "interval", "backed_off_until", "right_now", "links_by_state"]

    class Media:
        css = {"all": ["admin_links/link.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Host]:
        counted = Link.objects.filter(host=OuterRef("pk")).order_by().values("host").values(number=Count("pk"))
        return super().get_queryset(request).annotate(number_of_links=Coalesce(Subquery(counted), 0))

    @admin.display(description="right now")
    def right_now(self, host: Host) -> str:
        """Whether a worker is on the site, and whether the site asked for patience, in words."""
        now, words = timezone.now(), []
        if leasing.is_walked(host, now=now):
            words.append("a worker is reading its pages")
        elif host.leased_until and host.leased_until > now:
            words.append(f"left in peace until {_clock(host.leased_until)}, since it was read just now")
        if host.backed_off_until and host.backed_off_until > now:
            words.append(f"left alone until {_clock(host.backed_off_until)}, as the site asked")
        return "; ".join(words) or "free"

    @admin.display(description="links by state")
    def links_by_state(self, host: Host) -> SafeString | str:
        if host.pk is None:
            return "none yet"
        counts = dict(Link.objects.filter(host=host).order_by().values_list("state").annotate(Count("pk")))
        address = reverse("admin:links_link_changelist")
        rows = [(address, host.pk, s.value, counts[s], s.label) for s in State if counts.get(s)]
        listed = format_html_join("", '<li><a href="{}?host__id__exact={}&amp;state__exact={}">{} {}</a></li>', rows)
        return format_html('<ul class="by-state">{}</ul>', listed) if rows else "none"

    @admin.display(description="what follows from each")
    def what_follows(self, host: Host) -> SafeString:
        rows = [(policy.label, CONSEQUENCES[policy]) for policy in Host.Policy]
        return format_html('<ul class="by-state">{}</ul>', format_html_join("", "<li><b>{}</b>: {}</li>", rows))

    @admin.action(description="Policy: direct", permissions=["change"])
    def read_directly(self, request: HttpRequest, queryset: QuerySet[Host]) -> None:
        self._set_policy(request, queryset, Host.Policy.DIRECT)

    @admin.action(description="Policy: archive only", permissions=["change"])
    def through_archives_alone(self, request: HttpRequest, queryset: QuerySet[Host]) -> None:
        self._set_policy(request, queryset, Host.Policy.ARCHIVE_ONLY)

    @admin.action(description="Policy: never", permissions=["change"])
    def never_ask(self, request: HttpRequest, queryset: QuerySet[Host]) -> None:
        self._set_policy(request, queryset, Host.Policy.NEVER)

    def _set_policy(self, request: HttpRequest, queryset: QuerySet[Host], policy: Host.Policy) -> None:
        turned = set_policy(host_ids=queryset.values_list("pk", flat=True), policy=policy, now=timezone.now())
        for host in turned.hosts:
            self.log_change(request, host, f"Policy set to: {policy.label}")
        transaction.on_commit(sweep_soon, robust=True)
        text, level = told(turned, policy)
        self.message_user(request, text, level)

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
            look_anew([obj.pk], now=timezone.now())
            transaction.on_commit(sweep_soon, robust=True)


def _clock(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")
