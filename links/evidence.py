"""What one check saw, as plain data: made by `links.fetch`, judged by `links.verdicts`, stored by `links.checking`."""

from dataclasses import dataclass
from typing import TypedDict

from links.vocabulary import Outcome

MAX_ERROR = 500
MAX_TITLE = 500
MAX_URL = 4000


class Hop(TypedDict):
    """One redirect: the address that was asked, what it answered, and where it pointed (as an absolute address)."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The result of one check. All text is free of what databases refuse (NUL, lone surrogates) and bounded.

    `text` is the page's visible text, or None when it could not be read as text (a PDF, an unknown encoding).
    `incomplete` says that the page goes on beyond what was read. `retry_after` is in seconds, as the site asked.
    """

    outcome: Outcome
    status_code: int | None = None
    redirects: tuple[Hop, ...] = ()
    final_url: str = ""
    elapsed_ms: int = 0
    body_bytes: int = 0
    content_type: str = ""
    error: str = ""
    page_title: str = ""
    fingerprint: str = ""
    text: str | None = None
    incomplete: bool = False
    retry_after: float | None = None


def storable(text: str, limit: int) -> str:
    """`text` as every database takes it: PostgreSQL refuses NUL, UTF-8 refuses lone surrogates; cut to `limit`."""
    return text.replace("\x00", "")[:limit].encode("utf-8", "replace").decode("utf-8")
