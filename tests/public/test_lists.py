from datetime import date

import pytest
from django.urls import reverse

from letters.searching import keeping
from links.vocabulary import State
from people.models import Detention
from tests import factories as make
from tests.public.world import detainee, many_letters

pytestmark = pytest.mark.django_db

LISTS = ["letters", "people", "organizations", "detainees", "sources"]
ALL = [*LISTS, "link-health", "home"]


def html_of(client, name: str, **asked: str) -> str:
    response = client.get(reverse(name), asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ALL)
def test_an_empty_archive_says_what_will_appear(client, name):
    assert 'class="empty"' in html_of(client, name)


@pytest.mark.parametrize("name", LISTS)
def test_a_filter_that_finds_nothing_says_what_to_do(client, name):
    many_letters(1)
    html = html_of(client, name, q="zzzzz")
    assert "show " in html
    assert 'class="empty"' in html
    assert 'value="zzzzz"' in html


@pytest.mark.parametrize("name", LISTS)
def test_lists_have_pages_of_twenty_five_that_keep_the_filter(client, name):
    many_letters(27)
    keeping.index_pending()
    q = {"letters": "letter", "sources": "report", "organizations": "committee"}.get(name, "sample")
    html = html_of(client, name, q=q)
    assert "1 to 25 below" in html
    assert f'rel="next" href="?q={q}&amp;page=2"' in html
    assert f'rel="prev" href="?q={q}&amp;page=1"' in html_of(client, name, q=q, page="2")


def test_a_year_that_is_no_year_shows_the_forms_error_and_keeps_what_was_typed(client):
    many_letters(1)
    html = html_of(client, "letters", year="xx", q="kept words")
    assert "“xx” is not among the choices" in html
    assert 'value="kept words"' in html
    assert 'class="letters"' not in html


def test_the_letters_list_is_newest_first_with_issuer_and_detainees(client):
    old = make.letter(published=True, date=date(2019, 1, 1), subject="The old one")
    make.mention(old, person=make.person(name="Oren Baltsu"))
    make.letter(published=True, date=date(2024, 1, 1), subject="The new one")
    html = html_of(client, "letters")
    assert html.index("The new one") < html.index("The old one")
    assert old.issuer.name in html
    assert "Oren Baltsu" in html


def test_people_are_listed_with_how_many_letters_they_signed_and_got(client):
    person = make.person(name="Adela Thornquay")
    for _ in range(3):
        make.signature(make.letter(published=True), person=person)
    make.addressee(make.letter(published=True), person=person)
    make.signature(make.letter(), person=person)
    row = html_of(client, "people").split("Adela Thornquay")[1].split("</tr>")[0]
    assert '<td class="number">3</td>' in row
    assert '<td class="number">1</td>' in row


def test_detainees_are_listed_with_status_country_day_and_letters(client):
    make.mention(make.letter(published=True), person=detainee(name="Oren Baltsu"))
    row = html_of(client, "detainees").split("Oren Baltsu")[1].split("</tr>")[0]
    for part in ("Imprisoned, Azerbaijan", "January 2026", '<td class="number">1</td>'):
        assert part in row


def test_sources_are_listed_with_publisher_date_state_and_letters(client):
    source = make.source(
        title="A Report", publisher="The Lamp", published_on="2023-10", link=make.link(state=State.DEAD)
    )
    letter = make.letter(published=True)
    make.citation(letter, source=source)
    make.citation(letter, source=source)
    make.citation(make.letter(), source=source)
    row = html_of(client, "sources").split("A Report")[1].split("</tr>")[0]
    for part in ("The Lamp", "October 2023", "no longer readable", '<td class="number">1</td>'):
        assert part in row


def test_the_home_page_counts_what_is_public_and_links_to_the_lists(client):
    many_letters(2)
    free = make.person()
    make.mention(make.letter(published=True), person=free)
    Detention.objects.create(person=free, status="released", is_public=True)
    html = html_of(client, "home")
    for address, number in (
        ("/letters/", 3),
        ("/detainees/", 3),
        ("/detainees/?status=held", 2),
        ("/sources/", 2),
        ("/sources/?state=dead", 2),
    ):
        assert f'<a href="{address}"><strong>{number}</strong>' in html
    assert html_of(client, "detainees", status="held").count("<tr>") == 3  # the head and two people


def test_somebody_whose_detention_is_closed_is_named_without_it(client):
    person = make.person(name="Oren Baltsu")
    make.mention(make.letter(published=True), person=person)
    Detention.objects.create(person=person, status="disappeared", country="BY")
    assert '<a href="/detainees/?status=held"><strong>0</strong>' in html_of(client, "home")
    html = html_of(client, "detainees")
    assert "Oren Baltsu" in html
    for word in (">Disappeared", "Belarus"):
        assert word not in html


@pytest.mark.parametrize("name", ALL)
def test_queries_do_not_grow_with_the_data(client, name, django_assert_max_num_queries):
    counts = []
    for more in (3, 12):
        many_letters(more)
        keeping.index_pending()
        with django_assert_max_num_queries(12) as captured:
            html_of(client, name)
        counts.append(len(captured))
    assert counts[0] == counts[1]
