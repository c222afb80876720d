"""Checks written down in bulk: each once, and none against what came in between."""

import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from links.evidence import Evidence, Hop
from links.models import Check, Link, PageText, Passage, StateChange
from links.pages import drift
from links.person import judge
from links.recording import Checked, record_all
from links.vocabulary import Outcome, PassageResult, PersonVerdict, State
from links.walking import ledger
from links.walking.findings import Found, Job, Notes, Round, take_down
from links.walking.ledger import Entry, Ledger, Tally
from links.writing import Result
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def job(link: Link) -> Job:
    link.refresh_from_db()
    return Job(link.pk, link.url, link.state, link.last_checked_at, link.person_verdict_at)


def result(of: Link | Job, outcome: Outcome = Outcome.OK, notes: Notes | None = None, **facts: Any) -> Result:
    return Result(of if isinstance(of, Job) else job(of), Evidence(outcome=outcome, **facts), notes or Notes())


def record(of: Link | Job, *args: Any, days: float = 0.0, **facts: Any) -> Checked | None:
    (checked,) = record_all([result(of, *args, **facts)], now=NOW + timedelta(days=days))
    return checked


def entries(links: list[Link]) -> list[Entry]:
    rounds = [Round(link.host_id, link.host.name, None, NOW, []) for link in links]
    found = [
        Found(round_, job(link), Evidence(outcome=Outcome.NOT_FOUND, status_code=404))
        for round_, link in zip(rounds, links, strict=True)
    ]
    return [Entry(one, one.evidence) for one in found]


def test_many_checks_are_written_with_as_many_statements_as_one(django_assert_max_num_queries) -> None:
    links = [factories.link() for _ in range(60)]
    for link in links:
        Passage.objects.create(link=link, kind=Passage.Kind.QUOTE, text="the court")
    results = [result(link, Outcome.NOT_FOUND, status_code=404) for link in links]
    with django_assert_max_num_queries(10):
        checked = record_all(results, now=NOW)
    assert [one and one.state for one in checked] == [State.SUSPECT] * 60
    assert Link.objects.filter(state=State.SUSPECT, strikes=1, status_code=404, last_checked_at=NOW).count() == 60
    pairs = StateChange.objects.values_list("link", "evidence__link")
    assert sorted(pairs) == sorted((link.pk, link.pk) for link in links)


def test_a_check_that_was_done_twice_counts_once() -> None:
    """Two workers fetched the same link; or one was killed after recording, before its task was acknowledged."""
    link = factories.link()
    same = job(link)
    assert record(same, Outcome.NOT_FOUND, status_code=404) is not None
    assert record(same, Outcome.NOT_FOUND, status_code=404, days=3) is None
    link.refresh_from_db()
    assert (link.strikes, link.checks.count(), link.state_changes.count()) == (1, 1, 1)


def test_a_check_that_stands_twice_in_one_batch_counts_once() -> None:
    link = factories.link()
    first, second = record_all([result(link), result(link)], now=NOW)
    assert first is not None
    assert second is None
    assert link.checks.count() == 1


def test_a_link_that_was_removed_meanwhile_costs_the_others_nothing() -> None:
    gone, there = factories.link(), factories.link()
    results = [result(gone), result(there)]
    gone.delete()
    assert [one is not None for one in record_all(results, now=NOW)] == [False, True]


def test_what_a_person_said_is_not_undone_by_a_check_begun_before() -> None:
    link = factories.link()
    record(link, Outcome.NOT_FOUND, status_code=404)
    begun = job(link)
    judge(link=link, verdict=PersonVerdict.WORKS, by=None, now=NOW + timedelta(days=3))
    assert record(begun, Outcome.SERVER_ERROR, status_code=500, final_url=link.url, days=3.01) is None
    link.refresh_from_db()
    assert (link.state, link.person_verdict, link.checks.count()) == (State.ALIVE, PersonVerdict.WORKS, 1)
    assert record(link, Outcome.SERVER_ERROR, status_code=500, days=3.01) is not None
    link.refresh_from_db()
    assert (link.person_verdict, link.person_verdict_at) == ("", None)


def test_samples_addresses_stay_unwatched() -> None:
    link = factories.link(next_check_at=None)
    judge(link=link, verdict=PersonVerdict.WORKS, by=None, now=NOW)
    record(link)
    link.refresh_from_db()
    assert link.next_check_at is None


