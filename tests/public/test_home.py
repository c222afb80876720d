"""The home page in numbers: only what is public counts, and each number leads to a list of so many."""

import re
from datetime import date
from html import unescape

import pytest

from letters.models import Reply
from letters.overview import MONTHS, letters_by_month, overview
from letters.searching import keeping
from links.vocabulary import State
from people.models import Detention
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    """Letters with open and confidential replies, detentions and sources, beside drafts with open ones."""
    for number, published in enumerate((True, True, True, True, False, False)):
        letter = make.letter(published=published, date=date(2024, 1 + number % 3, 28))
        held = make.person()
        make.mention(letter, person=held)
        Detention.objects.create(person=held, country="XA", status="imprisoned", is_public=number != 1)
        for _ in range(2):
            Reply.objects.create(letter=letter, date=letter.date, summary="Seen.", is_public=number in (0, 4))
        Reply.objects.create(letter=letter, date=letter.date, summary="In confidence.")
        state = (State.ALIVE, State.MOVED, State.DEAD, State.UNVERIFIABLE, State.DEAD, State.ALIVE)[number]
        make.citation(letter, source=make.source(link=make.link(state=state)))
    keeping.index_pending()


def test_only_what_is_public_counts(archive):
    numbers = overview()
    assert (numbers.letters, numbers.answered, numbers.unanswered) == (4, 1, 3)
    assert (numbers.detainees, numbers.held) == (4, 3)
    assert (numbers.sources, numbers.watched, numbers.readable, numbers.dead) == (4, 4, 2, 1)


def test_each_number_leads_to_a_list_of_so_many(client, archive):
    html = client.get("/").content.decode()
    numbers = re.findall(r'<a href="([^"]+)">(?:<strong>)?(\d+)<', html)
    assert len(numbers) == 8 + 3
    for address, number in numbers:
        listed = client.get(unescape(address)).content.decode()
        assert re.search(rf'<p class="count">\s*{number} ', listed), address


def test_months_end_with_the_newest_published_letter_and_none_is_left_out(archive):
    make.letter(date=date(2026, 1, 1))
    make.letter(published=True, date=date(2019, 1, 1))
    months = letters_by_month()
    assert len(months) == MONTHS
    assert [(month.first, month.last, month.count) for month in months[-4:]] == [
        (date(2023, 12, 1), date(2023, 12, 31), 0),
        (date(2024, 1, 1), date(2024, 1, 31), 2),
        (date(2024, 2, 1), date(2024, 2, 29), 1),
        (date(2024, 3, 1), date(2024, 3, 31), 1),
    ]
    assert sum(month.count for month in months) == 4


@pytest.mark.parametrize("day", [date(1, 1, 5), date(1, 3, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_no_fault(client, day):
    make.letter(published=True, date=day)
    months = letters_by_month()
    assert (months[-1].count, months[-1].last.day) == (1, 31)
    assert client.get("/").status_code == 200


def test_an_empty_archive_draws_nothing(client):
    assert letters_by_month() == []
    assert "<svg" not in client.get("/").content.decode()
