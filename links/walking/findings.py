"""What a walk is given and what it brings home: hosts with their jobs, and what each check found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from links.evidence import Evidence
from links.models import Passage
from links.pages import drift
from links.passages import look_for_directives, look_for_quote
from links.verdicts import SUCCESSES
from links.vocabulary import PassageResult

# How words are looked for, by the kind of passage they are.
_LOOK = {Passage.Kind.FRAGMENT: look_for_directives, Passage.Kind.QUOTE: look_for_quote}


@dataclass(frozen=True, slots=True)
class Job:
    """One link to check, as it was read: by the two times recording sees what came in between, a check or a person.

    `passages` are (id, kind, words) that must stand on the page; `fingerprint` is of the text that was last read there;
    `wants_copy` says that our own copy of the page is still to be kept.
    """

    link_id: int
    url: str
    state: str
    last_checked_at: datetime | None
    person_verdict_at: datetime | None = None
    passages: tuple[tuple[int, str, str], ...] = ()
    fingerprint: str = ""
    wants_copy: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """The jobs of one leased host. `until` is the lease's token; `goes_on` says that there may be more jobs."""

    host_id: int
    name: str
    interval: float | None
    until: datetime
    jobs: Sequence[Job]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Notes:
    """What was taken down of a page's text, so that the text itself need not be kept until the record is written.

    `sketch` (links/pages/drift.py) is of a text that is not the one last read, and long enough to be compared.
    """

    passages: Mapping[int, PassageResult] = field(default_factory=dict)
    sketch: bytes = b""


@dataclass(frozen=True, slots=True)
class Found:
    """What a check of one job saw."""

    round: Round
    job: Job
    evidence: Evidence
    notes: Notes = field(default_factory=Notes)


@dataclass(frozen=True, slots=True)
class PutOff:
    """The job could not be done, by nobody's fault (`pace.Busy`): it comes round again after `seconds`."""

    round: Round
    job: Job
    seconds: float


@dataclass(frozen=True, slots=True)
class BackedOff:
    """The host of this name, reached by a redirect, asked to be left alone for `seconds`."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class RunningLow:
    """A round that goes on has few jobs left."""

    round: Round


@dataclass(frozen=True, slots=True)
class RoundEnded:
    """The host's walk is over. `back_off` is how many seconds the site asked to be left alone for, `asked_by` its name:
    behind a redirect, that is another site than the round's.

    `done` is how many jobs were done or put off, `is_cut` says that not all were, and `undone` is the first of those
    that was not. `rests` is for how many seconds the host must still be left in peace, by its interval.
    """

    round: Round
    back_off: float = 0.0
    asked_by: str = ""
    done: int = 0
    is_cut: bool = False
    undone: Job | None = None
    rests: float = 0.0


Report = Found | PutOff | BackedOff | RunningLow | RoundEnded


def check_passages(passages: Sequence[tuple[str, str]], evidence: Evidence) -> list[PassageResult]:
    """The result of each (kind, text); `not_checkable` when the check did not arrive at a page."""
    text = evidence.text if evidence.outcome in SUCCESSES else None
    return [_LOOK[Passage.Kind(kind)](words, text, incomplete=evidence.incomplete) for kind, words in passages]


def take_down(round_: Round, job: Job, evidence: Evidence) -> Found:
    """The finding with all that is wanted of the page's text and answer taken down, and no more of them kept."""
    results = check_passages([(kind, words) for _, kind, words in job.passages], evidence)
    notes = Notes(
        passages={pk: result for (pk, _, _), result in zip(job.passages, results, strict=True)},
        sketch=_sketch(job, evidence),
    )
    kept = evidence.answer if job.wants_copy and evidence.outcome in SUCCESSES else None
    return Found(round_, job, evidence._replace(text=None, main_text=None, answer=kept), notes)


def size_of(evidence: Evidence) -> int:
    """Roughly how much text there is to work on."""
    return len(evidence.text or "") + len(evidence.main_text or "")


def _sketch(job: Job, evidence: Evidence) -> bytes:
    text = evidence.main_text or evidence.text
    if evidence.outcome not in SUCCESSES or evidence.incomplete or not text:
        return b""
    if not evidence.fingerprint or evidence.fingerprint == job.fingerprint:
        return b""
    # A first text's sample is stored, a present one's compared and thrown away.
    sample = drift.sketch(text, kept=drift.WIDE if job.fingerprint else drift.KEPT)
    return sample if drift.is_enough(sample) else b""
