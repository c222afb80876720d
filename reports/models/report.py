"""Each report that was made: the outbox that keeps a mail from going out twice."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from reports.models.subscription import BEGINNING, Subscription

# After this long a report still marked as being sent is taken for that of a process that died while sending it.
CLAIM_EXPIRES = timedelta(minutes=30)


# How long a report rests that could not be sent: twice as long each time, from the first to the second of these.
FIRST_REST, LONGEST_REST = timedelta(minutes=10), timedelta(hours=6)


def rest_after(attempts: int) -> timedelta:
    """How long to leave a mail server alone that failed `attempts` times (RFC 5321, 4.5.4.1: back off)."""
    return min(LONGEST_REST, FIRST_REST * 2 ** min(attempts - 1, 16))


class ReportQuerySet(models.QuerySet["Report"]):
    def unclaimed(self, now: datetime) -> "ReportQuerySet":
        """Unsent ones that no living process is sending."""
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_EXPIRES), sent_at=None)

    def claim(
        self, report_id: int, *, seen_attempts: int, through_id: int, follow_through: date = BEGINNING, now: datetime
    ) -> bool:
        """Take a report for sending, about the changes up to `through_id` and what fell due before the day
        `follow_through`; False when another process was first.

        The condition stands in the UPDATE: of two processes that both read the report after `seen_attempts` attempts
        one gets the row, and nobody widens a report that was tried since they read it. A claim that expired was left
        by a process that died, perhaps after the mail server had taken the mail.
        """
        left_behind = Case(When(claimed_at__isnull=False, then=Value(True)), default=F("may_have_arrived"))
        taken = self.unclaimed(now).filter(pk=report_id, attempts=seen_attempts)
        return (
            taken.update(
                claimed_at=now,
                attempts=F("attempts") + 1,
                through_id=through_id,
                follow_through=follow_through,
                may_have_arrived=left_behind,
            )
            == 1
        )

    def drop(self, report_id: int, *, seen_attempts: int, now: datetime) -> bool:
        """Delete a waiting report that has nothing to tell any more; False when another process took it up."""
        return self.unclaimed(now).filter(pk=report_id, attempts=seen_attempts).delete()[0] == 1


class Report(models.Model):
    """One link report to one subscriber: about the state changes after `after_id` up to `through_id`, and what letters
    wait for since the day `follow_after`, before the day `follow_through`."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="reports")
    period = models.PositiveIntegerField(default=0, help_text="The how many-th report of this subscriber, from 0.")
    after_id = models.PositiveBigIntegerField()
    through_id = models.PositiveBigIntegerField()
    follow_after = models.DateField(default=BEGINNING)
    follow_through = models.DateField(default=BEGINNING)
    message_id = models.CharField(
        max_length=200, help_text="Message-ID of the mail; the same at every attempt, so that readers fold repeats."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    next_attempt_at = models.DateTimeField(
        default=timezone.now, help_text="A report that could not be sent rests until then; the rests grow longer."
    )
    attempts = models.PositiveIntegerField(default=0)
    may_have_arrived = models.BooleanField(
        default=False,
        help_text="An attempt ended without an answer, so the mail may have got through. The same news is sent again, "
        "and newer news waits for the next report.",
    )
    error = models.TextField("last error", blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "link report"
        constraints = [
            models.UniqueConstraint(fields=["subscription", "period"], name="reports_report_once_a_period"),
            models.CheckConstraint(
                condition=Q(through_id__gte=F("after_id"), follow_through__gte=F("follow_after"))
                & (Q(through_id__gt=F("after_id")) | Q(follow_through__gt=F("follow_after"))),
                name="reports_report_covers_something",
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.pk} to {self.subscription.reader}"
