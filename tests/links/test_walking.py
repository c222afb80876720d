"""Hosts walked side by side: none waits for another's work, and what is in memory stays bounded."""

import ipaddress
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from links.evidence import Evidence
from links.fetch import Manners
from links.network.guard import Guard
from links.walking import loop
from links.walking.findings import Found, Job, Round, RoundEnded, take_down
from links.walking.loop import Walk, walk
from tests.web import LocalWeb, page

GUARD = Guard(networks=(ipaddress.ip_network("127.0.0.0/8"),), ports=((1024, 65535),))
MANNERS = Manners(user_agent="test", interval=0.0, timeout=5.0)


def round_of(number: int, *urls: str) -> Round:
    jobs = [Job(100 * number + index, url, "alive", None) for index, url in enumerate(urls)]
    return Round(number, f"127.0.0.{number}", None, timezone.now() + timedelta(minutes=10), jobs)


def test_work_on_a_large_page_does_not_keep_other_hosts_waiting() -> None:
    other_arrived = threading.Event()
    went_on: list[bool] = []

    def slowly(round_: Round, job: Job, evidence: Evidence) -> Found:
        if round_.host_id == 1:
            # In the loop itself this would wait in vain: nothing else could arrive.
            went_on.append(other_arrived.wait(10))
        return take_down(round_, job, evidence)

    with LocalWeb() as web:
        large = web.answer("/large", body=page(text="words of the court " * 5000))
        small = web.answer("/small", host="127.0.0.2", delay=0.3)
        with Walk(guard=GUARD, manners=MANNERS, take_down=slowly) as walking_:
            walking_.begin([round_of(1, large), round_of(2, small)])
            ended = 0
            while ended < 2:
                for report in walking_.reports(patience=1.0, most=10):
                    ended += isinstance(report, RoundEnded)
                    if isinstance(report, Found) and report.round.host_id == 2:
                        other_arrived.set()
    assert went_on == [True]


def test_findings_that_nobody_takes_up_stop_the_walk_until_somebody_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_MOST_WAITING", 5)
    slow_one_came = threading.Event()

    def tell(round_: Round, job: Job, evidence: Evidence) -> Found:
        if round_.host_id == 2:
            slow_one_came.set()
        return take_down(round_, job, evidence)

    with LocalWeb() as web:
        urls = [web.url(f"/{number}") for number in range(40)]
        slow = web.answer("/slow", host="127.0.0.2", delay=1.0)
        found = 0
        with Walk(guard=GUARD, manners=MANNERS, take_down=tell) as walking_:
            walking_.begin([round_of(1, *urls), round_of(2, slow)])
            # In that time the forty quick pages would all have been read.
            assert slow_one_came.wait(10)
            assert len(web.requests) < 10
            while found < 41:
                found += sum(isinstance(report, Found) for report in walking_.reports(patience=1.0, most=1))
        assert len(web.requests) == 41


def test_a_walk_left_early_ends_and_asks_nobody_any_more() -> None:
    with LocalWeb() as web:
        urls = [web.answer(f"/{number}", delay=0.05) for number in range(50)]
        for report in walk([round_of(1, *urls)], guard=GUARD, manners=MANNERS):
            assert isinstance(report, Found)
            break
        asked = len(web.requests)
        assert asked < 50


def test_what_was_not_done_is_told_when_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "WALK_SECONDS", 0.3)
    with LocalWeb() as web:
        urls = [web.answer(f"/{number}", delay=0.2) for number in range(9)]
        reports = list(walk([round_of(1, *urls)], guard=GUARD, manners=MANNERS))
    ended = reports[-1]
    assert isinstance(ended, RoundEnded)
    assert ended.is_cut
    assert 0 < ended.done < 9
    assert ended.undone is not None
    assert ended.undone.url == urls[ended.done]
