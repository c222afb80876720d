from datetime import date

import pytest
import time_machine
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


def test_days_held_are_counted_while_somebody_is_held_and_only_then(client):
    person = detainee(name="Oren Baltsu")
    make.mention(make.letter(published=True), person=person)
    with time_machine.travel("2026-03-02", tick=False):
        html = html_of(client, "detainee", "oren-baltsu")
        assert "<strong>887</strong> days since the detention" in html
        assert "from <time" in html
        Detention.objects.update(detained_on="2023-09")
        assert "<strong>884</strong> days at least since the detention" in html_of(client, "detainee", "oren-baltsu")
        Detention.objects.update(status="released")
        assert "since the detention" not in html_of(client, "detainee", "oren-baltsu")


def test_events_and_letters_stand_in_one_line_of_time(client):
    person = detainee(name="Oren Baltsu")
    make.mention(make.letter(published=True, date=date(2024, 4, 4), subject="The letter between"), person=person)
    DetentionEvent.objects.create(
        detention=person.detentions.get(), kind="sentence", date="2025-01", description="Eleven years.", is_public=True
    )
    DetentionEvent.objects.create(detention=person.detentions.get(), kind="transfer", date="2025-02", description="Hid")
    html = html_of(client, "detainee", "oren-baltsu")
    course = html[html.index('<ol class="course">') :].split("</ol>")[0]
    assert course.index("Arrest") < course.index("The letter between") < course.index("Eleven years.")
    assert html.count('class="mark mark-event"') == 2
    assert html.count('class="mark mark-letter"') == 1
    assert "Hid" not in html
    assert "Transfer" not in html


def test_a_detainees_feed_and_those_who_sign_most_are_shown(client):
    person, signer = detainee(name="Oren Baltsu"), make.person(name="Signs often")
    for _ in range(2):
        letter = make.letter(published=True)
        make.mention(letter, person=person)
        make.signature(letter, person=signer)
    draft = make.letter()
    make.mention(draft, person=person)
    make.signature(draft, person=make.person(name="Signs a draft"))
    html = html_of(client, "detainee", "oren-baltsu")
    assert 'type="application/atom+xml"' in html
    assert "/feeds/detainees/oren-baltsu.atom" in html
    assert "Signs often" in html
    assert "Signs a draft" not in html
