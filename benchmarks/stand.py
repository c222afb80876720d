"""What the parts on checking links stand on: PostgreSQL, Redis, workers and a farm, each in processes of its own.

The benchmark itself only watches: it writes the links to check, asks for sweeps as beat does, and counts what the
workers recorded. PostgreSQL runs as it does in production, with fsync.
"""

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import psycopg
from django.db import connections
from django.utils import timezone

from benchmarks import processor
from benchmarks.processor import children_of
from links.models import Check, Host, Link
from tests.endtoend.installation import Installation, end
from tests.farm import Farm, farm, hosts
from tests.servers import Server, restartable_postgres, restartable_redis

Row = tuple[str, ...]

_BETWEEN_LOOKS = 0.1
# Sooner than beat sweeps, so that what a run left over does not wait for most of the time that is measured.
BETWEEN_SWEEPS = 5.0
_GIVEN_UP = 1800.0
_WARM_UP = 80


class Stuck(Exception):
    """The workers did not check what is due."""


@dataclass(slots=True)
class Course:
    """How the checks of one run came in: (seconds since the first sweep was asked for, checks recorded so far)."""

    samples: list[tuple[float, int]] = field(default_factory=lambda: [(0.0, 0)])

    @property
    def seconds(self) -> float:
        return self.samples[-1][0]

    @property
    def checks(self) -> int:
        return self.samples[-1][1]

    @property
    def rate(self) -> float:
        return self.checks / self.seconds

    def rates(self, parts: int = 10) -> list[float]:
        """Checks per second in each of so many equal parts of the checks."""
        times = [self._when(self.checks * part / parts) for part in range(parts + 1)]
        return [self.checks / parts / (later - earlier) for earlier, later in pairwise(times)]

    def _when(self, number: float) -> float:
        """When so many checks were there, between the two looks around it."""
        for (t0, n0), (t1, n1) in pairwise(self.samples):
            if n1 >= number and n1 > n0:
                return t0 + (t1 - t0) * (number - n0) / (n1 - n0)
        return self.seconds


