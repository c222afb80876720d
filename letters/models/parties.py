from django.db import models
from django.db.models import Q

from letters.models.letter import Letter
from people.limits import SHORT_TEXT
from people.models import Organization, Person


class Signature(models.Model):
    """One line of the signature block: a person (maybe for an organization), or an organization alone."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="signatures")
    order = models.PositiveSmallIntegerField(default=0, help_text="Place in the signature block.")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="signatures")
    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signatures",
        help_text="The signatory itself, or for whom the person signs.",
    )
    office_as_printed = models.CharField(
        max_length=250, blank=True, help_text="The office below the name, word for word: United States Senator"
    )
    is_lead = models.BooleanField("lead signer", default=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organization__isnull=False),
                name="letters_signature_has_a_signatory",
                violation_error_message="Choose a person or an organization as the signatory.",
            ),
            models.UniqueConstraint(
                fields=["letter", "person"],
                name="letters_signature_person_signs_once",
                violation_error_message="This person has already signed this letter.",
            ),
            models.UniqueConstraint(
                fields=["letter", "organization"],
                condition=Q(person=None),
                name="letters_signature_organization_signs_once",
                violation_error_message="This organization has already signed this letter.",
            ),
        ]
        indexes = [
            # letters.correspondence: whether an organization signed each of the newest letters.
            models.Index(fields=["letter", "organization"], name="letters_signature_of_body"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organization)


class Addressee(models.Model):
    """To whom a letter is written, or who gets a copy."""

    class Role(models.TextChoices):
        TO = "to", "to"
        COPY = "copy", "copy"

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="addressees")
    order = models.PositiveSmallIntegerField(default=0, help_text="Place among the addressees.")
    role = models.CharField(max_length=4, choices=Role, default=Role.TO)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="addressed_in")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="addressed_in"
    )
    honorific_as_printed = models.CharField(max_length=60, blank=True, help_text="The Honorable, H.E.")
    office_as_printed = models.CharField(max_length=250, blank=True, help_text="U.S. Secretary of State, word for word")
    address_as_printed = models.TextField("postal address as printed", blank=True, validators=SHORT_TEXT)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organization__isnull=False),
                name="letters_addressee_is_somebody",
                violation_error_message="Choose a person or an organization as the addressee.",
            ),
        ]
        indexes = [
            # letters.correspondence: who got each of the newest letters, and the letters beside one.
            models.Index(fields=["letter", "person"], name="letters_addressee_person"),
            models.Index(fields=["letter", "organization"], name="letters_addressee_body"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organization)


class Mention(models.Model):
    """A detainee named in a letter."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentions", verbose_name="detainee")
    order = models.PositiveSmallIntegerField(default=0)
    description = models.CharField(
        "how described", max_length=250, blank=True, help_text="The letter's own words: former State Minister"
    )

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "detainee named"
        verbose_name_plural = "detainees named"
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "person"],
                name="letters_mention_once_a_letter",
                violation_error_message="This detainee is already named in this letter.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
