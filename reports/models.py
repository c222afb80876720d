"""Who wants the link report, and each report that was made: the outbox that keeps a mail from going out twice."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

# After this long a report still marked as being sent is taken for that of a process that died while sending it.
CLAIM_EXPIRES = timedelta(minutes=30)
PERIOD = timedelta(days=7)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def receiving(self) -> "SubscriptionQuerySet":
        """Those who may get mail about the record: active staff with an address."""
        return self.filter(user__is_active=True, user__is_staff=True).exclude(user__email="")

    def due(self, now: datetime) -> "SubscriptionQuerySet":
        return self.receiving().filter(next_report_at__lte=now)


class Subscription(models.Model):
    """A member of staff asked for the weekly link report."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="link_report")
    reported_through = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="Id of the newest state change that this person was told of."
    )
    next_report_at = models.DateTimeField(
        default=timezone.now, help_text="When the next weekly report is due. It is skipped when there is nothing new."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "link report subscription"
        ordering = ["pk"]
        indexes = [
            # Subscription.due, asked every hour.
            models.Index(fields=["next_report_at"], name="reports_subscription_due"),
        ]

    def __str__(self) -> str:
        return f"Weekly link report for {self.user}"


class ReportQuerySet(models.QuerySet["Report"]):
    def claim(self, report_id: int, *, now: datetime) -> bool:
        """Take a report for sending; False when another process is sending it or it is sent.

        The condition stands in the UPDATE: of two processes that both read the report as unsent one gets the row.
        """
        unclaimed = Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_EXPIRES)
        return self.filter(unclaimed, pk=report_id, sent_at=None).update(claimed_at=now) == 1


class Report(models.Model):
    """One link report to one subscriber: about the state changes after `after_id` up to `through_id`."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="reports")
    after_id = models.PositiveBigIntegerField()
    through_id = models.PositiveBigIntegerField()
    message_id = models.CharField(
        max_length=200, help_text="Message-ID of the mail; the same at every attempt, so that readers fold repeats."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField("last error", blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "link report"
        constraints = [
            models.UniqueConstraint(fields=["subscription", "after_id"], name="reports_report_once_a_period"),
            models.CheckConstraint(
                condition=Q(through_id__gt=models.F("after_id")), name="reports_report_covers_something"
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.pk} to {self.subscription.user}"
