import logging
import time

import pytest
from django.utils import timezone

from advocacy.celery import app
from links import checking, tasks
from links.models import Host
from links.tasks import sweeping
from tests import factories
from tests.web import LocalWeb

pytestmark = pytest.mark.django_db


def test_the_beat_finds_the_sweep_under_its_name() -> None:
    app.loader.import_default_modules()
    assert {"links.tasks.sweep", "links.tasks.check_hosts"} <= set(app.tasks)


def test_a_sweep_hands_out_due_hosts_in_batches_that_a_worker_can_check(
    web: LocalWeb, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "HOSTS_A_BATCH", 2)
    links = [factories.link(web.url("/story", host=f"127.0.0.{number}")) for number in range(1, 4)]
    sent: list[tuple[list[int], str]] = []
    monkeypatch.setattr(tasks.check_hosts, "delay", lambda *message: sent.append(message))
    assert tasks.sweep() == 3
    assert [len(host_ids) for host_ids, _ in sent] == [2, 1]
    assert tasks.sweep() == 0
    assert [tasks.check_hosts(*message) for message in sent] == [2, 1]
    # The broker delivers everything once more.
    assert [tasks.check_hosts(*message) for message in sent] == [0, 0]
    assert web.count("/story") == 3
    assert all(link.checks.count() == 1 for link in links)
    assert not Host.objects.exclude(leased_until=None).exists()


def test_a_sweep_that_cannot_send_gives_its_leases_back(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.link()
    monkeypatch.setitem(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(tasks.check_hosts, "delay", _fail)
    with pytest.raises(ConnectionError):
        tasks.sweep()
    assert checking.lease_due(now=timezone.now())[0] != []


def _fail(*args: object) -> None:
    raise ConnectionError("no broker")


def test_asking_for_a_sweep_without_a_broker_neither_fails_nor_waits_long(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sweeping, "_PATIENCE", 0.05)
    app.conf.broker_write_url, before = "redis://127.0.0.1:1/0", app.conf.broker_write_url
    app.pool.force_close_all()
    try:
        began = time.monotonic()
        with caplog.at_level(logging.WARNING, logger="links.tasks"):
            tasks.sweep_soon()
        assert time.monotonic() - began < 2
        monkeypatch.setattr(tasks.sweep, "apply_async", _raise)
        tasks.sweep_soon()
    finally:
        app.conf.broker_write_url = before
    assert "next regular one" in caplog.text


def _raise(**options: object) -> None:
    raise OSError("the broker is away")
