"""Dates in the form in which readers of each language write them. Pure.

What differs between languages stands in the catalogues: the order of a date's parts, and the names of months, which in
some languages take another form beside a day (“4 апреля” of “апрель”) than alone.
"""

from datetime import date

from django.utils.translation import pgettext, pgettext_lazy

from people.dates import earliest

_OF_A_DAY = (
    pgettext_lazy("month beside a day", "January"),
    pgettext_lazy("month beside a day", "February"),
    pgettext_lazy("month beside a day", "March"),
    pgettext_lazy("month beside a day", "April"),
    pgettext_lazy("month beside a day", "May"),
    pgettext_lazy("month beside a day", "June"),
    pgettext_lazy("month beside a day", "July"),
    pgettext_lazy("month beside a day", "August"),
    pgettext_lazy("month beside a day", "September"),
    pgettext_lazy("month beside a day", "October"),
    pgettext_lazy("month beside a day", "November"),
    pgettext_lazy("month beside a day", "December"),
)
_OF_A_YEAR = (
    pgettext_lazy("month without a day", "January"),
    pgettext_lazy("month without a day", "February"),
    pgettext_lazy("month without a day", "March"),
    pgettext_lazy("month without a day", "April"),
    pgettext_lazy("month without a day", "May"),
    pgettext_lazy("month without a day", "June"),
    pgettext_lazy("month without a day", "July"),
    pgettext_lazy("month without a day", "August"),
    pgettext_lazy("month without a day", "September"),
    pgettext_lazy("month without a day", "October"),
    pgettext_lazy("month without a day", "November"),
    pgettext_lazy("month without a day", "December"),
)


def in_words(day: date) -> str:
    """`3 March 2026`."""
    parts = {"day": day.day, "month": _OF_A_DAY[day.month - 1], "year": day.year}
    if day.day == 1:
        return pgettext("the first day of a month", "%(day)d %(month)s %(year)d") % parts
    return pgettext("a day", "%(day)d %(month)s %(year)d") % parts


def month_in_words(day: date) -> str:
    """`March 2026`, the month of `day`."""
    parts = {"month": _OF_A_YEAR[day.month - 1], "year": day.year}
    return pgettext("a month", "%(month)s %(year)d") % parts


def partial_in_words(value: str) -> str:
    """`27 September 2023`, `September 2023` or `2023`, as precise as `value`; what is not a date stays as it is."""
    try:
        first = earliest(value)
    except ValueError:
        return value
    if len(value) == len("2023"):
        return pgettext("a year alone", "%(year)d") % {"year": first.year}
    return month_in_words(first) if len(value) == len("2023-09") else in_words(first)
