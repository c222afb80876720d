"""Below the fetcher: names to vetted addresses, sockets to nothing else, and what a failed connection means."""

import asyncio
import concurrent.futures
import errno
import socket
import ssl
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from django.core.exceptions import ImproperlyConfigured

from links.evidence import Doubt
from links.guard import Guard, InnerAddress, Refusal, UnknownName
from links.vocabulary import Outcome

# More than hosts are walked at once: a look-up that waits for a thread looks like a silent name server, and one that
# was given up still holds its thread.
_RESOLVER_THREADS = 256
# The fault is on our side of the line: no route, no address, no descriptor, no memory, a local firewall.
_OUR_FAULT = frozenset(
    {
        errno.ENETUNREACH,
        errno.ENETDOWN,
        errno.EADDRNOTAVAIL,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOBUFS,
        errno.ENOMEM,
        errno.EPERM,
        errno.EACCES,
    }
)
# Said when no name server answered, or none could be asked: that is no knowledge of the name.
_NAME_SERVERS_SILENT = frozenset({socket.EAI_AGAIN, socket.EAI_FAIL})
_RESOLVER_AWAY = _NAME_SERVERS_SILENT | {socket.EAI_SYSTEM, socket.EAI_MEMORY}
# The host itself said no, or hung up: so it was reached.
_ANSWERS = frozenset({errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE})


class ResolverSilent(Exception):
    """The deadline passed while our name server was still being asked."""


class Resolver(AbstractResolver):
    """Names to addresses, each of them vetted: one that may not be contacted condemns the whole answer."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        # Its own threads, and many: a dead name server holds one for many seconds.
        self._threads = concurrent.futures.ThreadPoolExecutor(_RESOLVER_THREADS, thread_name_prefix="resolver")
        self._asking: set[str] = set()

    def was_asking(self, name: str) -> bool:
        """Whether the last look-up of `name` was cut off; asked once."""
        was = name in self._asking
        self._asking.discard(name)
        return was

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        self._asking.add(host)
        try:
            found = await loop.run_in_executor(self._threads, _look_up, host, port, family)
        except Exception:
            self._asking.discard(host)
            raise
        # Not in a `finally`: a look-up cancelled by the deadline stays marked, see `was_asking`.
        self._asking.discard(host)
        addresses = dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found)
        for address in addresses:
            try:
                self._guard.vet_address(address)
            except Refusal as error:
                raise InnerAddress(f"{host} leads to {address}: {error}") from None
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def make_connector(*, guard: Guard, resolver: Resolver, ca_bundle: str) -> aiohttp.TCPConnector:
    """A connector that verifies TLS always and opens sockets to addresses that `guard` lets pass alone."""

    def open_socket(info: tuple[Any, ...]) -> socket.socket:
        # The last gate: the very address about to be connected to, however it came about.
        family, kind, protocol, _, address = info
        guard.vet_address(address[0])
        return socket.socket(family=family, type=kind, proto=protocol)

    context = ssl.create_default_context()
    if ca_bundle:
        try:
            context.load_verify_locations(cafile=ca_bundle)
        except OSError as error:
            raise ImproperlyConfigured(f"LINKS_CA_BUNDLE: {ca_bundle} holds no certificates ({error}).") from error
    return aiohttp.TCPConnector(
        ssl=context,
        resolver=resolver,
        socket_factory=open_socket,
        use_dns_cache=False,
        force_close=True,
        limit=0,
    )


def outcome_of_error(error: Exception) -> Outcome | None:  # noqa: PLR0911
    """What a failed request means; None for an exception that is not the network's (a fault of our own)."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, Refusal):
        return Outcome.REFUSED
    if isinstance(cause, UnknownName | UnicodeError):
        return Outcome.DNS_FAILURE
    if isinstance(cause, socket.gaierror):
        return Outcome.INCONCLUSIVE if cause.errno in _RESOLVER_AWAY else Outcome.DNS_FAILURE
    if isinstance(error, ssl.SSLError | ssl.CertificateError | aiohttp.ClientSSLError):
        return Outcome.TLS_ERROR
    if isinstance(error, ResolverSilent) or (isinstance(cause, OSError) and cause.errno in _OUR_FAULT):
        return Outcome.INCONCLUSIVE
    if isinstance(error, TimeoutError):
        return Outcome.TIMEOUT
    if isinstance(error, aiohttp.ClientResponseError) and "status line" not in error.message:
        # It speaks HTTP, but against the letter of it (more body than announced, a header without a name): browsers
        # may well show the page, so nothing is said against it.
        return Outcome.BLOCKED
    return Outcome.CONNECTION_FAILED if isinstance(error, aiohttp.ClientError | OSError) else None


def doubt_of_error(error: Exception) -> Doubt:  # noqa: PLR0911
    """Whether a failed request may be our own line's fault.

    Never so for names that cannot exist (RFC 6761), and for connections that were refused or reset, which are answers.
    A certificate that cannot be verified may be a captive portal's.
    """
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, InnerAddress):
        return Doubt.INNER_ADDRESS
    if isinstance(error, ResolverSilent):
        return Doubt.NAME_SERVERS
    if isinstance(cause, socket.gaierror):
        return Doubt.NAME_SERVERS if cause.errno in _NAME_SERVERS_SILENT else Doubt.LINE
    if isinstance(error, ssl.SSLCertVerificationError | ssl.CertificateError | aiohttp.ClientConnectorCertificateError):
        return Doubt.LINE
    if isinstance(error, ssl.SSLError | aiohttp.ClientSSLError | Refusal):
        return Doubt.NONE
    if isinstance(error, TimeoutError) or (isinstance(cause, OSError) and cause.errno not in _ANSWERS):
        return Doubt.LINE
    return Doubt.NONE


def in_words(error: BaseException) -> str:
    if isinstance(error, TimeoutError) and not str(error):
        return "no full answer in time"
    return str(error) or type(error).__name__


def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[tuple[Any, ...]]:
    return socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
