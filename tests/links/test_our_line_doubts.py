"""Which failures put our own line in doubt at all: a refusal does not, a silence does."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from links.checking import check_links, first_answer
from links.models import Check, Host, Link
from links.vocabulary import Outcome, State
from links.walking import rounds
from tests import factories
from tests.factories import NOW
from tests.links.our_line import OFFLINE_WEEK, Names, check_all, check_one, state_of, states
from tests.tls import Authority
from tests.web import LocalWeb

pytestmark = pytest.mark.django_db


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
    monkeypatch.setattr(rounds, "LINKS_A_ROUND", 3)
    for number in range(8):
        factories.link(names.url(0) + f"/{number}", state=State.ALIVE)
    names.links(2, state=State.ALIVE)
    names.faults["*"] = socket.EAI_NONAME
    tally = check_all(0)
    assert (len(tally.checked), tally.in_other_hands, states()) == (10, [], {(State.ALIVE, 0)})
    assert not Host.objects.exclude(leased_until=None).exists()
