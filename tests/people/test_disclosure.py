"""Whoever removes a rule here sees a test fail: a leak could cost somebody their safety."""

import dataclasses

import pytest

from people.disclosure import (
    current_detention,
    detentions_of,
    public_detentions,
    public_facts,
    public_person,
    with_facts,
)
from people.models import Detention, DetentionEvent, Person
from tests import factories as make

pytestmark = pytest.mark.django_db

GROUPS = {
    "publish_place": ["place"],
    "publish_case": ["reason", "charges", "court", "sentence"],
    "publish_counsel": ["counsel"],
    "publish_health": ["health"],
}
CLOSED = {field: f"SECRET {field}" for fields in GROUPS.values() for field in fields}


def detention(**fields) -> Detention:
    """A detention that was opened, with all of its other groups filled in and closed."""
    defaults = {"country": "AZ", "authority": "The office", "internal_note": "SECRET note", "is_public": True}
    return Detention.objects.create(**{"person": make.person(), **defaults, **CLOSED, **fields})


def test_a_detention_is_closed_until_it_is_opened():
    assert Detention.objects.create(person=make.person()).is_public is False


def test_of_a_closed_detention_nothing_is_shown_whatever_else_is_open():
    everything = dict.fromkeys(GROUPS, True)
    closed = detention(is_public=False, status="detained", **everything)
    DetentionEvent.objects.create(detention=closed, kind="arrest", is_public=True)
    with pytest.raises(ValueError, match="closed"):
        public_facts(closed)
    assert detentions_of(closed.person) == []
    assert current_detention(closed.person.detentions.all()) is None
    assert not public_detentions().exists()


def test_people_are_read_with_their_open_detentions_alone(django_assert_num_queries):
    person = make.person()
    closed, opened = detention(person=person, is_public=False, detained_on="2024"), detention(person=person)
    for of in (closed, opened):
        for is_public in (True, False):
            DetentionEvent.objects.create(detention=of, kind="arrest", is_public=is_public, link=make.link())
    read = with_facts(Person.objects.filter(pk=person.pk)).get()
    with django_assert_num_queries(0):
        assert list(read.detentions.all()) == [opened]
        assert [event.link is not None for facts in detentions_of(read) for event in facts.events] == [True]


def test_a_closed_detention_does_not_say_how_the_person_fares_now():
    person = make.person()
    opened = detention(person=person, status="released", detained_on="2019")
    detention(person=person, is_public=False, status="detained", detained_on="2024")
    assert current_detention(person.detentions.all()) == opened


def test_nothing_confidential_is_shown_unless_opened():
    assert "SECRET" not in repr(public_facts(detention()))


@pytest.mark.parametrize("group", GROUPS)
def test_opening_a_group_opens_its_fields_and_no_other(group):
    facts = dataclasses.asdict(public_facts(detention(**{group: True})))
    opened = {name for name, value in facts.items() if "SECRET" in str(value)}
    assert opened == set(GROUPS[group])


def test_country_authority_dates_and_status_are_shown():
    facts = public_facts(detention(status="imprisoned", status_as_of="2026-01", detained_on="2023"))
    assert (facts.country, facts.authority, facts.status_words) == ("Azerbaijan", "The office", "imprisoned")
    assert (facts.status_as_of, facts.detained_on, facts.is_held) == ("2026-01", "2023", True)


def test_only_opened_events_are_shown():
    of = detention()
    DetentionEvent.objects.create(detention=of, kind="hearing", description="SECRET hearing")
    DetentionEvent.objects.create(detention=of, kind="arrest", description="open", is_public=True)
    assert [event.description for event in public_facts(of).events] == ["open"]


def test_personal_details_are_shown_only_when_opened():
    details = {"birth_date": "1961-02-03", "death_date": "2024", "gender": "SECRET"}
    closed = public_person(make.person(**details, internal_note="SECRET note"))
    assert (closed.birth_date, closed.death_date, closed.gender) == ("", "", "")
    assert "SECRET" not in repr(closed)
    opened = public_person(make.person(**details, publish_personal=True))
    assert (opened.birth_date, opened.death_date, opened.gender) == ("1961-02-03", "2024", "SECRET")


def test_the_detention_that_still_holds_somebody_is_the_current_one():
    person = make.person()
    held = detention(person=person, status="detained", detained_on="2019")
    detention(person=person, status="released", detained_on="2024")
    assert current_detention(person.detentions.all()) == held
    assert current_detention([]) is None
