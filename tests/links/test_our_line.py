"""Whose fault a failure is: our own line down, and which other sites are asked whether it works."""

import socket
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from links.checking import check_due
from links.models import Check, Host, Link
from links.vocabulary import Outcome, PersonVerdict, State
from tests import factories
from tests.factories import NOW
from tests.links.our_line import OFFLINE_WEEK, Names, check_all, check_one, state_of, states
from tests.web import LocalWeb

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("hosts", "fault"),
    [
        (9, socket.EAI_NONAME),
        (55, socket.EAI_NONAME),
        (6, "192.168.1.1"),
        (6, socket.EAI_FAIL),
        *(pytest.param(hosts, socket.EAI_NONAME, marks=pytest.mark.slow) for hosts in (2, 6)),
        pytest.param(12, "192.168.1.1", marks=pytest.mark.slow),
    ],
)
def test_a_week_offline_kills_nobody(names: Names, hosts: int, fault: int | str) -> None:
    names.links(hosts)
    check_all(0)
    names.faults["*"] = fault
    for day in OFFLINE_WEEK:
        check_all(day)
        assert states() == {(State.ALIVE, 0)}
    assert set(Check.objects.filter(checked_at__gt=NOW).values_list("outcome", flat=True)) == {Outcome.INCONCLUSIVE}
    assert not Host.objects.exclude(leased_until=None).exists()
    names.faults.clear()
    check_all(15)
    assert set(Link.objects.values_list("last_ok_at", flat=True)) == {NOW + timedelta(days=15)}


@pytest.mark.parametrize(
    ("hosts", "fault"),
    [
        pytest.param(15, socket.EAI_NONAME, marks=pytest.mark.slow),
        (3, socket.EAI_AGAIN),
        (3, "192.168.1.1"),
    ],
)
def test_a_week_offline_kills_nobody_when_each_site_has_a_sweep_of_its_own(
    names: Names, hosts: int, fault: int | str
) -> None:
    links = names.links(hosts)
    check_all(0)
    names.faults["*"] = fault
    for day in OFFLINE_WEEK:
        for number, link in enumerate(links):
            check_one(link, day + number * 0.01)
    assert states() == {(State.ALIVE, 0)}


def test_a_workers_batch_is_judged_as_a_run_is(names: Names) -> None:
    names.links(6, state=State.ALIVE)
    names.faults["*"] = socket.EAI_NONAME
    assert check_due().recorded == 6
    assert states() == {(State.ALIVE, 0)}
    assert not Host.objects.exclude(leased_until=None).exists()


def test_sites_never_read_stay_unchecked_while_we_are_offline(names: Names) -> None:
    names.links(6)
    names.faults["*"] = socket.EAI_NONAME
    for day in (0, 3.5, 7):
        check_all(day)
    assert states() == {(State.UNCHECKED, 0)}


