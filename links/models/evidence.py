from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import MD5

from links.models.link import Link
from links.vocabulary import Aspect, Outcome, PassageResult, State


class Passage(models.Model):
    """Words that must stand on a link's page, because a letter relies on them."""

    class Kind(models.TextChoices):
        FRAGMENT = "fragment", "text fragment"
        QUOTE = "quote", "quoted passage"

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="passages")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField(
        help_text="A text fragment's directives as printed (text=start,end), or the quoted words themselves."
    )
    result = models.CharField(max_length=13, choices=PassageResult, default=PassageResult.NOT_ASKED)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            # By digest: a quoted passage can be longer than an index entry may be.
            models.UniqueConstraint("link", "kind", MD5("text"), name="links_passage_once_a_link"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Check(models.Model):
    """The evidence of one check; never changed afterwards."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="checks")
    checked_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    status_code = models.PositiveSmallIntegerField(null=True, blank=True)
    redirects = models.JSONField(
        default=list, blank=True, help_text="Each hop on the way: its address, status code and where it pointed."
    )
    final_url = models.TextField(blank=True)
    elapsed_ms = models.PositiveIntegerField("time taken (ms)", default=0)
    body_bytes = models.PositiveIntegerField("bytes read", default=0)
    content_type = models.CharField(max_length=255, blank=True)
    error = models.TextField(blank=True)
    page_title = models.TextField(blank=True)
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="Digest of the page's visible text, to notice that it changed."
    )
    passage = models.CharField(max_length=13, choices=PassageResult, default=PassageResult.NOT_ASKED)
    counted_as_strike = models.BooleanField(default=False)

    class Meta:
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="links_check_outcome_known"),
        ]
        indexes = [
            # A link's story, newest first: its admin page, its public page, the report's "what was seen".
            models.Index(fields=["link", "-checked_at"], name="links_check_story"),
            # witnesses.failing_together: who failed without an answer in the last day, among millions of checks.
            models.Index(fields=["checked_at"], name="links_check_unanswered", condition=Q(status_code=None)),
        ]

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M} {self.get_outcome_display()}"


class StateChangeQuerySet(models.QuerySet["StateChange"]):
    def settled_through(self) -> int:
        """The highest id up to which every change is visible, 0 when there is none. Call inside a transaction.

        PostgreSQL hands out ids before the rows are committed, so a reader could see id 7 while 6 is still on its way
        and never look back. The SHARE lock waits for writers under way and keeps new ones out until the caller's
        transaction ends. SQLite has one writer at a time: ids appear in order.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {connection.ops.quote_name(self.model._meta.db_table)} IN SHARE MODE")
        return self.aggregate(models.Max("pk"))["pk__max"] or 0


class StateManager(models.Manager.from_queryset(StateChangeQuerySet)):  # type: ignore[misc]
    """The changes of links' states alone: what pages, stories and statistics mean by a state change."""

    def get_queryset(self) -> StateChangeQuerySet:
        found: StateChangeQuerySet = super().get_queryset()
        return found.filter(aspect=Aspect.STATE)


class StateChange(models.Model):
    """A link passed from one state to another. Reports, feeds and statistics are made from these rows alone.

    Beside its state a link has passages that stand on its page or do not (`PassageResult`, the gravest of them), a text
    that is as it was or is not (`TextResult`), and perhaps a new address (`Proposal.Status`): `aspect` says which of
    them a row is about. `objects` knows the states, `every` all.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="state_changes")
    aspect = models.CharField(max_length=9, choices=Aspect, default=Aspect.STATE)
    from_state = models.CharField(max_length=13, choices=State)
    to_state = models.CharField(max_length=13, choices=State)
    changed_at = models.DateTimeField()
    evidence = models.ForeignKey(
        Check,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The check that decided it; empty when a person did.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The person who decided it; empty when a check did.",
    )

    objects = StateManager()
    every = StateChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(aspect__in=Aspect.values), name="links_statechange_aspect_known"),
            models.CheckConstraint(
                condition=~Q(from_state=models.F("to_state")), name="links_statechange_changes_something"
            ),
        ]
        indexes = [
            # A link's story, newest first, on its admin and public pages.
            models.Index(fields=["link", "-changed_at"], name="links_statechange_story"),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
