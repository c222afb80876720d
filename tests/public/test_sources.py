from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from letters.models import Letter
from links.models import Snapshot
from links.vocabulary import State
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_source_is_shown_with_state_copies_letters_and_what_checks_found(client):
    link = make.link("https://lamp.example/report")
    source = make.source(title="A Report", author="R. Tindallow", link=link)
    letter = make.letter(published=True, subject="The citing letter")
    make.citation(letter, source=source, pinpoint="p. 3", quote="Words quoted.")
    make.citation(make.letter(subject="A draft that cites it"), source=source)
    make.state_change(link, State.DEAD)
    Snapshot.objects.create(link=link, url="https://archive.example/1", captured_at=datetime(2024, 1, 2, tzinfo=UTC))
    html = client.get(source.get_absolute_url()).content.decode()
    for part in (
        "R. Tindallow",
        "https://lamp.example/report",
        "no longer readable",
        "The citing letter",
        "note 1",
        "p. 3",
        "Words quoted.",
        "https://archive.example/1",
        "2 January 2024",
        "does not exist (404)",
    ):
        assert part in html, part
    assert "A draft that cites it" not in html
    assert "1 footnote" in html


def test_what_checks_found_before_a_letter_was_public_is_not_told(client):
    link = make.link()
    source = make.source(link=link)
    for days in (3, 9):
        letter = make.letter(published=True)
        Letter.objects.filter(pk=letter.pk).update(published_at=make.NOW - timedelta(days=days))
        make.citation(letter, source=source)
    make.citation(make.letter(), source=source)
    make.state_change(link, State.SUSPECT, at=make.NOW - timedelta(days=10))
    make.state_change(link, State.ALIVE, at=make.NOW - timedelta(days=8))
    html = client.get(source.get_absolute_url()).content.decode()
    assert "22 February 2026" in html
    assert "20 February 2026" not in html


def test_who_on_the_staff_decided_is_not_shown(client):
    link = make.link()
    source = make.source(link=link)
    make.citation(make.letter(published=True), source=source)
    change = make.state_change(link, State.DEAD, by=make.staff("secretname"))
    change.evidence = None
    change.save()
    html = client.get(source.get_absolute_url()).content.decode()
    assert "Decided by a member of staff" in html
    assert "secretname" not in html


@pytest.mark.parametrize("pk", ["999999", "9" * 30])
def test_a_source_that_is_not_there_answers_404(client, pk):
    assert client.get(f"/sources/{pk}/").status_code == 404


def test_link_health_counts_published_links_by_state_with_a_bar_and_a_table(client):
    letter = make.letter(published=True)
    for state in (State.ALIVE, State.ALIVE, State.ALIVE, State.DEAD):
        make.citation(letter, source=make.source(link=make.link(state=state)))
    make.citation(make.letter(), source=make.source(link=make.link(state=State.DEAD)))
    html = client.get(reverse("link-health")).content.decode()
    assert "4 watched addresses" in html
    assert '<rect class="fill-alive" x="0.0" y="0" width="750.0"' in html
    assert "75.0 %" in html
    assert "at least six days" in html


def test_link_health_lists_dead_before_suspect_with_the_notes_that_cite_them(client):
    letter = make.letter(published=True, subject="The citing letter")
    for name, state in (("Suspect page", State.SUSPECT), ("Dead page", State.DEAD), ("Living page", State.ALIVE)):
        make.citation(letter, source=make.source(title=name, link=make.link(state=state)))
    html = client.get(reverse("link-health")).content.decode()
    assert html.index("Dead page") < html.index("Suspect page")
    assert "Living page" not in html
    assert "The citing letter" in html


def test_link_health_shows_the_newest_citations_of_a_link_and_counts_the_others(client):
    source = make.source(link=make.link(state=State.DEAD))
    for number in range(7):
        day = make.NOW.date() - timedelta(days=number)
        make.citation(make.letter(published=True, date=day, subject=f"Letter no. {number}"), source=source)
    html = client.get(reverse("link-health")).content.decode()
    assert "Letter no. 3" in html
    assert "Letter no. 4" not in html
    assert "and 3 more" in html


def test_hosts_are_listed_worst_first(client):
    letter = make.letter(published=True)
    for url, state in (("https://good.example/", State.ALIVE), ("https://bad.example/", State.DEAD)):
        make.citation(letter, source=make.source(link=make.link(url, state=state)))
    html = client.get(reverse("link-health")).content.decode().split("By site")[1]
    assert html.index("bad.example") < html.index("good.example")
