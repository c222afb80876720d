"""`manage.py thin_checks`: the nightly thinning of old evidence, here and now and to its end."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import click
from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from links.commands import SteadyCommand
from links.models import Check
from links.retention import KEEP_NEWEST, thin

LEAST_DAYS = 30


class Command(SteadyCommand):
    help = (
        "Delete the evidence of checks older than LINKS_KEEP_EVIDENCE_DAYS, but for what state changes rest on and "
        f"each link's newest {KEEP_NEWEST} checks and last success.\n\n"
        "Examples:\n"
        "  manage.py thin_checks --dry-run       how many would be deleted\n"
        "  manage.py thin_checks --days 730      keep two years instead of what is configured\n\n"
        "The nightly task does the same for some minutes each night. Both may run at once, and be ended at any time."
    )
    stopped = "Stopped. What was deleted until now stays deleted; run it again for the rest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, help=f"keep this many days whole, {LEAST_DAYS} at least (default: as configured)"
        )
        parser.add_argument("--dry-run", action="store_true", help="delete nothing; say how many would be")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        days = settings.LINKS_KEEP_EVIDENCE_DAYS if options["days"] is None else options["days"]
        now = timezone.now()
        if not LEAST_DAYS <= days <= (now - now.replace(year=1990)).days:
            raise CommandError(f"--days: {days} is not a number of days from {LEAST_DAYS} on. Nothing was deleted.")
        hidden = not sys.stderr.isatty()
        length = 0 if hidden else Check.objects.count()
        with click.progressbar(length=length, label="Thinning checks", file=sys.stderr, hidden=hidden) as bar:
            done = thin(now=now, keep_days=days, dry_run=options["dry_run"], progress=bar.update)
        before = now - timedelta(days=days)
        if options["json"]:
            facts = {**asdict(done), "older_than": before.isoformat(), "dry_run": options["dry_run"]}
            self.stdout.write(json.dumps(facts, indent=2))
            return
        verb = "would be deleted" if options["dry_run"] else "deleted"
        self.stdout.write(
            f"{done.removed:,} checks from before {before:%Y-%m-%d} {verb}; {done.looked_at:,} were looked at."
        )
