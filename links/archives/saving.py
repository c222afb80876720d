"""Reading Save Page Now's answers (SPN2 public API): what was begun, how it went, and what a failure means. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from links.archives.wayback import Malformed, is_job, parse_json, parse_timestamp

_MAX_WORDS = 300


class Failure(StrEnum):
    """Why a page was not kept, in the archive's words (`status_ext` without `error:`)."""

    BAD_GATEWAY = "bad-gateway"
    BAD_REQUEST = "bad-request"
    BANDWIDTH_LIMIT = "bandwidth-limit-exceeded"
    BLOCKED = "blocked"
    BLOCKED_CLIENT = "blocked-client-ip"
    BLOCKED_URL = "blocked-url"
    BROWSING_TIMEOUT = "browsing-timeout"
    CANNOT_FETCH = "cannot-fetch"
    CAPTURE_LOCATION = "capture-location-error"
    CELERY = "celery"
    FILE_TOO_LARGE = "filesize-limit"
    FTP_DENIED = "ftp-access-denied"
    GATEWAY_TIMEOUT = "gateway-timeout"
    HTTP_VERSION = "http-version-not-supported"
    INTERNAL = "internal-server-error"
    INVALID_ANSWER = "invalid-server-response"
    INVALID_HOST = "invalid-host-resolution"
    INVALID_URL = "invalid-url-syntax"
    JOB_FAILED = "job-failed"
    LOG_IN_TO_NETWORK = "network-authentication-required"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    NO_ACCESS = "no-access"
    NO_BROWSERS = "no-browsers-available"
    NOT_FOUND = "not-found"
    NOT_IMPLEMENTED = "not-implemented"
    PROTOCOL = "protocol-error"
    PROXY = "proxy-error"
    READ_TIMEOUT = "read-timeout"
    SERVICE_UNAVAILABLE = "service-unavailable"
    SESSION_LIMIT = "user-session-limit"
    SOFT_TIME_LIMIT = "soft-time-limit-exceeded"
    TOO_MANY_CAPTURES = "too-many-daily-captures"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    TOO_MANY_REQUESTS = "too-many-requests"
    UNAUTHORIZED = "unauthorized"
    # Ours: the job was never heard of again, or the archive used a word that is not in its documentation.
    LOST = "lost"
    UNKNOWN = "unknown"


# What the page itself, or the archive's rules for it, will say tomorrow as well. All else is tried again: an unknown
# word, too, since the tries are counted.
FINAL = frozenset(
    {
        Failure.BAD_REQUEST,
        Failure.BLOCKED,
        Failure.BLOCKED_URL,
        Failure.FILE_TOO_LARGE,
        Failure.FTP_DENIED,
        Failure.HTTP_VERSION,
        Failure.INVALID_URL,
        Failure.METHOD_NOT_ALLOWED,
        Failure.NO_ACCESS,
        Failure.NOT_FOUND,
        Failure.NOT_IMPLEMENTED,
        Failure.TOO_MANY_REDIRECTS,
        Failure.UNAUTHORIZED,
    }
)
# The archive is at its limits, or we are at ours: nothing else is asked of it for a while.
OVERLOAD = frozenset(
    {
        Failure.BANDWIDTH_LIMIT,
        Failure.BLOCKED_CLIENT,
        Failure.NO_BROWSERS,
        Failure.SERVICE_UNAVAILABLE,
        Failure.SESSION_LIMIT,
        Failure.TOO_MANY_REQUESTS,
    }
)


_WORDS = frozenset(failure.value for failure in Failure)


@dataclass(frozen=True, slots=True)
class Begun:
    """The archive works at it under this name."""

    job_id: str


@dataclass(frozen=True, slots=True)
class Pending:
    """The archive is still at work."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The page is kept; without `captured_at` by an earlier capture that the archive thought recent enough."""

    captured_at: datetime | None = None
    original: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """The page is not kept."""

    failure: Failure
    words: str = ""

    @property
    def is_final(self) -> bool:
        return self.failure in FINAL


def begun(body: bytes) -> Begun | Kept | Failed:
    """The answer to `POST /save`; raises Malformed."""
    answer = _object(body)
    if failed := _failed(answer):
        return failed
    job_id = answer.get("job_id")
    if isinstance(job_id, str) and is_job(job_id):
        return Begun(job_id)
    # With if_not_archived_within an earlier capture stands in for a new one.
    if not job_id and "same snapshot" in _words(answer).lower():
        return Kept()
    raise Malformed("the archive did not name its work")


def status(body: bytes) -> Pending | Kept | Failed:
    """The answer to `GET /save/status/JOB`; raises Malformed."""
    answer = _object(body)
    if failed := _failed(answer):
        return failed
    if answer.get("status") == "pending":
        return Pending()
    if answer.get("status") != "success":
        raise Malformed("the archive did not say how its work went")
    timestamp, original = answer.get("timestamp"), answer.get("original_url")
    captured_at = parse_timestamp(timestamp) if isinstance(timestamp, str) else None
    return Kept(captured_at, original if isinstance(original, str) else "")


def available(body: bytes) -> int:
    """How many captures may be asked for now, by `GET /save/status/user`; raises Malformed."""
    number = _object(body).get("available")
    if isinstance(number, bool) or not isinstance(number, int):
        raise Malformed("the archive did not say how much may be asked of it")
    return max(0, number)


def _object(body: bytes) -> dict[str, object]:
    answer = parse_json(body)
    if not isinstance(answer, dict):
        raise Malformed("the archive answered with something else than an object")
    return answer


def _failed(answer: dict[str, object]) -> Failed | None:
    if answer.get("status") != "error" and "status_ext" not in answer:
        return None
    word = str(answer.get("status_ext") or "").removeprefix("error:")
    if word in _WORDS:
        return Failed(Failure(word), _words(answer))
    # `status_ext` alone may stand with a success in words of its own.
    return Failed(Failure.UNKNOWN, f"{word[:60]} {_words(answer)}".strip()) if answer.get("status") == "error" else None


def _words(answer: dict[str, object]) -> str:
    message = answer.get("message")
    return message[:_MAX_WORDS] if isinstance(message, str) else ""
