"""Sites that moved as a whole, and where one of their pages may live on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from links.addresses import MAX_LENGTH
from links.models.link import Link
from links.vocabulary import Outcome, PassageResult


class SuccessorSite(models.Model):
    """A site whose former pages live on, under the same path, at another host (DOMAIN.md 3, “Successor sites”)."""

    host_name = models.CharField("former host", max_length=255, help_text="As in the address: www.example.org")
    successor_name = models.CharField("host where its pages live on", max_length=255)
    pages_from = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The first year of the pages kept.")
    pages_to = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The last year of the pages kept.")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["host_name", "-pages_to", "successor_name"]
        constraints = [
            models.UniqueConstraint(fields=["host_name", "successor_name"], name="links_successorsite_once"),
            models.CheckConstraint(
                condition=~Q(host_name=F("successor_name")), name="links_successorsite_is_another_host"
            ),
            models.CheckConstraint(
                condition=Q(pages_from=None) | Q(pages_to=None) | Q(pages_from__lte=F("pages_to")),
                name="links_successorsite_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host_name} → {self.successor_name}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def accepted(self) -> "ProposalQuerySet":
        """Those that a person accepted, with the links at their addresses; to prefetch for `successor_of`."""
        return self.filter(status=Proposal.Status.ACCEPTED).select_related("successor")


class Proposal(models.Model):
    """Where a failing link's page may live on, with what was seen there. Only a person accepts it."""

    class Status(models.TextChoices):
        ABSENT = "absent", _("not found there")
        PROPOSED = "proposed", _("found, waiting for a person")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="proposals")
    url = models.CharField("proposed address", max_length=MAX_LENGTH)
    status = models.CharField(max_length=8, choices=Status)
    tried_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    status_code = models.PositiveSmallIntegerField(null=True, blank=True)
    final_url = models.TextField(blank=True)
    page_title = models.TextField(blank=True)
    passage = models.CharField(max_length=13, choices=PassageResult, default=PassageResult.NOT_ASKED)
    resemblance = models.FloatField(
        null=True, blank=True, help_text="How much of the original's first text stands there; empty when unknown."
    )
    successor = models.ForeignKey(
        Link,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="succeeds",
        help_text="The watched link at the accepted address.",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-tried_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["link", "url"], name="links_proposal_once_a_link"),
            models.CheckConstraint(
                condition=Q(status="accepted", successor__isnull=False) | (~Q(status="accepted") & Q(successor=None)),
                name="links_proposal_accepted_is_watched",
            ),
            # Two staff may accept two addresses in one moment.
            models.UniqueConstraint(
                fields=["link"], name="links_proposal_one_accepted", condition=Q(status="accepted")
            ),
        ]

    def __str__(self) -> str:
        return self.url


def successor_of(link: Link | None) -> Link | None:
    """Where a person said that the link's page lives now. No query when its accepted proposals were prefetched."""
    if link is None:
        return None
    return next((one.successor for one in link.proposals.all() if one.status == Proposal.Status.ACCEPTED), None)
