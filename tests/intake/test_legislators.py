"""`import_legislators`: people, names, keys and offices from the public lists. All entries are invented."""

from datetime import date
from typing import Any

import pytest

from intake.matching.known import Known
from links.models import Link
from people.models import Office, Organization, OtherName, Person, PersonIdentifier
from people.models.office import office_on
from tests import factories
from tests.intake.legislating import SENATE_TERMS, entry, offices, term

pytestmark = pytest.mark.django_db


def test_a_legislator_is_recorded_with_names_keys_and_seats(bring):
    told = bring([entry(name={"nickname": "Della", "suffix": "Jr."})])
    person = Person.objects.get()
    assert (person.name, person.sort_name) == ("Adela Q. Thornquay", "Thornquay, Adela Quince Jr.")
    assert (person.given_name, person.additional_name, person.family_name) == ("Adela", "Quince", "Thornquay")
    assert (person.birth_date, person.publish_personal, person.slug) == ("1960-05-04", False, "adela-q-thornquay")
    assert list(person.other_names.values_list("name", "note")) == [("Della Thornquay", "nickname")]
    assert set(person.identifiers.values_list("scheme", "identifier")) == {
        ("bioguide", "T900001"),
        ("govtrack", "9900001"),
    }
    assert offices(person) == [("Senator", "VT", "Whig", "2007-01-04", "2025-01-03")]
    assert told["people"] == {"created": 1, "adopted": 0, "updated": 0, "unchanged": 0}
    assert told["organizations"] == ["United States Senate"]
    body = Organization.objects.get()
    assert (body.kind, str(body.country)) == (Organization.Kind.LEGISLATURE, "US")


def test_no_address_of_a_legislator_is_watched(bring):
    bring([entry()])
    assert not Link.objects.exists()


def test_a_quoted_nickname_stands_in_another_name(bring):
    bring([entry(name={"official_full": 'Adela Q. "Della" Thornquay'})])
    person = Person.objects.get()
    assert person.name == "Adela Q. Thornquay"
    assert [row.name for row in person.other_names.all()] == ['Adela Q. "Della" Thornquay']


def test_terms_are_one_office_while_seat_party_and_district_stay(bring):
    terms = [
        term("rep", "2001-01-03", "2003-01-03"),
        term("rep", "2003-01-07", "2005-01-03"),
        term("rep", "2005-01-04", "2007-01-03", district=4),
        term("rep", "2009-01-06", "2011-01-03", district=4),
        term(
            "rep",
            "2011-01-05",
            "2013-01-03",
            district=0,
            party="Federalist",
            party_affiliations=[
                {"start": "2011-01-05", "end": "2012-02-01", "party": "Whig"},
                {"start": "2012-02-02", "end": "2013-01-03", "party": "Federalist"},
            ],
        ),
    ]
    bring([entry(terms=terms)])
    person = Person.objects.get()
    assert offices(person) == [
        ("Representative", "VT-3", "Whig", "2001-01-03", "2005-01-03"),
        ("Representative", "VT-4", "Whig", "2005-01-04", "2007-01-03"),
        ("Representative", "VT-4", "Whig", "2009-01-06", "2011-01-03"),
        ("Representative", "VT", "Whig", "2011-01-05", "2012-02-01"),
        ("Representative", "VT", "Federalist", "2012-02-02", "2013-01-03"),
    ]
    held = list(person.offices.all())
    assert office_on(held, date(2008, 6, 1)) is None
    assert str(office_on(held, date(2012, 2, 2))) == "Representative (Federalist, VT)"


@pytest.mark.parametrize(
    ("state", "title"), [("VT", "Representative"), ("DC", "Delegate"), ("PR", "Resident Commissioner")]
)
def test_territories_send_no_representatives(bring, state, title):
    bring([entry(terms=[term("rep", "2021-01-03", "2023-01-03", state=state, district=0)])])
    assert Office.objects.get().title == title


def test_executives_without_a_bioguide_id_are_keyed_by_another(bring):
    executive = entry(terms=[term("viceprez", "1901-03-04", "1905-03-04"), term("prez", "1905-03-04", "1909-03-04")])
    del executive["id"]["bioguide"]
    bring([executive])
    assert bring([executive])["people"]["unchanged"] == 1
    person = Person.objects.get()
    assert [row[0] for row in offices(person)] == ["Vice President", "President"]
    assert Organization.objects.get().kind == Organization.Kind.GOVERNMENT


