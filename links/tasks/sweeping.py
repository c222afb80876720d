"""Celery's door to checking: ids in, one call to a use case, safe to run twice."""

import logging
import threading
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from links import checking, leasing

logger = logging.getLogger(__name__)

# A web request waits this long at most for the broker to take a message.
_PATIENCE = 1.0


@shared_task(name="links.tasks.sweep")
def sweep() -> int:
    """Lease the hosts with due links and hand them to workers in batches; the number of hosts handed out.

    Leases of hosts whose message could not be sent are given back; the next sweep finds them.
    """
    host_ids, until = checking.lease_due(now=timezone.now())
    for start in range(0, len(host_ids), checking.HOSTS_A_BATCH):
        try:
            check_hosts.delay(host_ids[start : start + checking.HOSTS_A_BATCH], until.isoformat())
        except Exception:
            leasing.release_hosts(host_ids[start:], until=until)
            raise
    return len(host_ids)


@shared_task(name="links.tasks.check_hosts")
def check_hosts(host_ids: list[int], lease_until: str) -> int:
    """Check the due links of hosts leased until `lease_until` (ISO 8601, the lease's token); the number recorded."""
    return len(checking.check_leased(host_ids=host_ids, lease_until=datetime.fromisoformat(lease_until)))


def sweep_soon() -> None:
    """Ask for a sweep now; for `transaction.on_commit` after something became due.

    Never raises, and waits a second at most: a broker that is away delays the check to the beat's next sweep, no more.
    """
    # Not a daemon: a process that ends at once must not leave half a message behind.
    sender = threading.Thread(target=_send_sweep, name="sweep soon")
    sender.start()
    sender.join(_PATIENCE)


def _send_sweep() -> None:
    try:
        sweep.apply_async(retry=False, expires=55)
    except Exception as error:
        logger.warning("No sweep could be asked for now (%s); the next regular one finds the due links", error)
