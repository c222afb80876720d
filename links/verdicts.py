"""How a link's state follows from what checks see over time, and from what a person says of it. Pure.

The rules are those of DOMAIN.md 2.2 (after InternetArchiveBot's three failures over six days, and Broken Link
Checker's human verdict that holds until the evidence changes).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from links.vocabulary import STRIKES, Outcome, PersonVerdict, State

SUCCESSES = frozenset({Outcome.OK, Outcome.MOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The measures of the rules; `jitter` is the greatest part of an interval by which a re-check is put off."""

    strikes_to_die: int = 3
    dying_takes: timedelta = timedelta(days=6)
    between_strikes: timedelta = timedelta(days=2)
    recheck: timedelta = timedelta(days=7)
    recheck_suspect: timedelta = timedelta(days=3)
    recheck_dead: timedelta = timedelta(days=30)
    recheck_excluded: timedelta = timedelta(days=30)
    recheck_inconclusive: timedelta = timedelta(hours=6)
    jitter: float = 0.1

    def interval(self, state: State) -> timedelta:
        """How long a link in `state` is left in peace after a check."""
        special = {
            State.SUSPECT: self.recheck_suspect,
            State.DEAD: self.recheck_dead,
            State.EXCLUDED: self.recheck_excluded,
        }
        return special.get(state, self.recheck)


DEFAULT_RULES = Rules()
GIVEN_STATE = {
    PersonVerdict.WORKS: State.ALIVE,
    PersonVerdict.GONE: State.DEAD,
    PersonVerdict.IGNORE: State.EXCLUDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one check saw, as far as it decides anything."""

    outcome: Outcome
    status_code: int | None = None
    final_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a link stands. `seen` is the last conclusive check's, None before the first."""

    state: State = State.UNCHECKED
    seen: Seen | None = None
    strikes: int = 0
    failing_since: datetime | None = None
    last_strike_at: datetime | None = None
    last_ok_at: datetime | None = None
    person_verdict: PersonVerdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from a check: the link's new standing, when to look again, and whether the check was a strike."""

    standing: Standing
    next_check_at: datetime
    is_strike: bool = False


def decide(
    standing: Standing, seen: Seen, *, now: datetime, rules: Rules = DEFAULT_RULES, jitter: float = 0.0
) -> Decision:
    """The decision that follows from `seen` at `now`; `jitter` in [0, 1) spreads the re-checks, only ever later.

    - Inconclusive: nothing changes but the time of the next check.
    - A person's verdict holds while (outcome, status code, final URL) are what they were when the person spoke. A
      person who spoke before the first conclusive check spoke of whatever that check sees. When the evidence changes
      the verdict is cleared and the rules begin afresh, as for a link that was never checked. Only what a person said
      is gone stays dead while it goes on failing, if otherwise than before: more proof of death takes no death back.
    - Success makes alive (or moved) and clears the strikes; blocked makes unverifiable and clears them, too.
    - A failure is a strike when the last one is at least `between_strikes` old; a link dies by a strike that is at
      least its third and at least `dying_takes` after the first. A dead link that fails again stays dead, whether
      by the rules or by a person's word; only a success, blocked or refused brings it out of dead.
    """
    if seen.outcome == Outcome.INCONCLUSIVE:
        wait = rules.recheck_inconclusive
        return Decision(standing=standing, next_check_at=_later(now, wait, rules, jitter))
    is_strike = False
    if standing.person_verdict and standing.seen in (None, seen):
        after = replace(standing, seen=seen)
    else:
        if standing.person_verdict:
            state = State.DEAD if standing.state == State.DEAD else State.UNCHECKED
            standing = Standing(state=state, last_ok_at=standing.last_ok_at)
        after, is_strike = _by_the_rules(standing, seen, now, rules)
    if seen.outcome in SUCCESSES:
        after = replace(after, last_ok_at=now)
    next_check_at = _later(now, rules.interval(after.state), rules, jitter)
    return Decision(standing=after, next_check_at=next_check_at, is_strike=is_strike)


def give_verdict(
    standing: Standing,
    verdict: PersonVerdict,
    *,
    now: datetime,
    rules: Rules = DEFAULT_RULES,
    jitter: float = 0.0,
) -> Decision:
    """The standing after a person said `verdict`; strikes counted so far are forgotten."""
    state = GIVEN_STATE[verdict]
    given = _without_strikes(replace(standing, state=state, person_verdict=verdict))
    return Decision(standing=given, next_check_at=_later(now, rules.interval(state), rules, jitter))


def _by_the_rules(standing: Standing, seen: Seen, now: datetime, rules: Rules) -> tuple[Standing, bool]:
    if seen.outcome in STRIKES:
        return _failed(standing, seen, now, rules)
    state = {
        Outcome.OK: State.ALIVE,
        Outcome.MOVED: State.MOVED,
        Outcome.BLOCKED: State.UNVERIFIABLE,
        Outcome.REFUSED: State.EXCLUDED,
    }[seen.outcome]
    return _without_strikes(replace(standing, state=state, seen=seen)), False


def _failed(standing: Standing, seen: Seen, now: datetime, rules: Rules) -> tuple[Standing, bool]:
    last = standing.last_strike_at
    is_strike = last is None or now - last >= rules.between_strikes
    since = standing.failing_since or now
    strikes = standing.strikes + is_strike
    dies = is_strike and strikes >= rules.strikes_to_die and now - since >= rules.dying_takes
    after = replace(
        standing,
        state=State.DEAD if dies or standing.state == State.DEAD else State.SUSPECT,
        seen=seen,
        strikes=strikes,
        failing_since=since,
        last_strike_at=now if is_strike else last,
    )
    return after, is_strike


def _without_strikes(standing: Standing) -> Standing:
    return replace(standing, strikes=0, failing_since=None, last_strike_at=None)


def _later(now: datetime, wait: timedelta, rules: Rules, jitter: float) -> datetime:
    return now + wait * (1 + rules.jitter * jitter)
