from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from links.verdicts import DEFAULT_RULES, SUCCESSES, Decision, Seen, Standing, decide, give_verdict
from links.vocabulary import STRIKES, Outcome, PersonVerdict, State
from tests.factories import NOW

OK = Seen(outcome=Outcome.OK, status_code=200, final_url="https://a.example.org/x")
NOT_FOUND = Seen(outcome=Outcome.NOT_FOUND, status_code=404, final_url="https://a.example.org/x")
BLOCKED = Seen(outcome=Outcome.BLOCKED, status_code=403, final_url="https://a.example.org/x")
INCONCLUSIVE = Seen(outcome=Outcome.INCONCLUSIVE)


def after(*history: tuple[float, Seen], standing: Standing | None = None) -> Decision:
    """The last decision of checks on the given days."""
    decision = Decision(standing=standing or Standing(), next_check_at=NOW)
    for day, seen in history:
        decision = decide(decision.standing, seen, now=NOW + timedelta(days=day))
    return decision


def test_three_strikes_over_six_days_kill_a_link() -> None:
    assert after((0, NOT_FOUND), (3, NOT_FOUND)).standing.state == State.SUSPECT
    dead = after((0, NOT_FOUND), (3, NOT_FOUND), (6, NOT_FOUND))
    assert (dead.standing.state, dead.standing.strikes, dead.is_strike) == (State.DEAD, 3, True)
    assert dead.next_check_at == NOW + timedelta(days=36)


def test_three_strikes_within_one_day_do_not_kill_a_link() -> None:
    suspect = after((0, NOT_FOUND), (0.3, NOT_FOUND), (0.6, NOT_FOUND), (0.9, NOT_FOUND))
    assert (suspect.standing.state, suspect.standing.strikes, suspect.is_strike) == (State.SUSPECT, 1, False)


def test_three_strikes_over_four_days_do_not_kill_a_link_but_one_more_on_the_sixth_does() -> None:
    history = ((0, NOT_FOUND), (2, NOT_FOUND), (4, NOT_FOUND))
    assert after(*history).standing.state == State.SUSPECT
    assert after(*history, (6, NOT_FOUND)).standing.state == State.DEAD


def test_two_strikes_do_not_kill_a_link_however_far_apart() -> None:
    assert after((0, NOT_FOUND), (300, NOT_FOUND)).standing.state == State.SUSPECT


def test_a_success_in_between_starts_the_count_anew() -> None:
    decision = after((0, NOT_FOUND), (3, NOT_FOUND), (4, OK), (7, NOT_FOUND), (10, NOT_FOUND))
    assert (decision.standing.state, decision.standing.strikes) == (State.SUSPECT, 2)
    assert decision.standing.failing_since == NOW + timedelta(days=7)


def test_blocked_breaks_the_row_of_strikes() -> None:
    blocked = after((0, NOT_FOUND), (3, NOT_FOUND), (4, BLOCKED))
    assert (blocked.standing.state, blocked.standing.strikes) == (State.UNVERIFIABLE, 0)
    assert after((0, NOT_FOUND), (3, NOT_FOUND), (4, BLOCKED), (7, NOT_FOUND)).standing.state == State.SUSPECT


def test_a_dead_link_that_answers_is_alive_again_and_one_that_blocks_is_unverifiable() -> None:
    death = ((0, NOT_FOUND), (3, NOT_FOUND), (6, NOT_FOUND))
    assert after(*death, (36, NOT_FOUND)).standing.state == State.DEAD
    assert after(*death, (36, OK)).standing.state == State.ALIVE
    assert after(*death, (36, BLOCKED)).standing.state == State.UNVERIFIABLE


def test_an_inconclusive_check_changes_nothing_but_the_next_time() -> None:
    before = after((0, OK), (7, NOT_FOUND)).standing
    decision = decide(before, INCONCLUSIVE, now=NOW + timedelta(days=10))
    assert decision.standing == before
    assert decision.next_check_at == NOW + timedelta(days=10, hours=6)


