"""A stand-in for the Wayback Machine on a real socket: TimeMap, CDX, availability, Save Page Now, and captures.

    with LocalArchive() as archive:
        archive.keeps("https://news.example.org/story", "20240404120000", text="Words.")
        archive.fault("timemap", status=503)

Captures are answered by every index, unless a fault says otherwise. A fault holds until `archive.mends(service)`, or
for its number of `times`.
"""

import ipaddress
import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web import page

KEYS = "samplekey:samplesecret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One archived answer. `target`: where the site redirected to when the archive asked it."""

    url: str
    timestamp: str
    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    target: str = ""
    is_indexed: bool = True

    @property
    def moment(self) -> datetime:
        return datetime.strptime(self.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Fault:
    """How a service misbehaves; `times` None is for ever. `breaks_off` promises more body than it sends."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int | None = None
    breaks_off: bool = False
    hangs_up: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came; `service` is what it asked of."""

    service: str
    method: str
    path: str
    headers: Mapping[str, str]
    form: Mapping[str, str]


class LocalArchive:
    """The archive. `limit` is how many captures an account may ask for; `jobs` what Save Page Now says of each."""

    def __init__(self, *, host: str = "127.0.0.1") -> None:
        self.captures: list[Capture] = []
        self.asked: list[Asked] = []
        self.limit = 10
        self.jobs: dict[str, list[dict[str, Any]]] = {}
        self.saved: list[dict[str, Any]] = []
        self.host = host
        self._faults: dict[str, Fault] = {}
        self._server = _Server((host, 0), _Handler)
        self._server.archive = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.base = f"http://{host}:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def keeps(self, url: str, timestamp: str, *, text: str = "Words of the page.", **parts: Any) -> str:
        """The archive has kept `url` then; returns the capture's address."""
        self.captures.append(Capture(url=url, timestamp=timestamp, **{"body": page(text=text).encode(), **parts}))
        self.captures.sort(key=lambda capture: capture.timestamp)
        return self.address(url, timestamp)

    def address(self, url: str, timestamp: str) -> str:
        return f"{self.base}/web/{timestamp}/{url}"

    def fault(self, service: str, **parts: Any) -> None:
        """From now on `service` (timemap, cdx, availability, save, status, limits, capture) misbehaves."""
        self._faults[service] = Fault(**parts)

    def mends(self, service: str) -> None:
        self._faults.pop(service, None)

    def count(self, service: str) -> int:
        return sum(asked.service == service for asked in self.asked)

    def will_say(self, *statuses: dict[str, Any]) -> None:
        """What the job of the next request says, one after the other; the last is repeated."""
        self.jobs["next"] = list(statuses)

    def fault_of(self, service: str) -> Fault | None:
        found = self._faults.get(service)
        if found and found.times is not None:
            found.times -= 1
            if found.times <= 0:
                del self._faults[service]
        return found

    def timemap(self, url: str) -> bytes:
        # As the Wayback Machine writes them: its own relations first, http addresses, a comma behind the last.
        lines = [f'<{url}>; rel="original"', f'<{self.base}/web/timemap/link/{url}>; rel="self"']
        kept = [capture for capture in self.captures if capture.url == url and capture.is_indexed]
        for number, capture in enumerate(kept):
            relation = "first memento" if number == 0 else "memento"
            when = format_datetime(capture.moment, usegmt=True)
            lines.append(f'<{self.address(url, capture.timestamp)}>; rel="{relation}"; datetime="{when}"')
        return (",\n".join(lines) + ",\n").encode()

    def cdx(self, query: Mapping[str, str]) -> bytes:
        rows = [
            [capture.timestamp, capture.url, str(capture.status), "text/html", "DIGEST"]
            for capture in self.captures
            if capture.url == query["url"]
            and capture.is_indexed
            and str(capture.status) == query["filter"].removeprefix("statuscode:")
            and query.get("from", "") <= capture.timestamp <= query.get("to", "9")
        ]
        limit = int(query["limit"])
        rows = rows[limit:] if limit < 0 else rows[:limit]
        return json.dumps([query["fl"].split(","), *rows] if rows else []).encode()

    def availability(self, query: Mapping[str, str]) -> bytes:
        kept = [one for one in self.captures if one.url == query["url"] and one.is_indexed and one.status == 200]
        if not kept:
            return b'{"archived_snapshots": {}}'
        closest = min(kept, key=lambda one: abs(int(one.timestamp) - int(query["timestamp"])))
        found = {"status": "200", "available": True, "url": self.address(closest.url, closest.timestamp)}
        return json.dumps({"url": query["url"], "archived_snapshots": {"closest": found}}).encode()

    def begin(self, form: Mapping[str, str]) -> bytes:
        job_id = f"spn2-{len(self.saved) + 1}"
        self.saved.append(dict(form))
        self.jobs[job_id] = self.jobs.pop("next", [{"status": "pending"}])
        return json.dumps({"url": form["url"], "job_id": job_id}).encode()

    def status(self, job_id: str) -> bytes:
        said = self.jobs[job_id]
        return json.dumps(said.pop(0) if len(said) > 1 else said[0]).encode()


class _Server(ThreadingHTTPServer):
    archive: LocalArchive


class _Handler(BaseHTTPRequestHandler):
    """One request; the archive is the server's."""

    server: "_Server"

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self._answer({name: values[0] for name, values in parse_qs(body).items()})

    def log_message(self, *_: object) -> None:
        """Quiet: what was asked is in `asked`."""

    def _answer(self, form: Mapping[str, str]) -> None:
        service = _service(self.path)
        self.server.archive.asked.append(Asked(service, self.command, self.path, dict(self.headers), form))
        fault = self.server.archive.fault_of(service)
        if fault and fault.hangs_up:
            self.close_connection = True
            return
        if fault:
            self._send(fault.status, fault.body, fault.headers, promise=100 if fault.breaks_off else 0)
            return
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if service == "timemap":
            body = self.server.archive.timemap(self.path.removeprefix("/web/timemap/link/"))
            self._send(200, body, {"Content-Type": "application/link-format"})
        elif service == "capture":
            self._show()
        elif service == "other":
            self._send(404, b"nothing here", {})
        else:
            self._send(200, self._data(service, query, form), {"Content-Type": "application/json"})

    def _data(self, service: str, query: Mapping[str, str], form: Mapping[str, str]) -> bytes:
        if service == "cdx":
            return self.server.archive.cdx(query)
        if service == "availability":
            return self.server.archive.availability(query)
        if service == "save":
            return self.server.archive.begin(form)
        if service == "limits":
            return json.dumps({"available": self.server.archive.limit, "processing": 0}).encode()
        return self.server.archive.status(self.path.rpartition("/")[2])

    def _show(self) -> None:
        """The capture, with the archive's banner unless the raw form is asked for."""
        stamp, _, url = self.path.removeprefix("/web/").partition("/")
        found = next(
            (one for one in self.server.archive.captures if one.url == url and one.timestamp == stamp[:14]), None
        )
        if found is None:
            self._send(404, b"<h1>The archive has not kept that page</h1>", {"Content-Type": "text/html"})
        elif found.target:
            self._send(found.status, b"", {"Location": f"/web/{stamp}/{found.target}"})
        else:
            banner = b"" if stamp.endswith("id_") else b"<p>The archive's banner</p>"
            self._send(found.status, banner + found.body, {"Content-Type": found.content_type})

    def _send(self, status: int, body: bytes, headers: Mapping[str, str], *, promise: int = 0) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body) + promise), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _service(path: str) -> str:
    for start, service in (
        ("/web/timemap/link/", "timemap"),
        ("/cdx/search/cdx", "cdx"),
        ("/wayback/available", "availability"),
        ("/save/status/user", "limits"),
        ("/save/status/", "status"),
        ("/save", "save"),
        ("/web/", "capture"),
    ):
        if path.startswith(start):
            return service
    return "other"


@contextmanager
def archive_of_a_test(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalArchive]:
    """A running archive that is the deployment's, and a DNS in which every name is a public one's, asked of nobody."""
    settings.LINKS_ALLOWED_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    settings.LINKS_ALLOWED_PORTS = ((1024, 65535),)
    settings.LINKS_HOST_INTERVAL = 0.0
    settings.LINKS_TIMEOUT = 5.0
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        if not str(host).endswith((".org", ".cc")):
            return real(host, port, *args, **options)
        address = "10.1.2.3" if str(host).startswith("inner.") else "93.184.215.14"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with LocalArchive() as running:
        settings.WAYBACK_URL = running.base
        yield running
