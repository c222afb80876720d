"""Writing down what a check saw, once, and what a person said: the only places where a link's state changes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from links.evidence import Evidence
from links.models import Check, Link, Passage, StateChange
from links.passages import look_for_directives, look_for_quote, worst
from links.verdicts import SUCCESSES, Decision, Seen, Standing, decide, give_verdict
from links.vocabulary import Outcome, PassageResult, PersonVerdict, State
from links.walking import Job

_ATTEMPTS = 5


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


class ChangedMeanwhile(Exception):
    """The link kept being changed by others while a person's verdict was to be written."""


def record(job: Job, evidence: Evidence, *, now: datetime) -> Checked | None:
    """Write the check and what follows from it, in one transaction; None when another check came first.

    The condition of the UPDATE holds what the decision was made from. A check that was done twice (a task delivered
    twice, a lease that ran out) counts once: the second finds another `last_checked_at` and is dropped. One that was
    begun before a person spoke is dropped as well: the person saw the page as late as the check did, and what they said
    must not fall to older evidence. The next check is then when the verdict set it.
    """
    results = _look_for(job.link_id, evidence)
    passage = worst(results.values())
    with transaction.atomic():
        link = Link.objects.filter(
            pk=job.link_id, last_checked_at=job.last_checked_at, person_verdict_at=job.person_verdict_at
        ).first()
        if link is None:
            return None
        decision = decide(standing_of(link), seen_by(evidence), now=now, jitter=random.random())  # noqa: S311
        watched = {} if link.next_check_at is None else {"next_check_at": decision.next_check_at}
        if not _update(link, decision, last_checked_at=now, **watched):
            return None
        check = _keep(link, evidence, decision, passage, now)
        if decision.standing.state != link.state:
            StateChange.objects.create(
                link=link, from_state=link.state, to_state=decision.standing.state, changed_at=now, evidence=check
            )
        if evidence.outcome in SUCCESSES:
            for passage_id, result in results.items():
                Passage.objects.filter(pk=passage_id).update(result=result, checked_at=now)
    return summary(job.url, evidence, decision, passage)


def judge(*, link: Link, verdict: PersonVerdict, by: User | None, now: datetime) -> bool:
    """Write a person's verdict on the link; True when its state changed by it.

    Made from the link as it stands in the database, and again if a check is recorded in that very moment; raises
    ChangedMeanwhile when that goes on.
    """
    for _ in range(_ATTEMPTS):
        with transaction.atomic():
            fresh = Link.objects.get(pk=link.pk)
            decision = give_verdict(standing_of(fresh), verdict, now=now, jitter=random.random())  # noqa: S311
            watched = {} if fresh.next_check_at is None else {"next_check_at": decision.next_check_at}
            if not _update(fresh, decision, person_verdict_at=now, person_verdict_by=by, **watched):
                continue
            changed = decision.standing.state != fresh.state
            if changed:
                StateChange.objects.create(
                    link=fresh, from_state=fresh.state, to_state=decision.standing.state, changed_at=now, by=by
                )
            return changed
    raise ChangedMeanwhile(f"{link.url} is being checked at this moment; say it again in a minute.")


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


def standing_of(link: Link) -> Standing:
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


def seen_by(evidence: Evidence) -> Seen:
    return Seen(outcome=evidence.outcome, status_code=evidence.status_code, final_url=evidence.final_url)


def check_passages(passages: Sequence[tuple[str, str]], evidence: Evidence) -> list[PassageResult]:
    """The result of each (kind, text); `not_checkable` when the check did not arrive at a page."""
    text = evidence.text if evidence.outcome in SUCCESSES else None
    look = {Passage.Kind.FRAGMENT: look_for_directives, Passage.Kind.QUOTE: look_for_quote}
    return [look[Passage.Kind(kind)](words, text, incomplete=evidence.incomplete) for kind, words in passages]


def _look_for(link_id: int, evidence: Evidence) -> dict[int, PassageResult]:
    rows = list(Passage.objects.filter(link=link_id).values_list("pk", "kind", "text"))
    results = check_passages([(kind, text) for _, kind, text in rows], evidence)
    return {pk: result for (pk, _, _), result in zip(rows, results, strict=True)}


def _update(link: Link, decision: Decision, **facts: object) -> bool:
    """Write the decision if the link still is what it was decided from."""
    after = decision.standing
    verdict: dict[str, object] = {"person_verdict": after.person_verdict or ""}
    if not after.person_verdict:
        verdict |= {"person_verdict_at": None, "person_verdict_by": None}
    seen = after.seen
    rows = Link.objects.filter(
        pk=link.pk,
        state=link.state,
        strikes=link.strikes,
        last_checked_at=link.last_checked_at,
        person_verdict=link.person_verdict,
        person_verdict_at=link.person_verdict_at,
    ).update(
        state=after.state,
        outcome=seen.outcome if seen else "",
        status_code=seen.status_code if seen else None,
        final_url=seen.final_url if seen else "",
        strikes=after.strikes,
        failing_since=after.failing_since,
        last_strike_at=after.last_strike_at,
        last_ok_at=after.last_ok_at,
        **{**verdict, **facts},
    )
    return rows == 1


def _keep(link: Link, evidence: Evidence, decision: Decision, passage: PassageResult, now: datetime) -> Check:
    return Check.objects.create(
        link=link,
        checked_at=now,
        outcome=evidence.outcome,
        status_code=evidence.status_code,
        redirects=list(evidence.redirects),
        final_url=evidence.final_url,
        elapsed_ms=evidence.elapsed_ms,
        body_bytes=evidence.body_bytes,
        content_type=evidence.content_type,
        error=evidence.error,
        page_title=evidence.page_title,
        fingerprint=evidence.fingerprint,
        passage=passage,
        counted_as_strike=decision.is_strike,
    )
