"""`manage.py import_legislators`: members of Congress and presidents, from the public lists, into the record."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

import click
from django.core.management.base import CommandError
from django.db import IntegrityError
from django.utils import timezone

from intake.legislators.recording import import_legislators
from intake.legislators.roster import BadRoster, Entry, read_roster
from intake.legislators.seats import Tally
from links.commands import SteadyCommand


class Command(SteadyCommand):
    stopped = "Stopped. Nothing was imported."
    help = (
        "Record legislators and the offices they held, from the YAML files of unitedstates/congress-legislators.\n\n"
        "Examples:\n"
        "  manage.py import_legislators legislators-current.yaml legislators-historical.yaml executive.yaml\n"
        "  manage.py import_legislators --json legislators-current.yaml\n\n"
        "Safe to repeat: people are found again by their Bioguide id, and a newer file updates their seats in the\n"
        "Senate, the House and the presidency. What staff wrote elsewhere is kept. All files are imported, or none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a YAML file of legislators or executives")
        parser.add_argument("--json", action="store_true", help="print one JSON document on stdout and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        paths = [Path(name) for name in options["files"]]
        # The bars go to stderr, so that stdout holds the answer alone; they hide where nobody watches.
        hidden = not sys.stderr.isatty()
        rosters = self._read(paths, hidden=hidden)
        entries = [entry for roster in rosters for entry in roster]
        with click.progressbar(length=len(entries), label="Recording", file=sys.stderr, hidden=hidden) as bar:
            try:
                tally = import_legislators(entries, now=timezone.now(), progress=bar.update)
            except IntegrityError as error:
                raise CommandError(
                    "Somebody recorded one of these people at the same moment. Nothing was imported; run this again.\n"
                    f"({error})"
                ) from error
        if options["json"]:
            self.stdout.write(json.dumps(_document(paths, rosters, tally), ensure_ascii=False, indent=2))
        else:
            self._tell(paths, rosters, tally)

    def _read(self, paths: list[Path], *, hidden: bool) -> list[list[Entry]]:
        """All files, before anything is recorded; every one that is broken is told of."""
        rosters, troubles = [], []
        for path in paths:
            size = path.stat().st_size if path.is_file() else 0
            with click.progressbar(length=size, label=f"Reading {path.name}", file=sys.stderr, hidden=hidden) as bar:
                try:
                    rosters.append(read_roster(path, progress=bar.update))
                except BadRoster as error:
                    troubles.append(str(error))
        if troubles:
            raise CommandError("\n".join([*troubles, "Nothing was imported."]))
        return rosters

    def _tell(self, paths: list[Path], rosters: list[list[Entry]], tally: Tally) -> None:
        for path, roster in zip(paths, rosters, strict=True):
            self.stdout.write(f"{path.name}: {len(roster)} people")
        self.stdout.write(f"People: {_counted(tally.people)}")
        self.stdout.write(f"Offices: {_counted(tally.offices)}")
        if tally.organizations:
            self.stdout.write(f"Organizations made: {', '.join(tally.organizations)}")
        for remark in tally.remarks:
            self.stdout.write(f"Note: {remark}")


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {what}" for what, number in counts.items())


def _document(paths: list[Path], rosters: list[list[Entry]], tally: Tally) -> dict[str, Any]:
    return {
        "files": [{"file": str(path), "entries": len(roster)} for path, roster in zip(paths, rosters, strict=True)],
        "people": dict(tally.people),
        "offices": dict(tally.offices),
        "organizations": tally.organizations,
        "remarks": tally.remarks,
    }
