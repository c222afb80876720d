"""The lists of letters, sources and people: columns, filters and search that answer the staff's questions."""

# A row that is missing fails these tests by itself.
# mypy: disable-error-code="union-attr, arg-type, attr-defined, misc"

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from letters.models import Reply, Source
from links.vocabulary import State
from people.models import OtherName
from tests import factories

pytestmark = pytest.mark.django_db
LETTERS = "admin:letters_letter_changelist"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Editor",)))
    return client


def listed(client: Client, name: str = LETTERS, **query) -> list:
    response = client.get(reverse(name), query)
    assert response.status_code == 200, response
    return list(response.context["cl"].result_list)


def queries(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(name)).status_code == 200
    return len(captured)


def test_the_columns_count_signatures_and_distinct_dead_links(editor):
    letter = factories.letter()
    factories.signature(letter)
    factories.signature(letter)
    dead = factories.source()
    factories.state_change(dead.link, State.DEAD)
    factories.citation(letter, source=dead)
    factories.citation(letter, source=dead)
    factories.citation(letter)
    (row,) = listed(editor)
    assert (row.signature_count, row.dead_count) == (2, 1)


def test_filters_find_dead_links_unanswered_letters_issuers_and_years(editor):
    broken = factories.letter(date=date(2021, 5, 1), language="fr")
    answered = factories.letter(published=True, is_sample=True)
    citation = factories.citation(broken)
    factories.state_change(citation.source.link, State.DEAD)
    Reply.objects.create(letter=answered, date=date(2026, 2, 2), summary="Thanks.")
    assert listed(editor, dead="yes") == [broken]
    assert listed(editor, unanswered="yes") == [broken]
    assert listed(editor, issuer=answered.issuer_id) == [answered]
    assert listed(editor, date__year=2021) == [broken]
    assert listed(editor, status__exact="published") == [answered]
    assert listed(editor, language="fr") == [broken]
    assert listed(editor, is_sample__exact="1") == [answered]
    assert listed(editor, issuer="x' or 1=1") == []
    assert listed(editor, issuer="9" * 40) == []


def test_search_looks_into_the_names_of_everybody_in_the_letter(editor):
    letter = factories.letter(subject="The case of nobody", issuer=factories.organization(name="Sample Senate"))
    factories.signature(letter, person=factories.person(name="Ada Example"))
    factories.addressee(letter, organization=factories.organization(name="Ministry of Samples"))
    named = factories.person(name="Latin Spelling")
    OtherName.objects.create(person=named, name="Ռուբեն")
    factories.mention(letter, person=named)
    factories.letter()
    for words in ("nobody", "ada", "Ministry", "Ռուբեն", "sample senate", "ada nobody ministry"):
        assert listed(editor, q=words) == [letter], words
    assert listed(editor, q="ada somebody-else") == []
    assert listed(editor, q="'\"%_\\") == []
    listed(editor, q="\x00")


def _fill(number: int) -> None:
    for _ in range(number):
        letter = factories.letter()
        factories.signature(letter)
        factories.addressee(letter)
        factories.mention(letter)
        factories.citation(letter)


@pytest.mark.parametrize(
    "name",
    [
        LETTERS,
        "admin:letters_source_changelist",
        "admin:people_person_changelist",
        "admin:people_organization_changelist",
    ],
)
def test_a_list_asks_no_more_questions_for_more_rows(editor, name):
    _fill(2)
    editor.get(reverse(name))
    few = queries(editor, name)
    _fill(6)
    assert queries(editor, name) == few


def test_people_are_listed_with_what_letters_say_of_them(editor):
    one = factories.person(name="Ada Example")
    factories.signature(factories.letter(), person=one)
    factories.signature(factories.letter(), person=one)
    factories.mention(factories.letter(), person=one)
    (row,) = listed(editor, "admin:people_person_changelist", q="ada")
    assert (row.signed_count, row.addressed_count, row.named_count) == (2, 0, 1)


def test_sources_are_found_by_state_and_by_being_cited_by_nobody(editor):
    cited, spare = factories.citation(factories.letter()).source, factories.source()
    factories.state_change(cited.link, State.DEAD)
    sources = "admin:letters_source_changelist"
    assert listed(editor, sources, state="dead") == [cited]
    assert listed(editor, sources, cited="no") == [spare]
    assert listed(editor, sources, q=spare.link.url) == [spare]


def source_page(source: Source, **fields) -> dict:
    own = {name: getattr(source, name) for name in ("title", "author", "publisher", "published_on", "kind")}
    return {**own, "address": source.link.url if source.link else "", **fields}


def test_a_sources_address_is_typed_and_another_sources_address_refused(editor):
    one, other = factories.source(), factories.source()
    address = reverse("admin:letters_source_change", args=[one.pk])
    refused = editor.post(address, source_page(one, address=other.link.url))
    assert "already recorded at this address" in refused.content.decode()
    refused = editor.post(address, source_page(one, address="gopher://x.example"))
    assert "Only web addresses can be checked" in refused.content.decode()
    editor.post(address, source_page(one, address="HTTPS://New.Example.ORG/page"))
    one.refresh_from_db()
    assert one.link.url == "https://new.example.org/page"


def test_a_moved_source_takes_the_passages_that_letters_rely_on_along(editor):
    citation = factories.citation(factories.letter(), quote="their own words")
    source = citation.source
    address = reverse("admin:letters_source_change", args=[source.pk])
    editor.post(address, source_page(source, address="https://moved.example.org/page"))
    citation.refresh_from_db()
    assert citation.passage.link.url == "https://moved.example.org/page"


def test_only_a_source_of_a_published_letter_is_to_be_viewed_on_the_site(editor):
    hidden = factories.citation(factories.letter()).source
    public = factories.citation(factories.letter(published=True)).source
    for source, shown in ((hidden, False), (public, True)):
        content = editor.get(reverse("admin:letters_source_change", args=[source.pk])).content.decode()
        assert ("viewsitelink" in content) is shown


def test_long_lists_of_people_are_looked_up_while_typing(editor):
    found = factories.person(name="Ada Example")
    query = {"app_label": "letters", "model_name": "signature", "field_name": "person", "term": "ada"}
    results = editor.get(reverse("admin:autocomplete"), query).json()["results"]
    assert results == [{"id": str(found.pk), "text": "Ada Example"}]
    page = editor.get(reverse("admin:letters_letter_add")).content.decode()
    assert "Ada Example" not in page
