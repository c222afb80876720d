"""The first page of the admin shows what `reports/overview.py` knows."""

from typing import Any

from django import template
from django.utils import timezone

from reports.overview import DAYS_DRAWN, overview_for

register = template.Library()


@register.inclusion_tag("reports/staff_home.html", takes_context=True)
def staff_home(context: dict[str, Any]) -> dict[str, Any]:
    now = timezone.now()
    return {"overview": overview_for(context["request"].user, now=now), "days": DAYS_DRAWN, "now": now}