def test_a_passage_that_was_asked_for_while_the_page_was_read_keeps_the_link_due() -> None:
    link = factories.link(next_check_at=NOW)
    begun = job(link)
    asked = Passage.objects.create(link=link, kind=Passage.Kind.QUOTE, text="the court")
    record(begun)
    link.refresh_from_db()
    assert (link.state, link.next_check_at) == (State.ALIVE, NOW)
    record(link, notes=Notes(passages={asked.pk: PassageResult.MISSING}))
    link.refresh_from_db()
    assert link.next_check_at is not None
    assert link.next_check_at > NOW
    asked.refresh_from_db()
    assert asked.result == PassageResult.MISSING


def test_one_bad_row_does_not_cost_the_others(caplog: pytest.LogCaptureFixture) -> None:
    links = [factories.link() for _ in range(5)]
    tally = Tally()
    book = Ledger(clock=lambda: NOW, tally=tally, progress=None)
    for number, entry in enumerate(entries(links)):
        # No database takes a negative status code here: the whole transaction with it fails.
        book.add(replace(entry, evidence=entry.evidence._replace(status_code=-1)) if number == 2 else entry)
    book.write()
    assert (tally.recorded, tally.unrecorded) == (4, 1)
    assert f"The check of {links[2].url} could not be recorded" in caplog.text
    assert list(Link.objects.filter(last_checked_at=None)) == [links[2]]


def test_a_text_that_drifts_far_marks_the_link_and_keeps_both_dates() -> None:
    link = factories.link()
    first = " ".join(
        f"On day {'abcdefghij'[n % 10]}{n} the court heard witness {'klmnopqrst'[n % 7]}." for n in range(60)
    )
    other = " ".join(
        f"Buy the {'uvwxyz'[n % 6]} lamp of series {'abcdefg'[n % 7]} at half the price." for n in range(60)
    )

    def read(text: str, fingerprint: str, days: float) -> None:
        current = job(link)
        known = PageText.objects.filter(link=link).values_list("fingerprint", flat=True).first() or ""
        begun = Job(current.link_id, current.url, current.state, current.last_checked_at, fingerprint=known)
        round_ = Round(link.host_id, link.host.name, None, NOW, [])
        seen = Evidence(outcome=Outcome.OK, text=text, main_text=text, fingerprint=fingerprint)
        found = take_down(round_, begun, seen)
        assert (found.evidence.text, found.evidence.main_text) == (None, None)
        record_all([Result(begun, found.evidence, found.notes)], now=NOW + timedelta(days=days))

    read(first, "f1", 0)
    read(first, "f1", 7)
    kept = PageText.objects.get()
    assert (kept.first_read_at, kept.read_at, kept.resemblance) == (NOW, NOW, 1.0)
    read(other, "f2", 14)
    kept.refresh_from_db()
    link.refresh_from_db()
    assert (kept.first_read_at, kept.read_at) == (NOW, NOW + timedelta(days=14))
    assert (kept.first_fingerprint, kept.fingerprint) == ("f1", "f2")
    assert kept.resemblance < drift.FAR
    assert link.changed
    read(first, "f1", 21)
    link.refresh_from_db()
    assert not link.changed


@pytest.mark.usefixtures("shared_database")
def test_of_workers_racing_to_record_the_same_checks_each_counts_once() -> None:
    links = [factories.link() for _ in range(20)]
    results = [result(link, Outcome.NOT_FOUND, status_code=404) for link in links]
    start, recorded = threading.Barrier(4), list[int]()

    def race(number: int) -> None:
        # In opposite orders, as two batches of different walks come.
        mine = results if number % 2 else results[::-1]
        start.wait()
        done = record_all(mine, now=NOW + timedelta(seconds=number))
        recorded.extend(one.strikes for one in done if one is not None)
        connections.close_all()

    together(race, 4)
    assert recorded == [1] * 20
    assert (Check.objects.count(), StateChange.objects.count()) == (20, 20)


