"""The review page: what it comes with, what it asks, and the draft it saves."""

import re

import pytest
from django.urls import reverse

from letters.models import Letter
from people.models import Person
from tests import factories
from tests.intake import reviewing
from tests.intake.reviewing import (
    LETTER,
    SHORT,
    SHORT_SIGNERS,
    SIGNERS,
    errors,
    filled_in,
    hand_in,
    page_of,
    part,
    review,
    said,
    save,
    signer,
)

pytestmark = pytest.mark.django_db


def office_of(name: str, **fields) -> Person:
    person = factories.person(name=name)
    person.offices.create(**{"title": "Senator", "area": "EX", "start": "2020", **fields})
    return person


# --- What the page comes with ---------------------------------------------------------------------------------------


def test_every_part_of_the_letter_stands_in_its_field(editor):
    posted = filled_in(review(editor, hand_in(editor, LETTER)))
    assert posted["issuer"] == "Senate of Examplia"
    assert posted["date"] == "2026-03-12"
    assert posted["addressees-0-person"] == "Ottoline Marchbanks"
    assert posted["addressees-0-organization"] == "Department of External Affairs"
    assert [posted[f"signatures-{row}-person"] for row in range(4)] == SIGNERS
    assert posted["footnotes-3-citations-1-title"] == "What the Law Calls It"
    assert "officials of the Upper Valleys were arrested, such as" in posted["body"]


def test_each_mark_in_the_text_names_a_field_that_is_on_the_page(editor):
    page = review(editor, hand_in(editor, LETTER))
    names = {field.attributes.get("name") for field in page.css("#letter_form [name]")}
    marked = {name for mark in page.css("mark[data-fields]") for name in said(mark, "data-fields").split()}
    assert marked
    assert marked <= names
    texts = {mark.attributes["data-field"]: mark.text() for mark in page.css("mark[data-field]")}
    assert texts["signatures-1-person"] == "Bartholomew Q. Thistlewood"
    assert texts["date"] == "March 12, 2026"
    assert texts["footnotes-4-citations-1-title"] == "A List Is Read Out"


def test_the_text_is_shown_whole_and_never_as_markup(editor):
    page = review(editor, hand_in(editor, LETTER + "\n<script>alert(1)</script><b>bold</b>"))
    shown = part(page, "#original").text()
    assert "<script>alert(1)</script><b>bold</b>" in shown
    assert not page.css("#original script, #original b")
    assert re.sub(r"\s+", "", LETTER) in re.sub(r"\s+", "", shown)


def test_detainees_are_suggested_and_none_is_ticked(editor, incoming):
    page = review(editor, incoming)
    boxes = page.css(".mention .take input")
    assert len(boxes) == 2
    assert not [box for box in boxes if "checked" in box.attributes]
    assert save(editor, incoming).status_code == 302
    assert not Letter.objects.get().mentions.exists()


def test_a_ticked_detainee_is_named_in_the_letter_as_described(editor, incoming):
    assert save(editor, incoming, **{"mentions-0-take": "on"}).status_code == 302
    mention = Letter.objects.get().mentions.get()
    assert mention.person.name == "Tiberius Quillfeather"
    assert mention.description == "former State Minister"


def test_a_sure_match_is_preselected_and_saved(editor, incoming):
    known = factories.person(name="Eudora Blackthorne")
    posted = filled_in(review(editor, incoming))
    assert posted["signatures-0-person_who"] == f"known:{known.pk}"
    assert save(editor, incoming).status_code == 302
    assert signer(Letter.objects.get()) == known


def test_an_ambiguous_match_is_asked_and_nothing_is_preselected(editor, incoming):
    namesakes = [office_of("Eudora Blackthorne") for _ in range(2)]
    page = review(editor, incoming)
    assert "signatures-0-person_who" not in filled_in(page)
    offered = [radio.attributes["value"] for radio in page.css("input[name=signatures-0-person_who]")]
    assert set(offered) == {*(f"known:{person.pk}" for person in namesakes), "new", "other", "nobody"}
    response = save(editor, incoming)
    assert response.status_code == 400
    assert "Choose who it is" in errors(response)
    assert not Letter.objects.exists()
    assert save(editor, incoming, **{"signatures-0-person_who": f"known:{namesakes[1].pk}"}).status_code == 302
    assert signer(Letter.objects.get()) == namesakes[1]


