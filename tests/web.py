"""A local web that misbehaves on purpose, on real sockets, in a thread of its own.

    with LocalWeb() as web:
        web.answer("/page", status=404)
        ... web.url("/page") ...
        assert web.count("/page") == 1

Scripts may be changed while it runs. A path without a script answers 200 with a small page. It serves several
loopback addresses (`web.url("/page", host="127.0.0.2")`), all on one port. `contacts` are the connections that were
made to it, asked something or not.
"""

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self

HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 21))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One scripted answer. `raw` is sent as it stands; `delay` comes before the head, `drip` before each body byte.

    `promise` is a Content-Length that the body does not keep; `hang` keeps the connection open after the body;
    `http` is the version it speaks; `then` is what the path answers from the next request on.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    delay: float = 0.0
    drip: float = 0.0
    promise: int | None = None
    hang: bool = False
    http: str = "1.1"
    then: "Answer | None" = None

    def head(self) -> bytes:
        try:
            phrase = HTTPStatus(self.status).phrase
        except ValueError:
            phrase = "Odd"
        fields = {"Content-Type": "text/html; charset=utf-8", "Connection": "close", **self.headers}
        if "Transfer-Encoding" not in fields and not self.hang and self.status not in (204, 304):
            fields["Content-Length"] = str(len(self.body) if self.promise is None else self.promise)
        lines = [f"HTTP/{self.http} {self.status} {phrase}", *(f"{name}: {value}" for name, value in fields.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came: `host` is the address it came to, `at` is `time.monotonic()`."""

    host: str
    method: str
    path: str
    headers: Mapping[str, str]
    at: float


def page(title: str = "A page", text: str = "Words on a page of the local web.") -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body><p>{text}</p></body></html>"


def script(*, body: str | bytes | None = None, **parts: Any) -> Answer:
    """An Answer from friendly parts: text bodies are encoded, none at all is a small page."""
    text = page() if body is None and "raw" not in parts else body or b""
    return Answer(body=text.encode() if isinstance(text, str) else text, **parts)


class LocalWeb:
    """The server; `tls` is a server-side context (see tests/tls.py)."""

    def __init__(self, *, hosts: tuple[str, ...] = HOSTS, tls: ssl.SSLContext | None = None) -> None:
        self.hosts = hosts
        self.requests: list[Request] = []
        self.contacts: list[str] = []
        self._tls = tls
        self._scripts: dict[tuple[str | None, str], Answer] = {}
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="local web", daemon=True)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the local web did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        site = f"[{host}]" if ":" in host else host
        return f"{'https' if self._tls else 'http'}://{site}:{self.port}{path}"

    def answer(self, path: str, *, host: str | None = None, **parts: Any) -> str:
        """From now on `path` (on `host`, or on every one) answers so; returns its address."""
        with self._lock:
            self._scripts[host, path] = script(**parts)
        return self.url(path, host=host or self.hosts[0])

    def count(self, path: str) -> int:
        """How often `path` was asked for."""
        return sum(request.path == path for request in self.requests)

    def forget_requests(self) -> None:
        self.requests.clear()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        servers = []
        for host in self.hosts:
            servers.append(await asyncio.start_server(self._talk, host, self.port, ssl=self._tls, backlog=512))
            self.port = servers[0].sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        for server in servers:
            server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.contacts.append(writer.get_extra_info("sockname")[0])
        try:
            request = await self._read(reader, writer)
            if request is not None:
                await self._reply(self._next_answer(request), writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
        first = await reader.readexactly(1)
        if first == b"\x16":
            # A TLS greeting on a plain port: answered as web servers do.
            writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            return None
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
        request = Request(writer.get_extra_info("sockname")[0], method, path, headers, time.monotonic())
        self.requests.append(request)
        return request

    def _next_answer(self, request: Request) -> Answer:
        with self._lock:
            for key in ((request.host, request.path), (None, request.path)):
                if found := self._scripts.get(key):
                    if found.then:
                        self._scripts[key] = found.then
                    return found
        return script()

    async def _reply(self, answer: Answer, writer: asyncio.StreamWriter) -> None:
        await self._wait(answer.delay)
        if answer.raw is not None:
            writer.write(answer.raw)
        else:
            writer.write(answer.head())
            if answer.status in (204, 304):
                return
            await self._send_body(answer, writer)
        await writer.drain()
        if answer.hang:
            await self._stop.wait()

    async def _send_body(self, answer: Answer, writer: asyncio.StreamWriter) -> None:
        if not answer.drip:
            writer.write(answer.body)
            return
        for byte in answer.body:
            await self._wait(answer.drip)
            writer.write(bytes([byte]))
            await writer.drain()

    async def _wait(self, seconds: float) -> None:
        """A pause that the end of the web cuts short."""
        if seconds:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), seconds)
