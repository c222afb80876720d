"""Reading the CDX server's JSON: rows of strings, the first of them the names of the fields. Pure.

Documented with pywb and the Wayback CDX server. `[]`, or nothing at all, is no capture; a row of revisits, which
repeat a capture known before, has no status of its own (`-` or blank); behind an empty row stands a resumption key.
"""

from dataclasses import dataclass
from datetime import datetime

from links.archives.wayback import Malformed, parse_json, parse_timestamp


@dataclass(frozen=True, slots=True)
class Row:
    """One capture; `status` is None where the row says none."""

    captured_at: datetime
    original: str
    status: int | None


def rows(body: bytes) -> list[Row]:
    """The captures in the answer's order, unreadable rows left out; raises Malformed."""
    table = parse_json(body) if body.strip() else []
    if not isinstance(table, list):
        raise Malformed("the archive's index did not answer with rows")
    if not table:
        return []
    names = table[0]
    if not isinstance(names, list) or not {"timestamp", "original"} <= {
        name for name in names if isinstance(name, str)
    }:
        raise Malformed("the archive's index does not name its fields")
    found = []
    for fields in table[1:]:
        if fields == []:
            break
        if row := _row(names, fields):
            found.append(row)
    return found


def _row(names: list[str], fields: object) -> Row | None:
    if not isinstance(fields, list) or len(fields) != len(names) or not all(isinstance(text, str) for text in fields):
        return None
    named = dict(zip(names, fields, strict=True))
    captured_at = parse_timestamp(named["timestamp"])
    status = named.get("statuscode", "")
    if captured_at is None:
        return None
    return Row(captured_at, named["original"], int(status) if status.isascii() and status.isdigit() else None)
