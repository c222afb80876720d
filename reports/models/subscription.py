"""Who wants which reports, how often, and in what form."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django_countries.fields import CountryField

from people.models import Organization, Person
from reports.cadence import Cadence, Every

# After so many refusals in a row an address is mailed no more.
REFUSALS_BEFORE_OFF = 3
# The day before all that is followed up.
BEGINNING = date.min


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def receiving(self) -> "SubscriptionQuerySet":
        """Those who may get mail about the record, at an address that takes mail: active staff, and outsiders who said
        that they want it."""
        staff = Q(user__is_active=True, user__is_staff=True) & ~Q(user__email="")
        return self.filter(staff | Q(user=None, confirmed_at__isnull=False), switched_off_at=None)

    def mailed_at(self, address: str) -> "SubscriptionQuerySet":
        """Those whose mail goes to `address`."""
        return self.filter(Q(user__email__iexact=address) | Q(user=None, address__iexact=address))

    def note_refusal(self, subscription_id: int, *, now: datetime) -> None:
        """Count that the address was refused for good; with the third time in a row it is mailed no more."""
        counted = self.filter(pk=subscription_id)
        counted.update(refusals=F("refusals") + 1)
        counted.filter(refusals__gte=REFUSALS_BEFORE_OFF, switched_off_at=None).update(switched_off_at=now)

    def switch_on(self) -> int:
        """Trust the addresses again: returns how many were switched off."""
        self.update(refusals=0)
        return self.exclude(switched_off_at=None).update(switched_off_at=None)

    def due(self, now: datetime) -> "SubscriptionQuerySet":
        return self.receiving().filter(next_report_at__lte=now)

    def due_or_waiting(self, now: datetime) -> "SubscriptionQuerySet":
        """Those who are due, and those with a report that could not be sent before."""
        waiting = Q(reports__next_attempt_at__lte=now, reports__sent_at=None)
        # Who is due and has a report waiting is told of both in one mail, but not before that one's time.
        awaited = self.receiving().filter(Q(next_report_at__lte=now) | waiting)
        return awaited.exclude(pk__in=self.model.objects.resting(now).order_by().values("pk")).distinct()

    def alike_together(self) -> "SubscriptionQuerySet":
        """Ordered so that those who are likely to be told the same follow each other."""
        return self.order_by("reported_through", "scope", "language", "time_zone", "pk")

    def resting(self, now: datetime) -> "SubscriptionQuerySet":
        """Those whose report could not be sent, and is not to be tried again yet."""
        return self.filter(reports__next_attempt_at__gt=now, reports__sent_at=None)


def site_time_zone() -> str:
    return settings.TIME_ZONE


def site_language() -> str:
    return settings.LANGUAGE_CODE


def interface_languages() -> list[tuple[str, Any]]:
    return list(settings.LANGUAGES)


def known_time_zone(name: str) -> None:
    """Refuses what is no IANA time zone."""
    if name not in available_timezones():
        raise ValidationError("“%(name)s” is not a time zone. Choose one such as Asia/Yerevan.", params={"name": name})


class Subscription(models.Model):
    """How one reader wants to be told of the record's links: a member of staff, or an outsider with an address alone,
    who is told of what is public."""

    class HowOften(models.TextChoices):
        NEVER = Every.NEVER, "never"
        DAY = Every.DAY, "every day"
        WEEK = Every.WEEK, "every week"
        MONTH = Every.MONTH, "every month"

    class Weekday(models.IntegerChoices):
        MONDAY = 0
        TUESDAY = 1
        WEDNESDAY = 2
        THURSDAY = 3
        FRIDAY = 4
        SATURDAY = 5
        SUNDAY = 6

    class Scope(models.TextChoices):
        ALL = "all", "all letters"
        OWN = "own", "letters that I entered or am responsible for"
        CHOSEN = "chosen", "letters of the bodies, countries and detainees chosen below"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="link_report"
    )
    address = models.EmailField(
        "outside address",
        blank=True,
        help_text="Of somebody without an account, instead of a user. They are told of published letters alone, and "
        "of nothing before they confirm by mail that they want it.",
    )
    confirmed_at = models.DateTimeField(
        null=True, editable=False, help_text="When the outsider confirmed that they want the reports."
    )
    every = models.CharField("how often", max_length=5, choices=HowOften, default=HowOften.WEEK)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, default=Weekday.MONDAY, help_text="Of weekly reports.")
    monthday = models.PositiveSmallIntegerField(
        "day of the month",
        choices=[(day, str(day)) for day in range(1, 32)],
        default=1,
        help_text="Of monthly reports. A month without that day is told on its last.",
    )
    hour = models.PositiveSmallIntegerField(
        choices=[(hour, f"{hour:02}:00") for hour in range(24)], default=8, validators=[MaxValueValidator(23)]
    )
    time_zone = models.CharField(
        max_length=64,
        default=site_time_zone,
        validators=[known_time_zone],
        help_text="The clock by which you are told and in which times are written, such as Asia/Yerevan.",
    )
    language = models.CharField(max_length=12, choices=interface_languages, default=site_language)
    scope = models.CharField("about", max_length=6, choices=Scope, default=Scope.ALL)
    issuers = models.ManyToManyField(Organization, blank=True, related_name="+", verbose_name="issuing bodies")
    countries = CountryField(
        multiple=True, blank=True, verbose_name="countries", help_text="Letters for people whom they detain."
    )
    detainees = models.ManyToManyField(Person, blank=True, related_name="+")
    at_once = models.BooleanField(
        "tell me at once",
        default=False,
        help_text="Your report comes early, within minutes, when a source of a letter published in the last 30 days "
        "dies.",
    )
    follow_ups = models.BooleanField(
        "tell me what letters wait for",
        default=False,
        help_text="In the same report: asks past their due date, and published letters without a reply. Each once; "
        "all that waits is told again when you change this or the number of days.",
    )
    answer_days = models.PositiveSmallIntegerField(
        "days until a reply is missed",
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text="Counted from the letter's date.",
    )
    reported_through = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="Id of the newest state change that this person was told of."
    )
    followed_through = models.DateField(
        default=BEGINNING, editable=False, help_text="Up to which day this person was told what letters wait for."
    )
    period = models.PositiveIntegerField(
        default=0, editable=False, help_text="How many reports this person got: the number of the one to be made."
    )
    next_report_at = models.DateTimeField(
        null=True, editable=False, help_text="When the next report is due. None is sent when nothing is new."
    )
    refusals = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often in a row the mail server refused the address for good."
    )
    switched_off_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when no mail is sent, because the address was refused."
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
        constraints = [
            models.CheckConstraint(
                condition=Q(every__in=[each.value for each in Every]), name="reports_subscription_cadence_known"
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6, monthday__gte=1, monthday__lte=31, hour__lte=23),
                name="reports_subscription_day_and_hour_exist",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, address="", confirmed_at=None) | Q(user=None) & ~Q(address=""),
                name="reports_subscription_of_user_or_address",
            ),
            models.UniqueConstraint(
                Lower("address"),
                condition=~Q(address=""),
                name="reports_subscription_once_an_address",
                violation_error_message="This address gets the report already, or was asked whether it wants it.",
            ),
            # An outsider entered nothing, and what letters wait for is work for staff.
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(scope="own") & Q(follow_ups=False),
                name="reports_subscription_outsiders_have_no_work",
            ),
            # Who is told regularly has a next time, and nobody else: else somebody would wait for ever, or be told
            # against their will.
            models.CheckConstraint(
                condition=Q(every=Every.NEVER.value, next_report_at=None)
                | ~Q(every=Every.NEVER.value) & Q(next_report_at__isnull=False),
                name="reports_subscription_next_report_as_wanted",
            ),
        ]

    def __str__(self) -> str:
        return f"Link report for {self.reader}, {self.get_every_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if (self.next_report_at is None) != (self.every == Every.NEVER):
            self.plan(timezone.now())
        super().save(*args, **kwargs)

    @property
    def reader(self) -> str:
        return str(self.user) if self.user else self.address

    @property
    def mailed_to(self) -> str:
        """Where the mail goes; empty when a user has no address."""
        return self.user.email if self.user else self.address

    @property
    def cadence(self) -> Cadence:
        return Cadence(
            Every(self.every), ZoneInfo(self.time_zone), hour=self.hour, weekday=self.weekday, monthday=self.monthday
        )

    def plan(self, now: datetime) -> None:
        """Set when the next report is due, by the cadence; saves nothing."""
        self.next_report_at = self.cadence.next_after(now)
