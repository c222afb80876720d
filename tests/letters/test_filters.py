from datetime import date

import pytest

from letters.filters import (
    READABLE_CHOICE,
    CorrespondentFilter,
    DetaineeFilter,
    LetterFilter,
    SourceFilter,
    still_held,
)
from letters.models import Letter, Source
from letters.searching.querying import known_correspondents
from letters.visibility import public_detainees, public_sources
from links.vocabulary import State
from people.models import Detention, OtherName
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(**asked: str) -> list[Letter]:
    filters = LetterFilter(asked, queryset=Letter.objects.published())
    assert filters.is_valid(), filters.errors
    return list(filters.qs)


def offered(filters, name: str) -> list[str]:
    return [value for value, _ in filters.form.fields[name].choices if value]


def test_letters_are_found_by_words_in_subject_summary_and_body():
    one = make.letter(published=True, subject="Teachers of Examplia")
    two = make.letter(published=True, summary="About TEACHERS.", date=date(2025, 1, 1))
    three = make.letter(published=True, body="Two teachers.", date=date(2024, 1, 1))
    make.letter(published=True)
    assert found(q="teachers") == [one, two, three]


def test_letters_are_found_by_year_issuer_kind_and_language():
    wanted = make.letter(published=True, date=date(2020, 2, 3), kind="appeal", language="fr")
    make.letter(published=True)
    for asked in ({"year": "2020"}, {"issuer": wanted.issuer.slug}, {"kind": "appeal"}, {"language": "fr"}):
        assert found(**asked) == [wanted]


def test_letters_are_found_by_a_part_of_a_name_in_any_spelling_or_by_slug():
    wanted, other = make.letter(published=True), make.letter(published=True)
    signer, held = make.person(name="Adela Thornquay"), make.person(name="Oren Baltsu")
    OtherName.objects.create(person=held, name="Орен Бальцу", language="ru")
    make.signature(wanted, person=signer)
    make.mention(wanted, person=held)
    make.signature(other)
    make.mention(other)
    for asked in ("thornq", "adela-thornquay"):
        assert found(signatory=asked) == [wanted]
    for asked in ("baltsu", "oren-baltsu", "Бальцу"):
        assert found(detainee=asked) == [wanted]


def test_letters_are_found_by_the_organization_that_signed():
    wanted = make.letter(published=True)
    body = make.organization(name="League of Samples", short_name="LoS")
    make.signature(wanted, organization=body)
    make.signature(make.letter(published=True))
    assert found(signatory="league of") == found(signatory="los") == found(signatory=body.slug) == [wanted]


def test_letters_are_found_by_the_state_of_what_they_cite():
    wanted = make.letter(published=True)
    make.citation(wanted, source=make.source(link=make.link(state=State.DEAD)))
    make.citation(make.letter(published=True), source=make.source(link=make.link(state=State.ALIVE)))
    assert found(link_state="dead") == [wanted]


def test_letters_are_found_by_the_country_that_detains():
    wanted, other = make.letter(published=True), make.letter(published=True)
    for letter, country in ((wanted, "AZ"), (other, "FR")):
        Detention.objects.create(person=make.mention(letter).person, country=country, is_public=True)
    assert found(country="AZ") == [wanted]


def test_a_letter_is_listed_once_however_often_it_fits():
    wanted = make.letter(published=True)
    person = make.person(name="Sample Sample")
    OtherName.objects.create(person=person, name="Sample Other")
    for _ in range(2):
        make.signature(wanted)
        make.citation(wanted, source=make.source(link=make.link(state=State.DEAD)))
    make.signature(wanted, person=person)
    assert found(signatory="sample", link_state="dead") == [wanted]


def test_choices_come_from_published_letters_alone():
    public = make.letter(published=True, date=date(2020, 1, 1), language="fr")
    Detention.objects.create(person=make.mention(public).person, country="AZ", is_public=True)
    for status in (Letter.Status.DRAFT, Letter.Status.IN_REVIEW):
        hidden = make.letter(status=status, date=date(2011, 1, 1), language="pl")
        Detention.objects.create(person=make.mention(hidden).person, country="BY", is_public=True)
        make.signature(hidden)
    filters = LetterFilter({}, queryset=Letter.objects.published())
    assert offered(filters, "year") == ["2020"]
    assert offered(filters, "issuer") == [public.issuer.slug]
    assert offered(filters, "language") == ["fr"]
    assert offered(filters, "country") == ["AZ"]
    names = LetterFilter.suggestions(Letter.objects.published())
    assert names.pop("detainee") == [public.mentions.get().person.name]
    assert not any(names.values())


@pytest.mark.parametrize("name", ["year", "issuer", "kind", "language", "link_state", "country"])
@pytest.mark.parametrize("value", ["xx", "\x00", "9" * 5000, "' OR 1=1 --", "2020\x00"])
def test_a_value_that_is_no_choice_is_an_error_and_not_a_fault(name, value):
    filters = LetterFilter({name: value}, queryset=Letter.objects.published())
    assert not filters.is_valid()
    assert name in filters.errors


@pytest.mark.parametrize("value", ["yesterday", "2024-02-30", "99999-01-01", "04/05/2024", "%(value)s"])
def test_what_is_no_date_is_named_in_the_error(value):
    filters = LetterFilter({"after": value}, queryset=Letter.objects.published())
    assert filters.errors["after"] == [f"“{value}” is not a date. Write it as 2024-04-04."]


@pytest.mark.parametrize("name", ["q", "detainee", "signatory"])
@pytest.mark.parametrize("value", ["a\x00b", "x" * 201])
def test_words_with_nul_or_without_end_are_an_error(name, value):
    assert name in LetterFilter({name: value}, queryset=Letter.objects.published()).errors


