import json
from datetime import UTC, datetime
from typing import Any

import pytest

from links.archives import saving
from links.archives.saving import Begun, Failed, Failure, Kept, Pending
from links.archives.wayback import Malformed


def answer(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def test_a_job_is_begun():
    assert saving.begun(answer(url="https://a.example/", job_id="spn2-abc")) == Begun("spn2-abc")


def test_a_recent_capture_stands_in_for_a_job():
    assert saving.begun(answer(job_id=None, message="The same snapshot had been made 3 hours ago.")) == Kept()


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", answer(), answer(job_id="../x"), answer(job_id=7)])
def test_an_answer_without_a_job_is_malformed(body):
    with pytest.raises(Malformed):
        saving.begun(body)


def test_a_job_is_pending_done_or_failed():
    assert saving.status(answer(status="pending")) == Pending()
    done = answer(status="success", timestamp="20240404120000", original_url="https://a.example/")
    assert saving.status(done) == Kept(datetime(2024, 4, 4, 12, tzinfo=UTC), "https://a.example/")
    failed = saving.status(answer(status="error", status_ext="error:not-found", message="Gone."))
    assert failed == Failed(Failure.NOT_FOUND, "Gone.")


@pytest.mark.parametrize("body", [answer(), answer(status="odd"), answer(status=7), b"[]"])
def test_another_status_is_malformed(body):
    with pytest.raises(Malformed):
        saving.status(body)


@pytest.mark.parametrize(
    "word",
    [
        "bad-gateway",
        "browsing-timeout",
        "cannot-fetch",
        "gateway-timeout",
        "job-failed",
        "no-browsers-available",
        "service-unavailable",
        "too-many-requests",
        "user-session-limit",
        "a-word-of-tomorrow",
        "",
        "lost",
    ],
)
def test_what_may_pass_is_not_final(word):
    failed = saving.status(answer(status="error", status_ext=f"error:{word}"))
    assert isinstance(failed, Failed)
    assert not failed.is_final


@pytest.mark.parametrize("word", ["not-found", "blocked-url", "filesize-limit", "invalid-url-syntax", "no-access"])
def test_what_the_page_will_say_tomorrow_as_well_is_final(word):
    failed = saving.begun(answer(status="error", status_ext=f"error:{word}"))
    assert isinstance(failed, Failed)
    assert failed.is_final


@pytest.mark.parametrize(("number", "read"), [(0, 0), (7, 7), (-1, 0)])
def test_how_much_may_be_asked(number, read):
    assert saving.available(answer(available=number, processing=1)) == read


@pytest.mark.parametrize("fields", [{}, {"available": True}, {"available": "7"}, {"available": None}])
def test_a_limit_that_is_not_said_is_malformed(fields):
    with pytest.raises(Malformed):
        saving.available(answer(**fields))
