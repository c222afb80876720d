import json
import re
from collections import Counter
from datetime import date
from io import StringIO
from typing import ClassVar

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import TestCase
from django_countries import countries

from letters.models import Addressee, Citation, Letter, Reply, Signature, Source
from letters.samples import load_samples, samples_present
from letters.samples.loading import SAMPLES
from letters.samples.planting import is_reserved
from letters.visibility import public_detainees
from links.models import Check, Host, Link, Passage, Snapshot, StateChange
from links.vocabulary import PassageResult, State
from people.models import Detention, DetentionEvent, Office, Organization, OtherName, Person, PersonIdentifier
from tests import factories
from tests.factories import NOW

SENATORS = {
    "Edward J. Markey": ("Democrat", "MA", "M000133"),
    "Bill Cassidy": ("Republican", "LA", "C001075"),
    "Thom Tillis": ("Republican", "NC", "T000476"),
    "Gary C. Peters": ("Democrat", "MI", "P000595"),
}
DETAINEES = {
    "Ruben Vardanyan": ("former State Minister", "State Minister"),
    "Arkadi Ghukasyan": ("former President", "President"),
    "Bako Sahakyan": ("former President", "President"),
    "Arayik Harutyunyan": ("former President", "President"),
    "Davit Babayan": ("former Minister of Foreign Affairs", "Minister of Foreign Affairs"),
    "Davit Ishkhanyan": ("former Speaker of the Parliament", "Speaker of the Parliament"),
}
CITED = [
    ("1", "https://www.state.gov/call-for-end-of-hostilities-in-nagorno-karabakh/"),
    ("2", "https://www.state.gov/the-humanitarian-situation-in-nagorno-karabakh/"),
    ("3", "https://www.hrw.org/news/2023/10/05/guarantee-right-return-nagorno-karabakh"),
    ("4", "https://www.europarl.europa.eu/doceo/document/TA-9-2023-0356_EN.html"),
    (
        "4",
        "https://www.cfr.org/article/ethnic-cleansing-happening-nagorno-karabakh-how-can-world-respond#:~:text=The%20"
        "ethnic%20Armenian%20population%20of.have%20fled%20west%20to%20Armenia",
    ),
    (
        "5",
        "https://www.aljazeera.com/news/2023/10/1/"
        "un-team-in-nagorno-karabakh-a-first-in-30-years-as-ethnic-armenians-leave",
    ),
    ("5", "https://hetq.am/en/article/160803"),
]
MARK = re.compile(r"\[\^([^\]]+)\]")


def senate_letter() -> Letter:
    return Letter.objects.get(issuer__name="United States Senate")