@pytest.mark.parametrize("value", ["%", "_", "\\", "'", '"', "(", "é", "😀"])
def test_characters_with_a_meaning_to_databases_are_words_like_others(value):
    make.letter(published=True)
    assert found(q=value, detainee=value, signatory=value) == []


def test_a_filter_without_a_queryset_is_refused():
    with pytest.raises(TypeError):
        LetterFilter({})  # type: ignore[call-arg]


def test_detainees_are_found_by_how_they_fare_now():
    letter = make.letter(published=True)
    held, freed, again = (make.mention(letter).person for _ in range(3))
    Detention.objects.create(person=held, status="imprisoned", country="AZ", is_public=True)
    Detention.objects.create(person=freed, status="released", is_public=True)
    Detention.objects.create(person=again, status="released", detained_on="2019", is_public=True)
    Detention.objects.create(person=again, status="detained", detained_on="2024", is_public=True)

    def fitting(**asked: str) -> set:
        return set(DetaineeFilter(asked, queryset=public_detainees()).qs)

    assert fitting(status="held") == {held, again}
    assert fitting(status="released") == {freed}
    assert fitting(country="AZ") == {held}
    assert fitting(q=freed.slug) == {freed}


def test_a_closed_detention_answers_to_no_filter_and_offers_no_choice():
    letter = make.letter(published=True)
    freed, unknown = make.mention(letter).person, make.mention(letter).person
    Detention.objects.create(person=freed, status="released", country="FR", is_public=True)
    for person in (freed, unknown):
        Detention.objects.create(person=person, status="imprisoned", country="BY", publish_place=True)
        Detention.objects.create(person=person, status="died", country="FR", publish_place=True)

    def fitting(**asked: str) -> set:
        return set(DetaineeFilter(asked, queryset=public_detainees()).qs)

    assert not still_held(public_detainees()).exists()
    assert fitting(status="held") == fitting(status="imprisoned") == fitting(status="died") == set()
    # A closed detention that holds somebody must not show itself by taking them out of the released ones.
    assert fitting(status="released") == {freed}
    assert fitting(country="FR") == {freed}
    assert offered(DetaineeFilter({}, queryset=public_detainees()), "country") == ["FR"]
    letters = Letter.objects.published()
    assert offered(LetterFilter({}, queryset=letters), "country") == ["FR"]
    other = make.letter(published=True)
    make.mention(other, person=unknown)
    assert found(country="FR") == [letter]


def test_correspondents_are_found_by_their_part_in_published_letters():
    public, draft = make.letter(published=True), make.letter()
    signer, written_to = make.person(), make.person()
    make.signature(public, person=signer)
    make.addressee(public, person=written_to)
    make.signature(draft, person=written_to)

    def fitting(**asked: str) -> set:
        return set(CorrespondentFilter(asked, queryset=known_correspondents()).qs)

    assert fitting(role="signed") == {signer}
    assert fitting(role="received") == {written_to}
    assert fitting(q=written_to.name) == {written_to}


def test_sources_are_found_by_words_kind_and_state():
    letter = make.letter(published=True)
    wanted = make.source(title="A", publisher="The Lamp", kind="news", link=make.link(state=State.DEAD))
    for source in (wanted, make.source(title="B")):
        make.citation(letter, source=source)
    for asked in ({"q": "lamp"}, {"kind": "news"}, {"state": "dead"}):
        assert list(SourceFilter(asked, queryset=public_sources()).qs) == [wanted]


def test_sources_are_found_by_publisher_by_site_and_by_whether_they_can_be_read():
    letter = make.letter(published=True)
    one = make.source(publisher="The Lamp", link=make.link("https://www.lamp.example/a", state=State.MOVED))
    other = make.source(publisher="The Lamp Post", link=make.link("https://lamp.example/b", state=State.UNVERIFIABLE))
    for source in (one, other):
        make.citation(letter, source=source)
    make.citation(make.letter(), source=make.source(publisher="The Lamp", link=make.link(state=State.ALIVE)))
    for asked in ({"publisher": "The Lamp"}, {"host": "www.lamp.example"}, {"state": READABLE_CHOICE}):
        assert list(SourceFilter(asked, queryset=public_sources()).qs) == [one]


def test_sources_are_found_without_accents_in_any_script_and_by_beginnings():
    letter = make.letter(published=True)
    one = make.source(title="What Erdoğan said", author="Орлова", publisher="Ordu Postası")
    make.citation(letter, source=one)
    make.citation(letter, source=make.source(title="Other", publisher="Other"))
    make.citation(make.letter(), source=make.source(title="What Erdoğan said in secret"))
    for text in ("Erdogan", "ERDOĞAN", "erdo said", "orlova", "postasi", "Орлова ordu"):
        assert list(SourceFilter({"q": text}, queryset=public_sources()).qs) == [one]
    assert list(SourceFilter({"q": "rdogan"}, queryset=public_sources()).qs) == []
    for text in ("%", "''", "(&"):
        assert list(SourceFilter({"q": text}, queryset=public_sources()).qs) == []


def test_a_source_that_is_renamed_is_found_by_its_new_name_alone():
    source = make.source(title="Old")
    make.citation(make.letter(published=True), source=source)
    assert list(SourceFilter({"q": "old"}, queryset=public_sources()).qs) == [source]
    Source.objects.filter(pk=source.pk).update(title="Nëw")
    assert list(SourceFilter({"q": "new"}, queryset=public_sources()).qs) == [source]
    assert list(SourceFilter({"q": "old"}, queryset=public_sources()).qs) == []
