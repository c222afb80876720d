"""A public DNS for tests, which can be made to fail as ours or as a site's own, and checks on simulated days."""

import socket
from datetime import timedelta
from typing import Any

import pytest

from links.checking import Tally, check_links
from links.models import Link
from tests import factories
from tests.factories import NOW
from tests.web import LocalWeb

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


def local_names(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> Names:
    """The names, put in the place of the system's resolver for one test."""
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