def test_what_our_own_rules_refuse_is_excluded() -> None:
    decision = after((0, NOT_FOUND), (3, Seen(outcome=Outcome.REFUSED)))
    assert (decision.standing.state, decision.standing.strikes) == (State.EXCLUDED, 0)
    assert decision.next_check_at == NOW + timedelta(days=33)


def test_a_verdict_holds_while_the_evidence_is_the_same() -> None:
    failing = after((0, NOT_FOUND), (3, NOT_FOUND)).standing
    works = give_verdict(failing, PersonVerdict.WORKS, now=NOW + timedelta(days=3)).standing
    assert (works.state, works.strikes) == (State.ALIVE, 0)
    held = after((6, NOT_FOUND), (9, INCONCLUSIVE), (13, NOT_FOUND), (20, NOT_FOUND), standing=works)
    assert (held.standing.state, held.standing.strikes, held.is_strike) == (State.ALIVE, 0, False)


def test_a_verdict_ends_when_the_evidence_changes_and_the_rules_begin_afresh() -> None:
    works = give_verdict(after((0, NOT_FOUND)).standing, PersonVerdict.WORKS, now=NOW).standing
    changed = after((7, replace(NOT_FOUND, outcome=Outcome.GONE, status_code=410)), standing=works).standing
    assert (changed.person_verdict, changed.state, changed.strikes) == (None, State.SUSPECT, 1)


def test_more_proof_of_death_does_not_take_back_a_persons_really_gone() -> None:
    gone = give_verdict(after((0, NOT_FOUND)).standing, PersonVerdict.GONE, now=NOW).standing
    proof = after((30, replace(NOT_FOUND, outcome=Outcome.GONE, status_code=410)), standing=gone)
    assert (proof.standing.state, proof.standing.person_verdict, proof.standing.strikes) == (State.DEAD, None, 1)
    assert proof.next_check_at == NOW + timedelta(days=60)
    assert after((30, OK), standing=proof.standing).standing.state == State.ALIVE


def test_gone_by_a_persons_word_ends_by_an_answer_that_is_no_failure() -> None:
    gone = give_verdict(after((0, OK)).standing, PersonVerdict.GONE, now=NOW).standing
    assert gone.state == State.DEAD
    assert after((30, OK), standing=gone).standing.state == State.DEAD
    assert after((30, NOT_FOUND), standing=gone).standing.state == State.DEAD
    assert after((30, BLOCKED), standing=gone).standing.state == State.UNVERIFIABLE
    assert after((30, replace(OK, final_url="https://b.example.org/")), standing=gone).standing.state == State.ALIVE


def test_a_verdict_given_before_the_first_check_is_of_what_that_check_sees() -> None:
    ignored = give_verdict(Standing(), PersonVerdict.IGNORE, now=NOW).standing
    assert after((1, NOT_FOUND), (31, NOT_FOUND), standing=ignored).standing.state == State.EXCLUDED
    assert after((1, NOT_FOUND), (31, OK), standing=ignored).standing.state == State.ALIVE


outcomes = st.sampled_from(list(Outcome))
seen = st.builds(
    Seen, outcome=outcomes, status_code=st.sampled_from([None, 200, 404]), final_url=st.sampled_from(["", "x"])
)
gaps = st.floats(min_value=0.001, max_value=12)
jitters = st.floats(min_value=0, max_value=1, exclude_max=True)
histories = st.lists(st.tuples(gaps, seen, jitters), max_size=40)


def decisions(
    history: list[tuple[float, Seen, float]], *, standing: Standing | None = None
) -> list[tuple[timedelta, Seen, Decision]]:
    day, standing, made = timedelta(), standing or Standing(), []
    for gap, what, jitter in history:
        day += timedelta(days=gap)
        decision = decide(standing, what, now=NOW + day, jitter=jitter)
        made.append((day, what, decision))
        standing = decision.standing
    return made


