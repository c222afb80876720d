"""Addresses on the staff's pages."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def web_link(address: str) -> SafeString | str:
    """The address to click on. Only the web's own kinds: what a site redirected to may be anything."""
    if not address.lower().startswith(("https://", "http://")):
        return address
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', address, address)
