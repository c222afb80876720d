"""What stands beside a link's state leaves rows of its own when it changes."""

from datetime import timedelta
from itertools import product

import pytest

from links.evidence import Evidence
from links.models import Link, PageText, Passage, Proposal, StateChange
from links.pages import drift
from links.recording import record_all
from links.successors import Try, record_try
from links.vocabulary import Aspect, Outcome, PassageResult, State
from links.walking.findings import Job, Notes
from links.writing import Result
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

PRESENT, MISSING = PassageResult.PRESENT, PassageResult.MISSING


def check(
    link: Link, *, days: float, outcome: Outcome = Outcome.OK, notes: Notes | None = None, text: str = ""
) -> None:
    link.refresh_from_db()
    job = Job(link.pk, link.url, link.state, link.last_checked_at, link.person_verdict_at)
    record_all([Result(job, Evidence(outcome=outcome, fingerprint=text), notes or Notes())], now=NOW + timedelta(days))


def turns(link: Link, aspect: Aspect) -> list[tuple[str, str]]:
    rows = StateChange.every.filter(link=link, aspect=aspect).order_by("pk")
    return list(rows.values_list("from_state", "to_state"))


def test_a_passage_that_goes_and_comes_back_is_told_each_time_and_once() -> None:
    link = factories.link()
    passage = Passage.objects.create(link=link, kind=Passage.Kind.QUOTE, text="the court")
    for day, found in enumerate((PRESENT, PRESENT, MISSING, MISSING, PRESENT)):
        check(link, days=day, notes=Notes(passages={passage.pk: found}))
    assert turns(link, Aspect.PASSAGE) == [(PRESENT, MISSING), (MISSING, PRESENT)]
    assert StateChange.every.filter(aspect=Aspect.PASSAGE, evidence__passage=MISSING).count() == 1


def test_a_passage_that_was_never_there_is_told_at_the_first_look() -> None:
    link = factories.link()
    passage = Passage.objects.create(link=link, kind=Passage.Kind.QUOTE, text="the court")
    check(link, days=0, notes=Notes(passages={passage.pk: MISSING}))
    assert turns(link, Aspect.PASSAGE) == [("not_asked", MISSING)]


def test_a_page_that_was_not_reached_says_nothing_of_its_passages() -> None:
    link = factories.link()
    passage = Passage.objects.create(link=link, kind=Passage.Kind.QUOTE, text="the court")
    check(link, days=0, outcome=Outcome.NOT_FOUND, notes=Notes(passages={passage.pk: MISSING}))
    assert turns(link, Aspect.PASSAGE) == []


def test_a_text_that_drifted_far_is_told() -> None:
    link = factories.link()
    words = ["".join(letters) for letters in product("abcdefgh", repeat=3)]
    first, other = drift.sketch(" ".join(words[:200])), drift.sketch(" ".join(words[200:400]))
    check(link, days=0, text="1", notes=Notes(sketch=first))
    check(link, days=40, text="2", notes=Notes(sketch=other))
    check(link, days=80, text="1", notes=Notes(sketch=first))
    assert turns(link, Aspect.TEXT) == [("same", "changed"), ("changed", "same")]
    assert PageText.objects.get().link_id == link.pk


def test_an_address_found_is_told_and_no_second_time() -> None:
    link = factories.link(state=State.DEAD)
    one = Try(link, "https://new.example.org/story", "new.example.org")
    found = Evidence(outcome=Outcome.OK, status_code=200, final_url=one.url)
    for evidence in (Evidence(outcome=Outcome.NOT_FOUND, status_code=404), found, found):
        assert record_try(one, evidence, now=NOW)
    assert turns(link, Aspect.SUCCESSOR) == [("absent", "proposed")]
    assert Proposal.objects.get().status == "proposed"


def test_stories_and_statistics_know_the_states_alone() -> None:
    link = factories.link()
    passage = Passage.objects.create(link=link, kind=Passage.Kind.QUOTE, text="the court")
    check(link, days=0, notes=Notes(passages={passage.pk: MISSING}))
    assert StateChange.every.count() == 2
    assert list(link.state_changes.values_list("to_state", flat=True)) == [State.ALIVE]
    assert StateChange.objects.count() == 1
