"""Certificate authorities for webs that speak TLS, right and wrong: what is needed is made with `cryptography`."""

import datetime
import ipaddress
import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

_DAY = datetime.timedelta(days=1)


class Authority:
    """A certificate authority of our own, for webs that speak TLS; `pem` is what a client must trust."""

    def __init__(self) -> None:
        self._authority = trustme.CA()
        self.pem: bytes = self._authority.cert_pem.bytes()

    def server(self, *names: str, **options: Any) -> ssl.SSLContext:
        """A server's context with a certificate for `names`; `options` as for trustme's `issue_cert`."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(*names, **options).configure_cert(context)
        return context


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its key, which can sign others."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def pkcs7(self) -> bytes:
        return pkcs7.serialize_certificates([self.certificate], Encoding.DER)

    @classmethod
    def root(cls, name: str = "Test Root", **options: Any) -> Self:
        """One that signed itself."""
        return cls._made(name, signer=None, is_authority=True, **options)

    def authority(self, name: str = "Test Intermediate", **options: Any) -> Self:
        return self._made(name, signer=self, is_authority=True, **options)

    def leaf(self, *hosts: str, **options: Any) -> Self:
        return self._made(hosts[0], signer=self, is_authority=False, hosts=hosts, **options)

    def server(self, *chain: "Certificate") -> ssl.SSLContext:
        """A server's context that shows this certificate and `chain`, and no more."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "chain.pem"
            file.write_bytes(key + self.pem + b"".join(each.pem for each in chain))
            context.load_cert_chain(file)
        return context

    @classmethod
    def _made(
        cls,
        name: str,
        *,
        signer: "Certificate | None",
        is_authority: bool,
        hosts: tuple[str, ...] = (),
        issuers_at: str = "",
        days: tuple[int, int] = (-30, 30),
        issuer_name: str = "",
    ) -> Self:
        """Valid between the two `days` from now. `issuers_at` is the caIssuers address; `issuer_name` is another name
        for the issuer than its own.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        signing = signer.key if signer else key
        now = datetime.datetime.now(datetime.UTC)
        issuer = _name(issuer_name) if issuer_name else signer.certificate.subject if signer else _name(name)
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + days[0] * _DAY)
            .not_valid_after(now + days[1] * _DAY)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
        )
        if hosts:
            builder = builder.add_extension(x509.SubjectAlternativeName(list(map(_host, hosts))), critical=False)
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        if issuers_at:
            place = x509.AccessDescription(
                AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(issuers_at)
            )
            builder = builder.add_extension(x509.AuthorityInformationAccess([place]), critical=False)
        return cls(key, builder.sign(signing, hashes.SHA256()))


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _host(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
