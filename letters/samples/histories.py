"""Invented evidence for invented addresses: what our checks would have seen, so that every page has something to show.

Only dates and outcomes are invented. What they make of a link (its state, its strikes) is decided by the rules that
judge every other link (`links.verdicts`) when a history is planted. Pure: dates in, evidence out.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from links.vocabulary import Outcome

# When in the day the invented checks ran. Any hour would do.
_HOUR = time(6, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one check saw."""

    at: datetime
    outcome: Outcome
    status_code: int | None = None
    moved_to: str = ""
    page_title: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """All checks of one link, oldest first, and the days of the archived copies found of it at an invented archive."""

    readings: tuple[Reading, ...]
    captured_on: tuple[date, ...] = ()

    def archived(self, *days: date) -> "History":
        """The same history with archived copies of those days."""
        return replace(self, captured_on=(*self.captured_on, *days))


def alive(*days: date, title: str = "") -> History:
    """The page answered each time."""
    return History(tuple(_ok(day, title) for day in days))


def moved(*, ok: date, moved_on: date, to: str, title: str = "") -> History:
    """The page answered, then sent readers on for good to another page of the same words."""
    return History((_ok(ok, title), Reading(_at(moved_on), Outcome.MOVED, 200, moved_to=to, page_title=title)))


def suspect(*, ok: date, failed_on: date, outcome: Outcome = Outcome.SERVER_ERROR, code: int | None = 500) -> History:
    """The page answered, and failed at the last check: one strike, no verdict yet."""
    return History((_ok(ok), _failure(failed_on, outcome, code)))


def dead(*, ok: date, first_failure: date, outcome: Outcome = Outcome.NOT_FOUND, code: int | None = 404) -> History:
    """The page answered, then failed three times within seven days, of which it died, and once more a month later."""
    days = (first_failure + timedelta(days=after) for after in (0, 3, 7, 37))
    return History((_ok(ok), *(_failure(day, outcome, code) for day in days)))


def recovered(*, ok: date, first_failure: date, back_on: date) -> History:
    """Dead for a while, and readable again."""
    story = dead(ok=ok, first_failure=first_failure, outcome=Outcome.SERVER_ERROR, code=503)
    return History((*story.readings, _ok(back_on)))


def blocked(*days: date, code: int = 403) -> History:
    """The site did not let our checker in: nothing can be said about the page."""
    return History(tuple(Reading(_at(day), Outcome.BLOCKED, code) for day in days))


def excluded(day: date) -> History:
    """The site is one that must not learn who watches it: its host is set to `never`."""
    return History((Reading(_at(day), Outcome.REFUSED, error="the host is set to never"),))


def _at(day: date) -> datetime:
    return datetime.combine(day, _HOUR)


def _ok(day: date, title: str = "") -> Reading:
    return Reading(_at(day), Outcome.OK, 200, page_title=title)


def _failure(day: date, outcome: Outcome, code: int | None) -> Reading:
    error = "" if code else "no answer within 20 seconds" if outcome == Outcome.TIMEOUT else "the name is not known"
    return Reading(_at(day), outcome, code, error=error)
