"""Sources as they are typed with a footnote: which source and link a row ends up with, and what is refused."""

# A row that is missing fails these tests by itself.
# mypy: disable-error-code="union-attr, arg-type, attr-defined, misc"

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from letters.models import Citation, Letter, Source
from links.models import Link, Passage, Snapshot
from links.vocabulary import State
from tests import factories
from tests.letters import posting

pytestmark = pytest.mark.django_db
PAGE = "https://news.example.org/story"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Editor",)))
    return client


def type_citation(editor: Client, **row):
    return posting.add(editor, footnotes=[{"citations": [row]}])


def saved_row(citation: Citation, **changes):
    """The row as the page shows it."""
    source = citation.source
    shown = {
        "id": citation.pk,
        "source": source.pk,
        "url_as_printed": citation.url_as_printed,
        "pinpoint": citation.pinpoint,
        "quote": citation.quote,
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "published_on": source.published_on,
        "kind": source.kind,
    }
    return shown | changes


def change_citation(editor: Client, citation: Citation, **changes):
    note = citation.footnote
    rows = [{"id": note.pk, "number": note.number, "citations": [saved_row(citation, **changes)]}]
    response = posting.change(editor, note.letter, footnotes=rows)
    citation.refresh_from_db()
    return response


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("ftp://files.example.org/a", "Only web addresses can be checked"),
        ("javascript:alert(1)", "Only web addresses can be checked"),
        ("https://", "not an address a browser could open"),
        ("https://user:pass@news.example.org/", "user name or password"),
        ("https://news.example.org/a b", "contains a space"),
        ("https://[::1/", "not an address a browser could open"),
    ],
)
def test_an_address_that_cannot_be_watched_is_refused_at_its_field_and_nothing_typed_is_lost(editor, address, message):
    response = type_citation(editor, url_as_printed=address, title="The title I typed", quote="And its words")
    assert message in posting.errors_of(response)
    content = response.content.decode()
    assert "The title I typed" in content
    assert "And its words" in content
    assert not Letter.objects.exists()
    assert not Link.objects.exists()


def test_a_citation_that_names_nothing_is_refused(editor):
    response = type_citation(editor, pinpoint="p. 4")
    assert "names no source" in posting.errors_of(response)


def test_the_same_page_typed_twice_is_one_source_and_keeps_what_was_recorded_of_it(editor):
    known = factories.source(link=factories.link(PAGE), title="As recorded", author="")
    posting.add(
        editor,
        footnotes=[
            {"citations": [{"url_as_printed": f"{PAGE}#part", "title": "Typed otherwise", "author": "A. Writer"}]},
            {"citations": [{"url_as_printed": f"<{PAGE.upper().replace('/STORY', '/story')}>"}]},
        ],
    )
    assert Source.objects.get() == known
    known.refresh_from_db()
    assert (known.title, known.author) == ("As recorded", "A. Writer")
    assert Citation.objects.filter(source=known).count() == 2
    assert Citation.objects.first().url_as_printed == f"{PAGE}#part"


def test_a_fragment_becomes_what_is_looked_for_and_follows_a_corrected_address(editor):
    type_citation(editor, url_as_printed=f"{PAGE}#:~:text=old%20words", title="A")
    citation = Citation.objects.get()
    assert citation.text_fragment == "text=old%20words"
    assert citation.passage.text == "text=old%20words"
    change_citation(editor, citation, url_as_printed=f"{PAGE}#:~:text=new%20words")
    assert citation.text_fragment == "text=new%20words"
    assert [passage.text for passage in Passage.objects.all()] == ["text=new%20words"]
    change_citation(editor, citation, url_as_printed=PAGE)
    assert citation.text_fragment == ""
    assert not Passage.objects.exists()


def test_a_corrected_address_leads_to_its_own_source_and_link(editor):
    type_citation(editor, url_as_printed="https://news.example.org/stroy", title="The story")
    citation = Citation.objects.get()
    wrong = citation.source
    change_citation(editor, citation, url_as_printed=PAGE)
    assert citation.source != wrong
    assert citation.source.title == "The story"
    assert citation.source.link.url == PAGE


def test_an_address_found_later_is_added_to_the_source_on_paper(editor):
    type_citation(editor, title="A pamphlet")
    citation = Citation.objects.get()
    assert citation.source.link is None
    before = citation.source
    change_citation(editor, citation, url_as_printed=PAGE)
    assert citation.source == before
    assert citation.source.link.url == PAGE
    assert Source.objects.count() == 1


def test_a_recorded_source_is_chosen_instead_of_typed(editor):
    known = factories.source(author="")
    type_citation(editor, source=known.pk, author="A. Writer", title="ignored, it has one")
    citation = Citation.objects.get()
    known.refresh_from_db()
    assert citation.source == known
    assert (known.author, known.title) == ("A. Writer", citation.source.title)
    assert known.title != "ignored, it has one"


