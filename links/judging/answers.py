"""What came back to one request, and what its headers say. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from links.evidence import RawAnswer
from links.judging import outcomes
from links.network.body import Body

_LONGEST_BACK_OFF = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The final answer to one request, its body read as far as we read."""

    status: int
    headers: Mapping[str, str]
    body: Body
    url: str = ""
    reason: str = ""
    note: str = ""

    @property
    def location(self) -> str | None:
        return location_of(self.status, self.headers)

    @property
    def retry_after(self) -> float | None:
        return retry_after(self.headers)

    @property
    def raw(self) -> RawAnswer:
        return RawAnswer(
            url=self.url,
            status=self.status,
            reason=self.reason,
            headers=tuple(self.headers.items()),
            body=bytes(self.body.data),
            is_cut=self.body.is_cut or self.body.fault is not None,
        )


def location_of(status: int, headers: Mapping[str, str]) -> str | None:
    """Where a redirect points; None for any other answer. An empty Location is none at all, as in browsers."""
    return (headers.get("Location", "").strip() or None) if status in outcomes.REDIRECTS else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait by the Retry-After header: a number or a date (RFC 9110, 10.2.3); None when absent or odd."""
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_BACK_OFF)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max((when - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST_BACK_OFF)
