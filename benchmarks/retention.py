"""Old evidence thinned: checks looked at and removed per second, the longest batch, and the memory it takes.

A check in every link's story each week for some two years, and a state change for one check in twenty. The full
size is ten million checks: half an hour on PostgreSQL, whose name DATABASE_URL has to give.
"""

import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.db import connection

from benchmarks.database import throwaway_database
from links import retention
from links.models import Check, Host, Link, StateChange

SIZES = {"tiny": 2_000, "usual": 200_000, "full": 10_000_000}
_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_CHECKS_A_LINK = 100
_DAYS = 730
_AT_A_TIME = 500_000


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[tuple[str, ...]]:
    """The headings, then rows of (what, figure)."""
    checks = SIZES[size]
    with throwaway_database():
        _fill(checks, progress)
        found_by = _plan(checks)
        progress("thinning")
        before_mb, marks = _peak_mb(), [time.perf_counter()]
        done = retention.thin(now=_NOW, keep_days=365, progress=lambda rows: marks.append(time.perf_counter()))
        seconds = marks[-1] - marks[0]
        longest = max(later - former for former, later in pairwise(marks))
        grown = _peak_mb() - before_mb
        lost = StateChange.objects.filter(evidence=None).count()
        progress("thinning again")
        began = time.perf_counter()
        again = retention.thin(now=_NOW, keep_days=365)
        again_seconds = time.perf_counter() - began
    return [
        ("what", "figure"),
        ("database", connection.vendor),
        ("checks", f"{checks:,}"),
        ("removed", f"{done.removed:,}"),
        ("state changes without evidence", str(lost)),
        ("seconds in all", f"{seconds:.1f}"),
        ("looked at per second", f"{done.looked_at / seconds:,.0f}"),
        ("removed per second", f"{done.removed / seconds:,.0f}"),
        ("batches", f"{len(marks) - 1:,}"),
        ("longest batch, ms", f"{longest * 1000:.0f}"),
        ("memory grown by, MB", f"{grown:.0f}"),
        ("looked at per second when nothing is left to remove", f"{again.looked_at / again_seconds:,.0f}"),
        ("removed then", str(again.removed)),
        ("How the database finds a batch:",),
        *((f"  {line}",) for line in found_by.splitlines()),
    ]


def _plan(checks: int) -> str:
    """How the database finds a batch's superfluous checks."""
    middle = Check.objects.order_by("pk").values_list("pk", flat=True)[checks // 4]
    return retention.superfluous(middle, middle + retention.BATCH - 1, before=_NOW - timedelta(days=365)).explain()


def _fill(checks: int, progress: Callable[[str], object]) -> None:
    host = Host.objects.create(name="news.example.org")
    links = max(checks // _CHECKS_A_LINK, 1)
    urls = (f"https://news.example.org/{name}" for name in range(links))
    Link.objects.bulk_create((Link(url=url, host=host) for url in urls), batch_size=2000)
    first = Link.objects.order_by("pk").values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        for start in range(0, checks, _AT_A_TIME):
            progress(f"making checks from {start:,} on")
            cursor.execute(_checks_sql(checks, first, links, start, min(start + _AT_A_TIME, checks)))
        cursor.execute(
            "INSERT INTO links_statechange (link_id, aspect, from_state, to_state, changed_at, evidence_id) "
            "SELECT link_id, 'state', 'alive', 'suspect', checked_at, id FROM links_check WHERE id % 20 = 0"
        )
        cursor.execute("ANALYZE")


def _checks_sql(checks: int, first: int, links: int, start: int, end: int) -> str:
    """One statement that makes the checks from `start` to `end`, oldest first, each link's turn after the other's."""
    turn = f"((i / {links} * 37 + i) % 100)"
    if connection.vendor == "postgresql":
        numbers = f"SELECT generate_series({start}, {end - 1}) AS i"
        when = f"timestamptz '{_NOW.isoformat()}' - ({checks} - i) * interval '{_DAYS * 86400 / checks:.6f} seconds'"
        nothing, no = "'[]'::jsonb", "false"
    else:
        numbers = (
            f"WITH RECURSIVE n(i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i < {end - 1}) SELECT i FROM n"
        )
        when = (
            f"datetime('{_NOW:%Y-%m-%d %H:%M:%S}', '-' || (({checks} - i) * {_DAYS} * 86400 / {checks}) || ' seconds')"
        )
        nothing, no = "'[]'", "0"
    return (
        "INSERT INTO links_check (link_id, checked_at, outcome, status_code, redirects, final_url, elapsed_ms, "
        "body_bytes, content_type, error, page_title, fingerprint, passage, counted_as_strike) "
        f"SELECT {first} + i % {links}, {when}, "
        f"CASE WHEN {turn} < 90 THEN 'ok' WHEN {turn} < 95 THEN 'not_found' ELSE 'inconclusive' END, "
        f"CASE WHEN {turn} < 90 THEN 200 WHEN {turn} < 95 THEN 404 END, "
        f"{nothing}, 'https://news.example.org/' || i % {links}, 300, 20000, 'text/html', '', 'A day in Examplia', "
        f"'{'0' * 64}', 'not_asked', {no} FROM ({numbers}) AS numbers"
    )


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
