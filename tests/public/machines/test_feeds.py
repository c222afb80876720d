"""Feeds as subscribers' programs read them, and held against RFC 4287."""

import re
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from letters.models import Letter
from letters.searching import keeping
from tests import factories as make
from tests.public.world import detainee_of, rich_letter, signatory_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def at(element: Any, *path: str) -> Any:
    """The one element there; typed as whatever the test takes it for."""
    for name in path:
        element = element.find(f"{ATOM}{name}")
        assert element is not None, path
    return element


def read(client, address: str) -> feedparser.FeedParserDict:
    response = client.get(address)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    conforms(response.content)
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def conforms(content: bytes) -> None:
    """What RFC 4287 demands of a feed and its entries (4.1.1, 4.1.2, 3.3)."""
    feed = ElementTree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    for element in [feed, *feed.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert at(element, "author", "name").text
        assert datetime.fromisoformat(at(element, "updated").text).tzinfo
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        assert all(link.get("href", "").startswith("http") for link in element.findall(f"{ATOM}link"))
    ids = [at(entry, "id").text for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1


def publish(letter: Letter, at: datetime) -> Letter:
    Letter.objects.filter(pk=letter.pk).update(status="published", published_at=at, updated_at=at)
    return letter


def test_what_was_published_last_comes_first_however_old_it_is(client):
    old = publish(make.letter(date=date(1999, 1, 1)), datetime(2026, 3, 2, tzinfo=UTC))
    new = publish(make.letter(date=date(2026, 1, 1)), datetime(2026, 3, 1, tzinfo=UTC))
    feed = read(client, "/feeds/letters.atom")
    assert [entry.title for entry in feed.entries] == [old.subject, new.subject]
    assert feed.feed.updated_parsed[:3] == (2026, 3, 2)
    assert feed.entries[1].updated_parsed[:3] == (2026, 3, 1)


def test_a_feed_without_letters_is_a_feed_and_stays_the_same(client):
    assert read(client, "/feeds/letters.atom").entries == []
    tag = client.get("/feeds/letters.atom")["ETag"]
    assert client.get("/feeds/letters.atom", headers={"if-none-match": tag}).status_code == 304


def test_an_entry_keeps_its_id_when_the_letter_changes(client):
    letter = make.letter(published=True)
    before = read(client, "/feeds/letters.atom").entries[0]
    letter.subject = "Another subject"
    letter.save()
    after = read(client, "/feeds/letters.atom").entries[0]
    assert before.id == after.id == f"tag:127.0.0.1,2026:{letter.get_absolute_url()}"
    assert after.title == "Another subject"
    assert after.updated_parsed >= before.updated_parsed


def test_an_id_does_not_hang_on_the_scheme_or_on_how_the_site_was_reached(client, settings):
    make.letter(published=True)
    before = read(client, "/feeds/letters.atom").entries[0].id
    settings.BASE_URL = "https://127.0.0.1"
    assert read(client, "/feeds/letters.atom").entries[0].id == before


def test_there_is_a_feed_for_each_detainee_and_each_signatory(client):
    letter = rich_letter()
    make.letter(published=True)
    for address in (
        f"/feeds/detainees/{detainee_of(letter).slug}.atom",
        f"/feeds/people/{signatory_of(letter).slug}.atom",
        f"/feeds/organizations/{letter.issuer.slug}.atom",
    ):
        assert [entry.title for entry in read(client, address).entries] == [letter.subject]


def test_there_is_a_feed_for_each_question(client):
    letter = rich_letter(subject="About a harbour")
    feed = read(client, "/feeds/letters.atom?q=harbour&kind=&page=3")
    assert [entry.title for entry in feed.entries] == [letter.subject]
    assert "harbour" in feed.feed.title
    assert feed.feed.link == "http://127.0.0.1:8000/letters/?q=harbour"
    assert feed.feed.id == "tag:127.0.0.1,2026:/feeds/letters.atom?q=harbour"
    other_way = read(client, "/feeds/letters.atom?kind=letter&q=harbour")
    assert read(client, "/feeds/letters.atom?q=harbour&kind=letter").feed.id == other_way.feed.id


def test_a_question_that_means_nothing_is_refused(client):
    response = client.get("/feeds/letters.atom?kind=postcard")
    assert response.status_code == 400
    assert "not among the choices" in response.json()["detail"]


@pytest.mark.parametrize("kind", ["detainees", "people"])
def test_there_is_no_feed_for_whom_no_published_letter_names(client, kind):
    letter = rich_letter(published=False)
    for person in (detainee_of(letter), signatory_of(letter)):
        assert client.get(f"/feeds/{kind}/{person.slug}.atom").status_code == 404


def test_markup_and_control_characters_are_harmless(client):
    evil = "A\x00\x0b\x1b\ufffe<b>bold</b> & ]]> “quoted” 🕊"
    if connection.vendor == "postgresql":  # which holds no zero character
        evil = evil.replace("\x00", "")
    letter = make.letter(published=True)
    Letter.objects.filter(pk=letter.pk).update(subject=evil, summary=evil)
    letter.issuer.name = evil.replace("\x00", "")
    letter.issuer.save()
    response = client.get("/feeds/letters.atom")
    conforms(response.content)
    entry = at(ElementTree.fromstring(response.content), "entry")
    clean = "A<b>bold</b> & ]]> “quoted” 🕊"
    assert at(entry, "title").text == clean
    assert at(entry, "author", "name").text == clean
    # The summary is HTML, in which a letter's own signs are signs and not markup.
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; ]]&gt;" in at(entry, "summary").text


