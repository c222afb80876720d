"""What a link's page draws and says of time: pure, with the clock given."""

from datetime import timedelta

import pytest

from links.admin.progress import Stage, progress
from links.admin.timeline import WIDTH, Turn, draw
from links.vocabulary import State
from tests.factories import NOW

DAY = timedelta(days=1)


def test_states_lie_on_the_line_by_how_long_they_lasted() -> None:
    turns = [Turn(NOW - 50 * DAY, State.ALIVE), Turn(NOW - 25 * DAY, State.DEAD)]
    line = draw(began=NOW - 100 * DAY, first=State.UNCHECKED, turns=turns, checks=[(NOW - 25 * DAY, True)], now=NOW)
    assert [(span.state, span.x, span.width) for span in line.spans] == [
        (State.UNCHECKED, 0.0, 500.0),
        (State.ALIVE, 500.0, 250.0),
        (State.DEAD, 750.0, 250.0),
    ]
    assert line.marks == ((750.0, True),)
    assert [state for state, _ in line.legend] == ["unchecked", "alive", "dead"]


def test_a_state_of_an_hour_is_seen_and_nothing_leaves_the_drawing() -> None:
    hour = timedelta(hours=1)
    turns = [Turn(NOW - hour, State.DEAD)]
    line = draw(began=NOW - 3000 * DAY, first=State.ALIVE, turns=turns, checks=[(NOW, False)], now=NOW)
    last = line.spans[-1]
    assert last.width >= 4
    assert last.x + last.width <= WIDTH
    assert line.marks[0][0] < WIDTH


@pytest.mark.parametrize("began", [NOW, NOW + DAY, NOW - DAY])
def test_odd_clocks_still_draw_a_line(began) -> None:
    for turns in ([], [Turn(NOW, State.ALIVE)], [Turn(NOW + DAY, State.ALIVE)], [Turn(NOW, State.ALIVE)] * 2):
        line = draw(began=began, first=State.UNCHECKED, turns=turns, checks=[(NOW - 9 * DAY, False)], now=NOW)
        assert line.spans
        assert all(span.x >= 0 and span.x + span.width <= WIDTH + 0.1 for span in line.spans)


def told(**facts):
    defaults = {
        "next_check_at": NOW,
        "last_checked_at": NOW - DAY,
        "is_walked": False,
        "rests_until": None,
        "backed_off_until": None,
        "seen": "the page answered",
        "now": NOW,
    }
    return progress(**{**defaults, **facts})


def test_each_stage_of_a_check_is_told() -> None:
    assert told(next_check_at=None).stage == Stage.UNWATCHED
    assert told(next_check_at=NOW + DAY).stage == Stage.DONE
    assert told().stage == Stage.WAITING
    assert told(now=NOW + timedelta(seconds=59)).stage == Stage.WAITING
    late = told(now=NOW + timedelta(seconds=61))
    assert (late.stage, late.is_under_way) == (Stage.LATE, True)
    assert "for 1 minute." in late.words
    assert "worker and scheduler are up" in late.words
    assert told(is_walked=True, rests_until=NOW + DAY).stage == Stage.READING
    assert told(rests_until=NOW - DAY).stage == Stage.WAITING
    patient = told(backed_off_until=NOW + DAY)
    assert (patient.stage, patient.is_under_way) == (Stage.BACKED_OFF, False)
    assert "Never checked so far" in told(next_check_at=None, last_checked_at=None).words


def test_a_site_that_rests_is_not_said_to_be_read_nor_its_worker_to_be_missing() -> None:
    resting = told(rests_until=NOW + timedelta(minutes=90), now=NOW + timedelta(minutes=30))
    assert (resting.stage, resting.is_under_way) == (Stage.WAITING, True)
    assert "left in peace until 2 March 2026" in resting.words
