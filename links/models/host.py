from datetime import datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q


class HostQuerySet(models.QuerySet["Host"]):
    def with_due_links(self, now: datetime) -> "HostQuerySet":
        """Hosts that have a link to check, are not backed off, and that nobody else is walking."""
        return self.filter(
            Q(leased_until=None) | Q(leased_until__lte=now),
            Q(backed_off_until=None) | Q(backed_off_until__lte=now),
            links__next_check_at__lte=now,
        ).distinct()

    def lease(self, host_id: int, *, now: datetime, until: datetime) -> bool:
        """Take the host for one worker until `until`; False when another worker was first.

        The condition stands in the UPDATE itself, so of two workers that read the same free host only one gets a row
        count of 1. `until` doubles as the lease's token: see `release`.
        """
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.filter(free, pk=host_id).update(leased_until=until) == 1

    def release(self, host_id: int, *, until: datetime) -> bool:
        """Give back the lease that ends at `until`; a lease that has since passed to another worker is left alone."""
        return self.filter(pk=host_id, leased_until=until).update(leased_until=None) == 1


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

    objects = HostQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="links_host_name_unique"),
            models.CheckConstraint(
                condition=Q(interval=None) | Q(interval__gte=0), name="links_host_interval_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def pause(self) -> float:
        """Seconds to wait between two requests to this host."""
        return settings.LINKS_HOST_INTERVAL if self.interval is None else self.interval