def test_the_feed_states_generator_rights_and_languages(client):
    make.letter(published=True, language="hy")
    root = ElementTree.fromstring(client.get("/feeds/letters.atom").content)
    assert at(root, "generator").text == "Advocacy letters 0.1.0"
    assert "CC-BY-4.0" in at(root, "rights").text
    assert at(root, "entry").get("{http://www.w3.org/XML/1998/namespace}lang") == "hy"


def test_a_feed_ends_after_fifty(client):
    issuer = make.organization()
    for _ in range(52):
        make.letter(published=True, issuer=issuer)
    assert len(read(client, "/feeds/letters.atom").entries) == 50


def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries):
    rich_letter(size=1)
    # The index catches up with what was published at the first question after it.
    client.get("/feeds/letters.atom?kind=")
    cache.clear()
    with CaptureQueriesContext(connection) as few:
        client.get("/feeds/letters.atom")
    count = len(few)
    for _ in range(4):
        rich_letter(size=1)
    keeping.index_pending()
    cache.clear()
    with django_assert_num_queries(count):
        client.get("/feeds/letters.atom")


def test_every_feed_is_named_on_the_page_that_it_belongs_to(client):
    letter = rich_letter()
    signer, held = signatory_of(letter), detainee_of(letter)
    asked = f"?detainee={held.slug}"
    feeds = {
        "/": "/feeds/letters.atom",
        letter.get_absolute_url(): "/feeds/letters.atom",
        f"/people/{signer.slug}/": f"/feeds/people/{signer.slug}.atom",
        f"/detainees/{held.slug}/": f"/feeds/detainees/{held.slug}.atom",
        f"/organizations/{letter.issuer.slug}/": f"/feeds/organizations/{letter.issuer.slug}.atom",
        f"/letters/{asked}": f"/feeds/letters.atom{asked}",
        f"/search/{asked}&sort=oldest&page=1&q=": f"/feeds/letters.atom{asked}",
    }
    for page, feed in feeds.items():
        html = client.get(page).content.decode()
        assert re.search(rf'<link rel="alternate" type="application/atom\+xml" [^>]*href="{re.escape(feed)}">', html), (
            page
        )
        # Readers find it as well, and all there is for programs.
        assert f'<a href="{feed}">' in html, page
        for address in ("/export/letters.csv", "/export/letters.json", "/api/v1/docs/"):
            assert f'<a href="{address}">' in html, page
        assert client.get(feed).status_code == 200
    assert client.get(f"/export/letters.csv{asked}").status_code == 200
    found = client.get(f"/letters/{asked}").content.decode()
    assert f'<a href="/export/letters.csv{asked}">' in found
    assert f'<a href="/export/letters.json{asked}">' in found


def test_a_question_that_is_not_understood_has_no_feed(client):
    assert "atom?after" not in client.get("/letters/?after=yesterday").content.decode()
