"""Which capture shows what a writer of a given day saw: the archive's indexes, asked in the order of their trust.

The TimeMap is asked first. The CDX index is asked, for the neighbourhood of the day alone, when the TimeMap does not
answer, is too long to be read as far as the day, names nothing, or named a capture that turned out to hold no page
(TimeMaps list captures of "not found" pages and of redirects as well; CDX knows status codes). The availability
look-up comes last: it is known to be empty for pages that are archived.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from links.archives import availability, cdx, timemap
from links.archives.asking import MAX_ANSWER, MAX_TIMEMAP, Reply, Unanswered
from links.archives.faults import is_faulty
from links.archives.verifying import Verified, verify
from links.archives.visiting import Visit, wayback
from links.archives.wayback import Malformed, is_same_page
from links.captures import nearest
from links.models import Link, Snapshot
from links.vocabulary import PassageResult

logger = logging.getLogger(__name__)

# Captures looked at for one page and day in one go; what turns out to hold no page is passed over.
_CANDIDATES = 3
_MOST_ROWS = 10

R = TypeVar("R")


class Ending(StrEnum):
    """How a look-up ended."""

    FOUND = "found"
    # The archive's indexes know of none.
    NONE = "none"
    # They could not be asked, or gave no usable answer.
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Sought:
    """What a look-up brought. `passages`: the results of the link's passages on the capture, by id."""

    ending: Ending
    snapshot: Snapshot | None = None
    passages: dict[int, PassageResult] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Capture:
    captured_at: datetime
    found: str


