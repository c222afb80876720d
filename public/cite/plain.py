"""A citation in one sentence, for a footnote. Pure."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letters.dates import in_words
from public.cite.record import CitedLetter, Name

_NAMED = 3


def plain(letter: CitedLetter) -> str:
    """`Edward J. Markey and 3 others, “Subject,” joint letter to Antony Blinken, 4 April 2024. Site, https://…`"""
    by, to = _several(letter.authors), _several(letter.recipients)
    words = {
        "by": by,
        "title": letter.title,
        "kind": letter.kind,
        "to": to,
        "issuer": letter.issuer,
        "date": in_words(letter.date),
        "site": letter.site,
        "address": letter.address,
    }
    if letter.issuer != by:
        words["by"] = _("%(by)s (%(issuer)s)") % words
    if to:
        return _("%(by)s, “%(title)s”, %(kind)s to %(to)s, %(date)s. %(site)s, %(address)s") % words
    return _("%(by)s, “%(title)s”, %(kind)s, %(date)s. %(site)s, %(address)s") % words


def _several(names: Sequence[Name]) -> str:
    shown = [name.full for name in names]
    if len(shown) <= _NAMED:
        return _(" and ").join(filter(None, (", ".join(shown[:-1]), shown[-1] if shown else "")))
    more = len(shown) - 1
    return ngettext("%(first)s and %(more)d other", "%(first)s and %(more)d others", more) % {
        "first": shown[0],
        "more": more,
    }
