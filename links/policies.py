"""What we do with a site as a whole: the use case behind each place where its policy is set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from links.models import Host, Link

# What follows from each policy, for whoever sets it.
CONSEQUENCES = {
    Host.Policy.DIRECT: "The checker reads its pages, at the site's pace, under our own name.",
    Host.Policy.ARCHIVE_ONLY: "We never contact the site, and it does not learn that we watch its pages. Its links are "
    "shown as “not checked”; archived copies are looked for and checked at the archives alone. Where keys to Save Page "
    "Now are configured, the Internet Archive is asked to keep them, and reads them under its own name.",
    Host.Policy.NEVER: "Neither the site nor an archive is asked about its links. They are shown as “not checked”.",
}


@dataclass(frozen=True, slots=True)
class Turned:
    """What a new policy touched: the hosts that had another before, and how many watched links on them."""

    hosts: list[Host]
    links: int


def set_policy(*, host_ids: Iterable[int], policy: str, now: datetime) -> Turned:
    """Treat these hosts by `policy` from now on; those that had another have their links looked at anew."""
    with transaction.atomic():
        turned = [
            host
            for host in Host.objects.filter(pk__in=list(host_ids)).exclude(policy=policy)
            # By condition: of two that press at once, one turned the host.
            if Host.objects.filter(pk=host.pk, policy=host.policy).update(policy=policy) == 1
        ]
        return Turned(turned, look_anew([host.pk for host in turned], now=now))


def look_anew(host_ids: Iterable[int], *, now: datetime) -> int:
    """Make the watched links of the hosts due: they were left alone, or read, under another policy. How many."""
    return Link.objects.filter(host__in=list(host_ids), next_check_at__isnull=False).update(next_check_at=now)