class Stand:
    """An installation without links; `farm` is the web that its links lead to."""

    def __init__(self, installation: Installation, alias: str, farm_: Farm, database: Server) -> None:
        self.installation, self.alias, self.farm, self._database = installation, alias, farm_, database
        self.database_url = database.url
        self.workers: list[subprocess.Popen[bytes]] = []

    def set_workers(self, number: int) -> None:
        """So many workers, as `start_workers` has them, in an empty record; each has done its first task."""
        self.start_workers(number)
        self.forget()
        # A worker's first task loads what all later ones use; so many hosts are more than one batch.
        self.seed(dict.fromkeys(hosts(_WARM_UP * number), 1))
        self.drain()
        self.forget()

    def start_workers(self, number: int) -> None:
        """So many workers, each reading one batch at a time, instead of those that ran before."""
        for worker in self.workers:
            end(worker)
        self.workers = [self.installation.start_worker(f"worker{at}") for at in range(number)]

    def seed(self, sizes: Mapping[str, int], *, first: int = 0, step: int = 1, due: str = "now()") -> None:
        """Watched links, so many on each host, `due` (SQL) then: pages `first`, `first + step`, … of the farm.

        Copied by the database from one row that Django made, so that a million take no longer than they must.
        """
        Host.objects.using(self.alias).bulk_create([Host(name=name) for name in sizes], batch_size=5000)
        ids = dict(Host.objects.using(self.alias).filter(name__in=sizes).values_list("name", "pk"))
        model = Link(url="https://template.example/", host_id=next(iter(ids.values())))
        model.save(using=self.alias)
        names = [str(field.column) for field in Link._meta.concrete_fields if not field.primary_key]
        own = {
            "url": "'http://' || h.name || ':' || %(port)s || '/page/' || (%(first)s + (h.before + n) * %(step)s)",
            "host_id": "h.id",
            "next_check_at": due,
        }
        chosen = ", ".join(own.get(name, f"t.{name}") for name in names)
        rows = [(name, ids[name], size) for name, size in sizes.items()]
        with psycopg.connect(self.database_url) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE h (name text, id bigint, size int, before int) ON COMMIT DROP")
            before = 0
            with cursor.copy("COPY h FROM STDIN") as copy:
                for name, pk, size in rows:
                    copy.write_row((name, pk, size, before))
                    before += size
            cursor.execute(
                f"INSERT INTO links_link ({', '.join(names)}) SELECT {chosen} FROM links_link t, h, "
                "generate_series(0, h.size - 1) n WHERE t.id = %(template)s",
                {"port": str(self.farm.port), "first": first, "step": step, "template": model.pk},
            )
            cursor.execute("DELETE FROM links_link WHERE id = %s", [model.pk])
        self.tidy()

    def seed_evenly(self, number: int, *, over: int) -> list[str]:
        """`number` links evenly over so many hosts; their addresses."""
        each, more = divmod(number, over)
        self.seed({host: each + (at < more) for at, host in enumerate(hosts(over))})
        return list(Link.objects.using(self.alias).order_by("pk").values_list("url", flat=True))

    def drain(self, *, between_sweeps: float = BETWEEN_SWEEPS, at_most: float = _GIVEN_UP) -> Course:
        """Sweeps until nothing is due, or for so many seconds; raises Stuck when nothing moves for a minute."""
        course, before, had = Course(), self._given_out(), self._count()
        start, swept, moved = time.perf_counter(), -between_sweeps, 0.0
        due = Link.objects.using(self.alias)
        while (now := time.perf_counter() - start) < at_most:
            count = self._given_out() - before
            if count > course.checks:
                moved = now
                course.samples.append((now, count))
            elif not due.due(timezone.now()).exists():
                break
            elif now - moved > 60:
                raise Stuck(self.installation.log("worker0")[-2000:])
            if now - swept >= between_sweeps:
                swept = now
                self.installation.send("links.tasks.sweep")
            time.sleep(_BETWEEN_LOOKS)
        # What was rolled back has its ids as well.
        course.samples[-1] = course.seconds, self._count() - had
        return course

    def end_leases(self) -> None:
        """What ten minutes do."""
        Host.objects.using(self.alias).update(leased_until=None)

    def forget(self) -> None:
        """An empty record."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("TRUNCATE links_host, links_link CASCADE")

    def tidy(self) -> None:
        """What autovacuum does in time, done now, so that no run suffers for the one before."""
        with connections[self.alias].cursor() as cursor:
            for table in ("links_link", "links_host", "links_check"):
                cursor.execute(f"VACUUM ANALYZE {table}")

    def processor_seconds(self) -> dict[str, float]:
        """What each part has used of the processors so far."""
        parts = {"workers": [worker.pid for worker in self.workers], "PostgreSQL": [self._database.pid]}
        parts["farm"] = [self.farm.process.pid]
        return {part: sum(map(processor.seconds_of, pids)) for part, pids in parts.items()}

    def peak_memory(self) -> float:
        """The most MiB that any process of the workers has held so far."""
        return max(_peak(pid) for worker in self.workers for pid in (worker.pid, *children_of(worker.pid)))

    def _given_out(self) -> int:
        """The last id of a check: to look at it costs the same however many there are."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT last_value FROM links_check_id_seq")
            return cursor.fetchone()[0]

    def _count(self) -> int:
        return Check.objects.using(self.alias).count()


@contextmanager
def stand(
    *, latency: float = 0.0, latencies: Mapping[str, float] | None = None, interval: float = 0.0
) -> Iterator[Stand]:
    """An installation whose checker leaves `interval` seconds between two requests to a host. Times in seconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        restartable_postgres(Path(folder), fsync=True) as database,
        restartable_redis(Path(folder)) as queue,
        farm(latency=latency, latencies={"127.0.0.1": 0.0, **(latencies or {})}) as web,
        Installation(
            Path(folder), database_url=database.url, broker_url=queue.url, LINKS_HOST_INTERVAL=str(interval)
        ) as installation,
        installation.record("stand") as alias,
    ):
        yield Stand(installation, alias, web, database)


def _peak(pid: int) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0
