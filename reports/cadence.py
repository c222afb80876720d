"""When reports are due: every day, on a weekday or on a day of the month, by the clock of the person. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Every(StrEnum):
    NEVER = "never"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often, and at which hour of which day.

    `weekday` counts from Monday as 0 and matters to weekly reports; `monthday` (1 to 31) to monthly ones: a month that
    has no such day is told on its last. `hour` is read on the clock of `zone`.
    """

    every: Every
    zone: ZoneInfo
    hour: int = 8
    weekday: int = 0
    monthday: int = 1

    def next_after(self, moment: datetime) -> datetime | None:
        """The first time after `moment` (aware), in UTC; None when there is none.

        Hands of the clock are moved, not hours that pass: in summer and winter it is the same hour. An hour that the
        clock skips is told an hour later; one that it shows twice, the first time only (PEP 495, fold=0).
        """
        if self.every == Every.NEVER:
            return None
        day = moment.astimezone(self.zone).date()
        while True:
            due = datetime.combine(self._day_from(day), time(self.hour), tzinfo=self.zone).astimezone(UTC)
            if due > moment:
                return due
            day += timedelta(days=1)

    def _day_from(self, day: date) -> date:
        """The first day on or after `day` that reports are due on."""
        if self.every == Every.WEEK:
            return day + timedelta(days=(self.weekday - day.weekday()) % 7)
        if self.every == Every.MONTH:
            due = _day_of_month(day, self.monthday)
            return due if due >= day else _day_of_month(_month_after(day), self.monthday)
        return day


def _day_of_month(day: date, monthday: int) -> date:
    return day.replace(day=min(monthday, monthrange(day.year, day.month)[1]))


def _month_after(day: date) -> date:
    return day.replace(day=1) + timedelta(days=31)
