"""Whose fault a failure is: our own line down, a resolver that lies, and sites that truly went."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from links import leasing
from links.checking import Tally, check_leased, check_links, first_answer, lease_due
from links.models import Check, Host, Link
from links.vocabulary import Outcome, PersonVerdict, State
from tests import factories
from tests.factories import NOW
from tests.web import Authority, LocalWeb

pytestmark = pytest.mark.django_db

OFFLINE_WEEK = (7.0, 10.5, 14.0)


class Names:
    """The public DNS of a test: `*.org` names lead to the local web until told otherwise.

    `faults` maps a name (or "*") to an error of getaddrinfo or to an address; `unreachable` is an error of connecting.
    """

    def __init__(self, web: LocalWeb) -> None:
        self.web = web
        self.faults: dict[str, int | str] = {}

    def url(self, number: int) -> str:
        return f"http://site{number}.org:{self.web.port}/story"

    def links(self, number: int, **fields: Any) -> list[Link]:
        return [factories.link(self.url(index), **fields) for index in range(number)]


@pytest.fixture
def names(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> Names:
    made, real = Names(web), socket.getaddrinfo

    def look_up(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        if not str(host).endswith(".org"):
            return real(host, port, *args, **options)
        fault = made.faults.get(host, made.faults.get("*", "127.0.0.1"))
        if isinstance(fault, int):
            raise socket.gaierror(fault, "told so by the test")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (fault, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return made


def check_all(days: float = 0.0) -> Tally:
    return check_links(Link.objects.exclude(next_check_at=None), clock=lambda: NOW + timedelta(days=days))


def check_one(link: Link, days: float) -> Tally:
    return check_links(Link.objects.filter(pk=link.pk), clock=lambda: NOW + timedelta(days=days))


def states() -> set[tuple[str, int]]:
    return set(Link.objects.values_list("state", "strikes"))


def state_of(link: Link) -> tuple[str, int]:
    link.refresh_from_db()
    return link.state, link.strikes


@contextmanager
def unreachable(monkeypatch: pytest.MonkeyPatch, code: int) -> Iterator[None]:
    """Every connection to the local web's second address fails with `code`."""
    real = socket.socket

    class Broken(real):  # type: ignore[misc, valid-type]
        def connect(self, address: Any) -> None:
            if address[0] == "127.0.0.2":
                raise OSError(code, "told so by the test")
            super().connect(address)

    with monkeypatch.context() as patch:
        patch.setattr(socket, "socket", Broken)
        yield


