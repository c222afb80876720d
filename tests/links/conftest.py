import ipaddress
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client

from links import admin as links_admin
from tests import factories
from tests.links.our_line import Names, local_names
from tests.links.sites import Site
from tests.web import LocalWeb


@pytest.fixture
def may_be_contacted(settings) -> None:
    """Settings under which the checker may contact the local web, quickly."""
    settings.LINKS_ALLOWED_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    settings.LINKS_ALLOWED_PORTS = ((1024, 65535),)
    settings.LINKS_HOST_INTERVAL = 0.0
    settings.LINKS_TIMEOUT = 5.0


@pytest.fixture
def web(may_be_contacted: None) -> Iterator[LocalWeb]:
    """A local web that may be contacted."""
    with LocalWeb() as running:
        yield running


@pytest.fixture
def site(may_be_contacted: None) -> Iterator[Site]:
    """A site on two addresses that answers 404 for what it was not told of."""
    with Site(hosts=("127.0.0.1", "127.0.0.2")) as running:
        yield running


@pytest.fixture
def names(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> Names:
    return local_names(web, monkeypatch)


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads use as processes do.

    SQLite's tests run in memory, where threads share one cache and a lock is an error at once; here it is moved to a
    file, as in use. Other databases are what they are.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    path = tmp_path / "shared.sqlite3"
    with closing(sqlite3.connect(path)) as file:
        in_memory.backup(file)
    connection.connection = None
    connections.settings["default"]["NAME"] = str(path)
    yield
    connection.close()
    connections.settings["default"]["NAME"] = name
    connection.connection = in_memory


@pytest.fixture
def terminal() -> Iterator[None]:
    """SIGINT as Python treats it in a terminal; a test runner's worker may ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def keeper(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A signed-in link keeper; no broker is asked for sweeps."""
    for page in (links_admin.link, links_admin.host):
        monkeypatch.setattr(page, "sweep_soon", lambda: None)
    client.force_login(factories.staff("anna", groups=("Link keeper",)))
    return client
