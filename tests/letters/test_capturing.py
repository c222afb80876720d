import socket
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction

from letters import capturing
from letters.models import Citation, Letter
from letters.recording import printed_copy, settle_citation
from links.archives.seeking import Ending, Sought
from links.models import Host, Link, Snapshot
from links.vocabulary import Outcome, PassageResult
from people.models import Detention, DetentionEvent
from tests import factories as make
from tests.archive import KEYS, LocalArchive, archive_of_a_test
from tests.factories import NOW

pytestmark = pytest.mark.django_db

PAGE = "https://news.example.org/story"
DAY = date(2024, 4, 4)
WORDS = "the very words that were quoted"


@pytest.fixture
def archive(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalArchive]:
    with archive_of_a_test(settings, monkeypatch) as running:
        yield running


def cite(day: date = DAY, *, url: str = PAGE, letter: dict[str, Any] | None = None, **fields: Any) -> Citation:
    link = make.link(url)
    source = link.sources.first() or make.source(link=link)
    return make.citation(make.letter(date=day, **(letter or {})), source=source, **fields)


def seek(*, after: timedelta = timedelta()) -> int:
    """One run of the task, some time later; the archive has had its rest by then."""
    Host.objects.update(backed_off_until=None)
    return capturing.seek_due(now=NOW + after)


def verify(*, after: timedelta = timedelta()) -> int:
    Host.objects.update(backed_off_until=None)
    return capturing.verify_due(now=NOW + after)


def seen(citation: Citation) -> tuple[str, str]:
    """The address of the citation's capture, and what was seen of its words there."""
    citation.refresh_from_db()
    return citation.capture.url if citation.capture else "", citation.capture_passage


def test_each_citation_gets_the_capture_of_its_own_letters_day(archive: LocalArchive):
    old = archive.keeps(PAGE, "20200101000000")
    new = archive.keeps(PAGE, "20240401000000")
    early, late, again = cite(date(2021, 1, 1)), cite(DAY), cite(DAY)
    assert seek() == 3
    assert [seen(citation)[0] for citation in (early, late, again)] == [old, new, new]
    # One TimeMap for all of them, and each capture read once.
    assert (archive.count("timemap"), archive.count("capture")) == (1, 2)
    assert seek(after=timedelta(days=365)) == 0


def test_the_words_are_looked_for_on_the_page_as_it_was(archive: LocalArchive):
    archive.keeps(PAGE, "20240401000000", text=f"So it was: {WORDS}, it said.")
    stands, missing, banner = cite(quote=WORDS), cite(quote="other words"), cite(quote="The archive's banner")
    nothing_asked = cite()
    seek()
    assert [seen(citation)[1] for citation in (stands, missing, banner, nothing_asked)] == [
        "present",
        "missing",
        "missing",
        "not_asked",
    ]
    assert all(
        asked.path.startswith("/web/20240401000000id_/") for asked in archive.asked if asked.service == "capture"
    )


def test_words_on_a_copy_of_another_time_prove_nothing(archive: LocalArchive):
    archive.keeps(PAGE, "20240401000000", status=302, target=PAGE + "?later")
    archive.keeps(PAGE + "?later", "20240401000000", text=WORDS)
    citation = cite(quote=WORDS)
    seek()
    assert seen(citation)[1] == "present"
    archive.captures.clear()
    archive.fault("capture", status=302, headers={"Location": f"/web/20260101000000id_/{PAGE}"}, times=1)
    archive.keeps(PAGE, "20260101000000", text=WORDS)
    Snapshot.objects.update(verified_at=None)
    verify()
    assert seen(citation)[1] == "not_checkable"


def test_no_capture_is_remembered_and_asked_for_again_after_longer_and_longer(archive: LocalArchive):
    citation = cite()
    later = timedelta()
    for wait in (*capturing.AFTER_NONE, capturing.AFTER_NONE[-1]):
        assert seek(after=later) == 1
        assert seek(after=later + wait - timedelta(minutes=1)) == 0
        later += wait
    archive.keeps(PAGE, "20240401000000")
    assert seek(after=later) == 1
    assert seen(citation)[0] != ""
    assert citation.capture_tries == 0


def test_a_failed_look_up_is_repeated_sooner_and_says_nothing_of_the_link(archive: LocalArchive):
    citation = cite()
    for service in ("timemap", "cdx", "availability"):
        archive.fault(service, status=500)
    later = timedelta()
    for wait in (*capturing.AFTER_FAILURE, capturing.AFTER_FAILURE[-1]):
        assert seek(after=later) == 1
        assert seek(after=later + wait - timedelta(minutes=1)) == 0
        later += wait
    link = Link.objects.get()
    assert (link.state, link.strikes, link.outcome) == ("unchecked", 0, "")
    assert seen(citation) == ("", "not_asked")


def test_a_capture_that_was_found_is_kept_while_the_archive_is_silent(archive: LocalArchive):
    archive.keeps(PAGE, "20240401000000", text=WORDS)
    citation = cite(quote=WORDS)
    seek()
    before = seen(citation)
    archive.fault("timemap", status=429)
    Citation.objects.update(capture_due_at=NOW)
    assert seek() == 1
    assert seen(citation) == before


