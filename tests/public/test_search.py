import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from letters.models import Letter, Reply
from letters.searching import keeping
from links.vocabulary import State
from people.models import Detention, Office, OtherName
from tests import factories as make

pytestmark = pytest.mark.django_db


def html_of(client, name: str = "search", **asked: str) -> str:
    response = client.get(reverse(name), asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def letters():
    """Two letters that differ in all that lists can be narrowed by."""
    one = make.letter(published=True, date=date(2020, 5, 1), kind="joint", language="fr", body="The lantern.")
    signer = make.person(name="Ada Onesign")
    Office.objects.create(person=signer, title="Senator", party="Harbour Party", area="TX-7", start="2019")
    make.signature(one, person=signer)
    make.signature(one, organization=make.organization(name="League One"))
    make.addressee(one, person=make.person(name="Ivo Onereader"))
    held = make.person(name="Oren Onelantern")
    Detention.objects.create(person=held, country="AZ", is_public=True)
    make.mention(one, person=held)
    make.citation(one, source=make.source(publisher="One Press", link=make.link(state=State.DEAD)))
    Reply.objects.create(letter=one, date=date(2020, 6, 1), summary="Yes.", is_public=True)
    two = make.letter(published=True, date=date(2024, 5, 1), kind="open", body="The lantern.")
    make.signature(two, person=make.person(name="Bo Twosign"))
    return one, two


ONE = {
    "before": "2020-12-31",
    "year": "2020",
    "kind": "joint",
    "language": "fr",
    "signatory": "onesign",
    "organization": "League One",
    "party": "Harbour Party",
    "state": "TX",
    "addressee": "onereader",
    "detainee": "onelantern",
    "country": "AZ",
    "publisher": "ONE PRESS",
    "link_state": "dead",
    "replied": "yes",
}


@pytest.mark.parametrize("name", ONE)
def test_letters_are_narrowed_by_everything_and_each_choice_says_how_many_it_leaves(client, letters, name):
    one, two = letters
    html = html_of(client, "letters", **{name: ONE[name]})
    assert one.subject in html
    assert two.subject not in html
    assert "1 letter<" in html.replace("\n", "")


def test_a_choice_is_counted_among_what_the_other_filters_leave(client, letters):
    make.letter(published=True, date=date(2024, 6, 1), kind="joint")
    html = html_of(client, "letters", kind="joint", year="2024")
    assert '<option value="2020">2020 (1)</option>' in html
    assert '<option value="2024" selected>2024 (1)</option>' in html
    assert '<option value="open">open letter (1)</option>' in html


def test_words_are_marked_where_they_stand_and_harm_nothing(client):
    make.letter(published=True, subject="The <b>Lantern</b>", body="A <script>lantern</script> & more.")
    html = html_of(client, q="lantern")
    assert "<mark>Lantern</mark>" in html
    assert "&lt;script&gt;<mark>lantern</mark>&lt;/script&gt; &amp; more." in html
    assert "<script>lantern" not in html


def test_what_stands_in_a_note_or_a_source_is_shown_from_there(client):
    letter = make.letter(published=True)
    make.citation(make.footnote(letter, text="See the lantern."), source=make.source(title="On candles"))
    assert "<mark>lantern</mark>" in html_of(client, q="lantern")
    assert "<mark>candles</mark>" in html_of(client, q="candles")


def test_where_nothing_fits_it_is_said_which_filter_is_in_the_way(client, letters):
    html = html_of(client, q="lantern", kind="joint", year="2024")
    assert "No published letter fits" in html
    assert "1 letter fits" in html
    html = html_of(client, q="lanturn")
    assert "Did you mean" in html
    assert "q=lantern" in html


def test_letters_are_sorted_as_asked(client, letters):
    one, two = letters
    for sort, first, second in (("newest", two, one), ("oldest", one, two)):
        html = html_of(client, q="lantern", sort=sort)
        assert html.index(first.subject) < html.index(second.subject)
    assert html_of(client, q="lantern", sort="nonsense")


def test_search_lists_nothing_until_it_is_asked(client, letters):
    html = html_of(client)
    assert letters[0].subject not in html
    assert "Accents and capitals make no difference" in html


@pytest.mark.parametrize(
    "value", ["x" * 201, "a\x00b", "\udcff", "%", '"', '"" "', "(" * 150, "* " * 90, "😀", "a" * 200]
)
def test_no_question_is_a_fault(client, letters, value):
    query = value.encode("utf-8", "surrogateescape")
    for name in ("q", "signatory", "publisher", "after", "year", "party", "sort", "page"):
        assert client.get(reverse("search"), {name: query}).status_code == 200
        assert client.get(reverse("search-names"), {"kind": "signatory", "q": query}).status_code == 200


def test_names_are_offered_while_they_are_typed(client, letters):
    asked = {"kind": "signatory", "q": "onesi"}
    assert json.loads(client.get(reverse("search-names"), asked).content) == {
        "names": [{"name": "Ada Onesign", "letters": 1}]
    }
    for asked in ({"kind": "nonsense", "q": "a"}, {"kind": "signatory"}, {}, {"kind": "signatory", "q": "onesi " * 20}):
        assert json.loads(client.get(reverse("search-names"), asked).content) == {"names": []}


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_nothing_that_is_not_public_is_found_counted_offered_or_proposed(client, letters, status):
    secret = {"date": date(1911, 1, 1), "language": "pl", "kind": "appeal"}
    hidden = make.letter(status=status, subject="Qwxyz", body="Qwxyz", issuer=make.organization(name="Qwxyz"), **secret)
    person = make.person(name="Qwxyz Qwxyzova")
    Office.objects.create(person=person, title="Qwxyz", party="Qwxyz", area="Qwxyz", start="1900")
    OtherName.objects.create(person=letters[0].mentions.get().person, name="Onelantern")
    make.signature(hidden, person=person)
    make.signature(hidden, organization=make.organization(name="Qwxyz League"))
    make.addressee(hidden, person=person)
    make.mention(hidden, person=person)
    Detention.objects.create(person=person, country="BY", is_public=True)
    Detention.objects.create(person=letters[0].mentions.get().person, country="BY", is_public=False)
    make.citation(make.footnote(hidden, text="Qwxyz"), source=make.source(title="Qwxyz", publisher="Qwxyz"))
    Reply.objects.create(letter=letters[1], date=date(2024, 6, 1), summary="Qwxyz", is_public=False)
    keeping.index_pending()
    # Once public, and taken back: what it left behind must not tell either.
    Letter.objects.filter(pk=hidden.pk).update(status="published", published_at=make.NOW)
    keeping.index_pending()
    Letter.objects.filter(pk=hidden.pk).update(status=status)
    for name in ("search", "letters"):
        for asked in ({}, {"q": "lantern"}, {"kind": "joint"}, {"q": "qwxyy"}):
            html = html_of(client, name, **asked).lower()
            for word in ("qwxyz", "1911", 'value="pl"', 'value="by"', "belarus", 'value="appeal"'):
                assert word not in html, (name, asked, word)
        assert "(2)</option>" not in html_of(client, name, replied="yes")
    for kind in ("signatory", "organization", "addressee", "detainee", "publisher"):
        found = client.get(reverse("search-names"), {"kind": kind, "q": "qwxyz"})
        assert json.loads(found.content) == {"names": []}
        assert "0 to" not in html_of(client, "letters", **{kind: "qwxyz"})
    assert "did you mean" not in html_of(client, q="qwxyy").lower()
    for asked in ({"q": "qwxyz"}, {"signatory": "qwxyz"}, {"before": "1911-12-31"}):
        assert "No published letter fits" in html_of(client, **asked)


def test_a_detention_that_is_closed_again_is_told_by_no_choice_from_then_on(client, letters):
    html_of(client, "letters")
    assert 'value="AZ"' in html_of(client, "letters")
    Detention.objects.update(is_public=False)
    assert 'value="AZ"' not in html_of(client, "letters")


def test_queries_do_not_grow_with_what_is_found(client):
    counts = []
    for _ in range(2):
        for _ in range(8):
            letter = make.letter(published=True, body="Lantern.")
            make.mention(letter)
            make.citation(make.footnote(letter, text="A lantern."))
        keeping.index_pending()
        with CaptureQueriesContext(connection) as captured:
            html_of(client, q="lantern", kind="letter")
        # PostgreSQL is told besides, in transactions of their own, by which way to read some of them.
        counts.append(sum(one["sql"].startswith("SELECT") for one in captured))
    assert counts[0] == counts[1] <= 24
