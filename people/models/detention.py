from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from links.models import Link
from people.fields import PartialDateField
from people.limits import LONG_TEXT
from people.models.person import Person

_PUBLISH_HELP = "Off: staff only. Think of the person's safety before you open it."


class DetentionStatus(models.TextChoices):
    """How a detained person fares, as far as is known."""

    DETAINED = "detained", _("detained")
    IMPRISONED = "imprisoned", _("imprisoned")
    HOUSE_ARREST = "house_arrest", _("under house arrest")
    DISAPPEARED = "disappeared", _("disappeared")
    RELEASED = "released", _("released")
    DIED = "died", _("died in custody")
    UNKNOWN = "unknown", _("unknown")


HELD = frozenset(
    {
        DetentionStatus.DETAINED,
        DetentionStatus.IMPRISONED,
        DetentionStatus.HOUSE_ARREST,
        DetentionStatus.DISAPPEARED,
    }
)


class Detention(models.Model):
    """What is known of one time a person was held.

    All of it is kept from the public until somebody with the right to do so opens it: first the detention itself, with
    country, authority, dates and status; then the other groups of fields, one at a time.
    """

    Status = DetentionStatus

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="detentions")
    is_public = models.BooleanField(
        "publish",
        default=False,
        help_text="Shows country, authority, dates and status, once a published letter names the person. "
        + _PUBLISH_HELP,
    )
    country = CountryField("detaining country", blank=True)
    authority = models.CharField(max_length=200, blank=True, help_text="The body that holds the person.")
    detained_on = PartialDateField("date of detention")
    status = models.CharField(max_length=12, choices=DetentionStatus, default=DetentionStatus.UNKNOWN)
    status_as_of = PartialDateField("status known as of")
    status_link = models.ForeignKey(
        Link, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="source of the status"
    )

    place = models.CharField("place held", max_length=200, blank=True)
    publish_place = models.BooleanField("publish the place", default=False, help_text=_PUBLISH_HELP)

    reason = models.TextField("stated reason", blank=True, validators=LONG_TEXT)
    charges = models.TextField(blank=True, validators=LONG_TEXT)
    court = models.CharField(max_length=200, blank=True)
    sentence = models.CharField(max_length=200, blank=True)
    publish_case = models.BooleanField("publish the case", default=False, help_text=_PUBLISH_HELP)

    counsel = models.CharField("legal counsel", max_length=200, blank=True)
    publish_counsel = models.BooleanField("publish the counsel", default=False, help_text=_PUBLISH_HELP)

    health = models.TextField(blank=True, validators=LONG_TEXT)
    publish_health = models.BooleanField("publish the health", default=False, help_text=_PUBLISH_HELP)

    internal_note = models.TextField(blank=True, validators=LONG_TEXT, help_text="For staff; never public.")

    class Meta:
        ordering = ["-detained_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=DetentionStatus.values), name="people_detention_status_known"
            ),
        ]
        indexes = [
            # "Detainees still held" on the home page and the filter of /detainees/.
            models.Index(fields=["status"], name="people_detention_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_status_display()}"

    @property
    def is_held(self) -> bool:
        return self.status in HELD


class DetentionEvent(models.Model):
    """Something that happened during a detention, on a date, with the page that says so."""

    class Kind(models.TextChoices):
        ARREST = "arrest", _("arrest")
        CHARGE = "charge", _("charge")
        HEARING = "hearing", _("hearing")
        SENTENCE = "sentence", _("sentence")
        TRANSFER = "transfer", _("transfer")
        APPEAL = "appeal", _("appeal")
        RELEASE = "release", _("release")
        OTHER = "other", _("other")

    detention = models.ForeignKey(Detention, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind)
    date = PartialDateField()
    description = models.TextField(blank=True, validators=LONG_TEXT)
    link = models.ForeignKey(
        Link, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="source"
    )
    is_public = models.BooleanField("publish", default=False, help_text=_PUBLISH_HELP)

    class Meta:
        ordering = ["date", "pk"]

    def __str__(self) -> str:
        return f"{self.date or 'undated'} {self.get_kind_display()}"
