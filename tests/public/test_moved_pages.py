"""What readers are told of a page that changed, lives elsewhere or is best read in an archive, and what not."""

from datetime import UTC, datetime, timedelta

import pytest

from letters.models import Letter
from links.models import Link, PageText, Proposal, Snapshot
from links.vocabulary import Outcome, State
from tests import factories as make

pytestmark = pytest.mark.django_db


def cited(link: Link, **fields) -> tuple[str, str]:
    """The addresses of a published letter that cites the link, and of its source."""
    letter = make.letter(published=True, **fields)
    source = make.source(link=link)
    make.citation(letter, source=source)
    return letter.get_absolute_url(), source.get_absolute_url()


def read(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def accepted(link: Link, url: str = "https://new.example/a", **fields) -> Link:
    successor = make.link(url, **fields)
    Proposal.objects.create(
        link=link, url=url, status="accepted", tried_at=make.NOW, outcome=Outcome.OK, successor=successor
    )
    return successor


def text_of(link: Link, first_read_at: datetime) -> None:
    PageText.objects.create(
        link=link,
        first_read_at=first_read_at,
        first_fingerprint="a",
        first_sketch=b"",
        fingerprint="b",
        read_at=make.NOW,
        resemblance=0.1,
    )


def test_an_accepted_address_is_shown_with_its_own_state_beside_the_one_cited(client):
    link = make.link("https://old.example/a", state=State.DEAD, outcome=Outcome.NOT_FOUND)
    accepted(link, state=State.ALIVE, last_ok_at=make.NOW)
    for address in cited(link):
        html = read(client, address)
        assert "The page now lives at" in html
        assert 'href="https://new.example/a" rel="nofollow noopener external"' in html
        assert "readable, checked 2 March 2026" in html
        assert 'href="https://old.example/a"' in html
        assert "no longer readable" in html


@pytest.mark.parametrize("status", ["proposed", "declined", "absent"])
def test_an_address_that_nobody_accepted_is_not_shown(client, status):
    link = make.link(state=State.DEAD)
    Proposal.objects.create(
        link=link, url="https://new.example/a", status=status, tried_at=make.NOW, outcome=Outcome.OK, page_title="New"
    )
    for address in cited(link):
        html = read(client, address)
        assert "new.example" not in html
        assert "now lives at" not in html


def test_a_changed_text_is_told_with_the_day_it_was_first_read(client):
    link = make.link(state=State.ALIVE, changed=True)
    text_of(link, make.NOW + timedelta(days=3))
    for address in cited(link):
        assert "The page’s text has changed a great deal since it was first read on 5 March 2026." in read(
            client, address
        )


def test_that_a_page_was_watched_for_a_draft_is_not_told(client):
    link = make.link(state=State.ALIVE, changed=True)
    text_of(link, make.NOW - timedelta(days=30))
    Snapshot.objects.create(
        link=link, url="https://archive.example/1", verified_at=make.NOW - timedelta(days=20), outcome=Outcome.OK
    )
    for address in cited(link):
        html = read(client, address)
        assert "has changed a great deal since it was first read here." in html
        assert "It could be read when last tried." in html
        for day in ("31 January 2026", "10 February 2026"):
            assert day not in html


@pytest.mark.parametrize("state", [State.DEAD, State.SUSPECT, State.EXCLUDED])
def test_a_page_that_cannot_be_read_is_not_said_to_have_changed(client, state):
    link = make.link(state=state, changed=True)
    for address in cited(link):
        assert "has changed a great deal" not in read(client, address)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.OK, "It could be read when last tried on 2 March 2026."),
        (Outcome.TIMEOUT, "It could not be read when last tried on 2 March 2026."),
    ],
)
def test_what_was_seen_of_an_archived_copy_is_told(client, outcome, words):
    link = make.link(state=State.ALIVE)
    Snapshot.objects.create(link=link, url="https://archive.example/1", verified_at=make.NOW, outcome=outcome)
    for address in cited(link):
        assert words in read(client, address)


def test_readers_are_led_to_the_copy_first_when_staff_say_so(client):
    link = make.link("https://page.example/a", state=State.ALIVE)
    Snapshot.objects.create(link=link, url="https://archive.example/1", captured_at=datetime(2025, 1, 1, tzinfo=UTC))
    letter, source = cited(link)
    for address in (letter, source):
        html = read(client, address)
        assert html.index('href="https://page.example/a"') < html.index('href="https://archive.example/1"')
    Link.objects.filter(pk=link.pk).update(archive_first=True)
    for address in (letter, source):
        html = read(client, address)
        assert html.index('href="https://archive.example/1"') < html.index('href="https://page.example/a"')
    assert "Read the page as it was kept by an archive." in read(client, source)


def test_a_letter_needs_as_many_queries_however_many_of_its_pages_moved(client, django_assert_max_num_queries):
    letter = make.letter(published=True)
    for number in range(9):
        link = make.link(state=State.ALIVE, changed=True)
        text_of(link, make.NOW)
        accepted(link, f"https://new.example/{number}")
        make.citation(letter, source=make.source(link=link))
    assert Letter.objects.count() == 1
    with django_assert_max_num_queries(12):
        html = read(client, letter.get_absolute_url())
    assert html.count("The page now lives at") == 9
