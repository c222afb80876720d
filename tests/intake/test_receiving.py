"""What becomes of what is handed in: read once, saved once, and nothing half."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from intake import receiving, tasks
from intake.drafts import DraftLetter, Party
from intake.files import Unreadable
from intake.models import LEASE, IncomingLetter
from intake.saving import NotSaved
from letters.models import Letter
from people.models import Organization
from tests import factories
from tests.factories import NOW
from tests.intake.reviewing import SHORT
from tests.links.pdfs import pdf

pytestmark = pytest.mark.django_db
State = IncomingLetter.State


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def to_be_read(data: bytes = SHORT.encode(), name: str = "letter.txt", **fields) -> IncomingLetter:
    incoming = IncomingLetter(name=name, state=State.READING, **fields)
    incoming.file.save(name, ContentFile(data))
    return incoming


def waiting(**fields) -> IncomingLetter:
    return IncomingLetter.objects.create(**{"name": "a letter", "text": SHORT, **fields})


def draft(**fields) -> DraftLetter:
    return DraftLetter(
        **{"date": NOW.date(), "subject": "A case", "issuer": Party(name="Senate of Examplia"), **fields}
    )


def read(incoming: IncomingLetter, *, now=NOW) -> bool:
    done = receiving.read_later(incoming.pk, now=now)
    incoming.refresh_from_db()
    return done


# --- Reading --------------------------------------------------------------------------------------------------------


def test_a_file_in_the_background_is_read_and_waits_for_review():
    incoming = to_be_read()
    assert read(incoming)
    assert incoming.state == State.WAITING
    assert "Dear Secretary Marchbanks" in incoming.text
    assert incoming.leased_until is None


def test_a_file_is_read_by_one_worker_at_a_time():
    incoming = to_be_read(leased_until=NOW + timedelta(minutes=1))
    assert not read(incoming)
    assert incoming.state == State.READING
    assert read(incoming, now=NOW + timedelta(minutes=1))


def test_what_was_read_is_not_read_again():
    incoming = to_be_read()
    assert read(incoming)
    IncomingLetter.objects.update(text="corrected")
    assert not read(incoming)
    assert incoming.text == "corrected"


def test_a_file_that_cannot_be_read_says_why():
    incoming = to_be_read(b"\x89PNG\r\n\x1a\n" + bytes(100), "picture.txt")
    assert read(incoming)
    assert incoming.state == State.UNREADABLE
    assert incoming.failure


def test_a_file_that_is_missing_in_the_store_says_so():
    incoming = to_be_read()
    incoming.file.storage.delete(str(incoming.file.name))
    assert read(incoming)
    assert "missing in the store" in incoming.failure


def test_a_file_whose_readers_died_is_given_up():
    incoming = to_be_read(tries=receiving.MOST_TRIES)
    assert read(incoming)
    assert incoming.state == State.UNREADABLE
    assert "cut short each time" in incoming.failure


def test_what_was_discarded_while_it_was_read_stays_away():
    incoming = to_be_read()
    assert IncomingLetter.objects.lease(incoming.pk, now=NOW)
    receiving.discard(incoming)
    assert not receiving.read_later(incoming.pk, now=NOW + LEASE)
    assert not IncomingLetter.objects.exists()


def test_lost_messages_are_found_again_and_leased_files_left_alone():
    lost, leased = to_be_read(), to_be_read(leased_until=NOW + timedelta(minutes=1))
    waiting()
    assert list(IncomingLetter.objects.unread(now=NOW)) == [lost]
    assert set(IncomingLetter.objects.unread(now=NOW + LEASE)) == {lost, leased}


def test_the_task_reads_and_may_run_twice():
    incoming = to_be_read()
    assert tasks.read_file(incoming.pk)
    assert not tasks.read_file(incoming.pk)
    assert not tasks.read_file(incoming.pk + 1)


def test_only_what_could_not_be_read_is_read_again():
    failed = to_be_read(tries=9)
    IncomingLetter.objects.filter(pk=failed.pk).update(state=State.UNREADABLE, failure="No.")
    assert receiving.read_again(failed.pk, now=NOW)
    assert not receiving.read_again(failed.pk, now=NOW)
    assert not receiving.read_again(waiting().pk, now=NOW)
    failed.refresh_from_db()
    assert (failed.state, failed.tries, failed.asked_at) == (State.READING, 0, NOW)


def test_a_scan_is_kept_and_asked_for_when_it_is_on_record(django_capture_on_commit_callbacks):
    asked: list[int] = []
    scan = SimpleUploadedFile("scan.pdf", pdf(""))
    with django_capture_on_commit_callbacks(execute=True):
        incoming = receiving.receive_file(scan, user=None, when_long=asked.append)
        assert not asked
    assert asked == [incoming.pk]
    assert incoming.state == State.READING


def test_what_is_refused_leaves_no_file_behind(settings):
    with pytest.raises(Unreadable):
        receiving.receive_file(SimpleUploadedFile("a.txt", b"  "), user=None, when_long=print)
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_too_long_a_text_is_refused():
    with pytest.raises(Unreadable, match="longer than 500,000 characters"):
        receiving.receive_file(SimpleUploadedFile("a.txt", b"word " * 110_000), user=None, when_long=print)


# --- Saving ---------------------------------------------------------------------------------------------------------


def test_one_saves_and_the_second_is_told():
    incoming, user = waiting(), factories.staff()
    letter, _ = receiving.save(incoming, draft(), user=user, now=NOW)
    with pytest.raises(receiving.AlreadySaved):
        receiving.save(incoming, draft(), user=user, now=NOW)
    assert list(Letter.objects.all()) == [letter]
    incoming.refresh_from_db()
    assert (incoming.letter, incoming.saved_at, incoming.state) == (letter, NOW, State.SAVED)


def test_what_cannot_be_saved_leaves_it_open_and_nothing_behind():
    incoming, user = waiting(), factories.staff()
    with pytest.raises(NotSaved):
        receiving.save(incoming, draft(subject="x" * 1000), user=user, now=NOW)
    incoming.refresh_from_db()
    assert incoming.is_open
    assert not Letter.objects.exists()
    assert not Organization.objects.exists()
    receiving.save(incoming, draft(), user=user, now=NOW)


@pytest.mark.parametrize("state", [State.READING, State.UNREADABLE])
def test_what_was_not_read_is_not_saved(state):
    incoming = waiting(state=state, failure="No.")
    with pytest.raises(receiving.AlreadySaved):
        receiving.save(incoming, draft(), user=factories.staff(), now=NOW)
    assert not Letter.objects.exists()


def test_the_document_is_the_letters_alone(settings, django_capture_on_commit_callbacks):
    incoming = waiting(name="letter.txt")
    incoming.file.save("letter.txt", ContentFile(SHORT.encode()))
    with django_capture_on_commit_callbacks(execute=True):
        letter, remark = receiving.save(incoming, draft(), user=factories.staff(), now=NOW)
    assert remark == ""
    stored = [path.relative_to(settings.MEDIA_ROOT).as_posix() for path in settings.MEDIA_ROOT.rglob("*.txt")]
    assert stored == [letter.document.name]


def test_a_file_that_is_gone_is_told_and_the_letter_is_saved():
    incoming = waiting(name="letter.txt")
    incoming.file.save("letter.txt", ContentFile(SHORT.encode()))
    incoming.file.storage.delete(str(incoming.file.name))
    letter, remark = receiving.save(incoming, draft(), user=factories.staff(), now=NOW)
    assert "missing in the store" in remark
    assert not letter.document


# --- The table ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{"state": "lost"}, {"state": "unreadable"}, {"state": "waiting", "letter": True}])
def test_what_makes_no_sense_is_not_recorded(fields):
    if "letter" in fields:
        fields = {**fields, "letter": factories.letter()}
    with pytest.raises(IntegrityError), transaction.atomic():
        waiting(**fields)


def test_files_are_kept_under_names_that_cannot_be_guessed():
    names = {str(to_be_read(name="../../letter of Ada.txt").file.name) for _ in range(2)}
    assert len(names) == 2
    assert all(name.startswith("incoming/") and len(name) == len("incoming/") + 32 + 4 for name in names)
