"""Whose archived copy an address is, and when the archive read the page: addresses in, facts out, no query.

DOMAIN.md 3: letters print Perma.cc addresses right behind the address they are a copy of; the Wayback Machine and the
archive.today family carry the time of capture (UTC) in the path as fourteen digits.
"""

import re
from datetime import UTC, datetime

from links.addresses import Address
from links.models import Snapshot

_ARCHIVE_TODAY = frozenset(f"archive.{ending}" for ending in ("today", "ph", "is", "li", "md", "vn", "fo"))
_WAYBACK = frozenset({"web.archive.org", "archive.org", "www.archive.org"})
_CAPTURED = re.compile(r"^https?://[^/]+/(?:web/)?(\d{14})(?:[a-z]{2}_)?(?:/|$)")


def service_of(address: Address) -> str:
    """The archive that keeps this copy, as `Snapshot.Service`."""
    host = address.host
    if host in _WAYBACK:
        return Snapshot.Service.WAYBACK
    if host == "perma.cc" or host.endswith(".perma.cc"):
        return Snapshot.Service.PERMA
    if host in _ARCHIVE_TODAY:
        return Snapshot.Service.ARCHIVE_TODAY
    return Snapshot.Service.OTHER


def captured_at(address: Address) -> datetime | None:
    """When the page was read, where a service that says so in its addresses does; else None."""
    if service_of(address) not in {Snapshot.Service.WAYBACK, Snapshot.Service.ARCHIVE_TODAY}:
        return None
    found = _CAPTURED.match(address.url)
    if not found:
        return None
    try:
        return datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
