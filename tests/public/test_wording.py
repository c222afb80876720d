from datetime import UTC, datetime

import pytest

from letters import dates
from letters.models import Citation, Source
from links.models import Link, Passage
from links.vocabulary import Outcome, PassageResult, PersonVerdict, State
from public import wording

MARCH = datetime(2026, 3, 3, 12, tzinfo=UTC)
MAY = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (Link(state=State.UNCHECKED), "not checked yet"),
        (Link(state=State.ALIVE, last_ok_at=MARCH), "readable, checked 3 March 2026"),
        (Link(state=State.ALIVE, last_ok_at=MARCH, last_checked_at=MAY), "readable, checked 3 March 2026"),
        (Link(state=State.MOVED, last_ok_at=MARCH), "readable at a new address, checked 3 March 2026"),
        (
            Link(state=State.SUSPECT, failing_since=MARCH, outcome=Outcome.TIMEOUT),
            "failing since 3 March 2026, being checked again: no full answer in time",
        ),
        (
            Link(state=State.DEAD, failing_since=MARCH, last_checked_at=MAY, outcome=Outcome.GONE),
            "no longer readable since 3 March 2026: the site says the page was removed (410)",
        ),
        (
            Link(state=State.UNVERIFIABLE, last_checked_at=MARCH, outcome=Outcome.BLOCKED),
            "could not be verified: the site does not let our checker read the page; last tried 3 March 2026",
        ),
        (Link(state=State.EXCLUDED), "not checked, by our own rules"),
        (
            Link(state=State.DEAD, person_verdict=PersonVerdict.GONE, person_verdict_at=MARCH),
            "no longer readable, as a member of staff confirmed on 3 March 2026",
        ),
        (
            Link(state=State.ALIVE, person_verdict=PersonVerdict.WORKS, person_verdict_at=MARCH),
            "readable, as a member of staff found on 3 March 2026",
        ),
        (None, "on paper only: no address to check"),
    ],
)
def test_a_link_state_is_said_in_words_with_its_day(link, words):
    assert wording.link_status(link).words == words


@pytest.mark.parametrize("state", State)
def test_every_state_has_words_and_a_meaning(state):
    assert wording.link_status(Link(state=state)).words
    assert wording.STATE_MEANINGS[state]


def test_only_dead_and_suspect_links_count_as_broken():
    assert {state for state in State if wording.link_status(Link(state=state)).broken} == {State.DEAD, State.SUSPECT}


@pytest.mark.parametrize(
    ("value", "words"),
    [("2023-09-27", "27 September 2023"), ("2023-09", "September 2023"), ("2023", "2023"), ("", ""), ("x", "x")],
)
def test_a_partial_date_is_as_precise_as_what_is_known(value, words):
    assert dates.partial_in_words(value) == words


def test_a_missing_passage_is_said_with_the_day():
    passage = Passage(result=PassageResult.MISSING, checked_at=MARCH)
    assert "was not found on the page when the page was checked on 3 March 2026" in wording.passage_words(passage)


@pytest.mark.parametrize("result", [PassageResult.PRESENT, PassageResult.NOT_ASKED])
def test_a_passage_that_is_there_or_was_not_looked_for_needs_no_word(result):
    assert wording.passage_words(Passage(result=result)) == ""
    assert wording.passage_words(None) == ""


FRAGMENT = "https://news.example/a#:~:text=of.have%20fled"


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        (FRAGMENT, FRAGMENT),
        (f" <{FRAGMENT}> ", FRAGMENT),
        ("https://NEWS.example:443/a#part", "https://NEWS.example:443/a#part"),
        ("https://news.example/as-first-printed#part", "https://news.example/a"),
        ("javascript:alert(1)", "https://news.example/a"),
        ("not an address", "https://news.example/a"),
        ("", "https://news.example/a"),
    ],
)
def test_the_address_as_printed_is_used_when_a_browser_can_open_it(printed, address):
    source = Source(link=Link(url="https://news.example/a"))
    assert wording.live_address(Citation(source=source, url_as_printed=printed)) == address


@pytest.mark.parametrize("printed", ["", "https://news.example/a"])
def test_a_source_on_paper_has_no_address(printed):
    assert wording.live_address(Citation(source=Source(), url_as_printed=printed)) == ""
