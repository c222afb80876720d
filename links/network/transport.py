"""Below the fetcher: names to vetted addresses, sockets to nothing else, and what a failed connection means."""

import asyncio
import concurrent.futures
import contextlib
import errno
import functools
import os
import re
import socket
import ssl
from collections.abc import Callable
from typing import Any

import ada_url
import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_proto import ResponseHandler
from aiohttp.http_exceptions import HttpProcessingError
from django.core.exceptions import ImproperlyConfigured
from yarl import URL

from links.evidence import Doubt
from links.network.connections import HostConnector
from links.network.guard import Guard, InnerAddress, Refusal, UnknownName
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
# How a page begins that comes without a head, as of old (HTTP/0.9).
_PAGE = re.compile(r"<(?:!doctype|html|head|body|title)\b", re.IGNORECASE)
# What browsers offer below TLS 1.3. Python leaves out AES with SHA-1 and the key exchange by RSA, and many old servers
# know nothing else; it adds DHE, with which others come to keys so small that they are refused.
_CIPHERS = (
    "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES:AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA:AES256-SHA:!aNULL:!eNULL"
)
_OP_LEGACY_SERVER_CONNECT = 0x4  # `ssl` has the name from Python 3.12 on.
# An answer's head, and all that comes before it (empty lines, 100, 103), has no more bytes.
_LONGEST_HEAD = 256 * 1024
_END_OF_HEAD, _END_OF_LINE = re.compile(rb"\n\r?\n"), re.compile(rb"\n")


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


def make_connector(*, guard: Guard, resolver: Resolver, ca_bundle: str) -> HostConnector:
    """A connector that verifies TLS always and opens sockets to addresses that `guard` lets pass alone."""

    context = _kept_context(ca_bundle, _stamps(ca_bundle))
    connector = HostConnector(ssl=context, resolver=resolver, socket_factory=socket_factory(guard))
    # aiohttp has no public way to choose the protocol; a test notices when this one is not taken.
    protocol: type[ResponseHandler] = HeadFirst
    connector._factory = functools.partial(protocol, loop=asyncio.get_running_loop())
    return connector


def socket_factory(guard: Guard) -> Callable[[tuple[Any, ...]], socket.socket]:
    """Sockets for addresses that `guard` lets pass: the last gate, at the very address about to be connected to."""

    def open_socket(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        guard.vet_address(address[0])
        return socket.socket(family=family, type=kind, proto=protocol)

    return open_socket


def make_context(ca_bundle: str) -> ssl.SSLContext:
    """A context that verifies as browsers do: host name, dates, and a chain that ends at a trusted root.

    Python 3.13 turned two flags on. With the one a chain may end at any certificate that is known, with the other old
    roots are refused for faults of form that no browser minds. OpenSSL 3 refuses servers that do not know of safe
    renegotiation (RFC 5746); browsers do not, and we never renegotiate.
    """
    context = ssl.create_default_context()
    context.set_ciphers(_CIPHERS)
    context.options |= _OP_LEGACY_SERVER_CONNECT
    context.verify_flags &= ~(ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_STRICT)
    if ca_bundle:
        try:
            context.load_verify_locations(cafile=ca_bundle)
        except OSError as error:
            raise ImproperlyConfigured(f"LINKS_CA_BUNDLE: {ca_bundle} holds no certificates ({error}).") from error
    return context


@functools.lru_cache(8)
def _kept_context(ca_bundle: str, stamps: tuple[object, ...]) -> ssl.SSLContext:
    """`make_context`, kept while the files of roots stay as they are: to read them takes as long as many pages."""
    return make_context(ca_bundle)


def _stamps(ca_bundle: str) -> tuple[object, ...]:
    stamps: list[object] = []
    for path in (ssl.get_default_verify_paths().cafile, ca_bundle):
        with contextlib.suppress(OSError):
            found = os.stat(path) if path else None
            stamps.append(found and (path, found.st_ino, found.st_size, found.st_mtime_ns))
    return tuple(stamps)


def same_for_both(parsed: ada_url.URL) -> URL:
    """The address as the HTTP client reads it, when that is the site that the guard vetted; else Refusal.

    They are two parsers, and what one of them takes for a path may be a site to the other.
    """
    url = URL(parsed.href, encoded=True)
    port = int(parsed.port) if parsed.port else {"http:": 80, "https:": 443}.get(parsed.protocol)
    if (f"{url.scheme}:", url.raw_host, url.port) != (parsed.protocol, parsed.hostname.strip("[]"), port) or url.user:
        raise Refusal("the address can be read in two ways")
    return url


class HeadFirst(ResponseHandler):
    """Gives an answer's head to the parser before anything of its body.

    The parser throws an answer away, head and all, when a fault stands in the very bytes in which the head came: more
    body than was announced, a chunk without a length. How bytes are grouped is the network's whim, and must not
    decide what is said of a page: so the head is always read, and the fault is the body's alone.
    """

    _is_answered = False
    _before_answer = 0

    def set_response_params(self, **params: Any) -> None:
        self._is_answered, self._before_answer = False, 0
        super().set_response_params(**params)

    def feed_data(self, *message: Any) -> None:
        # What comes before the answer (100, 103) is none.
        self._is_answered = not 100 <= message[0][0].code < 200 or message[0][0].code == 101
        super().feed_data(*message)

    def data_received(self, data: bytes) -> None:
        given = 0
        while not self._is_answered and given < len(data) and self.exception() is None:
            end = _END_OF_HEAD.search(data, given) or _END_OF_LINE.search(data, given)
            piece = data[given : end.end() if end else len(data)]
            self._before_answer += len(piece)
            if self._before_answer > _LONGEST_HEAD:
                self.close()
                self.set_exception(HttpProcessingError(code=400, message="too much before the answer"))
                return
            super().data_received(piece)
            given += len(piece)
        if self.exception() is None and (given < len(data) or not data):
            super().data_received(data[given:])
        fault, body = self.exception(), self._payload
        if fault is not None and body is not None and not body.is_eof():
            # Left alone, the body would be waited for until the deadline. Not at once, or what of it came with the
            # head would be lost: a stream with a fault gives nothing.
            asyncio.get_running_loop().call_soon(body.set_exception, aiohttp.ClientPayloadError(in_words(fault)))


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
    if isinstance(error, aiohttp.ClientResponseError) and (
        "status line" not in error.message or _PAGE.search(error.message)
    ):
        # It speaks HTTP, but against the letter of it (a header without a name), or so old a kind that it has no head:
        # browsers may well show the page, so nothing is said against it.
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
