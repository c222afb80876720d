"""The rows that checks leave: the check itself, the link's new standing, each change, the page's text, its passages.

What they say is decided before (`links/recording.py`); here they are written, each kind in one statement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter

from links import bulk
from links.evidence import Evidence
from links.models import Check, Link, PageText, Passage, StateChange
from links.pages import drift
from links.passages import worst
from links.verdicts import SUCCESSES, Decision
from links.vocabulary import Aspect, PassageResult, TextResult
from links.walking.findings import Job, Notes

OF_LINK = (
    "state",
    "outcome",
    "status_code",
    "final_url",
    "strikes",
    "failing_since",
    "last_strike_at",
    "last_checked_at",
    "last_ok_at",
    "next_check_at",
    "changed",
    "person_verdict",
    "person_verdict_at",
    "person_verdict_by",
    "id",
)
_OF_CHECK = (
    "link",
    "checked_at",
    "outcome",
    "status_code",
    "redirects",
    "final_url",
    "elapsed_ms",
    "body_bytes",
    "content_type",
    "error",
    "page_title",
    "fingerprint",
    "passage",
    "counted_as_strike",
)
_OF_CHANGE = ("link", "aspect", "from_state", "to_state", "changed_at", "evidence")
_OF_TEXT = ("link", "first_read_at", "first_fingerprint", "first_sketch", "fingerprint", "read_at", "resemblance")


@dataclass(frozen=True, slots=True)
class Result:
    """What one check of one job saw, ready to be written down."""

    job: Job
    evidence: Evidence
    notes: Notes = field(default_factory=Notes)


@dataclass(slots=True)
class LinkRow:
    """A link's row as far as checks change it, in the order of OF_LINK."""

    state: str
    outcome: str
    status_code: int | None
    final_url: str
    strikes: int
    failing_since: datetime | None
    last_strike_at: datetime | None
    last_checked_at: datetime | None
    last_ok_at: datetime | None
    next_check_at: datetime | None
    changed: bool
    person_verdict: str
    person_verdict_at: datetime | None
    person_verdict_by_id: int | None
    pk: int


# An aspect of a link, and from what to what it passed.
_Turn = tuple[Aspect, str, str]
_values_of = attrgetter(*(field.name for field in fields(LinkRow)))


@dataclass(frozen=True, slots=True)
class Before:
    """How a link stood before the check, in each aspect that leaves a row when it changes."""

    state: str
    passages: dict[int, str]
    changed: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A result that counts: the link as it is to be, the state it was in, and what was decided."""

    result: Result
    link: LinkRow
    before: Before
    decision: Decision
    passage: PassageResult


def write_down(written: Sequence[Written], now: datetime) -> None:
    """All that follows from these checks, made at `now`; for whoever has locked the links' rows."""
    bulk.insert(Check, _OF_CHECK, [_check_of(one, now) for one in written])
    _follow_texts(written, now)
    bulk.update(Link, OF_LINK, [_values_of(one.link) for one in written])
    _write_changes([(one, turn) for one in written for turn in _turns(one)], now)
    _write_passages(written, now)


def _check_of(one: Written, now: datetime) -> bulk.Row:
    """In the order of _OF_CHECK."""
    evidence = one.result.evidence
    return (
        one.link.pk,
        now,
        evidence.outcome,
        evidence.status_code,
        list(evidence.redirects),
        evidence.final_url,
        evidence.elapsed_ms,
        evidence.body_bytes,
        evidence.content_type,
        evidence.error,
        evidence.page_title,
        evidence.fingerprint,
        one.passage,
        one.decision.is_strike,
    )


def _turns(one: Written) -> Iterator[_Turn]:
    """Each aspect of the link that this check changed, from what to what."""
    turns: list[_Turn] = [(Aspect.STATE, one.before.state, one.link.state)]
    if one.before.changed != one.link.changed:
        texts = (TextResult.SAME, TextResult.CHANGED)
        turns.append((Aspect.TEXT, texts[one.before.changed], texts[one.link.changed]))
    if one.result.evidence.outcome in SUCCESSES:
        found = {**one.before.passages, **one.result.notes.passages}
        told, tells = worst(one.before.passages.values()), worst(found.values())
        # That a passage stands there as expected is no news; that it is gone is, and that it is back.
        if PassageResult.MISSING in (told, tells):
            turns.append((Aspect.PASSAGE, told, tells))
    return (turn for turn in turns if turn[1] != turn[2])


def _write_changes(changed: Sequence[tuple[Written, _Turn]], now: datetime) -> None:
    """Each with the check that decided it, which was written a moment ago."""
    ids = {one.link.pk for one, _ in changed}
    newest = Check.objects.filter(bulk.among("link_id", ids), checked_at=now).order_by("pk")
    checks = dict(newest.values_list("link_id", "pk")) if changed else {}
    rows = [(one.link.pk, *turn, now, checks[one.link.pk]) for one, turn in changed]
    bulk.insert(StateChange, _OF_CHANGE, rows)


def _follow_texts(written: Sequence[Written], now: datetime) -> None:
    """Keep what the pages said at first and say now, and whether the one is far from the other (pages/drift.py)."""
    read = {one.link.pk: one for one in written if one.result.notes.sketch}
    texts = PageText.objects.filter(bulk.among("link_id", read)).order_by() if read else ()
    known = {text.link_id: text for text in texts}
    new, altered = list[bulk.Row](), list[PageText]()
    for link_id, one in read.items():
        fingerprint, sketch = one.result.evidence.fingerprint, one.result.notes.sketch
        text = known.get(link_id)
        if text is None:
            new.append((link_id, now, fingerprint, sketch, fingerprint, now, 1.0))
        elif text.fingerprint != fingerprint:
            text.fingerprint, text.read_at = fingerprint, now
            text.resemblance = drift.resemblance(bytes(text.first_sketch), sketch)
            one.link.changed = text.resemblance < drift.FAR
            altered.append(text)
    bulk.insert(PageText, _OF_TEXT, new)
    if altered:
        PageText.objects.bulk_update(altered, ["fingerprint", "read_at", "resemblance"])


def _write_passages(written: Sequence[Written], now: datetime) -> None:
    """What a check that did not arrive at the page says of its passages is kept with the check alone."""
    by_result: dict[PassageResult, list[int]] = {}
    for one in written:
        if one.result.evidence.outcome in SUCCESSES:
            for passage_id, result in one.result.notes.passages.items():
                by_result.setdefault(result, []).append(passage_id)
    for result, ids in by_result.items():
        Passage.objects.filter(pk__in=ids).update(result=result, checked_at=now)
