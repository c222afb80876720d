"""Where a page may live on when its site has moved as a whole (DOMAIN.md 3, “Successor sites”). Pure."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import ada_url

from links.addresses import MAX_LENGTH
from links.network.guard import without_www
from links.verdicts import SUCCESSES
from links.vocabulary import TRANSPORT_FAILURES, Outcome

# A page that was not there is looked for again a month later; one that could not be asked for, the next day.
RETRY = timedelta(days=30)
RETRY_UNANSWERED = timedelta(days=1)
_UNANSWERED = TRANSPORT_FAILURES | {Outcome.BLOCKED, Outcome.SERVER_ERROR}
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")


class Site(Protocol):
    """What is asked of a row of the table (`links.models.SuccessorSite`)."""

    @property
    def host_name(self) -> str: ...
    @property
    def successor_name(self) -> str: ...
    @property
    def pages_from(self) -> int | None: ...
    @property
    def pages_to(self) -> int | None: ...


S = TypeVar("S", bound=Site)


def candidates(url: str, sites: Iterable[S]) -> list[tuple[S, str]]:
    """Where the page at `url` (normalised) may live on, with the row of the table that says so; best first.

    Path and query stay, by https; so does a port that the address names. Best is a site whose years hold a year that
    stands in the path, as newsrooms write them (`/2023/04/05/…`); then the one that was kept last.
    """
    parsed = ada_url.URL(url)
    name = parsed.hostname.rstrip(".")
    years = [int(year) for year in _YEAR.findall(parsed.pathname)]
    fitting = [site for site in sites if site.host_name == name]
    fitting.sort(key=lambda site: (not _holds(site, years), -(site.pages_to or 9999), site.successor_name))
    found = [(site, _at(parsed, site.successor_name)) for site in fitting]
    return [(site, address) for site, address in found if len(address) <= MAX_LENGTH]


def is_found(outcome: Outcome, *, final_url: str, former_url: str) -> bool:
    """Whether an answer shows that the page lives there: it was read, and the way did not lead back to the old site."""
    return outcome in SUCCESSES and _host(final_url) != _host(former_url)


def try_again_at(outcome: str, tried_at: datetime) -> datetime:
    """When an address at which the page was not found is asked again."""
    return tried_at + (RETRY_UNANSWERED if outcome in _UNANSWERED else RETRY)


def _holds(site: Site, years: Iterable[int]) -> bool:
    return any((site.pages_from or 0) <= year <= (site.pages_to or 9999) for year in years)


def _at(parsed: ada_url.URL, name: str) -> str:
    port = f":{parsed.port}" if parsed.port else ""
    return ada_url.URL(f"https://{name}{port}{parsed.pathname}{parsed.search}").href


def _host(url: str) -> str:
    try:
        return without_www(ada_url.URL(url).hostname)
    except ValueError:
        return ""
