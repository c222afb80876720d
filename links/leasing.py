"""Which worker may walk which host: leases taken and given back by conditional update.

Leases run by the wall clock even when links are due by a simulated one, since workers are real in either case.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils import timezone

from links.models import Host, Link
from links.walking import Job, Round

LEASE = timedelta(minutes=10)
# A host with more due links is given back after these, so that other workers can go on with it.
LINKS_A_ROUND = 200


def lease_hosts(host_ids: Iterable[int], *, most: int | None = None) -> tuple[list[int], datetime]:
    """Those of the hosts that were free and are ours now, `most` of them at most, and the token of their leases."""
    now = timezone.now()
    until = now + LEASE
    free = (host_id for host_id in host_ids if Host.objects.lease(host_id, now=now, until=until))
    return list(islice(free, most)), until


def take_over(host_ids: Iterable[int], *, until: datetime) -> tuple[list[int], datetime]:
    """The leases that the sweep made out as `until`, renewed under a token of our own.

    A task that Celery delivers twice finds its token spent, so that one host is never walked by two workers.
    """
    token = timezone.now() + LEASE
    taken = [
        host_id
        for host_id in host_ids
        if Host.objects.filter(pk=host_id, leased_until=until).update(leased_until=token) == 1
    ]
    return taken, token


def release_hosts(host_ids: Iterable[int], *, until: datetime) -> None:
    for host_id in host_ids:
        Host.objects.release(host_id, until=until)


def back_off(name: str, *, until: datetime) -> None:
    """Leave the host of this name alone until then; a longer wait that stands already is kept.

    Of a host without links nothing is kept: it was reached through another's redirect.
    """
    shorter = Q(backed_off_until=None) | Q(backed_off_until__lt=until)
    Host.objects.filter(shorter, name=name).update(backed_off_until=until)


def make_rounds(
    host_ids: Iterable[int],
    links: "QuerySet[Link]",
    *,
    until: datetime,
    order: Sequence[OrderBy | str] = ("next_check_at", "pk"),
    most: int | None = None,
) -> list[Round]:
    """The leased hosts with the first of `links` on each, longest due first, and at most `most` of them."""
    rounds = []
    for host in Host.objects.filter(pk__in=list(host_ids)):
        chosen = links.filter(host=host).order_by(*order)[: most or LINKS_A_ROUND]
        jobs = [Job(link.pk, link.url, link.state, link.last_checked_at, link.person_verdict_at) for link in chosen]
        rounds.append(Round(host.pk, host.name, host.interval, until, jobs))
    return rounds
