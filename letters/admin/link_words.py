"""A link's state in words, with the way to its page: shown beside every source."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from links.models import Link, Snapshot


def link_words(link: Link | None, copies: list[Snapshot] | None = None) -> SafeString | str:
    """What is known of `link`: its state and when it was last checked; `copies` are its archived copies."""
    if link is None:
        return "no web address"
    checked = f", checked {link.last_checked_at:%Y-%m-%d}" if link.last_checked_at else ""
    state = format_html(
        '<a class="link-state link-state-{}" href="{}">{}{}</a>',
        link.state,
        reverse("admin:links_link_change", args=[link.pk]),
        link.get_state_display(),
        checked,
    )
    if not copies:
        return state
    listed = format_html_join(
        ", ", '<a href="{}" rel="noreferrer noopener external">{}</a>', ((copy.url, str(copy)) for copy in copies)
    )
    return format_html("{} · archived: {}", state, listed)