@pytest.mark.usefixtures("shared_database")
def test_a_person_and_a_batch_of_checks_at_once_leave_what_both_would_have_left_in_turn() -> None:
    links = [factories.link() for _ in range(10)]
    results = [result(link, Outcome.NOT_FOUND, status_code=404) for link in links]
    start = threading.Barrier(2)

    def race(number: int) -> None:
        start.wait()
        if number:
            record_all(results, now=NOW)
        else:
            for link in links:
                judge(link=link, verdict=PersonVerdict.WORKS, by=None, now=NOW)
        connections.close_all()

    together(race, 2)
    for link in links:
        link.refresh_from_db()
        assert (link.state, link.person_verdict, link.strikes) == (State.ALIVE, PersonVerdict.WORKS, 0)
        story = list(link.state_changes.order_by("pk").values_list("from_state", "to_state"))
        checked_first = [(State.UNCHECKED, State.SUSPECT), (State.SUSPECT, State.ALIVE)]
        assert story == (checked_first if link.checks.exists() else [(State.UNCHECKED, State.ALIVE)])


@pytest.mark.usefixtures("shared_database")
def test_a_database_that_is_locked_for_a_moment_is_waited_for() -> None:
    link = factories.link()
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
            cursor.execute("UPDATE links_link SET strikes = strikes")
            locked.set()
            done.wait(1.0)
            cursor.execute("COMMIT")
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    assert locked.wait(5)
    assert record(link) is not None
    holder.join()
    assert link.checks.count() == 1


@pytest.mark.usefixtures("shared_database")
def test_a_connection_that_broke_is_made_anew_and_nothing_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    link = factories.link()
    real, broken = record_all, [True]

    def break_once(results: list[Result], **facts: Any) -> list[Checked | None]:
        if broken.pop() if broken else False:
            connection.close()
            raise OperationalError("server closed the connection unexpectedly")
        return real(results, **facts)

    monkeypatch.setattr(ledger, "record_all", break_once)
    monkeypatch.setattr(ledger, "_TRY_AGAIN_AFTER", 0.0)
    tally = Tally()
    book = Ledger(clock=lambda: NOW, tally=tally, progress=None)
    for entry in entries([link, factories.link()]):
        book.add(entry)
    book.write()
    assert (tally.recorded, tally.unrecorded) == (2, 0)


def together(work: Callable[[int], None], number: int) -> None:
    threads = [threading.Thread(target=work, args=[index]) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_while_checks_are_written_waits_until_all_that_was_recorded_is_told() -> None:
    told: list[str] = []

    def tell(checked: Checked) -> None:
        told.append(checked.url)
        if len(told) == 1:
            signal.raise_signal(signal.SIGINT)

    written = Ledger(clock=lambda: NOW, tally=Tally(), progress=tell)
    for entry in entries([factories.link() for _ in range(3)]):
        written.add(entry)
    with pytest.raises(KeyboardInterrupt):
        written.write()
    assert len(told) == Check.objects.count() == 3


def test_evidence_is_kept_to_the_letter() -> None:
    odd = "\"quoted\" 'twice' \\x41 %s {} \t line\nline \u2028 Բաքու 🕊"
    hops = (Hop(url="https://example.org/a?b=%22", status=301, location=f"https://example.org/{odd}"),)
    link, sample = factories.link(), bytes(range(256)) * 2
    texts = dict.fromkeys(("final_url", "error", "page_title"), odd)
    facts: dict[str, Any] = {"redirects": hops, "fingerprint": "f" * 64, **texts}
    record(link, Outcome.OK, Notes(sketch=sample), status_code=200, elapsed_ms=12, body_bytes=34, **facts)
    check = Check.objects.get()
    assert (check.redirects, check.final_url, check.error, check.page_title) == (list(hops), odd, odd, odd)
    assert (check.checked_at, check.status_code, check.elapsed_ms, check.body_bytes) == (NOW, 200, 12, 34)
    assert check.counted_as_strike is False
    text = PageText.objects.get()
    assert (bytes(text.first_sketch), text.read_at, text.resemblance) == (sample, NOW, 1.0)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL chooses between a table and its keys")
def test_rows_are_found_by_their_keys_however_few_there_are_when_a_worker_begins() -> None:
    links = [factories.link(f"https://example.org/{number}") for number in range(5)]
    results = [result(link, Outcome.NOT_FOUND, status_code=404) for link in links]
    read_whole = (
        "SELECT sum(seq_scan) FROM pg_stat_xact_user_tables WHERE relname IN ('links_link', 'links_check', "
        "'links_statechange', 'links_pagetext', 'links_passage')"
    )
    with connection.cursor() as cursor:
        # As in a connection that was just opened.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; DISCARD PLANS")
        cursor.execute(read_whole)
        before = cursor.fetchone()
        record_all(results, now=NOW)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(read_whole)
        assert cursor.fetchone() == before