def test_a_new_person_can_be_chosen_where_others_are_known(editor, incoming):
    office_of("Eudora Blackthorne")
    assert save(editor, incoming, **{"signatures-0-person_who": "new"}).status_code == 302
    assert Person.objects.filter(name="Eudora Blackthorne").count() == 2


def test_a_corrected_name_is_looked_up_again_before_a_new_person_is_made(editor, incoming):
    """The answer “new” was given for other words."""
    known = office_of("Perpetua Lundqvist-Ames")
    answered = {"signatures-1-person": "Perpetua Lundqvist-Ames", "signatures-1-person_who": "new"}
    response = save(editor, incoming, **answered)
    assert response.status_code == 400
    assert "Somebody on record may be meant" in errors(response)
    page = reviewing.LexborHTMLParser(response.content.decode())
    posted = filled_in(page)
    assert posted["signatures-1-person"] == "Perpetua Lundqvist-Ames"
    assert "signatures-1-person_who" not in posted
    posted["signatures-1-person_who"] = f"known:{known.pk}"
    assert editor.post(page_of(incoming), posted).status_code == 302
    assert Letter.objects.get().signatures.filter(person=known).exists()


@pytest.mark.parametrize("way", ["known", "other"])
def test_a_name_that_is_changed_is_not_left_to_whom_the_old_one_meant(editor, incoming, way):
    known = office_of(SHORT_SIGNERS[0])
    answer = {"signatures-0-person_who": f"known:{known.pk}" if way == "known" else "other"}
    answer |= {"signatures-0-person_other": str(known.pk)} if way == "other" else {}
    response = save(editor, incoming, **answer, **{"signatures-0-person": "Somebody Else"})
    assert response.status_code == 400
    assert "Signatory 1 (Somebody Else): The name was changed after" in errors(response)
    page = reviewing.LexborHTMLParser(response.content.decode())
    posted = filled_in(page)
    assert "signatures-0-person_who" not in posted
    if way == "known":
        # Who was chosen before can be chosen again, knowingly.
        assert page.css(f"input[name=signatures-0-person_who][value='known:{known.pk}']")
    posted |= answer
    assert editor.post(page_of(incoming), posted).status_code == 302
    assert signer(Letter.objects.get()) == known


def test_a_slip_that_is_mended_keeps_its_answer(editor, incoming):
    known = office_of("Eudora Blackthorne-Ames")
    mended = {"signatures-0-person": "Eudora  Blackthorne-Ames", "signatures-0-person_who": f"known:{known.pk}"}
    assert save(editor, incoming, **mended).status_code == 302
    assert signer(Letter.objects.get()) == known


def test_a_cleared_name_does_not_leave_its_answer_behind(editor, incoming):
    known = office_of("Ottoline Marchbanks")
    cleared = {"addressees-0-person": "", "addressees-0-person_who": f"known:{known.pk}"}
    response = save(editor, incoming, **cleared)
    assert response.status_code == 400
    assert "The name was cleared" in errors(response)
    assert save(editor, incoming, **cleared | {"addressees-0-person_who": "nobody"}).status_code == 302
    assert Letter.objects.get().addressees.get().person is None


def test_one_person_who_may_be_meant_is_not_called_several(editor, incoming):
    office_of("E. Blackthorne", start="2010", end="2012")
    assert "Somebody on record may be meant" in errors(save(editor, incoming, **{"signatures-0-person_who": None}))


