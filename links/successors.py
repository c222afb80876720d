"""Failing links of sites that moved as a whole: looking for their pages where the site lives on, and deciding.

What is found is only proposed. A link's address is never rewritten: the source stays as it was cited, and what a person
accepts stands beside it as a watched link of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from links.candidates import candidates, is_found, try_again_at
from links.checking import make_guard
from links.evidence import Evidence
from links.fetch import Manners
from links.models import Host, Link, PageText, Passage, Proposal, StateChange, SuccessorSite
from links.network.guard import Guard, without_www
from links.pages import drift
from links.passages import worst
from links.vocabulary import BROKEN_STATES, Aspect, Outcome, PassageResult, PersonVerdict
from links.walking import leasing
from links.walking.doubts import back_off
from links.walking.findings import BackedOff, Found, Job, Report, Round, RoundEnded, check_passages
from links.walking.loop import walk
from links.walking.rounds import make_rounds

# One run asks a host so many addresses at most, which fits into its lease; the next run comes within the hour.
TRIES_A_HOST = 100
_CHUNK = 1000
_NO_LINKS = Link.objects.none()
_OPEN = (Proposal.Status.ABSENT, Proposal.Status.PROPOSED)
ACCEPTABLE = (Proposal.Status.PROPOSED, Proposal.Status.DECLINED)

Clock = Callable[[], datetime]


_IN_A_CIRCLE = gettext_lazy(
    "The page at that address is said to live on at this one. Take that back first, on its link; nothing was changed."
)
_ANOTHER = gettext_lazy(
    "Another new address has been accepted for this link. Take that one back first; nothing was changed."
)


class DecidedMeanwhile(Exception):
    """Somebody else decided first; the message says what now stands."""


@dataclass(frozen=True, slots=True)
class Try:
    """One address to ask for one link's page."""

    link: Link
    url: str
    host_name: str


def due_tries(*, now: datetime, most: int = TRIES_A_HOST) -> list[Try]:
    """The addresses at which failing links' pages have not been looked for lately, `most` on each host.

    Left out are links that a person said work or are to be ignored, links that are not watched, and whatever would let
    a site know of us that must not: the policy of either host counts, with or without `www.`.
    """
    sites = list(SuccessorSite.objects.all())
    guard = make_guard()
    return list(_first_of_each(_due(sites, guard, now), most=most, hosts=len({site.successor_name for site in sites})))


def look_for_pages(*, clock: Clock = timezone.now, most: int = TRIES_A_HOST) -> int:
    """Ask the addresses that are due, each host leased and left its pauses as for every check; how many were recorded.

    Safe to run twice, and beside itself: a host that is being walked is left for the next run.
    """
    by_host: dict[str, list[Try]] = defaultdict(list)
    for one in due_tries(now=clock(), most=most):
        by_host[one.host_name].append(one)
    leased, until = leasing.lease_hosts(_free_hosts(by_host, clock()))
    rests: dict[int, float] = {}
    recorded = 0
    try:
        rounds = [_with_tries(round_, by_host[round_.name]) for round_ in make_rounds(leased, _NO_LINKS, until=until)]
        for report in _walk(rounds, clock):
            if isinstance(report, Found):
                one = next(one for one in by_host[report.round.name] if one.link.pk == report.job.link_id)
                recorded += record_try(one, report.evidence, now=clock())
            elif isinstance(report, BackedOff):
                back_off(report.name, report.seconds, clock=clock)
            elif isinstance(report, RoundEnded):
                back_off(report.asked_by, report.back_off, clock=clock)
                rests[report.round.host_id] = report.rests
    finally:
        leasing.release_hosts(leased, until=until, rests=rests)
    return recorded


def record_try(one: Try, evidence: Evidence, *, now: datetime) -> bool:
    """Write what was seen at the address; False when it says nothing, or when a person has decided already."""
    if evidence.outcome == Outcome.INCONCLUSIVE:
        return False
    found = is_found(evidence.outcome, final_url=evidence.final_url, former_url=one.link.url)
    status = Proposal.Status.PROPOSED if found else Proposal.Status.ABSENT
    seen = {
        "status": status,
        "tried_at": now,
        "outcome": evidence.outcome,
        "status_code": evidence.status_code,
        "final_url": evidence.final_url,
        "page_title": evidence.page_title,
        "passage": _passages_there(one.link, evidence) if found else PassageResult.NOT_ASKED,
        "resemblance": _resemblance(one.link, evidence) if found else None,
    }
    with transaction.atomic():
        tried = Proposal.objects.filter(link=one.link, url=one.url)
        before = tried.values_list("status", flat=True).first() or Proposal.Status.ABSENT
        _, is_new = Proposal.objects.get_or_create(link=one.link, url=one.url, defaults=seen)
        # What a person decided meanwhile stands: the condition is in the UPDATE itself.
        if not is_new and tried.filter(status__in=_OPEN).update(**seen) != 1:
            return False
        if before != status:
            StateChange.every.create(
                link=one.link,
                aspect=Aspect.SUCCESSOR,
                from_state=before,
                to_state=status,
                changed_at=now,
            )
        return True


