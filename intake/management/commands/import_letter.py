"""`manage.py import_letter`: letters from files to the record, with nobody looking on."""

import gc
import json
import sys
import textwrap
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Self

import click
from django.core.management.base import CommandError, OutputWrapper
from django.db import OperationalError, ProgrammingError, transaction
from django.utils import timezone

from intake.ahead import readings, workers_for
from intake.drafts import DraftAddressee, DraftSignature, Party
from intake.files import MAX_BYTES
from intake.flushing import flushed_together
from intake.importing import Ending, Imported, Importer, admin_address
from intake.matching.known import Known
from links.commands import INTERRUPTED, SteadyCommand
from links.tasks import sweep_soon

STDIN = "-"


class Command(SteadyCommand):
    # What they look through is the site's pages, of which none is needed here.
    requires_system_checks = ()
    help = (
        "Read letters from files (PDF, DOCX, HTML, Markdown, plain text), and record each as a draft.\n\n"
        "Examples:\n"
        "  manage.py import_letter letter.pdf                    one letter, told in a few lines\n"
        "  manage.py import_letter --dry-run --json letters/*    what is read in them, as JSON; nothing is recorded\n"
        "  manage.py import_letter - < letter.txt                from standard input\n\n"
        "Nobody confirms anything here, so nothing is decided that a person should decide. A name that may be several\n"
        "people on record becomes a new person. Only people who are on record as detained are recorded as detainees\n"
        "named by the letter; others of whom the text speaks as held are listed in the letter's internal note. All\n"
        "that is to be looked at is told there and here. The text alone is recorded: attach the file on the letter's\n"
        "page. A letter that is on record already is refused, so that a run can be repeated after a failure.\n"
        "--publish opens those letters alone that have nothing to be looked at and lack nothing; the others stay\n"
        "drafts, and why is told.\n\n"
        "The exit status is 1 when a file failed; the others are imported all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a letter's file; - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="record nothing; tell what is read and matched")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object per file, in an array when there are several"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish each letter at once; one with an ambiguous name, or with any warning of how it was read, "
            "stays a draft",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names, dry_run = options["files"], options["dry_run"]
        if names.count(STDIN) > 1:
            raise CommandError("Standard input (-) can be read once only. Nothing was imported.")
        importer = Importer(
            known=self._known(dry_run=dry_run),
            clock=timezone.now,
            dry_run=dry_run,
            publish=options["publish"],
            raise_faults=options["traceback"],
        )
        printer: _Printer = _Lines(self.stdout)
        if options["json"]:
            printer = _Array(self.stdout) if len(names) > 1 else _Object(self.stdout)
        tally = _Tally()
        try:
            with printer, _set_aside(), nullcontext() if dry_run else flushed_together():
                self._import(importer, names, printer, tally)
        except KeyboardInterrupt:
            self.stderr.write(f"Stopped. Recorded so far: {tally.recorded}. Repeat the command to import the rest.")
            sys.exit(INTERRUPTED)
        finally:
            if tally.recorded:
                transaction.on_commit(sweep_soon, robust=True)
        if tally.failed:
            raise CommandError(
                f"{tally.failed} of {len(names)} files were not imported. The reasons stand above."
                if len(names) > 1
                else "The file was not imported."
            )

    def _known(self, *, dry_run: bool) -> Known | None:
        """What is on record. A dry run does without, where the database is not prepared yet."""
        try:
            return Known.load()
        except (OperationalError, ProgrammingError):
            if not dry_run:
                raise
            self.stderr.write("The database is not prepared or does not answer: nothing on record is compared with.")
            return None

    def _import(self, importer: Importer, names: list[str], printer: "_Printer", tally: "_Tally") -> None:
        # On a terminal that shows the letters as well, they are the progress.
        hidden = len(names) == 1 or not sys.stderr.isatty() or sys.stdout.isatty()
        with click.progressbar(length=len(names), label="Importing letters", file=sys.stderr, hidden=hidden) as bar:
            ahead = readings(names, data_of=_bytes, known=importer.names, workers=workers_for(len(names)))
            for name, read in ahead:
                imported = importer.import_read(name, read)
                tally.count(imported)
                printer.print(imported)
                if words := imported.failure or ("" if printer.says_all else imported.held_back):
                    self.stderr.write(f"{name}: {words}")
                bar.update(1)


@contextmanager
def _set_aside() -> Iterator[None]:
    """Nothing of what is known by now is garbage: looking for some in it, letter by letter, takes a sixth of a run."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class _Tally:
    def __init__(self) -> None:
        self.recorded = self.failed = 0

    def count(self, imported: Imported) -> None:
        self.recorded += imported.letter is not None
        self.failed += imported.ending is Ending.FAILED


def _bytes(name: str) -> bytes:
    """What stands in the file; of one that is too long, enough for that to be seen."""
    if name == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with open(name, "rb") as file:
        return file.read(MAX_BYTES + 1)


class _Printer:
    """Prints each letter as soon as it is imported."""

    # Whether what is printed says why a letter was not published. The JSON has no place for it.
    says_all = False

    def __init__(self, out: OutputWrapper) -> None:
        self.out, self.printed = out, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """What was begun is ended whatever happened."""

    def print(self, imported: Imported) -> None:
        raise NotImplementedError


class _Object(_Printer):
    """The one JSON object."""

    def print(self, imported: Imported) -> None:
        self.out.write(json.dumps(imported.form(), indent=2))


class _Array(_Printer):
    """One JSON array, an item at a time."""

    def __enter__(self) -> Self:
        self.out.write("[", ending="")
        return self

    def __exit__(self, *error: object) -> None:
        self.out.write("\n]" if self.printed else "]")

    def print(self, imported: Imported) -> None:
        item = textwrap.indent(json.dumps(imported.form(), indent=2), "  ")
        self.out.write(f"{',' if self.printed else ''}\n{item}", ending="")
        self.printed += 1


class _Lines(_Printer):
    """For people: what was read, what of it is known, what is to be looked at, what became of it."""

    says_all = True

    def print(self, imported: Imported) -> None:
        self.out.write(imported.file)
        if imported.proposal is not None or imported.ending is Ending.READ:
            self._say(_read(imported))
        if imported.proposal is not None:
            self._say(_matched(imported))
        for warning in imported.warnings:
            self._say(f"Warning: {warning}")
        for note in filter(None, [*imported.notes, imported.held_back]):
            self._say(f"Note: {note}")
        self._say(_ended(imported))

    def _say(self, line: str) -> None:
        self.out.write(textwrap.indent(line, "  "))


def _read(imported: Imported) -> str:
    parsed = imported.parsed
    to = [recipient.name.text or recipient.organization.text or recipient.title.text for recipient in parsed.recipients]
    sources = sum(1 for _ in parsed.citations())
    counts = [
        _counted(len(parsed.signatories), "signatory", "signatories"),
        _counted(len(parsed.footnotes), "note"),
        _counted(sources, "citation"),
        _counted(len(parsed.detainees), "person spoken of as held", "people spoken of as held"),
    ]
    return (
        f"Read: {parsed.date.text or 'no date'}, {parsed.issuer.text or 'no issuing body'}, "
        f"to {', '.join(to) or 'nobody'}; {', '.join(counts)}"
    )


def _matched(imported: Imported) -> str:
    assert imported.proposal is not None
    draft = imported.proposal.draft
    rows: list[DraftAddressee | DraftSignature] = [*draft.addressees, *draft.signatures]
    people = {row.person for row in rows}
    bodies = {draft.issuer, *(row.organization for row in rows)}
    cited = [one for note in draft.footnotes for one in note.citations if one.same_as is None]
    return (
        f"On record: {_known(people, 'person', 'people')}, {_known(bodies, 'body', 'bodies')}, "
        f"{sum(one.source is not None for one in cited)} of {_counted(len(cited), 'source')}"
    )


def _known(parties: Iterable[Party], one: str, many: str) -> str:
    there = [party for party in parties if party]
    return f"{sum(party.known is not None for party in there)} of {_counted(len(there), one, many)}"


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _ended(imported: Imported) -> str:
    match imported.ending:
        case Ending.READ:
            return "Nothing was recorded (--dry-run)."
        case Ending.FAILED:
            return "Not imported."
    assert imported.letter is not None
    if imported.ending is Ending.PUBLISHED:
        return f"Published: {imported.letter.subject}: {admin_address(imported.letter.pk)}"
    return f"Recorded as a draft: {admin_address(imported.letter.pk)}"
