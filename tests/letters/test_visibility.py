"""What is known only through drafts and letters in review is private."""

from datetime import timedelta
from typing import Any

import pytest

from letters import reading, visibility
from letters.models import Letter, Source
from links.models import Snapshot
from tests import factories as make

pytestmark = pytest.mark.django_db

UNPUBLISHED = [Letter.Status.DRAFT, Letter.Status.IN_REVIEW]


@pytest.mark.parametrize("found", [Snapshot.Found.TIMEMAP, Snapshot.Found.SAVED])
@pytest.mark.parametrize("status", UNPUBLISHED)
def test_what_only_an_unpublished_letter_names_is_private(status, found):
    hidden = make.letter(status=status)
    link = make.link()
    make.citation(hidden, source=make.source(link=link))
    Snapshot.objects.create(link=link, url="https://archive.example/1", found=found)
    make.mention(hidden)
    make.signature(hidden)
    make.addressee(hidden)
    for public in (
        visibility.public_citations,
        visibility.public_sources,
        visibility.public_sources_in_turn,
        visibility.public_links,
        visibility.public_snapshots,
        visibility.public_detainees,
        visibility.public_correspondents,
        visibility.public_issuers,
        visibility.public_organizations,
    ):
        assert not public().exists(), public.__name__


def test_what_a_published_letter_names_is_public_once():
    letters = [
        make.letter(published=True, issuer=(issuer := make.organization())),
        make.letter(published=True, issuer=issuer),
    ]
    source, held, writer = make.source(), make.person(), make.person()
    for letter in letters:
        make.citation(letter, source=source)
        make.mention(letter, person=held)
        make.signature(letter, person=writer)
        make.addressee(letter, person=writer)
    assert list(visibility.public_sources()) == [source]
    assert list(visibility.public_sources_in_turn()) == [source]
    assert list(visibility.public_links()) == [source.link]
    assert list(visibility.public_detainees()) == [held]
    assert list(visibility.public_correspondents()) == [writer]
    assert list(visibility.public_issuers()) == [issuer]


@pytest.mark.parametrize("found", Snapshot.Found)
def test_a_copy_known_only_as_printed_is_public_with_a_letter_that_prints_it(found):
    link = make.link()
    source = make.source(link=link)
    copy = Snapshot.objects.create(link=link, url="https://archive.example/1", found=found)
    make.citation(make.letter(published=True), source=source)
    draft = make.citation(make.letter(), source=source, snapshot=copy).footnote.letter
    assert visibility.public_snapshots().exists() == (found in (Snapshot.Found.STAFF, Snapshot.Found.SAVED))
    Letter.objects.publish(draft.pk, now=make.NOW)
    assert list(visibility.public_snapshots()) == [copy]


@pytest.mark.parametrize("found", [Snapshot.Found.TIMEMAP, Snapshot.Found.CDX, Snapshot.Found.AVAILABILITY])
def test_a_copy_looked_up_for_a_drafts_date_is_public_with_that_letter(found):
    link = make.link()
    source = make.source(link=link)
    copy = Snapshot.objects.create(link=link, url="https://archive.example/1", found=found)
    make.citation(make.letter(published=True), source=source)
    draft = make.citation(make.letter(), source=source, capture=copy).footnote.letter
    assert not visibility.public_snapshots().exists()
    Letter.objects.publish(draft.pk, now=make.NOW)
    assert list(visibility.public_snapshots()) == [copy]
    # The source has come to stand at another address: of that one it is no copy.
    Source.objects.update(link=make.link())
    assert not visibility.public_snapshots().exists()


def test_a_detainee_is_no_correspondent_because_of_a_draft():
    person = make.person()
    make.mention(make.letter(published=True), person=person)
    make.signature(make.letter(), person=person)
    assert list(visibility.public_detainees()) == [person]
    assert not visibility.public_correspondents().exists()


def test_a_letter_that_is_withdrawn_takes_its_people_along():
    letter = make.letter(published=True)
    make.mention(letter)
    assert visibility.public_detainees().exists()
    Letter.objects.filter(pk=letter.pk).update(status=Letter.Status.DRAFT)
    assert not visibility.public_detainees().exists()


def test_a_source_is_counted_and_dated_by_published_letters_alone():
    source = make.source()
    make.citation(make.letter(published=True), source=source)
    since = Letter.objects.published().get().published_at
    assert since is not None
    for status in UNPUBLISHED:
        hidden = make.letter(status=status)
        # As of a letter that was taken back.
        Letter.objects.filter(pk=hidden.pk).update(published_at=since - timedelta(days=400))
        make.citation(hidden, source=source)
    assert reading.public_since(source) == since
    counted: Any = reading.with_citing_counts(Source.objects.all()).get()
    assert counted.citing_count == 1