def test_what_is_to_be_mended_says_in_which_row(editor, incoming):
    wrong = {
        "date": "someday",
        "addressees-0-person": "N" * 201,
        "signatures-1-office": "O" * 251,
        "footnotes-0-number": "1)",
        "footnotes-1-citations-1-url": "ftp://typed.example.org/",
    }
    page = reviewing.LexborHTMLParser(save(editor, incoming, **wrong).content.decode())
    said_of = [link.text().partition(": ")[0] for link in page.css("#problems a")]
    assert said_of == [
        "Date",
        f"Addressee 1 ({'N' * 201})",
        "Signatory 2 (Perpetua Lindqvist)",
        "Footnote 1)",
        "Footnote 2, source 2",
    ]
    assert [said(row, "aria-label") for row in page.css(".rows-signature > .row")] == [
        "Signatory 1 (Eudora Blackthorne)",
        "Signatory 2 (Perpetua Lindqvist)",
    ]


def test_somebody_found_by_searching_the_record_is_taken(editor, incoming):
    other = factories.person(name="Quite Another")
    answered = {"signatures-0-person_who": "other", "signatures-0-person_other": str(other.pk)}
    assert save(editor, incoming, **answered).status_code == 302
    assert signer(Letter.objects.get()) == other


@pytest.mark.parametrize("key", ["999999", "x", "-1", "9" * 40])
def test_a_search_that_found_nobody_saves_nobody(editor, incoming, key):
    response = save(editor, incoming, **{"signatures-0-person_who": "other", "signatures-0-person_other": key})
    assert response.status_code == 400
    assert "Signatory 1 (Eudora Blackthorne): This record was deleted meanwhile" in errors(response)
    assert not Person.objects.exists()


def test_nobody_leaves_the_name_out(editor, incoming):
    assert save(editor, incoming, **{"addressees-0-person_who": "nobody"}).status_code == 302
    addressee = Letter.objects.get().addressees.get()
    assert addressee.person is None
    assert str(addressee.organization) == "Department of External Affairs"


def test_a_record_that_was_deleted_meanwhile_is_asked_again(editor, incoming):
    known = factories.person(name="Eudora Blackthorne")
    posted = filled_in(review(editor, incoming))
    assert posted["signatures-0-person_who"] == f"known:{known.pk}"
    known.delete()
    response = editor.post(page_of(incoming), posted)
    assert response.status_code == 400
    assert "deleted meanwhile" in errors(response)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("answer", ["known:999999", "known:x", "known:" + "9" * 40, "\x00", "else"])
def test_an_answer_that_is_none_saves_nobody_wrongly(editor, incoming, answer):
    response = save(editor, incoming, **{"signatures-0-person_who": answer})
    if response.status_code == 302:
        assert signer(Letter.objects.get()).name == "Eudora Blackthorne"
    else:
        assert errors(response)
        assert not Letter.objects.exists()


def test_a_similar_letter_on_record_is_named_on_top_with_a_link(editor, incoming):
    assert save(editor, incoming).status_code == 302
    again = hand_in(editor)
    similar = part(review(editor, again), ".similar")
    assert "This letter seems to be recorded already" in similar.text()
    links = [said(link, "href") for link in similar.css("a")]
    assert reverse("admin:letters_letter_change", args=[Letter.objects.get().pk]) in links
    assert page_of(incoming) in links


def test_each_warning_leads_to_something_on_the_page(editor):
    [office_of("Eudora Blackthorne") for _ in range(2)]
    page = review(editor, hand_in(editor, SHORT.replace("March 12, 2026\n", "")))
    links = [said(link, "href") for link in page.css(".warnings a")]
    assert "#id_date" in links
    assert "#id_signatures-0-person" in links
    assert not [target for target in links if page.css_first(f'[id="{target[1:]}"]') is None]


def test_a_date_without_its_day_is_asked_once(editor):
    page = review(editor, hand_in(editor, SHORT.replace("March 12, 2026", "March 2026")))
    assert [said(link, "href") for link in page.css(".warnings a")].count("#id_date") == 1
    assert filled_in(page)["date"] == ""
