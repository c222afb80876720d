"""The addresses of a Wayback Machine: what is asked, and what a capture's address says. Pure.

Answers are untrusted. Of an answer only the moment of a capture is taken over, and only when it names a capture of the
very page that was asked for, on the archive's own host; the address that is kept is made here.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import ada_url

from links.network.guard import without_www

# Fourteen digits, and perhaps a modifier: id_ is the page as it was, without the archive's own banner.
_CAPTURE = re.compile(r"/web/(\d{14})(?:[a-z]{2}_)?/(.+)", re.DOTALL)
_SHOWN = re.compile(r"(/web/\d{14})(?:[a-z]{2}_)?/")
# The Web has been archived since 1996.
_FIRST_DAY = datetime(1996, 1, 1, tzinfo=UTC)
_JOB = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,199}")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Malformed(ValueError):
    """An answer that is not what the service is documented to say."""


@dataclass(frozen=True, slots=True)
class Wayback:
    """The archive at `base` (`https://web.archive.org`), without a slash at the end."""

    base: str

    @property
    def host(self) -> str:
        """The archive's name as `links.models.Host` knows it."""
        return ada_url.URL(self.base).hostname.rstrip(".")

    def timemap(self, url: str) -> str:
        return f"{self.base}/web/timemap/link/{url}"

    def last_captures(self, url: str, *, through: date, most: int) -> str:
        """CDX: the last `most` captures of whole pages up to the end of the day."""
        return f"{self._cdx(url)}&to={through:%Y%m%d}235959&limit=-{most}"

    def first_captures(self, url: str, *, after: date, most: int) -> str:
        """CDX: the first `most` captures of whole pages later than the day."""
        return f"{self._cdx(url)}&from={after + timedelta(days=1):%Y%m%d}000000&limit={most}"

    def available(self, url: str, *, day: date) -> str:
        return f"{self.base}/wayback/available?url={quote(url, safe='')}&timestamp={day:%Y%m%d}235959"

    def save(self) -> str:
        return f"{self.base}/save"

    def save_status(self, job_id: str) -> str:
        """Raises Malformed for what would ask something else than that job."""
        if not is_job(job_id):
            raise Malformed("the archive gave its work an odd name")
        return f"{self.base}/save/status/{job_id}"

    def limits(self) -> str:
        return f"{self.base}/save/status/user"

    def capture(self, url: str, when: datetime) -> str:
        """Where readers find the capture of `url`."""
        return f"{self.base}/web/{when.astimezone(UTC):%Y%m%d%H%M%S}/{url}"

    def is_capture(self, address: str) -> bool:
        return self._path_of(address) is not None

    def raw(self, capture: str) -> str:
        """The capture as the site answered it; any other address as it stands."""
        if not self.is_capture(capture):
            return capture
        return _SHOWN.sub(r"\1id_/", capture, count=1)

    def read(self, address: str) -> tuple[datetime, str] | None:
        """When a capture was made and of what, by its address; None for an address of any other kind or host."""
        path = self._path_of(address)
        found = _CAPTURE.fullmatch(path) if path else None
        moment = parse_timestamp(found[1]) if found else None
        return (moment, found[2]) if found and moment else None

    def moment_of(self, address: str, url: str) -> datetime | None:
        """When the capture of `url` at `address` was made; None when it is no capture of `url`, or no capture here."""
        named = self.read(address)
        return named[0] if named and is_same_page(named[1], url) else None

    def _cdx(self, url: str) -> str:
        fields = "timestamp,original,statuscode,mimetype,digest"
        return f"{self.base}/cdx/search/cdx?url={quote(url, safe='')}&output=json&filter=statuscode:200&fl={fields}"

    def _path_of(self, address: str) -> str | None:
        """What follows the archive's host in a capture's address; http and https are the same archive."""
        try:
            own, other = urlsplit(self.base), urlsplit(address)
            same = (own.hostname, _port(own)) == (other.hostname, _port(other)) or (
                own.hostname == other.hostname and _is_default(own) and _is_default(other)
            )
        except ValueError:
            return None
        if other.scheme not in _DEFAULT_PORTS or not same or other.username or other.password:
            return None
        path = address.split("//", 1)[1].partition("/")[2]
        return f"/{path}" if _SHOWN.match(f"/{path}") else None


def parse_timestamp(text: str) -> datetime | None:
    """`20240404120000` as a moment (UTC); None for anything else, and for what is older than the archived Web."""
    if not (len(text) == 14 and text.isascii() and text.isdigit()):
        return None
    try:
        moment = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if moment >= _FIRST_DAY else None


def is_same_page(one: str, other: str) -> bool:
    """Whether archives keep both addresses as one: scheme, www., case, order of parameters make no difference."""
    first = _key(one)
    return first is not None and first == _key(other)


def is_job(text: str) -> bool:
    return bool(_JOB.fullmatch(text))


def parse_json(body: bytes) -> Any:
    """The JSON value; raises Malformed for what is none, endlessly nested rubbish included."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed("the archive's answer is not JSON") from None


# A TimeMap of thousands of lines writes the same few addresses.
@lru_cache(maxsize=256)
def _key(url: str) -> tuple[str, str, str, tuple[str, ...]] | None:
    try:
        parsed = ada_url.URL(url if "://" in url[:12] else f"http://{url}")
    except ValueError:
        return None
    query = sorted(unquote(part).lower() for part in parsed.search.removeprefix("?").split("&") if part)
    return without_www(parsed.hostname), parsed.port, unquote(parsed.pathname).lower().rstrip("/"), tuple(query)


def _port(parts: Any) -> int | None:
    return parts.port or _DEFAULT_PORTS.get(parts.scheme)


def _is_default(parts: Any) -> bool:
    return _port(parts) == _DEFAULT_PORTS.get(parts.scheme)
