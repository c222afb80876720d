import json
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from links.archives.seeking import Ending, Search, Sought
from links.archives.visiting import visit, wayback
from links.models import Host, Snapshot
from links.vocabulary import Outcome
from tests import factories as make
from tests.archive import LocalArchive
from tests.factories import NOW

pytestmark = pytest.mark.django_db

PAGE = "https://news.example.org/story?id=7"
DAY = date(2024, 4, 4)


def seek(day: date = DAY, *, url: str = PAGE) -> Sought:
    with visit(wayback().host, seconds=60) as turn:
        assert turn is not None
        return Search(turn, make.link(url), now=NOW).capture_for(day)


def snapshots() -> list[tuple[str, str]]:
    return list(Snapshot.objects.values_list("url", "found"))


def rest() -> float:
    """Seconds that the archive is left alone for."""
    until = Host.objects.get(name="127.0.0.1").backed_off_until
    return 0.0 if until is None else (until - timezone.now()).total_seconds()


def test_the_last_capture_on_or_before_the_day_is_kept_and_no_other(archive: LocalArchive):
    for stamp in ("20230101000000", "20240404235959", "20240405000000", "20260101000000"):
        archive.keeps(PAGE, stamp)
    sought = seek()
    assert sought.ending is Ending.FOUND
    assert snapshots() == [(archive.address(PAGE, "20240404235959"), "timemap")]
    assert sought.snapshot is not None
    assert sought.snapshot.outcome == Outcome.OK
    assert (archive.count("cdx"), archive.count("availability")) == (0, 0)
    assert rest() == 0


def test_without_an_earlier_capture_the_first_later_one_is_kept(archive: LocalArchive):
    archive.keeps(PAGE, "20250101000000")
    archive.keeps(PAGE, "20260101000000")
    seek()
    assert snapshots() == [(archive.address(PAGE, "20250101000000"), "timemap")]


def test_a_page_that_no_index_knows_has_none(archive: LocalArchive):
    assert seek().ending is Ending.NONE
    assert (archive.count("timemap"), archive.count("cdx"), archive.count("availability")) == (1, 2, 1)
    assert snapshots() == []


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 403},
        {"body": b"<!doctype html><p>Sorry</p>"},
        {"body": b"rubbish"},
        {"hangs_up": True},
        {"status": 302, "headers": {"Location": "https://elsewhere.example.org/"}},
    ],
)
def test_where_the_timemap_fails_the_cdx_index_is_asked(archive: LocalArchive, fault):
    archive.keeps(PAGE, "20240401000000")
    archive.keeps(PAGE, "20240501000000")
    archive.fault("timemap", **fault)
    assert seek().ending is Ending.FOUND
    assert snapshots() == [(archive.address(PAGE, "20240401000000"), "cdx")]


def test_the_cdx_index_gives_the_first_later_capture_when_there_is_no_earlier_one(archive: LocalArchive):
    archive.keeps(PAGE, "20240405000000")
    archive.fault("timemap", status=500)
    seek()
    assert snapshots() == [(archive.address(PAGE, "20240405000000"), "cdx")]


def test_where_timemap_and_cdx_fail_availability_is_asked(archive: LocalArchive):
    archive.keeps(PAGE, "20240401000000")
    archive.fault("timemap", status=500)
    archive.fault("cdx", body=b'{"no": "rows"}')
    assert seek().ending is Ending.FOUND
    assert snapshots() == [(archive.address(PAGE, "20240401000000"), "availability")]


def test_an_empty_availability_answer_is_not_the_last_word(archive: LocalArchive):
    archive.fault("timemap", body=b"rubbish")
    archive.fault("cdx", body=b"[[[[")
    archive.fault("availability", body=b'{"archived_snapshots": {}}')
    assert seek().ending is Ending.FAILED


def test_an_archive_that_fails_throughout_is_left_alone_after_the_look_up(archive: LocalArchive):
    for service in ("timemap", "cdx", "availability"):
        archive.fault(service, status=502)
    assert seek().ending is Ending.FAILED
    assert 30 < rest() <= 60
    with visit(wayback().host, seconds=60) as turn:
        assert turn is None


@pytest.mark.parametrize(("status", "headers"), [(429, {"Retry-After": "1200"}), (503, {"Retry-After": "1200"})])
def test_an_archive_that_asks_for_patience_is_asked_nothing_else(archive: LocalArchive, status, headers):
    archive.keeps(PAGE, "20240401000000")
    archive.fault("timemap", status=status, headers=headers)
    assert seek().ending is Ending.FAILED
    assert len(archive.asked) == 1
    assert 1100 < rest() <= 1200


