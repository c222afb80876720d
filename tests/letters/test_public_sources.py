"""Which sources are public is written down with each change, and is never anything else than what the letters say."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.db.models import Min

from letters.models import Citation, Footnote, Letter, PublicSource, Source
from letters.searching import triggers
from letters.visibility import public_citations, public_sources
from tests import factories as make

pytestmark = pytest.mark.django_db


def written() -> set[tuple]:
    return set(PublicSource.objects.values_list("source", "link", "since"))


def told_by_letters() -> set[tuple]:
    since = Min("footnote__letter__published_at")
    rows = public_citations().order_by().values("source", "source__link").annotate(since=since)
    found = set(rows.values_list("source", "source__link", "since"))
    assert {source for source, _, _ in found} == set(public_sources().values_list("pk", flat=True))
    return found


def _cites(published: bool, source: Source, *, days: int = 0) -> Letter:
    letter = make.letter(published=published)
    make.citation(letter, source=source)
    if published:
        Letter.objects.filter(pk=letter.pk).update(published_at=make.NOW - timedelta(days=days))
    return letter


def test_a_draft_makes_no_source_public_until_it_is_published_and_no_more_once_it_is_withdrawn():
    source = make.source()
    draft = _cites(False, source)
    assert written() == set()
    Letter.objects.publish(draft.pk, now=make.NOW)
    assert written() == {(source.pk, source.link_id, make.NOW)}
    Letter.objects.filter(pk=draft.pk).update(status="in_review")
    assert written() == set()


def test_a_source_is_public_since_the_first_of_the_letters_that_are_so_now():
    source = make.source()
    first = _cites(True, source, days=30)
    _cites(True, source, days=10)
    assert {since for _, _, since in written()} == {make.NOW - timedelta(days=30)}
    Letter.objects.filter(pk=first.pk).update(status="draft")
    assert {since for _, _, since in written()} == {make.NOW - timedelta(days=10)}


CHANGES: dict[str, Callable[[Letter, Source], object]] = {
    "a citation taken away": lambda letter, _: Citation.objects.filter(footnote__letter=letter).delete(),
    "a citation of something else": lambda letter, other: Citation.objects.filter(footnote__letter=letter).update(
        source=other
    ),
    "a citation moved into a draft": lambda letter, _: Citation.objects.filter(footnote__letter=letter).update(
        footnote=make.footnote(make.letter())
    ),
    "a note moved into a draft": lambda letter, _: Footnote.objects.filter(letter=letter).update(letter=make.letter()),
    "a note taken away": lambda letter, _: letter.footnotes.all().delete(),
    "a letter taken away": lambda letter, _: letter.delete(),
    "another link": lambda letter, _: Source.objects.update(link=None),
    "another day": lambda letter, _: Letter.objects.filter(pk=letter.pk).update(
        published_at=make.NOW - timedelta(days=99)
    ),
    "a second letter": lambda letter, _: _cites(True, Source.objects.all()[0], days=50),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_of_what_is_cited_is_written_down(what: str):
    letter = _cites(True, make.source(), days=5)
    other = make.source()
    before = written()
    assert before == told_by_letters()
    CHANGES[what](letter, other)
    assert written() == told_by_letters()
    assert written() != before


def test_what_changed_while_there_were_no_triggers_is_read_when_they_are_made():
    connection = connections["default"]
    triggers.remove(connection)
    _cites(True, make.source(), days=5)
    assert written() == set()
    triggers.install(connection)
    assert written() == told_by_letters() != set()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_withdraw_the_last_letters_of_a_source_the_second_waits(settings):
    """Without the lock the second would leave what the first wrote when it still saw the second's letter."""
    connection = connections["default"]
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    source = make.source()
    one, two = _cites(True, source), _cites(True, source)
    other = connection.copy()
    try:
        with transaction.atomic(), other.cursor() as cursor:
            Letter.objects.filter(pk=one.pk).update(status="draft")
            cursor.execute("SET lock_timeout = '100ms'")
            with pytest.raises(Exception, match="lock timeout"):
                cursor.execute("UPDATE letters_letter SET status = 'draft' WHERE id = %s", [two.pk])
        with other.cursor() as cursor:
            cursor.execute("UPDATE letters_letter SET status = 'draft' WHERE id = %s", [two.pk])
    finally:
        other.close()
    assert written() == set()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_away_the_last_citations_of_a_source_at_once_neither_leaves_it_public():
    """The first still sees the second's citation, and writes the source down as public; the second must take that
    away, though it began before it could see it."""
    connection = connections["default"]
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    source = make.source()
    one, two = (_cites(True, source).footnotes.get().citations.get() for _ in range(2))
    other = connection.copy()
    other.inc_thread_sharing()
    delete = "DELETE FROM letters_citation WHERE id = %s"
    waiting = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND pid = %s)"
    try:
        with other.cursor() as cursor, ThreadPoolExecutor(1) as pool:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()
            with transaction.atomic(), connection.cursor() as first:
                first.execute(delete, [one.pk])
                second = pool.submit(cursor.execute, delete, [two.pk])
                while not (second.done() or first.execute(waiting, pid).fetchone()[0]):
                    pass
            second.result()
    finally:
        other.dec_thread_sharing()
        other.close()
    assert written() == told_by_letters() == set()
