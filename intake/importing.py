"""Files become letters on record with nobody looking on: read, parsed, proposed, saved; each whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, ProgrammingError, transaction
from django.urls import reverse

from intake import files
from intake.ahead import ReadLetter, read_letter
from intake.drafts import DraftLetter
from intake.jsonform import form
from intake.matching.duplicates import Recorded
from intake.matching.known import Known
from intake.newcomers import Seen
from intake.parsed import ParsedLetter
from intake.proposing import Proposal, propose
from intake.saving import NotSaved, Saved, check, save_with_newcomers
from intake.unattended import unattended, with_note, without_faults
from letters import publishing
from letters.models import Letter

NO_LETTER = "This text does not look like a letter."


class Ending(StrEnum):
    READ = "read"
    SAVED = "saved"
    PUBLISHED = "published"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one file."""

    file: str
    ending: Ending
    parsed: ParsedLetter = field(default_factory=ParsedLetter)
    proposal: Proposal | None = None
    warnings: tuple[str, ...] = ()
    # What was left out of the record or put there by us, and why a letter was not published.
    notes: tuple[str, ...] = ()
    letter: Letter | None = None
    # Why it failed, for staff; why it was to be published and is a draft.
    failure: str = ""
    held_back: str = ""

    def form(self) -> dict[str, Any]:
        warnings = (*self.warnings, self.failure) if self.failure else self.warnings
        return form(self.file, self.parsed, warnings=warnings)


class _Refused(Exception):
    """Nothing of the file is recorded; the words say why."""


@dataclass
class _Job:
    """One file on its way to the record."""

    file: str
    proposal: Proposal
    # What the reading itself warned of, before anything was compared with the record.
    misread: tuple[str, ...]
    warnings: tuple[str, ...]
    notes: list[str]
    draft: DraftLetter
    held_back: str = ""

    @property
    def doubts(self) -> Sequence[str]:
        """What a person must have looked at before the public does."""
        return (*self.misread, *self.proposal.doubts)

    def leave_out(self, errors: Mapping[str, Sequence[str]]) -> bool:
        """Leave out the citations that `errors` refuse; False when they refuse none."""
        self.draft, said = without_faults(self.draft, errors)
        self.notes += said
        return bool(said)

    def noted(self, now: datetime) -> DraftLetter:
        return with_note(self.draft, file=self.file, now=now, sentences=[*self.warnings, *self.notes])

    def ended(self, ending: Ending, *, letter: Letter | None = None, failure: str = "") -> Imported:
        return Imported(
            file=self.file,
            ending=ending,
            parsed=self.proposal.parsed,
            proposal=self.proposal,
            warnings=self.warnings,
            notes=tuple(self.notes),
            letter=letter,
            failure=failure,
            held_back=self.held_back,
        )


