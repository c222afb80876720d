"""/link-health/: shares today and over time, by site and by publisher; each number leads to its list."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from letters.models import Letter
from letters.source_health import weeks
from links.models import Link, StateChange
from links.vocabulary import State
from tests import factories as make

pytestmark = pytest.mark.django_db


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


def test_publishers_are_listed_worst_first_and_none_without_a_name(client):
    letter = make.letter(published=True)
    for publisher, state in (("The Lamp", State.ALIVE), ("The Bell", State.DEAD), ("", State.DEAD)):
        make.citation(letter, source=make.source(publisher=publisher, link=make.link(state=state)))
    make.citation(letter, source=make.source(publisher="On paper", link=None))
    make.citation(make.letter(), source=make.source(publisher="Of a draft", link=make.link(state=State.DEAD)))
    html = client.get(reverse("link-health")).content.decode().split("By publisher")[1].split("</table>")[0]
    assert html.index("The Bell") < html.index("The Lamp")
    assert html.count("<tr>") == 3  # the head and two publishers
    assert "On paper" not in html


def test_each_number_leads_to_a_list_of_so_many(client):
    letter = make.letter(published=True)
    states = [State.ALIVE, State.MOVED, State.DEAD, State.DEAD, State.SUSPECT, State.UNVERIFIABLE]
    for number, state in enumerate(states):
        link = make.link(f"https://{'ab'[number % 2]}.example/{number}", state=state)
        make.citation(letter, source=make.source(publisher=f"Bell & Lamp+{number % 2} 100%", link=link))
    html = client.get(reverse("link-health")).content.decode()
    numbers = re.findall(r'href="(/sources/[?][^"]+)"[^>]*>(\d+)<', html)
    assert len(numbers) == 5 + 2 * (3 + 3)
    for address, number in numbers:
        listed = client.get(unescape(address)).content.decode()
        assert re.search(rf'<p class="count">\s*{number} source', listed), address


def entered(days_ago: int, *, published: int, turns: dict[int, State]) -> Link:
    """A link entered and cited so many days ago, by a letter that was published so many days ago."""
    now = make.NOW
    link = make.link()
    letter = make.letter(published=True)
    Letter.objects.filter(pk=letter.pk).update(published_at=now - timedelta(days=published))
    make.citation(letter, source=make.source(link=link))
    make.citation(make.letter(), source=link.sources.get())
    before = State.UNCHECKED
    for ago, state in turns.items():
        at = now - timedelta(days=ago)
        StateChange.objects.create(link=link, from_state=before, to_state=state, changed_at=at)
        before = state
    Link.objects.filter(pk=link.pk).update(created_at=now - timedelta(days=days_ago), state=before)
    return link


def told(day) -> dict[str, int]:
    return {state: n for state, n in day.counts.items() if n}


def test_a_link_counts_from_when_a_letter_that_cites_it_was_public(django_assert_num_queries):
    entered(40, published=16, turns={39: State.ALIVE, 30: State.DEAD, 20: State.ALIVE, 5: State.DEAD})
    entered(10, published=30, turns={9: State.ALIVE})
    make.citation(make.letter(), source=make.source())
    with django_assert_num_queries(2):
        past = weeks(make.NOW)
    assert [told(day) for day in past] == [{"alive": 1}, {"alive": 2}, {"alive": 1, "dead": 1}]
    assert past[-1].day == make.NOW.date()


def test_a_year_has_a_point_each_week(client):
    entered(900, published=800, turns={700: State.ALIVE, 100: State.DEAD})
    past = weeks(make.NOW)
    assert len(past) == 53
    assert {(day.day - past[0].day).days % 7 for day in past} == {0}
    with time_machine.travel(make.NOW):
        html = client.get(reverse("link-health")).content.decode()
    assert html.count('<polygon class="area fill-') == 2
    assert 'fill="url(#hatch-dead)"' in html
    table = html.split('class="weeks"')[1].split("</table>")[0]
    assert table.count("<tr>") == 54


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_of_a_sum_is_made_anew_when_a_letter_is_withdrawn():
    cache.clear()
    link = entered(20, published=15, turns={10: State.ALIVE})
    assert len(weeks(make.NOW)) == 3
    Letter.objects.filter(footnotes__citations__source__link=link).update(status="draft")
    assert len(weeks(make.NOW)) == 0
    cache.clear()


def test_a_dead_link_names_no_letter_that_is_not_public(client):
    source = make.source(link=make.link(state=State.DEAD))
    make.citation(make.letter(published=True, subject="The open one"), source=source)
    for status in ("draft", "in_review"):
        make.citation(make.letter(status=status, subject="The hidden one"), source=source)
    html = client.get(reverse("link-health")).content.decode()
    assert "The open one" in html
    assert "The hidden one" not in html
