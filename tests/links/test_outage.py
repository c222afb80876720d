import pytest

from links.evidence import Doubt, Evidence
from links.vocabulary import Outcome, State
from links.walking.outage import Line, Reach, Sighting, is_ours, settled, sighting


def sightings(failed: int, answered: int, state: str = State.ALIVE) -> list[Sighting]:
    outcomes = [Outcome.TIMEOUT] * failed + [Outcome.NOT_FOUND] * answered
    return [Sighting(number, state, outcome) for number, outcome in enumerate(outcomes)]


def test_over_half_of_ten_hosts_that_were_alive_make_an_outage() -> None:
    assert is_ours(sightings(6, 4))
    assert not is_ours(sightings(5, 5))


def test_nine_hosts_are_too_few() -> None:
    assert not is_ours(sightings(9, 0))


def test_hosts_that_failed_before_say_nothing() -> None:
    assert not is_ours(sightings(20, 0, State.SUSPECT))


def test_many_links_of_one_host_are_one_host_and_one_answer_is_enough() -> None:
    one_host = [Sighting(1, State.ALIVE, Outcome.TIMEOUT) for _ in range(30)]
    assert not is_ours(one_host)
    answered = [Sighting(number, State.ALIVE, Outcome.OK) for number in range(12)]
    assert not is_ours(sightings(12, 0) + answered)


@pytest.mark.parametrize(
    ("doubt", "reach", "askable", "few", "outcome"),
    [
        (Doubt.NONE, Reach.NOTHING, Reach.NAME, False, Outcome.TIMEOUT),
        (Doubt.LINE, Reach.ADDRESS, Reach.NAME, False, Outcome.TIMEOUT),
        (Doubt.LINE, Reach.NOTHING, Reach.ADDRESS, True, Outcome.INCONCLUSIVE),
        (Doubt.LINE, Reach.NOTHING, Reach.NOTHING, True, Outcome.TIMEOUT),
        (Doubt.LINE, Reach.NOTHING, Reach.NOTHING, False, Outcome.INCONCLUSIVE),
        (Doubt.INNER_ADDRESS, Reach.NAME, Reach.NAME, False, Outcome.TIMEOUT),
        (Doubt.INNER_ADDRESS, Reach.ADDRESS, Reach.NAME, True, Outcome.INCONCLUSIVE),
        (Doubt.INNER_ADDRESS, Reach.ADDRESS, Reach.ADDRESS, True, Outcome.TIMEOUT),
        (Doubt.INNER_ADDRESS, Reach.ADDRESS, Reach.ADDRESS, False, Outcome.INCONCLUSIVE),
    ],
)
def test_what_counts_by_how_far_our_line_was_shown_to_reach(
    doubt: Doubt, reach: Reach, askable: Reach, few: bool, outcome: Outcome
) -> None:
    line = Line(reach=reach, askable=askable, few=few)
    assert settled(Evidence(outcome=Outcome.TIMEOUT, doubt=doubt), line).outcome == outcome


@pytest.mark.parametrize("reach", Reach)
def test_silence_of_name_servers_counts_only_when_another_name_was_reached(reach: Reach) -> None:
    silence = Evidence(outcome=Outcome.INCONCLUSIVE, doubt=Doubt.NAME_SERVERS)
    expected = Outcome.DNS_FAILURE if reach == Reach.NAME else Outcome.INCONCLUSIVE
    assert settled(silence, Line(reach=reach)).outcome == expected


def test_a_name_that_cannot_exist_says_nothing_of_our_line() -> None:
    assert sighting(1, State.ALIVE, Evidence(outcome=Outcome.DNS_FAILURE)) is None
    assert sighting(1, State.ALIVE, Evidence(outcome=Outcome.DNS_FAILURE, doubt=Doubt.LINE)) is not None
