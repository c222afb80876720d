"""Events and letters in one line of time: in order for the list, and placed for the drawing. Pure.

Places are percent of the drawing's width, as text: the drawing has no scale of its own, and its marks keep their size
on a telephone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Any

from people.dates import earliest, latest

# More years than this would run into each other on a telephone.
TICKS = 6


@dataclass(frozen=True, slots=True)
class Moment:
    """Something dated, as precisely as it is known; `kind` picks the mark, `words` name it, `of` is what it is."""

    date: str
    kind: str
    words: str
    of: Any = None


@dataclass(frozen=True, slots=True)
class Span:
    """A time from one partial date to another; without an end it lasts until today."""

    start: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    at: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Bar:
    at: str
    width: str


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    year: int


@dataclass(frozen=True, slots=True)
class Drawing:
    marks: Sequence[Mark]
    bars: Sequence[Bar]
    ticks: Sequence[Tick]


def by_time(moments: Iterable[Moment]) -> list[Moment]:
    """The earliest first; what has no date, or none that can be read, last."""
    return sorted(moments, key=lambda moment: (_day(moment.date) or date.max, moment.date))


def drawing(moments: Iterable[Moment], spans: Iterable[Span], *, today: date) -> Drawing | None:
    """Where each dated moment and span lies between the first and the last; None when there are not two days."""
    dated = [(day, moment) for moment in moments if (day := _day(moment.date))]
    held = [(start, _day(span.end) or today) for span in spans if (start := _day(span.start))]
    days = [day for day, _ in dated] + [day for pair in held for day in pair]
    if len(set(days)) < 2:
        return None
    # Half a year of air on both sides keeps marks and years within the drawing.
    scale = _Scale(min(days), max(days))
    return Drawing(
        marks=[Mark(scale.at(day), moment) for day, moment in sorted(dated, key=lambda pair: pair[0])],
        bars=[Bar(scale.at(start), scale.width(start, max(start, end))) for start, end in held],
        ticks=[Tick(scale.at(date(year, 1, 1)), year) for year in scale.years()],
    )


class _Scale:
    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.air = max(30, (last - first).days // 16)
        self.length = (last - first).days + 2 * self.air

    def _percent(self, day: date) -> float:
        return 100 * ((day - self.first).days + self.air) / self.length

    def at(self, day: date) -> str:
        return f"{self._percent(day):.2f}%"

    def width(self, start: date, end: date) -> str:
        return f"{self._percent(end) - self._percent(start):.2f}%"

    def years(self) -> list[int]:
        """The years whose first day lies within, every second or fifth or so when there are many."""
        years = [year for year in range(self.first.year, min(self.last.year + 1, MAXYEAR) + 1) if self._is_within(year)]
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if len(years) <= TICKS * step)
        return [year for year in years if year % step == 0]

    def _is_within(self, year: int) -> bool:
        return 3 <= self._percent(date(year, 1, 1)) <= 97


def _day(partial: str) -> date | None:
    try:
        return earliest(partial)
    except ValueError:
        return None


def days_since(partial: str, today: date) -> int | None:
    """How many days ago the last day that `partial` can mean was: so many at least. None when it lies ahead, or is
    no date."""
    try:
        days = (today - latest(partial)).days
    except ValueError:
        return None
    return days if days >= 0 else None
