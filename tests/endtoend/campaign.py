"""A campaign of faults against an installation with real workers: what is done to it, and what must hold all the while.

Time is simulated: `pass_time` moves the whole record into the past, always while no worker is at work. A *round* is the
time in which every watched link is due once; in it each link must be checked, and its evidence written once.
"""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import OperationalError, connections
from django.db.models import Count, QuerySet
from django.utils import timezone

from links.models import Check, Host, Link, StateChange
from links.models.link import LinkQuerySet
from links.vocabulary import Outcome, State
from tests.endtoend.installation import Installation, end, kill_group, pass_time
from tests.farm import EVERY, MISSING, Farm, hosts

# A round's jitter adds a tenth to the seven days between two checks of a link.
A_ROUND = timedelta(days=8)
A_LEASE = timedelta(minutes=10, seconds=1)
# The patience of a check while the web is cut off, and while it answers: a busy machine must not look like an outage.
SHORT, LONG = "0.25", "20"
# What cannot be said is asked again after six hours, and a jitter of a tenth; four times that is a day.
BETWEEN_SILENT_SWEEPS, SILENT_SWEEPS = timedelta(hours=7), 4
_PATIENCE = 90.0
# When nothing has moved for so long, nobody is working.
_STILL = 3.0
# As often does the campaign play beat, which sweeps once a minute.
_BETWEEN_SWEEPS = 1.0