class Importer:
    """One run. What is known is read once; without a `known`, names are compared with nothing and nothing is saved."""

    def __init__(
        self,
        *,
        known: Known | None,
        clock: Callable[[], datetime],
        dry_run: bool = False,
        publish: bool = False,
        raise_faults: bool = False,
    ) -> None:
        self._known = known
        # Those on record at the start: the parser makes an index of them, once while they stay the same. Whom this run
        # adds is nobody's prisoner, and is found by name when the draft is proposed.
        self.names = known.names() if known is not None else ()
        self._recorded = Recorded()
        self._seen = Seen()
        self._clock, self._publish = clock, publish
        self._dry_run = dry_run or known is None
        self._raise_faults = raise_faults

    def import_file(self, name: str, data: bytes) -> Imported:
        """Read and record one file."""
        return self.import_read(name, lambda: read_letter(name, data, self.names))

    def import_read(self, name: str, read: Callable[[], ReadLetter]) -> Imported:
        """Record what `read` answers (`intake.ahead.readings`).

        Never raises for what a file holds; a database that does not answer ends the run.
        """
        try:
            return self._import(name, read)
        except (InterfaceError, OperationalError, ProgrammingError):
            raise
        except Exception as fault:
            # A fault of ours in one letter must not cost the others.
            if self._raise_faults:
                raise
            failure = (
                f"A fault in this program kept it from being imported ({type(fault).__name__}: {fault}). "
                "With --traceback the command ends here and shows where."
            )
            return Imported(file=name, ending=Ending.FAILED, failure=failure)

    def _import(self, name: str, read: Callable[[], ReadLetter]) -> Imported:
        try:
            reading, parsed = read()
        except (files.Unreadable, OSError) as error:
            return Imported(file=name, ending=Ending.FAILED, failure=_unread(error))
        misread = tuple(dict.fromkeys((*reading.warnings, *parsed.warnings)))
        if not parsed.is_letter and not misread:
            misread = (NO_LETTER,)
        if self._known is None:
            return Imported(file=name, ending=Ending.READ, parsed=parsed, warnings=misread)
        proposal = propose(parsed, known=self._known, recorded=self._recorded)
        draft, left_out = unattended(proposal)
        job = _Job(
            file=name,
            proposal=proposal,
            misread=misread,
            warnings=tuple(dict.fromkeys((*misread, *proposal.warnings))),
            notes=[*proposal.notes, *left_out],
            draft=draft,
        )
        if self._dry_run:
            job.leave_out(check(draft))
            return job.ended(Ending.READ)
        try:
            _refuse(proposal)
            self._seen.sources = proposal.sources
            saved, ending = self._save(job)
        except (_Refused, NotSaved, IntegrityError) as error:
            if not isinstance(error, _Refused):
                # Somebody whom the run has seen may be gone.
                self._seen = Seen()
            return job.ended(Ending.FAILED, failure=_why(error))
        self._learn(self._known, saved)
        return job.ended(ending, letter=saved.letter)

    def _learn(self, known: Known, saved: Saved) -> None:
        """Who came with this letter is recognised in the next."""
        for person in saved.people:
            self._seen.people[person.pk] = person
            known.learn_person(key=person.pk, name=person.name)
        for body in saved.organizations:
            self._seen.organizations[body.pk] = body
            known.learn_organization(key=body.pk, name=body.name)

    def _save(self, job: _Job) -> tuple[Saved, Ending]:
        if not self._publish:
            return self._record(job), Ending.SAVED
        with transaction.atomic():
            saved = self._record(job)
            if reasons := [*job.doubts, *publishing.missing(saved.letter)]:
                job.held_back = f"Not published, but kept as a draft: {' '.join(reasons)}"
                return saved, Ending.SAVED
            publishing.publish(letter=saved.letter, now=self._clock())
        if dead := publishing.unreadable(saved.letter):
            job.notes.append(dead)
        return saved, Ending.PUBLISHED

    def _record(self, job: _Job) -> Saved:
        try:
            return self._saved(job)
        except NotSaved as refusal:
            if not job.leave_out(refusal.errors):
                raise
            return self._saved(job)

    def _saved(self, job: _Job) -> Saved:
        now = self._clock()
        return save_with_newcomers(job.noted(now), user=None, now=now, seen=self._seen)


def _refuse(proposal: Proposal) -> None:
    if not proposal.parsed.is_letter:
        raise _Refused(f"{NO_LETTER} Nothing was recorded. See what is read in it with --dry-run.")
    for similar in proposal.duplicates:
        if similar.is_same:
            raise _Refused(
                f"This letter is recorded already, as “{similar.subject}” of {similar.date}: "
                f"{admin_address(similar.key)} Nothing was recorded."
            )


def _unread(error: files.Unreadable | OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "This is a folder. Name the files in it, each as a FILE."
    if isinstance(error, OSError):
        return f"The file cannot be read: {error.strerror or error}."
    return str(error)


def _why(error: Exception) -> str:
    if isinstance(error, IntegrityError):
        return "Somebody whom it names was deleted at this very moment. Nothing of it was kept; import it once more."
    if not isinstance(error, NotSaved):
        return str(error)
    said = [
        f"{where.replace('-', ' ')}: {' '.join(messages)}" if where else " ".join(messages)
        for where, messages in error.errors.items()
    ]
    return f"It could not be recorded, and nothing of it was kept. {' '.join(said)}"


def admin_address(letter: int) -> str:
    return settings.BASE_URL + reverse("admin:letters_letter_change", args=[letter])
