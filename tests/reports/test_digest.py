"""The rules of what is news, on plain values."""

from datetime import UTC, datetime

import pytest

from links.vocabulary import Aspect, State
from reports import mails
from reports.digest import Digest, Entry, Net, Section, Sighting, Turn, Weight, by_weight, turn


def a_section(of: Turn, total: int) -> Section:
    return Section(turn=of, entries=(), total=total)


def of_state(before: State, after: State) -> Turn | None:
    return turn({Aspect.STATE: Net(before, after)})


@pytest.mark.parametrize("before", [State.UNCHECKED, State.ALIVE, State.MOVED, State.SUSPECT, State.UNVERIFIABLE])
def test_reaching_dead_is_news_from_any_state(before: State) -> None:
    assert of_state(before, State.DEAD) is Turn.DIED


@pytest.mark.parametrize("after", [State.ALIVE, State.MOVED])
def test_only_a_page_that_can_be_read_again_has_recovered(after: State) -> None:
    assert of_state(State.DEAD, after) is Turn.RECOVERED


@pytest.mark.parametrize("after", [State.UNVERIFIABLE, State.SUSPECT, State.EXCLUDED, State.UNCHECKED])
def test_a_dead_page_that_cannot_be_verified_any_more_has_not_recovered(after: State) -> None:
    assert of_state(State.DEAD, after) is Turn.UNCLEAR


@pytest.mark.parametrize("before", [State.UNCHECKED, State.ALIVE, State.MOVED, State.SUSPECT])
def test_what_can_be_verified_no_more_and_what_moved_is_news(before: State) -> None:
    assert of_state(before, State.UNVERIFIABLE) is Turn.UNVERIFIABLE
    assert of_state(State.ALIVE, State.MOVED) is Turn.MOVED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.DEAD, State.DEAD),
        (State.ALIVE, State.SUSPECT),
        (State.SUSPECT, State.ALIVE),
        (State.UNCHECKED, State.ALIVE),
        (State.ALIVE, State.EXCLUDED),
    ],
)
def test_what_neither_dies_nor_comes_back_is_no_news(before: State, after: State) -> None:
    assert of_state(before, after) is None


@pytest.mark.parametrize(
    ("aspect", "before", "after", "told"),
    [
        (Aspect.PASSAGE, "present", "missing", Turn.PASSAGE_GONE),
        (Aspect.PASSAGE, "missing", "present", None),
        (Aspect.PASSAGE, "missing", "missing", None),
        (Aspect.TEXT, "same", "changed", Turn.CHANGED),
        (Aspect.TEXT, "changed", "same", None),
        (Aspect.SUCCESSOR, "absent", "proposed", Turn.FOUND),
        (Aspect.SUCCESSOR, "proposed", "absent", None),
    ],
)
def test_what_stands_beside_the_state_is_news_when_it_asks_for_something(
    aspect: Aspect, before: str, after: str, told: Turn | None
) -> None:
    assert turn({aspect: Net(before, after)}) is told


def test_of_several_things_the_gravest_is_told() -> None:
    found = Net("absent", "proposed")
    assert turn({Aspect.SUCCESSOR: found, Aspect.STATE: Net(State.ALIVE, State.DEAD)}) is Turn.DIED
    assert turn({Aspect.SUCCESSOR: found, Aspect.STATE: Net(State.ALIVE, State.SUSPECT)}) is Turn.FOUND


def test_every_turn_has_its_words() -> None:
    for one in Turn:
        assert Digest(sections=(a_section(one, 1),), letters_affected=1).headline.startswith("1 source ")
        assert one in mails._TITLES
        assert one in mails._MEANING


def test_a_headline_stays_short() -> None:
    digest = Digest(sections=tuple(a_section(one, 12) for one in Turn), letters_affected=24)
    expected = "12 sources died, 12 recovered, 12 could not be verified, more · 24 letters affected"
    assert digest.headline == expected


def test_the_headline_says_the_news() -> None:
    digest = Digest(sections=(a_section(Turn.DIED, 2), a_section(Turn.RECOVERED, 1)), letters_affected=3)
    assert digest.headline == "2 sources died, 1 recovered · 3 letters affected"


def test_the_headline_counts_one_as_one() -> None:
    assert (
        Digest(sections=(a_section(Turn.DIED, 1),), letters_affected=1).headline == "1 source died · 1 letter affected"
    )
    recovered = Digest(sections=(a_section(Turn.RECOVERED, 1),), letters_affected=2)
    assert recovered.headline == "1 source recovered · 2 letters affected"


def test_sources_cited_in_public_come_first_then_those_that_more_footnotes_cite() -> None:
    weights = {
        1: Weight(footnotes={1, 2, 3, 4}, in_published=False),
        2: Weight(footnotes={5}, in_published=True),
        3: Weight(footnotes={6, 7}, in_published=True),
    }
    assert by_weight(weights, [1, 2, 3]) == [3, 2, 1]


def test_claims_at_risk_come_before_all_others() -> None:
    weights = {
        1: Weight(footnotes={1, 2, 3}, in_published=True),
        2: Weight(footnotes={4}, claims_at_risk=1, in_published=False),
        3: Weight(footnotes={5}, claims_at_risk=1, in_published=True),
    }
    assert by_weight(weights, [1, 2, 3]) == [3, 2, 1]


def test_a_link_that_nobody_cites_is_left_out() -> None:
    assert by_weight({1: Weight()}, [1, 2]) == [1]


def test_a_status_code_is_named_once() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    assert Sighting(at=at, words="does not exist (404)", status_code=404).code_to_name is None
    assert Sighting(at=at, words="an error of its own", status_code=503).code_to_name == 503
    assert Sighting(at=at, words="no connection").code_to_name is None


def test_what_is_not_shown_is_counted() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    entry = Entry(link_id=1, title="t", publisher="", url="https://a.example/", state="", admin_url="", changed_at=at)
    assert Section(turn=Turn.DIED, entries=(entry,), total=5).not_shown == 4
