"""What became of links between two moments, and how much hangs on it."""

import pytest

from letters.models import Letter
from links.models import Link, Passage, Proposal, Snapshot, StateChange
from links.vocabulary import Aspect, Outcome, PassageResult, State
from reports.digest import Entry, Turn
from reports.gathering import gather
from reports.news import news
from reports.scope import Wanted
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def beside(link: Link, aspect: Aspect, before: str, after: str) -> StateChange:
    return StateChange.every.create(link=link, aspect=aspect, from_state=before, to_state=after, changed_at=NOW)


def told() -> dict[Turn, list[Entry]]:
    newest = StateChange.every.order_by("-pk").values_list("pk", flat=True)[0]
    digest = gather(after_id=0, through_id=newest, wanted=Wanted(with_drafts=True))
    return {section.turn: list(section.entries) for section in digest.sections}


def cited(**fields: object) -> Link:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=True, **fields), source=factories.source(link=link))
    return link


def claim(*sources: Link, body: str = "Ada Example is held.[^1]", named: str = "Ada Example") -> Letter:
    letter = factories.letter(published=True, body=body)
    factories.mention(letter, person=factories.person(name=named, family_name=named.rsplit(maxsplit=1)[-1]))
    note = factories.footnote(letter, number="1", text="")
    for link in sources:
        factories.citation(note, source=link.sources.first() or factories.source(link=link))
    return letter


def relies_on_missing_words(letter: Letter, link: Link) -> None:
    """A note of the letter that quotes words which do not stand on the page any more."""
    source = link.sources.first() or factories.source(link=link)
    citation = factories.citation(letter, source=source, quote="the court")
    Passage.objects.filter(link=link, text=citation.quote).update(result=PassageResult.MISSING)


def test_a_passage_that_is_gone_is_told_with_the_page_still_answering() -> None:
    link = cited()
    relies_on_missing_words(Letter.objects.get(), link)
    beside(link, Aspect.PASSAGE, "present", "missing")
    (entry,) = told()[Turn.PASSAGE_GONE]
    assert (entry.is_passage_missing, entry.is_readable, entry.state) == (True, False, State.ALIVE.label)


def told_without_drafts() -> dict[Turn, list[Entry]]:
    newest = StateChange.every.order_by("-pk").values_list("pk", flat=True)[0]
    digest = gather(after_id=0, through_id=newest, wanted=Wanted(with_drafts=False, outside=True))
    return {section.turn: list(section.entries) for section in digest.sections}


def test_words_that_a_draft_alone_quotes_are_no_news_to_those_who_do_not_know_it() -> None:
    link = cited()
    relies_on_missing_words(factories.letter(), link)
    beside(link, Aspect.PASSAGE, "present", "missing")
    assert list(told()) == [Turn.PASSAGE_GONE]
    assert told_without_drafts() == {}


def test_what_else_became_of_such_a_page_is_news_without_a_word_of_the_draft() -> None:
    link = cited()
    relies_on_missing_words(factories.letter(), link)
    beside(link, Aspect.PASSAGE, "present", "missing")
    beside(link, Aspect.TEXT, "same", "changed")
    (entry,) = told_without_drafts()[Turn.CHANGED]
    assert not entry.is_passage_missing
    assert entry.is_readable
    factories.state_change(link, State.DEAD)
    (entry,) = told_without_drafts()[Turn.DIED]
    assert not entry.is_passage_missing


def test_a_passage_that_went_and_came_back_is_no_news() -> None:
    link = cited()
    for before, after in (("present", "missing"), ("missing", "present")):
        beside(link, Aspect.PASSAGE, before, after)
    assert told() == {}


def test_an_address_that_waits_for_a_decision_is_told_with_the_proposal() -> None:
    link = cited()
    proposal = Proposal.objects.create(
        link=link, url="https://new.example.org/", status="proposed", tried_at=NOW, outcome=Outcome.OK
    )
    beside(link, Aspect.SUCCESSOR, "absent", "proposed")
    (entry,) = told()[Turn.FOUND]
    assert (entry.found_at, entry.proposal_id) == ("https://new.example.org/", proposal.pk)