def test_an_archive_that_is_away_costs_one_look_up_a_turn(archive: LocalArchive):
    for number in range(3):
        cite(url=f"https://news{number}.example.org/x")
    archive.fault("timemap", status=429)
    assert seek() == 1
    assert len(archive.asked) == 1
    # Left alone by every worker until it has had its rest.
    assert capturing.seek_due(now=NOW) == 0
    assert len(archive.asked) == 1
    # The one that failed does not stand in the way of the others.
    archive.mends("timemap")
    assert seek() == 2


def test_another_date_or_another_source_is_looked_up_anew(archive: LocalArchive):
    old, new = archive.keeps(PAGE, "20200101000000"), archive.keeps(PAGE, "20240401000000")
    other = archive.keeps("https://other.example.org/x", "20240401000000")
    citation = cite()
    seek()
    assert seen(citation)[0] == new
    Letter.objects.update(date=date(2021, 1, 1))
    assert seek() == 1
    assert seen(citation)[0] == old
    citation.source.link = make.link("https://other.example.org/x")
    citation.source.save()
    assert seek() == 1
    assert seen(citation)[0] == other
    assert seek() == 0


def test_what_was_changed_during_the_look_up_is_looked_up_again(archive: LocalArchive):
    archive.keeps(PAGE, "20240401000000")
    citation = cite()
    stale = capturing._first_due(NOW)
    Letter.objects.update(date=date(2021, 1, 1))
    with capturing.visit(capturing.wayback().host, seconds=60) as turn:
        assert turn is not None
        assert capturing._seek_for(turn, Link.objects.get(), stale, NOW) == 0
    assert seen(citation)[0] == ""
    assert seek() == 1


def test_a_letter_of_today_is_looked_up_again_when_the_day_is_in_the_indexes(archive: LocalArchive):
    archive.keeps(PAGE, "20260101000000")
    citation = cite(NOW.date())
    seek()
    right = archive.keeps(PAGE, "20260302080000")
    assert seek(after=timedelta(days=1)) == 0
    assert seek(after=timedelta(days=8)) == 1
    assert seen(citation)[0] == right
    assert seek(after=timedelta(days=400)) == 0


def test_new_words_are_looked_for_on_the_copy_that_is_there(archive: LocalArchive):
    archive.keeps(PAGE, "20240401000000", text=WORDS)
    citation = cite(quote=WORDS)
    seek()
    citation.refresh_from_db()
    citation.quote = "quite other words"
    citation.save()
    settle_citation(citation)
    assert seen(citation)[1] == "not_asked"
    assert verify(after=timedelta(days=1)) == 1
    assert seen(citation)[1] == "missing"
    assert verify(after=timedelta(days=2)) == 0


def test_a_copy_that_has_turned_bad_is_replaced(archive: LocalArchive):
    archive.keeps(PAGE, "20240301000000", text=WORDS)
    archive.keeps(PAGE, "20240401000000", text=WORDS)
    citation = cite(quote=WORDS)
    seek()
    archive.captures[1] = type(archive.captures[1])(url=PAGE, timestamp="20240401000000", status=404)
    assert verify(after=timedelta(days=200)) == 1
    assert seen(citation) == ("", "not_asked")
    assert seek(after=timedelta(days=200)) == 1
    assert seen(citation) == (archive.address(PAGE, "20240301000000"), "present")


def test_a_copy_is_not_asked_for_again_before_its_time(archive: LocalArchive):
    archive.keeps(PAGE, "20240401000000")
    cite()
    seek()
    assert verify(after=timedelta(days=179)) == 0
    assert verify(after=timedelta(days=181)) == 1


def test_a_printed_copy_is_verified_and_what_is_not_found_inside_its_frame_is_not_missing(archive: LocalArchive):
    stands, hidden = cite(quote=WORDS), cite(quote="words inside the frame")
    with LocalArchive(host="127.0.0.3") as perma:
        perma.fault("other", body=WORDS.encode(), headers={"Content-Type": "text/plain"})
        for citation in (stands, hidden):
            citation.snapshot = printed_copy(Link.objects.get(), f"{perma.base}/ABCD-1234")
            citation.save()
            settle_citation(citation)
        assert verify() == 1
    assert [seen(citation)[1] for citation in (stands, hidden)] == ["present", "not_checkable"]
    assert Snapshot.objects.get().outcome == Outcome.OK


def test_a_capture_found_beside_a_printed_copy_does_not_speak_for_it(archive: LocalArchive):
    archive.keeps(PAGE, "20240401000000", text="Nothing of the kind.")
    citation = cite(quote=WORDS)
    citation.snapshot = printed_copy(Link.objects.get(), "https://perma.cc/ABCD-1234")
    citation.save()
    settle_citation(citation)
    seek()
    assert seen(citation) == (archive.address(PAGE, "20240401000000"), "not_asked")


