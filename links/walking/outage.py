"""Telling our own outage from theirs (DOMAIN.md 2.2, rule 5, and what it says of our uplink). Pure.

Two questions, in this order. Did over half of the sites that were alive fail in one run (`is_ours`)? Then every
transport failure of the run is ours. Otherwise, is our line shown to work? A failure that could be the line's own
(`Doubt`) is a strike only then (`settled`): of a small record, or a sweep that found one site due, half says nothing.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from links.evidence import MAX_ERROR, Doubt, Evidence
from links.vocabulary import TRANSPORT_FAILURES, Outcome, State

WAS_ALIVE = frozenset({State.ALIVE, State.MOVED})
# With fewer hosts that were alive, their failing together says too little.
ENOUGH_HOSTS = 10
# So many sites that fail within a day, with no other to ask, are no accident of each.
FAILING_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class Sighting:
    """One check of the run: the host's id, the link's state before it, and its outcome."""

    host_id: int
    state: str
    outcome: Outcome


class Reach(enum.IntEnum):
    """How far our line was shown to reach, by the answer of a web server."""

    NOTHING = 0
    # To a server asked by its address: this says nothing of names.
    ADDRESS = 1
    NAME = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is known of our line at the end of a run.

    `askable` says how far a witness could have shown it to reach, whether or not one answered; `few` that fewer than
    FAILING_TOGETHER hosts failed within a day.
    """

    reach: Reach = Reach.NOTHING
    askable: Reach = Reach.NOTHING
    few: bool = True


def was_alive(state: str) -> bool:
    return state in WAS_ALIVE


def sighting(host_id: int, state: str, evidence: Evidence) -> Sighting | None:
    """The check as `is_ours` counts it; None when it says nothing of any line, for the name cannot exist."""
    if evidence.outcome == Outcome.DNS_FAILURE and evidence.doubt is Doubt.NONE:
        return None
    led_astray = evidence.doubt is Doubt.INNER_ADDRESS
    return Sighting(host_id, state, Outcome.INCONCLUSIVE if led_astray else evidence.outcome)


class Sightings:
    """A run's checks as far as they tell of our line: no more of them is kept than its hosts."""

    def __init__(self) -> None:
        self._alive: set[int] = set()
        self._reached: set[int] = set()

    def add(self, sighting: Sighting) -> None:
        if was_alive(sighting.state):
            self._alive.add(sighting.host_id)
        if sighting.outcome not in TRANSPORT_FAILURES | {Outcome.INCONCLUSIVE}:
            self._reached.add(sighting.host_id)

    @property
    def are_ours(self) -> bool:
        """Whether the run's transport failures must be laid at our own door.

        True when at least ten distinct hosts had a link that was alive and, on more than half of them, nothing
        answered: a host with one answer, whatever it said, was reached.
        """
        return len(self._alive) >= ENOUGH_HOSTS and len(self._alive - self._reached) * 2 > len(self._alive)


def is_ours(sightings: Iterable[Sighting]) -> bool:
    """Whether transport failures must be laid at our own door, by all of a run's sightings."""
    seen = Sightings()
    for sighting in sightings:
        seen.add(sighting)
    return seen.are_ours


def needed(evidence: Evidence) -> Reach:
    """How far the line must be shown to reach before the evidence is taken at its word."""
    return {Doubt.NONE: Reach.NOTHING, Doubt.LINE: Reach.ADDRESS}.get(evidence.doubt, Reach.NAME)


def settled(evidence: Evidence, line: Line) -> Evidence:
    """The evidence as it is to be recorded, now that this much is known of our line.

    - A failure that the line may have made counts when the line was shown to work, by anybody's answer.
    - A name that led to an inner address was led there by its own domain when another name was reached.
    - Where nobody could have been asked, both count too, unless several sites failed at once: the one link of a record
      must be able to die.
    - That no name server answered for a name counts against it only when another name was reached: our own resolver is
      away far more often than all the name servers of a domain.
    """
    need = needed(evidence)
    shown = line.reach >= need
    if evidence.doubt is Doubt.NAME_SERVERS:
        return evidence._replace(outcome=Outcome.DNS_FAILURE) if shown else evidence
    return evidence if shown or (line.askable < need and line.few) else excused(evidence)


def excused(evidence: Evidence) -> Evidence:
    """The evidence with nothing held against the site."""
    if evidence.outcome == Outcome.INCONCLUSIVE:
        return evidence
    error = f"taken for an outage of our own ({evidence.outcome}): {evidence.error}"
    return evidence._replace(outcome=Outcome.INCONCLUSIVE, error=error[:MAX_ERROR])
