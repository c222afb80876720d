"""Leases: taken by one, given back with the host's pause, borrowed for redirects; and whose turn it is."""

import itertools
import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from links.checking import check_due, check_links
from links.models import Host, Link
from links.walking import leasing, rounds
from links.walking.turns import DueTurns
from tests import factories
from tests.links.test_recording import together
from tests.web import LocalWeb

pytestmark = pytest.mark.django_db

LATER = timedelta(days=1)


@pytest.mark.usefixtures("shared_database")
def test_of_workers_racing_for_a_host_one_gets_it() -> None:
    factories.link()
    host_id, now = Host.objects.get().pk, timezone.now()
    won: list[int] = []
    start = threading.Barrier(8)

    def race(number: int) -> None:
        start.wait()
        if Host.objects.lease(host_id, now=now, until=now + timedelta(minutes=number + 1)):
            won.append(number)
        connections.close_all()

    together(race, 8)
    assert len(won) == 1


@pytest.mark.usefixtures("shared_database")
def test_workers_that_lease_many_hosts_at_once_never_share_one() -> None:
    hosts = [factories.link().host_id for _ in range(40)]
    taken: list[list[int]] = []
    start = threading.Barrier(4)

    def race(number: int) -> None:
        start.wait()
        taken.append(leasing.lease_hosts(hosts if number % 2 else hosts[::-1])[0])
        connections.close_all()

    together(race, 4)
    assert sorted(host_id for mine in taken for host_id in mine) == sorted(hosts)


def test_many_hosts_are_leased_and_given_back_in_a_few_statements(django_assert_max_num_queries) -> None:
    hosts = [factories.link().host_id for _ in range(30)]
    with django_assert_max_num_queries(4):
        leased, until = leasing.lease_hosts(hosts)
    assert sorted(leased) == sorted(hosts)
    with django_assert_max_num_queries(2):
        leasing.release_hosts(leased, until=until, rests={host_id: host_id % 2 for host_id in leased})
    now = timezone.now()
    assert {host.leased_until is None or host.leased_until <= now for host in Host.objects.all()} >= {True}
    assert all((host.leased_until is None) == (host.pk % 2 == 0) for host in Host.objects.all())


def test_a_lease_that_passed_to_another_worker_is_not_given_back_by_the_first() -> None:
    host_id = factories.link().host_id
    (leased,), until = leasing.lease_hosts([host_id])
    other = until + timedelta(minutes=1)
    Host.objects.update(leased_until=other)
    leasing.release_hosts([leased], until=until)
    assert Host.objects.get().leased_until == other


def test_the_interval_holds_from_worker_to_worker(web: LocalWeb, settings) -> None:
    settings.LINKS_HOST_INTERVAL = 30.0
    first = factories.link(web.url("/first"))
    factories.link(web.url("/second"), next_check_at=timezone.now() + LATER)
    assert check_due().recorded == 1
    Link.objects.exclude(pk=first.pk).update(next_check_at=timezone.now())
    assert check_due().recorded == 0
    host = Host.objects.get()
    assert len(web.requests) == 1
    assert host.leased_until is not None
    assert timedelta(seconds=25) < host.leased_until - timezone.now() <= timedelta(seconds=30)
    Host.objects.update(leased_until=timezone.now())
    assert check_due().recorded == 1


def test_a_command_waits_for_a_host_that_only_rests(web: LocalWeb, settings) -> None:
    settings.LINKS_HOST_INTERVAL = 0.5
    factories.link(web.url("/story"))
    for _ in range(2):
        tally = check_links(Link.objects.all())
        assert (tally.recorded, tally.in_other_hands) == (1, [])
    first, second = web.requests
    assert second.at - first.at > 0.45