def test_samples_and_hosts_set_to_never_are_not_looked_up(archive: LocalArchive):
    sample = make.link("https://sample.example.org/x", next_check_at=None)
    cite(url=sample.url)
    cite(url="https://never.example.org/x")
    Host.objects.filter(name="never.example.org").update(policy="never")
    Snapshot.objects.create(link=sample, url=f"{archive.base}/web/20240101000000/x")
    assert seek() == 0
    assert verify() == 0
    assert archive.asked == []


def test_a_host_set_to_archive_only_is_looked_up_without_being_named_to_a_name_server(
    archive: LocalArchive, monkeypatch
):
    url = "https://watched.example.org/x"
    archive.keeps(url, "20240401000000")
    citation = cite(url=url)
    Host.objects.filter(name="watched.example.org").update(policy="archive_only")
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **options: Any) -> Any:
        asked.append(host)
        return real(host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert seek() == 1
    assert seen(citation)[0] == archive.address(url, "20240401000000")
    assert "watched.example.org" not in asked


@pytest.mark.parametrize(
    "url", ["http://10.0.0.7/case", "https://wiki.internal/case", "https://inner.example.org/case"]
)
def test_no_archive_hears_of_a_page_that_is_not_public(archive: LocalArchive, url):
    citation = cite(url=url)
    assert seek() == 1
    assert archive.asked == []
    citation.refresh_from_db()
    assert citation.capture_due_at is not None


def test_nothing_of_a_draft_but_the_pages_address_is_told(archive: LocalArchive, settings):
    settings.WAYBACK_KEYS = "sample:secret"
    letter = {"subject": "The case of Corvin Haldrane", "body": "A secret draft.", "internal_note": "Not for anybody."}
    cite(letter=letter, quote=WORDS, pinpoint="p. 4711")
    seek()
    capturing.save_cited(now=NOW)
    told = " ".join(f"{one.path} {one.headers} {one.form}" for one in archive.asked)
    assert "news.example.org" in told
    for private in ("Haldrane", "draft", "anybody", "words", "4711"):
        assert private not in told


def test_a_capture_saved_at_our_request_is_found_at_the_next_run(archive: LocalArchive):
    citation = cite()
    seek()
    url = archive.keeps(PAGE, "20260302100000", is_indexed=False)
    captured_at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    saved = Snapshot.objects.create(
        link=Link.objects.get(), url=url, captured_at=captured_at, found=Snapshot.Found.SAVED
    )
    Snapshot.objects.filter(pk=saved.pk).update(created_at=NOW + timedelta(hours=1))
    assert seek(after=timedelta(hours=2)) == 1
    assert seen(citation)[0] == url


def test_two_runs_at_once_speak_with_the_archive_one_at_a_time(archive: LocalArchive):
    cite()
    with capturing.visit(capturing.wayback().host, seconds=60):
        assert capturing.seek_due(now=NOW) == 0
    assert archive.asked == []


def test_no_archive_hears_of_a_page_that_only_a_detention_rests_on(archive: LocalArchive, settings):
    settings.WAYBACK_KEYS = KEYS
    held, confidential = make.person(), "https://family.example.org/of-her-health"
    detention = Detention.objects.create(person=held, country="AZ", status_link=make.link(confidential))
    DetentionEvent.objects.create(detention=detention, kind="hearing", link=make.link(f"{confidential}/2"))
    cite()
    capturing.save_cited(now=NOW)
    seek()
    verify()
    assert [form["url"] for form in archive.saved] == [PAGE]
    assert not any("family" in f"{asked.path} {asked.form}" for asked in archive.asked)


def test_a_copy_at_an_address_that_is_none_holds_up_no_other(archive: LocalArchive):
    good = archive.keeps(PAGE, "20240401000000")
    cite()
    link = Link.objects.get()
    odd = Snapshot.objects.create(link=link, url="https://user:word@web.archive.org/web/20240404120000/http://x/")
    fine = Snapshot.objects.create(link=link, url=good)
    assert verify() == 1
    odd.refresh_from_db()
    fine.refresh_from_db()
    assert (odd.outcome, fine.outcome) == (Outcome.REFUSED, Outcome.OK)
    assert verify() == 0


@pytest.mark.django_db(transaction=True)
def test_what_an_editor_saves_while_a_look_up_is_written_is_not_spoken_for():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    citation = cite(quote="the former words")
    (stale,) = capturing._first_due(NOW)
    copy = Snapshot.objects.create(link=Link.objects.get(), url="https://archive.example.org/1")
    sought = Sought(Ending.FOUND, copy, {stale.passage_id or 0: PassageResult.PRESENT})
    kept: list[int] = []

    def work() -> None:
        try:
            kept.append(capturing._keep(stale, Link.objects.get(), DAY, sought, NOW))
        finally:
            connections.close_all()

    worker = threading.Thread(target=work)
    with transaction.atomic():
        Citation.objects.filter(pk=citation.pk).update(passage=None)
        worker.start()
        while worker.is_alive() and not _somebody_waits_for_a_row():
            pass
    worker.join()
    assert kept == [0]
    citation.refresh_from_db()
    assert citation.capture_passage == PassageResult.NOT_ASKED


def _somebody_waits_for_a_row() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]
