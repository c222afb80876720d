"""A person types a letter into the admin."""

# A row that is missing fails these tests by itself.
# mypy: disable-error-code="union-attr, arg-type, attr-defined, misc"

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from letters.models import Citation, Footnote, Letter, Source
from links.models import Link, Passage, Snapshot
from tests import factories
from tests.letters import posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Editor",)))
    return client


def only_letter() -> Letter:
    return Letter.objects.get()


def test_a_whole_letter_is_typed_on_one_page_and_kept_in_the_order_of_its_rows(editor):
    people = [factories.person() for _ in range(6)]
    response = posting.add(
        editor,
        date="April 4, 2024",
        body="One.[^1] Two.[^2]",
        addressees=[{"role": "to", "person": people[0].pk, "address_as_printed": "1 Street\nTown"}],
        signatures=[{"person": person.pk} for person in reversed(people[1:5])],
        mentions=[{"person": people[5].pk, "description": "former clerk"}],
        asks=[{"text": "Release her.", "kind": "release", "outcome": "open", "due_on": "1 May 2024"}],
        footnotes=[
            {
                "citations": [
                    {"url_as_printed": "https://a.example.org/1", "title": "First", "published_on": "Oct. 5, 2023"}
                ]
            },
            {
                "text": "Two of them.",
                "citations": [
                    {"url_as_printed": "https://b.example.org/2", "title": "Second"},
                    {"title": "A book", "kind": "book", "pinpoint": "p. 12"},
                ],
            },
        ],
    )
    assert response.status_code == 302, posting.errors_of(response)
    letter = only_letter()
    assert letter.date == date(2024, 4, 4)
    assert letter.slug.startswith("2024-04-04-")
    assert letter.created_by is not None
    assert [row.person for row in letter.signatures.all()] == list(reversed(people[1:5]))
    assert [row.order for row in letter.signatures.all()] == [0, 1, 2, 3]
    assert [note.number for note in letter.footnotes.all()] == ["1", "2"]
    assert [str(row.source) for row in letter.footnotes.get(number="2").citations.all()] == ["Second", "A book"]
    assert Source.objects.get(title="First").published_on == "2023-10-05"
    assert Link.objects.get(url="https://a.example.org/1").next_check_at is not None
    assert letter.asks.get().due_on == date(2024, 5, 1)


def test_places_sent_by_the_page_win_over_the_order_of_the_rows(editor):
    first, second = factories.person(), factories.person()
    posting.add(editor, signatures=[{"person": second.pk, "order": 1}, {"person": first.pk, "order": 0}])
    assert [row.person for row in only_letter().signatures.all()] == [first, second]


def test_places_that_are_no_numbers_do_no_harm_even_when_the_page_is_shown_again(editor):
    signatures = [{"person": factories.person().pk, "order": bad} for bad in ("abc", "", "-3", "9" * 30)]
    assert posting.add(editor, date="", signatures=signatures).status_code == 200
    assert posting.add(editor, signatures=signatures).status_code == 302
    assert [row.order for row in only_letter().signatures.all()] == [0, 1, 2, 3]


def test_rows_left_empty_are_not_saved(editor):
    posting.add(
        editor,
        signatures=[{"order": 0}, {"order": 1}],
        footnotes=[{"position": 0, "citations": [{"order": 0, "kind": "webpage"}]}],
    )
    letter = only_letter()
    assert not letter.signatures.exists()
    assert not letter.footnotes.exists()


@pytest.mark.parametrize(
    "printed",
    ["2024-04-04", "April 4, 2024", "4 April 2024", "04.04.2024", "Apr. 4, 2024", "Thursday, April 4th, 2024"],
)
def test_a_date_is_read_as_letters_print_it(editor, printed):
    posting.add(editor, date=printed)
    assert only_letter().date == date(2024, 4, 4)


