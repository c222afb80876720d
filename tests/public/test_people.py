from datetime import date

import pytest
from django.urls import reverse

from letters.models import Addressee
from people.models import Detention, DetentionEvent, Office, OtherName, PersonPage
from tests import factories as make
from tests.public.world import detainee

pytestmark = pytest.mark.django_db


def html_of(client, name: str, slug: str, **asked: str) -> str:
    response = client.get(reverse(name, args=[slug]), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_a_person_is_shown_with_names_offices_and_letters(client):
    person = make.person(name="Adela Thornquay", summary="A deputy.", birth_date="1961")
    OtherName.objects.create(person=person, name="Адела", language="ru")
    Office.objects.create(person=person, title="Deputy", party="Harbour Party", area="North", start="2019-05")
    PersonPage.objects.create(person=person, link=make.link("https://deputy.example/"), note="official website")
    make.signature(make.letter(published=True, subject="Signed by her"), person=person, is_lead=True)
    make.addressee(make.letter(published=True, subject="Copied to her"), person=person, role=Addressee.Role.COPY)
    html = html_of(client, "person", "adela-thornquay")
    for part in (
        'lang="ru"',
        "Адела",
        "Deputy",
        "(Harbour Party, North)",
        "May 2019",
        "official website",
        "Signed by her",
        "signed, lead signer",
        "Copied to her",
        "copied",
    ):
        assert part in html, part
    assert "1961" not in html


def test_a_detainee_is_shown_with_facts_events_and_how_letters_describe_them(client):
    person = detainee(name="Oren Baltsu")
    detention = person.detentions.get()
    source = make.link("https://court.example/notice")
    DetentionEvent.objects.create(
        detention=detention, kind="sentence", date="2024-02", description="Eleven years.", link=source, is_public=True
    )
    Detention.objects.filter(pk=detention.pk).update(status_link=make.link("https://status.example/"))
    make.mention(make.letter(published=True, date=date(2024, 4, 4)), person=person, description="journalist, missing")
    html = html_of(client, "detainee", "oren-baltsu")
    for part in (
        "Imprisoned",
        "Azerbaijan",
        "January 2026",
        "27 September 2023",
        "Sentence",
        "Eleven years.",
        "https://court.example/notice",
        "https://status.example/",
        "journalist, missing",
        'lang="hy"',
    ):
        assert part in html, part


def test_each_page_exists_only_for_the_part_that_is_public(client):
    person = make.person()
    make.mention(make.letter(published=True), person=person)
    make.signature(make.letter(), person=person)
    assert client.get(reverse("detainee", args=[person.slug])).status_code == 200
    assert client.get(reverse("person", args=[person.slug])).status_code == 404
    assert reverse("person", args=[person.slug]) not in html_of(client, "detainee", person.slug)


def test_somebody_who_signs_and_is_detained_has_both_pages_linked(client):
    person = make.person()
    make.mention(make.letter(published=True), person=person)
    make.signature(make.letter(published=True), person=person)
    assert reverse("person", args=[person.slug]) in html_of(client, "detainee", person.slug)
    assert reverse("detainee", args=[person.slug]) in html_of(client, "person", person.slug)


@pytest.mark.parametrize("name", ["person", "detainee"])
def test_queries_do_not_grow_with_the_letters(client, name, django_assert_max_num_queries):
    person, counts = detainee(), []
    for more in (2, 30):
        for _ in range(more):
            letter = make.letter(published=True)
            make.mention(letter, person=person)
            make.mention(letter)
            make.signature(letter, person=person)
            Office.objects.create(person=person, title="Deputy", organization=make.organization())
            PersonPage.objects.create(person=person, link=make.link())
        with django_assert_max_num_queries(16) as captured:
            html_of(client, name, person.slug)
        counts.append(len(captured))
    assert counts[0] == counts[1]
