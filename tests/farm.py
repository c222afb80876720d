"""A fast web for benchmarks and campaigns, in a process of its own: every address of 127.0.0.0/8 is one of its hosts.

`/page/N` answers with a page of a few kilobytes, for one N in twenty with 404, and for another with 301 to `/moved/N`;
`/index` lists the links of the last `list_links`, `/asked` says how many links were asked for so far, and `/heads` for
how many of them the head alone. Each host answers
after the farm's latency, or after its own. Connections are kept alive unless the client asks otherwise. It is written
for speed, not for the finer points of HTTP.

    with farm(latency=0.3) as web:
        web.link("127.0.1.1", 17)
"""

import argparse
import asyncio
import json
import resource
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import answers, free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent
EVERY, MISSING, MOVED = 20, 7, 13
_SENTENCE = "The {} recorded what the {} said of the {} at the hearing, and asked the office for the file of the case. "
# What tells one page from the next, as it must for a checker that compares pages.
_NOUNS = "bay canal desert estuary forest glacier harbour island jetty kiln lagoon meadow orchard plateau quarry reef"
_DESCRIPTORS = 65_536


def hosts(number: int) -> list[str]:
    """So many distinct loopback addresses."""
    return [f"127.{1 + index // 62_500}.{index // 250 % 250 + 1}.{index % 250 + 1}" for index in range(number)]


@dataclass(frozen=True, slots=True)
class Farm:
    """A farm that runs: its port, and the file that holds its index."""

    port: int
    index: Path
    process: "subprocess.Popen[bytes]"

    def asked(self) -> int:
        """How many links were asked for so far: a look at one, or a redirect's target, is another request."""
        return self._count("asked")

    def heads(self) -> int:
        """How many of these requests were for the head alone."""
        return self._count("heads")

    def cut_off(self) -> None:
        """From now on nothing answers: connections stay open and silent, as when our own line is down."""
        self.process.send_signal(signal.SIGSTOP)

    def join_up(self) -> None:
        """The end of `cut_off`."""
        self.process.send_signal(signal.SIGCONT)

    def link(self, host: str, number: int) -> str:
        return f"http://{host}:{self.port}/page/{number}"

    def links(self, *, hosts_: list[str], each: int) -> list[str]:
        """`each` links on every host, host by host in turn, as a letter's footnotes would name them."""
        return [self.link(host, number * len(hosts_) + at) for number in range(each) for at, host in enumerate(hosts_)]

    def _count(self, what: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{what}") as answer:
            return int(answer.read())

    def list_links(self, links: list[str]) -> str:
        """The address of a page that links to all of them."""
        anchors = "\n".join(f'<p><a href="{link}">{link}</a></p>' for link in links)
        self.index.write_text(f"<!doctype html><html><head><title>Links</title></head><body>{anchors}</body></html>")
        return f"http://127.0.0.1:{self.port}/index"


@contextmanager
def farm(*, latency: float = 0.0, latencies: Mapping[str, float] | None = None) -> Iterator[Farm]:
    """A farm that answers after `latency` seconds, the hosts in `latencies` after their own."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        own, index = Path(folder) / "latencies.json", Path(folder) / "index.html"
        own.write_text(json.dumps(dict(latencies or {})))
        command = [sys.executable, "-m", "tests.farm", str(port), str(latency), str(own), str(index)]
        process = subprocess.Popen(command, cwd=ROOT)
        try:
            wait_until(lambda: answers(port), what="the farm answers")
            yield Farm(port, index, process)
        finally:
            process.kill()
            process.wait()


def _page(number: int) -> bytes:
    nouns = _NOUNS.split()
    own = [nouns[number >> shift & 15] for shift in (0, 4, 8)]
    paragraphs = f"<p>{_SENTENCE.format(*own) * 2}</p>\n" * (4 + number % 12)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Report {number}</title>"
        f'<link rel=stylesheet href="/style.css"></head><body><nav><a href="/">Home</a></nav><main>'
        f"<h1>Report {number}</h1>{paragraphs}</main><footer>Example Press</footer></body></html>"
    ).encode()


class _Site:
    """What the farm answers, and how many links it was asked for."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self.counts = {b"/asked": 0, b"/heads": 0}

    def answer(self, method: bytes, path: bytes) -> bytes:
        if path.startswith(b"/page/"):
            self.counts[b"/asked"] += 1
            self.counts[b"/heads"] += method == b"HEAD"
        if path in self.counts:
            count = self.counts[path]
            return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%d" % (len(str(count)), count)
        return _answer(path, self._index)


def _answer(path: bytes, index: Path) -> bytes:
    status, more = b"200 OK", b""
    name = path.rpartition(b"/")[2]
    number = int(name) if name.isdigit() and path.startswith((b"/page/", b"/moved/")) else None
    if path == b"/index":
        body = index.read_bytes()
    elif number is None or (path.startswith(b"/page/") and number % EVERY == MISSING):
        status, body = b"404 Not Found", b"<!doctype html><html><head><title>Not found</title></head></html>"
    elif path.startswith(b"/page/") and number % EVERY == MOVED:
        status, body, more = b"301 Moved Permanently", b"", b"Location: /moved/%d\r\n" % number
    else:
        body = _page(number)
    head = b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n%s" % (
        status,
        len(body),
        more,
    )
    return head + b"\r\n" + body


class _Talk(asyncio.Protocol):
    """One connection; requests that come before the last is answered wait in line."""

    def __init__(self, latency_of: Callable[[str], float], answer: Callable[[bytes, bytes], bytes]) -> None:
        self._latency_of, self._answer = latency_of, answer
        self._buffer = b""
        self._busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]
        if not self._host.startswith("127."):
            # It listens on every address of the machine, since nothing else means all of 127.0.0.0/8.
            transport.abort()
        self._latency = self._latency_of(self._host)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._busy:
            self._next()

    def _next(self) -> None:
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        self._busy = bool(end)
        if not end:
            return
        self._buffer = rest
        method, path, _ = head.split(b" ", 2)
        closes = b"connection: close" in head.lower()
        if self._latency:
            asyncio.get_running_loop().call_later(self._latency, self._reply, method, path, closes)
        else:
            self._reply(method, path, closes)

    def _reply(self, method: bytes, path: bytes, closes: bool) -> None:
        if self._transport.is_closing():
            return
        answer = self._answer(method, path)
        self._transport.write(answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == b"HEAD" else answer)
        if closes:
            self._transport.close()
        else:
            self._next()


async def _serve(port: int, latency: float, latencies: Mapping[str, float], index: Path) -> None:
    loop = asyncio.get_running_loop()
    site = _Site(index)
    server = await loop.create_server(
        lambda: _Talk(lambda host: latencies.get(host, latency), site.answer),
        "0.0.0.0",
        port,
        backlog=4096,
    )
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.farm", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("latency", type=float, help="seconds before every answer")
    parser.add_argument("latencies", type=Path, help="a JSON file of hosts with a latency of their own")
    parser.add_argument("index", type=Path, help="the file to serve as /index")
    given = parser.parse_args()
    more_descriptors()
    asyncio.run(_serve(given.port, given.latency, json.loads(given.latencies.read_text()), given.index))


def more_descriptors() -> None:
    """As many open sockets as this machine lets a process have, up to what a farm can need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _DESCRIPTORS)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


if __name__ == "__main__":
    main()