def accept(*, proposal: Proposal, by: User | None, now: datetime) -> Link:
    """The page lives there: its address is watched from now on, and stands beside the address as cited.

    Raises DecidedMeanwhile when somebody was first, when another address was accepted for the same link, or when that
    address is said to live on at this one. A declined proposal may still be accepted; `proposal.status` says what the
    person saw.
    """
    try:
        with transaction.atomic():
            successor = Link.objects.watch(proposal.url)
            if _leads_to(successor, proposal.link_id):
                raise DecidedMeanwhile(_IN_A_CIRCLE)
            seen = proposal.status if proposal.status in ACCEPTABLE else ""
            rows = Proposal.objects.filter(pk=proposal.pk, status=seen).update(
                status=Proposal.Status.ACCEPTED, successor=successor, decided_by=by, decided_at=now
            )
            if rows != 1:
                raise DecidedMeanwhile(_what_stands(proposal))
    except IntegrityError:
        # The database holds at most one accepted address a link.
        raise DecidedMeanwhile(_ANOTHER) from None
    return successor


def decline(*, proposal: Proposal, by: User | None, now: datetime) -> None:
    """The page does not live there, or no longer: also takes an acceptance back. Raises DecidedMeanwhile.

    `proposal.status` says what the person saw: of two that press at once, the second is told what stands.
    """
    rows = Proposal.objects.filter(pk=proposal.pk, status=proposal.status).update(
        status=Proposal.Status.DECLINED, successor=None, decided_by=by, decided_at=now
    )
    if rows != 1:
        raise DecidedMeanwhile(_what_stands(proposal))


def _due(sites: list[SuccessorSite], guard: Guard, now: datetime) -> Iterator[Try]:
    failing = (
        Link.objects.filter(
            Q(state__in=BROKEN_STATES) | Q(outcome__in=[Outcome.MOVED_HOME, Outcome.SOFT_404]),
            host__name__in={site.host_name for site in sites},
            host__policy=Host.Policy.DIRECT,
            next_check_at__isnull=False,
        )
        .exclude(person_verdict__in=[PersonVerdict.WORKS, PersonVerdict.IGNORE])
        # One address accepted is enough.
        .exclude(proposals__status=Proposal.Status.ACCEPTED)
        .select_related("host")
        .prefetch_related("proposals")
        .order_by("pk")
    )
    for link in failing.iterator(chunk_size=_CHUNK):
        if without_www(link.host.name) in guard.unwatched:
            continue
        known = {proposal.url: proposal for proposal in link.proposals.all()}
        for site, url in candidates(link.url, sites):
            if without_www(site.successor_name) not in guard.unwatched and _is_due(known.get(url), now):
                yield Try(link, url, site.successor_name)


def _is_due(proposal: Proposal | None, now: datetime) -> bool:
    if proposal is None:
        return True
    return proposal.status in _OPEN and try_again_at(proposal.outcome, proposal.tried_at) <= now


def _first_of_each(tries: Iterator[Try], *, most: int, hosts: int) -> Iterator[Try]:
    """The first `most` tries of every host, so that one which cannot be asked now keeps no other waiting."""
    taken: Counter[str] = Counter()
    full = 0
    for one in tries:
        if taken[one.host_name] < most:
            taken[one.host_name] += 1
            full += taken[one.host_name] == most
            yield one
        elif full == hosts:
            return


def _free_hosts(names: Iterable[str], now: datetime) -> list[int]:
    """The rows of the hosts to ask, made where there is none; those that asked to be left alone are."""
    free = []
    for name in names:
        host, _ = Host.objects.get_or_create(name=name)
        if host.backed_off_until is None or host.backed_off_until <= now:
            free.append(host.pk)
    return free


def _with_tries(round_: Round, tries: list[Try]) -> Round:
    return replace(round_, jobs=[Job(one.link.pk, one.url, one.link.state, None) for one in tries])


def _walk(rounds: list[Round], clock: Clock) -> Iterator[Report]:
    if rounds:
        lender = leasing.Lender(clock=clock)
        with closing(walk(rounds, guard=make_guard(), manners=_manners(), lender=lender)) as reports:
            yield from reports


def _manners() -> Manners:
    """As for every check, but that no copy is kept of what is only a proposal."""
    return replace(Manners.from_settings(), keep_answers=False)


def _passages_there(link: Link, evidence: Evidence) -> PassageResult:
    asked = list(Passage.objects.filter(link=link).values_list("kind", "text"))
    return worst(check_passages(asked, evidence))


def _resemblance(link: Link, evidence: Evidence) -> float | None:
    """How much of the link's first text stands there; None when either text is unknown or too short to tell."""
    first = PageText.objects.filter(link=link).values_list("first_sketch", flat=True).first()
    there = drift.sketch(evidence.main_text or evidence.text or "", kept=drift.WIDE)
    if not drift.is_enough(bytes(first or b"")) or not drift.is_enough(there):
        return None
    return drift.resemblance(bytes(first or b""), there)


def _leads_to(link: Link, wanted: int) -> bool:
    """Whether `wanted` is the link, or where people said that its page lives on, over however many sites."""
    passed: set[int] = set()
    key: int | None = link.pk
    while key is not None and key not in passed:
        if key == wanted:
            return True
        passed.add(key)
        key = Proposal.objects.accepted().filter(link=key).values_list("successor", flat=True).first()
    return False


def _what_stands(proposal: Proposal) -> str:
    now = Proposal.objects.select_related("decided_by").get(pk=proposal.pk)
    facts = {"address": proposal.url, "status": now.get_status_display(), "who": now.decided_by}
    if now.decided_by:
        return gettext("%(address)s: meanwhile this was %(status)s by %(who)s. Nothing was changed.") % facts
    return gettext("%(address)s: meanwhile this was %(status)s. Nothing was changed.") % facts
