from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q

# Sorts before every time at which a host was walked, on every database; NULL does not.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class HostQuerySet(models.QuerySet["Host"]):
    def free(self, now: datetime) -> "HostQuerySet":
        """Hosts that nobody is walking, and that were left in peace since for their interval."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lte=now))

    def lease(self, host_id: int, *, now: datetime, until: datetime) -> bool:
        """Take the host for one worker until `until`; False when another worker was first.

        The condition stands in the UPDATE itself, so of two workers that read the same free host only one gets a row
        count of 1. `until` doubles as the lease's token: see `leasing.release_hosts`.
        """
        return self.free(now).filter(pk=host_id).update(leased_until=until, walked_at=now) == 1

    def lease_all(self, host_ids: Iterable[int], *, now: datetime, until: datetime) -> list[int]:
        """Those of the hosts that were free and are leased until `until` now, as by `lease`, in two statements.

        The rows are locked in the order of their keys before they are written, and what another worker has locked is
        not waited for; SQLite's transaction has the write lock from its beginning.
        """
        with transaction.atomic():
            locked = self.free(now).filter(pk__in=list(host_ids)).order_by("pk")
            mine = list(locked.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True))
            self.filter(pk__in=mine).update(leased_until=until, walked_at=now)
        return mine


class Host(models.Model):
    """One site that links point to: the unit of politeness, and of sharing work between workers."""

    class Policy(models.TextChoices):
        DIRECT = "direct", "direct"
        ARCHIVE_ONLY = "archive_only", "archive only"
        NEVER = "never", "never"

    name = models.CharField(max_length=255, help_text="Host name in lower case, as in the address: www.example.org")
    policy = models.CharField(
        max_length=12,
        choices=Policy,
        default=Policy.DIRECT,
        help_text="direct: pages are read from the site. archive only: the site is never contacted and must not learn "
        "who watches it. never: its links are not checked at all.",
    )
    interval = models.FloatField(
        "seconds between requests",
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Leave empty for the usual pause.",
    )
    backed_off_until = models.DateTimeField(
        null=True, blank=True, help_text="The site asked us to wait; it is left alone until then."
    )
    leased_until = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="A worker is reading this site's pages until then at most."
    )
    walked_at = models.DateTimeField(
        default=_NEVER,
        editable=False,
        help_text="When a worker last began to read this site's pages; 1970 before the first time.",
    )

    objects = HostQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="links_host_name_unique"),
            models.CheckConstraint(
                condition=Q(interval=None) | Q(interval__gte=0), name="links_host_interval_not_negative"
            ),
        ]
        indexes = [
            # leasing.due_hosts: whoever was not walked for longest comes first.
            models.Index(fields=["walked_at", "id"], name="links_host_in_turn"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def pause(self) -> float:
        """Seconds to wait between two requests to this host."""
        return settings.LINKS_HOST_INTERVAL if self.interval is None else self.interval
