"""Which printed addresses are archived copies, and of what. Pure.

DOMAIN.md 3: legal letters print a Perma.cc address right behind the address it is a copy of; Wayback Machines and the
archive.today family may carry the time of capture (fourteen digits or fewer) and the original address in the path.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from intake.printed import Printed

_ARCHIVE_TODAY = {f"archive.{ending}" for ending in ("today", "ph", "is", "li", "md", "vn", "fo")}
_OPAQUE = _ARCHIVE_TODAY | {"perma.cc", "ghostarchive.org", "webcitation.org", "megalodon.jp"}
# A memento's address: …/20231005120000/https://www.example.org/…; the scheme of the original may be missing.
_MEMENTO = re.compile(r"https?://[^/]+/(?:[\w.-]+/){0,3}?(?:\d{4,14}(?:[a-z]{2}_)?\*?|\*|newest|o)/(?=\S)")
_BARE_ORIGINAL = re.compile(r"https?://[^/]+/(?=https?:/)")
_ARCHIVE_HOST = re.compile(r"(?:^|[.-])(?:web-?)?archive|archivo|(?:^|\.)wayback")
_TELLTALE = re.compile(r"archiv|perma\.cc|webcitation|megalodon|wayback", re.IGNORECASE)
_SCHEME = re.compile(r"(https?):/{1,2}(?=[^/])", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?=[/:?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Copy:
    """An archived copy's address; `original` is the address it names as its page's own, when it names one."""

    address: Printed
    original: Printed | None = None


def copy_at(address: Printed) -> Copy | None:
    """What `address` is a copy of; None when it is no archive's address."""
    text = address.text
    if not _TELLTALE.search(text):
        return None
    host = _host(text)
    match = _MEMENTO.match(text) or _BARE_ORIGINAL.match(text)
    original = _original(address[match.end() :]) if match else None
    if host in _OPAQUE:
        return Copy(address, original)
    if original is not None and _ARCHIVE_HOST.search(host):
        return Copy(address, original)
    return None


def is_same_page(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing that archives care about."""
    return _folded(one) == _folded(other)


def _original(rest: Printed) -> Printed | None:
    scheme = _SCHEME.match(rest.text)
    if scheme:
        # Copying folds the two slashes into one.
        return Printed.join([rest[: scheme.end(1)], Printed.made("://"), rest[scheme.end() :]])
    return Printed.join([Printed.made("http://"), rest]) if _HOST.match(rest.text) else None


def _host(text: str) -> str:
    try:
        return (urlsplit(text).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _folded(text: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", text.partition("#")[0].lower()).rstrip("/")
