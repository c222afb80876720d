"""A long report's sources as a table for spreadsheets. Pure."""

import csv
from collections.abc import Sequence
from io import StringIO

from django.utils.translation import get_language, gettext, pgettext_lazy

from letters.spreadsheets import cell
from reports.digest import Digest, Entry, Turn
from reports.recent import Recent

# Some megabytes.
LINES_KEPT = 20_000
COLUMNS = (
    pgettext_lazy("column", "what"),
    pgettext_lazy("column", "title"),
    pgettext_lazy("column", "publisher"),
    pgettext_lazy("column", "address"),
    pgettext_lazy("column", "state"),
    pgettext_lazy("column", "since"),
    pgettext_lazy("column", "seen"),
    pgettext_lazy("column", "status code"),
    pgettext_lazy("column", "new address"),
    pgettext_lazy("column", "archived copy"),
    pgettext_lazy("column", "claims at risk"),
    pgettext_lazy("column", "letters and footnotes"),
    pgettext_lazy("column", "decide at"),
)
_WHAT = {
    Turn.DIED: pgettext_lazy("what became of a source", "died"),
    Turn.UNVERIFIABLE: pgettext_lazy("what became of a source", "unverifiable"),
    Turn.PASSAGE_GONE: pgettext_lazy("what became of a source", "passage gone"),
    Turn.FOUND: pgettext_lazy("what became of a source", "found elsewhere"),
    Turn.MOVED: pgettext_lazy("what became of a source", "moved"),
    Turn.CHANGED: pgettext_lazy("what became of a source", "changed"),
    Turn.UNCLEAR: pgettext_lazy("what became of a source", "unclear"),
    Turn.RECOVERED: pgettext_lazy("what became of a source", "recovered"),
}


class Lines:
    """The lines of sources, remembered for the other tables of a run in which they stand."""

    def __init__(self) -> None:
        self._kept = Recent[tuple[object, ...], tuple[Entry, str]](LINES_KEPT)

    def line(self, turn: Turn, entry: Entry) -> str:
        # The entry is the key as the thing that it is, for which it must live as long.
        key = (id(entry), turn, get_language())
        known = self._kept.get(key)
        if known is None:
            known = self._kept[key] = entry, _line([str(value) for value in _row(turn, entry)])
        return known[1]


def as_csv(digest: Digest, lines: Lines | None = None) -> str:
    """A line for each source (RFC 4180), gravest first. The mark in front tells Excel that it is UTF-8."""
    line = (lines or Lines()).line
    listed = (line(section.turn, entry) for section in digest.sections for entry in section.listed)
    return "\ufeff" + _line([str(column) for column in COLUMNS]) + "".join(listed)


def _line(values: Sequence[str]) -> str:
    file = StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerow([cell(value) for value in values])
    return file.getvalue()


def _row(turn: Turn, entry: Entry) -> tuple[object, ...]:
    more = gettext("and %(count)d more") % {"count": entry.more_letters}
    letters = "; ".join(f"{letter.subject} ({', '.join(letter.footnotes)})" for letter in entry.letters)
    return (
        _WHAT[turn],
        entry.title,
        entry.publisher,
        entry.url,
        entry.state,
        entry.changed_at.isoformat(timespec="minutes"),
        entry.seen.words if entry.seen else "",
        entry.seen.status_code or "" if entry.seen else "",
        entry.found_at or entry.moved_to,
        entry.copy.url if entry.copy else "",
        entry.claims_at_risk or "",
        f"{letters}; {more}" if entry.more_letters else letters,
        entry.admin_url,
    )
