from links.outage import Sighting, is_ours
from links.vocabulary import Outcome, State


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
