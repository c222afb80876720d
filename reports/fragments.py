"""One entry of a report in HTML and in plain text, written once for all readers of a run who are told it.

What differs between them is left open: the entry's number in the mail, the addresses of what they may decide, and
times, which are on each reader's clock.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import cast

import css_inline
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language

from reports.digest import Entry, Turn
from reports.recent import Recent
from reports.slots import Blank, Later, Slots
from reports.templatetags.report_mail import day, moment, web_address

# A mail has fifty entries of some six kilobytes: what a run remembers stays below some tens of megabytes.
KEPT = 4000
# Nothing is fetched: a mail holds all that it needs.
INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a reader can decide from the mail, at a full address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class _Time:
    at: datetime
    write: Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class _Fragment:
    """An entry with gaps: for its number, the addresses offered, and these times, in this order."""

    entry: Entry
    html: Blank
    text: Blank
    times: tuple[_Time, ...]


class Fragments:
    """Writes entries for the readers of one run, in the language and on the clock that are active."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._styles = render_to_string("reports/link_report.css")
        self._kept = Recent[tuple[object, ...], _Fragment](KEPT)

    def write(self, entry: Entry, turn: Turn, *, number: int, offers: Sequence[Offer]) -> tuple[str, str]:
        """The entry in HTML, with its styles in its elements, and as text."""
        labels = tuple(offer.label for offer in offers)
        # The entry is the key as the thing that it is, for which it must live as long: to compare all of it is slow.
        key = (id(entry), turn, labels, get_language())
        fragment = self._kept.get(key)
        if fragment is None:
            fragment = self._kept[key] = self._made(entry, turn, labels)
        zone = timezone.get_current_timezone_name()
        times = [_written(time.at, time.write, get_language(), zone) for time in fragment.times]
        values = [str(number), *(web_address(offer.url) for offer in offers), *times]
        return fragment.html.filled([*map(escape, values)]), fragment.text.filled(values)

    def _made(self, entry: Entry, turn: Turn, labels: Sequence[str]) -> _Fragment:
        places = iter(range(1 + len(labels), 1_000_000))
        times: list[_Time] = []

        def later(at: datetime) -> datetime:
            times.extend((_Time(at, day), _Time(at, moment)))
            return cast(datetime, Later(self._slots.mark(next(places)), self._slots.mark(next(places))))

        copy = entry.copy
        timeless = replace(
            entry,
            changed_at=later(entry.changed_at),
            seen=replace(entry.seen, at=later(entry.seen.at)) if entry.seen else None,
            strikes=tuple(replace(strike, at=later(strike.at)) for strike in entry.strikes),
            copy=replace(copy, captured_at=later(copy.captured_at)) if copy and copy.captured_at else copy,
        )
        offers = [Offer(label, self._slots.mark(place)) for place, label in enumerate(labels, start=1)]
        context = {"entry": timeless, "turn": turn.value, "number": self._slots.mark(0), "offers": offers}
        html = INLINER.inline_fragment(render_to_string("reports/link_report_entry.html", context), self._styles)
        text = render_to_string("reports/link_report_entry.txt", context)
        return _Fragment(entry, self._slots.blank(html), self._slots.blank(text), tuple(times))


@lru_cache(maxsize=20_000)
def _written(at: datetime, write: Callable[[datetime], str], language: str | None, zone: str) -> str:
    """A time in the language and on the clock that are active, and named."""
    return write(timezone.localtime(at))
