"""Names as printed against people and organizations on record: chosen when clear, offered when not."""

from datetime import date

import pytest

from intake.detainees import suggest
from intake.matching.candidates import NO_MATCH, Likeness, Match
from intake.matching.known import Known
from intake.printed import Printed
from letters.models import Letter
from people.models import Detention, Office, Organization, OtherName, Person
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2024, 4, 4)


@pytest.fixture
def senate() -> Organization:
    return factories.organization(name="United States Senate", kind=Organization.Kind.LEGISLATURE)


@pytest.fixture
def house() -> Organization:
    return factories.organization(name="United States House of Representatives", kind=Organization.Kind.LEGISLATURE)


def senator(
    name: str, body: Organization, *, start: str = "2019-01-03", end: str = "2025-01-03", area: str = "MA"
) -> Person:
    person = factories.person(name=name)
    Office.objects.create(
        person=person, organization=body, title="Senator", party="Democrat", area=area, start=start, end=end
    )
    return person


def member(
    name: str, body: Organization, *, start: str = "2019-01-03", end: str = "2025-01-03", area: str = "TX-7"
) -> Person:
    person = factories.person(name=name)
    Office.objects.create(
        person=person, organization=body, title="Representative", party="Republican", area=area, start=start, end=end
    )
    return person


def find(name: str, **said: object) -> Match:
    return Known.load().person(name, **{"on": DAY, **said})  # type: ignore[arg-type]


def chosen(match: Match) -> int | None:
    return match.chosen.key if match.chosen else None


def offered(match: Match) -> list[int]:
    return [candidate.key for candidate in match.candidates]


@pytest.mark.parametrize(
    ("printed", "likeness"),
    [
        ("Évariste Q. O’Montclune Jr.", Likeness.EXACT),
        ("Evariste Q. O'Montclune, Jr.", Likeness.FOLDED),
        ("ÉVARISTE Q. O'MONTCLUNE", Likeness.FOLDED),
        ("O'Montclune, Évariste Q.", Likeness.FOLDED),
        ("Mr. Évariste Q. OMontclune", Likeness.FOLDED),
        ("Évariste Q. O-Montclune", Likeness.FOLDED),
    ],
)
def test_a_name_spelled_otherwise_is_the_same(printed, likeness):
    person = factories.person(name="Évariste Q. O’Montclune Jr.")
    match = find(printed)
    assert chosen(match) == person.pk
    assert match.candidates[0].likeness is likeness


@pytest.mark.parametrize(
    "printed",
    ["Арутюнян Араик", "Араик Арутюнян", "Arayik Haroutiunian", "Arutyunyan Arayik", "Արայիկ Հարությունյան"],
)
def test_a_name_in_another_alphabet_is_the_same(printed):
    person = factories.person(name="Arayik Harutyunyan")
    assert chosen(find(printed)) == person.pk


def test_a_latin_name_is_found_by_the_native_one_on_record():
    person = factories.person(name="R. V.")
    OtherName.objects.create(person=person, name="Ռուբեն Վարդանյան", language="hy")
    match = find("Ruben Vardanian")
    assert chosen(match) == person.pk
    assert match.candidates[0].reason == "also Ռուբեն Վարդանյան"


def test_names_that_only_sound_alike_in_english_are_two():
    factories.person(name="Louis Garcia")
    factories.person(name="Helen Brown")
    assert find("Luis Garcia") == NO_MATCH
    assert find("Ellen Brown").chosen is None


def test_a_nickname_is_offered_and_chosen_when_the_office_on_that_day_agrees(senate):
    person = senator("Edward J. Thornquay", senate)
    assert chosen(find("Ed J. Thornquay", title="United States Senator")) == person.pk
    without_title = find("Ed J. Thornquay")
    assert without_title.is_ambiguous
    assert without_title.candidates[0].likeness is Likeness.NICKNAME


@pytest.mark.parametrize("printed", ["E. Thornquay", "Edward Thornquay", "E.J. Thornquay", "Ed Thornquay"])
def test_initials_and_missing_names_need_the_office(senate, printed):
    person = senator("Edward James Thornquay", senate)
    assert find(printed).chosen is None
    assert chosen(find(printed, title="United States Senator")) == person.pk
    assert find(printed, title="United States Senator", on=date(2025, 6, 1)).chosen is None


@pytest.mark.parametrize("printed", ["Edward K. Thornquay", "Mary Thornquay", "J. Thornquay", "Edward Thornbury"])
def test_a_name_that_contradicts_is_nobodys(senate, printed):
    senator("Edward James Thornquay", senate)
    assert find(printed, title="United States Senator") == NO_MATCH


def test_contradicting_suffixes_are_two_people():
    factories.person(name="Adam Thornquay Jr.")
    assert find("Adam Thornquay III") == NO_MATCH


