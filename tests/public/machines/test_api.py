"""The API: what it tells, and that it tells the same as the pages."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from letters.models import Letter, Reply, Touched
from letters.searching.keeping import AT_ONCE
from links.models import Snapshot
from links.vocabulary import State
from people.models import Detention, Office
from public.api import paging
from tests import factories as make
from tests.public.world import (
    addressee_of,
    detainee,
    detainee_of,
    link_of,
    many_letters,
    rich_letter,
    signatory_of,
    source_of,
)

pytestmark = pytest.mark.django_db

LISTS = ("letters", "people", "detainees", "sources")


def told(client, address: str, **query: str) -> dict:
    response = client.get(address, query)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


def whole(client, letter: Letter) -> dict:
    return told(client, f"/api/v1/letters/{letter.slug}/")


def test_the_root_names_what_there_is(client):
    for name, address in told(client, "/api/v1/").items():
        if name != "meta":
            assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200, name


@pytest.mark.parametrize("name", LISTS)
def test_every_answer_states_generator_and_licence(client, settings, name):
    settings.DATA_LICENCE = "CC0-1.0"
    meta = told(client, f"/api/v1/{name}/")["meta"]
    assert meta["generator"] == "Advocacy letters 0.1.0"
    assert meta["licence"] == "CC0-1.0"
    assert meta["licence_url"] == "https://spdx.org/licenses/CC0-1.0.html"


def test_a_list_tells_the_newest_letter_first(client):
    old = make.letter(published=True, date=date(2020, 1, 1))
    new = make.letter(published=True, date=date(2024, 1, 1))
    assert [letter["id"] for letter in told(client, "/api/v1/letters/")["results"]] == [new.slug, old.slug]


def test_a_letter_is_told_whole(client):
    letter = rich_letter(original_url="https://example.org/letter")
    answer = whole(client, letter)
    assert answer["url"] == f"http://127.0.0.1:8000{letter.get_absolute_url()}"
    assert answer["body"] == letter.body
    assert letter.follows is not None
    assert answer["follows"] == letter.follows.slug
    assert answer["document_url"] is None
    assert answer["signatures"][0]["person"]["name"] == signatory_of(letter).name
    assert (answer["signatures"][0]["party"], answer["signatures"][0]["area"]) == ("Harbour Party", "North")
    assert answer["signatures"][0]["is_lead"] is True
    assert [one["role"] for one in answer["addressees"]] == ["to", "copy"]
    assert answer["detainees"][0]["description"] == "teacher"
    assert answer["asks"][0]["is_overdue"] is True
    assert answer["replies"][0]["summary"] == "We will look into it."
    cited = answer["notes"][0]["citations"][0]
    assert cited["quote"] == "quoted words"
    assert cited["link"]["state"] == "alive"
    assert cited["archived"]["url"].startswith("https://archive.example/")


def test_the_office_is_that_of_the_letters_day(client):
    letter = make.letter(published=True, date=date(2010, 5, 1))
    person = make.person()
    Office.objects.create(person=person, title="Deputy", party="Reed Party", start="2009", end="2012")
    Office.objects.create(person=person, title="Senator", party="Harbour Party", start="2020")
    make.signature(letter, person=person)
    signed = whole(client, letter)["signatures"][0]
    assert (signed["office"], signed["party"]) == ("Deputy", "Reed Party")


def test_an_organization_can_sign_and_be_addressed(client):
    letter = make.letter(published=True)
    body = make.organization(name="Sample Watch")
    make.signature(letter, organization=body)
    make.addressee(letter, organization=body)
    answer = whole(client, letter)
    for part in ("signatures", "addressees"):
        assert answer[part][0]["person"] is None
        assert answer[part][0]["organization"]["name"] == "Sample Watch"


def test_a_source_on_paper_has_no_link(client):
    letter = make.letter(published=True)
    make.citation(letter, source=make.source(link=None, title="A book"))
    cited = whole(client, letter)["notes"][0]["citations"][0]
    assert (cited["link"], cited["live_url"], cited["archived"]) == (None, "", None)
    assert told(client, f"/api/v1/sources/{cited['id']}/")["link"] is None


def test_a_reply_that_was_not_opened_is_not_told(client):
    letter = make.letter(published=True)
    Reply.objects.create(letter=letter, date=date(2026, 1, 1), summary="In confidence.")
    assert whole(client, letter)["replies"] == []


def test_a_draft_before_a_letter_is_not_told(client):
    letter = make.letter(published=True, follows=make.letter())
    assert whole(client, letter)["follows"] is None


def test_people_detainees_and_sources_are_told(client):
    letter = rich_letter()
    person = told(client, f"/api/v1/people/{signatory_of(letter).slug}/")
    assert person["offices"][0]["title"] == "Senator"
    assert len(told(client, "/api/v1/letters/", signatory=person["id"])["results"]) == 1
    held = told(client, f"/api/v1/detainees/{detainee_of(letter).slug}/")
    assert held["other_names"][0]["language"] == "hy"
    assert held["detentions"][0]["country"] == "AZ"
    assert held["detentions"][0]["events"][0]["date"] == "2023-09-27"
    source = told(client, f"/api/v1/sources/{source_of(letter).pk}/")
    assert source["letter_count"] == 1
    assert source["citations"][0]["letter"] == letter.slug
    assert source["copies"][0]["service"] == "wayback"
    assert told(client, "/api/v1/people/", role="received")["results"][0]["id"] == addressee_of(letter).slug


def test_a_moved_source_says_where_it_is_now(client):
    link = make.link(state=State.MOVED, final_url="https://example.org/new")
    letter = make.letter(published=True)
    make.citation(letter, source=make.source(link=link))
    assert told(client, "/api/v1/sources/")["results"][0]["link"]["moved_to"] == "https://example.org/new"


def test_what_is_confidential_is_empty(client):
    letter = rich_letter()
    held = detainee_of(letter)
    held.birth_date, held.gender = "1990-01-01", "female"
    held.save()
    Detention.objects.filter(person=held).update(health="ill", place="a prison", publish_health=True)
    answer = told(client, f"/api/v1/detainees/{held.slug}/")
    assert (answer["birth_date"], answer["gender"]) == ("", "")
    assert (answer["detentions"][0]["health"], answer["detentions"][0]["place"]) == ("ill", "")
    assert told(client, "/api/v1/detainees/", q=held.name)["results"][0]["detentions"][0]["place"] == ""


def test_lists_are_filtered_as_the_pages_are(client):
    rich_letter(subject="About a harbour", language="fr")
    assert [one["subject"] for one in told(client, "/api/v1/letters/", q="harbour")["results"]] == ["About a harbour"]
    assert len(told(client, "/api/v1/letters/", language="fr")["results"]) == 1
    assert len(told(client, "/api/v1/letters/", link_state="dead", year="2026")["results"]) == 1
    assert len(told(client, "/api/v1/detainees/", status="held", country="AZ")["results"]) == 2
    assert len(told(client, "/api/v1/sources/", state="dead")["results"]) == 2


@pytest.mark.parametrize("query", ["year=1901", "country=FR", "language=eo", "issuer=nobody"])
def test_a_value_that_does_not_occur_is_answered_with_nothing(client, query):
    rich_letter()
    assert told(client, f"/api/v1/letters/?{query}")["results"] == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("signatry=x", "no such parameter"),
        ("kind=postcard", "not among the choices"),
        ("kind=open&kind=joint", "more than once"),
        ("year=0000", "not among the choices"),
        ("year=99999", "not among the choices"),
        ("year=20x4", "not among the choices"),
        ("country=Utopia", "not among the choices"),
        ("q=%00", "null"),
        ("q=" + "x" * 201, "200"),
        ("limit=0", "from 1 to 100"),
        ("limit=101", "from 1 to 100"),
        ("limit=ten", "from 1 to 100"),
        ("limit=%D9%A1", "from 1 to 100"),
        ("limit=", "from 1 to 100"),
        ("cursor=", "no cursor"),
        ("cursor=a%20b", "no cursor"),
        ("cursor=" + "W" * 2000, "no cursor"),
    ],
)
def test_a_question_that_means_nothing_is_refused_with_a_sentence(client, query, words):
    response = client.get(f"/api/v1/letters/?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    answer = response.json()
    assert answer["status"] == 400
    assert words.lower() in answer["detail"].lower()
    assert list(answer["faults"]) == [query.partition("=")[0]]


@pytest.mark.parametrize(
    "cursor", ["x", "0000", "WzEsMiwzXQ", "WzEsIngiLDFd", "W1tbW1tbW1tbW1tbW1tb", "W" * 1500, "WzEsIlx1MDAwMCIsMV0"]
)
@pytest.mark.parametrize("name", LISTS)
def test_a_page_that_no_list_named_is_not_there(client, name, cursor):
    response = client.get(f"/api/v1/{name}/?cursor={cursor}")
    # A cursor for a list by names fits every such list; what it finds is right.
    if (name, cursor) in {("people", "WzEsIngiLDFd"), ("detainees", "WzEsIngiLDFd"), ("sources", "WzEsIngiLDFd")}:
        assert response.status_code == 200
        return
    assert response.status_code == 404
    assert "No page begins" in response.json()["detail"]


def test_single_things_have_no_parameters(client):
    assert (
        client.get(rich_letter().get_absolute_url().replace("/letters/", "/api/v1/letters/") + "?q=1").status_code
        == 400
    )


@pytest.mark.parametrize(
    "address", ["letters/none/", "people/none/", "detainees/none/", "sources/99999/", "nothing/", "letters/a/b/", "x"]
)
def test_what_is_not_there_is_a_problem_in_json(client, address):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]


@pytest.mark.parametrize("address", ["/api/v1", "/api/v1/letters", "/api/v1/people/none", "/api/v1/docs"])
@pytest.mark.parametrize("question", ["", "?q=a%20b&limit=5", "?q=%00%FF&q="])
def test_an_address_without_its_last_slash_leads_to_the_one_that_has_it(client, address, question):
    response = client.get(f"{address}{question}")
    assert response.status_code == 301
    assert response["Location"] == f"{address}/{question}"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_detainee_is_not_among_the_people_unless_they_wrote(client):
    held = detainee_of(rich_letter())
    assert client.get(f"/api/v1/people/{held.slug}/").status_code == 404


def test_a_program_that_wants_something_else_is_told_so(client):
    response = client.get("/api/v1/letters/", headers={"accept": "application/xml"})
    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", [*LISTS, "letters?kind=joint"])
@pytest.mark.parametrize("limit", ["1", "2", "3", "100"])
def test_pages_follow_each_other_to_the_end_and_back(client, name, limit):
    name, _, asked = name.partition("?")
    for number in range(3):
        # Several on one day, and of one name: the key decides.
        letter = make.letter(published=True, date=date(2026, 1, 1 + number // 2), kind="joint")
        make.letter(published=True, date=letter.date, kind="open")
        make.signature(letter, person=make.person(name="Sample Twin"))
        make.mention(letter, person=detainee(name="Sample Held"))
        make.citation(letter)
    everything = [row["id"] for row in told(client, f"/api/v1/{name}/?{asked}")["results"]]
    forth: list[str] = []
    back: list[str] = []
    address: str | None = f"/api/v1/{name}/?limit={limit}&{asked}"
    last = ""
    while address:
        page = told(client, address)
        forth += [row["id"] for row in page["results"]]
        last, address = address, page["next"]
    assert forth == everything
    assert len(everything) == (6 if (name, asked) == ("letters", "") else 3)
    address = last
    while address:
        page = told(client, address)
        back = [row["id"] for row in page["results"]] + back
        address = page["previous"]
    assert back == everything


def test_a_row_that_comes_in_between_shifts_no_other(client):
    many_letters(4)
    first = told(client, "/api/v1/letters/?limit=2")
    make.letter(published=True, date=date(2030, 1, 1))
    second = told(client, first["next"])
    assert not {row["id"] for row in first["results"]} & {row["id"] for row in second["results"]}
    assert len(second["results"]) == 2


def test_what_is_proposed_and_not_public_leaves_no_page_short():
    letters = [make.letter(published=number not in {2, 3}, date=date(2026, 1, 9 - number)) for number in range(6)]
    keys = [letter.pk for letter in letters]
    public = Letter.objects.published()

    def proposed(behind, start, stop, *, rising):
        after = [key for key in keys if behind is None or key > behind[1]]
        return after[start:stop]

    first = paging.page_of(public, order="-date", limit=3, cursor=None, proposed=proposed)
    assert [row.pk for row in first.rows] == [keys[0], keys[1], keys[4]]
    assert first.next is not None
    last = paging.page_of(public, order="-date", limit=3, cursor=first.next, proposed=proposed)
    assert ([row.pk for row in last.rows], last.next) == ([keys[5]], None)


@pytest.mark.django_db(transaction=True)
def test_a_list_is_in_order_while_the_index_lags(client):
    letters = [make.letter(published=True, date=date(2020, 1, day), kind="joint") for day in range(1, 6)]
    told(client, "/api/v1/letters/?kind=joint")
    # More than is read anew while a reader waits stands before it.
    Touched.objects.bulk_create(Touched(what="l", row_id=10**9 + number) for number in range(2 * AT_ONCE + 1))
    Letter.objects.filter(pk=letters[0].pk).update(date=date(2026, 1, 1))
    answer = told(client, "/api/v1/letters/?kind=joint&limit=1")
    assert Touched.objects.exists()
    assert [row["id"] for row in answer["results"]] == [letters[0].slug]


def test_links_to_pages_keep_the_question(client):
    many_letters(3)
    assert "country=AZ&limit=1&cursor=" in told(client, "/api/v1/letters/?country=AZ&limit=1")["next"]


@pytest.mark.parametrize("name", LISTS)
def test_the_number_of_queries_does_not_grow(client, name, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    many_letters(3)
    address = f"/api/v1/{name}/"
    # The index catches up with what was published at the first question after it.
    told(client, address, limit="99")
    cache.clear()
    with CaptureQueriesContext(connection) as few:
        assert len(told(client, address)["results"]) >= 3
    count = len(few)
    many_letters(9)
    told(client, address, limit="99")
    cache.clear()
    with django_assert_num_queries(count):
        assert len(told(client, address)["results"]) >= 12


def test_the_number_of_queries_for_one_letter_does_not_grow(client, django_assert_max_num_queries):
    small, large = rich_letter(size=1), rich_letter(size=6)
    for letter in (small, large):
        with django_assert_max_num_queries(14):
            whole(client, letter)


def test_the_number_of_queries_for_one_thing_does_not_grow(client, django_assert_max_num_queries):
    letter = rich_letter(size=3)
    for number in range(5):
        Snapshot.objects.create(link=link_of(source_of(letter)), url=f"https://archive.example/more/{number}")
    for name, key, most in (
        ("people", signatory_of(letter).slug, 7),
        ("detainees", detainee_of(letter).slug, 7),
        ("sources", source_of(letter).pk, 6),
    ):
        with django_assert_max_num_queries(most):
            told(client, reverse("api-" + {"people": "person"}.get(name, name.removesuffix("s")), args=[key]))


def test_a_letter_is_withdrawn_at_once(client):
    letter = make.letter(published=True, date=date(2026, 1, 1) - timedelta(days=3))
    address = f"/api/v1/letters/{letter.slug}/"
    tag = client.get(address)["ETag"]
    Letter.objects.filter(pk=letter.pk).update(status=Letter.Status.DRAFT)
    assert client.get(address, headers={"if-none-match": tag}).status_code == 404
    assert told(client, "/api/v1/letters/")["results"] == []
