import logging
from datetime import timedelta
from typing import Any

import pytest

from links.archives import requesting, visiting
from links.archives.visiting import visit, wayback
from links.models import CaptureRequest, Host, Link, Snapshot
from links.vocabulary import State
from tests import factories as make
from tests.archive import KEYS, LocalArchive
from tests.factories import NOW

pytestmark = pytest.mark.django_db

PAGE = "https://news.example.org/story"
SECRET = KEYS.partition(":")[2]
DONE = {"status": "success", "timestamp": "20260302090500", "original_url": PAGE}


@pytest.fixture(autouse=True)
def _keys(settings):
    settings.WAYBACK_KEYS = KEYS


def run(*, after: timedelta = timedelta()) -> int:
    """One run of the task, some time later; the archive has had its rest by then."""
    Host.objects.update(backed_off_until=None)
    requesting.make_missing(Link.objects.all(), now=NOW + after)
    return requesting.save_due(now=NOW + after)


def request_of(link: Link) -> CaptureRequest:
    return CaptureRequest.objects.get(link=link)


def fail_with(archive: LocalArchive, word: str) -> dict[str, Any]:
    return {"status": "error", "status_ext": f"error:{word}", "message": "So it is."}


def test_a_newly_cited_page_is_asked_for_followed_and_kept(archive: LocalArchive):
    link = make.link(PAGE)
    archive.will_say({"status": "pending"}, DONE)
    run()
    form = {"url": PAGE, "capture_outlinks": "0", "skip_first_archive": "1", "if_not_archived_within": "30d"}
    assert archive.saved == [form]
    assert request_of(link).status == "pending"
    assert request_of(link).job_id == "spn2-1"
    run(after=timedelta(minutes=1))
    assert request_of(link).status == "pending"
    run(after=timedelta(minutes=5))
    request = request_of(link)
    assert (request.status, request.next_try_at, request.error) == ("done", None, "")
    copy = Snapshot.objects.get()
    assert request.snapshot == copy
    assert (copy.url, copy.found) == (archive.address(PAGE, "20260302090500"), "saved")
    archive.asked.clear()
    run(after=timedelta(days=100))
    assert archive.asked == []


def test_the_keys_are_shown_for_save_page_now_and_nowhere_else(archive: LocalArchive, caplog):
    make.link(PAGE)
    with caplog.at_level(logging.DEBUG):
        run()
        run(after=timedelta(minutes=2))
    shown = {asked.service for asked in archive.asked if "Authorization" in asked.headers}
    assert shown == {"limits", "save", "status"}
    assert {asked.headers["Authorization"] for asked in archive.asked} == {f"LOW {KEYS}"}
    assert SECRET not in caplog.text
    with visit(wayback().host, seconds=60, with_keys=True) as turn:
        assert turn is not None
        with pytest.raises(ValueError, match="Save Page Now alone"):
            turn.line.get(f"{archive.base}/web/timemap/link/{PAGE}", with_keys=True)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_the_keys_do_not_follow_a_redirect(archive: LocalArchive, caplog, status):
    link = make.link(PAGE)
    with LocalArchive() as elsewhere, caplog.at_level(logging.DEBUG):
        archive.fault("save", status=status, headers={"Location": f"{elsewhere.base}/save?{KEYS}"})
        run()
        assert archive.count("save") == 1
        archive.fault("limits", status=status, headers={"Location": f"{elsewhere.base}/save/status/user"})
        run(after=timedelta(days=1))
        assert elsewhere.asked == []
    assert SECRET not in caplog.text
    assert SECRET not in request_of(link).error


def test_an_echo_of_the_keys_is_not_stored(archive: LocalArchive):
    link = make.link(PAGE)
    archive.will_say({"status": "error", "status_ext": "error:not-found", "message": f"You sent LOW {KEYS}"})
    run()
    run(after=timedelta(minutes=5))
    assert request_of(link).status == "failed"
    assert "You sent" in request_of(link).error
    assert SECRET not in request_of(link).error


def test_without_keys_nothing_is_asked(archive: LocalArchive, settings):
    settings.WAYBACK_KEYS = ""
    make.link(PAGE)
    assert run() == 0
    assert archive.asked == []
    assert not CaptureRequest.objects.exists()