@pytest.mark.parametrize(
    ("typed", "message"),
    [("", "The date printed on the letter is missing"), ("04/05/2024", "Write the date as"), ("soon", "4 April 2024")],
)
def test_a_date_that_is_missing_or_ambiguous_is_asked_for_and_the_text_is_kept(editor, typed, message):
    response = posting.add(editor, date=typed, body="All that I typed.")
    assert message in posting.errors_of(response)
    assert "All that I typed." in response.content.decode()
    assert not Letter.objects.exists()


def test_two_letters_cannot_have_one_slug(editor):
    factories.letter(slug="taken")
    response = posting.add(editor, slug="taken")
    assert "Another letter has this slug" in posting.errors_of(response)
    assert Letter.objects.count() == 1


def test_a_pasted_body_of_ten_megabytes_is_refused_and_given_back(editor):
    body = "A page of text. " * 655_360
    response = posting.add(editor, body=body)
    assert "longer than 500,000 characters" in posting.errors_of(response)
    assert body[:10_000] in response.content.decode()
    assert not Letter.objects.exists()


def test_script_in_any_field_is_shown_as_text(editor):
    evil = "<script>alert(1)</script>"
    person = factories.person(name=evil)
    issuer = factories.organization(name=evil)
    posting.add(
        editor,
        issuer=issuer.pk,
        subject=evil,
        body=f"{evil}[^<script>] [^9]",
        place=evil,
        salutation=evil,
        signatures=[{"person": person.pk, "office_as_printed": evil}],
        footnotes=[{"text": evil, "citations": [{"url_as_printed": "https://a.example.org/<script>", "title": evil}]}],
    )
    letter = only_letter()
    pages = [
        posting.change_url(letter),
        reverse("admin:letters_letter_changelist"),
        reverse("admin:letters_source_changelist"),
    ]
    for address in [
        *pages,
        reverse("admin:people_person_changelist"),
        reverse("admin:letters_letter_history", args=[letter.pk]),
    ]:
        assert evil not in editor.get(address).content.decode(), address


def test_a_letter_cannot_follow_itself(editor):
    letter = factories.letter()
    assert "cannot follow itself" in posting.errors_of(posting.change(editor, letter, follows=letter.pk))


def test_one_organization_cannot_sign_twice(editor):
    body = factories.organization()
    response = posting.add(editor, signatures=[{"organization": body.pk}, {"organization": body.pk}])
    assert "signs here 2 times" in posting.errors_of(response)


def test_a_deleted_signature_can_be_typed_again_in_the_same_save(editor):
    letter = factories.letter()
    body = factories.organization()
    old = factories.signature(letter, organization=body)
    changed = posting.change(editor, letter, signatures=[{"id": old.pk, "DELETE": "on", "organization": body.pk}])
    assert changed.status_code == 302
    assert not letter.signatures.exists()


def test_a_note_that_is_inserted_renumbers_those_behind_it(editor):
    letter = factories.letter()
    notes = [factories.footnote(letter, text=text) for text in ("first", "second", "third")]
    saved = [{"id": note.pk, "text": note.text} for note in notes]
    # A browser puts new rows behind the saved ones; the places say where they stand.
    data = posting.as_saved(
        letter,
        footnotes=[
            {**saved[0], "number": "1", "position": 0},
            {**saved[1], "number": "3", "position": 2},
            {**saved[2], "number": "4", "position": 3},
            {"number": "2", "text": "inserted", "position": 1},
        ],
    )
    assert editor.post(posting.change_url(letter), data).status_code == 302
    kept = list(letter.footnotes.values_list("number", "text"))
    assert kept == [("1", "first"), ("2", "inserted"), ("3", "second"), ("4", "third")]


def test_two_notes_with_one_number_are_refused(editor):
    response = posting.add(editor, footnotes=[{"number": "1", "text": "a"}, {"number": "1", "text": "b"}])
    assert "Two footnotes have the same number" in posting.errors_of(response)


