"""The index and what is found by it: the same on SQLite and PostgreSQL."""

from datetime import date

import pytest
from django.db import connection

from letters.filters import LetterFilter
from letters.models import FacetValue, Letter, Mention, Reply, SearchEntry, Touched
from letters.searching import keeping
from letters.searching.facets import all_choices, completed
from letters.searching.holding import held
from letters.searching.querying import RANKED, Found, fitting_letters, in_order, known_correspondents, people_called
from letters.searching.suggesting import other_spelling
from people.models import OtherName
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(text: str, letters=None) -> list[Letter]:
    assert keeping.keep_up()
    public = Letter.objects.published() if letters is None else letters
    known = held()
    fitting = Found(known, fitting_letters(text) & known.everything, text)
    shown = in_order(public, fitting[: len(fitting)])
    # Lists of machines ask in another way, and are told the same.
    assert set(LetterFilter({"q": text}, queryset=public).qs) == set(shown)
    return shown


def proposed(text: str) -> str | None:
    return other_spelling(text, lambda other: bool(fitting_letters(other) & held().everything))


def rich(**fields) -> Letter:
    """A letter with a word of its own in every part."""
    letter = make.letter(published=True, subject="Subjectword", summary="Summaryword", body="Bodyword", **fields)
    make.signature(letter, person=make.person(name="Ana Signerword"), office_as_printed="Officeword")
    make.signature(letter, organization=make.organization(name="Bodyname League", short_name="BNL"))
    make.addressee(letter, person=make.person(name="Ivo Readerword"))
    held = make.person(name="Oren Baltsu")
    OtherName.objects.create(person=held, name="Орен Балцан", language="ru")
    make.mention(letter, person=held, description="describedword")
    note = make.footnote(letter, text="Noteword")
    make.citation(note, source=make.source(title="Titleword", author="Authorword", publisher="Publisherword"))
    return letter


@pytest.mark.parametrize(
    "text",
    [
        *("subjectword", "summaryword", "bodyword", "signerword", "officeword", "bodyname", "bnl", "readerword"),
        *("baltsu", "Балцан", "baltsan", "describedword", "noteword", "titleword", "authorword", "publisherword"),
        *("subjectw", "bodyword noteword", "TITLEWORD", '"ana signerword"'),
    ],
)
def test_a_letter_is_found_by_every_part(text):
    wanted = rich()
    make.letter(published=True)
    assert found(text) == [wanted]


def test_accents_scripts_and_transliterations_make_no_difference():
    wanted = make.letter(published=True, body="Recep Erdoğan wrote.")
    named = make.letter(published=True)
    make.mention(named, person=make.person(name="Levon Harutyunyan"))
    assert found("erdogan") == found("ERDOĞAN") == [wanted]
    assert found("Haroutiounian") == found("Арутюнян") == [named]


def test_all_words_must_fit_and_a_phrase_must_stand_together():
    near = make.letter(published=True, body="A fair trial for the teacher.")
    far = make.letter(published=True, body="The trial was not fair to the teacher.")
    assert set(found("fair trial")) == {near, far}
    assert found('"fair trial"') == [near]
    assert found("fair lawyer") == []


def test_no_phrase_is_found_across_two_texts():
    letter = make.letter(published=True, subject="An end", body="beginning of it")
    for text in ("one", "two"):
        make.footnote(letter, text=text)
    assert found('"end beginning"') == found('"one two"') == []


def test_subjects_weigh_more_than_names_names_more_than_texts_and_texts_more_than_notes():
    day = date(2020, 1, 1)
    noted = make.letter(published=True, date=day)
    make.footnote(noted, text="The lantern.")
    written = make.letter(published=True, date=day, body="We write. The lantern.")
    named = make.letter(published=True, date=day)
    make.signature(named, person=make.person(name="Ada Lantern"))
    called = make.letter(published=True, date=day, subject="The lantern")
    assert found("lantern") == [called, named, written, noted]


@pytest.mark.parametrize("newest", [1, 3, 4])
def test_more_letters_than_can_be_ranked_come_subjects_first_and_then_by_date(monkeypatch, newest):
    monkeypatch.setattr("letters.searching.querying.RANKED", 2)
    monkeypatch.setattr("letters.searching.querying.NEWEST", newest)
    old = make.letter(published=True, date=date(2001, 1, 1), subject="The lantern")
    others = [make.letter(published=True, date=date(2020, 1, day), body="A lantern.") for day in (3, 2, 1)]
    assert RANKED > 2
    assert found("lantern") == [old, *others]
    called = [make.letter(published=True, date=date(2010, 1, day), subject="The lantern") for day in (2, 1, 3)]
    # The newest two are ranked of those that are called so.
    assert found("lantern") == [called[2], called[0], *others, called[1], old]


def test_of_many_letters_with_a_phrase_the_newest_with_it_in_their_subject_come_first(monkeypatch):
    monkeypatch.setattr("letters.searching.querying.RANKED", 1)
    monkeypatch.setattr("letters.searching.querying.PHRASES", 3)
    old = make.letter(published=True, date=date(2001, 1, 1), subject="A blue lantern")
    others = [make.letter(published=True, date=date(2020, 1, day), body="A blue lantern.") for day in (3, 2)]
    called = make.letter(published=True, date=date(2010, 1, 1), subject="A blue lantern")
    make.letter(published=True, date=date(2010, 1, 1), subject="A lantern, blue")
    assert found('"blue lantern"') == [called, *others, old]


def test_a_change_is_found_at_once():
    letter = rich()
    assert found("bodyword") == [letter]
    Letter.objects.filter(pk=letter.pk).update(body="Otherword")
    assert found("bodyword") == []
    assert found("otherword") == [letter]
    letter.mentions.get().person.other_names.all().delete()
    assert found("baltsan") == []
    source = letter.footnotes.get().citations.get().source
    source.publisher = "Newpublisher"
    source.save()
    assert found("newpublisher") == [letter]
    letter.signatures.all().delete()
    assert found("signerword") == []