def test_without_the_question_for_the_line_an_offline_week_kills(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard's own test: were every failure taken at its word, the tests above would see dead links."""
    monkeypatch.setattr("links.walking.outage.settled", lambda evidence, *args, **facts: evidence)
    names.links(6)
    check_all(0)
    names.faults["*"] = socket.EAI_NONAME
    for day in OFFLINE_WEEK:
        check_all(day)
    assert {state for state, _ in states()} == {State.DEAD}


@pytest.mark.parametrize("fault", [socket.EAI_NONAME, socket.EAI_AGAIN, socket.EAI_FAIL])
def test_one_site_that_went_among_living_ones_dies_on_time(names: Names, fault: int) -> None:
    gone, *rest = names.links(6)
    check_all(0)
    names.faults["site0.org"] = fault
    for day in OFFLINE_WEEK:
        assert [checked.url for checked in check_one(gone, day).checked] == [gone.url]
    assert state_of(gone) == (State.DEAD, 3)
    assert gone.outcome == Outcome.DNS_FAILURE
    # The witnesses' checks are checks like any other: evidence is kept, and the next one is a week away.
    asked = Check.objects.filter(checked_at=NOW + timedelta(days=7)).exclude(link=gone)
    assert asked.count() == 3
    assert set(asked.values_list("outcome", flat=True)) == {Outcome.OK}
    assert {state_of(link) for link in rest} == {(State.ALIVE, 0)}
    assert not Host.objects.exclude(leased_until=None).exists()


def test_one_site_that_went_dies_on_time_in_a_run_with_living_ones(names: Names, web: LocalWeb) -> None:
    gone = names.links(4)[0]
    check_all(0)
    names.faults["site0.org"] = socket.EAI_NONAME
    web.forget_requests()
    for day in OFFLINE_WEEK:
        check_all(day)
    assert state_of(gone) == (State.DEAD, 3)
    assert len(web.requests) == 9  # Nobody was asked twice.


def test_the_only_link_of_a_record_dies_on_time(names: Names) -> None:
    (only,) = names.links(1)
    check_all(0)
    names.faults["*"] = socket.EAI_NONAME
    for day in OFFLINE_WEEK:
        check_all(day)
    assert state_of(only) == (State.DEAD, 3)


def test_the_only_link_whose_name_servers_are_silent_says_nothing(names: Names) -> None:
    (only,) = names.links(1)
    check_all(0)
    names.faults["*"] = socket.EAI_AGAIN
    for day in OFFLINE_WEEK:
        check_all(day)
    assert state_of(only) == (State.ALIVE, 0)


def test_an_answer_from_a_bare_address_says_nothing_of_names(names: Names, web: LocalWeb) -> None:
    """It shows the line, so that an answer of the resolver counts; not that our resolver can be asked."""
    silent, unknown, _ = *names.links(2), factories.link(web.url("/story"))
    names.faults |= {"site0.org": socket.EAI_AGAIN, "site1.org": socket.EAI_NONAME}
    check_all(0)
    assert (state_of(silent), state_of(unknown)) == ((State.UNCHECKED, 0), (State.SUSPECT, 1))


def test_a_site_that_answered_minutes_ago_is_witness_enough(names: Names, web: LocalWeb) -> None:
    gone, other = names.links(2)
    check_one(other, 7 - 0.001)
    check_one(gone, 0)
    names.faults["site0.org"] = socket.EAI_NONAME
    web.forget_requests()
    check_one(gone, 7)
    assert state_of(gone) == (State.SUSPECT, 1)
    assert web.requests == []


def test_an_answer_of_hours_ago_is_not(names: Names) -> None:
    gone, other = names.links(2)
    check_one(other, 6.9)
    check_one(gone, 0)
    names.faults["*"] = socket.EAI_NONAME
    check_one(gone, 7)
    assert state_of(gone) == (State.ALIVE, 0)


def test_witnesses_in_other_hands_are_not_asked_and_nothing_is_decided(names: Names, web: LocalWeb) -> None:
    gone, other = names.links(2)
    check_all(0)
    until = timezone.now() + timedelta(minutes=5)
    Host.objects.filter(pk=other.host_id).update(leased_until=until)
    names.faults["site0.org"] = socket.EAI_NONAME
    web.forget_requests()
    check_one(gone, 7)
    assert (state_of(gone), web.requests) == ((State.ALIVE, 0), [])
    assert Host.objects.get(pk=other.host_id).leased_until == until


@pytest.mark.parametrize(
    "unfit",
    [
        {"policy": Host.Policy.NEVER},
        {"policy": Host.Policy.ARCHIVE_ONLY},
        {"backed_off_until": NOW + timedelta(days=30)},
    ],
)
def test_a_site_to_be_left_alone_is_no_witness(names: Names, web: LocalWeb, unfit: dict[str, Any]) -> None:
    gone, other = names.links(2)
    check_all(0)
    Host.objects.filter(pk=other.host_id).update(**unfit)
    names.faults["site0.org"] = socket.EAI_NONAME
    web.forget_requests()
    check_one(gone, 7)
    assert (state_of(gone), web.requests) == ((State.SUSPECT, 1), [])


def test_neither_a_sample_nor_what_a_person_vouched_for_is_a_witness(names: Names, web: LocalWeb) -> None:
    gone, sample, vouched = names.links(3, state=State.ALIVE)
    Link.objects.filter(pk=sample.pk).update(next_check_at=None)
    Link.objects.filter(pk=vouched.pk).update(person_verdict=PersonVerdict.WORKS, person_verdict_at=NOW)
    names.faults["site0.org"] = socket.EAI_NONAME
    check_one(gone, 7)
    assert (state_of(gone), web.requests) == ((State.SUSPECT, 1), [])


def test_a_witness_that_says_too_many_requests_is_left_alone(names: Names, web: LocalWeb) -> None:
    gone, other = names.links(2)
    check_all(0)
    names.faults["site0.org"] = socket.EAI_NONAME
    web.answer("/story", status=429, headers={"Retry-After": "3600"})
    check_one(gone, 7)
    assert state_of(gone) == (State.SUSPECT, 1)
    assert Host.objects.get(pk=other.host_id).backed_off_until == NOW + timedelta(days=7, hours=1)


def test_a_login_page_of_our_own_network_is_no_answer(names: Names, web: LocalWeb) -> None:
    gone, _ = names.links(2)
    check_all(0)
    names.faults["site0.org"] = socket.EAI_NONAME
    web.answer("/story", status=511)
    check_one(gone, 7)
    assert state_of(gone) == (State.ALIVE, 0)
