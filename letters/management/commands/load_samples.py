"""`python manage.py load_samples`: the sample letters, once."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

import click
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from letters.samples import load_samples
from letters.samples.loading import SAMPLES


class Command(BaseCommand):
    help = """Loads the sample letters: the facts of one real letter and openly fictional ones around it.

Safe to repeat: when samples are there already, nothing is changed. "Remove all samples" above the list of letters in
the admin takes them away again.

Example:
  python manage.py load_samples
  python manage.py load_samples --json"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document on stdout and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        # The bar goes to stderr, so that stdout holds the answer alone; it hides itself where nobody watches.
        hidden = options["json"] or not sys.stderr.isatty()
        with click.progressbar(length=len(SAMPLES), label="Sample letters", file=sys.stderr, hidden=hidden) as bar:
            try:
                made = load_samples(now=timezone.now(), progress=lambda: bar.update(1))
            except (DatabaseError, ValidationError) as failure:
                raise CommandError(
                    f"The samples could not be loaded, and nothing was kept of them: {failure}\n"
                    "Run `python manage.py migrate` if the database is new, then load them again."
                ) from failure
        if options["json"]:
            self.stdout.write(json.dumps({"loaded": bool(made), "counts": made}))
        elif made:
            self.stdout.write(
                "Loaded: " + ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in made.items())
            )
        else:
            self.stdout.write("The samples are there already. Nothing was changed.")