def test_a_slip_is_offered_and_never_chosen(senate):
    person = senator("Edward Thornquay", senate)
    match = find("Edward Thornquey", title="United States Senator")
    assert match.chosen is None
    assert offered(match) == [person.pk]
    assert match.candidates[0].likeness is Likeness.SLIP


def test_short_names_have_no_slips():
    factories.person(name="Ann Park")
    assert find("Ann Mark") == NO_MATCH


def test_two_people_of_one_name_are_never_chosen_from():
    people = [factories.person(name="Adela Thornquay") for _ in range(2)]
    match = find("Adela Thornquay", title="Executive Director")
    assert match.is_ambiguous
    assert offered(match) == [person.pk for person in people]


def test_the_office_on_the_letters_date_decides_among_namesakes(senate):
    old = senator("Adela Thornquay", senate, start="1981-01-05", end="1987-01-03")
    new = senator("Adela Thornquay", senate)
    match = find("Adela Thornquay")
    assert chosen(match) == new.pk
    assert offered(match) == [new.pk, old.pk]
    assert match.candidates[0].reason == "Senator (Democrat, MA) on 4 April 2024"
    assert match.candidates[1].reason == (
        "held no office on record on 4 April 2024; Senator (Democrat, MA) from 1981 until 1987"
    )
    assert chosen(find("Adela Thornquay", on=date(1985, 5, 1))) == old.pk


def test_the_title_decides_between_two_in_office(senate, house):
    one, other = senator("Adela Thornquay", senate), member("Adela Thornquay", house)
    assert chosen(find("Adela Thornquay", title="U.S. Senator")) == one.pk
    assert chosen(find("Rep. Adela Thornquay")) == other.pk
    assert find("Adela Thornquay").is_ambiguous
    assert find("Adela Thornquay", title="Member of Congress").is_ambiguous
    assert chosen(find("Adela Thornquay", title="Member of Congress", area="TX-07")) == other.pk
    assert chosen(find("Adela Thornquay", area="Texas", party="R")) == other.pk


def test_who_held_no_office_then_is_not_chosen_for_being_alone(senate):
    past = senator("Adela Thornquay", senate, start="1981-01-05", end="1987-01-03")
    match = find("Adela Thornquay")
    assert match.is_ambiguous
    assert offered(match) == [past.pk]


@pytest.mark.parametrize(
    "title",
    ["Executive Director", "State Senator", "Senator for Vermont", "Representative, Sample Watch", "Board Member"],
)
def test_a_title_that_is_not_the_office_chooses_nobody(senate, title):
    person = senator("Adela Thornquay", senate)
    match = find("Adela Thornquay", title=title)
    assert match.is_ambiguous
    assert offered(match) == [person.pk]


@pytest.mark.parametrize(
    "title",
    ["Ranking Member", "Chair, Senate Committee on Foreign Relations", "Senator for Massachusetts", "U.S. Senate"],
)
def test_a_title_within_the_legislature_does_not_contradict_the_seat(senate, title):
    person = senator("Adela Thornquay", senate)
    assert chosen(find("Adela Thornquay", title=title)) == person.pk


def test_a_namesake_without_office_does_not_hide_the_one_with_the_printed_office(senate):
    plain = factories.person(name="Adela Thornquay")
    holder = senator("Adela Thornquay", senate)
    assert chosen(find("Adela Thornquay", title="United States Senator")) == holder.pk
    assert chosen(find("Adela Thornquay", title="Executive Director")) == plain.pk
    assert find("Adela Thornquay").is_ambiguous


def test_a_better_name_without_office_keeps_a_nickname_with_office_from_being_chosen(senate):
    factories.person(name="Ed Thornquay")
    senator("Edward Thornquay", senate)
    assert find("Ed Thornquay", title="United States Senator").is_ambiguous


@pytest.mark.parametrize("title", ["M.P.", "Member of Parliament", "Deputy for Saltmarsh", "Députée", "Milletvekili"])
def test_members_of_other_parliaments_are_known_by_their_titles(title):
    body = factories.organization(name="Assembly of Examplia", kind=Organization.Kind.LEGISLATURE)
    person = factories.person(name="Calla Winterstoke")
    Office.objects.create(
        person=person, organization=body, title="Member of the Assembly", area="Saltmarsh", start="2020"
    )
    assert chosen(find("C. Winterstoke", title=title)) == person.pk
    assert find("C. Winterstoke", title="Deputy Minister of Justice").chosen is None


def test_a_surname_with_a_title_needs_the_office():
    person = factories.person(name="Arayik Harutyunyan")
    assert find("President Harutyunyan") == NO_MATCH
    Office.objects.create(person=person, title="President", area="Nagorno-Karabakh")
    assert chosen(find("President Harutyunyan")) == person.pk
    assert chosen(find("Президент Арутюнян")) == person.pk
    assert find("Minister Harutyunyan") == NO_MATCH
    assert find("Mr. Harutyunyan") == NO_MATCH


