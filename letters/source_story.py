"""What checks saw of a source since it is public, as runs of checks that saw the same.

Weekly checks of a page that answers would fill screens with one sentence. A run says it once, with its first and last
day; wherever something changed, a new run begins. What a check found of passages is left out: they may be those of a
letter that is not public, and each public citation has its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from letters.models import Source
from links.models import Check, StateChange
from links.vocabulary import Aspect, Outcome

CHECKS_READ = 300
CHANGES_READ = 100
# Proposals of a new address are the staff's until one is accepted; passages, see above.
_TOLD = (Aspect.STATE, Aspect.TEXT)


@dataclass(frozen=True, slots=True)
class Run:
    """Checks in a row that saw the same. `state` and `text` are what the link passed to with the first of them, empty
    where nothing changed. Without an outcome it is no check, but what a member of staff decided."""

    first: datetime
    last: datetime
    checks: int
    outcome: str
    status_code: int | None
    is_strike: bool
    state: str = ""
    text: str = ""

    @property
    def outcome_words(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""

    @property
    def is_of_days(self) -> bool:
        return timezone.localdate(self.first) != timezone.localdate(self.last)

    @property
    def _same(self) -> tuple[str, int | None, bool]:
        return self.outcome, self.status_code, self.is_strike


@dataclass(frozen=True, slots=True)
class Story:
    """The newest run first; `is_cut` when there are checks before the oldest that was read."""

    runs: Sequence[Run]
    is_cut: bool


def story_of(source: Source, *, since: datetime | None) -> Story:
    """What is told of `source` in two queries: nothing from before `since` (`letters.reading.public_since`), when a
    letter that cites it was first published."""
    if source.link_id is None or since is None:
        return Story([], is_cut=False)
    read = list(Check.objects.filter(link=source.link_id, checked_at__gte=since)[: CHECKS_READ + 1])
    told = StateChange.every.filter(link=source.link_id, aspect__in=_TOLD, changed_at__gte=since)
    changes = list(told.select_related("evidence")[:CHANGES_READ])
    checks = read[:CHECKS_READ]
    return Story(joined(_single(checks, changes)), is_cut=len(read) > CHECKS_READ)


def _single(checks: Iterable[Check], changes: Iterable[StateChange]) -> list[Run]:
    """A run for each check, newest first, and one for each decision of a person."""
    by_check = {check.pk: _run(check) for check in checks}
    decisions = []
    for change in changes:
        if change.evidence is None:
            at = change.changed_at
            decided = Run(first=at, last=at, checks=0, outcome="", status_code=None, is_strike=False)
            decisions.append(_turned(decided, change))
        else:
            # A change is told with the check that decided it, however long ago.
            run = by_check.get(change.evidence.pk) or _run(change.evidence)
            by_check[change.evidence.pk] = _turned(run, change)
    return sorted([*by_check.values(), *decisions], key=lambda run: run.last, reverse=True)


def _run(check: Check) -> Run:
    at = check.checked_at
    return Run(at, at, 1, check.outcome, check.status_code, check.counted_as_strike)


def _turned(run: Run, change: StateChange) -> Run:
    is_state = change.aspect == Aspect.STATE
    return replace(run, state=change.to_state) if is_state else replace(run, text=change.to_state)


def joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours that saw the same made one. `runs` are the newest first; a run that changed something is a first
    one, to which nothing older is joined."""
    found: list[Run] = []
    for run in runs:
        newer = found[-1] if found else None
        if newer and newer.outcome and not newer.state and not newer.text and newer._same == run._same:
            found[-1] = replace(run, last=newer.last, checks=newer.checks + run.checks)
        else:
            found.append(run)
    return found
