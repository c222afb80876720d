from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from letters.documents import validate_document
from letters.languages import LANGUAGES
from people.limits import LONG_TEXT, SHORT_TEXT, WHOLE_LETTER
from people.models import Organization
from people.slugs import SLUG_LENGTH, unique_slug


def document_path(letter: "Letter", filename: str) -> str:
    """Where a letter's document is kept: under a name of our own, so that the given one can do no harm."""
    return f"letters/{uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def published(self) -> "LetterQuerySet":
        """What the public may see. Every public surface goes through this method, and nothing else decides it."""
        return self.filter(status=Letter.Status.PUBLISHED)

    def publish(self, letter_id: int, *, now: datetime) -> bool:
        """Open one letter to the public; False when it is gone or already public.

        The condition stands in the UPDATE, so that of two reviewers only one publishes and `published_at` stays.
        """
        return (
            self.filter(pk=letter_id)
            .exclude(status=Letter.Status.PUBLISHED)
            .update(status=Letter.Status.PUBLISHED, published_at=now)
            == 1
        )


class Letter(models.Model):
    """One advocacy letter (HURIDOCS intervention)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")

    class Kind(models.TextChoices):
        LETTER = "letter", _("letter")
        JOINT = "joint", _("joint letter")
        OPEN = "open", _("open letter")
        APPEAL = "appeal", _("urgent appeal")
        STATEMENT = "statement", _("statement")

    date = models.DateField(help_text="The date printed on the letter: 2024-04-04, or April 4, 2024.")
    place = models.CharField(max_length=100, blank=True, help_text="Where it was written, when the letter says so.")
    issuer = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="letters_issued",
        verbose_name="issuing body",
        help_text="The body on the letterhead.",
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LETTER)
    language = models.CharField(max_length=12, choices=LANGUAGES, default="en")
    subject = models.CharField(max_length=300, help_text="The “Re:” line, or in one line what the letter is about.")
    summary = models.TextField(
        blank=True, validators=SHORT_TEXT, help_text="Public: two or three sentences for readers in a hurry."
    )
    salutation = models.CharField(max_length=200, blank=True, help_text="Dear Secretary …, as printed.")
    body = models.TextField(
        blank=True,
        validators=WHOLE_LETTER,
        help_text="The text in Markdown, from after the salutation to before the signatures. Write [^1] where the "
        "mark of footnote 1 stands.",
    )
    closing = models.CharField(max_length=200, blank=True, help_text="Sincerely, as printed.")
    document = models.FileField(
        upload_to=document_path,
        max_length=120,
        blank=True,
        validators=[validate_document],
        help_text="The letter as PDF, DOCX or plain text, at most 20 MB. Public once the letter is published.",
    )
    document_name = models.CharField(max_length=200, blank=True, editable=False)
    original_url = models.URLField(
        "address of the original", max_length=2000, blank=True, help_text="Where the issuing body published it."
    )
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed_by",
        help_text="The earlier letter that this one follows up.",
    )
    status = models.CharField(
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text="Only published letters are public, together with the people and sources they name.",
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    slug = models.SlugField(
        max_length=SLUG_LENGTH,
        db_index=False,
        blank=True,
        help_text="Part of the public address. Leave empty to make it from the date, the issuing body and the subject.",
    )
    internal_note = models.TextField(blank=True, validators=LONG_TEXT, help_text="For staff; never public.")
    is_sample = models.BooleanField("sample", default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"is_staff": True, "is_active": True},
        help_text="Who looks after this letter, besides whoever entered it: told of it when they ask for reports on "
        "their own letters. Never public.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                name="letters_letter_slug_unique",
                violation_error_message="Another letter has this slug. Change it, or leave it empty to have one made.",
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="letters_letter_has_a_slug"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_review", "published"]), name="letters_letter_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="letters_letter_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=models.F("pk")), name="letters_letter_does_not_follow_itself"
            ),
        ]
        indexes = [
            # /letters/ and the home page: published ones, newest first.
            models.Index(fields=["status", "-date", "-id"], name="letters_letter_public_newest"),
            # Feeds: those that became public last.
            models.Index(fields=["status", "-published_at", "-id"], name="letters_letter_published_last"),
            # An organization's page: what it issued, newest first.
            models.Index(fields=["issuer", "status", "-date", "-id"], name="letters_letter_issued"),
            # The admin list (all statuses) and its date filter.
            models.Index(fields=["-date", "-id"], name="letters_letter_newest"),
        ]
        permissions = [("publish_letter", "Can publish letters, and change published ones")]

    def __str__(self) -> str:
        return f"{self.date}: {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            issuer = self.issuer.short_name or self.issuer.name
            self.slug = unique_slug(Letter, f"{self.date} {issuer} {self.subject}", fallback="letter")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("letter", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.status == Letter.Status.PUBLISHED
