"""Whose turn it is: which hosts a run leases next, and with which of their links."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from links.models import Host, Link
from links.walking import leasing, rounds
from links.walking.findings import Job, Round, RoundEnded

# So many hosts in line are looked at together.
_IN_LINE = 2000
# Where others stand at the same place of the line, so many times as many as are wanted are looked at again.
_LOOK_AHEAD = 8
# When nothing was due, the record is asked again after so many seconds, while other hosts are still being walked.
_LOOK_AGAIN = 1.0
# A run does not take a host again sooner: its links may still be due because they could not be recorded.
_TAKE_AGAIN = 60.0
# Whoever's lease ends within so many seconds was given back and rests for its interval; it is waited for.
_RESTS_AT_MOST = 5.0
_TRIES = 5

Clock = Callable[[], datetime]


class Turns(Protocol):
    """Where a run's rounds come from; with `are_shared`, other workers want some of them as well."""

    are_shared: bool

    def lease(self, most: int) -> list[Round]:
        """Up to `most` rounds of hosts that are leased to the caller now."""

    def more(self, round_: Round) -> tuple[list[Job], bool]:
        """The round's next jobs, and whether there may be more still."""

    def ended(self, ended: RoundEnded) -> None:
        """The round is over and its host given back."""

    @property
    def is_done(self) -> bool:
        """Whether nobody is in line at this moment."""


class DueTurns:
    """The due links of the whole record, for a worker.

    Of the hosts in line, the one that was not walked for longest and the one with the most due links take turns:
    nobody waits for ever, and the longest queue, which decides when all is done, is begun early.
    """

    are_shared = True

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._line: deque[int] = deque()
        self._sizes: dict[int, int] = {}
        self._read: dict[int, tuple[datetime | None, int]] = {}
        self._taken: dict[int, float] = {}
        self._look_at = 0.0

    @property
    def is_done(self) -> bool:
        if not self._line:
            self._look()
        return not self._line

    def lease(self, most: int) -> list[Round]:
        if self.is_done:
            return []
        leased, until = self._lease_first(most)
        if len(leased) < most and self._line:
            # Others were quicker, and took what came next as well.
            self._drop_taken(_LOOK_AHEAD * most)
            if not leased:
                leased, until = self._lease_first(most)
        due = Link.objects.due(self._clock())
        order = ("next_check_at", "pk")
        small = [host_id for host_id in leased if self._sizes[host_id] <= rounds.LINKS_A_ROUND]
        rows = rounds.read_rows(due.filter(host__in=small), ("host_id", *order), None)
        huge = [host_id for host_id in leased if self._sizes[host_id] > rounds.LINKS_A_ROUND]
        for host_id in huge:
            rows += rounds.read_rows(due.filter(host=host_id), order, rounds.LINKS_A_ROUND)
        for row in rows:
            self._read[row[0]] = (row[6], row[1])
        return rounds.rounds_of(Host.objects.filter(pk__in=leased), rows, until=until, going_on=huge)

    def more(self, round_: Round) -> tuple[list[Job], bool]:
        """What was due behind the last job read; links that failed meanwhile, or could not be recorded, stay behind."""
        at, pk = self._read[round_.host_id]
        behind = Q(next_check_at__gt=at) | Q(next_check_at=at, pk__gt=pk)
        due = Link.objects.due(self._clock()).filter(behind, host=round_.host_id, next_check_at__gte=at)
        rows = rounds.read_rows(due, ("next_check_at", "pk"), rounds.LINKS_A_ROUND)
        if rows:
            self._read[round_.host_id] = (rows[-1][6], rows[-1][1])
        return rounds.jobs_of(rows), len(rows) == rounds.LINKS_A_ROUND

    def ended(self, ended: RoundEnded) -> None:
        self._read.pop(ended.round.host_id, None)

    def _lease_first(self, most: int) -> tuple[list[int], datetime]:
        batch = [self._line.popleft() for _ in range(min(most, len(self._line)))]
        leased, until = leasing.lease_hosts(batch)
        self._taken.update(dict.fromkeys(leased, time.monotonic()))
        return leased, until

    def _drop_taken(self, number: int) -> None:
        """Of the next hosts in line leave those that are free: to look at the whole line anew takes far longer."""
        batch = [self._line.popleft() for _ in range(min(number, len(self._line)))]
        free = set(Host.objects.free(timezone.now()).filter(pk__in=batch).values_list("pk", flat=True))
        self._line.extendleft(host_id for host_id in reversed(batch) if host_id in free)

    def _look(self) -> None:
        now = time.monotonic()
        if now < self._look_at:
            return
        in_line = leasing.due_hosts(self._clock()).values_list("pk", flat=True)[:_IN_LINE]
        waiting = [pk for pk in in_line if now - self._taken.get(pk, -_TAKE_AGAIN) >= _TAKE_AGAIN]
        due = Link.objects.due(self._clock()).filter(host__in=waiting).order_by()
        self._sizes = dict(due.values_list("host").annotate(number=Count("pk")))
        longest = sorted(waiting, key=lambda host_id: -self._sizes.get(host_id, 0))
        self._line.extend(host_id for host_id in _alternately(waiting, longest) if host_id in self._sizes)
        if not self._line:
            self._look_at = now + _LOOK_AGAIN