def test_a_capture_that_holds_no_page_is_passed_over_by_status(archive: LocalArchive):
    right = archive.keeps(PAGE, "20240301000000")
    for number in range(1, 5):
        archive.keeps(PAGE, f"2024040{number}000000", status=404)
    sought = seek()
    assert sought.snapshot is not None
    assert (sought.snapshot.url, sought.snapshot.found) == (right, "cdx")
    assert Snapshot.objects.get(url=archive.address(PAGE, "20240404000000")).outcome == Outcome.NOT_FOUND
    # What is known to hold no page is not looked at again.
    archive.asked.clear()
    again = seek()
    assert again.snapshot == sought.snapshot
    assert archive.count("capture") == 1


def test_a_capture_of_a_redirect_to_the_front_page_is_passed_over(archive: LocalArchive):
    right = archive.keeps(PAGE, "20240301000000")
    archive.keeps(PAGE, "20240401000000", status=302, target="https://news.example.org/")
    archive.keeps("https://news.example.org/", "20240401000000")
    sought = seek()
    assert sought.snapshot is not None
    assert sought.snapshot.url == right


@pytest.mark.parametrize(
    "uri",
    [
        "https://evil.example.org/web/20240401000000/" + PAGE,
        "https://127.0.0.1/web/20240401000000/" + PAGE,
        "http://user@{host}/web/20240401000000/" + PAGE,
        "javascript://{host}/web/20240401000000/" + PAGE,
        "{base}/web/20240401000000/https://other.example.org/story?id=7",
        "{base}/web/20249901000000/" + PAGE,
        "{base}/web/20990101000000/" + PAGE,
        "{base}/web/00010101000000/" + PAGE,
        "{base}/evil/20240401000000/" + PAGE,
    ],
)
def test_nothing_is_kept_of_an_answer_that_points_elsewhere(archive: LocalArchive, uri):
    named = uri.format(base=archive.base, host=archive.base.removeprefix("http://"))
    archive.fault("timemap", body=f'<{named}>; rel="memento"; datetime="Mon, 01 Apr 2024 00:00:00 GMT"'.encode())
    archive.fault("cdx", body=b"[]")
    found = {"closest": {"available": True, "status": "200", "url": named, "timestamp": "20240401000000"}}
    archive.fault("availability", body=json.dumps({"archived_snapshots": found}).encode())
    assert seek().ending is Ending.NONE
    assert snapshots() == []


def test_a_capture_of_the_future_is_not_believed(archive: LocalArchive):
    archive.keeps(PAGE, "20990101000000")
    assert seek().ending is Ending.NONE
    assert snapshots() == []


def test_a_timemap_that_breaks_off_is_believed_as_far_as_it_decides(archive: LocalArchive):
    for stamp in ("20240101000000", "20240301000000", "20240601000000"):
        archive.keeps(PAGE, stamp)
    whole = archive.timemap(PAGE)
    archive.fault("timemap", body=whole[:-20], breaks_off=True)
    seek()
    assert snapshots() == [(archive.address(PAGE, "20240301000000"), "timemap")]


def test_a_timemap_that_breaks_off_before_the_day_is_not_believed(archive: LocalArchive):
    for stamp in ("20240101000000", "20240301000000"):
        archive.keeps(PAGE, stamp)
    start = archive.timemap(PAGE).split(b"20240301000000")[0]
    archive.fault("timemap", body=start, breaks_off=True)
    seek()
    assert snapshots() == [(archive.address(PAGE, "20240301000000"), "cdx")]


def test_an_archive_that_hangs_up_is_left_alone(archive: LocalArchive):
    archive.fault("timemap", hangs_up=True)
    archive.fault("cdx", hangs_up=True)
    archive.fault("availability", hangs_up=True)
    assert seek().ending is Ending.FAILED
    assert rest() > 0


def test_an_archive_that_a_worker_speaks_with_is_another_workers_turn_later(archive: LocalArchive):
    with visit(wayback().host, seconds=60) as first:
        assert first is not None
        with visit(wayback().host, seconds=60) as second:
            assert second is None
    with visit(wayback().host, seconds=60) as third:
        assert third is not None


def test_a_capture_saved_at_our_request_stands_in_until_the_indexes_know_it(archive: LocalArchive):
    link = make.link(PAGE)
    url = archive.keeps(PAGE, "20260301000000", is_indexed=False)
    Snapshot.objects.create(
        link=link, url=url, captured_at=datetime(2026, 3, 1, tzinfo=UTC), found=Snapshot.Found.SAVED
    )
    sought = seek()
    assert sought.ending is Ending.FOUND
    assert Snapshot.objects.count() == 1


def test_the_link_itself_is_left_as_it_was(archive: LocalArchive):
    link = make.link(PAGE)
    before = (link.state, link.strikes, link.next_check_at, link.last_checked_at)
    archive.fault("timemap", status=500)
    archive.fault("cdx", status=500)
    seek()
    link.refresh_from_db()
    assert (link.state, link.strikes, link.next_check_at, link.last_checked_at) == before
    assert not link.checks.exists()
