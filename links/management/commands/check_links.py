"""`manage.py check_links`: check links in this process, through the same code as the worker."""

import json
import sys
import textwrap
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Self

import click
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError, OutputWrapper
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from links import addresses
from links.checking import Checked, Tally, check_links, first_answer
from links.commands import INTERRUPTED, SteadyCommand
from links.models import Link


class Command(SteadyCommand):
    help = (
        "Check cited links now, record what was seen, and print one line per link.\n\n"
        "Examples:\n"
        "  manage.py check_links                      the links that are due\n"
        "  manage.py check_links --all --json         every watched link, as one JSON array\n"
        "  manage.py check_links --url https://www.example.org/report\n\n"
        "An address that no letter cites is only looked at; nothing is recorded of it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--due", action="store_true", help="check the links that are due (the default)")
        which.add_argument("--all", action="store_true", help="check every watched link, due or not")
        which.add_argument("--url", nargs="+", metavar="URL", help="check these addresses alone")
        parser.add_argument("--json", action="store_true", help="print one JSON array instead of lines")
        parser.add_argument(
            "--now",
            metavar="ISO-TIME",
            help="take this for the time of the checks, as 2026-03-02T09:00Z (for trials); not before the last check",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        clock = _clock(options["now"])
        unknown: list[str] = []
        if options["url"]:
            links, unknown = _by_address(options["url"])
        elif options["all"]:
            links = Link.objects.exclude(next_check_at=None)
        else:
            links = Link.objects.due(clock())
        if options["now"]:
            _refuse_the_past(links, clock())
        printer = _JsonPrinter(self.stdout) if options["json"] else _Printer(self.stdout)
        try:
            with printer:
                tally = _check(links, unknown, clock, printer)
        except ImproperlyConfigured as error:
            raise CommandError(f"{error} Nothing was checked.") from error
        except KeyboardInterrupt:
            number = f"{printer.printed} link{' was' if printer.printed == 1 else 's were'}"
            self.stderr.write(f"Stopped. {number} checked and recorded; the rest stay due.")
            sys.exit(INTERRUPTED)
        self._complain(tally, named=bool(options["url"]))

    def _complain(self, tally: Tally, *, named: bool) -> None:
        """Hosts that were passed over are told of; it is a failure when an address on one was asked for by name."""
        passed_over = [
            *(f"{name}: another worker is reading this site now. Try again shortly." for name in tally.in_other_hands),
            *(f"{name}: the site asked not to be read for a while. Its links stay due." for name in tally.backed_off),
        ]
        for line in passed_over:
            self.stderr.write(line)
        if tally.put_off:
            self.stderr.write(
                f"Put off: {tally.put_off}. They lead to a site that another worker is reading now, or that asked not "
                "to be read for a while; they come round again shortly."
            )
        if tally.unrecorded:
            raise CommandError(
                f"{tally.unrecorded} links could not be checked or recorded; they stay due. The reason stands above."
            )
        if named and (passed_over or tally.put_off):
            raise CommandError("Not every address could be checked.")


def _clock(text: str | None) -> Callable[[], datetime]:
    if text is None:
        return timezone.now
    try:
        moment = parse_datetime(text) or datetime.fromisoformat(text)
        fixed = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise CommandError(f"--now: {text!r} is not a time. Write it like 2026-03-02T09:00:00Z.") from None
    if not 1990 <= fixed.year <= 2200:
        raise CommandError(f"--now: {text!r} is not a year in which links can be checked.")
    return lambda: fixed


def _refuse_the_past(links: "QuerySet[Link]", now: datetime) -> None:
    """A check is never recorded as older than one that is there: strikes and states follow from their order."""
    newest = links.order_by(F("last_checked_at").desc(nulls_last=True)).first()
    if newest and newest.last_checked_at and now < newest.last_checked_at:
        last = newest.last_checked_at.astimezone(UTC)
        raise CommandError(
            f"--now lies before the last check of {newest.url} ({last:%Y-%m-%dT%H:%M:%SZ}); nothing was checked. "
            "Give a later time."
        )


def _by_address(printed: Iterable[str]) -> tuple["QuerySet[Link]", list[str]]:
    """The links known under the addresses, and the addresses that are not known."""
    known, unknown = [], []
    for text in dict.fromkeys(printed):
        try:
            link = Link.objects.filter(url=addresses.parse(text).url).first()
        except addresses.BadAddress as error:
            raise CommandError(f"{text}: {error} Nothing was checked.") from None
        if link is None:
            unknown.append(text)
        else:
            known.append(link.pk)
    return Link.objects.filter(pk__in=known), unknown


class _Printer:
    """Prints each link as its check is recorded, so that none need be kept."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out, self.printed = out, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """What was begun is ended whatever happened."""

    def print(self, checked: Checked) -> None:
        self.out.write(_line(checked))
        self.printed += 1


class _JsonPrinter(_Printer):
    """One JSON array, an item at a time."""

    def __enter__(self) -> Self:
        self.out.write("[", ending="")
        return self

    def __exit__(self, *error: object) -> None:
        self.out.write("\n]" if self.printed else "]")

    def print(self, checked: Checked) -> None:
        item = textwrap.indent(json.dumps(asdict(checked), indent=2), "  ")
        self.out.write(f"{',' if self.printed else ''}\n{item}", ending="")
        self.printed += 1


def _check(links: "QuerySet[Link]", unknown: list[str], clock: Callable[[], datetime], printer: _Printer) -> Tally:
    """Check them all, each told of as soon as its check is recorded."""
    # On a terminal that shows the lines as well, they are the progress.
    hidden = not sys.stderr.isatty() or sys.stdout.isatty()
    length = 0 if hidden else links.count() + len(unknown)
    with click.progressbar(length=length, label="Checking links", file=sys.stderr, hidden=hidden) as bar:

        def progress(checked: Checked) -> None:
            printer.print(checked)
            bar.update(1)

        tally = check_links(links, clock=clock, progress=progress)
        for text in unknown:
            progress(first_answer(text, now=clock()))
    return tally


def _line(checked: Checked) -> str:
    status = checked.status_code or "-"
    where = f" → {checked.final_url}" if checked.final_url not in ("", checked.url) else ""
    return (
        f"{checked.state:<12} {checked.outcome:<17} {status:>3}  "
        f"strikes {checked.strikes}  passage {checked.passage:<13} {checked.url}{where}"
    )
