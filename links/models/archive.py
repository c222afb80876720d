"""What archives hold, what they were asked to keep, and what we keep ourselves."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from links.addresses import MAX_LENGTH
from links.models.link import Link
from links.vocabulary import Outcome


class Snapshot(models.Model):
    """An archived copy of a link's page."""

    class Service(models.TextChoices):
        WAYBACK = "wayback", _("Internet Archive")
        PERMA = "perma", _("Perma.cc")
        ARCHIVE_TODAY = "archive_today", _("archive.today")
        OTHER = "other", _("another archive")

    class Found(models.TextChoices):
        PRINTED = "printed", "printed in the letter"
        STAFF = "staff", "entered by staff"
        TIMEMAP = "timemap", "Memento TimeMap"
        CDX = "cdx", "CDX index"
        AVAILABILITY = "availability", "availability look-up"
        SAVED = "saved", "saved at our request"

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="snapshots")
    service = models.CharField(max_length=14, choices=Service, default=Service.WAYBACK)
    url = models.URLField("address of the copy", max_length=MAX_LENGTH + 100)
    captured_at = models.DateTimeField(
        null=True, blank=True, help_text="When the archive read the page (UTC); empty when it does not say."
    )
    found = models.CharField("how found", max_length=13, choices=Found, default=Found.STAFF)
    created_at = models.DateTimeField(auto_now_add=True)
    verified_at = models.DateTimeField(null=True, blank=True, help_text="When we last asked the archive for this copy.")
    outcome = models.CharField(
        max_length=20, choices=Outcome, blank=True, help_text="What we saw then; it changes no link's state."
    )

    class Meta:
        ordering = ["captured_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["link", "url"], name="links_snapshot_once_a_link"),
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"), name="links_snapshot_url_is_web"
            ),
        ]

    def __str__(self) -> str:
        when = f"{self.captured_at:%Y-%m-%d}" if self.captured_at else "undated"
        return f"{self.get_service_display()}, {when}"


class CaptureRequest(models.Model):
    """That an archive was asked to keep a link's page (Save Page Now), and what came of it."""

    class Status(models.TextChoices):
        WAITING = "waiting", "to be asked for"
        PENDING = "pending", "the archive is at work"
        DONE = "done", "kept"
        FAILED = "failed", "the archive could not keep it"

    link = models.OneToOneField(Link, on_delete=models.CASCADE, related_name="capture_request")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    job_id = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True, help_text="Empty once nothing more will be asked.")
    asked_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True, help_text="What the archive said when it failed last.")
    snapshot = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "pending"], next_try_at__isnull=False)
                | Q(status__in=["done", "failed"]),
                name="links_capturerequest_open_ones_have_a_time",
            ),
        ]
        indexes = [
            # The requests to go on with now.
            models.Index(
                fields=["next_try_at"], name="links_capturerequest_due", condition=Q(next_try_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.link_id}"


def copy_path(copy: "Copy", filename: str) -> str:
    """Where a copy is kept: under a name of our own that says nothing of what is inside."""
    name = uuid4().hex
    return f"copies/{name[:2]}/{name}.warc.gz"


class Copy(models.Model):
    """The answer that was read at the first check, as a WARC file of our own (ISO 28500); for staff alone."""

    link = models.OneToOneField(Link, on_delete=models.CASCADE, related_name="copy")
    file = models.FileField(upload_to=copy_path, max_length=120)
    read_at = models.DateTimeField()
    final_url = models.TextField()
    content_type = models.CharField(max_length=255, blank=True)
    body_bytes = models.PositiveIntegerField("bytes of the page", default=0)
    is_cut = models.BooleanField(default=False, help_text="The page goes on beyond what was read and kept.")
    digest = models.CharField(max_length=80, help_text="SHA-256 of the page's bytes.")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "copies"
        permissions = [("download_copy", "Can download our own copy of a page")]

    def __str__(self) -> str:
        return f"our own copy of {self.read_at:%Y-%m-%d}"
