"""Dates as precise as a source gives them: a year, a month or a day.

Kept as text in ISO 8601 reduced precision (EDTF level 0): `2023`, `2023-09`, `2023-09-27`. Text of this form sorts by
time, and compares with a full date after `earliest` or `latest`. Pure: no clock, no database.
"""

import calendar
import re
from datetime import date

from django.core.exceptions import ValidationError

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def earliest(partial: str) -> date:
    """The first day that `partial` can mean; raises ValueError when it is not a partial date."""
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


def latest(partial: str) -> date:
    """The last day that `partial` can mean; raises ValueError when it is not a partial date."""
    year, month, day = _parts(partial)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def covers(*, start: str, end: str, day: date) -> bool:
    """Whether `day` may lie between two partial dates, both inclusive; an empty one is open."""
    return (not start or earliest(start) <= day) and (not end or day <= latest(end))


def validate_partial_date(value: str) -> None:
    """Django validator for a partial date."""
    try:
        earliest(value)
    except ValueError:
        raise ValidationError(
            "Write the date as 2023-09-27, or 2023-09 or 2023 when the day or month is not known.", code="partial_date"
        ) from None


def _parts(partial: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.fullmatch(partial)
    if not match:
        raise ValueError(f"{partial!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    date(year, month or 1, day or 1)
    return year, month, day