def test_a_redirect_into_a_host_that_another_worker_walks_is_put_off(
    web: LocalWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("links.network.pace._ASK_AGAIN", (0.01,))
    target = web.answer("/new", host="127.0.0.2")
    link = factories.link(web.answer("/old", host="127.0.0.1", status=301, headers={"Location": target}))
    other = factories.link(target, next_check_at=timezone.now() + LATER)
    until = timezone.now() + timedelta(minutes=5)
    Host.objects.filter(pk=other.host_id).update(leased_until=until)
    before = timezone.now()
    tally = check_due()
    assert (tally.recorded, tally.put_off, web.count("/new")) == (0, 1, 0)
    link.refresh_from_db()
    assert (link.last_checked_at, link.strikes, link.checks.count()) == (None, 0, 0)
    assert link.next_check_at is not None
    assert before + timedelta(seconds=30) < link.next_check_at < before + timedelta(minutes=5)
    assert Host.objects.get(pk=other.host_id).leased_until == until


def test_a_redirect_borrows_the_other_hosts_lease_keeps_its_interval_and_gives_it_back(web: LocalWeb, settings) -> None:
    """The host's own interval counts although it was reached by a redirect alone."""
    target = web.answer("/new", host="127.0.0.2")
    for number in range(2):
        factories.link(web.answer(f"/{number}", host="127.0.0.1", status=301, headers={"Location": target}))
    other = factories.link(target, next_check_at=timezone.now() + LATER)
    Host.objects.filter(pk=other.host_id).update(interval=0.7)
    assert check_due().recorded == 2
    first, second = (request for request in web.requests if request.path == "/new")
    # As the site sees it, a moment is lost on the way.
    assert second.at - first.at > 0.65
    host = Host.objects.get(pk=other.host_id)
    assert host.leased_until is not None
    assert host.leased_until < timezone.now() + timedelta(seconds=1)


def test_two_hosts_of_one_walk_that_lead_into_each_other_keep_each_others_interval(web: LocalWeb, settings) -> None:
    settings.LINKS_HOST_INTERVAL = 0.4
    for number in range(2):
        target = web.url(f"/there/{number}", host="127.0.0.2")
        factories.link(web.answer(f"/{number}", host="127.0.0.1", status=302, headers={"Location": target}))
        factories.link(web.url(f"/own/{number}", host="127.0.0.2"))
    assert check_due().recorded == 4
    times = sorted(request.at for request in web.requests if request.host == "127.0.0.2")
    assert len(times) == 4
    assert all(later - earlier > 0.35 for earlier, later in itertools.pairwise(times))


def test_whoever_was_not_walked_for_longest_and_whoever_has_most_come_first() -> None:
    now = timezone.now()
    for number in range(6):
        for page in range(5 if number == 5 else 1):
            factories.link(f"https://site{number}.example.org/{page}")
        Host.objects.filter(name=f"site{number}.example.org").update(walked_at=now - timedelta(days=10 - number))
    turns = DueTurns(clock=timezone.now)
    names = [round_.name for round_ in (*turns.lease(1), *turns.lease(1), *turns.lease(1))]
    assert names == ["site0.example.org", "site5.example.org", "site1.example.org"]


def test_a_host_that_was_walked_goes_to_the_end_of_the_line() -> None:
    first, second = factories.link(), factories.link()
    (leased,) = DueTurns(clock=timezone.now).lease(1)
    leasing.release_hosts([leased.host_id], until=leased.until, rests={leased.host_id: 0.0})
    (next_one,) = DueTurns(clock=timezone.now).lease(1)
    assert {leased.host_id, next_one.host_id} == {first.host_id, second.host_id}


def test_a_huge_host_is_read_piece_by_piece_each_link_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "LINKS_A_ROUND", 3)
    links = {factories.link(f"https://example.org/{number}").pk for number in range(8)}
    turns = DueTurns(clock=timezone.now)
    (round_,) = turns.lease(1)
    read, goes_on = [job.link_id for job in round_.jobs], round_.goes_on
    while goes_on:
        jobs, goes_on = turns.more(round_)
        assert len(jobs) <= 3
        read += [job.link_id for job in jobs]
    assert (len(read), set(read)) == (8, links)


def test_a_host_is_walked_while_its_lease_is_held_and_not_while_it_rests() -> None:
    factories.link()
    leased, until = leasing.lease_hosts([Host.objects.get().pk])
    assert leasing.is_walked(Host.objects.get(), now=timezone.now())
    assert not leasing.is_walked(Host.objects.get(), now=until)
    leasing.release_hosts(leased, until=until, rests={leased[0]: 300.0})
    host = Host.objects.get()
    assert host.leased_until is not None
    assert host.leased_until > timezone.now()
    assert not leasing.is_walked(host, now=timezone.now())


def test_workers_that_stand_at_the_same_place_of_the_line_hold_each_other_up_in_nothing() -> None:
    for _ in range(64):
        factories.link()
    turns = [DueTurns(clock=timezone.now) for _ in range(2)]
    assert not any(each.is_done for each in turns)
    leased = [[round_.host_id for round_ in turns[number % 2].lease(8)] for number in range(8)]
    assert list(map(len, leased)) == [8] * 8
    assert len({host_id for mine in leased for host_id in mine}) == 64
