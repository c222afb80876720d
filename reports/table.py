"""A long report's sources as a table for spreadsheets. Pure."""

import csv
from io import StringIO

from letters.spreadsheets import cell
from reports.digest import Digest, Entry, Turn

COLUMNS = (
    "what",
    "title",
    "publisher",
    "address",
    "state",
    "since",
    "seen",
    "status code",
    "new address",
    "archived copy",
    "claims at risk",
    "letters and footnotes",
    "decide at",
)


def as_csv(digest: Digest) -> str:
    """A line for each source (RFC 4180), gravest first. The mark in front tells Excel that it is UTF-8."""
    file = StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for section in digest.sections:
        for entry in section.listed:
            writer.writerow([cell(str(value)) for value in _row(section.turn, entry)])
    return "\ufeff" + file.getvalue()


def _row(turn: Turn, entry: Entry) -> tuple[object, ...]:
    letters = "; ".join(f"{letter.subject} ({', '.join(letter.footnotes)})" for letter in entry.letters)
    return (
        turn.value,
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
        f"{letters}; and {entry.more_letters} more" if entry.more_letters else letters,
        entry.admin_url,
    )