def test_what_died_and_drifted_is_told_once_as_dead() -> None:
    link = cited()
    beside(link, Aspect.TEXT, "same", "changed")
    factories.state_change(link, State.DEAD)
    found = told()
    assert list(found) == [Turn.DIED]
    assert len(found[Turn.DIED]) == 1


def test_the_sentence_that_cites_the_source_is_told() -> None:
    letter = claim(link := factories.link(state=State.ALIVE), body="First. *Ada Example* is held.[^1] More.")
    factories.state_change(link, State.DEAD)
    (entry,) = told()[Turn.DIED]
    assert [(cited.subject, cited.sentence) for cited in entry.letters] == [(letter.subject, "Ada Example is held.")]


@pytest.mark.parametrize(
    ("others", "body", "named", "at_risk"),
    [
        ([], "Ada Example is held.[^1]", "Ada Example", 1),
        ([State.DEAD, State.UNVERIFIABLE], "Ada Example is held.[^1]", "Ada Example", 1),
        ([State.ALIVE], "Ada Example is held.[^1]", "Ada Example", 0),
        ([], "The courts are closed.[^1]", "Ada Example", 0),
        ([], "Gül Örnek’s trial is closed.[^1]", "Gul Ornek", 1),
    ],
)
def test_the_only_readable_evidence_about_a_named_detainee_is_a_claim_at_risk(
    others: list[State], body: str, named: str, at_risk: int
) -> None:
    link = factories.link(state=State.ALIVE)
    claim(link, *(factories.link(state=state) for state in others), body=body, named=named)
    factories.state_change(link, State.DEAD)
    (entry,) = told()[Turn.DIED]
    assert entry.claims_at_risk == at_risk


def test_claims_at_risk_come_first() -> None:
    many = cited()
    for _ in range(3):
        factories.citation(factories.letter(published=True), source=many.sources.get())
    claim(sole := factories.link(state=State.ALIVE))
    for link in (many, sole):
        factories.state_change(link, State.DEAD)
    assert [entry.link_id for entry in told()[Turn.DIED]] == [sole.pk, many.pk]


def test_only_letters_that_the_reader_may_see_count_as_claims_at_risk() -> None:
    claim(link := factories.link(state=State.ALIVE))
    Letter.objects.update(status=Letter.Status.DRAFT)
    factories.citation(factories.letter(published=True, body="No name.[^1]"), source=link.sources.get())
    newest = factories.state_change(link, State.DEAD).pk
    for with_drafts, at_risk in ((True, 1), (False, 0)):
        digest = gather(after_id=0, through_id=newest, wanted=Wanted(with_drafts))
        assert digest.sections[0].entries[0].claims_at_risk == at_risk


def test_whether_the_passage_stands_on_the_copy_is_told() -> None:
    link = cited()
    copy = Snapshot.objects.create(link=link, url="https://archive.example/1", found=Snapshot.Found.STAFF)
    citation = link.sources.get().citations.get()
    citation.capture, citation.capture_passage = copy, PassageResult.PRESENT
    citation.save()
    factories.state_change(link, State.DEAD)
    (entry,) = told()[Turn.DIED]
    assert entry.copy is not None
    assert entry.copy.passage == PassageResult.PRESENT.label


def test_news_are_read_in_a_fixed_number_of_queries(django_assert_max_num_queries: object) -> None:
    def counted() -> int:
        newest = StateChange.every.order_by("-pk").values_list("pk", flat=True)[0]
        with django_assert_max_num_queries(8) as queries:  # type: ignore[operator]
            news(0, newest)
        return len(queries)

    claim(first := factories.link(state=State.ALIVE))
    factories.state_change(first, State.DEAD)
    few = counted()
    for _ in range(4):
        claim(link := factories.link(state=State.ALIVE))
        factories.state_change(link, State.DEAD)
    assert counted() == few
