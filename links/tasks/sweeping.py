"""Celery's door to checking: one call to a use case, safe to run twice.

The sweep does not lease hosts itself: a lease in a queue would keep a host from every worker until its message is
read. It asks for as many workers as have something to do, and each leases what it walks.
"""

import logging
import threading

from celery import shared_task
from django.utils import timezone

from links import checking
from links.models import Heartbeat

logger = logging.getLogger(__name__)

# A worker is asked for by so many hosts, and for few hosts as many workers as this: more than there are find nothing.
_HOSTS_A_WORKER = 50
_FEW_WORKERS = 8
_MOST_HOSTS = 2000
# What nobody has read until the next regular sweep is asked for again by that.
_EXPIRES = 55
# A web request waits this long at most for the broker to take a message.
_PATIENCE = 1.0


@shared_task(name="links.tasks.sweep")
def sweep() -> int:
    """Ask for workers where hosts have due links; returns how many hosts wait (counted to a bound)."""
    now = timezone.now()
    Heartbeat.objects.beat(Heartbeat.SWEEP, now=now)
    parked = checking.bring_back_parked(now=now)
    if parked:
        logger.warning("%d links were to be checked only in years; they are due now. Was a clock wrong?", parked)
    waiting = checking.waiting_hosts(now=now, most=_MOST_HOSTS)
    for _ in range(min(waiting, max(_FEW_WORKERS, -(-waiting // _HOSTS_A_WORKER)))):
        check_hosts.apply_async(expires=_EXPIRES)
    return waiting


@shared_task(name="links.tasks.check_hosts")
def check_hosts() -> int:
    """Check due links for as long as there are any, or time is up; the number recorded."""
    return checking.check_due(when_left=_ask_for_another).recorded


def _ask_for_another(seconds: float) -> None:
    """Hosts were given back with links still due: they must not wait for the next regular sweep."""
    try:
        check_hosts.apply_async(countdown=seconds, expires=_EXPIRES + seconds, retry=False)
    except Exception as error:
        logger.warning("No worker could be asked for now (%s); the next regular sweep finds the due links", error)


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
        sweep.apply_async(retry=False, expires=_EXPIRES)
    except Exception as error:
        logger.warning("No sweep could be asked for now (%s); the next regular one finds the due links", error)
