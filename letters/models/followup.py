from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from letters.models.letter import Letter
from letters.models.parties import Addressee
from people.limits import SHORT_TEXT, WHOLE_LETTER


class Ask(models.Model):
    """One thing a letter asks for, and what came of it. Overdue is derived, never stored."""

    class Kind(models.TextChoices):
        RELEASE = "release", _("release")
        FAIR_TRIAL = "fair_trial", _("fair trial")
        ACCESS = "access", _("access or visit")
        CARE = "care", _("medical care")
        STATEMENT = "statement", _("public statement")
        SANCTIONS = "sanctions", _("sanctions")
        INVESTIGATION = "investigation", _("investigation")
        OTHER = "other", _("other")

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        MET = "met", _("met")
        PARTLY_MET = "partly_met", _("partly met")
        REFUSED = "refused", _("refused")
        OVERTAKEN = "overtaken", _("overtaken by events")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="asks")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(validators=SHORT_TEXT, help_text="What is asked, in the letter's words or yours.")
    kind = models.CharField(max_length=13, choices=Kind, default=Kind.OTHER)
    due_on = models.DateField(null=True, blank=True, help_text="When the letter names a date.")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    outcome_on = models.DateField("outcome known on", null=True, blank=True)
    outcome_note = models.TextField(blank=True, validators=SHORT_TEXT, help_text="Public: what happened.")
    waits_since = models.DateTimeField(
        default=timezone.now,
        editable=False,
        help_text="When its due date or outcome was written down as it stands: whoever follows letters hears of an ask "
        "that was overdue by then, too.",
    )

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="letters_ask_has_a_text"),
        ]

    # What decides whether it is overdue, as it stands in the database; None of an ask that is not there yet.
    _as_read: tuple[Any, ...] | None = None

    def __str__(self) -> str:
        return self.text[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._as_read is not None and self._as_read != self._followed():
            self.waits_since = timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "waits_since"}
        super().save(*args, **kwargs)
        self._as_read = self._followed()

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Ask":
        ask = super().from_db(*args, **kwargs)
        ask._as_read = ask._followed()
        return ask

    def _followed(self) -> tuple[Any, ...]:
        """What decides whether it is overdue, as far as it was read from the database."""
        return tuple(self.__dict__.get(name) for name in ("due_on", "outcome"))

    def is_overdue(self, today: date) -> bool:
        return self.outcome == self.Outcome.OPEN and self.due_on is not None and self.due_on < today


class Reply(models.Model):
    """An answer that a letter got. Kept from the public until opened: some replies are confidential."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="replies")
    date = models.DateField(help_text="The date printed on the reply.")
    addressee = models.ForeignKey(
        Addressee,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replies",
        verbose_name="from",
        help_text="Which addressee answered.",
    )
    summary = models.TextField(validators=SHORT_TEXT, help_text="What the reply says, in two or three sentences.")
    text = models.TextField("full text", blank=True, validators=WHOLE_LETTER)
    is_public = models.BooleanField(
        "publish", default=False, help_text="Off: staff only. Open it when the writer would not mind."
    )

    class Meta:
        ordering = ["date", "pk"]
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(condition=~Q(summary=""), name="letters_reply_has_a_summary"),
        ]

    def __str__(self) -> str:
        return f"Reply of {self.date}"
