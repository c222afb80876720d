"""Writes an invented history of checks to the record, on an address that is never contacted."""

from collections import Counter
from datetime import UTC, datetime, time

from letters.samples.histories import History, Reading
from links import addresses
from links.evidence import Hop
from links.models import Check, Host, Link, Snapshot, StateChange
from links.verdicts import SUCCESSES, Seen, Standing, decide
from links.vocabulary import Outcome

RESERVED_DOMAINS = ("example", "example.com", "example.net", "example.org")
_ARCHIVE = "https://archive.example.org"


def is_reserved(host: str) -> bool:
    """Whether nobody can own the host name (RFC 2606, RFC 6761), so that invented pages may live there."""
    return any(host == domain or host.endswith(f".{domain}") for domain in RESERVED_DOMAINS)


def known_link(url: str) -> Link | None:
    """The link that the record already has for `url`."""
    return Link.objects.filter(url=addresses.parse(url).url).first()


def plant(url: str, history: History) -> Counter[str]:
    """Make an unwatched link with all the evidence of `history`; returns how many rows of each kind were made.

    Refuses (ValueError) an address that somebody could own: evidence about a real page is never invented.
    """
    address = addresses.parse(url)
    if not is_reserved(address.host):
        raise ValueError(f"{url} is not on a reserved domain")
    refused = history.readings[-1].outcome == Outcome.REFUSED
    policy = Host.Policy.NEVER if refused else Host.Policy.DIRECT
    host, _ = Host.objects.get_or_create(name=address.host, defaults={"policy": policy})
    link = Link.objects.create(url=address.url, host=host, next_check_at=None)
    made = Counter(checks=len(history.readings), snapshots=len(history.captured_on))
    standing = Standing()
    for reading in history.readings:
        seen = Seen(outcome=reading.outcome, status_code=reading.status_code, final_url=_final_url(link, reading))
        decision = decide(standing, seen, now=reading.at)
        check = _record(link, reading, is_strike=decision.is_strike)
        if decision.standing.state != standing.state:
            StateChange.objects.create(
                link=link,
                from_state=standing.state,
                to_state=decision.standing.state,
                changed_at=reading.at,
                evidence=check,
            )
            made["state_changes"] += 1
        standing = decision.standing
    _settle(link, standing, last_checked_at=history.readings[-1].at)
    for day in history.captured_on:
        captured_at = datetime.combine(day, time(12), tzinfo=UTC)
        Snapshot.objects.create(
            link=link,
            service=Snapshot.Service.OTHER,
            url=f"{_ARCHIVE}/{captured_at:%Y%m%d%H%M%S}/{link.url}",
            captured_at=captured_at,
            found=Snapshot.Found.STAFF,
        )
    return made


def _record(link: Link, reading: Reading, *, is_strike: bool) -> Check:
    answered = reading.status_code is not None
    hop = Hop(url=link.url, status=301, location=reading.moved_to)
    return Check.objects.create(
        link=link,
        checked_at=reading.at,
        outcome=reading.outcome,
        status_code=reading.status_code,
        redirects=[hop] if reading.moved_to else [],
        final_url=_final_url(link, reading),
        elapsed_ms=180 if answered else 0,
        body_bytes=14_210 if reading.outcome in SUCCESSES else 0,
        content_type=_content_type(link) if answered else "",
        error=reading.error,
        page_title=reading.page_title,
        counted_as_strike=is_strike,
    )


def _settle(link: Link, standing: Standing, *, last_checked_at: datetime) -> None:
    """Leave the link as its checks left it, but with no next one."""
    assert standing.seen is not None
    link.state = standing.state
    link.outcome = standing.seen.outcome
    link.status_code = standing.seen.status_code
    link.final_url = standing.seen.final_url
    link.strikes = standing.strikes
    link.failing_since = standing.failing_since
    link.last_strike_at = standing.last_strike_at
    link.last_checked_at = last_checked_at
    link.last_ok_at = standing.last_ok_at
    link.save()


def _content_type(link: Link) -> str:
    return "application/pdf" if link.url.endswith(".pdf") else "text/html"


def _final_url(link: Link, reading: Reading) -> str:
    return "" if reading.status_code is None else reading.moved_to or link.url
