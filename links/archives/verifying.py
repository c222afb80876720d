"""Whether an archived copy answers, and which of the link's passages stand on it.

Of a Wayback Machine the page is read as the site gave it (`id_`), so that words can be looked for, and also be
missed. Other archives wrap the page into their own: what is found there is there, what is not may be inside the frame.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from links.archives.asking import REST_AFTER_FAILURE, REST_AFTER_REFUSAL
from links.archives.visiting import Visit, wayback
from links.archives.wayback import Wayback
from links.evidence import Evidence, Hop
from links.judging import outcomes
from links.models import Link, Passage, Snapshot
from links.verdicts import SUCCESSES
from links.vocabulary import TRANSPORT_FAILURES, Outcome, PassageResult
from links.walking.findings import check_passages

AGAIN_AFTER_SUCCESS = timedelta(days=180)
AGAIN_AFTER_FAILURE = timedelta(days=7)
# A copy of nearly the same moment is the same copy.
_SAME_MOMENT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was seen of a copy: the outcome, and each passage's result by its id (none unless the copy answered)."""

    outcome: Outcome
    passages: Mapping[int, PassageResult]


def due(now: datetime) -> QuerySet[Snapshot]:
    """Copies of watched links to be asked for again: never asked for, failing for a week, fine for half a year."""
    fine = Q(outcome__in=SUCCESSES)
    return Snapshot.objects.filter(link__next_check_at__isnull=False).filter(
        Q(verified_at=None)
        | fine & Q(verified_at__lte=now - AGAIN_AFTER_SUCCESS)
        | ~fine & Q(verified_at__lte=now - AGAIN_AFTER_FAILURE)
    )


def verify(visit: Visit, snapshot: Snapshot, *, now: datetime) -> Verified | None:
    """Ask for the copy and write down what was seen; None when the archive would not be asked now."""
    archive = wayback()
    evidence = visit.line.read(archive.raw(snapshot.url), budget=max(0.0, visit.left))
    if evidence.status_code == 429:
        visit.tire(REST_AFTER_REFUSAL if evidence.retry_after is None else max(1.0, evidence.retry_after))
        return None
    if evidence.outcome in TRANSPORT_FAILURES or (evidence.status_code or 0) >= 500:
        visit.tire(evidence.retry_after or REST_AFTER_FAILURE)
    evidence = _as_of_the_original(archive, snapshot, evidence)
    # Written whatever it was: a copy that always fails must not stand first in the queue for ever.
    Snapshot.objects.filter(pk=snapshot.pk).update(verified_at=now, outcome=evidence.outcome)
    snapshot.verified_at, snapshot.outcome = now, evidence.outcome
    return Verified(evidence.outcome, _passages(snapshot.link, evidence) if evidence.outcome in SUCCESSES else {})


def refuse(snapshots: Iterable[Snapshot], *, now: datetime) -> None:
    """Write down that these copies stand at addresses that we open for nobody, so that they wait in no queue."""
    keys = [snapshot.pk for snapshot in snapshots]
    Snapshot.objects.filter(pk__in=keys).update(verified_at=now, outcome=Outcome.REFUSED)


def _passages(link: Link, evidence: Evidence) -> dict[int, PassageResult]:
    rows = list(Passage.objects.filter(link=link).values_list("pk", "kind", "text"))
    results = check_passages([(kind, text) for _, kind, text in rows], evidence)
    return {pk: result for (pk, _, _), result in zip(rows, results, strict=True)}


def _as_of_the_original(archive: Wayback, snapshot: Snapshot, evidence: Evidence) -> Evidence:
    """The evidence as it speaks of the page that was kept, not of the archive's address for it."""
    if not archive.is_capture(snapshot.url):
        # Words that are not found may stand inside the archive's frame.
        return evidence._replace(incomplete=True)
    asked, arrived = archive.read(snapshot.url), archive.read(evidence.final_url)
    if evidence.outcome not in SUCCESSES or asked is None:
        return evidence
    if arrived is None:
        return evidence._replace(outcome=Outcome.INCONCLUSIVE)
    try:
        hops = [
            Hop(url=_original(archive, hop["url"]), status=hop["status"], location=_original(archive, hop["location"]))
            for hop in evidence.redirects
        ]
        outcome = outcomes.outcome_of_arrival(asked[1], hops, arrived[1])
    except ValueError:
        return evidence._replace(outcome=Outcome.INCONCLUSIVE)
    # Another copy was shown instead: it proves nothing of this one.
    elsewhen = abs(arrived[0] - asked[0]) > _SAME_MOMENT
    text = None if elsewhen else evidence.text
    return evidence._replace(outcome=outcome, text=text)


def _original(archive: Wayback, address: str) -> str:
    named = archive.read(address)
    if named is None:
        raise ValueError(address)
    return named[1]
