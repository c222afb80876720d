"""Writing down what checks saw, each once, many in one transaction; and how a check's result is put in words.

Here and where a person decides (`links/person.py`) are the only places where a link's state changes.
"""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from links import bulk
from links.evidence import Evidence
from links.models import Link, Passage
from links.passages import worst
from links.verdicts import Decision, Seen, Standing, decide
from links.vocabulary import Outcome, PassageResult, PersonVerdict, State
from links.writing import OF_LINK, Before, LinkRow, Result, Written, write_down


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
        links = {row[-1]: LinkRow(*row) for row in locked.values_list(*OF_LINK)}
        asked = _asked(links)
        all_written = [_decide(result, links, asked, now) for result in results]
        written = [one for one in all_written if one is not None]
        write_down(written, now)
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


def standing_of(link: Link | LinkRow) -> Standing:
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


def apply_standing(link: Link | LinkRow, standing: Standing) -> None:
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


def _decide(
    result: Result, links: dict[int, LinkRow], asked: dict[int, dict[int, str]], now: datetime
) -> Written | None:
    job, link = result.job, links.get(result.job.link_id)
    if link is None:
        return None
    if (link.last_checked_at, link.person_verdict_at) != (job.last_checked_at, job.person_verdict_at):
        return None
    decision = decide(standing_of(link), seen_by(result.evidence), now=now, jitter=random.random())  # noqa: S311
    passages = asked.get(link.pk, {})
    before = Before(link.state, passages, link.changed)
    apply_standing(link, decision.standing)
    link.last_checked_at = now
    # A passage that was asked for while the page was being read has not been looked for: the link stays due.
    if link.next_check_at is not None and passages.keys() <= result.notes.passages.keys():
        link.next_check_at = decision.next_check_at
    return Written(result, link, before, decision, worst(result.notes.passages.values()))


def _summary_of(one: Written) -> Checked:
    return summary(one.result.job.url, one.result.evidence, one.decision, one.passage)
