"""Filters for the public templates."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from letters import languages
from people.dates import earliest
from public import dates, wording

register = template.Library()


@register.filter
def day(value: Any) -> SafeString | str:
    """A date or a moment as `<time>`."""
    if not value:
        return ""
    if hasattr(value, "hour"):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), wording.day(value))
    return partial_day(value.isoformat())


@register.filter
def partial_day(value: str) -> SafeString | str:
    """A partial date as `<time>`; what is not a date as it is."""
    try:
        earliest(value)
    except ValueError:
        return value
    return format_html('<time datetime="{}">{}</time>', value, dates.partial_in_words(value))


@register.filter
def plain_date(value: str) -> str:
    """A partial date in words, where no markup may stand."""
    return dates.partial_in_words(value)


@register.filter
def month(value: date) -> str:
    """The month of a day."""
    return dates.month_in_words(value)


@register.filter
def direction(language: str) -> str:
    return languages.direction(language)


@register.filter
def web_address(value: str | None) -> str:
    return wording.web_address(value)


@register.filter
def link_status(link: Any) -> wording.LinkStatus:
    return wording.link_status(link)


@register.filter
def state_words(state: str) -> str:
    return str(wording.State(state).label)


@register.filter
def entry(mapping: Any, key: str) -> Any:
    """`mapping[key]`, or nothing when there is no such mapping or key."""
    return mapping.get(key, "") if mapping else ""
