"""What stands between the record's words and a mail: titles and addresses come from web pages and may be hostile."""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language

from letters.dates import in_words
from reports.slots import Later

register = template.Library()

# C0, C1 and line separators; and the marks that turn the direction of what follows, which can make an address read as
# another. Joiners are left: Persian and Hindi need them.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "-", "…": "..."})


@register.filter
def one_line(text: object) -> str:
    """`text` as one line of visible characters."""
    return " ".join(_UNPRINTABLE.sub(" ", _DIRECTION.sub("", str(text))).split())


@register.filter
def plain_marks(text: object) -> str:
    """`text` with typewriter's marks, for terminals that know no others; letters stay."""
    return str(text).translate(_MARKS)


@register.filter
def web_address(url: object) -> str:
    """`url` when a mail may link to it, that is when it is http or https; otherwise nothing."""
    text = one_line(url)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.hostname and " " not in text else ""


@register.filter(expects_localtime=True)
def day(value: date | Later | None) -> str:
    """A date in the form of the reader's language; an English one the way the public pages write it."""
    if isinstance(value, Later):
        return value.day
    if not value:
        return ""
    return in_words(value) if _is_ours() else formats.date_format(value, formats.get_format("DATE_FORMAT"))


@register.filter(expects_localtime=True)
def moment(value: datetime | Later | None) -> str:
    """A date with its time, likewise, on the reader's clock."""
    if isinstance(value, Later):
        return value.moment
    if not value:
        return ""
    # Of Armenian Django knows the words and no forms, and would write hours as Americans do.
    form = "H:i" if _is_ours() else str(formats.get_format("TIME_FORMAT"))
    return f"{day(value)}, {formats.date_format(value, form)}"


def _is_ours() -> bool:
    """Whether our own catalogues say how a day is written in the language that is active (letters/dates.py)."""
    return get_language() in {None, *(code for code, _name in settings.LANGUAGES)}
