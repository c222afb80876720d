from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from people.dates import covers, earliest, latest
from people.fields import PartialDateField
from people.models.organization import Organization
from people.models.person import Person


class Office(models.Model):
    """An office a person held for a time (Popolo Post and Membership; FollowTheMoney Occupancy)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="offices")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="offices"
    )
    title = models.CharField(max_length=200, help_text="Senator, Minister of Foreign Affairs")
    party = models.CharField(max_length=100, blank=True)
    area = models.CharField("state or district", max_length=100, blank=True, help_text="MA, or TX-7")
    start = PartialDateField("from")
    end = PartialDateField("to", help_text="Empty while the office is held, or when not known.")

    class Meta:
        ordering = ["-start", "pk"]
        verbose_name = "office held"
        verbose_name_plural = "offices held"
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="people_office_has_a_title"),
        ]

    def __str__(self) -> str:
        place = f" ({self.party_and_area})" if self.party_and_area else ""
        return f"{self.title}{place}"

    @property
    def party_and_area(self) -> str:
        return ", ".join(filter(None, (self.party, self.area)))

    def clean(self) -> None:
        super().clean()
        try:
            upside_down = self.start and self.end and latest(self.end) < earliest(self.start)
        except ValueError:
            return  # the fields say so themselves
        if upside_down:
            raise ValidationError({"end": "The office ends before it begins."})


def office_on(offices: Iterable[Office], day: date) -> Office | None:
    """The office held on `day` among one person's offices; the latest begun when several were held, else None.

    Works on offices already read, so that a page with forty signatures asks the database once.
    """
    held = [office for office in offices if covers(start=office.start, end=office.end, day=day)]
    return max(held, key=lambda office: office.start, default=None)