class ChosenTurns:
    """All of `links`, due or not, for whoever asks for them by command; the hosts with most of them first.

    Hosts that a worker is walking, or that asked to be left alone, are skipped: `in_other_hands` and `backed_off` are
    their names. `never_begun` counts the links of hosts of which none could be begun.
    """

    are_shared = False

    def __init__(self, links: "QuerySet[Link]", *, clock: Clock) -> None:
        self._links, self._clock = links.order_by(), clock
        self.in_other_hands: list[str] = []
        self.backed_off: list[str] = []
        self.never_begun = 0
        self._left = dict(self._links.values_list("host").annotate(number=Count("pk")).order_by("-number", "host"))
        self._line = deque(self._left)
        self._resting: deque[tuple[float, int]] = deque()
        self._tries: Counter[int] = Counter()
        # Up to which id each host's links were read.
        self._read: dict[int, int] = {}

    @property
    def is_done(self) -> bool:
        return not (self._line or self._resting)

    def lease(self, most: int) -> list[Round]:
        while self._resting and self._resting[0][0] <= time.monotonic():
            self._line.append(self._resting.popleft()[1])
        batch = [self._line.popleft() for _ in range(min(most, len(self._line)))]
        hosts = {host.pk: host for host in Host.objects.filter(pk__in=batch)}
        ready, now = [], self._clock()
        for host in hosts.values():
            if host.backed_off_until and host.backed_off_until > now:
                self.backed_off.append(host.name)
            else:
                ready.append(host.pk)
        leased, until = leasing.lease_hosts(ready)
        for host_id in set(ready).difference(leased):
            self._wait_for(hosts[host_id])
        small = [pk for pk in leased if pk not in self._read and self._left[pk] <= rounds.LINKS_A_ROUND]
        rows = rounds.read_rows(self._links.filter(host__in=small), ("host_id", "pk"), None)
        huge = [pk for pk in leased if pk not in small]
        for host_id in huge:
            rows += self._next_rows(host_id)
        for row in rows:
            self._read[row[0]] = row[1]
        return rounds.rounds_of([hosts[pk] for pk in leased], rows, until=until, going_on=huge)

    def more(self, round_: Round) -> tuple[list[Job], bool]:
        rows = self._next_rows(round_.host_id)
        if rows:
            self._read[round_.host_id] = rows[-1][1]
        return rounds.jobs_of(rows), len(rows) == rounds.LINKS_A_ROUND

    def ended(self, ended: RoundEnded) -> None:
        host_id = ended.round.host_id
        self._left[host_id] -= ended.done
        if not ended.is_cut:
            return
        if not ended.done:
            # It would come round for ever.
            self.never_begun += self._left[host_id]
            return
        if ended.undone is not None:
            self._read[host_id] = ended.undone.link_id - 1
        self._line.append(host_id)

    def _next_rows(self, host_id: int) -> list[rounds.Row]:
        behind = self._links.filter(host=host_id, pk__gt=self._read.get(host_id, 0))
        return rounds.read_rows(behind, ("pk",), rounds.LINKS_A_ROUND)

    def _wait_for(self, host: Host) -> None:
        """A host that only rests is tried again; one that somebody is walking is passed over."""
        rests = (host.leased_until - timezone.now()).total_seconds() if host.leased_until else 0.0
        self._tries[host.pk] += 1
        if rests <= _RESTS_AT_MOST and self._tries[host.pk] <= _TRIES:
            self._resting.append((time.monotonic() + max(rests, 0.0), host.pk))
        else:
            self.in_other_hands.append(host.name)


def _alternately(one: Sequence[int], other: Sequence[int]) -> Iterator[int]:
    """The items of both, in turns, each once."""
    return iter(dict.fromkeys(item for pair in zip(one, other, strict=True) for item in pair))
