"""What staff handed in and nobody has saved as a letter yet. For staff alone: nothing public ever reads this table."""

from datetime import datetime, timedelta
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from letters.models import Letter
from people.limits import WHOLE_LETTER

# A worker that was killed while it read a file holds it no longer than this; reading itself is bounded far below.
LEASE = timedelta(minutes=12)


def incoming_path(incoming: "IncomingLetter", filename: str) -> str:
    """Where a file handed in is kept: under a name of our own, which nobody can guess."""
    return f"incoming/{uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"


class IncomingLetterQuerySet(models.QuerySet["IncomingLetter"]):
    def open(self) -> "IncomingLetterQuerySet":
        """What can still become a letter; again, too, what became a letter that was deleted since."""
        return self.filter(Q(state=IncomingLetter.State.WAITING) | Q(state=IncomingLetter.State.SAVED, letter=None))

    def claim(self, key: int, *, now: datetime) -> bool:
        """Take one for saving, inside the transaction that makes its letter; False when somebody else saved it.

        The condition stands in the UPDATE, so that of two presses, or two people, only one makes a letter: the second
        waits for the first to commit, and then finds the row no longer open.
        """
        return self.open().filter(pk=key).update(state=IncomingLetter.State.SAVED, saved_at=now) == 1

    def unread(self, *, now: datetime) -> "IncomingLetterQuerySet":
        """Files that are to be read, and that no worker holds."""
        return self.filter(state=IncomingLetter.State.READING).filter(Q(leased_until=None) | Q(leased_until__lte=now))

    def lease(self, key: int, *, now: datetime) -> bool:
        """Take one file for reading; False when another worker has it, or it was read."""
        return self.unread(now=now).filter(pk=key).update(leased_until=now + LEASE, tries=models.F("tries") + 1) == 1


class IncomingLetter(models.Model):
    """A pasted text or a file, kept until a person has reviewed it and saved it as a draft letter."""

    class State(models.TextChoices):
        READING = "reading", "being read"
        WAITING = "waiting", "waiting for review"
        UNREADABLE = "unreadable", "could not be read"
        SAVED = "saved", "saved as a letter"

    name = models.CharField(max_length=200, help_text="The file's name, or how the pasted text begins.")
    file = models.FileField(upload_to=incoming_path, max_length=120, blank=True, editable=False)
    text = models.TextField(blank=True, editable=False, validators=WHOLE_LETTER)
    # What was to be said of the reading, for instance that a page could not be read: sentences for staff.
    remarks = models.JSONField(default=list, blank=True, editable=False)
    failure = models.TextField(blank=True, editable=False, help_text="Why the file could not be read, for staff.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, editable=False)
    # When it was handed in to be read, or handed in again.
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    letter = models.ForeignKey(
        Letter, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField("received", auto_now_add=True)
    saved_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = IncomingLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "incoming letter"
        # Whoever may add letters may do everything with these, and nobody else anything (intake/admin/access.py).
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "waiting", "unreadable", "saved"]), name="intake_incoming_state_known"
            ),
            models.CheckConstraint(
                condition=Q(letter=None) | Q(state="saved"), name="intake_incoming_with_a_letter_is_saved"
            ),
            models.CheckConstraint(
                condition=~Q(state="unreadable") | ~Q(failure=""), name="intake_incoming_unreadable_says_why"
            ),
        ]
        indexes = [
            # The list of what waits, newest first; and what the worker finds to read.
            models.Index(fields=["state", "-created_at"], name="intake_incoming_by_state"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it can be reviewed and saved now."""
        return self.state == self.State.WAITING or (self.state == self.State.SAVED and self.letter_id is None)
