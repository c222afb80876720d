from datetime import UTC, datetime, timedelta

import pytest

from letters.models import Letter
from links.models import Check, Passage, Snapshot, StateChange
from links.vocabulary import PassageResult, State
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_source_is_shown_with_state_copies_letters_and_what_checks_found(client):
    link = make.link("https://lamp.example/report")
    source = make.source(title="A Report", author="R. Tindallow", link=link)
    letter = make.letter(published=True, subject="The citing letter")
    make.citation(letter, source=source, pinpoint="p. 3", quote="Words quoted.")
    make.citation(make.letter(subject="A draft that cites it"), source=source)
    make.state_change(link, State.DEAD)
    Snapshot.objects.create(link=link, url="https://archive.example/1", captured_at=datetime(2024, 1, 2, tzinfo=UTC))
    html = client.get(source.get_absolute_url()).content.decode()
    for part in (
        "R. Tindallow",
        "https://lamp.example/report",
        "no longer readable",
        "The citing letter",
        "note 1",
        "p. 3",
        "Words quoted.",
        "https://archive.example/1",
        "2 January 2024",
        "does not exist (404)",
    ):
        assert part in html, part
    assert "A draft that cites it" not in html
    assert "1 footnote" in html


def test_what_checks_found_before_a_letter_was_public_is_not_told(client):
    link = make.link()
    source = make.source(link=link)
    for days in (3, 9):
        letter = make.letter(published=True)
        Letter.objects.filter(pk=letter.pk).update(published_at=make.NOW - timedelta(days=days))
        make.citation(letter, source=source)
    make.citation(make.letter(), source=source)
    make.state_change(link, State.SUSPECT, at=make.NOW - timedelta(days=10))
    make.state_change(link, State.ALIVE, at=make.NOW - timedelta(days=8))
    html = client.get(source.get_absolute_url()).content.decode()
    assert "22 February 2026" in html
    assert "20 February 2026" not in html


def test_who_on_the_staff_decided_is_not_shown(client):
    link = make.link()
    source = make.source(link=link)
    make.citation(make.letter(published=True), source=source)
    change = make.state_change(link, State.DEAD, by=make.staff("secretname"))
    change.evidence = None
    change.save()
    html = client.get(source.get_absolute_url()).content.decode()
    assert "Decided by a member of staff" in html
    assert "secretname" not in html


@pytest.mark.parametrize("pk", ["999999", "9" * 30])
def test_a_source_that_is_not_there_answers_404(client, pk):
    assert client.get(f"/sources/{pk}/").status_code == 404


@pytest.fixture
def cited(db):
    """A source that a letter cites which has been public for thirty days."""
    source = make.source(link=make.link())
    letter = make.letter(published=True)
    Letter.objects.filter(pk=letter.pk).update(published_at=make.NOW - timedelta(days=30))
    make.citation(letter, source=source)
    return source


def check(source, days_ago: int, outcome: str = "ok", **fields) -> Check:
    at = make.NOW - timedelta(days=days_ago)
    return Check.objects.create(link=source.link, checked_at=at, outcome=outcome, **fields)


def story(client, source) -> str:
    return client.get(source.get_absolute_url()).content.decode().split('id="history"')[1]


def test_checks_that_saw_the_same_are_told_once_with_first_and_last_day(client, cited):
    for days in (3, 10, 17):
        check(cited, days, status_code=200)
    check(cited, 20, "server_error", status_code=503, counted_as_strike=True)
    html = story(client, cited)
    for part in ("3 checks", "status code 200", "13 February 2026</time> to", "27 February 2026", "status code 503"):
        assert part in html, part
    assert html.count("counted as a failure") == 1
    assert html.count("<tr>") == 3  # the head and two runs


def test_checks_from_before_a_letter_was_public_are_not_told(client, cited):
    check(cited, 31, "gone", status_code=410)
    assert "No check was made yet since" in story(client, cited)


def test_that_a_text_changed_is_told_but_not_what_became_of_passages_and_proposals(client, cited):
    # The gravest of all passages of the page: one may be a draft's.
    for aspect, before, after in (
        ("passage", "present", "missing"),
        ("successor", "proposed", "rejected"),
        ("text", "same", "changed"),
    ):
        StateChange.every.create(
            link=cited.link,
            aspect=aspect,
            from_state=before,
            to_state=after,
            changed_at=make.NOW,
            evidence=check(cited, 0, passage="missing"),
        )
    html = story(client, cited)
    assert "the page’s text is far from what was first read" in html
    assert html.count("no change") == 1  # what two checks saw, told once
    for word in ("missing", "not found on the page", "rejected", "much as"):
        assert word not in html, word


def test_a_passage_that_stands_on_the_page_is_said_to_without_a_day_before_a_letter_was_public(client, cited):
    passage = Passage.objects.create(
        link=cited.link, kind="quote", text="Words.", result=PassageResult.PRESENT, checked_at=make.NOW
    )
    cited.citations.update(passage=passage)
    address = cited.get_absolute_url()
    assert "stood on the page when it was checked on 2 March 2026" in client.get(address).content.decode()
    Passage.objects.update(checked_at=make.NOW - timedelta(days=40))
    html = client.get(address).content.decode()
    assert "The passage that the letter points to stands on the page." in html
    assert "21 January 2026" not in html


def test_each_citation_leads_to_its_note(client, cited):
    letter = cited.citations.get().footnote.letter
    address = f"{letter.get_absolute_url()}#note-1"
    assert f'<a href="{address}">note 1</a>' in client.get(cited.get_absolute_url()).content.decode()
    assert 'id="note-1"' in client.get(letter.get_absolute_url()).content.decode()


def test_a_long_story_is_read_in_as_many_queries_as_a_short_one(client, cited, django_assert_num_queries):
    for more in (2, 20):
        for days in range(more):
            make.state_change(cited.link, (State.DEAD, State.ALIVE)[days % 2], at=make.NOW - timedelta(days=days))
            make.citation(make.letter(published=True), source=cited)
        with django_assert_num_queries(8):
            client.get(cited.get_absolute_url())
