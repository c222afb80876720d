"""Failures that may be our own line's fault, held back until it is decided whose they are (rules: outage.py)."""

import logging
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import DatabaseError

from links.evidence import Doubt
from links.network.guard import Guard
from links.vocabulary import TRANSPORT_FAILURES
from links.walking import leasing, outage, witnesses
from links.walking.findings import Found, RoundEnded
from links.walking.ledger import Entry
from links.walking.outage import Reach

logger = logging.getLogger(__name__)

# They are decided on together after so many seconds, or so many of them: a run may go on for long.
_HELD_SECONDS = 120.0
_MOST_HELD = 2000

Clock = Callable[[], datetime]


class Doubts:
    """What one run, or one stretch of a long one, has seen of our line, and the failures that wait to be decided on."""

    def __init__(self, *, guard: Guard, clock: Clock) -> None:
        self._guard, self._clock = guard, clock
        self._held: list[Found] = []
        self._since = 0.0
        # Hosts that were alive when they were begun.
        self._alive: set[int] = set()
        self._begin_stretch()

    def _begin_stretch(self) -> None:
        self._sightings = outage.Sightings()
        self._unanswered: set[int] = set()
        self._reach = Reach.NOTHING

    @property
    def held_hosts(self) -> set[int]:
        return {found.round.host_id for found in self._held}

    @property
    def is_due(self) -> bool:
        has_waited = bool(self._held) and time.monotonic() - self._since > _HELD_SECONDS
        return has_waited or len(self._held) >= _MOST_HELD

    def begin(self, host_id: int, states: Iterable[str]) -> None:
        """The host's links are in these states before they are checked."""
        if any(map(outage.was_alive, states)):
            self._alive.add(host_id)

    def hold(self, found: Found) -> bool:
        """Whether the finding is held back; the others are to be recorded as they are."""
        evidence = found.evidence
        if evidence.is_answer:
            self._reach = max(self._reach, witnesses.reach_of(found.round.name))
        else:
            self._unanswered.add(found.round.host_id)
        seen = outage.sighting(found.round.host_id, found.job.state, evidence)
        if seen is not None:
            self._sightings.add(seen)
        # Whether enough hosts were alive for an outage to be told by them is known at the end alone.
        may_be_outage = seen is not None and seen.outcome in TRANSPORT_FAILURES
        if not may_be_outage and evidence.doubt is Doubt.NONE:
            return False
        if not self._held:
            self._since = time.monotonic()
        self._held.append(found)
        return True

    def settle(self, *, walking: Collection[int] = ()) -> list[Entry]:
        """Decide whose fault the held failures are: what is to be recorded. The next stretch begins.

        `walking` are the hosts that are still being walked.
        """
        held, self._held = self._held, []
        entries = self._decide(held) if held else []
        self._alive.intersection_update(walking)
        self._begin_stretch()
        return entries

    def _decide(self, held: list[Found]) -> list[Entry]:
        if self._sightings.are_ours:
            logger.warning("%d failures taken for an outage of our own; checked again later", len(held))
            return [Entry(found, outage.excused(found.evidence)) for found in held]
        line, entries = self._look_at_our_line(held)
        # Another site that was alive and failed as well was a witness that kept silent.
        silent = {
            found.round.host_id: witnesses.reach_of(found.round.name)
            for found in held
            if outage.was_alive(found.job.state) and self._is_in_question(found)
        }
        for found in held:
            others = [reach for host_id, reach in silent.items() if host_id != found.round.host_id]
            known = replace(line, askable=max([line.askable, *others]))
            entries.append(Entry(found, outage.settled(found.evidence, known)))
        return entries

    def _is_in_question(self, found: Found) -> bool:
        return found.evidence.doubt is not Doubt.NONE or len(self._alive) >= outage.ENOUGH_HOSTS

    def _look_at_our_line(self, held: list[Found]) -> tuple[outage.Line, list[Entry]]:
        """How far our line reaches: by this run's answers, by a page read minutes ago, else by asking other sites,
        whose answers are to be recorded as well.
        """
        now, entries = self._clock(), list[Entry]()
        need = max(outage.needed(found.evidence) for found in held)
        if self._reach >= need:
            return outage.Line(reach=self._reach), entries
        try:
            reach = max(self._reach, witnesses.recent_reach(now))
            if reach >= need:
                return outage.Line(reach=reach), entries
            heard = witnesses.ask(besides=self._unanswered, have=reach, need=need, now=now, guard=self._guard)
            failing = {found.round.host_id for found in held if found.evidence.doubt is not Doubt.NONE}
            together = witnesses.failing_together(failing, now=now)
        except DatabaseError:
            logger.exception("Nobody could be asked whether our own line works; failures are held against no site")
            return outage.Line(reach=self._reach, few=False), entries
        for report in heard.reports:
            if isinstance(report, RoundEnded):
                back_off(report.asked_by, report.back_off, clock=self._clock)
            elif isinstance(report, Found) and report.evidence.is_answer:
                reach = max(reach, witnesses.reach_of(report.round.name))
                # A silent witness is no check: it may well be our line that kept it from answering.
                # One that answered is, but not one of those that were asked for.
                entries.append(Entry(report, report.evidence, told=False))
        if reach < need:
            logger.warning("No other site showed that our own line works; %d failures are in doubt", len(held))
        return outage.Line(reach=reach, askable=heard.askable, few=together < outage.FAILING_TOGETHER), entries


def back_off(name: str, seconds: float, *, clock: Clock) -> None:
    """Write down that a site asked to be left alone."""
    if not seconds:
        return
    try:
        leasing.back_off(name, until=clock() + timedelta(seconds=seconds))
    except DatabaseError:
        logger.exception("That %s asked to be left alone could not be written down", name)