def test_samples_and_pages_that_are_gone_are_not_asked_for(archive: LocalArchive):
    make.link(PAGE, next_check_at=None)
    make.link("https://gone.example.org/x", state=State.DEAD)
    run()
    assert archive.asked == []


@pytest.mark.parametrize(("policy", "asked"), [("direct", True), ("archive_only", True), ("never", False)])
def test_a_hosts_policy_says_whether_its_pages_are_asked_for(archive: LocalArchive, policy, asked):
    link = make.link(PAGE, state=State.UNCHECKED if policy == "direct" else State.EXCLUDED)
    Host.objects.filter(pk=link.host_id).update(policy=policy)
    run()
    assert (archive.count("save") == 1) is asked


def test_a_policy_of_never_stops_a_request_that_waits(archive: LocalArchive):
    link = make.link(PAGE)
    requesting.make_missing(Link.objects.all(), now=NOW)
    Host.objects.filter(pk=link.host_id).update(policy="never")
    run()
    assert archive.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://10.1.2.3/case",
        "http://[fd00::1]/case",
        "http://intranet/case",
        "https://wiki.internal/case",
        "https://files.lan/case",
        "https://localhost/case",
        "https://news.example.org:8443/case",
        "https://page.example/case",
        # A public name that leads to an address of our own network.
        "https://inner.example.org/case",
    ],
)
def test_no_archive_is_told_of_a_page_that_is_not_public(archive: LocalArchive, url):
    link = make.link(url)
    run()
    assert archive.count("save") == 0
    assert request_of(link).status == "failed"
    assert "not public" in request_of(link).error


def test_no_more_is_asked_for_than_the_archive_allows(archive: LocalArchive):
    for _ in range(4):
        make.link()
    archive.limit = 3
    run()
    assert len(archive.saved) == 3
    archive.limit = 0
    run(after=timedelta(seconds=1))
    assert len(archive.saved) == 3


@pytest.mark.parametrize("fault", [{"status": 500}, {"body": b"<html>"}, {"body": b"{}"}, {"hangs_up": True}])
def test_nothing_is_asked_for_while_the_limits_are_not_known(archive: LocalArchive, fault):
    link = make.link(PAGE)
    archive.fault("limits", **fault)
    run()
    assert archive.saved == []
    assert request_of(link).tries == 0
    archive.mends("limits")
    run(after=timedelta(minutes=1))
    assert len(archive.saved) == 1


def test_a_failure_that_may_pass_is_tried_again_with_growing_waits_and_then_given_up(archive: LocalArchive):
    link = make.link(PAGE)
    waits, later = [], timedelta()
    for _ in range(len(requesting.WAITS) + 1):
        archive.will_say(fail_with(archive, "browsing-timeout"))
        run(after=later)
        later += timedelta(minutes=1)
        run(after=later)
        request = request_of(link)
        if request.next_try_at is not None:
            waits.append(request.next_try_at - (NOW + later))
            later += waits[-1]
    assert waits == list(requesting.WAITS)
    assert (request.status, request.next_try_at) == ("failed", None)
    assert request.error == "browsing-timeout: So it is."
    assert len(archive.saved) == len(requesting.WAITS) + 1


def test_a_final_failure_is_not_tried_again(archive: LocalArchive):
    link = make.link(PAGE)
    archive.will_say(fail_with(archive, "blocked-url"))
    run()
    run(after=timedelta(minutes=1))
    assert request_of(link).status == "failed"
    run(after=timedelta(days=365))
    assert len(archive.saved) == 1


def test_an_archive_at_its_limits_is_left_alone_and_the_page_never_given_up(archive: LocalArchive):
    link, _ = make.link(PAGE), make.link()
    archive.fault("save", body=b'{"status": "error", "status_ext": "error:user-session-limit"}')
    # The two pages take turns, each more often than a failing one is tried.
    for day in range(0, 10 * (2 * len(requesting.WAITS) + 4), 10):
        asked = archive.count("save")
        run(after=timedelta(days=day))
        assert archive.count("save") == asked + 1
        assert requesting.save_due(now=NOW + timedelta(days=day)) == 0
    assert request_of(link).status == "waiting"


