from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from people.limits import SHORT_TEXT
from people.slugs import SLUG_LENGTH, unique_slug


class Organization(models.Model):
    """A body that issues, signs or receives letters, or in which offices are held."""

    class Kind(models.TextChoices):
        LEGISLATURE = "legislature", _("legislature")
        GOVERNMENT = "government", _("government")
        NGO = "ngo", _("non-governmental organisation")
        INTERNATIONAL = "international", _("international organisation")
        OTHER = "other", _("other")

    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=60, blank=True, help_text="Acronym or usual short form.")
    slug = models.SlugField(
        max_length=SLUG_LENGTH,
        db_index=False,
        blank=True,
        help_text="Part of the public address. Leave empty to make it from the name.",
    )
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.OTHER)
    country = CountryField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    address = models.TextField(
        "postal address", blank=True, validators=SHORT_TEXT, help_text="As it stands on its letterhead."
    )
    is_sample = models.BooleanField("sample", default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="people_organization_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="people_organization_has_a_slug"),
            models.UniqueConstraint(fields=["slug"], name="people_organization_slug_unique"),
        ]
        indexes = [
            # /organizations/ and the admin list, in this order.
            models.Index(fields=["name", "id"], name="people_organization_sorted"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = unique_slug(Organization, self.name, fallback="organization")
        super().save(*args, **kwargs)