def test_a_number_taken_by_a_colleague_meanwhile_is_refused(editor):
    letter = factories.letter()
    factories.footnote(letter, number="1")
    response = posting.change(editor, letter, footnotes=[{"number": "1", "text": "mine"}])
    assert "added by somebody else" in posting.errors_of(response)


def test_what_looks_unfinished_is_remarked_upon_and_saved(editor):
    response = posting.add(editor, body="See.[^1] And.[^7]", footnotes=[{"number": "1", "text": "Id."}, {"text": "b"}])
    assert response.status_code == 302
    said = " ".join(posting.messages_of(response))
    assert "Footnotes 1, 2 have no source cited" in said
    assert "[^7], but the letter has no such footnote" in said
    assert "Nothing in the text refers to footnote 2" in said


def test_a_reply_comes_from_an_addressee_of_this_letter(editor):
    letter, other = factories.letter(), factories.letter()
    ours, theirs = factories.addressee(letter), factories.addressee(other)
    kept = [{"id": ours.pk, "role": "to", "person": ours.person_id}]
    reply = {"date": "2026-02-01", "summary": "They refuse."}
    refused = posting.change(editor, letter, addressees=kept, replies=[{**reply, "addressee": theirs.pk}])
    assert "Select a valid choice" in posting.errors_of(refused)
    posting.change(editor, letter, addressees=kept, replies=[{**reply, "addressee": ours.pk}])
    assert letter.replies.get().addressee == ours


def test_deleting_a_letter_takes_the_passages_only_it_asked_for(editor):
    citation = factories.citation(factories.letter(), quote="their own words")
    assert Passage.objects.count() == 1
    letter = citation.footnote.letter
    editor.post(reverse("admin:letters_letter_delete", args=[letter.pk]), {"post": "yes"})
    assert not Letter.objects.exists()
    assert not Passage.objects.exists()
    assert Link.objects.exists()


def _letter_with(number: int) -> Letter:
    letter = factories.letter()
    for _ in range(number):
        factories.signature(letter)
        factories.signature(letter, organization=factories.organization())
        factories.addressee(letter)
        factories.mention(letter)
        note = factories.footnote(letter)
        for _ in range(2):
            citation = factories.citation(note)
            Snapshot.objects.create(link=citation.source.link, url=f"https://perma.cc/{citation.pk}")
    return letter


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_letters_page_asks_no_more_questions_for_more_rows(editor):
    small, large = _letter_with(1), _letter_with(6)
    editor.get(posting.change_url(small))  # content types and permissions are read once
    assert _queries(editor, posting.change_url(large)) == _queries(editor, posting.change_url(small))


def test_saving_costs_a_few_queries_a_row(editor):
    def cost(rows: int) -> int:
        people = [factories.person() for _ in range(rows)]
        with CaptureQueriesContext(connection) as queries:
            assert posting.add(editor, signatures=[{"person": one.pk} for one in people]).status_code == 302
        return len(queries)

    cost(1)  # content types and permissions are read once
    few, many = cost(2), cost(12)
    assert (many - few) / 10 <= 6


def test_citations_and_footnotes_are_deleted_on_the_page(editor):
    letter = factories.letter()
    note = factories.footnote(letter)
    kept, gone = factories.citation(note), factories.citation(note, quote="words")
    row = {"id": note.pk, "number": "1"}
    cite = {
        "id": kept.pk,
        "source": kept.source_id,
        "title": kept.source.title,
        "publisher": "Sample Press",
        "kind": "webpage",
    }
    posting.change(
        editor,
        letter,
        footnotes=[{**row, "citations": [cite, {"id": gone.pk, "source": gone.source_id, "DELETE": "on"}]}],
    )
    assert list(Citation.objects.all()) == [kept]
    assert not Passage.objects.exists()
    posting.change(editor, letter, footnotes=[{**row, "DELETE": "on", "citations": [{**cite, "DELETE": "on"}]}])
    assert not Footnote.objects.exists()
