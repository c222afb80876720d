"""`send_link_report`: the weekly link report, now."""

import json
import sys
from dataclasses import asdict, dataclass
from typing import Any

import click
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from links.commands import SteadyCommand
from reports.gathering import Gathering
from reports.mails import Writer
from reports.models import Subscription, SubscriptionQuerySet
from reports.sending import Outcome, preview, send_reports, settled
from reports.stories import absolute

_SAID = {
    Outcome.SENT: "sent: {subject}",
    Outcome.NOTHING_NEW: "nothing new, no mail",
    Outcome.BUSY: "another process is at it; left to it",
    Outcome.NOT_RECEIVING: "no longer receives reports",
    Outcome.FAILED: "NOT SENT: {error}",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one report, as printed; `text` is filled by a dry run."""

    to: str
    outcome: str
    subject: str = ""
    error: str = ""
    text: str = ""


class Command(SteadyCommand):
    help = (
        "Mails the link report to the staff who asked for it, at once: sources that died or recovered since each\n"
        "one's last report. Whoever has nothing new gets no mail, and nobody is told anything twice.\n\n"
        "Examples:\n"
        "  python manage.py send_link_report                          send everybody who asked what is new to them\n"
        "  python manage.py send_link_report --to anna@example.org    send one person theirs\n"
        "  python manage.py send_link_report --dry-run                show the mails; send and record nothing"
    )

    stopped = "Stopped. What was sent is recorded; the rest goes out with the next run, within ten minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", metavar="EMAIL", help="only to the subscriber with this address")
        parser.add_argument("--dry-run", action="store_true", help="show what would be sent; send and record nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, to: str | None, dry_run: bool, json: bool, **options: Any) -> None:
        subscriptions = self._subscriptions(to)
        lines = _previews(subscriptions) if dry_run else _sendings(subscriptions)
        if json:
            self._print_json(lines, dry_run=dry_run)
        else:
            self._print_text(lines, dry_run=dry_run)
        failed = sum(line.outcome == Outcome.FAILED for line in lines)
        if failed:
            raise CommandError(
                f"{failed} of {len(lines)} reports could not be sent. They are kept and go out, once, with the next "
                "run, or when you start this command again. Is the mail server (EMAIL_URL) up?"
            )

    def _subscriptions(self, to: str | None) -> SubscriptionQuerySet:
        subscriptions = Subscription.objects.receiving().select_related("user").order_by("pk")
        if to is None:
            return subscriptions
        chosen = subscriptions.mailed_at(to.strip())
        if not chosen.exists():
            raise CommandError(_why_nobody(to.strip()))
        return chosen

    def _print_json(self, lines: list[Line], *, dry_run: bool) -> None:
        counts = {word.value: sum(line.outcome == word for line in lines) for word in Outcome}
        self.stdout.write(json.dumps({"dry_run": dry_run, **counts, "reports": [asdict(line) for line in lines]}))

    def _print_text(self, lines: list[Line], *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("A dry run: nothing is sent, nothing recorded.\n")
        if not lines:
            self.stdout.write(f"Nobody has asked for the link report. To ask for it: {_subscribe_at()}")
        for line in lines:
            if dry_run and line.text:
                self.stdout.write(f"To: {line.to}\nSubject: {line.subject}\n\n{line.text}")
            else:
                said = _SAID[Outcome(line.outcome)].format(subject=line.subject, error=line.error)
                self.stdout.write(f"{line.to}: {said}")


def _sendings(subscriptions: SubscriptionQuerySet) -> list[Line]:
    ids = list(subscriptions.values_list("pk", flat=True))
    addresses = {subscription.pk: subscription.mailed_to for subscription in subscriptions}
    # Only for people at a terminal; a log must not fill with bars.
    with click.progressbar(
        send_reports(ids), length=len(ids), label="Link reports", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as results:
        return [
            Line(to=addresses[pk], outcome=result.outcome, subject=result.subject, error=result.error)
            for pk, result in zip(ids, results, strict=True)
        ]


def _previews(subscriptions: SubscriptionQuerySet) -> list[Line]:
    now, through_id = timezone.now(), settled()
    gather, write = Gathering(), Writer()
    lines = []
    for subscription in subscriptions:
        mail = preview(subscription, now=now, through_id=through_id, gather=gather, write=write)
        if mail is None:
            lines.append(Line(to=subscription.mailed_to, outcome=Outcome.NOTHING_NEW))
        else:
            # Nothing was sent, but this is what would have been.
            lines.append(Line(to=subscription.mailed_to, outcome=Outcome.SENT, subject=mail.subject, text=mail.text))
    return lines


def _why_nobody(address: str) -> str:
    """Why there is no report for `address`, and what to do."""
    if Subscription.objects.mailed_at(address).filter(user=None).exists():
        return (
            f"{address} is an outside address that has not confirmed, was refused too often, or ended the reports. "
            f"Nothing was sent. See {absolute('admin:reports_subscription_changelist')}"
        )
    users = list(get_user_model().objects.filter(email__iexact=address).select_related("link_report"))
    if any(hasattr(user, "link_report") for user in users):
        return (
            f"{address} asked for the report but gets no mail, because the account is switched off or no longer "
            f"staff. Nothing was sent. See {absolute('admin:auth_user_changelist')}"
        )
    if any(user.is_staff and user.is_active for user in users):
        return (
            f"{address} is staff but has not asked for the link report. Nothing was sent. To ask for it, sign in as "
            f"that person, or as an administrator, at {_subscribe_at()}"
        )
    return (
        f"Nobody asked for the link report with the address {address}. Nothing was sent. Check the spelling; those "
        f"who asked are listed at {absolute('admin:reports_subscription_changelist')}"
    )


def _subscribe_at() -> str:
    return absolute("admin:reports_subscription_add")