@pytest.mark.parametrize("fault", [{"status": 429}, {"status": 503, "headers": {"Retry-After": "60"}}, {"status": 500}])
def test_a_refused_question_ends_the_turn_and_leaves_the_page_waiting(archive: LocalArchive, fault):
    link, other = make.link(PAGE), make.link()
    archive.fault("save", **fault)
    run()
    assert archive.count("save") == 1
    assert {request_of(link).status, request_of(other).status} == {"waiting"}
    assert Host.objects.get(name="127.0.0.1").backed_off_until is not None


def test_keys_that_the_archive_refuses_are_held_against_no_page(archive: LocalArchive, caplog):
    link = make.link(PAGE)
    archive.fault("save", status=401)
    run()
    assert (request_of(link).status, request_of(link).tries) == ("waiting", 0)
    assert "WAYBACK_KEYS" in caplog.text
    assert SECRET not in caplog.text


def test_a_job_that_is_never_heard_of_again_is_begun_anew(archive: LocalArchive):
    link = make.link(PAGE)
    run()
    run(after=timedelta(hours=3))
    assert (request_of(link).status, request_of(link).job_id) == ("waiting", "")
    run(after=timedelta(hours=5))
    assert len(archive.saved) == 2


def test_a_capture_of_another_page_is_not_taken_for_this_one(archive: LocalArchive):
    link = make.link(PAGE)
    archive.will_say({**DONE, "original_url": "https://evil.example.org/"})
    run()
    run(after=timedelta(minutes=1))
    assert request_of(link).status == "done"
    assert not Snapshot.objects.exists()


def test_a_page_that_was_kept_lately_is_not_asked_for_again(archive: LocalArchive):
    link = make.link(PAGE)
    archive.fault("save", body=b'{"job_id": null, "message": "The same snapshot had been made 2 days ago."}')
    run()
    assert request_of(link).status == "done"


def test_two_workers_that_read_the_same_request_send_it_once(archive: LocalArchive):
    make.link(PAGE)
    requesting.make_missing(Link.objects.all(), now=NOW)
    first, second = CaptureRequest.objects.get(), CaptureRequest.objects.get()
    assert requesting._claim(first, NOW)
    assert not requesting._claim(second, NOW)


def test_a_worker_killed_in_between_leaves_the_request_due_again(archive: LocalArchive):
    make.link(PAGE)
    requesting.make_missing(Link.objects.all(), now=NOW)
    assert requesting._claim(CaptureRequest.objects.get(), NOW)
    run(after=timedelta(minutes=1))
    assert archive.saved == []
    run(after=timedelta(minutes=16))
    assert len(archive.saved) == 1


def test_a_turn_that_another_worker_has_is_waited_for(archive: LocalArchive):
    make.link(PAGE)
    requesting.make_missing(Link.objects.all(), now=NOW)
    with visit(wayback().host, seconds=60):
        assert requesting.save_due(now=NOW) == 0
    assert archive.asked == []
    assert requesting.save_due(now=NOW) == 1


def test_an_archive_that_staff_set_to_never_is_not_asked(archive: LocalArchive):
    make.link(PAGE)
    Host.objects.create(name="127.0.0.1", policy="never")
    run()
    assert archive.asked == []


def test_only_addresses_that_anybody_could_ask_for_are_public():
    assert visiting.is_public_address("https://news.example.org/story")
    assert visiting.is_public_address("http://93.184.215.14/story")


def test_a_policy_that_is_set_while_the_turn_lasts_holds_at_once(archive: LocalArchive):
    link = make.link(PAGE)
    with visit(wayback().host, seconds=60, with_keys=True) as turn:
        assert turn is not None
        assert visiting.may_be_told(turn, link)
        Host.objects.filter(pk=link.host_id).update(policy="never")
        assert not visiting.may_be_told(turn, link)


def test_only_what_is_cited_is_asked_for(archive: LocalArchive):
    link = make.link(PAGE)
    assert requesting.make_missing(Link.objects.none(), now=NOW) == 0
    assert requesting.save_due(now=NOW) == 0
    assert not CaptureRequest.objects.filter(link=link).exists()
    assert archive.asked == []
