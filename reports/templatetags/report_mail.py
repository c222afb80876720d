"""What stands between the record's words and a mail: titles and addresses come from web pages and may be hostile."""

import re
from urllib.parse import urlsplit

from django import template

register = template.Library()

# C0, C1 and line separators; and the marks that turn the direction of what follows, which can make an address read as
# another. Joiners are left: Persian and Hindi need them.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@register.filter
def one_line(text: object) -> str:
    """`text` as one line of visible characters."""
    return " ".join(_UNPRINTABLE.sub(" ", _DIRECTION.sub("", str(text))).split())


@register.filter
def web_address(url: object) -> str:
    """`url` when a mail may link to it, that is when it is http or https; otherwise nothing."""
    text = one_line(url)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.hostname and " " not in text else ""
