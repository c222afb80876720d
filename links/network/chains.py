"""Certificate chains that a server leaves incomplete, completed as browsers complete them (RFC 5280, 4.2.2.1).

Many sites send their own certificate without the one that signed it. Browsers fetch that from the address which the
certificate names (authority information access, `caIssuers`), so readers see the page. What is fetched is trusted by
nobody: it only fills the gap, and the chain must still end at a root that was trusted before.
"""

import asyncio
import contextlib
import socket
import ssl
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID
from yarl import URL

from links.network.guard import Guard, Refusal, UnknownName
from links.network.transport import Resolver, make_context, socket_factory

_DEEPEST = 4
_MOST_ADDRESSES = 2
_MOST_BYTES = 64 * 1024
_MOST_CERTIFICATES = 8
_MOST_HOSTS = 64
_MOST_FETCHED = 256
_SECONDS = 8.0
# X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE
_INCOMPLETE = frozenset({20, 21})
_UNREADABLE = (
    ValueError,
    TypeError,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)


@dataclass(frozen=True, slots=True)
class Completed:
    """What verifies a host whose chain was completed, and where the missing certificates came from, in words."""

    context: ssl.SSLContext
    note: str


def is_incomplete(error: Exception) -> bool:
    """Whether verification failed for want of an issuer, and of nothing else."""
    cause = getattr(error, "certificate_error", error)
    return isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_code in _INCOMPLETE


