"""What the checker may contact: the address checks against server-side request forgery (DOMAIN.md 2.5). Pure.

Every hop's URL passes `Guard.vet_url`, every address that a name resolves to passes `Guard.vet_address`, and so does
the very address a socket is opened to (`links.fetch`), so that a second DNS answer changes nothing.
"""

import functools
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field

import ada_url

from links.network.urls import parsed_url

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

# IANA special-purpose registries, spelled out: what `ipaddress` calls global differs between releases of Python.
_NOT_PUBLIC_V4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            # Not special to IANA, but a cloud's metadata and control address for its guests.
            "168.63.129.16/32",
        ),
    )
)
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    # Protocol assignments with Teredo and ORCHID, documentation, 6to4, and the former 6bone.
    map(
        ipaddress.IPv6Network,
        ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20"),
    )
)
# What is known of so many addresses and names is kept: a site's pages are asked for one after another.
_KEPT = 4096
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Names that no public resolver knows (RFC 6761, RFC 7686): never asked for, since asking would tell others of them.
_UNKNOWN_TO_DNS = ("invalid", "test", "example", "onion")


class Refusal(OSError):
    """Our own rules forbid this contact. An OSError, so that a connector passes it on like any failed connection."""


class InnerAddress(Refusal):
    """A name server gave an address that may not be contacted for a name."""


class UnknownName(Exception):
    """The name cannot exist in the public DNS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One deployment's permissions.

    `networks` and `ports` are allowed beside public addresses and ports 80 and 443; `unwatched` are host names whose
    sites must not learn who watches them, with or without `www.`.
    """

    networks: tuple[IPNetwork, ...] = ()
    ports: tuple[tuple[int, int], ...] = ()
    unwatched: frozenset[str] = field(default_factory=frozenset)
    # What stands before the path of addresses that may be contacted, once that is known.
    _passed: set[tuple[str, ...]] = field(default_factory=set, init=False, repr=False, compare=False)

    def vet_url(self, url: str) -> ada_url.URL:
        """The parsed URL if its address may be contacted; raises Refusal, or UnknownName.

        Parsing is the WHATWG standard's, which turns every spelling of an IPv4 address (octal, hex, one number) into
        the dotted one before it is looked at.
        """
        try:
            parsed = parsed_url(url)
        except ValueError:
            raise Refusal("the address cannot be parsed") from None
        # All of an address that is looked at.
        origin = (parsed.protocol, parsed.username, parsed.password, parsed.hostname, parsed.port)
        if origin not in self._passed:
            self._vet(parsed)
            if len(self._passed) < _KEPT:
                self._passed.add(origin)
        return parsed

    def _vet(self, parsed: ada_url.URL) -> None:
        if parsed.protocol not in {"http:", "https:"}:
            raise Refusal(f"only http and https are read, not {parsed.protocol}")
        if parsed.username or parsed.password:
            raise Refusal("the address contains a user name or password")
        name = parsed.hostname.rstrip(".")
        if not name:
            raise Refusal("the address names no site")
        port = int(parsed.port) if parsed.port else (443 if parsed.protocol == "https:" else 80)
        if port not in (80, 443) and not any(low <= port <= high for low, high in self.ports):
            raise Refusal(f"port {port} is not one of those that may be contacted")
        if without_www(name) in self.unwatched:
            raise Refusal("the policy for this host is not to contact it")
        literal = _literal(name)
        if literal:
            self.vet_address(literal)
        elif _is_localhost(name):
            self.vet_address("127.0.0.1")  # RFC 6761, 6.3: whatever a resolver makes of it.
        elif cannot_exist(name):
            raise UnknownName(f"{name} is under a reserved name that the public DNS does not know")

    def vet_address(self, address: str | IPAddress) -> None:
        """Raises Refusal unless `address` is public unicast, or inside an allowed network."""
        parsed = _literal(address) if isinstance(address, str) else address
        if parsed is None:
            raise Refusal(f"{address} is not an IP address")
        if not (is_public(parsed) or self._is_allowed(parsed)):
            raise Refusal(f"{address} is not a public address")

    def _is_allowed(self, address: IPAddress) -> bool:
        inner = _carried(address) or address
        return any(inner in network for network in self.networks if network.version == inner.version)


@functools.lru_cache(_KEPT)
def is_public(address: IPAddress) -> bool:
    """Public unicast. IPv4-mapped and NAT64 forms are what they carry; 6to4 and Teredo are never public."""
    inner = _carried(address) or address
    if isinstance(inner, ipaddress.IPv4Address):
        return not any(inner in network for network in _NOT_PUBLIC_V4)
    tunnelled = _tunnelled(inner)
    if tunnelled is not None and not is_public(tunnelled):
        return False
    return inner in _PUBLIC_V6 and not any(inner in network for network in _NOT_PUBLIC_V6)


def cannot_exist(name: str) -> bool:
    """Whether the name is under one of those that the public DNS never knows."""
    return name.rpartition(".")[2] in _UNKNOWN_TO_DNS


def is_looked_up(name: str) -> bool:
    """Whether name servers are asked for the name: it is neither an address itself nor this machine's own name."""
    return _literal(name) is None and not _is_localhost(name)


def unwatched_names(names: Iterable[str]) -> frozenset[str]:
    """Host names as `Guard.unwatched` wants them."""
    return frozenset(map(without_www, names))


def without_www(name: str) -> str:
    return name.rstrip(".").removeprefix("www.")


def _carried(address: IPAddress) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def _tunnelled(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """What a machine with an ISATAP interface sends to instead, under any prefix (RFC 5214, 6.1)."""
    is_isatap = (int(address) >> 32) & 0xFCFFFFFF == 0x00005EFE
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if is_isatap else None


def _is_localhost(name: str) -> bool:
    return name == "localhost" or name.endswith(".localhost")


@functools.lru_cache(_KEPT)
def _literal(name: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(name.strip("[]").partition("%")[0])
    except ValueError:
        return None
