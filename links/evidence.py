"""What one check saw, as plain data: made by `links.fetch`, judged by `links.verdicts`, stored by `links.checking`."""

import enum
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from links.vocabulary import Outcome

MAX_ERROR = 500
MAX_TITLE = 500
MAX_URL = 4000


class Doubt(enum.Enum):
    """Why an outcome may be our own line's fault instead of the site's (`links.walking.outage` decides)."""

    NONE = enum.auto()
    # Nothing answered, or what did had no business to: the line may be down, or a portal stands in it.
    LINE = enum.auto()
    # No name server knew an answer: ours is away, or all of the domain's own are.
    NAME_SERVERS = enum.auto()
    # The name led to an address that may not be contacted: its domain's doing, or a resolver's that leads all names so.
    INNER_ADDRESS = enum.auto()


class Hop(TypedDict):
    """One redirect: the address that was asked, what it answered, and where it pointed (as an absolute address)."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAnswer:
    """A success as it came over the wire, to be kept as our own copy: nothing in it is cleaned or judged.

    `url` is the address that answered, without a fragment. `body` is what was read of it, its content coding undone
    while `headers` still name it; `is_cut` says that the page goes on beyond `body`.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_cut: bool


class Evidence(NamedTuple):
    """The result of one check. All text is free of what databases refuse (NUL, lone surrogates) and bounded.

    `text` is the page's visible text, or None when it could not be read as text (a PDF, an unknown encoding), and
    `main_text` what of it is the page's own matter. `incomplete` says that the page goes on beyond what was read.
    `retry_after` is in seconds, as the site asked. `answer` is there for a success when copies are to be kept.
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
    main_text: str | None = None
    incomplete: bool = False
    retry_after: float | None = None
    doubt: Doubt = Doubt.NONE
    answer: RawAnswer | None = None

    @property
    def is_answer(self) -> bool:
        """Whether a web server answered; 511 comes from a portal in our own network (RFC 6585), which is none."""
        return self.status_code is not None and self.outcome != Outcome.INCONCLUSIVE


def storable(text: str, limit: int) -> str:
    """`text` as every database takes it: PostgreSQL refuses NUL, UTF-8 refuses lone surrogates; cut to `limit`."""
    return encodable(text.replace("\x00", "")[:limit])


def encodable(text: str) -> str:
    """`text` with a question mark for each lone surrogate, which no encoding has."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
