"""`python manage.py index_letters`: brings the search index up to date, or makes it anew."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

import click
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from letters.searching import keeping


class Command(BaseCommand):
    help = """Reads into the search index what was changed since it was last read. The beat does the same each minute,
and a search before it answers; by hand it is needed after many letters were written at once, or, with --all, when the
index is to be made anew.

Example:
  python manage.py index_letters
  python manage.py index_letters --all --json"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="read every published letter and every name anew")
        parser.add_argument("--json", action="store_true", help="print one JSON document on stdout and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["all"]:
                keeping.touch_all()
            hidden = options["json"] or not sys.stderr.isatty()
            label = "Changes read"
            with click.progressbar(length=keeping.pending(), label=label, file=sys.stderr, hidden=hidden) as bar:
                done = keeping.index_pending(progress=bar.update)
        except DatabaseError as failure:
            raise CommandError(
                f"The index could not be brought up to date: {failure}\n"
                "What was read so far is kept; run the command again once the database answers."
            ) from failure
        if options["json"]:
            self.stdout.write(json.dumps({"read": done, "pending": keeping.pending()}))
        else:
            self.stdout.write(f"Read {done} changes. The index is up to date.")
