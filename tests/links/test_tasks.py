import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from advocacy.celery import app
from links import checking, tasks
from links.models import Host, Link
from links.tasks import sweeping
from links.walking import loop
from tests import factories
from tests.web import LocalWeb

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, float]]:
    """What was asked of the broker instead of being sent to it."""
    sent: list[dict[str, float]] = []
    monkeypatch.setattr(tasks.check_hosts, "apply_async", lambda **options: sent.append(options))
    return sent


def test_the_beat_finds_the_sweep_under_its_name() -> None:
    app.loader.import_default_modules()
    assert {"links.tasks.sweep", "links.tasks.check_hosts"} <= set(app.tasks)


def test_a_sweep_asks_for_as_many_workers_as_have_something_to_do(
    web: LocalWeb, asked: list[dict[str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [factories.link(web.url("/story", host=f"127.0.0.{number}")) for number in range(1, 4)]
    assert (tasks.sweep(), len(asked)) == (3, 3)
    # The first takes all there is; the broker delivers everything once more.
    assert [tasks.check_hosts() for _ in asked * 2] == [3, 0, 0, 0, 0, 0]
    assert (tasks.sweep(), len(asked)) == (0, 3)
    assert web.count("/story") == 3
    assert all(link.checks.count() == 1 for link in links)
    assert not Host.objects.exclude(leased_until=None).exists()


def test_many_hosts_ask_for_many_workers_and_no_more(asked: list[dict[str, float]]) -> None:
    for _ in range(20):
        factories.link()
    assert (tasks.sweep(), len(asked)) == (20, 8)


def test_a_sweep_takes_no_lease_that_a_lost_message_could_keep(asked: list[dict[str, float]]) -> None:
    factories.link()
    tasks.sweep()
    assert not Host.objects.exclude(leased_until=None).exists()


def test_a_host_given_back_with_links_still_due_is_taken_on_at_once(
    web: LocalWeb, asked: list[dict[str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        factories.link(web.answer(f"/{number}", delay=0.2))
    with monkeypatch.context() as patch:
        patch.setattr(loop, "WALK_SECONDS", 0.3)
        first = tasks.check_hosts()
    (again,) = asked
    assert again["countdown"] < 1
    assert first + tasks.check_hosts() == 6


def test_a_worker_that_cannot_ask_for_another_ends_well(
    web: LocalWeb, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tasks.check_hosts, "apply_async", _raise)
    monkeypatch.setattr(loop, "WALK_SECONDS", 0.1)
    for number in range(3):
        factories.link(web.answer(f"/{number}", delay=0.2))
    tasks.check_hosts()
    assert "next regular sweep" in caplog.text


def test_links_parked_by_a_clock_that_ran_years_ahead_are_due_again(asked: list[dict[str, float]]) -> None:
    now = timezone.now()
    parked = factories.link(next_check_at=now + timedelta(days=900))
    dead = factories.link(next_check_at=now + timedelta(days=33))
    sample = factories.link(next_check_at=None)
    tasks.sweep()
    for link in (parked, dead, sample):
        link.refresh_from_db()
    assert parked.next_check_at is not None
    assert parked.next_check_at <= timezone.now()
    assert dead.next_check_at == now + timedelta(days=33)
    assert sample.next_check_at is None
    assert checking.bring_back_parked(now=now) == 0
    assert Link.objects.due(timezone.now()).count() == 1


def test_asking_for_a_sweep_without_a_broker_fails_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sweeping, "_PATIENCE", 0.05)
    app.conf.broker_write_url, before = "redis://127.0.0.1:1/0", app.conf.broker_write_url
    app.pool.force_close_all()
    try:
        with caplog.at_level(logging.WARNING, logger="links.tasks"):
            tasks.sweep_soon()
        monkeypatch.setattr(tasks.sweep, "apply_async", _raise)
        tasks.sweep_soon()
    finally:
        app.conf.broker_write_url = before
    assert "next regular one" in caplog.text


def _raise(**options: object) -> None:
    raise OSError("the broker is away")
