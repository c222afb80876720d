"""An archived copy that a letter prints belongs to that letter: it is public with it, and goes when it goes."""

# A row that is missing fails these tests by itself.
# mypy: disable-error-code="union-attr, arg-type, attr-defined, misc"

import pytest
from django.test import Client
from django.urls import reverse

from letters.models import Citation, Letter
from links.models import Link, Snapshot
from tests import factories
from tests.letters import posting
from tests.letters.test_admin_citations import change_citation, type_citation

pytestmark = pytest.mark.django_db
PAGE = "https://news.example.org/story"
COPY = "https://perma.cc/AAAA-BBBB"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.staff(groups=("Editor",)))
    return client


@pytest.fixture
def printed(editor) -> Citation:
    """A citation in a draft that prints a copy."""
    type_citation(editor, url_as_printed=PAGE, title="A", archived_url=COPY)
    return Citation.objects.get()


@pytest.fixture
def public() -> Letter:
    """A published letter that cites the same page."""
    letter = factories.letter(published=True)
    factories.citation(letter, source=factories.source(link=factories.link(PAGE)))
    return letter


def reads(letter: Letter) -> str:
    """What a visitor gets to see of the letter and of the first source it cites."""
    source = Citation.objects.filter(footnote__letter=letter)[0].source
    pages = (Client().get(address) for address in (letter.get_absolute_url(), source.get_absolute_url()))
    return "".join(page.content.decode() for page in pages)


def publish(letter: Letter) -> None:
    assert Letter.objects.publish(letter.pk, now=factories.NOW)


def test_a_copy_printed_in_a_draft_is_not_shown_with_a_published_letter_that_cites_the_same_page(editor, public):
    type_citation(editor, url_as_printed=PAGE, archived_url=COPY)
    draft = Letter.objects.exclude(pk=public.pk).get()
    assert COPY not in reads(public)
    publish(draft)
    assert COPY in reads(public)
    assert COPY in reads(draft)


def test_a_copy_goes_with_the_draft_that_printed_it(editor, public):
    type_citation(editor, url_as_printed=PAGE, archived_url=COPY)
    draft = Letter.objects.exclude(pk=public.pk).get()
    editor.post(reverse("admin:letters_letter_delete", args=[draft.pk]), {"post": "yes"})
    assert Letter.objects.get() == public
    assert not Snapshot.objects.exists()
    assert COPY not in reads(public)


def test_the_printed_copy_is_shown_in_its_field_and_stays_when_the_row_is_saved_again(editor, printed):
    page = editor.get(posting.change_url(printed.footnote.letter)).content.decode()
    assert f'value="{COPY}"' in page
    change_citation(editor, printed, archived_url=COPY, pinpoint="p. 4")
    assert printed.pinpoint == "p. 4"
    assert printed.snapshot.url == COPY


def test_a_cleared_copy_is_no_longer_cited_and_is_dropped(editor, printed):
    change_citation(editor, printed, archived_url="")
    assert printed.snapshot is None
    assert not Snapshot.objects.exists()


def test_a_copy_replaced_by_another_is_dropped(editor, printed):
    change_citation(editor, printed, archived_url="https://perma.cc/CCCC-DDDD")
    assert [copy.url for copy in Snapshot.objects.all()] == ["https://perma.cc/CCCC-DDDD"]


def test_a_copy_that_another_letter_prints_too_stays(editor, printed):
    type_citation(editor, url_as_printed=PAGE, archived_url=COPY)
    change_citation(editor, printed, archived_url="")
    assert Snapshot.objects.get().printed_by.count() == 1


@pytest.mark.parametrize("found", [Snapshot.Found.STAFF, Snapshot.Found.TIMEMAP])
def test_a_copy_that_was_known_without_the_letter_stays_and_is_public(editor, public, found):
    link = Link.objects.get(url=PAGE)
    known = Snapshot.objects.create(link=link, url=COPY, found=found)
    if found == Snapshot.Found.TIMEMAP:
        # What was looked up in an archive is public with the letter that it was looked up for.
        Citation.objects.filter(footnote__letter=public).update(capture=known)
    type_citation(editor, url_as_printed=PAGE, archived_url=COPY)
    draft = Letter.objects.exclude(pk=public.pk).get()
    assert Snapshot.objects.get() == draft.footnotes.get().citations.get().snapshot
    editor.post(reverse("admin:letters_letter_delete", args=[draft.pk]), {"post": "yes"})
    assert COPY in reads(public)


def test_a_copy_follows_a_corrected_address(editor, printed):
    former = printed.snapshot
    change_citation(editor, printed, source="", url_as_printed=f"{PAGE}-mended", archived_url=COPY)
    assert printed.snapshot.link == printed.source.link
    assert printed.snapshot.link.url == f"{PAGE}-mended"
    assert not Snapshot.objects.filter(pk=former.pk).exists()


def test_a_copy_follows_its_source_to_a_new_address_and_waits_while_there_is_none(editor, printed):
    def move(address: str) -> None:
        data = {"title": "A", "kind": "webpage", "address": address}
        assert editor.post(reverse("admin:letters_source_change", args=[printed.source_id]), data).status_code == 302
        printed.refresh_from_db()

    move("https://successor.example.org/story")
    assert printed.snapshot.link.url == "https://successor.example.org/story"
    assert printed.snapshot.url == COPY
    move("")
    assert printed.snapshot.url == COPY
    assert change_citation(editor, printed, url_as_printed="", archived_url=COPY, pinpoint="p. 9").status_code == 302
    move("https://found.example.org/story")
    assert printed.snapshot.link.url == "https://found.example.org/story"
    assert Snapshot.objects.count() == 1
