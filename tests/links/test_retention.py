"""What of old evidence stays and what goes, batch by batch, and by two at once."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from links import retention
from links.models import Check, Link, StateChange
from links.retention import Thinned, superfluous
from links.tasks.retention import thin_checks
from links.vocabulary import Outcome, State
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def checks(link: Link, *outcomes: Outcome, newest_days_ago: int = 400) -> list[Check]:
    """A check a day, oldest first."""
    days = range(newest_days_ago + len(outcomes) - 1, newest_days_ago - 1, -1)
    return Check.objects.bulk_create(
        Check(link=link, outcome=outcome, checked_at=NOW - timedelta(days=ago))
        for outcome, ago in zip(outcomes, days, strict=True)
    )


def thin(**fields) -> Thinned:
    return retention.thin(**{"now": NOW, "keep_days": 365, **fields})


def left() -> list[int]:
    return list(Check.objects.order_by("pk").values_list("pk", flat=True))


def rest_on(check: Check) -> StateChange:
    return StateChange.objects.create(
        link=check.link, from_state=State.ALIVE, to_state=State.SUSPECT, changed_at=check.checked_at, evidence=check
    )


def keys(*rows: Check) -> list[int]:
    return sorted(row.pk for row in rows)


def test_of_old_checks_the_newest_three_of_each_link_stay():
    one, other = checks(factories.link(), *[Outcome.OK] * 10), checks(factories.link(), *[Outcome.OK] * 5)
    assert thin() == Thinned(looked_at=15, removed=9, finished=True)
    assert left() == keys(*one[-3:], *other[-3:])


def test_nothing_younger_than_a_year_goes():
    link = factories.link()
    checks(link, *[Outcome.OK] * 10, newest_days_ago=1)
    on_the_day = Check.objects.create(link=link, outcome=Outcome.OK, checked_at=NOW - timedelta(days=365))
    assert thin().removed == 0
    assert Check.objects.filter(pk=on_the_day.pk).exists()


def test_young_checks_count_among_the_newest():
    link = factories.link()
    checks(link, *[Outcome.OK] * 10)
    young = checks(link, *[Outcome.OK] * 3, newest_days_ago=1)
    thin()
    assert left() == keys(*young)


def test_what_a_state_change_rests_on_stays_with_it():
    old = checks(factories.link(), *[Outcome.OK] * 10)
    changes = [rest_on(old[0]), rest_on(old[4])]
    thin()
    assert left() == keys(old[0], old[4], *old[-3:])
    for change in changes:
        evidence = change.evidence_id
        change.refresh_from_db()
        assert change.evidence_id == evidence


def test_the_last_success_stays_however_long_ago():
    old = checks(factories.link(), Outcome.OK, Outcome.MOVED, *[Outcome.NOT_FOUND] * 10)
    thin()
    assert left() == keys(old[1], *old[-3:])


def test_the_last_that_said_anything_stays():
    old = checks(factories.link(), Outcome.OK, Outcome.NOT_FOUND, Outcome.BLOCKED, *[Outcome.INCONCLUSIVE] * 6)
    thin()
    assert left() == keys(old[0], old[2], *old[-3:])


def test_a_younger_success_takes_the_old_ones_place():
    link = factories.link()
    checks(link, Outcome.OK, *[Outcome.NOT_FOUND] * 5)
    young = checks(link, Outcome.OK, Outcome.NOT_FOUND, Outcome.NOT_FOUND, newest_days_ago=2)
    thin()
    assert left() == keys(*young)


def test_checks_of_the_same_moment_are_not_told_apart_and_stay():
    link = factories.link()
    at = NOW - timedelta(days=500)
    same = [Check.objects.create(link=link, outcome=Outcome.OK, checked_at=at) for _ in range(6)]
    thin()
    assert left() == keys(*same)


def test_keys_need_not_follow_time():
    """A trial with `check_links --now` writes old checks behind young ones."""
    link = factories.link()
    young = checks(link, *[Outcome.OK] * 4, newest_days_ago=1)
    checks(link, *[Outcome.OK] * 4)
    assert thin().removed == 4
    assert left() == keys(*young)


def test_once_thinned_nothing_more_goes():
    for _ in range(3):
        checks(factories.link(), Outcome.OK, *[Outcome.NOT_FOUND] * 8, *[Outcome.INCONCLUSIVE] * 5)
    assert thin().removed
    stayed = left()
    assert thin().removed == 0
    assert left() == stayed


@pytest.mark.parametrize("batch", [1, 2, 7, 100])
@pytest.mark.parametrize("from_anywhere", [False, True])
def test_batches_of_any_size_from_any_place_remove_the_same(batch, from_anywhere):
    first, second = factories.link(), factories.link()
    kept = []
    for link in (first, second, first):
        old = checks(link, Outcome.OK, *[Outcome.NOT_FOUND] * 5, newest_days_ago=500)
        rest_on(old[2])
        kept.append(old[2])
    kept += checks(second, *[Outcome.OK] * 3) + checks(first, *[Outcome.OK] * 3)
    done = thin(batch=batch, from_anywhere=from_anywhere)
    assert done == Thinned(looked_at=24, removed=15, finished=True)
    assert left() == keys(*kept)


def test_no_transaction_deletes_more_than_a_batch():
    checks(factories.link(), *[Outcome.OK] * 53)
    with CaptureQueriesContext(connection) as asked:
        thin(batch=10)
    deletions = [query["sql"] for query in asked if query["sql"].startswith("DELETE")]
    assert [sql.count(",") + 1 for sql in deletions] == [10] * 5


def test_a_run_stops_when_its_time_is_up_and_the_next_goes_on():
    checks(factories.link(), *[Outcome.OK] * 20)
    assert [thin(budget=0.0, batch=5) for _ in range(3)] == [Thinned(looked_at=5, removed=5)] * 3
    assert thin(budget=60.0) == Thinned(looked_at=5, removed=2, finished=True)


def test_a_dry_run_counts_and_deletes_nothing():
    checks(factories.link(), *[Outcome.OK] * 10)
    assert thin(dry_run=True, batch=3).removed == 7
    assert Check.objects.count() == 10


def test_without_checks_there_is_nothing_to_do():
    assert thin() == Thinned(finished=True)


def test_progress_is_told_of_every_check():
    checks(factories.link(), *[Outcome.OK] * 10)
    told: list[int] = []
    thin(batch=4, progress=told.append)
    assert told == [4, 4, 2]


def test_the_nightly_task_keeps_what_is_configured(settings):
    now = datetime.now(NOW.tzinfo)
    link = factories.link()
    for days in range(40, 60):
        Check.objects.create(link=link, outcome=Outcome.OK, checked_at=now - timedelta(days=days))
    settings.LINKS_KEEP_EVIDENCE_DAYS = 365
    assert thin_checks() == 0
    settings.LINKS_KEEP_EVIDENCE_DAYS = 30
    assert thin_checks() == 17
    assert Check.objects.count() == 3


def test_a_batch_is_found_by_keys_and_indexes_without_sorting_or_reading_the_table():
    link = factories.link()
    checks(link, *[Outcome.OK] * 300)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # A table of a few rows is read faster whole; what is asked is whether it must be.
            cursor.execute("SET LOCAL enable_seqscan = off")
    first = left()[0]
    plan = superfluous(first, first + 50, before=NOW).explain()
    assert "INDEX links_check_story" in plan or connection.vendor == "postgresql"
    for slow in ("Seq Scan", "Sort Key", "SCAN links_check", "SCAN links_statechange", "TEMP B-TREE"):
        assert slow not in plan


@pytest.mark.django_db(transaction=True)
def test_a_state_change_that_comes_to_rest_on_a_check_meanwhile_saves_the_batch(monkeypatch):
    """None does; but if one did, the database keeps the check."""
    old = checks(factories.link(), *[Outcome.OK] * 10)
    found = retention.superfluous

    def late(*args, **kwargs) -> QuerySet[Check]:
        stale = list(found(*args, **kwargs).values_list("pk", flat=True))
        rest_on(old[0])
        return Check.objects.filter(pk__in=stale)

    monkeypatch.setattr(retention, "superfluous", late)
    with pytest.raises(IntegrityError):
        thin()
    assert Check.objects.count() == 10
    assert StateChange.objects.get().evidence_id == old[0].pk


def test_two_runs_at_once_remove_each_check_once(shared_database):
    links = [factories.link() for _ in range(20)]
    for link in links:
        old = checks(link, Outcome.OK, *[Outcome.NOT_FOUND] * 20)
        rest_on(old[5])
    start, done = Barrier(3), []

    def work() -> None:
        start.wait()
        try:
            done.append(thin(batch=10))
        finally:
            connection.close()

    runs = [Thread(target=work) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert len(done) == 3
    assert sum(run.removed for run in done) == 20 * 16
    assert Check.objects.count() == 20 * 5
    assert not StateChange.objects.filter(evidence=None).exists()
