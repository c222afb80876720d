"""A worker is killed while it reads a page: the link is read again, and nothing is lost or counted twice."""

import json
import os
import signal

import pytest

from tests.endtoend.site import Site
from tests.servers import redis_server, wait_until
from tests.web import LocalWeb

READ = """
import json
import os
import signal
from links.models import Check, Host, Link, StateChange
link = Link.objects.get()
print(json.dumps([link.state, link.strikes, Check.objects.count(), StateChange.objects.count()]))
"""
WATCH = "from links.models import Link; Link.objects.watch({url!r})"
# What time does by itself in ten minutes: the dead worker's lease runs out.
LEASE_ENDS = "from links.models import Host; Host.objects.update(leased_until=None)"
SWEEP = "from links.tasks import sweep; sweep.delay()"


@pytest.mark.slow
def test_a_link_whose_worker_was_killed_in_mid_check_is_checked_again_and_counted_once(tmp_path):
    with (
        LocalWeb() as web,
        redis_server(tmp_path) as queue,
        Site(tmp_path, broker_url=queue, email_url="dummy://") as site,
    ):
        web.answer("/page", status=404, delay=30)
        _run(site, WATCH.format(url=web.url("/page")))
        worker = site.start_worker()
        _run(site, SWEEP)
        wait_until(lambda: web.count("/page") == 1, what="the worker asks for the page")
        # The whole group: the pool process that reads the page dies with the one that gave it the task.
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        assert _read(site) == ["unchecked", 0, 0, 0]

        # Another sweep at once leaves the host to the lease, which could be a living worker's.
        web.answer("/page", status=404)
        site.start_worker("second")
        _run(site, SWEEP)
        wait_until(lambda: "succeeded" in site.log("second"), what="the second worker swept")
        assert _read(site) == ["unchecked", 0, 0, 0]

        _run(site, LEASE_ENDS)
        _run(site, SWEEP)
        wait_until(lambda: _read(site) == ["suspect", 1, 1, 1], what=f"the link is checked: {site.log('second')}")
        _run(site, LEASE_ENDS)
        _run(site, SWEEP)
        wait_until(lambda: site.log("second").count("links.tasks.sweep") >= 6, what="the third sweep ended")
        assert _read(site) == ["suspect", 1, 1, 1]


def _run(site: Site, code: str) -> str:
    return site.manage("shell", "--verbosity", "0", "-c", code)


def _read(site: Site) -> list[object]:
    return json.loads(_run(site, READ))
