"""Writing down what checks saw, each once, many in one transaction; and how a check's result is put in words.

Here and where a person decides (`links/person.py`) are the only places where a link's state changes.
"""

import logging
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter

from django.db import transaction

from links import bulk
from links.evidence import Evidence
from links.models import Check, Link, PageText, Passage, StateChange
from links.pages import drift
from links.passages import worst
from links.verdicts import SUCCESSES, Decision, Seen, Standing, decide
from links.vocabulary import Aspect, Outcome, PassageResult, PersonVerdict, State, TextResult
from links.walking.findings import Job, Notes

logger = logging.getLogger(__name__)

_OF_LINK = (
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One link after one check, as `check_links` prints it."""

    url: str
    state: str
    outcome: str
    status_code: int | None
    final_url: str
    passage: str
    strikes: int


@dataclass(slots=True)
class _Row:
    """A link's row as far as checks change it, in the order of _OF_LINK."""

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
_values_of = attrgetter(*(field.name for field in fields(_Row)))


@dataclass(frozen=True, slots=True)
class _Before:
    """How a link stood before the check, in each aspect that leaves a row when it changes."""

    state: str
    passages: dict[int, str]
    changed: bool


@dataclass(frozen=True, slots=True)
class _Written:
    """A result that counts: the link as it is to be, the state it was in, and what was decided."""

    result: Result
    link: _Row
    before: _Before
    decision: Decision
    passage: PassageResult


def record_all(results: Sequence[Result], *, now: datetime) -> list[Checked | None]:
    """Write the checks and what follows from them, in one transaction; None for each that does not count.

    A check counts when its link is still what the job was read as. One that was done twice (a task delivered twice, a
    lease that ran out) counts once: the second finds another `last_checked_at` and is dropped. One that was begun
    before a person spoke is dropped as well: the person saw the page as late as the check did, and what they said must
    not fall to older evidence. The next check is then when the verdict set it.

    The links' rows are locked before they are compared (on SQLite the whole database is), always in the order of their
    keys, so that writers wait for each other and never in a circle.
    """
    with transaction.atomic():
        bulk.find_by_key()
        ids = {result.job.link_id for result in results}
        # The locks are taken in the order in which the rows come.
        locked = Link.objects.filter(bulk.among("pk", ids)).order_by("pk").select_for_update(no_key=True)
        links = {row[-1]: _Row(*row) for row in locked.values_list(*_OF_LINK)}
        asked = _asked(links)
        all_written = [_decide(result, links, asked, now) for result in results]
        written = [one for one in all_written if one is not None]
        bulk.insert(Check, _OF_CHECK, [_check_of(one, now) for one in written])
        _follow_texts(written, now)
        bulk.update(Link, _OF_LINK, [_values_of(one.link) for one in written])
        _write_changes([(one, turn) for one in written for turn in _turns(one)], now)
        _write_passages(written, now)
    return [None if one is None else _summary_of(one) for one in all_written]


def summary(url: str, evidence: Evidence, decision: Decision, passage: PassageResult) -> Checked:
    return Checked(
        url=url,
        state=str(decision.standing.state),
        outcome=str(evidence.outcome),
        status_code=evidence.status_code,
        final_url=evidence.final_url,
        passage=str(passage),
        strikes=decision.standing.strikes,
    )


def standing_of(link: Link | _Row) -> Standing:
    """The link's row as the rules see it."""
    seen = None
    if link.outcome:
        seen = Seen(outcome=Outcome(link.outcome), status_code=link.status_code, final_url=link.final_url)
    return Standing(
        state=State(link.state),
        seen=seen,
        strikes=link.strikes,
        failing_since=link.failing_since,
        last_strike_at=link.last_strike_at,
        last_ok_at=link.last_ok_at,
        person_verdict=PersonVerdict(link.person_verdict) if link.person_verdict else None,
    )


def apply_standing(link: Link | _Row, standing: Standing) -> None:
    """The opposite of `standing_of`: the link's row as the rules want it, not saved yet."""
    seen = standing.seen
    link.state = standing.state
    link.outcome = seen.outcome if seen else ""
    link.status_code = seen.status_code if seen else None
    link.final_url = seen.final_url if seen else ""
    link.strikes = standing.strikes
    link.failing_since, link.last_strike_at = standing.failing_since, standing.last_strike_at
    link.last_ok_at = standing.last_ok_at
    link.person_verdict = standing.person_verdict or ""
    if not standing.person_verdict:
        link.person_verdict_at = link.person_verdict_by_id = None


def seen_by(evidence: Evidence) -> Seen:
    return Seen(outcome=evidence.outcome, status_code=evidence.status_code, final_url=evidence.final_url)


def _asked(link_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """The passages that are asked of each link now, with what was last found of each."""
    asked: dict[int, dict[int, str]] = {}
    rows = Passage.objects.filter(bulk.among("link_id", link_ids)).order_by().values_list("link_id", "pk", "result")
    for link_id, pk, result in rows:
        asked.setdefault(link_id, {})[pk] = result
    return asked


def _decide(result: Result, links: dict[int, _Row], asked: dict[int, dict[int, str]], now: datetime) -> _Written | None:
    job, link = result.job, links.get(result.job.link_id)
    if link is None:
        return None
    if (link.last_checked_at, link.person_verdict_at) != (job.last_checked_at, job.person_verdict_at):
        return None
    decision = decide(standing_of(link), seen_by(result.evidence), now=now, jitter=random.random())  # noqa: S311
    passages = asked.get(link.pk, {})
    before = _Before(link.state, passages, link.changed)
    apply_standing(link, decision.standing)
    link.last_checked_at = now
    # A passage that was asked for while the page was being read has not been looked for: the link stays due.
    if link.next_check_at is not None and passages.keys() <= result.notes.passages.keys():
        link.next_check_at = decision.next_check_at
    return _Written(result, link, before, decision, worst(result.notes.passages.values()))


def _check_of(one: _Written, now: datetime) -> bulk.Row:
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


def _turns(one: _Written) -> Iterator[_Turn]:
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


def _write_changes(changed: Sequence[tuple[_Written, _Turn]], now: datetime) -> None:
    """Each with the check that decided it, which was written a moment ago."""
    ids = {one.link.pk for one, _ in changed}
    newest = Check.objects.filter(bulk.among("link_id", ids), checked_at=now).order_by("pk")
    checks = dict(newest.values_list("link_id", "pk")) if changed else {}
    rows = [(one.link.pk, *turn, now, checks[one.link.pk]) for one, turn in changed]
    bulk.insert(StateChange, _OF_CHANGE, rows)


def _follow_texts(written: Sequence[_Written], now: datetime) -> None:
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


def _write_passages(written: Sequence[_Written], now: datetime) -> None:
    """What a check that did not arrive at the page says of its passages is kept with the check alone."""
    by_result: dict[PassageResult, list[int]] = {}
    for one in written:
        if one.result.evidence.outcome in SUCCESSES:
            for passage_id, result in one.result.notes.passages.items():
                by_result.setdefault(result, []).append(passage_id)
    for result, ids in by_result.items():
        Passage.objects.filter(pk__in=ids).update(result=result, checked_at=now)


def _summary_of(one: _Written) -> Checked:
    return summary(one.result.job.url, one.result.evidence, one.decision, one.passage)
