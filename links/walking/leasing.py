"""Which worker may walk which host: leases taken and given back by conditional update.

Whoever sends a request to a host of the record holds its lease, for the walk of its links as for a redirect into it
(`Lender`, links/network/pace.py). A lease is given back as the time until which the host must be left in peace, its
last request plus its interval: so the interval holds from worker to worker. The lease of a worker that died ends by
itself.

Leases run by the wall clock even when links are due by a simulated one, since workers are real in either case.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import DatabaseError
from django.db.models import Case, DateTimeField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from links.models import Host, Link
from links.network.pace import Loan

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
_AT_ONCE = 500


def lease_hosts(host_ids: Iterable[int], *, most: int | None = None) -> tuple[list[int], datetime]:
    """Those of the hosts that were free and are ours now, `most` of them at most, and the token of their leases."""
    now = timezone.now()
    until = now + LEASE
    if most is None:
        return Host.objects.lease_all(host_ids, now=now, until=until), until
    free = (host_id for host_id in host_ids if Host.objects.lease(host_id, now=now, until=until))
    return list(islice(free, most)), until


def release_hosts(host_ids: Iterable[int], *, until: datetime, rests: Mapping[int, float] | None = None) -> None:
    """Give back the leases that end at `until`; those that have since passed to another worker are left alone.

    `rests` says for how many seconds more each must be left in peace; one it does not name rests for its whole pause.
    """
    ids = list(host_ids)
    for start in range(0, len(ids), _AT_ONCE):
        _release(ids[start : start + _AT_ONCE], until, rests or {})


def _release(host_ids: list[int], until: datetime, rests: Mapping[int, float]) -> None:
    unnamed = Host.objects.filter(pk__in=[host_id for host_id in host_ids if host_id not in rests])
    known = {**rests, **{host.pk: host.pause for host in unnamed}}
    now = timezone.now()
    held = Host.objects.filter(leased_until=until)
    resting = {host_id: now + timedelta(seconds=known.get(host_id, 0.0)) for host_id in host_ids}
    free = [host_id for host_id, at in resting.items() if at <= now]
    if free:
        held.filter(pk__in=free).update(leased_until=None)
    later = [When(pk=host_id, then=Value(at)) for host_id, at in resting.items() if at > now]
    if later:
        held.filter(pk__in=resting.keys() - set(free)).update(leased_until=Case(*later, output_field=DateTimeField()))


def is_walked(host: Host, *, now: datetime) -> bool:
    """Whether a worker is on the host; False while it merely rests, its lease given back as the time of its rest."""
    until = host.leased_until
    return until is not None and until > now and until == host.walked_at + LEASE


def back_off(name: str, *, until: datetime) -> None:
    """Leave the host of this name alone until then; a longer wait that stands already is kept.

    Of a host without links nothing is kept: it was reached through another's redirect.
    """
    shorter = Q(backed_off_until=None) | Q(backed_off_until__lt=until)
    Host.objects.filter(shorter, name=name).update(backed_off_until=until)


def due_hosts(now: datetime) -> "QuerySet[Host]":
    """Hosts that have a link to check, are not backed off, and that nobody is walking; longest not walked first.

    So nobody starves, however many links others have: a host that was walked goes to the end of the line.
    """
    due = Link.objects.due(now).filter(host=OuterRef("pk"))
    patient = Q(backed_off_until=None) | Q(backed_off_until__lte=now)
    # Leases run by the wall clock, whatever `now` the links are due by.
    free = Host.objects.free(timezone.now())
    return free.filter(patient, Exists(due)).order_by("walked_at", "pk")


class Lender:
    """Borrows the leases of hosts that a walk is redirected to, under tokens of their own."""

    def __init__(self, *, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lent: dict[str, tuple[int, datetime]] = {}

    def lend(self, name: str) -> Loan:
        """A host that the record does not know is nobody's: it is read without a lease."""
        try:
            host = Host.objects.filter(name=name).first()
            if host is None:
                return Loan(is_ours=True)
            wait = (host.backed_off_until - self._clock()).total_seconds() if host.backed_off_until else 0.0
            if wait > 0:
                return Loan(is_ours=False, wait=wait)
            leased, until = lease_hosts([host.pk])
        except DatabaseError:
            logger.exception("The lease of %s could not be borrowed; what leads there is put off", name)
            return Loan(is_ours=False)
        if leased:
            self._lent[name] = (host.pk, until)
        return Loan(is_ours=bool(leased), interval=host.interval)

    def take_back(self, loans: Sequence[tuple[str, float]]) -> None:
        for name, seconds in loans:
            host_id, until = self._lent.pop(name, (None, None))
            if host_id is None or until is None:
                continue
            try:
                release_hosts([host_id], until=until, rests={host_id: seconds})
            except DatabaseError:
                logger.exception("The lease of %s could not be given back; it ends by itself", name)
