"""Whose turn it is to speak with an archive: its `Host` row is leased and left alone as any other site's is.

One worker holds the lease, so that all workers together ask one thing at a time. What may not be spoken of to an
archive at all is said here, too.
"""

import ipaddress
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import ada_url
from django.conf import settings
from django.utils import timezone

from links.archives.asking import Line, Unanswered
from links.archives.wayback import Wayback
from links.checking import make_guard
from links.fetch import Manners
from links.models import Host, Link
from links.network.guard import cannot_exist, is_public
from links.walking import leasing

logger = logging.getLogger(__name__)

# Of a lease: a visit's last question may be answered a minute late, and each page it reads is tried twice.
_MARGIN = 240.0
# Names of networks that are nobody else's business (RFC 6762, RFC 8375, ICANN's resolution on .internal).
_INNER_NAMES = ("local", "localhost", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa")


class Visit:
    """A turn at one archive: `line` to ask on, until the time is over or the archive needs rest."""

    def __init__(self, line: Line, *, seconds: float) -> None:
        self.line = line
        self.rest = 0.0
        self._ends_at = time.monotonic() + seconds

    @property
    def goes_on(self) -> bool:
        """Whether another question may be asked."""
        return not self.rest and self.left > 0

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._ends_at - time.monotonic()

    def tire(self, seconds: float) -> None:
        """The archive wants to be left alone for so long; the turn ends."""
        self.rest = max(self.rest, seconds)

    def note(self, error: Unanswered) -> None:
        """Leave the archive alone as its silence demands; raises the error again when nothing else may be asked now."""
        self.tire(error.rest)
        if error.at_once:
            raise error


def wayback() -> Wayback:
    """The archive of this deployment."""
    return Wayback(settings.WAYBACK_URL.rstrip("/"))


@contextmanager
def visit(name: str, *, seconds: float, with_keys: bool = False) -> Iterator[Visit | None]:
    """A turn of `seconds` at the host of this name; None when it is another's, or the host is not to be asked now."""
    host, _ = Host.objects.get_or_create(name=name)
    rests = host.backed_off_until is not None and host.backed_off_until > timezone.now()
    leased, until = ([], None) if rests or host.policy != Host.Policy.DIRECT else leasing.lease_hosts([host.pk])
    if not leased or until is None:
        yield None
        return
    try:
        line = Line(
            guard=make_guard(),
            manners=Manners.from_settings(),
            pause=host.pause,
            archive=wayback() if with_keys else None,
            keys=settings.WAYBACK_KEYS if with_keys else "",
        )
        with line:
            turn = Visit(line, seconds=min(seconds, leasing.LEASE.total_seconds() - _MARGIN))
            try:
                yield turn
            finally:
                if turn.rest:
                    logger.info("%s is left alone for %.0f s", name, turn.rest)
                    leasing.back_off(name, until=timezone.now() + timedelta(seconds=turn.rest))
    finally:
        leasing.release_hosts([host.pk], until=until)


def may_be_told(visit: Visit, link: Link) -> bool:
    """Whether an archive may hear this address: never that of a page inside our own networks, nor a `never` host's.

    Archives publish what they are asked to keep. Of its own pages it need not be asked. The policy is read anew: staff
    may have set it since the link was found to be due.
    """
    host = Host.objects.get(pk=link.host_id)
    if host.policy == Host.Policy.NEVER or host.name == wayback().host or not is_public_address(link.url):
        return False
    # A public-looking name can lead into a network of our own. A site that must not learn who watches it is not even
    # looked up.
    return host.policy != Host.Policy.DIRECT or not visit.line.leads_inside(host.name)


def is_public_address(url: str) -> bool:
    """Whether the address alone says that anybody on the Internet could ask for it."""
    parsed = ada_url.URL(url)
    name = parsed.hostname.rstrip(".")
    if parsed.port or parsed.username or parsed.password:
        return False
    try:
        return is_public(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        inner = any(name == inner or name.endswith(f".{inner}") for inner in _INNER_NAMES)
        return "." in name and not inner and not cannot_exist(name)
