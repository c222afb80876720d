"""Which reports went out, to whom."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from reports.admin.seeing import sees_everybody
from reports.models import Report


class WaitingFilter(admin.SimpleListFilter):
    title = "sent"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "sent"), ("yes", "waiting to be sent"), ("failed", "failed so far")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        conditions = {
            "no": Q(sent_at__isnull=False),
            "yes": Q(sent_at=None),
            "failed": Q(sent_at=None) & ~Q(error=""),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """What was sent to whom; for reading. Reports are made by `reports/sending.py` alone."""

    list_display = ["__str__", "created_at", "sent_at", "attempts", "error"]
    list_filter = [WaitingFilter, "sent_at"]
    list_select_related = ["subscription__user"]
    search_fields = [
        "subscription__user__username",
        "subscription__user__email",
        "subscription__address",
        "message_id",
    ]
    fields = [
        "subscription",
        "created_at",
        "sent_at",
        "attempts",
        "error",
        "may_have_arrived",
        "claimed_at",
        "message_id",
        "period",
        "after_id",
        "through_id",
        "follow_after",
        "follow_through",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        found = super().get_queryset(request)
        return found if sees_everybody(request) else found.filter(subscription__user=request.user.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False
