"""One connection a host, kept from page to page; what a closed one means; cookies of one check."""

import asyncio
import contextlib
import ipaddress
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from links.fetch import Fetcher, Manners
from links.network.guard import Guard
from links.network.pace import Busy, Loan, Paces
from links.vocabulary import Outcome

GUARD = Guard(networks=(ipaddress.ip_network("127.0.0.0/8"),), ports=((1024, 65535),))
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 22\r\n\r\n<p>Words on a page</p>"


class KeepingSite:
    """A site that keeps connections open, and closes each after `answers` answers without a word."""

    def __init__(self, answers: int = 1000) -> None:
        self.answers = answers
        self.connections = 0
        self.open_at_once = 0
        self.most_at_once = 0
        self.asked_at: list[float] = []

    @contextlib.asynccontextmanager
    async def serve(self) -> AsyncIterator[int]:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open_at_once += 1
        self.most_at_once = max(self.most_at_once, self.open_at_once)
        try:
            for number in range(self.answers + 1):
                await reader.readuntil(b"\r\n\r\n")
                self.asked_at.append(time.monotonic())
                if number == self.answers:
                    return
                writer.write(PAGE)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open_at_once -= 1
            writer.close()


def fetch(site: KeepingSite, work: Callable[[Fetcher, int], Awaitable[None]], *, interval: float = 0.0) -> None:
    async def run() -> None:
        async with (
            site.serve() as port,
            Fetcher(guard=GUARD, manners=Manners(user_agent="test", interval=interval, timeout=5)) as fetcher,
        ):
            await work(fetcher, port)

    asyncio.run(run())


def test_the_pages_of_a_host_come_over_one_connection() -> None:
    site = KeepingSite()

    async def read(fetcher: Fetcher, port: int) -> None:
        for number in range(5):
            assert (await fetcher.check(f"http://127.0.0.1:{port}/{number}")).outcome == Outcome.OK
        await asyncio.gather(*(fetcher.check(f"http://127.0.0.1:{port}/{number}") for number in range(5)))

    fetch(site, read)
    assert (site.connections, site.most_at_once, len(site.asked_at)) == (1, 1, 10)


def test_a_host_that_is_hung_up_on_is_connected_to_anew() -> None:
    site = KeepingSite()

    async def read(fetcher: Fetcher, port: int) -> None:
        await fetcher.check(f"http://127.0.0.1:{port}/1")
        fetcher.hang_up("127.0.0.1")
        await fetcher.check(f"http://127.0.0.1:{port}/2")

    fetch(site, read)
    assert (site.connections, site.most_at_once) == (2, 1)


def test_a_kept_connection_that_the_site_closed_is_no_failure_and_asked_again_after_the_pause() -> None:
    """The client library would ask again at once, which is sooner than the host's interval."""
    site = KeepingSite(answers=1)

    async def read(fetcher: Fetcher, port: int) -> None:
        first = await fetcher.check(f"http://127.0.0.1:{port}/1")
        second = await fetcher.check(f"http://127.0.0.1:{port}/2")
        assert (first.outcome, second.outcome) == (Outcome.OK, Outcome.OK)

    fetch(site, read, interval=0.3)
    assert len(site.asked_at) == 3
    assert all(later - earlier > 0.25 for earlier, later in itertools.pairwise(site.asked_at))


def test_what_a_site_says_unasked_is_not_taken_for_the_next_pages_answer() -> None:
    """As servers do that close an idle connection with a 408, or that send more than they announced."""
    site = KeepingSite()
    is_idle, said = asyncio.Event(), asyncio.Event()

    async def chatter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        site.connections += 1
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(PAGE)
                await writer.drain()
                await is_idle.wait()
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
                said.set()
        writer.close()

    async def read(fetcher: Fetcher, port: int) -> None:
        for number in range(3):
            is_idle.clear()
            said.clear()
            assert (await fetcher.check(f"http://127.0.0.1:{port}/{number}")).outcome == Outcome.OK
            is_idle.set()
            await said.wait()
            # Until the loop has read what came.
            for _ in range(20):
                await asyncio.sleep(0.001)

    site._talk = chatter  # type: ignore[method-assign]
    fetch(site, read)
    assert site.connections == 3


def test_a_site_that_hangs_up_on_new_connections_fails_as_before() -> None:
    site = KeepingSite(answers=0)

    async def read(fetcher: Fetcher, port: int) -> None:
        assert (await fetcher.check(f"http://127.0.0.1:{port}/1")).outcome == Outcome.CONNECTION_FAILED

    fetch(site, read)
    # Once, and the one retry of every check.
    assert len(site.asked_at) == 2


def test_a_host_whose_lease_is_in_other_hands_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("links.network.pace._ASK_AGAIN", (0.0, 0.0))
    asked: list[str] = []

    async def lend(name: str) -> Loan:
        asked.append(name)
        return Loan(is_ours=False)

    async def run() -> None:
        paces = Paces(interval=0.0, lend=lend)
        for _ in range(2):
            with pytest.raises(Busy):
                async with paces.turn("example.org."):
                    pytest.fail("a request was let through")
        # The second did not wait again.
        assert asked == ["example.org"] * 4

    asyncio.run(run())


def test_a_borrowed_lease_is_kept_for_the_next_and_given_back_when_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("links.network.pace._IDLE", 0.0)
    asked: list[str] = []

    async def lend(name: str) -> Loan:
        asked.append(name)
        return Loan(is_ours=True, interval=0.0)

    async def run() -> None:
        paces = Paces(interval=9.0, lend=lend)
        for _ in range(2):
            async with paces.turn("example.org"):
                assert paces.give_back_idle() == []
        assert asked == ["example.org"]
        assert [name for name, _ in paces.borrowed()] == ["example.org"]
        assert [name for name, _ in paces.give_back_idle()] == ["example.org"]
        assert paces.give_back_idle() == []
        async with paces.turn("example.org"):
            assert asked == ["example.org"] * 2

    asyncio.run(run())


def test_a_host_that_asked_to_be_left_alone_for_long_is_not_waited_for() -> None:
    async def run() -> None:
        paces = Paces(interval=0.0)
        paces.leave_alone("example.org", 3600.0)
        with pytest.raises(Busy) as busy:
            async with paces.turn("example.org"):
                pytest.fail("a request was let through")
        assert 3500 < busy.value.seconds <= 3600

    asyncio.run(run())
