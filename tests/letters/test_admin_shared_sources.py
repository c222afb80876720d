"""What is typed in a draft never changes what a published letter shows of a source that both cite."""

# A row that is missing fails these tests by itself.
# mypy: disable-error-code="union-attr, arg-type, attr-defined, misc"

import pytest
from django.test import Client
from django.urls import reverse

from letters.models import Citation, Letter, Source
from links.models import Link
from links.vocabulary import State
from tests import factories
from tests.letters import posting
from tests.letters.test_admin_citations import change_citation, saved_row, type_citation

pytestmark = pytest.mark.django_db
PAGE = "https://news.example.org/story"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Editor",)))
    return client


@pytest.fixture
def reviewer() -> Client:
    client = Client()
    client.force_login(factories.staff(groups=("Reviewer",)))
    return client


def public_source(**fields) -> Source:
    source = factories.source(**{"link": factories.link(PAGE), **fields})
    factories.citation(factories.letter(published=True), source=source)
    return source


def in_draft(source: Source) -> Citation:
    return factories.citation(factories.letter(), source=source)


def facts(source: Source) -> tuple:
    source = Source.objects.get(pk=source.pk)
    return source.title, source.author, source.publisher, source.published_on, source.kind, source.link_id


@pytest.mark.parametrize("by_choice", [True, False])
def test_a_draft_does_not_fill_what_is_empty_in_a_public_source(editor, by_choice):
    source = public_source(publisher="")
    before = facts(source)
    named = {"source": source.pk} if by_choice else {"url_as_printed": PAGE}
    assert type_citation(editor, **named, author="Known from a draft", publisher="Also").status_code == 302
    assert Citation.objects.filter(source=source).count() == 2
    assert facts(source) == before


def test_a_draft_does_not_give_the_paper_source_of_a_published_letter_an_address_or_a_title(editor):
    source = public_source(link=None, title="A pamphlet")
    before = facts(source)
    citation = in_draft(source)
    answer = change_citation(editor, citation, source="", title="Renamed", url_as_printed=PAGE)
    assert answer.status_code == 302
    assert facts(source) == before
    assert (citation.source.title, citation.source.link.url) == ("Renamed", PAGE)


def test_a_draft_does_not_rewrite_the_paper_source_of_another_draft(editor):
    source = factories.source(link=None, title="A pamphlet")
    other, citation = in_draft(source), in_draft(source)
    change_citation(editor, citation, source="", title="Renamed", url_as_printed=PAGE)
    other.refresh_from_db()
    assert (other.source.title, other.source.link) == ("A pamphlet", None)


def test_a_letter_that_cites_a_pamphlet_twice_gives_it_an_address_once(editor):
    source = factories.source(link=None, title="A pamphlet")
    first = in_draft(source)
    second = factories.citation(first.footnote, source=source)
    rows = [saved_row(first, source="", url_as_printed=PAGE), saved_row(second)]
    note = {"id": first.footnote.pk, "number": "1", "citations": rows}
    assert posting.change(editor, first.footnote.letter, footnotes=[note]).status_code == 302
    assert Source.objects.get().link.url == PAGE


@pytest.mark.parametrize(
    ("field", "typed"), [("title", "Rewritten"), ("author", "R. Tindallow"), ("publisher", ""), ("kind", "report")]
)
def test_facts_of_a_public_source_are_not_corrected_from_a_draft_and_what_was_typed_is_kept(editor, field, typed):
    source = public_source()
    before = facts(source)
    citation = in_draft(source)
    answer = change_citation(editor, citation, **{field: typed}, pinpoint="typed beside it")
    error = posting.errors_of(answer)
    assert "A published letter cites this source" in error
    assert facts(source) == before
    page = answer.content.decode()
    assert typed in page
    assert "typed beside it" in page


def test_who_may_publish_corrects_a_public_source_from_a_draft(reviewer):
    source = public_source()
    assert change_citation(reviewer, in_draft(source), title="Rewritten").status_code == 302
    assert facts(source)[0] == "Rewritten"


def test_the_rest_of_a_row_is_changed_beside_a_public_source(editor):
    citation = in_draft(public_source())
    assert change_citation(editor, citation, pinpoint="p. 4").status_code == 302
    assert citation.pinpoint == "p. 4"


def source_page(source: Source, **changes):
    return {"title": source.title, "publisher": source.publisher, "kind": source.kind, **changes}


def test_the_address_of_a_public_source_is_changed_by_those_who_may_publish(editor, reviewer):
    source = public_source()
    url = reverse("admin:letters_source_change", args=[source.pk])
    page = editor.get(url).content.decode()
    assert PAGE in page
    assert 'name="address"' not in page
    assert "changed by those who may publish" in page
    data = source_page(source, title="A title mended at once", address="https://elsewhere.example.org/")
    assert editor.post(url, data).status_code == 302
    source.refresh_from_db()
    assert (source.title, source.link.url) == ("A title mended at once", PAGE)
    assert 'name="address"' in reviewer.get(url).content.decode()
    assert reviewer.post(url, data).status_code == 302
    source.refresh_from_db()
    assert source.link.url == "https://elsewhere.example.org/"


def test_the_address_of_a_source_that_only_drafts_cite_is_changed_by_editors(editor):
    source = in_draft(factories.source()).source
    url = reverse("admin:letters_source_change", args=[source.pk])
    assert editor.post(url, source_page(source, address=PAGE)).status_code == 302
    source.refresh_from_db()
    assert source.link.url == PAGE


def test_a_public_page_leads_where_its_verdict_was_found(client, reviewer):
    """The state shown is the link's: the old address is not offered under the new one's state."""
    letter = factories.letter(published=True)
    source = factories.source(link=factories.link(PAGE, state=State.DEAD))
    factories.citation(letter, source=source, url_as_printed=f"{PAGE}#part")
    factories.link("https://successor.example.org/b", state=State.ALIVE)
    data = source_page(source, address="https://successor.example.org/b")
    reviewer.post(reverse("admin:letters_source_change", args=[source.pk]), data)
    page = client.get(letter.get_absolute_url()).content.decode()
    address = "https://successor.example.org/b"
    assert f'href="{address}" rel="nofollow noopener external">{address}<' in page
    assert PAGE not in page
    assert Link.objects.filter(url=PAGE).exists()
    assert Letter.objects.get() == letter