class Search:
    """One link's captures; its TimeMap is read once, whatever the number of days."""

    def __init__(self, visit: Visit, link: Link, *, now: datetime) -> None:
        self._visit, self._link, self._now = visit, link, now
        self._archive = wayback()
        self._timemap: tuple[list[_Capture], bool] | None = None
        self._is_silent = False
        # Of a clock that is a little ahead of ours nothing is thought; of the far future nothing is believed.
        self._latest = now + timedelta(days=1)

    def capture_for(self, day: date) -> Sought:
        """The capture nearest to what a writer of `day` saw, verified and kept as a Snapshot. Never raises for what
        the archive does; its need of rest is noted on the visit.
        """
        passed_over = self._faulty()
        try:
            for _ in range(_CANDIDATES):
                self._is_silent = False
                candidate = self._candidate(day, passed_over)
                if candidate is None:
                    return Sought(Ending.FAILED if self._is_silent else Ending.NONE)
                snapshot = self._keep(candidate)
                seen = verify(self._visit, snapshot, now=self._now) if self._visit.left > 0 else None
                if not is_faulty(snapshot):
                    return _found(snapshot, seen)
                passed_over.add(candidate.captured_at)
        except Unanswered as error:
            logger.info("The look-up of %s was broken off: %s", self._link.url, error)
        return Sought(Ending.FAILED)

    def _candidate(self, day: date, passed_over: set[datetime]) -> _Capture | None:
        best = self._from_timemap(day, passed_over)
        if best is not None and not passed_over:
            return best
        found = self._from_cdx(day, passed_over) or best
        found = found or nearest(self._fresh(self._from_availability(day), passed_over), day)
        # Indexes learn of a capture late; of one made at our own request we know. One that may be bettered as soon as
        # the indexes are heard again is not taken.
        return found or (None if self._is_silent else nearest(self._fresh(self._saved(), passed_over), day))

    def _from_timemap(self, day: date, passed_over: set[datetime]) -> _Capture | None:
        if self._timemap is None:
            listed = self._ask(self._archive.timemap(self._link.url), self._read_timemap, limit=MAX_TIMEMAP)
            self._timemap = ([], False) if listed is None else listed
        captures, is_whole = self._timemap
        # What is cut off is later than what was read: if that goes beyond the day, nothing nearer is missing.
        if not is_whole and not any(capture.captured_at.date() > day for capture in captures):
            self._is_silent = True
            return None
        return nearest(self._fresh(captures, passed_over), day)

    def _from_cdx(self, day: date, passed_over: set[datetime]) -> _Capture | None:
        most = min(_MOST_ROWS, 1 + len(passed_over))
        for question in (
            self._archive.last_captures(self._link.url, through=day, most=most),
            self._archive.first_captures(self._link.url, after=day, most=most),
        ):
            captures = self._ask(question, self._read_cdx)
            if captures is None:
                return None
            if found := nearest(self._fresh(captures, passed_over), day):
                return found
        return None

    def _from_availability(self, day: date) -> list[_Capture]:
        silent = self._is_silent
        captures = self._ask(self._archive.available(self._link.url, day=day), self._read_availability)
        # Its silence says no more than its "none".
        self._is_silent = silent
        return captures or []

    def _ask(self, question: str, read: Callable[[Reply], R], *, limit: int = MAX_ANSWER) -> R | None:
        """What the index answers; None when it gives no usable answer, which is remembered."""
        if self._visit.left <= 0:
            self._is_silent = True
            return None
        try:
            return read(self._visit.line.get(question, limit=limit))
        except Malformed as error:
            logger.info("An index of the archive on %s: %s", self._link.url, error)
        except Unanswered as error:
            logger.info("An index of the archive on %s: %s", self._link.url, error)
            self._visit.note(error)
        self._is_silent = True
        return None

    def _read_timemap(self, reply: Reply) -> tuple[list[_Capture], bool]:
        if reply.status == 404:
            return [], True
        if reply.status != 200:
            raise Malformed(f"the TimeMap answered {reply.status}")
        listed = timemap.mementos(reply.body.decode("utf-8", "replace"))
        moments = [moment for memento in listed if (moment := self._moment(memento))]
        if not listed and reply.body.strip() and b"<" not in reply.body[:1000]:
            raise Malformed("the TimeMap is none")
        if reply.body.lstrip()[:15].lower().startswith((b"<!doctype", b"<html")):
            raise Malformed("the TimeMap is a web page")
        in_order = moments == sorted(moments)
        is_whole = reply.is_whole
        captures = [_Capture(moment, Snapshot.Found.TIMEMAP) for moment in moments]
        return (captures, is_whole) if is_whole or in_order else ([], False)

    def _moment(self, memento: timemap.Memento) -> datetime | None:
        moment = self._archive.moment_of(memento.uri, self._link.url)
        # The address and the date speak of the same moment, or neither is believed.
        if moment and memento.datetime and abs(moment - memento.datetime) > timedelta(days=1):
            return None
        return moment if moment and moment <= self._latest else None

    def _read_cdx(self, reply: Reply) -> list[_Capture]:
        if reply.status != 200 or not reply.is_whole:
            raise Malformed(f"the CDX index answered {reply.status}, or broke off")
        return [
            _Capture(row.captured_at, Snapshot.Found.CDX)
            for row in cdx.rows(reply.body)
            if row.status in (None, 200) and row.captured_at <= self._latest and self._is_ours(row.original)
        ]

    def _read_availability(self, reply: Reply) -> list[_Capture]:
        if reply.status != 200 or not reply.is_whole:
            raise Malformed(f"the availability look-up answered {reply.status}, or broke off")
        address = availability.closest(reply.body)
        moment = self._archive.moment_of(address, self._link.url) if address else None
        return [_Capture(moment, Snapshot.Found.AVAILABILITY)] if moment and moment <= self._latest else []

    def _is_ours(self, original: str) -> bool:
        return is_same_page(original, self._link.url)

    def _saved(self) -> list[_Capture]:
        saved = Snapshot.objects.filter(link=self._link, found=Snapshot.Found.SAVED, captured_at__isnull=False)
        return [_Capture(one.captured_at, Snapshot.Found.SAVED) for one in saved if one.captured_at]

    @staticmethod
    def _fresh(captures: list[_Capture], passed_over: set[datetime]) -> list[_Capture]:
        return [capture for capture in captures if capture.captured_at not in passed_over]

    def _faulty(self) -> set[datetime]:
        known = (snapshot for snapshot in Snapshot.objects.filter(link=self._link) if is_faulty(snapshot))
        return {moment for one in known if (moment := self._archive.moment_of(one.url, self._link.url))}

    def _keep(self, capture: _Capture) -> Snapshot:
        snapshot, _ = Snapshot.objects.get_or_create(
            link=self._link,
            url=self._archive.capture(self._link.url, capture.captured_at),
            defaults={
                "service": Snapshot.Service.WAYBACK,
                "captured_at": capture.captured_at,
                "found": capture.found,
            },
        )
        return snapshot


def _found(snapshot: Snapshot, seen: Verified | None) -> Sought:
    return Sought(Ending.FOUND, snapshot, dict(seen.passages) if seen else {})