@given(histories)
def test_never_dead_in_under_six_days_of_nothing_but_failing(history: list[tuple[float, Seen, float]]) -> None:
    failing_since: timedelta | None = None
    strikes: list[timedelta] = []
    was = State.UNCHECKED
    for day, what, decision in decisions(history):
        if what.outcome in STRIKES:
            failing_since = day if failing_since is None else failing_since
            if decision.is_strike:
                assert not strikes or day - strikes[-1] >= timedelta(days=2)
                strikes.append(day)
        elif what.outcome != Outcome.INCONCLUSIVE:
            failing_since, strikes = None, []
        if decision.standing.state == State.DEAD and was != State.DEAD:
            assert failing_since is not None
            assert day - failing_since >= timedelta(days=6)
            assert len(strikes) >= 3
        was = decision.standing.state


@given(histories, histories)
def test_only_an_answer_that_is_no_failure_brings_a_link_back_from_a_persons_really_gone(
    history: list[tuple[float, Seen, float]], more: list[tuple[float, Seen, float]]
) -> None:
    made = decisions(history)
    gone = give_verdict(made[-1][2].standing if made else Standing(), PersonVerdict.GONE, now=NOW).standing
    for _, what, decision in decisions(more, standing=gone):
        if what.outcome not in STRIKES | {Outcome.INCONCLUSIVE}:
            break
        assert decision.standing.state == State.DEAD


@given(histories)
def test_no_outcome_leads_to_a_state_it_must_not_lead_to(history: list[tuple[float, Seen, float]]) -> None:
    was = Standing()
    for _, what, decision in decisions(history):
        state = decision.standing.state
        if what.outcome in SUCCESSES:
            assert state == (State.ALIVE if what.outcome == Outcome.OK else State.MOVED)
            assert decision.standing.strikes == 0
        elif what.outcome == Outcome.BLOCKED:
            assert state == State.UNVERIFIABLE
        elif what.outcome == Outcome.INCONCLUSIVE:
            assert decision.standing == was
        elif what.outcome in STRIKES:
            assert state in {State.SUSPECT, State.DEAD}
        was = decision.standing


@given(histories)
def test_a_link_is_looked_at_again_in_good_time_and_jitter_only_puts_it_off(
    history: list[tuple[float, Seen, float]],
) -> None:
    for day, _, decision in decisions(history):
        wait = decision.next_check_at - (NOW + day)
        assert timedelta(hours=6) <= wait <= timedelta(days=33)
        if decision.standing.state == State.SUSPECT and wait > timedelta(days=1):
            assert wait >= DEFAULT_RULES.recheck_suspect


@given(st.lists(jitters, min_size=3, max_size=3))
def test_failures_seen_at_the_appointed_times_kill_with_the_third(waits: list[float]) -> None:
    now, standing = NOW, Standing()
    for jitter in waits:
        decision = decide(standing, NOT_FOUND, now=now, jitter=jitter)
        now, standing = decision.next_check_at, decision.standing
    assert standing.state == State.DEAD


@given(histories, st.sampled_from(list(PersonVerdict)), seen)
def test_a_persons_word_outlasts_every_repetition_of_the_same_evidence(
    history: list[tuple[float, Seen, float]], verdict: PersonVerdict, what: Seen
) -> None:
    made = decisions(history)
    standing = made[-1][2].standing if made else Standing()
    told = give_verdict(standing, verdict, now=NOW).standing
    again = decide(told, told.seen or what, now=NOW + timedelta(days=9)).standing
    assert (again.state, again.person_verdict or verdict) == (told.state, verdict)


Event = tuple[float, Seen | PersonVerdict, float]
events: st.SearchStrategy[list[Event]] = st.lists(
    st.tuples(gaps, st.one_of(seen, seen, seen, st.sampled_from(list(PersonVerdict))), jitters), max_size=40
)


