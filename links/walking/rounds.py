"""Jobs as they are read from the record, in few statements however many hosts there are."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy

from links import bulk
from links.models import Copy, Host, Link, Passage
from links.walking.findings import Job, Round

# So many jobs of a host are held at once; more are read as these are done.
LINKS_A_ROUND = 200
_FIELDS = (
    "host_id",
    "pk",
    "url",
    "state",
    "last_checked_at",
    "person_verdict_at",
    "next_check_at",
    "page_text__fingerprint",
)
_AT_ONCE = 500

Row = tuple[Any, ...]


def make_rounds(
    host_ids: Iterable[int],
    links: "QuerySet[Link]",
    *,
    until: datetime,
    order: Sequence[OrderBy | str] = ("next_check_at", "pk"),
    most: int | None = None,
) -> list[Round]:
    """The leased hosts with the first of `links` on each, longest due first, and at most `most` of them."""
    hosts = list(Host.objects.filter(pk__in=list(host_ids)))
    rows = [row for host in hosts for row in read_rows(links.filter(host=host), order, most or LINKS_A_ROUND)]
    return rounds_of(hosts, rows, until=until)


def read_rows(links: "QuerySet[Link]", order: Sequence[OrderBy | str], most: int | None) -> list[Row]:
    return list(links.order_by(*order).values_list(*_FIELDS)[:most])


def rounds_of(
    hosts: Iterable[Host], rows: Iterable[Row], *, until: datetime, going_on: Iterable[int] = ()
) -> list[Round]:
    """A round for each host with its rows (as `read_rows` gives them); `going_on` are hosts that may have more."""
    listed = list(rows)
    by_host: dict[int, list[Job]] = {}
    for row, job in zip(listed, jobs_of(listed), strict=True):
        by_host.setdefault(row[0], []).append(job)
    more = set(going_on)
    return [
        Round(host.pk, host.name, host.interval, until, by_host.get(host.pk, []), host.pk in more) for host in hosts
    ]


def jobs_of(rows: Sequence[Row]) -> list[Job]:
    """The rows' jobs, with what must stand on each page and what is known of its text."""
    jobs: list[Job] = []
    for start in range(0, len(rows), _AT_ONCE):
        jobs += _jobs(rows[start : start + _AT_ONCE])
    return jobs


def _jobs(rows: Sequence[Row]) -> list[Job]:
    ids = [row[1] for row in rows]
    passages: dict[int, list[tuple[int, str, str]]] = {}
    asked = Passage.objects.filter(bulk.among("link_id", ids)).order_by("pk")
    for link_id, pk, kind, words in asked.values_list("link_id", "pk", "kind", "text"):
        passages.setdefault(link_id, []).append((pk, kind, words))
    kept = set(ids)
    if settings.LINKS_KEEP_COPIES:
        kept = set(Copy.objects.filter(bulk.among("link_id", ids)).order_by().values_list("link_id", flat=True))
    return [
        Job(
            link_id=pk,
            url=url,
            state=state,
            last_checked_at=checked_at,
            person_verdict_at=verdict_at,
            passages=tuple(passages.get(pk, ())),
            fingerprint=fingerprint or "",
            wants_copy=pk not in kept,
        )
        for _, pk, url, state, checked_at, verdict_at, _, fingerprint in rows
    ]