def test_a_former_office_is_one_that_has_begun(senate):
    person = senator("Adela Thornquay", senate, start="1981-01-05", end="1987-01-03")
    assert chosen(find("former Senator Thornquay")) == person.pk
    assert find("former Senator Thornquay", on=date(1980, 1, 1)) == NO_MATCH


def test_without_a_date_an_office_with_dates_chooses_nobody(senate):
    person = senator("Adela Thornquay", senate)
    match = find("Adela Thornquay", title="United States Senator", on=None)
    assert match.is_ambiguous
    assert offered(match) == [person.pk]


def test_nobody_is_found_by_nothing():
    factories.person(name="Adela Thornquay")
    for printed in ("", "—", "Thornquay", "Adela", "?" * 5000):
        assert find(printed) == NO_MATCH


def test_an_organization_is_known_by_its_spellings():
    body = factories.organization(name="Ärzte & Freunde für Beispiel e.V.", short_name="AFB")
    known = Known.load()
    for printed in (
        "Ärzte & Freunde für Beispiel e.V.",
        "Ärzte und Freunde für Beispiel",
        "ARZTE UND FREUNDE FUR BEISPIEL E.V.",
        "Ärzte und Freunde für Beispiel (AFB)",
        "AFB",
        "A.F.B.",
    ):
        assert chosen(known.organization(printed)) == body.pk, printed
    assert known.organization("afb") == NO_MATCH
    assert known.organization("") == NO_MATCH


def test_a_country_may_be_abbreviated_in_a_name():
    body = factories.organization(name="U.S. Department of Samples")
    known = Known.load()
    assert chosen(known.organization("The United States Department of Samples")) == body.pk
    part = known.organization("Department of Samples")
    assert part.is_ambiguous
    assert offered(part) == [body.pk]


def test_organizations_of_one_name_or_acronym_are_offered():
    one = factories.organization(name="Ministry of Samples", short_name="MOS")
    other = factories.organization(name="The Ministry of Samples", short_name="MOS")
    known = Known.load()
    assert chosen(known.organization("Ministry of Samples")) == one.pk  # to the letter
    assert known.organization("Ministry of samples").is_ambiguous
    assert sorted(offered(known.organization("MOS"))) == [one.pk, other.pk]
    assert known.organization("MOS").is_ambiguous


def test_a_slip_in_an_organizations_name_is_offered():
    body = factories.organization(name="Committee of Samples")
    match = Known.load().organization("Comittee of Samples")
    assert match.is_ambiguous
    assert offered(match) == [body.pk]


def test_everybody_is_read_in_five_queries(django_assert_num_queries, senate):
    for number in range(5):
        senator(f"Adela Thornquay{number}", senate)
    with django_assert_num_queries(5):
        known = Known.load()
    with django_assert_num_queries(0):
        known.person("Adela Thornquay3", on=DAY)
        known.organization("United States Senate")


def test_names_are_told_with_their_people():
    person = factories.person(name="Adela Thornquay")
    OtherName.objects.create(person=person, name="Adele Thornquay")
    known = Known.load()
    assert [(one.key, one.name) for one in known.names()] == [
        (person.pk, "Adela Thornquay"),
        (person.pk, "Adele Thornquay"),
    ]


@pytest.mark.parametrize(
    ("status", "is_detainee"), [("detained", True), ("unknown", True), ("released", False), ("died", False)]
)
def test_the_parser_is_told_who_is_on_record_as_held(status, is_detainee):
    person = factories.person(name="Talin Orvesh")
    Detention.objects.create(person=person, status=status)
    (name,) = Known.load().names()
    assert name.is_detainee == is_detainee


def test_somebody_on_record_as_held_is_suggested_for_the_name_alone_in_whatever_script():
    person = factories.person(name="Aram Petrosyan")
    OtherName.objects.create(person=person, name="Արամ Պետրոսյան")
    Detention.objects.create(person=person, status="imprisoned")
    (found,) = suggest(Printed.of("Արամ Պետրոսյանի մասին"), known=Known.load().names())
    assert found.known_as == person.pk


def test_who_is_learnt_is_known():
    known = Known.load()
    known.names()
    known.learn_person(key=7, name="Adela Thornquay")
    known.learn_organization(key=8, name="Sample Watch", short_name="SW")
    assert chosen(known.person("Thornquay, Adela", on=DAY)) == 7
    assert chosen(known.organization("Sample Watch (SW)")) == 8
    assert [one.key for one in known.names()] == [7]


def test_matching_a_name_records_nothing():
    find("Adela Thornquay")
    assert not Person.objects.exists()
    assert not Letter.objects.exists()