class Campaign:
    """`alias` is the installation's record; `counted` is what was done, for printing."""

    def __init__(self, installation: Installation, farm: Farm, alias: str, *, number_of_hosts: int, each: int) -> None:
        self.counted: Counter[str] = Counter()
        self._installation, self._farm, self._alias = installation, farm, alias
        self._worker: subprocess.Popen[bytes] | None = None
        self._random = random.Random(7)
        self._seed(hosts(number_of_hosts), each)
        self.watched = set(self.links().values_list("pk", flat=True))
        # How many conclusive checks each link should have once nothing is due: one for every time it came due.
        self._expected = Counter(self.watched)

    def links(self) -> LinkQuerySet:
        return Link.objects.using(self._alias).all()

    def checks(self) -> "QuerySet[Check]":
        return Check.objects.using(self._alias)

    def start_worker(self, *, timeout: str = LONG) -> None:
        self._installation.environment["LINKS_TIMEOUT"] = timeout
        self._worker = self._installation.start_worker(processes=2)

    def end_worker(self) -> None:
        """In good order: it finishes what it has begun."""
        assert self._worker is not None
        end(self._worker)
        self._worker = None

    def kill_in_mid_batch(self) -> None:
        """SIGKILL while checks are being written: the whole worker, or (every fourth time) one process of its pool.

        A pool that lost one process ends in good order then, with the lost task's message back in the queue. Either
        way nothing runs any more, and the ten minutes pass after which the dead process's leases are free.
        """
        self.start_worker()
        assert self._worker is not None
        if self._due() < len(self.watched) // 3:
            self.finish_round()
            self.next_round()
        enough = self._count() + self._random.randrange(1, 40)
        self._until(lambda: self._count() >= enough, what="checks are written")
        assert self.is_due(), "the batch was over before it could be interrupted"
        if self.counted["workers killed"] % 4 == 3:
            kill_one_of_the_pool(self._worker)
            self.end_worker()
            self.counted["of them one process of the pool"] += 1
        else:
            kill_group(self._worker)
            self._worker = None
        self.counted["workers killed"] += 1
        self.counted["leases left behind by the dead"] += self._leased()
        self.pass_time(A_LEASE)
        self.check_invariants()

    def under_load(self, fault: Callable[[], object], what: str) -> None:
        """A fault in the middle of a round that the worker is busy with; the round must end all the same."""
        self.next_round()
        before = self._count()
        self._until(lambda: self._count() > before, what="checks are written")
        assert self.is_due(), "the round was over before it could be disturbed"
        fault()
        connections[self._alias].close()
        self.counted[what] += 1
        self.finish_round()

    def finish_round(self) -> None:
        """Sweeps until nothing is due (leases that faults left behind run out), and looks at every link's checks."""
        self._until(lambda: not self.is_due(), what="every due link is checked")
        self._until(lambda: not self._leased(), what="all leases are given back")
        self.check_invariants()
        # Each link once in every round: none was lost, and no evidence is there twice.
        times = self._times_checked()
        odd = {pk for pk in self.watched | set(times) if times[pk] != self._expected[pk]}
        assert not odd, (len(odd), self._story_of(min(odd)))

    def next_round(self) -> None:
        """A week and a day pass: all links are due once more, but those that died, which wait for a month."""
        assert not self.is_due()
        self.pass_time(A_ROUND)
        self.counted["rounds"] += 1

    def check_invariants(self) -> None:
        """What holds at every moment, whatever was killed."""
        assert set(self.links().exclude(next_check_at=None).values_list("pk", flat=True)) == self.watched
        assert not self.checks().values("link", "checked_at").annotate(times=Count("pk")).filter(times__gt=1).exists()
        newest = self.checks().order_by("link", "-checked_at").values_list("link", "checked_at")
        seen = dict(reversed(list(newest)))
        assert dict(self.links().exclude(last_checked_at=None).values_list("pk", "last_checked_at")) == seen
        wrong = self.links().filter(state__in=(State.DEAD, State.SUSPECT)).exclude(pk__in=self._missing())
        assert not wrong.exists(), list(wrong.values_list("url", "state", "outcome"))

    def check_the_end(self) -> None:
        self.check_invariants()
        assert not self.is_due()
        assert not self._leased()
        # The pages that are truly missing were seen to be: the campaign did not win by believing nothing.
        assert set(self.links().filter(state=State.DEAD).values_list("pk", flat=True)) == self._missing()
        self.counted["links"] = len(self.watched)
        self.counted["checks recorded"] = self._count()
        self.counted["of them inconclusive"] = self.checks().filter(outcome=Outcome.INCONCLUSIVE).count()

    def day_of_silence(self) -> None:
        """The whole web stops answering for a day: what is due is tried every six hours, and held against nobody."""
        self.next_round()
        stood, changes = self._standing(), StateChange.objects.using(self._alias).count()
        silent = self.checks().filter(outcome=Outcome.INCONCLUSIVE)
        self._farm.cut_off()
        try:
            expected = silent.count() + self._due()
            self.start_worker(timeout=SHORT)
            for sweep in range(SILENT_SWEEPS):
                if sweep:
                    expected = silent.count() + self._due(after=BETWEEN_SILENT_SWEEPS)
                    self.pass_time(BETWEEN_SILENT_SWEEPS)
                # Silence is waited for, and what it may mean is thought over at the end: long, nothing moves.
                self._until(lambda: not self.is_due(), what="every due link is tried", nobody_died=True)
                self._until(lambda: not self._leased(), what="all leases are given back", nobody_died=True)
                assert silent.count() == expected
                self.counted["sweeps in silence"] += 1
            self.end_worker()
        finally:
            self._farm.join_up()
        self.pass_time(BETWEEN_SILENT_SWEEPS)
        assert self._standing() == stood
        assert StateChange.objects.using(self._alias).count() == changes

    def pass_time(self, span: timedelta) -> None:
        # Told beforehand: a worker that is waiting for work may begin at once.
        times = self._times_checked()
        due = self.links().due(timezone.now() + span).values_list("pk", flat=True)
        self._expected.update(pk for pk in due if times[pk] == self._expected[pk])
        pass_time(self._alias, span)
        self.counted["minutes passed"] += round(span.total_seconds() / 60)

    def is_due(self) -> bool:
        return self._due() > 0

    def _seed(self, names: list[str], each: int) -> None:
        made = Host.objects.using(self._alias).bulk_create([Host(name=name) for name in names])
        now = timezone.now()
        self.links().bulk_create(
            Link(url=self._farm.link(host.name, at * each + number), host=host, next_check_at=now)
            for at, host in enumerate(made)
            for number in range(each)
        )
        self.counted["rounds"] = 1

    def _times_checked(self) -> Counter[int]:
        conclusive = self.checks().exclude(outcome=Outcome.INCONCLUSIVE)
        return Counter(dict(conclusive.values("link").annotate(times=Count("pk")).values_list("link", "times")))

    def _story_of(self, link_id: int) -> list[tuple[object, ...]]:
        story = self.checks().filter(link=link_id).order_by("checked_at")
        return [("expected", self._expected[link_id]), *story.values_list("checked_at", "outcome", "error")]

    def _missing(self) -> set[int]:
        urls = self.links().values_list("pk", "url")
        return {pk for pk, url in urls if int(url.rpartition("/")[2]) % EVERY == MISSING}

    def _standing(self) -> list[tuple[int, str, int]]:
        return list(self.links().order_by("pk").values_list("pk", "state", "strikes"))

    def _count(self) -> int:
        return self.checks().count()

    def _hosts(self) -> "QuerySet[Host]":
        return Host.objects.using(self._alias).all()

    def _due(self, *, after: timedelta = timedelta()) -> int:
        return self.links().due(timezone.now() + after).count()

    def _leased(self) -> int:
        return self._hosts().filter(leased_until__gt=timezone.now()).count()

    def _let_leases_end(self) -> None:
        """When nothing moves, and leases of the dead are all that is waited for, their time runs out."""
        if leased := self._leased():
            self.counted["leases that ran out"] += leased
            self.pass_time(A_LEASE)

    def _until(self, is_true: Callable[[], bool], *, what: str, nobody_died: bool = False) -> None:
        """Sweeps, as beat would, until `is_true()`; a server that is away just then is asked again."""
        began = moved = time.monotonic()
        swept, seen = 0.0, (0, 0)
        while (now := time.monotonic()) - began < _PATIENCE:
            try:
                if is_true():
                    return
                stands = self._count(), self._leased()
                if stands != seen:
                    seen, moved = stands, now
                elif now - moved > _STILL and not nobody_died:
                    moved = now
                    self._let_leases_end()
            except OperationalError:
                connections[self._alias].close()
            if now - swept > _BETWEEN_SWEEPS:
                swept = now
                self._sweep()
            time.sleep(0.05)  # waiting for other processes; nothing can tell us earlier
        raise AssertionError(f"Not within {_PATIENCE} s: {what}. {self._installation.log('worker')[-3000:]}")

    def _sweep(self) -> None:
        try:
            self._installation.send("links.tasks.sweep")
        except Exception:
            self.counted["sweeps that found no queue"] += 1
        else:
            self.counted["sweeps sent"] += 1


def kill_one_of_the_pool(worker: "subprocess.Popen[bytes]") -> None:
    """SIGKILL to one of the processes that the worker's tasks run in, as the kernel does when memory is short."""
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