class Chains:
    """The chains completed by one fetcher, by host. Contacts nothing that the guard does not let pass."""

    def __init__(self, *, guard: Guard, resolver: Resolver, ca_bundle: str, user_agent: str) -> None:
        self._guard, self._resolver = guard, resolver
        self._ca_bundle, self._user_agent = ca_bundle, user_agent
        self._hosts: OrderedDict[tuple[str, int], Completed | None] = OrderedDict()
        self._fetched: OrderedDict[str, list[x509.Certificate]] = OrderedDict()

    async def get(self, session: aiohttp.ClientSession, url: URL, **options: Any) -> tuple[aiohttp.ClientResponse, str]:
        """The answer to a GET, and a note of what its chain was completed with, if it was. Raises what `session` does.

        Nothing is asked of the site before its chain is verified, completed or not.
        """
        name, port = url.raw_host or "", url.port or 443
        completed = self._hosts.get((name, port))
        if completed is None:
            try:
                return await session.get(url, **options), ""
            except aiohttp.ClientConnectorCertificateError as error:
                if not is_incomplete(error):
                    raise
                completed = await self._complete(name, port)
                if completed is None:
                    raise
        return await session.get(url, ssl=completed.context, **options), completed.note

    async def _complete(self, name: str, port: int) -> Completed | None:
        """What verifies `name`, if anything does; asked once a host. The verification itself is still to be done."""
        if (name, port) not in self._hosts:
            completed = await self._completed(name, port)
            self._hosts[name, port] = completed
            if len(self._hosts) > _MOST_HOSTS:
                self._hosts.popitem(last=False)
        return self._hosts[name, port]

    async def _completed(self, name: str, port: int) -> Completed | None:
        sources: list[str] = []
        found: list[x509.Certificate] = []
        try:
            async with asyncio.timeout(_SECONDS):
                certificate = await self._presented(name, port)
                while certificate is not None and len(sources) < _DEEPEST:
                    source, issuers = await self._issuers(certificate)
                    sources.append(source)
                    found += issuers
                    certificate = issuers[0] if issuers else None
        except (OSError, aiohttp.ClientError, TimeoutError, UnknownName, *_UNREADABLE):
            # What was found until then may do: the last step often asks for a root that is known already.
            pass
        if not found:
            return None
        context = make_context(self._ca_bundle)
        with contextlib.suppress(ssl.SSLError):
            context.load_verify_locations(cadata=b"".join(each.public_bytes(Encoding.DER) for each in found))
            return Completed(
                context, "the site leaves out part of its certificate chain, completed from " + sources[0][:200]
            )
        return None

    async def _presented(self, name: str, port: int) -> x509.Certificate | None:
        """The certificate that the host shows, read in a handshake that trusts nothing and sends no request."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        for found in await self._resolver.resolve(name, port):
            self._guard.vet_address(found["host"])
            with socket.socket(found["family"], socket.SOCK_STREAM) as opened:
                opened.setblocking(False)
                try:
                    await asyncio.get_running_loop().sock_connect(opened, (found["host"], port))
                except OSError:
                    continue
                _, writer = await asyncio.open_connection(sock=opened, ssl=context, server_hostname=name)
                shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
                writer.transport.abort()
                return x509.load_der_x509_certificate(shown)
        return None

    async def _issuers(self, certificate: x509.Certificate) -> tuple[str, list[x509.Certificate]]:
        """Those that signed `certificate`, and where they were found."""
        for address in issuer_addresses(certificate)[:_MOST_ADDRESSES]:
            if address not in self._fetched:
                self._fetched[address] = list(read_certificates(await self._fetch(address)))
                if len(self._fetched) > _MOST_FETCHED:
                    self._fetched.popitem(last=False)
            if issuers := [each for each in self._fetched[address] if may_stand_between(each, certificate)]:
                return address, issuers
        return "", []

    async def _fetch(self, address: str) -> bytes:
        """At most `_MOST_BYTES` of what answers; nothing when it is not to be contacted, or not there."""
        try:
            target = self._guard.vet_url(address)
        except (Refusal, UnknownName):
            return b""
        # Connections of its own: those of the walk's hosts are for one request at a time (connections.py).
        session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=self._resolver,
                socket_factory=socket_factory(self._guard),
                use_dns_cache=False,
                force_close=True,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._user_agent},
            trust_env=False,
            auto_decompress=False,
        )
        data = b""
        async with session, session.get(URL(target.href, encoded=True), allow_redirects=False) as response:
            while response.status == 200 and len(data) <= _MOST_BYTES and (chunk := await response.content.readany()):
                data += chunk
        return data if len(data) <= _MOST_BYTES else b""


def issuer_addresses(certificate: x509.Certificate) -> list[str]:
    """Where the certificate says that its issuer's stands; http alone, since https would need a chain in turn."""
    extension = certificate.extensions.get_extension_for_oid(ExtensionOID.AUTHORITY_INFORMATION_ACCESS).value
    assert isinstance(extension, x509.AuthorityInformationAccess)
    places = [
        each.access_location for each in extension if each.access_method == AuthorityInformationAccessOID.CA_ISSUERS
    ]
    addresses = [each.value for each in places if isinstance(each, x509.UniformResourceIdentifier)]
    return [each for each in addresses if each.lower().startswith("http://")]


def read_certificates(data: bytes) -> Iterator[x509.Certificate]:
    """Certificates in any form in which authorities serve them: DER, PKCS #7, or PEM of either. Never raises."""
    for read in (
        lambda: [x509.load_der_x509_certificate(data)],
        lambda: pkcs7.load_der_pkcs7_certificates(data),
        lambda: x509.load_pem_x509_certificates(data),
        lambda: pkcs7.load_pem_pkcs7_certificates(data),
    ):
        with contextlib.suppress(*_UNREADABLE):
            yield from read()[:_MOST_CERTIFICATES]
            return


def may_stand_between(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Whether `issuer` signed `certificate` and is itself signed by another key (RFC 5280, 4.2.1.1 and 4.2.1.2).

    The latter is what keeps us safe: a context takes a self-signed certificate for a root. Whether it is one is told
    by its key identifiers, of which OpenSSL says that it is none when they differ, and not by its names, which have
    many spellings that are the same name.
    """
    try:
        certificate.verify_directly_issued_by(issuer)
        own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
        signer = issuer.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
        is_authority = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except _UNREADABLE:
        return False
    return is_authority and issuer.subject != issuer.issuer and signer is not None and own != signer
