"""Dates typed as letters print them: `April 4, 2024`, `4 April 2024`, `04.04.2024`, `2024-04-04`.

The pure half reads text; the form fields put it before Django's own checks. Numbers with dots are day first, as
where dates are written so; numbers with slashes are refused, because nobody can tell which comes first.
"""

import re
from datetime import date, datetime
from typing import Any

from django import forms

from people.dates import validate_partial_date

_DAY_FORMATS = ("%Y-%m-%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")
_MONTH_FORMATS = ("%Y-%m", "%B %Y", "%b %Y", "%m.%Y")
_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?<=[a-z])\.", re.IGNORECASE)
_SEPTEMBER = re.compile(r"\bsept\b", re.IGNORECASE)
_MISSING_COMMA = re.compile(r"^([a-z]+ \d{1,2})(?:\s*,\s*|\s+)(\d{4})$", re.IGNORECASE)

WRITE_IT_SO = "Write the date as 2024-04-04, April 4, 2024, 4 April 2024 or 04.04.2024."
WRITE_PARTIAL_SO = "Write the date as 2023-09-27 or Sept. 27, 2023; or 2023-09 or 2023 when the rest is not known."


def day(text: str) -> date | None:
    """The full date that `text` prints, or None when it prints none."""
    plain = _plain(text)
    for layout in _DAY_FORMATS:
        try:
            return datetime.strptime(plain, layout).date()  # noqa: DTZ007 - a date on paper has no time zone
        except ValueError:
            continue
    return None


def partial(text: str) -> str:
    """`text` in the form `people.dates` keeps: a day, a month or a year; as it was when it is none of these."""
    full = day(text)
    if full:
        return full.isoformat()
    plain = _plain(text)
    for layout in _MONTH_FORMATS:
        try:
            return f"{datetime.strptime(plain, layout):%Y-%m}"  # noqa: DTZ007
        except ValueError:
            continue
    return text.strip()


def _plain(text: str) -> str:
    plain = " ".join(text.replace("\x00", " ").split())[:60]
    for pattern, stand_in in ((_WEEKDAY, ""), (_ORDINAL, ""), (_ABBREVIATED, ""), (_SEPTEMBER, "Sep")):
        plain = pattern.sub(stand_in, plain)
    return _MISSING_COMMA.sub(r"\1, \2", plain)


class PrintedDateField(forms.DateField):
    """A full date in any of the ways letters print it."""

    widget = forms.TextInput
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {"invalid": WRITE_IT_SO}

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and (found := day(value)):
            return found
        return super().to_python(value)


class PrintedPartialDateField(forms.CharField):
    """A date as precise as its source prints it; cleans to the text that `people.dates` keeps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The model's ten characters are enough for what is kept, not for what may be typed.
        kwargs["max_length"] = 60
        super().__init__(*args, **kwargs)
        self.validators.append(validate_partial_date)

    def to_python(self, value: Any) -> str:
        return partial(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and partial(str(initial or "")) != partial(str(data or ""))