@pytest.mark.parametrize(
    ("hosts", "fault"),
    [
        *((hosts, socket.EAI_NONAME) for hosts in (2, 6, 9, 55)),
        *((hosts, "192.168.1.1") for hosts in (6, 12)),
        (6, socket.EAI_FAIL),
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


@pytest.mark.parametrize(("hosts", "fault"), [(15, socket.EAI_NONAME), (3, socket.EAI_AGAIN), (3, "192.168.1.1")])
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
    host_ids, until = lease_due(now=timezone.now())
    assert len(check_leased(host_ids=host_ids, lease_until=until)) == 6
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
    monkeypatch.setattr("links.outage.settled", lambda evidence, *args, **facts: evidence)
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


def test_a_refused_connection_counts_without_witnesses(web: LocalWeb) -> None:
    factories.link(web.url("/story"), state=State.ALIVE)
    with LocalWeb(hosts=("127.0.0.2",)) as closed:
        url = closed.url("/story", host="127.0.0.2")
    link = factories.link(url, state=State.ALIVE)
    for day in OFFLINE_WEEK:
        check_one(link, day)
    assert state_of(link) == (State.DEAD, 3)
    assert web.requests == []


def test_a_name_that_cannot_exist_counts_without_witnesses(names: Names, web: LocalWeb) -> None:
    names.links(12, state=State.ALIVE)
    links = [factories.link(f"http://paper{number}.invalid/", state=State.ALIVE) for number in range(15)]
    for day in OFFLINE_WEEK:
        check_links(Link.objects.filter(pk__in=[link.pk for link in links]), clock=lambda: NOW + timedelta(days=day))  # noqa: B023
    assert {state_of(link) for link in links} == {(State.DEAD, 3)}
    assert web.requests == []


@pytest.mark.parametrize(
    ("code", "after"),
    [
        (errno.EHOSTUNREACH, (State.ALIVE, 0)),
        (errno.ETIMEDOUT, (State.ALIVE, 0)),
        (errno.ECONNRESET, (State.SUSPECT, 1)),
        (errno.ECONNREFUSED, (State.SUSPECT, 1)),
    ],
)
def test_a_host_out_of_reach_may_be_our_lines_fault_and_a_reset_is_an_answer(
    names: Names, monkeypatch: pytest.MonkeyPatch, code: int, after: tuple[str, int]
) -> None:
    links = names.links(2, state=State.ALIVE)
    names.faults["*"] = "127.0.0.2"
    with unreachable(monkeypatch, code):
        check_one(links[0], 7)
    assert state_of(links[0]) == after


def test_a_site_that_only_keeps_silent_is_asked_about(web: LocalWeb, settings) -> None:
    settings.LINKS_TIMEOUT = 0.3
    slow = factories.link(web.answer("/story", host="127.0.0.2", delay=9), state=State.ALIVE)
    factories.link(web.url("/other", host="127.0.0.3"), state=State.ALIVE)
    web.answer("/other", delay=9)
    check_one(slow, 7)
    assert state_of(slow) == (State.ALIVE, 0)
    web.answer("/other")
    check_one(slow, 8)
    assert state_of(slow) == (State.SUSPECT, 1)


def test_a_certificate_that_nobody_vouches_for_may_be_a_portals(web: LocalWeb) -> None:
    with LocalWeb(hosts=("127.0.0.2",), tls=Authority().server("127.0.0.2")) as portal:
        link = factories.link(portal.url("/story", host="127.0.0.2"), state=State.ALIVE)
        factories.link(portal.url("/other", host="127.0.0.2").replace("127.0.0.2", "127.0.0.4"), state=State.ALIVE)
        check_one(link, 7)
        assert state_of(link) == (State.ALIVE, 0)
        factories.link(web.url("/story"), state=State.ALIVE)
        check_one(link, 8)
        assert (state_of(link), link.outcome) == ((State.SUSPECT, 1), Outcome.TLS_ERROR)


def test_a_name_that_leads_inside_is_refused_when_others_do_not(names: Names) -> None:
    inner, other = names.links(2)
    names.faults["site0.org"] = "192.168.1.1"
    check_all(0)
    assert (state_of(inner), inner.outcome) == ((State.EXCLUDED, 0), Outcome.REFUSED)
    assert state_of(other) == (State.ALIVE, 0)


@pytest.mark.parametrize("beside", [False, True])
def test_the_only_name_of_a_record_that_leads_inside_is_refused(names: Names, web: LocalWeb, beside: bool) -> None:
    (inner,) = names.links(1)
    if beside:
        factories.link(web.url("/story"))
    names.faults["*"] = "192.168.1.1"
    check_all(0)
    assert state_of(inner) == (State.EXCLUDED, 0)


def test_what_names_the_inner_network_itself_is_refused_at_once(names: Names, settings) -> None:
    alive = names.links(2, state=State.ALIVE)
    names.faults["*"] = socket.EAI_NONAME
    settings.LINKS_ALLOWED_NETWORKS = ()
    inner = [factories.link("http://192.168.1.1/"), factories.link("http://localhost:8080/")]
    check_all(0)
    assert {state_of(link) for link in inner} == {(State.EXCLUDED, 0)}
    assert {state_of(link) for link in alive} == {(State.ALIVE, 0)}


def test_this_machines_own_name_says_nothing_of_name_servers(names: Names, web: LocalWeb) -> None:
    (silent,) = names.links(1)
    own = factories.link(web.url("/story", host="localhost"))
    names.faults["*"] = socket.EAI_AGAIN
    check_all(0)
    assert (state_of(own), state_of(silent)) == ((State.ALIVE, 0), (State.UNCHECKED, 0))


def test_sites_that_fail_on_one_day_one_by_one_are_no_accident_when_nobody_can_be_asked(names: Names) -> None:
    names.links(4)
    factories.link("http://paper.invalid/")
    names.faults["*"] = socket.EAI_NONAME
    for number, link in enumerate(Link.objects.order_by("pk")):
        check_one(link, number * 0.01)
    assert list(Link.objects.order_by("pk").values_list("strikes", flat=True)) == [1, 1, 0, 0, 1]


def test_what_an_unknown_address_says_at_first_is_told_as_it_is(names: Names) -> None:
    names.links(3, state=State.ALIVE)
    names.faults["*"] = socket.EAI_NONAME
    assert first_answer(names.url(9), now=NOW).outcome == Outcome.DNS_FAILURE
    assert not Check.objects.exists()


def test_a_host_with_more_links_than_a_round_is_walked_to_its_end_while_failures_are_held(
    names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leasing, "LINKS_A_ROUND", 3)
    for number in range(8):
        factories.link(names.url(0) + f"/{number}", state=State.ALIVE)
    names.links(2, state=State.ALIVE)
    names.faults["*"] = socket.EAI_NONAME
    tally = check_all(0)
    assert (len(tally.checked), tally.in_other_hands, states()) == (10, [], {(State.ALIVE, 0)})
    assert not Host.objects.exclude(leased_until=None).exists()
