"""Faults, one after another, while real workers check real links: in the end nothing is lost, wrong or there twice.

With PostgreSQL: a cluster and a Redis of its own, both restarted under load. With SQLite: the embedded installation,
whose database and queue are files that no server holds, so that there is nothing to restart; its queue is emptied.
"""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis

from tests.endtoend.campaign import Campaign
from tests.endtoend.installation import Installation
from tests.farm import farm
from tests.servers import Server, restartable_postgres, restartable_redis

KILLS = 20
HOSTS, LINKS_EACH = 100, 8
LATENCY = 0.2
# A link dies by its third strike, six days after the first.
ROUNDS_TO_DIE = 3


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[tuple[Server, Server] | None]:
    """PostgreSQL and Redis when the suite runs on PostgreSQL; None for the embedded installation."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield None
        return
    with ExitStack() as stack:
        database = stack.enter_context(restartable_postgres(tmp_path))
        yield database, stack.enter_context(restartable_redis(tmp_path))


@pytest.mark.slow
def test_after_every_fault_no_link_is_lost_dead_by_fault_or_counted_twice(
    tmp_path, servers, django_db_blocker, record_property
):
    urls = [server.url for server in servers] if servers else [f"sqlite:///{tmp_path / 'x.sqlite3'}", "filesystem://"]
    with (
        django_db_blocker.unblock(),
        farm(latency=LATENCY) as web,
        Installation(tmp_path, database_url=urls[0], broker_url=urls[1]) as installation,
        installation.record() as alias,
    ):
        campaign = Campaign(installation, web, alias, number_of_hosts=HOSTS, each=LINKS_EACH)
        for _ in range(KILLS):
            campaign.kill_in_mid_batch()
        campaign.start_worker()
        campaign.finish_round()
        if servers:
            _restart_servers(campaign, *servers)
        else:
            campaign.under_load(lambda: _empty_queue(tmp_path), "queues emptied")
        while campaign.counted["rounds"] < ROUNDS_TO_DIE:
            campaign.next_round()
            campaign.finish_round()
        campaign.end_worker()
        campaign.day_of_silence()
        campaign.start_worker()
        campaign.finish_round()
        campaign.end_worker()
        campaign.check_the_end()
    record_property("told", ", ".join(f"{what}: {number}" for what, number in campaign.counted.items()))


def _restart_servers(campaign: Campaign, database: Server, queue: Server) -> None:
    def restart(server: Server, by: signal.Signals) -> None:
        server.stop(by=by)
        server.start()

    campaign.under_load(lambda: restart(queue, signal.SIGINT), "Redis restarted")
    campaign.under_load(lambda: restart(queue, signal.SIGKILL), "Redis killed")
    campaign.under_load(lambda: redis.Redis.from_url(queue.url).flushall(), "Redis emptied")
    campaign.under_load(lambda: restart(database, signal.SIGINT), "PostgreSQL restarted")
    campaign.under_load(lambda: restart(database, signal.SIGQUIT), "PostgreSQL crashed")


def _empty_queue(folder: Path) -> None:
    for path in (folder / "queue").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
