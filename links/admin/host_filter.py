"""A changelist filter by host that asks with autocomplete: there are too many hosts for a list."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.forms import Media, ModelChoiceField
from django.http import HttpRequest
from django.utils.safestring import SafeString

from links.models import Host, Link

PARAMETER = "host__id__exact"


class HostFilter(admin.ListFilter):
    title = "host"
    template = "admin/links/host_filter.html"

    def __init__(
        self, request: HttpRequest, params: dict[str, list[str]], model: type[Link], model_admin: admin.ModelAdmin
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self._site = model_admin.admin_site
        # Its select asks for hosts, which only those get who may see them.
        self._may_ask = request.user.has_perm("links.view_host")
        values = params.pop(PARAMETER, [])
        self.value = values[-1] if values else None
        if self.value is not None:
            self.used_parameters[PARAMETER] = self.value

    def has_output(self) -> bool:
        return self._may_ask

    def expected_parameters(self) -> list[str | None]:
        return [PARAMETER]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> QuerySet[Link]:
        if not self.value:
            return queryset
        if not (self.value.isascii() and self.value.isdigit() and len(self.value) < 19):
            raise IncorrectLookupParameters
        return queryset.filter(host=int(self.value))

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """One item for the template: the other parameters to keep, and the way back to all hosts."""
        kept = [(name, value) for name, value in changelist.get_filters_params().items() if name != PARAMETER]
        pairs = [(name, each) for name, value in kept for each in (value if isinstance(value, list) else [value])]
        yield {"kept": pairs, "all_url": changelist.get_query_string(remove=[PARAMETER])}

    def field(self) -> SafeString:
        """The select, with the chosen host in it."""
        return self._widget(self._site).render(PARAMETER, self.value, attrs={"aria-label": "Host"})

    @classmethod
    def media(cls) -> Media:
        """The scripts and styles that the select needs."""
        return cls._widget(admin.site).media

    @staticmethod
    def _widget(site: admin.AdminSite) -> AutocompleteSelect:
        field = Link._meta.get_field("host")
        # The widget asks its choices for their queryset; it shows of it what is chosen, and finds the rest by typing.
        choices = ModelChoiceField(Host.objects.all(), required=False).choices
        return AutocompleteSelect(field, site, choices=choices)