def test_a_letter_that_is_published_by_whatever_way_is_found_and_a_withdrawn_one_is_not():
    letter = make.letter(body="Lantern.")
    assert found("lantern") == []
    Letter.objects.publish(letter.pk, now=make.NOW)
    assert found("lantern") == [letter]
    Letter.objects.filter(pk=letter.pk).update(status="in_review")
    assert not SearchEntry.objects.filter(letter=letter).exists()
    assert found("lantern", Letter.objects.all()) == []


def test_a_deleted_letter_leaves_nothing_behind():
    letter = rich()
    assert found("bodyword")
    letter.delete()
    assert not SearchEntry.objects.exists()
    keeping.index_pending()
    assert not SearchEntry.objects.exists()


def test_an_entry_that_should_not_be_there_shows_nothing():
    letter = make.letter(published=True, body="Lantern.")
    assert found("lantern") == [letter]
    with connection.cursor() as cursor:
        # A withdrawal that no trigger saw.
        cursor.execute("CREATE TEMPORARY TABLE kept AS SELECT * FROM letters_searchentry")
    entry = SearchEntry.objects.get()
    Letter.objects.filter(pk=letter.pk).update(status="draft")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO letters_searchentry SELECT * FROM kept")
    else:
        entry.save(force_insert=True)
    assert SearchEntry.objects.exists()
    assert found("lantern") == []


def test_more_changes_than_a_reader_waits_for_are_left_to_the_beat():
    letters = [make.letter(published=True, body="Lantern.") for _ in range(4)]
    keeping.index_pending()
    Letter.objects.all().update(body="Candle.")
    assert not keeping.keep_up(limit=2)
    assert Touched.objects.exists()
    assert keeping.index_pending() > 0
    assert set(found("candle")) == set(letters)


def test_a_misspelt_word_is_proposed_in_a_spelling_that_finds_something():
    make.letter(published=True, body="We write of Erdogan and of the teachers.")
    keeping.index_pending()
    assert proposed("erdogen") == "erdogan"
    assert proposed("teechers erdogan") == "teachers erdogan"
    assert proposed("xylophone") is None


def test_a_word_of_letters_that_are_not_public_any_more_is_not_proposed():
    letter = make.letter(published=True, body="We write of the lighthouse.")
    keeping.index_pending()
    assert proposed("lighthuose") == "lighthouse"
    Letter.objects.filter(pk=letter.pk).update(status="draft")
    assert proposed("lighthuose") is None


def test_people_are_found_by_the_beginnings_of_all_words():
    wanted = make.person(name="Adela Thornquay")
    make.person(name="Adela Other")
    OtherName.objects.create(person=wanted, name="Адела Торнкей")
    keeping.index_pending()
    for text in ("thornq", "adela thornquay", "ad th", "торнкей"):
        rows = people_called(text)
        assert rows is not None
        assert {row["person_id"] for row in rows} == {wanted.pk}
    assert people_called("%") is None


def test_a_reply_that_is_closed_again_is_told_by_no_choice():
    letter = make.letter(published=True)
    reply = Reply.objects.create(letter=letter, date=date(2026, 1, 2), summary="Yes.", is_public=True)
    keeping.index_pending()
    assert [choice.value for choice in all_choices(["replied"])["replied"]] == ["yes"]
    Reply.objects.filter(pk=reply.pk).update(is_public=False)
    assert all_choices(["replied"]).get("replied", []) == []
    keeping.index_pending()
    assert [choice.value for choice in all_choices(["replied"])["replied"]] == ["no"]


@pytest.mark.parametrize("by", ["taken out", "another in their place"])
def test_a_detainee_who_is_taken_out_of_a_letter_is_proposed_to_nobody_at_once(by):
    letter, other = make.letter(published=True), make.letter(published=True)
    taken, stays = make.person(name="Adela Thornquay"), make.person(name="Adela Candlewick")
    for person in (taken, stays):
        make.mention(letter, person=person)
    make.mention(other, person=stays)
    keeping.index_pending()
    assert {choice.label for choice in completed("detainee", "adela")} == {taken.name, stays.name}
    mention = Mention.objects.filter(person=taken)
    if by == "taken out":
        mention.delete()
    else:
        mention.update(person=make.person())
    # However long the index lags behind.
    assert Touched.objects.exists()
    assert [(one.label, one.count) for one in completed("detainee", "adela")] == [(stays.name, 2)]
    keeping.index_pending()
    assert [(one.label, one.count) for one in completed("detainee", "adela")] == [(stays.name, 2)]


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_a_note_about_a_letter_that_is_not_public_brings_nothing_into_the_index(status):
    letter = make.letter(status=status, body="Lantern.")
    make.signature(letter)
    Touched.objects.create(what=Touched.What.LETTER, row_id=letter.pk)
    keeping.index_pending()
    assert not SearchEntry.objects.exists()
    assert not FacetValue.objects.exists()


def test_who_signed_letters_that_are_taken_back_is_known_no_more_and_shown_by_no_list(client):
    letter = make.letter(published=True)
    person = make.person(name="Adela Thornquay")
    make.signature(letter, person=person)
    keeping.index_pending()
    assert list(known_correspondents()) == [person]
    Letter.objects.filter(pk=letter.pk).update(status="in_review")
    assert not known_correspondents().exists()
    # A withdrawal that no trigger saw.
    FacetValue.objects.update(letters=1)
    assert known_correspondents().exists()
    assert person.name not in client.get("/people/").content.decode()
