"""Thinning old evidence: of checks older than a year those that matter are kept, the others deleted batch by batch.

Kept of every link, however old:
- what a state change rests on (and whatever else refers to a check: `_relations`),
- the newest `KEEP_NEWEST` checks,
- the newest check that said anything, and the newest that saw the page.

A batch is one stretch of the primary key and one short transaction, so nothing is sorted, no lock is held for long, and
a run that is ended anywhere has done whole batches. What may go is decided from newer checks that are never deleted
while it is decided: the newest few, and the newest success. So two runs at once, or one run twice, delete the same.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db import connection, router, transaction
from django.db.models import Exists, ManyToOneRel, Max, Min, OuterRef, Q, QuerySet

from links.models import Check
from links.verdicts import SUCCESSES
from links.vocabulary import Outcome

KEEP_NEWEST = 3
# Rows looked at, and so rows deleted at most, in one transaction.
BATCH = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Thinned:
    """What a run did. `finished` is false when its time was up before every check had been looked at."""

    looked_at: int = 0
    removed: int = 0
    finished: bool = False


def thin(
    *,
    now: datetime,
    keep_days: int,
    budget: float | None = None,
    from_anywhere: bool = False,
    dry_run: bool = False,
    batch: int = BATCH,
    progress: Callable[[int], object] = lambda looked_at: None,
) -> Thinned:
    """Thin the checks older than `keep_days`; stops after `budget` seconds, between two batches.

    `from_anywhere` begins at a random place and comes round to it: runs that never have the time to see everything
    then still see all of it in the end. `progress` is told how many checks each batch looked at. `dry_run` counts.
    """
    ends = Check.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return Thinned(finished=True)
    first, last = ends["first"], ends["last"]
    start = random.randint(first, last) if from_anywhere else first  # noqa: S311
    until = None if budget is None else time.monotonic() + budget
    before = now - timedelta(days=keep_days)
    looked_at = removed = 0
    for low, end, rows in chain(_stretches(start, last, batch), _stretches(first, start - 1, batch)):
        removed += _thin_stretch(low, end, before, dry_run=dry_run)
        looked_at += rows
        progress(rows)
        if until is not None and time.monotonic() >= until:
            return Thinned(looked_at=looked_at, removed=removed)
    return Thinned(looked_at=looked_at, removed=removed, finished=True)


def superfluous(low: int, high: int, *, before: datetime) -> QuerySet[Check]:
    """Of the checks with keys from `low` to `high`, those from before `before` that nothing rests on and that are not
    among their link's newest.
    """
    newer = Check.objects.filter(link=OuterRef("link"), checked_at__gt=OuterRef("checked_at")).order_by()
    has_newest = Exists(newer.order_by("-checked_at")[KEEP_NEWEST - 1 : KEEP_NEWEST])
    successes = sorted(SUCCESSES)
    # Which of the two a check is matters alone to the check that might be the newest of its kind.
    says_nothing = Q(outcome=Outcome.INCONCLUSIVE)
    saw_the_page = Q(outcome__in=successes)
    is_outdone = (
        says_nothing
        | (saw_the_page & Q(Exists(newer.filter(outcome__in=successes))))
        | (~saw_the_page & Q(Exists(newer.exclude(outcome=Outcome.INCONCLUSIVE))))
    )
    found = Check.objects.filter(has_newest, is_outdone, pk__gte=low, pk__lte=high, checked_at__lt=before)
    for relation in _relations():
        name = relation.field.name
        # The bounds say nothing new, but without them PostgreSQL may read all of these rows for every batch.
        bounds = {f"{name}__gte": low, f"{name}__lte": high}
        found = found.filter(~Exists(relation.related_model._base_manager.filter(**{name: OuterRef("pk")}, **bounds)))
    return found.order_by("pk")


def _relations() -> list[ManyToOneRel]:
    """Every kind of row that refers to a check, state changes and others to come: a check that is referred to stays."""
    # Hidden ones, too: `related_name="+"` keeps a relation out of `related_objects`.
    fields = Check._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ManyToOneRel)]


def _stretches(low: int, high: int, batch: int) -> Iterator[tuple[int, int, int]]:
    """The keys from `low` to `high` in stretches of at most `batch` checks: first key, last key, number of checks."""
    while low <= high:
        keys = list(Check.objects.filter(pk__gte=low, pk__lte=high).order_by("pk").values_list("pk", flat=True)[:batch])
        if not keys:
            return
        yield low, keys[-1], len(keys)
        low = keys[-1] + 1


def _thin_stretch(low: int, end: int, before: datetime, *, dry_run: bool) -> int:
    found = superfluous(low, end, before=before)
    if dry_run:
        return found.count()
    # Found outside of the transaction: SQLite would keep every other writer waiting meanwhile.
    keys = list(found.values_list("pk", flat=True))
    if not keys:
        return 0
    using = router.db_for_write(Check)
    with transaction.atomic(using=using):
        if connection.features.has_select_for_update_skip_locked:
            # Another run at work on the same stretch deletes those; waiting for each other could go round in a circle.
            free = Check.objects.filter(pk__in=keys).order_by("pk").select_for_update(skip_locked=True)
            keys = list(free.values_list("pk", flat=True))
        # Without Django's collector, which would load each row. Should something have come to refer to one of them
        # after all, the database refuses the whole batch.
        return Check.objects.filter(pk__in=keys)._raw_delete(using) or 0
