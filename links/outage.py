"""Telling our own outage from theirs (DOMAIN.md 2.2, rule 5). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from links.vocabulary import TRANSPORT_FAILURES, Outcome, State

_WAS_ALIVE = frozenset({State.ALIVE, State.MOVED})
# With fewer hosts that were alive, their failing together says too little.
ENOUGH_HOSTS = 10


@dataclass(frozen=True, slots=True)
class Sighting:
    """One check of the batch: the host's id, the link's state before it, and its outcome."""

    host_id: int
    state: str
    outcome: Outcome


def was_alive(state: str) -> bool:
    return state in _WAS_ALIVE


def is_ours(sightings: Iterable[Sighting]) -> bool:
    """Whether the batch's transport failures must be laid at our own door.

    True when at least ten distinct hosts had a link that was alive and, on more than half of them, nothing answered:
    a host with one answer, whatever it said, was reached.
    """
    alive: set[int] = set()
    reached: set[int] = set()
    for sighting in sightings:
        if was_alive(sighting.state):
            alive.add(sighting.host_id)
        if sighting.outcome not in TRANSPORT_FAILURES | {Outcome.INCONCLUSIVE}:
            reached.add(sighting.host_id)
    return len(alive) >= ENOUGH_HOSTS and len(alive - reached) * 2 > len(alive)
