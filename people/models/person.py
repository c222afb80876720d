from typing import Any

from django.db import models
from django.db.models import Q

from links.models import Link
from people.fields import PartialDateField
from people.limits import LONG_TEXT
from people.slugs import SLUG_LENGTH, unique_slug


class Person(models.Model):
    """A signatory, an addressee, a detainee: field names are Popolo's.

    That a row exists says nothing about whether the public may see it: people known only through drafts are private
    (`letters.visibility`).
    """

    name = models.CharField(max_length=200, help_text="The name as it is usually written, in Latin script.")
    slug = models.SlugField(
        max_length=SLUG_LENGTH,
        db_index=False,
        blank=True,
        help_text="Part of the public address. Leave empty to make it from the name.",
    )
    sort_name = models.CharField(
        max_length=200, blank=True, help_text="Family name first. Leave empty to make it from the name."
    )
    honorific_prefix = models.CharField(max_length=60, blank=True, help_text="Dr., The Honorable")
    honorific_suffix = models.CharField(max_length=60, blank=True, help_text="Jr., KC")
    given_name = models.CharField(max_length=100, blank=True)
    additional_name = models.CharField(max_length=100, blank=True, help_text="Middle names or patronymic.")
    family_name = models.CharField(max_length=100, blank=True)
    birth_date = PartialDateField()
    death_date = PartialDateField()
    gender = models.CharField(max_length=40, blank=True)
    publish_personal = models.BooleanField(
        "publish personal details",
        default=False,
        help_text="Shows dates of birth and death and the gender to the public. Off: staff only.",
    )
    image = models.URLField("portrait", max_length=2000, blank=True, help_text="Address of a portrait we may use.")
    summary = models.CharField(max_length=300, blank=True, help_text="One public sentence: who this person is.")
    biography = models.TextField(blank=True, validators=LONG_TEXT, help_text="Public.")
    internal_note = models.TextField(blank=True, validators=LONG_TEXT, help_text="For staff; never public.")
    is_sample = models.BooleanField("sample", default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="people_person_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="people_person_has_a_slug"),
            models.UniqueConstraint(fields=["slug"], name="people_person_slug_unique"),
        ]
        indexes = [
            # /people/, /detainees/ and the admin list, all in this order.
            models.Index(fields=["sort_name", "id"], name="people_person_sorted"),
        ]
        permissions = [("publish_details", "Can open details of a person or a detention to the public")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.sort_name:
            self.sort_name = self.usual_sort_name
        if not self.slug:
            self.slug = unique_slug(Person, self.name, fallback="person")
        super().save(*args, **kwargs)

    @property
    def usual_sort_name(self) -> str:
        """Family name first, as far as the name lets that be told."""
        given, _, family = self.name.rpartition(" ")
        return f"{self.family_name or family}, {self.given_name or given}" if given else self.name


class OtherName(models.Model):
    """Another spelling, a former name, or the name in its own script."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=200)
    language = models.CharField(
        max_length=35, blank=True, help_text="BCP 47 tag of the language and script it is written in: hy, ru, az-Latn."
    )
    note = models.CharField(max_length=100, blank=True, help_text="For example: former name, transliteration.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="people_othername_once_a_person")]

    def __str__(self) -> str:
        return self.name


class PersonIdentifier(models.Model):
    """The person's key in somebody else's list."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40, help_text="bioguide, wikidata, …")
    identifier = models.CharField(max_length=200)

    class Meta:
        ordering = ["scheme"]
        constraints = [
            # One key means one person: an import finds whom to update by it.
            models.UniqueConstraint(fields=["scheme", "identifier"], name="people_identifier_means_one_person"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.identifier}"


class PersonPage(models.Model):
    """A web page about or by the person (Popolo `links`)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pages")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=100, blank=True, help_text="For example: official website.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "link"], name="people_page_once_a_person")]

    def __str__(self) -> str:
        return self.note or str(self.link)