def lived(life: list[Event]) -> list[tuple[timedelta, Seen | PersonVerdict, Standing, Decision]]:
    """Checks and persons' words in turn: when, what, where the link stood before, and what followed."""
    day, standing, made = timedelta(), Standing(), []
    for gap, what, jitter in life:
        day += timedelta(days=gap)
        if isinstance(what, Seen):
            decision = decide(standing, what, now=NOW + day, jitter=jitter)
        else:
            decision = give_verdict(standing, what, now=NOW + day, jitter=jitter)
        made.append((day, what, standing, decision))
        standing = decision.standing
    return made


def speaks(before: Standing, what: Seen) -> bool:
    """Whether a person's word is still good for what a check saw."""
    return before.person_verdict is not None and before.seen in (None, what)


@given(events)
def test_whatever_people_say_the_rules_alone_kill_nothing_in_under_six_days_and_three_strikes(
    life: list[Event],
) -> None:
    strikes: list[timedelta] = []
    for day, what, before, decision in lived(life):
        after = decision.standing
        if not isinstance(what, Seen):
            strikes = []
        elif what.outcome == Outcome.INCONCLUSIVE:
            pass
        elif speaks(before, what):
            assert not decision.is_strike
        elif what.outcome not in STRIKES:
            strikes = []
        else:
            # What a person said is not known any more to hold: the count begins with this failure.
            strikes = [] if before.person_verdict else strikes
            strikes += [day] if decision.is_strike else []
            if after.state == State.DEAD != before.state:
                assert len(strikes) >= 3
                assert strikes[-1] - strikes[0] >= timedelta(days=6)
                assert all(later - earlier >= timedelta(days=2) for earlier, later in pairwise(strikes))
        assert after.strikes == len(strikes)


@given(events)
def test_a_success_makes_alive_unless_a_persons_word_holds(life: list[Event]) -> None:
    for day, what, before, decision in lived(life):
        if not isinstance(what, Seen) or what.outcome not in SUCCESSES:
            continue
        assert decision.standing.last_ok_at == NOW + day
        expected = State.ALIVE if what.outcome == Outcome.OK else State.MOVED
        assert decision.standing.state == (before.state if speaks(before, what) else expected)


@given(
    st.lists(st.tuples(gaps, st.sampled_from([Outcome.BLOCKED, Outcome.INCONCLUSIVE, Outcome.REFUSED])), max_size=40)
)
def test_what_only_keeps_us_from_reading_never_makes_suspect_or_dead(history: list[tuple[float, Outcome]]) -> None:
    made = decisions([(gap, Seen(outcome=outcome), 0.0) for gap, outcome in history])
    assert {decision.standing.state for _, _, decision in made} <= {
        State.UNCHECKED,
        State.UNVERIFIABLE,
        State.EXCLUDED,
    }
    assert not any(decision.is_strike for _, _, decision in made)


@given(events, jitters)
def test_jitter_changes_nothing_but_the_next_time_and_that_by_a_tenth_at_most(life: list[Event], jitter: float) -> None:
    for day, what, before, _ in lived(life):
        now = NOW + day
        if isinstance(what, Seen):
            sharp, spread = (decide(before, what, now=now, jitter=part) for part in (0.0, jitter))
        else:
            sharp, spread = (give_verdict(before, what, now=now, jitter=part) for part in (0.0, jitter))
        assert (spread.standing, spread.is_strike) == (sharp.standing, sharp.is_strike)
        assert sharp.next_check_at <= spread.next_check_at <= now + (sharp.next_check_at - now) * 1.1


@given(events)
def test_the_dead_are_looked_at_within_thirty_three_days_and_nobody_waits_longer(life: list[Event]) -> None:
    for day, what, _, decision in lived(life):
        wait = decision.next_check_at - (NOW + day)
        assert timedelta(hours=6) <= wait <= timedelta(days=33)
        is_news = not isinstance(what, Seen) or what.outcome != Outcome.INCONCLUSIVE
        if decision.standing.state == State.DEAD and is_news:
            assert wait >= timedelta(days=30)
