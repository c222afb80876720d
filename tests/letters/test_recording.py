"""A printed citation becomes one source, one link, and the passage to look for."""

import pytest

from letters.models import Source
from letters.recording import SourceDetails, settle_citation, source_for
from links.addresses import BadAddress
from links.models import Link, Passage
from links.passages import look_for_directives
from links.vocabulary import PassageResult
from tests import factories

pytestmark = pytest.mark.django_db

PRINTED = "https://news.example.org/story#:~:text=were%20held"


def test_an_address_typed_twice_is_one_source_and_one_link():
    first = source_for(url="https://news.example.org/story", details=SourceDetails(title="A story"))
    second = source_for(url="https://NEWS.example.org:443/story#part", details=SourceDetails(title="Another title"))
    assert second == first
    assert second.title == "A story"
    assert Link.objects.count() == Source.objects.count() == 1


def test_a_known_source_gets_what_was_missing_and_keeps_what_was_there():
    source_for(url="https://news.example.org/story", details=SourceDetails(title="A story", publisher="Sample Press"))
    again = source_for(
        url="https://news.example.org/story", details=SourceDetails(title="X", publisher="Y", author="A. Writer")
    )
    again.refresh_from_db()
    assert (again.title, again.publisher, again.author) == ("A story", "Sample Press", "A. Writer")


def test_a_new_link_is_due_at_once():
    source = source_for(url="https://news.example.org/story", details=SourceDetails(title="A story"))
    assert source.link is not None
    assert source.link.next_check_at is not None
    assert source.link.state == "unchecked"


def test_a_source_on_paper_needs_no_address():
    assert source_for(url="", details=SourceDetails(title="A book")).link is None


def test_a_source_without_a_title_is_called_by_its_address():
    assert source_for(url="https://news.example.org/story", details=SourceDetails()).title.startswith("https://news")


def test_a_bad_address_makes_nothing():
    with pytest.raises(BadAddress):
        source_for(url="ftp://news.example.org/", details=SourceDetails(title="A story"))
    assert not Source.objects.exists()


def test_the_text_fragment_of_the_printed_address_is_looked_for():
    citation = factories.citation(factories.letter(), url_as_printed=PRINTED)
    citation.refresh_from_db()
    assert citation.text_fragment == "text=were%20held"
    assert citation.passage
    assert (citation.passage.kind, citation.passage.text) == (Passage.Kind.FRAGMENT, "text=were%20held")


def test_a_quoted_passage_is_looked_for_when_there_is_no_fragment():
    citation = factories.citation(factories.letter(), quote="were held")
    assert citation.passage
    assert (citation.passage.kind, citation.passage.text) == (Passage.Kind.QUOTE, "were held")


@pytest.mark.parametrize("fragment", ["#/story/12:~:text=were%20held", "#/story/12"])
def test_words_on_a_page_behind_a_route_are_never_looked_for_on_the_front_page(fragment):
    source = factories.source(link=Link.objects.watch("https://app.example.org/"))
    citation = factories.citation(
        factories.letter(), source=source, url_as_printed=f"https://app.example.org/{fragment}", quote="were held"
    )
    assert citation.passage
    assert citation.passage.kind == Passage.Kind.FRAGMENT
    assert look_for_directives(citation.passage.text, "They were held.") == PassageResult.NOT_CHECKABLE


def test_two_citations_of_the_same_words_ask_once():
    source = factories.source()
    letter = factories.letter()
    first = factories.citation(letter, source=source, quote="were held")
    second = factories.citation(letter, source=source, quote="were held")
    assert first.passage == second.passage


def test_a_passage_that_nobody_asks_for_any_more_is_dropped_and_a_shared_one_stays():
    source = factories.source()
    letter = factories.letter()
    first = factories.citation(letter, source=source, quote="were held")
    second = factories.citation(letter, source=source, quote="were held")
    first.quote = "were released"
    first.save()
    settle_citation(first)
    assert Passage.objects.count() == 2
    second.quote = ""
    second.save()
    settle_citation(second)
    assert [passage.text for passage in Passage.objects.all()] == ["were released"]