class TestTheSenateLetter(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_samples(now=NOW)

    def test_its_head_is_as_printed(self) -> None:
        letter = senate_letter()
        assert (letter.date, letter.kind, letter.status) == (date(2024, 4, 4), "joint", "published")
        assert letter.issuer.address == "WASHINGTON, DC 20510"
        assert (letter.salutation, letter.closing) == ("Dear Secretary Blinken,", "Sincerely,")
        [addressee] = letter.addressees.all()
        assert str(addressee.person) == "Antony Blinken"
        assert str(addressee.organization) == "U.S. Department of State"
        assert (addressee.honorific_as_printed, addressee.office_as_printed) == (
            "The Honorable",
            "U.S. Secretary of State",
        )
        assert addressee.address_as_printed == "2201 C Street, NW\nWashington, DC 20520"

    def test_four_senators_sign_in_order_with_party_and_state_on_the_day(self) -> None:
        signatures = list(senate_letter().signatures.select_related("person"))
        assert [str(signature) for signature in signatures] == list(SENATORS)
        for signature in signatures:
            person = signature.person
            assert person is not None
            office = person.offices.get()
            identifier = person.identifiers.get(scheme="bioguide").identifier
            assert (office.party, office.area, identifier) == SENATORS[person.name]
            assert office.start <= "2024-04-04" <= office.end
            assert signature.office_as_printed == "United States Senator"

    def test_six_detainees_are_named_and_nothing_is_said_of_them_that_the_letter_does_not_say(self) -> None:
        mentions = list(senate_letter().mentions.select_related("person"))
        assert [str(mention) for mention in mentions] == list(DETAINEES)
        for mention in mentions:
            person = mention.person
            office = person.offices.get()
            assert (mention.description, office.title) == DETAINEES[person.name]
            assert (office.start, office.end) == ("", "")
            held = Detention.objects.filter(person=person).values().get()
            said = {name: value for name, value in held.items() if value and name not in {"id", "person_id"}}
            assert said == {
                "is_public": True,
                "country": "AZ",
                "detained_on": "2023",
                "status": "detained",
                "status_as_of": "2024-04-04",
            }
            assert {person.summary, person.biography, person.birth_date, person.internal_note} == {""}

    def test_five_footnotes_cite_seven_sources_at_the_addresses_as_printed(self) -> None:
        letter = senate_letter()
        citations = Citation.objects.filter(footnote__letter=letter).order_by("footnote__position", "order")
        assert [(citation.footnote.number, citation.url_as_printed) for citation in citations] == CITED
        assert letter.footnotes.count() == 5
        assert len({citation.source_id for citation in citations}) == 7
        for citation in citations:
            assert citation.source.title
            assert citation.source.publisher
            assert citation.source.published_on.startswith("2023-")

    def test_the_damaged_fragment_is_kept_and_its_passage_is_still_to_be_looked_for(self) -> None:
        citation = Citation.objects.get(source__author="David J. Scheffer")
        assert (
            citation.text_fragment == "text=The%20ethnic%20Armenian%20population%20of.have%20fled%20west%20to%20Armenia"
        )
        assert citation.passage is not None
        assert citation.passage.result == PassageResult.NOT_ASKED

    def test_its_links_are_watched_like_any_other_and_nothing_is_invented_about_them(self) -> None:
        links = Link.objects.filter(sources__citations__footnote__letter=senate_letter())
        assert links.count() == 7
        assert all(link.next_check_at is not None and link.state == State.UNCHECKED for link in links)
        assert not Check.objects.filter(link__in=links).exists()
        assert not Snapshot.objects.filter(link__in=links).exists()

    def test_its_body_says_that_it_is_a_summary_and_quotes_nobody(self) -> None:
        letter = senate_letter()
        assert "summary made for the sample" in letter.body
        assert "not the text of the letter" in letter.body
        assert not set('"“”«»') & set(letter.body + letter.summary)
        assert letter.original_url == ""
        assert not letter.footnotes.exclude(text="").exists()


class TestTheFictionalLetters(TestCase):
    real_bodies: ClassVar = {"United States Senate", "U.S. Department of State"}
    made: ClassVar[dict[str, int]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.made = load_samples(now=NOW)

    def setUp(self) -> None:
        self.letters = Letter.objects.exclude(pk=senate_letter().pk)

    def test_at_least_eight_are_published_and_every_one_says_that_it_is_a_sample(self) -> None:
        assert self.letters.published().count() >= 8
        assert self.letters.exclude(is_sample=True).count() == 0
        assert self.letters.exclude(summary__icontains="sample").count() == 0

    def test_they_differ_in_shape(self) -> None:
        published = self.letters.published()
        signed = Counter(Signature.objects.filter(letter__in=published).values_list("letter", flat=True))
        to = Counter(Addressee.objects.filter(letter__in=published, role="to").values_list("letter", flat=True))
        assert max(signed.values()) == 40
        assert 2 in to.values()
        assert Addressee.objects.filter(letter__in=published, role="copy").count() == 3
        assert {"en", "fr", "eo"} == set(published.values_list("language", flat=True))
        assert {"letter", "joint", "open", "appeal", "statement"} == set(published.values_list("kind", flat=True))
        assert published.exclude(follows=None).count() >= 2
        assert (
            published.filter(signatures__organization__isnull=False).exclude(signatures__person__isnull=False).exists()
        )
        assert published.filter(asks__outcome="open", asks__due_on__lt=date(2026, 1, 1)).exists()
        assert {"met", "refused", "open", "partly_met", "overtaken"} <= set(
            published.values_list("asks__outcome", flat=True)
        )
        assert set(Reply.objects.values_list("is_public", flat=True)) == {True, False}
        assert {"released", "died", "imprisoned", "disappeared", "house_arrest"} <= set(
            Detention.objects.values_list("status", flat=True)
        )

    def test_every_address_they_name_is_one_that_nobody_can_own(self) -> None:
        real = Link.objects.filter(sources__citations__footnote__letter=senate_letter())
        invented = Link.objects.exclude(pk__in=real)
        assert invented.count() >= 15
        assert [link.url for link in invented if not is_reserved(link.host.name)] == []
        addresses = [
            *Snapshot.objects.values_list("url", flat=True),
            *Check.objects.exclude(final_url="").values_list("final_url", flat=True),
            *self.letters.exclude(original_url="").values_list("original_url", flat=True),
            *re.findall(r"https?://\S+", " ".join(letter.body for letter in self.letters)),
        ]
        assert [url for url in addresses if not is_reserved(url.split("/")[2])] == []

    def test_every_country_they_name_is_invented_and_shown_as_such(self) -> None:
        real_people = Person.objects.filter(mentions__letter=senate_letter())
        held = Detention.objects.exclude(person__in=real_people)
        bodies = Organization.objects.exclude(name__in=self.real_bodies).exclude(country="")
        codes = {*held.values_list("country", flat=True), *bodies.values_list("country", flat=True)}
        assert codes == {"XA", "XB", "XC"}
        assert all(countries.name(code).endswith("(fictional)") for code in codes)

    def test_every_mark_in_a_body_has_its_footnote_and_the_other_way_round(self) -> None:
        for letter in Letter.objects.all():
            numbers = list(letter.footnotes.values_list("number", flat=True))
            assert sorted(set(MARK.findall(letter.body))) == sorted(numbers), letter

    def test_a_source_may_be_cited_twice_or_stand_on_paper_alone_and_a_note_may_have_none(self) -> None:
        citing = Counter(Citation.objects.values_list("source", "footnote__letter").distinct().values_list("source"))
        assert max(citing.values()) >= 3
        assert Source.objects.filter(link=None).exists()
        assert Letter.objects.filter(footnotes__isnull=False, footnotes__citations=None).exists()
        assert {"present", "missing", "not_checkable"} <= set(Passage.objects.values_list("result", flat=True))

    def test_drafts_and_the_man_whom_only_a_draft_names_are_not_public(self) -> None:
        assert set(Letter.objects.exclude(status="published").values_list("status", flat=True)) == {
            "draft",
            "in_review",
        }
        assert not public_detainees().filter(name="Nadim Orvesh").exists()
        assert Person.objects.filter(name="Nadim Orvesh").exists()

    def test_some_details_of_detentions_are_open_and_others_are_kept(self) -> None:
        for group in ("place", "case", "health"):
            assert Detention.objects.filter(**{f"publish_{group}": True}).exists(), group
            assert Detention.objects.filter(**{f"publish_{group}": False}).exists(), group
        assert not Detention.objects.filter(publish_counsel=True).exists()
        assert set(DetentionEvent.objects.values_list("is_public", flat=True)) == {True, False}

    def test_every_row_is_one_that_staff_could_have_saved(self) -> None:
        for model in (
            Letter,
            Person,
            Organization,
            Source,
            Office,
            Detention,
            DetentionEvent,
            OtherName,
            Host,
            Snapshot,
        ):
            for row in model._default_manager.all():
                row.full_clean()

    def test_the_counts_are_what_was_made(self) -> None:
        assert self.made["letters"] == Letter.objects.count() == len(SAMPLES)
        assert self.made["people"] == Person.objects.filter(is_sample=True).count()
        assert self.made["sources"] == Source.objects.filter(is_sample=True).count()
        assert self.made["links"] == Link.objects.count()
        assert self.made["checks"] == Check.objects.count()


@pytest.mark.django_db
def test_a_second_load_changes_nothing() -> None:
    load_samples(now=NOW)
    models = (Letter, Person, Organization, Source, Link, Check, StateChange, Office, Citation)
    before = {model: model._default_manager.count() for model in models}
    assert load_samples(now=NOW) == {}
    assert {model: model._default_manager.count() for model in models} == before


@pytest.mark.django_db
def test_a_load_that_fails_half_way_leaves_nothing_behind() -> None:
    class PowerCut(Exception):
        pass

    loaded = 0

    def fail_at_the_fifth() -> None:
        nonlocal loaded
        loaded += 1
        if loaded == 5:
            raise PowerCut

    with pytest.raises(PowerCut):
        load_samples(now=NOW, progress=fail_at_the_fifth)
    assert not samples_present()
    assert not Link.objects.exists()
    assert not Host.objects.exists()


@pytest.mark.django_db
def test_what_staff_already_recorded_is_used_and_not_marked_as_a_sample() -> None:
    senate = factories.organization(name="United States Senate")
    markey = factories.person(name="Ed Markey")
    PersonIdentifier.objects.create(person=markey, scheme="bioguide", identifier="M000133")
    own = factories.source(link=factories.link("https://hetq.am/en/article/160803"), title="Our own title")
    invented_but_watched = factories.link("https://news.example.org/2025/01/10/the-ninth-year")
    due = invented_but_watched.next_check_at

    load_samples(now=NOW)

    letter = senate_letter()
    assert letter.issuer == senate
    assert letter.signatures.filter(person=markey).exists()
    assert Citation.objects.filter(footnote__letter=letter, source=own).exists()
    for row in (senate, markey, own):
        row.refresh_from_db()
        assert not row.is_sample
    assert own.title == "Our own title"
    assert markey.offices.count() == 0
    invented_but_watched.refresh_from_db()
    assert (invented_but_watched.next_check_at, invented_but_watched.checks.count()) == (due, 0)


@pytest.mark.django_db
def test_the_command_says_what_it_did_and_that_a_second_run_did_nothing() -> None:
    first, second, third = StringIO(), StringIO(), StringIO()
    call_command("load_samples", stdout=first)
    call_command("load_samples", stdout=second)
    call_command("load_samples", json=True, stdout=third)
    assert f"{len(SAMPLES)} letters" in first.getvalue()
    assert "there already" in second.getvalue()
    assert json.loads(third.getvalue()) == {"loaded": False, "counts": {}}


@pytest.mark.django_db
def test_the_command_prints_one_json_document() -> None:
    out = StringIO()
    call_command("load_samples", json=True, stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["loaded"] is True
    assert answer["counts"]["letters"] == len(SAMPLES)


@pytest.mark.django_db
def test_the_command_fails_with_a_sentence_when_the_record_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*, now: object, progress: object) -> None:
        raise IntegrityError("the disk is full")

    monkeypatch.setattr("letters.management.commands.load_samples.load_samples", full_disk)
    with pytest.raises(CommandError, match="nothing was kept"):
        call_command("load_samples")


def test_the_command_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("load_samples", "--help")
    assert ended.value.code == 0
    assert "python manage.py load_samples --json" in capsys.readouterr().out