def test_one_who_was_legislator_and_executive_stands_in_two_files(bring):
    executive = entry(terms=[term("prez", "2025-01-20", "2029-01-20")])
    together = bring([entry()], [executive])
    assert together["people"]["created"] == 1
    person = Person.objects.get()
    assert [row[0] for row in offices(person)] == ["Senator", "President"]
    # Each file alone knows nothing of the other's offices, and takes none away.
    assert bring([executive])["offices"]["removed"] == 0
    assert bring([entry()])["offices"]["removed"] == 0
    assert len(offices(person)) == 2


def test_repeating_an_import_changes_nothing(bring):
    first = [entry(), entry("T900002", name={"first": "Berta", "official_full": "Berta Thornquay"})]
    bring(first)
    before = list(Person.objects.values()), list(Office.objects.values()), list(OtherName.objects.values())
    told = bring(first)
    assert told["people"] == {"created": 0, "adopted": 0, "updated": 0, "unchanged": 2}
    assert told["offices"] == {"created": 0, "updated": 0, "removed": 0, "unchanged": 2}
    assert (list(Person.objects.values()), list(Office.objects.values()), list(OtherName.objects.values())) == before


def test_a_newer_file_updates_an_office_in_place(bring):
    bring([entry()])
    office = Office.objects.get()
    told = bring([entry(terms=[*SENATE_TERMS, term("sen", "2025-01-03", "2031-01-03")])])
    assert told["offices"] == {"created": 0, "updated": 1, "removed": 0, "unchanged": 0}
    office.refresh_from_db()
    assert (office.start, office.end) == ("2007-01-04", "2031-01-03")


def test_what_staff_wrote_is_kept(bring):
    bring([entry()])
    person = Person.objects.get()
    Person.objects.update(name="Adela Thornquay", given_name="Adèle", summary="Invented.", sort_name="Thornquay, A.")
    own = factories.organization(name="Sample Watch")
    Office.objects.create(person=person, organization=own, title="Senator", start="2001")
    Office.objects.create(
        person=person, organization=Organization.objects.get(name="United States Senate"), title="Chair, Samples"
    )
    bring([entry()])
    person.refresh_from_db()
    assert (person.name, person.given_name, person.summary) == ("Adela Thornquay", "Adèle", "Invented.")
    assert person.sort_name == "Thornquay, A."
    assert sorted(office.title for office in person.offices.all()) == ["Chair, Samples", "Senator", "Senator"]
    # The name of the file is kept as another one, so that it is still found.
    assert [row.name for row in person.other_names.all()] == ["Adela Q. Thornquay"]


def test_an_office_that_an_import_wrote_follows_the_file(bring):
    bring([entry()])
    Office.objects.update(party="Federalist")
    bring([entry()])
    assert Office.objects.get().party == "Whig"


def test_a_birth_date_is_not_made_public_by_being_filled_in(bring):
    person = factories.person(name="Adela Q. Thornquay", publish_personal=True)
    PersonIdentifier.objects.create(person=person, scheme="bioguide", identifier="T900001")
    bring([entry()])
    person.refresh_from_db()
    assert person.birth_date == ""
    assert person.family_name == "Thornquay"


def test_a_sample_that_is_imported_is_a_sample_no_more(bring):
    person = factories.person(name="Adela Q. Thornquay", is_sample=True)
    body = factories.organization(name="U.S. Senate", is_sample=True)
    PersonIdentifier.objects.create(person=person, scheme="bioguide", identifier="T900001")
    told = bring([entry()])
    person.refresh_from_db()
    body.refresh_from_db()
    assert (person.is_sample, body.is_sample) == (False, False)
    assert told["organizations"] == []
    assert Office.objects.get().organization == body


def known_senator(**office: Any) -> Person:
    person = factories.person(name="Adela Q. Thornquay")
    fields = {"title": "United States Senator", "area": "Vermont", "start": "2008", "end": "", **office}
    Office.objects.create(person=person, **fields)
    return person


