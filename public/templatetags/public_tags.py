"""Filters for the public templates."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from letters import dates, languages
from people.dates import earliest
from public import wording
from public.language import is_in_readers_language

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
def as_options(choices: Iterable[Any]) -> SafeString:
    """The options of a list. Hundreds of them one by one in a template cost more than all that the page asks for."""
    options = (
        f'<option value="{escape(one.value)}"{" selected" if one.is_chosen else ""}>'
        f"{escape(one.label)} ({one.count})</option>"
        for one in choices
    )
    return SafeString("".join(options))


@register.filter
def as_names(choices: Iterable[Any]) -> SafeString:
    """The options of a field that is typed, with in how many letters each occurs."""
    shown = ((one.label, ngettext("%(n)s letter", "%(n)s letters", one.count) % {"n": one.count}) for one in choices)
    return format_html_join("", '<option value="{}">{}</option>', shown)


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
def own(name: Any) -> str:
    """A name or title; one in another script than the Latin is marked as such, and kept from turning what is around."""
    text = str(name or "")
    tag = languages.by_script(text)
    return format_html('<bdi lang="{}">{}</bdi>', tag, text) if tag else text


@register.filter
def told_in(text: str) -> SafeString:
    """The attributes of an element with `text` from the record, whose language is not told: by its script, else that of
    those who keep the record, where readers have another around it."""
    tag = languages.by_script(str(text))
    if not tag and get_language() != settings.LANGUAGE_CODE:
        tag = settings.LANGUAGE_CODE
    return format_html(' lang="{}" dir="auto"', tag) if tag and text else SafeString("")


@register.filter
def told(text: str) -> str:
    """A line of such a text."""
    attributes = told_in(text)
    return format_html("<span{}>{}</span>", attributes, text) if attributes else text


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
def may_choose_language(request: HttpRequest | None) -> bool:
    """Whether the page is one of those that are shown in the reader's language."""
    return request is not None and is_in_readers_language(request)


@register.filter
def entry(mapping: Any, key: str) -> Any:
    """`mapping[key]`, or nothing when there is no such mapping or key."""
    return mapping.get(key, "") if mapping else ""