def test_a_chosen_source_and_another_address_are_not_guessed_between(editor):
    known = factories.source(link=factories.link(PAGE))
    response = type_citation(editor, source=known.pk, url_as_printed="https://other.example.org/")
    assert f"stands at {PAGE}, not at this address" in posting.errors_of(response)


def test_facts_corrected_on_the_row_correct_the_source(editor):
    citation = factories.citation(
        factories.letter(), url_as_printed=PAGE, source=factories.source(link=factories.link(PAGE))
    )
    change_citation(editor, citation, title="Corrected", published_on="October 2023")
    assert citation.source.title == "Corrected"
    assert citation.source.published_on == "2023-10"
    refused = change_citation(editor, citation, url_as_printed="", title="")
    assert "A source needs a title" in posting.errors_of(refused)


def test_a_source_cleared_by_mistake_is_shown_again_without_a_fault(editor):
    citation = factories.citation(factories.letter())
    response = change_citation(editor, citation, source="", title="", publisher="", url_as_printed="")
    assert "names no source" in posting.errors_of(response)
    assert citation.source_id is not None


@pytest.mark.parametrize(
    ("address", "service", "captured_at"),
    [
        ("https://perma.cc/AAAA-BBBB", "perma", None),
        (f"https://web.archive.org/web/20240404120000/{PAGE}", "wayback", datetime(2024, 4, 4, 12, tzinfo=UTC)),
        (f"https://web.archive.org/web/20240404120000id_/{PAGE}", "wayback", datetime(2024, 4, 4, 12, tzinfo=UTC)),
        (f"https://web.archive.org/web/20249904120000/{PAGE}", "wayback", None),
        ("https://archive.ph/AbCdE", "archive_today", None),
        (f"https://copies.example.org/web/20240404120000/{PAGE}", "other", None),
    ],
)
def test_a_printed_copy_is_kept_with_its_archive_and_time(editor, address, service, captured_at):
    type_citation(editor, url_as_printed=PAGE, title="A", archived_url=address)
    copy = Snapshot.objects.get()
    assert (copy.link.url, copy.service, copy.captured_at, copy.found) == (PAGE, service, captured_at, "printed")


def test_a_copy_of_nothing_is_refused(editor):
    response = type_citation(editor, title="A book", archived_url="https://perma.cc/AAAA-BBBB")
    assert "Type the address of which this is a copy" in posting.errors_of(response)


def test_the_state_of_the_link_stands_in_words_beside_the_source(editor):
    citation = factories.citation(factories.letter())
    factories.state_change(citation.source.link, State.DEAD)
    content = editor.get(posting.change_url(citation.footnote.letter)).content.decode()
    assert "no longer readable" in content
    assert reverse("admin:links_link_change", args=[citation.source.link_id]) in content


def test_a_sweep_is_asked_for_once_the_letter_is_saved(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        type_citation(editor, url_as_printed=PAGE, title="A")
    assert [callback.__name__ for callback in callbacks] == ["sweep_soon"]


def test_a_citation_can_be_moved_to_another_note_of_its_letter(editor):
    letter = factories.letter()
    first, second = factories.footnote(letter), factories.footnote(letter)
    citation = factories.citation(first)
    rows = [
        {"id": first.pk, "number": "1", "citations": []},
        {"id": second.pk, "number": "2", "citations": [saved_row(citation)]},
    ]
    assert posting.change(editor, letter, footnotes=rows).status_code == 302
    citation.refresh_from_db()
    assert citation.footnote == second


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("tamper", [{}, {"DELETE": "on"}, {"new": True}])
def test_rows_of_another_letter_cannot_be_taken_changed_or_deleted(editor, published, tamper):
    theirs = factories.citation(factories.letter(published=published), quote="untouched")
    signature = factories.signature(theirs.footnote.letter)
    mine = factories.letter()
    note = factories.footnote(mine)
    tamper = dict(tamper)
    initial = 0 if tamper.pop("new", False) else 1
    attacks = [
        posting.rows("footnotes-0-citations", saved_row(theirs, quote="changed", **tamper), initial=initial),
        posting.rows("signatures", {"id": signature.pk, "person": factories.person().pk, **tamper}, initial=initial),
        posting.rows(
            "footnotes",
            {"id": theirs.footnote.pk, "number": "9", "text": "changed", "citations": [], **tamper},
            initial=initial,
        ),
    ]
    for attack in attacks:
        data = posting.as_saved(mine, footnotes=[{"id": note.pk, "number": "1", "citations": []}]) | attack
        response = editor.post(posting.change_url(mine), data)
        assert response.status_code == 200
        assert "not in this letter any more" in posting.errors_of(response)
    theirs.refresh_from_db()
    signature.refresh_from_db()
    assert theirs.quote == "untouched"
    assert theirs.footnote.text == ""
    assert signature.letter == theirs.footnote.letter
