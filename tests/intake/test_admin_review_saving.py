"""The review page saved: the whole letter at once or nothing, and nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from letters.models import Citation, Letter
from people.models import Organization
from tests.intake import reviewing
from tests.intake.reviewing import (
    LETTER,
    SHORT_SIGNERS,
    SIGNERS,
    as_it_comes,
    errors,
    filled_in,
    hand_in,
    page_of,
    review,
    said,
    save,
    signer,
)

pytestmark = pytest.mark.django_db


def test_the_page_as_it_stands_saves_the_whole_letter_as_a_draft(editor):
    incoming = hand_in(editor, LETTER)
    response = save(editor, incoming)
    letter = Letter.objects.get()
    assert response["Location"] == reverse("admin:letters_letter_change", args=[letter.pk])
    assert letter.status == Letter.Status.DRAFT
    assert str(letter.created_by) == "typist"
    assert letter.date == date(2026, 3, 12)
    assert [str(signature) for signature in letter.signatures.all()] == SIGNERS
    assert [note.number for note in letter.footnotes.all()] == ["1", "2", "3", "4", "5"]
    assert Citation.objects.filter(footnote__letter=letter).count() == 7
    assert letter.footnotes.all()[2].citations.get().text_fragment
    assert "\r" not in letter.body
    incoming.refresh_from_db()
    assert incoming.letter == letter


def test_saved_twice_is_saved_once_and_leads_to_the_letter(editor, incoming):
    posted = as_it_comes(editor, incoming)
    first, second = (editor.post(page_of(incoming), posted) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert Letter.objects.count() == 1
    page = editor.get(page_of(incoming)).content.decode()
    assert "It was saved as the letter" in page
    assert "save-draft" not in page


def test_a_letter_that_was_deleted_can_be_saved_again_from_its_text(editor, incoming):
    assert save(editor, incoming).status_code == 302
    Letter.objects.all().delete()
    assert save(editor, incoming).status_code == 302
    assert Letter.objects.count() == 1


def test_what_is_refused_keeps_every_typed_thing(editor, incoming):
    changes = {
        "date": "someday",
        "subject": "",
        "body": "Typed with care.",
        "signatures-0-office": "Typed office",
        "mentions-1-take": "on",
        "mentions-1-description": "typed description",
        "signatures-1-DELETE": "on",
        "footnotes-0-citations-0-url": "ftp://typed.example.org/",
        "footnotes-1-citations-1-title": "Typed title",
    }
    response = save(editor, incoming, **changes)
    assert response.status_code == 400
    assert not Letter.objects.exists()
    posted = filled_in(reviewing.LexborHTMLParser(response.content.decode()))
    assert {name: posted.get(name) for name in changes} == changes
    assert "Say in one line what the letter is about" in errors(response)
    page = reviewing.LexborHTMLParser(response.content.decode())
    targets = [said(link, "href")[1:] for link in page.css("#problems a")]
    assert targets == ["id_date", "id_subject", "id_footnotes-0-citations-0-url"]
    assert all(page.css_first(f'[id="{target}"]') is not None for target in targets)


def test_without_a_body_on_the_letterhead_the_issuer_is_asked(editor, incoming):
    response = save(editor, incoming, issuer="", issuer_who=None)
    assert "Which body issued the letter?" in errors(response)


def test_rows_are_removed_and_added(editor, incoming):
    added = {
        "signatures-TOTAL_FORMS": "4",
        "signatures-0-DELETE": "on",
        "signatures-2-person": "Typed Later",
        "signatures-3-organization": "League of Examplia",
        "footnotes-TOTAL_FORMS": "3",
        "footnotes-2-number": "3",
        "footnotes-2-citations-TOTAL_FORMS": "1",
        "footnotes-2-citations-INITIAL_FORMS": "0",
        "footnotes-2-citations-0-same_as": "2.2",
        "footnotes-2-citations-0-pinpoint": "p. 3",
    }
    response = save(editor, incoming, **added)
    assert response.status_code == 302, errors(response)
    letter = Letter.objects.get()
    names = [str(signature) for signature in letter.signatures.all()]
    assert names == [SHORT_SIGNERS[1], "Typed Later", "League of Examplia"]
    again = letter.footnotes.get(number="3").citations.get()
    assert again.source == letter.footnotes.get(number="2").citations.all()[1].source
    assert again.pinpoint == "p. 3"


def test_a_row_is_added_without_a_script_and_nothing_typed_is_lost(editor, incoming):
    posted = as_it_comes(editor, incoming) | {"body": "Typed with care.", "add_row": "signatures"}
    response = editor.post(page_of(incoming), posted)
    grown = filled_in(reviewing.LexborHTMLParser(response.content.decode()))
    assert grown["signatures-TOTAL_FORMS"] == "3"
    assert grown["signatures-2-person"] == ""
    assert grown["body"] == "Typed with care."
    assert not Letter.objects.exists()
    assert editor.post(page_of(incoming), grown).status_code == 302
    assert Letter.objects.get().signatures.count() == 2


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("9", "No note 9 stands before this one"),
        ("5", "No note 5 stands"),
        ("1.2", "does not cite so many"),
        ("x y", "Write"),
    ],
)
def test_the_same_source_is_that_of_an_earlier_note(editor, incoming, number, words):
    blank = dict.fromkeys(("url", "title", "author", "publisher", "published"), "")
    row = {f"footnotes-1-citations-0-{name}": value for name, value in (blank | {"same_as": number}).items()}
    response = save(editor, incoming, **row)
    assert response.status_code == 400
    assert words in errors(response)


def test_a_source_of_its_own_and_an_earlier_one_are_not_both_meant(editor, incoming):
    response = save(editor, incoming, **{"footnotes-1-citations-0-same_as": "1"})
    assert "A source of its own is typed here, too" in errors(response)


def test_two_notes_of_one_number_are_refused(editor, incoming):
    response = save(editor, incoming, **{"footnotes-1-number": "1"})
    assert "Another note above is numbered 1" in errors(response)


def test_the_same_signatory_twice_is_refused(editor, incoming):
    changes = {"signatures-1-person": SIGNERS[0], "signatures-1-person_asked": SIGNERS[0]}
    assert f"{SIGNERS[0]} signs twice" in errors(save(editor, incoming, **changes))


def test_a_detainee_who_has_the_name_of_a_new_signatory_is_another_person(editor, incoming):
    changes = {
        "mentions-0-take": "on",
        "mentions-0-person": SIGNERS[0],
        "mentions-0-person_asked": SIGNERS[0],
    }
    assert save(editor, incoming, **changes).status_code == 302
    letter = Letter.objects.get()
    assert letter.mentions.get().person != signer(letter)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"signatures-TOTAL_FORMS": "many"},
        {"signatures-TOTAL_FORMS": "99999999999"},
        {"footnotes-0-citations-TOTAL_FORMS": "-1"},
        {"add_row": "signatures", "signatures-TOTAL_FORMS": "x"},
        {"add_row": "nothing"},
        {"kind": "sonnet"},
        {"date": "\x00"},
        {"signatures-0-person_other": "no key"},
        {"mentions-0-take": "on", "mentions-0-person": "\x00"},
    ],
)
def test_a_damaged_page_saves_nothing_and_says_so(editor, incoming, broken):
    posted = as_it_comes(editor, incoming) | broken if broken else {}
    response = editor.post(page_of(incoming), posted)
    assert response.status_code in {200, 400}
    assert not Letter.objects.exists()


# --- Sizes ----------------------------------------------------------------------------------------------------------


def large_letter() -> str:
    """40 signatories, 20 notes of three sources each."""
    head, rest = LETTER.split("We write about", 1)
    notes = [
        f"<sup>{number}</sup> "
        + "; ".join(
            f"*Report {number}-{place}*, Sample Press (Oct. {place}, 2025), <https://r{number}.example.org/{place}>"
            for place in (1, 2, 3)
        )
        + "."
        for number in range(1, 21)
    ]
    body = (
        "We write about"
        + rest.split("The valleys")[0]
        + " ".join(f"This is sentence number {number} of the letter.<sup>{number}</sup>" for number in range(1, 21))
    )
    given = ["Ada", "Berta", "Clara", "Dora", "Edda"]
    family = ["Ashdown", "Birchwood", "Cedarholm", "Dogwood", "Elmhurst", "Firth", "Gorseman", "Hazelton"]
    signed = [f"{first} {last}\nSenator of Examplia" for last in family for first in given]
    return f"{head}{body}\n\nSincerely,\n\n" + "\n\n".join(signed) + "\n\n---\n\n" + "\n\n".join(notes) + "\n"


@pytest.mark.slow
def test_forty_signatories_and_sixty_sources_are_reviewed_and_saved(editor, django_assert_max_num_queries):
    incoming = hand_in(editor, large_letter())
    with django_assert_max_num_queries(25):
        posted = filled_in(review(editor, incoming))
    assert posted["signatures-TOTAL_FORMS"] == "40"
    assert posted["footnotes-TOTAL_FORMS"] == "20"
    response = editor.post(page_of(incoming), posted)
    assert response.status_code == 302, errors(response)
    letter = Letter.objects.get()
    assert letter.signatures.count() == 40
    assert Citation.objects.filter(footnote__letter=letter).count() == 60


def test_more_fields_than_a_page_may_have_are_refused_with_a_sentence(editor, incoming, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
    response = save(editor, incoming)
    assert response.status_code == 400
    assert not Letter.objects.exists()


def test_the_issuing_body_is_made_once(editor, incoming):
    assert save(editor, incoming).status_code == 302
    assert Organization.objects.filter(name="Senate of Examplia").count() == 1
