from collections.abc import Iterable, Set
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from links import addresses
from links.models.host import Host
from links.vocabulary import BROKEN_STATES, Outcome, PersonVerdict, State


class LinkQuerySet(models.QuerySet["Link"]):
    def due(self, now: datetime) -> "LinkQuerySet":
        """Links whose time to be checked has come."""
        return self.filter(next_check_at__lte=now)

    def broken(self) -> "LinkQuerySet":
        return self.filter(state__in=BROKEN_STATES)

    def watch(self, printed: str) -> "Link":
        """The one link for the address as printed, made and due at once when it is new; raises BadAddress.

        Nothing is fetched here: the next sweep finds the new link because it is due.
        """
        address = addresses.parse(printed)
        host, _ = Host.objects.get_or_create(name=address.host)
        link, _ = self.get_or_create(url=address.url, defaults={"host": host, "next_check_at": timezone.now()})
        return link

    def watch_all(self, printed: Iterable[str], *, now: datetime) -> dict[str, "Link"]:
        """`watch` for many addresses, by the address as printed, in four queries at most; `is_new` says which were not
        known.

        Raises BadAddress before anything is made. New rows are written in the order of their names, so that two
        writers of the same ones wait for each other and never in a circle; the second one finds the first one's.
        """
        wanted = {text: addresses.parse(text) for text in printed}
        links = self.in_bulk({address.url for address in wanted.values()}, field_name="url") if wanted else {}
        missing = {address.url: address.host for address in wanted.values() if address.url not in links}
        if missing:
            hosts = _hosts(set(missing.values()))
            new = [self.model(url=url, host=hosts[host], next_check_at=now) for url, host in sorted(missing.items())]
            for link in new:
                link.is_new = True
            # That a row is there already is no conflict; writing its own address over it brings its key.
            self.bulk_create(new, update_conflicts=True, unique_fields=["url"], update_fields=["url"])
            links |= {link.url: link for link in new}
        return {text: links[address.url] for text, address in wanted.items()}


def _hosts(names: Set[str]) -> dict[str, Host]:
    """The hosts of these names, those that are new made."""
    hosts = Host.objects.in_bulk(names, field_name="name")
    if new := [Host(name=name) for name in sorted(names - hosts.keys())]:
        Host.objects.bulk_create(new, update_conflicts=True, unique_fields=["name"], update_fields=["name"])
        hosts |= {host.name: host for host in new}
    return hosts


class Link(models.Model):
    """One watched web address, however many citations print it."""

    url = models.CharField(
        "address",
        max_length=addresses.MAX_LENGTH,
        help_text="Normalised, without the part behind #. What a letter printed stands with its citation.",
    )
    host = models.ForeignKey(Host, on_delete=models.PROTECT, related_name="links")
    state = models.CharField(max_length=12, choices=State, default=State.UNCHECKED)
    outcome = models.CharField(
        "last outcome",
        max_length=20,
        choices=Outcome,
        blank=True,
        help_text="What the last conclusive check saw.",
    )
    status_code = models.PositiveSmallIntegerField("last status code", null=True, blank=True)
    final_url = models.TextField("last final address", blank=True)
    strikes = models.PositiveSmallIntegerField(
        default=0, help_text="Failures in a row that count; three over at least six days make a link dead."
    )
    failing_since = models.DateTimeField(null=True, blank=True)
    last_strike_at = models.DateTimeField(null=True, blank=True)
    last_checked_at = models.DateTimeField(null=True, blank=True)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: not watched (the samples' invented addresses)."
    )
    changed = models.BooleanField(
        default=False, help_text="The page's text has drifted far from what it was when first read."
    )
    archive_first = models.BooleanField(
        "archived copy first", default=False, help_text="Readers are led to the archived copy before the page itself."
    )
    person_verdict = models.CharField(
        "a person's verdict",
        max_length=8,
        choices=PersonVerdict,
        blank=True,
        help_text="Holds until what checks see differs from what they saw when the person spoke.",
    )
    person_verdict_at = models.DateTimeField(null=True, blank=True)
    person_verdict_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LinkQuerySet.as_manager()

    # Made a moment ago by `watch_all`, as far as is known: nothing refers to it yet.
    is_new = False

    class Meta:
        ordering = ["url"]
        constraints = [
            models.UniqueConstraint(fields=["url"], name="links_link_url_unique"),
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"), name="links_link_url_is_web"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="links_link_state_known"),
            models.CheckConstraint(
                condition=Q(person_verdict="") | Q(person_verdict_at__isnull=False),
                name="links_link_verdict_has_a_time",
            ),
        ]
        indexes = [
            # Host.with_due_links and the walk of one host's due links.
            models.Index(fields=["host", "next_check_at"], name="links_link_due_of_host"),
            # Link.due over all hosts.
            models.Index(fields=["next_check_at"], name="links_link_due"),
            # /link-health/ and the admin's filter by state.
            models.Index(fields=["state"], name="links_link_by_state"),
        ]
        permissions = [("judge_link", "Can give a person's verdict on a link")]

    def __str__(self) -> str:
        return self.url

    @property
    def is_broken(self) -> bool:
        return self.state in BROKEN_STATES