def test_a_namesake_with_the_same_seat_at_the_time_is_the_one(bring):
    person = known_senator()
    told = bring([entry()])
    assert told["people"]["adopted"] == 1
    assert Person.objects.get() == person
    assert PersonIdentifier.objects.get(scheme="bioguide").person == person
    assert told["remarks"] == [
        f"Adela Q. Thornquay was on record without a key (number {person.pk}) and is bioguide T900001: name, office "
        "and dates agree."
    ]


@pytest.mark.parametrize(
    "office",
    [
        {"area": "Ohio"},
        {"area": ""},
        {"title": "State Senator"},
        {"title": "Director"},
        {"start": "1990", "end": "2001"},
        {"start": ""},
    ],
)
def test_another_namesake_is_not_merged_and_is_told_of(bring, office):
    person = known_senator(**office)
    told = bring([entry()])
    assert told["people"] == {"created": 1, "adopted": 0, "updated": 0, "unchanged": 0}
    assert f"made beside another of the same name (number {person.pk})" in told["remarks"][0]
    assert not person.identifiers.exists()
    assert bring([entry()])["remarks"] == []


def test_two_namesakes_with_the_seat_are_nobodys_to_choose_from(bring):
    first, second = known_senator(), known_senator()
    told = bring([entry()])
    assert told["people"]["created"] == 1
    assert f"(number {first.pk}, {second.pk})" in told["remarks"][0]


def test_two_entries_that_claim_one_person_both_get_their_own(bring):
    known_senator()
    told = bring([entry(), entry("T900002")])
    assert told["people"]["created"] == 2
    assert len(told["remarks"]) == 2


def test_a_key_that_is_another_persons_is_left_out(bring):
    other = factories.person(name="Someone Else")
    PersonIdentifier.objects.create(person=other, scheme="bioguide", identifier="X900009")
    PersonIdentifier.objects.create(person=other, scheme="govtrack", identifier="9900001")
    told = bring([entry()])
    assert told["people"]["created"] == 1
    assert f"govtrack 9900001 is another person's (number {other.pk})" in told["remarks"][0]
    assert not other.offices.exists()


def test_of_an_entry_listed_twice_the_later_one_counts(bring):
    told = bring([entry()], [entry(terms=[*SENATE_TERMS, term("sen", "2025-01-03", "2031-01-03")])])
    assert Office.objects.get().end == "2031-01-03"
    assert "listed twice" in told["remarks"][0]


def test_namesakes_get_addresses_of_their_own(bring):
    bring([entry(), entry("T900002")])
    assert sorted(Person.objects.values_list("slug", flat=True)) == ["adela-q-thornquay", "adela-q-thornquay-2"]


def test_an_imported_senator_is_matched_on_the_letters_date(bring):
    bring([entry(name={"nickname": "Della"})])
    known = Known.load()
    person = Person.objects.get()
    for printed in ("Adela Q. Thornquay", "Della Thornquay", "A. Thornquay", "THORNQUAY, Adela"):
        match = known.person(printed, on=date(2024, 4, 4), title="United States Senator")
        assert match.chosen is not None, printed
        assert match.chosen.key == person.pk
    assert known.person("Adela Q. Thornquay", on=date(2026, 4, 4), title="United States Senator").chosen is None


def test_many_are_recorded_with_few_queries(bring, django_assert_max_num_queries):
    many = [entry(f"T{900000 + number}", name={"official_full": f"Adela Thornquay{number}"}) for number in range(600)]
    with django_assert_max_num_queries(60):
        bring(many)
    assert Person.objects.count() == 600
    with django_assert_max_num_queries(60):
        assert bring(many)["people"]["unchanged"] == 600


@pytest.mark.slow
def test_twelve_thousand_are_imported_and_found(bring):
    many = [
        entry(
            f"T{900000 + number}", name={"first": f"Adela{number % 90}", "official_full": None, "middle": f"M{number}"}
        )
        for number in range(12_000)
    ]
    assert bring(many)["people"]["created"] == 12_000
    assert bring(many)["people"]["unchanged"] == 12_000
    known = Known.load()
    match = known.person("Adela7 M7 Thornquay", on=date(2024, 4, 4), title="United States Senator")
    assert match.chosen is not None
    assert match.chosen.name == "Adela7 M7 Thornquay"
