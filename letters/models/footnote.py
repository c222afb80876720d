from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from letters.models.letter import Letter
from links.models import Link, Passage, Snapshot
from links.vocabulary import PassageResult
from people.fields import PartialDateField
from people.limits import LONG_TEXT, SHORT_TEXT


class Source(models.Model):
    """A document that letters cite, once, however many footnotes cite it (Citation Style 1 names)."""

    class Kind(models.TextChoices):
        WEBPAGE = "webpage", "web page"
        NEWS = "news", "news article"
        REPORT = "report", "report"
        STATEMENT = "statement", "official statement"
        LEGISLATION = "legislation", "law or resolution"
        BOOK = "book", "book or article"
        OTHER = "other", "other"

    title = models.CharField(max_length=500)
    author = models.CharField(max_length=250, blank=True)
    publisher = models.CharField(max_length=250, blank=True)
    published_on = PartialDateField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.WEBPAGE)
    link = models.ForeignKey(
        Link,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sources",
        help_text="The watched address. Empty for a source that is only on paper.",
    )
    is_sample = models.BooleanField("sample", default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="letters_source_has_a_title"),
            # A page is one source: the same address typed again finds it instead of making a second.
            models.UniqueConstraint(fields=["link"], name="letters_source_one_a_link"),
        ]
        indexes = [
            # The sources of one publisher, which /link-health/ counts and links to.
            models.Index(fields=["publisher"], name="letters_source_by_publisher"),
            # /sources/, in this order.
            models.Index(fields=["title", "id"], name="letters_source_sorted"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.pk])


class Footnote(models.Model):
    """A numbered note, with its text as printed."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="footnotes")
    position = models.PositiveSmallIntegerField(default=0, help_text="Place among the letter's notes.")
    number = models.CharField(
        max_length=8,
        validators=[RegexValidator(r"^[\w*†‡§]+$", "Write the mark alone: 1, iv or *.")],
        help_text="The mark in the text: 1, iv, *",
    )
    text = models.TextField(
        blank=True,
        validators=LONG_TEXT,
        help_text="The note word for word. May stay empty when the citations say it all.",
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="letters_footnote_has_a_number"),
            models.UniqueConstraint(
                fields=["letter", "number"],
                name="letters_footnote_number_unique",
                violation_error_message="Another footnote of this letter has this number.",
            ),
        ]

    def __str__(self) -> str:
        return f"Footnote {self.number}"


class Citation(models.Model):
    """One source as one footnote cites it."""

    footnote = models.ForeignKey(Footnote, on_delete=models.CASCADE, related_name="citations")
    order = models.PositiveSmallIntegerField(default=0, help_text="Place in the footnote.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    url_as_printed = models.TextField("address as printed", blank=True, validators=SHORT_TEXT)
    pinpoint = models.CharField(max_length=100, blank=True, help_text="Where in the source: p. 12, ¶ 4")
    quote = models.TextField(
        "quoted passage",
        blank=True,
        validators=LONG_TEXT,
        help_text="The source's words that the letter quotes; looked for on the page.",
    )
    text_fragment = models.TextField(
        blank=True,
        validators=SHORT_TEXT,
        help_text="The part of the address behind #:~: when there is one; looked for on the page.",
    )
    passage = models.ForeignKey(
        Passage,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="What must stand on the page because of this citation.",
    )
    snapshot = models.ForeignKey(
        Snapshot,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="printed_by",
        help_text="The archived copy that the letter prints with this citation; public with the letter.",
    )
    capture = models.ForeignKey(
        Snapshot,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The archived copy nearest to what the letter's writers saw, found in an archive.",
    )
    capture_passage = models.CharField(
        max_length=13,
        choices=PassageResult,
        default=PassageResult.NOT_ASKED,
        editable=False,
        help_text="Whether what this citation relies on stands on that copy.",
    )
    capture_sought_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When archives were last asked for it."
    )
    capture_link = models.ForeignKey(
        Link,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The link that archives were asked for then.",
    )
    capture_day = models.DateField(
        null=True, blank=True, editable=False, help_text="The letter's date that archives were asked for then."
    )
    capture_tries = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Look-ups in a row that brought none."
    )
    capture_due_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When archives are asked again; empty: not without a reason."
    )

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.source)
