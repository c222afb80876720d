"""Whole checks: from a due link through real sockets to the record."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError
from django.utils import timezone

from links import addresses, checking
from links.checking import check_due, check_links, first_answer, judge
from links.models import Check, Copy, Host, Link, Passage
from links.recording import Checked, record_all
from links.vocabulary import Outcome, PassageResult, PersonVerdict, State
from links.walking import leasing, ledger, loop, rounds
from links.writing import Result
from tests import factories
from tests.factories import NOW
from tests.links.sites import Site
from tests.web import HOSTS, LocalWeb, page

pytestmark = pytest.mark.django_db


def at(days: float = 0.0) -> Callable[[], datetime]:
    return lambda: NOW + timedelta(days=days)


def check_all(days: float = 0.0) -> checking.Tally:
    return check_links(Link.objects.exclude(next_check_at=None), clock=at(days))


def test_a_due_link_is_checked_and_the_evidence_kept(web: LocalWeb) -> None:
    web.answer("/old", status=301, headers={"Location": "/new-place"})
    link = factories.link(web.url("/old"))
    (checked,) = check_links(Link.objects.due(timezone.now())).checked
    link.refresh_from_db()
    assert (link.state, link.outcome, link.status_code, link.strikes) == (State.MOVED, Outcome.MOVED, 200, 0)
    assert link.final_url == checked.final_url == web.url("/new-place")
    assert link.last_ok_at is not None
    assert link.next_check_at is not None
    assert link.next_check_at > timezone.now() + timedelta(days=6)
    (check,) = link.checks.all()
    assert check.redirects == [{"url": link.url, "status": 301, "location": web.url("/new-place")}]
    assert (check.page_title, check.content_type) == ("A page", "text/html; charset=utf-8")
    (change,) = link.state_changes.all()
    assert (change.from_state, change.to_state, change.evidence) == (State.UNCHECKED, State.MOVED, check)
    assert check_links(Link.objects.due(timezone.now())).checked == []


def test_a_link_dies_over_simulated_days_and_comes_back(web: LocalWeb) -> None:
    url = web.answer("/story", status=404)
    link = factories.link(url)
    states = []
    for day in (0, 0.5, 3.5, 7):
        check_all(day)
        link.refresh_from_db()
        states.append((link.state, link.strikes))
    assert states == [(State.SUSPECT, 1), (State.SUSPECT, 1), (State.SUSPECT, 2), (State.DEAD, 3)]
    assert [check.counted_as_strike for check in link.checks.order_by("pk")] == [True, False, True, True]
    web.answer("/story")
    check_all(37)
    assert list(link.state_changes.order_by("pk").values_list("from_state", "to_state")) == [
        (State.UNCHECKED, State.SUSPECT),
        (State.SUSPECT, State.DEAD),
        (State.DEAD, State.ALIVE),
    ]


def test_a_page_that_blocks_us_for_a_month_is_never_dead(web: LocalWeb) -> None:
    link = factories.link(web.answer("/story", status=403))
    for day in range(0, 35, 7):
        check_all(day)
    link.refresh_from_db()
    assert (link.state, link.strikes) == (State.UNVERIFIABLE, 0)


def test_a_worker_killed_between_fetching_and_recording_loses_nothing(
    web: LocalWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = factories.link(web.answer("/story", status=404))

    def die(*args: Any, **facts: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "record_all", die)
        with pytest.raises(KeyboardInterrupt):
            check_due()
    link.refresh_from_db()
    assert (web.count("/story"), link.checks.count(), link.strikes, link.host.leased_until) == (1, 0, 0, None)
    # Killed outright, it could not even give its lease back: the lease runs out.
    Host.objects.update(leased_until=timezone.now() + timedelta(minutes=1))
    assert check_due().recorded == 0
    Host.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert (check_due().recorded, check_due().recorded) == (1, 0)
    link.refresh_from_db()
    assert (link.checks.count(), link.strikes) == (1, 1)


def test_a_leased_host_is_left_alone_and_its_lease_kept(web: LocalWeb) -> None:
    link = factories.link(web.url("/story"))
    until = timezone.now() + timedelta(minutes=5)
    Host.objects.update(leased_until=until)
    assert check_due().recorded == 0
    tally = check_links(Link.objects.all())
    assert (tally.checked, tally.in_other_hands) == ([], [link.host.name])
    assert Host.objects.get().leased_until == until
    assert web.requests == []


def test_policies_that_forbid_contact_are_kept_even_behind_a_redirect(web: LocalWeb) -> None:
    never = factories.link(web.url("/story", host="127.0.0.2"))
    Host.objects.filter(pk=never.host_id).update(policy=Host.Policy.NEVER)
    archive = factories.link(web.url("/story", host="127.0.0.3"))
    Host.objects.filter(pk=archive.host_id).update(policy=Host.Policy.ARCHIVE_ONLY)
    around = factories.link(web.answer("/around", status=301, headers={"Location": never.url}))
    check_all()
    assert {request.host for request in web.requests} == {"127.0.0.1"}
    for link in (never, archive, around):
        link.refresh_from_db()
        assert (link.state, link.outcome) == (State.EXCLUDED, Outcome.REFUSED)


def test_a_host_that_says_too_many_requests_is_left_alone(web: LocalWeb) -> None:
    web.answer("/a", status=429, headers={"Retry-After": "3600"})
    first, second = factories.link(web.url("/a")), factories.link(web.url("/b"))
    tally = check_all()
    assert [checked.url for checked in tally.checked] == [first.url]
    assert tally.backed_off == ["127.0.0.1"]
    assert Host.objects.get().backed_off_until == NOW + timedelta(hours=1)
    assert web.count("/b") == 0
    assert check_all(0.01).checked == []
    web.answer("/a")
    assert {checked.url for checked in check_all(0.05).checked} >= {second.url}


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_says_so_of_a_page_that_cannot_exist_is_left_alone_too(site: Site, status: int) -> None:
    for path in ("/story-a", "/story-b"):
        factories.link(site.answer(path, body=page("Page not found", "There is nothing here.")))
    site.everything(status=status, headers={"Retry-After": "3600"})
    tally = check_all()
    assert [checked.state for checked in tally.checked] == [State.ALIVE]
    assert site.count("/story-b") == 0
    until = Host.objects.get().backed_off_until
    assert until is not None
    assert NOW + timedelta(minutes=59) < until <= NOW + timedelta(hours=1)


def test_the_site_behind_a_redirect_that_says_too_many_requests_is_the_one_left_alone(web: LocalWeb) -> None:
    at_limit = web.answer("/limit", host="127.0.0.2", status=429, headers={"Retry-After": "3600"})
    links = [
        factories.link(web.answer(f"/{number}", status=302, headers={"Location": at_limit})) for number in range(2)
    ]
    beside = factories.link(web.url("/other", host="127.0.0.2"), next_check_at=NOW + timedelta(days=1))
    tally = check_links(Link.objects.filter(pk__in=[link.pk for link in links]), clock=at())
    # The second was put off: whoever asked to be left alone is, whichever way leads there.
    assert (len(tally.checked), tally.put_off, web.count("/limit")) == (1, 1, 1)
    assert dict(Host.objects.values_list("name", "backed_off_until")) == {
        "127.0.0.1": None,
        "127.0.0.2": NOW + timedelta(hours=1),
    }
    # A site that the record does not know can be left alone by nobody.
    Host.objects.exclude(pk=links[0].host_id).update(name="elsewhere.example.org")
    Host.objects.update(backed_off_until=None)
    check_links(Link.objects.filter(pk=links[0].pk), clock=at(1))
    assert not Host.objects.exclude(backed_off_until=None).exists()
    beside.refresh_from_db()
    assert beside.last_checked_at is None


def test_a_back_off_that_cannot_be_written_down_ends_nothing(
    web: LocalWeb, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    factories.link(web.answer("/story", status=429, headers={"Retry-After": "3600"}))
    factories.link(web.url("/other", host="127.0.0.2"))

    def lock(*args: Any, **facts: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(leasing, "back_off", lock)
    assert len(check_all().checked) == 2
    assert "could not be written down" in caplog.text
    assert not Host.objects.exclude(leased_until=None).exists()


def test_an_outage_of_our_own_kills_nobodys_link(web: LocalWeb) -> None:
    hosts = HOSTS[:12]
    for host in hosts:
        factories.link(web.url("/story", host=host), state=State.ALIVE)
    web.answer("/story", raw=b"")
    for host in hosts[:5]:
        web.answer("/story", host=host, status=404)
    check_all()
    assert Link.objects.filter(state=State.SUSPECT).count() == 5
    assert Link.objects.filter(state=State.ALIVE, strikes=0).count() == 7
    kept = Check.objects.filter(outcome=Outcome.INCONCLUSIVE)
    assert kept.count() == 7
    assert all("outage" in check.error for check in kept)
    excused = Link.objects.filter(state=State.ALIVE).first()
    assert excused is not None
    assert excused.next_check_at is not None
    assert excused.next_check_at < NOW + timedelta(hours=7)


def test_failures_of_single_hosts_are_theirs(web: LocalWeb) -> None:
    for number, host in enumerate(HOSTS[:12]):
        factories.link(web.url("/story", host=host), state=State.ALIVE)
        if number < 6:
            web.answer("/story", host=host, raw=b"")
    check_all()
    assert Link.objects.filter(state=State.SUSPECT, outcome=Outcome.CONNECTION_FAILED).count() == 6


def test_passages_are_looked_for_and_the_worst_is_told(web: LocalWeb) -> None:
    link = factories.link(web.answer("/story", body=page(text="The court has not sat since May.")))
    found = Passage.objects.create(link=link, kind=Passage.Kind.QUOTE, text="has not sat")
    assert check_all().checked[0].passage == PassageResult.PRESENT
    missing = Passage.objects.create(link=link, kind=Passage.Kind.FRAGMENT, text="text=sat,since%20June")
    assert check_all(1).checked[0].passage == PassageResult.MISSING
    found.refresh_from_db()
    missing.refresh_from_db()
    assert (found.result, missing.result) == (PassageResult.PRESENT, PassageResult.MISSING)
    assert list(link.checks.order_by("pk").values_list("passage", flat=True)) == ["present", "missing"]
    web.answer("/story", status=404)
    assert check_all(2).checked[0].passage == PassageResult.NOT_CHECKABLE
    missing.refresh_from_db()
    assert missing.checked_at == at(1)()


def test_a_persons_verdict_leaves_a_row_and_holds(web: LocalWeb) -> None:
    link = factories.link(web.answer("/story", status=404))
    check_all()
    keeper = factories.staff()
    assert judge(link=link, verdict=PersonVerdict.WORKS, by=keeper, now=at(1)())
    link.refresh_from_db()
    assert (link.state, link.person_verdict, link.person_verdict_by) == (State.ALIVE, PersonVerdict.WORKS, keeper)
    change = link.state_changes.first()
    assert change is not None
    assert (change.from_state, change.to_state, change.by, change.evidence) == (
        State.SUSPECT, State.ALIVE, keeper, None,
    )  # fmt: skip
    check_all(8)
    link.refresh_from_db()
    assert (link.state, link.person_verdict) == (State.ALIVE, PersonVerdict.WORKS)
    web.answer("/story", status=410)
    check_all(15)
    link.refresh_from_db()
    assert (link.state, link.person_verdict, link.person_verdict_at, link.person_verdict_by) == (
        State.SUSPECT, "", None, None,
    )  # fmt: skip
    assert judge(link=link, verdict=PersonVerdict.GONE, by=keeper, now=at(16)())
    assert not judge(link=link, verdict=PersonVerdict.GONE, by=keeper, now=at(17)())


def test_hostile_pages_are_recorded_on_every_database(web: LocalWeb) -> None:
    body = b"<title>\x00 \xed\xa0\x80 <script></title><p>\x00" + b"\xff" * 99
    link = factories.link(web.answer("/story", body=body))
    odd = factories.link(web.answer("/odd", status=302, headers={"Location": "/\x01" + "é" * 600}))
    check_all()
    assert Check.objects.filter(link__in=[link, odd]).count() == 2
    factories.link(web.answer("/raw", raw=b"HTTP/1.1 \x00\x00\r\n\x00\r\n\r\n"))
    assert len(check_all(1).checked) == 3


def test_a_huge_host_is_given_back_and_taken_again(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "LINKS_A_ROUND", 3)
    for number in range(8):
        factories.link(web.answer(f"/{number}", delay=0.2))
    told: list[float] = []
    with monkeypatch.context() as patch:
        patch.setattr(loop, "WALK_SECONDS", 0.5)
        first = check_due(when_left=told.append).recorded
    assert 0 < first < 8
    assert len(told) == 1
    assert Host.objects.get().leased_until is None
    assert check_due(when_left=told.append).recorded == 8 - first
    assert len(told) == 1
    assert Link.objects.filter(state=State.ALIVE).count() == 8
    assert all(web.count(f"/{number}") <= 2 for number in range(8))


def test_a_walk_that_takes_too_long_leaves_the_rest_due(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "WALK_SECONDS", -1.0)
    factories.link(web.url("/story"))
    tally = check_all()
    assert (tally.checked, tally.unrecorded, web.requests) == ([], 1, [])
    assert Host.objects.get().leased_until is None


def test_what_a_first_check_says_adds_nothing(web: LocalWeb) -> None:
    url = web.answer("/story", body=page(text="The court has not sat."))
    checked = first_answer(url + "#:~:text=has%20not", now=NOW)
    assert (checked.url, checked.state, checked.passage) == (url, State.ALIVE, PassageResult.PRESENT)
    assert first_answer(web.answer("/gone", status=410), now=NOW).state == State.SUSPECT
    assert not Link.objects.exists()
    with pytest.raises(addresses.BadAddress):
        first_answer("mailto:a@example.org", now=NOW)


def test_a_link_that_cannot_be_recorded_is_not_asked_for_again_and_again(
    web: LocalWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.link(web.url("/story"))
    slow = factories.link(web.answer("/slow", host="127.0.0.2", delay=1.5))
    real = record_all

    def refuse(results: list[Result], **facts: Any) -> list[Checked | None]:
        if any(one.job.link_id != slow.pk for one in results):
            raise DatabaseError("no such row, says the test")
        return real(results, **facts)

    monkeypatch.setattr(ledger, "record_all", refuse)
    tally = check_due()
    assert (tally.recorded, tally.unrecorded, web.count("/story")) == (1, 1, 1)


def test_our_own_copy_is_kept_of_a_first_success_alone(web: LocalWeb, settings, tmp_path: Path) -> None:
    settings.LINKS_KEEP_COPIES, settings.MEDIA_ROOT = True, tmp_path
    kept = factories.link(web.answer("/story", body=page(text="The court has not sat.")))
    gone = factories.link(web.answer("/gone", status=404))
    check_all()
    copy = Copy.objects.get()
    assert (copy.link_id, copy.read_at) == (kept.pk, NOW)
    web.answer("/gone")
    check_all(8)
    assert set(Copy.objects.values_list("link_id", "read_at")) == {(kept.pk, NOW), (gone.pk, NOW + timedelta(days=8))}


def test_memory_holds_no_link_that_is_told_of_as_it_comes(web: LocalWeb) -> None:
    links = {factories.link(web.url(f"/{number}")).url for number in range(5)}
    told: list[str] = []
    tally = check_links(Link.objects.all(), progress=lambda checked: told.append(checked.url))
    assert (set(told), tally.recorded, tally.checked) == (links, 5, [])
