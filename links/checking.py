"""The use cases of checking. The worker and `check_links` run the same code, `links.walking.runs.Run`.

Work is found, not handed on: a link is due because its time has passed. Whatever is lost on the way (a message, a
worker, a connection) leaves the link due, and the next run finds it.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from links import addresses
from links.evidence import Evidence
from links.fetch import Fetcher, Manners
from links.models import Host, Link, Passage
from links.network.guard import Guard, unwatched_names
from links.passages import worst
from links.person import ChangedMeanwhile, judge
from links.recording import Checked, seen_by, summary
from links.verdicts import DEFAULT_RULES, Standing, decide
from links.walking import leasing
from links.walking.findings import check_passages
from links.walking.ledger import Ledger, Progress, Tally
from links.walking.runs import Run
from links.walking.turns import ChosenTurns, DueTurns

__all__ = ["ChangedMeanwhile", "Checked", "Tally", "check_due", "check_links", "first_answer", "judge", "waiting_hosts"]

Clock = Callable[[], datetime]


def waiting_hosts(*, now: datetime, most: int) -> int:
    """How many hosts have due links and are free, counted up to `most`."""
    return len(leasing.due_hosts(now).values_list("pk", flat=True)[:most])


def check_due(*, clock: Clock = timezone.now, when_left: Callable[[float], None] = lambda seconds: None) -> Tally:
    """Check due links, leasing free hosts as places become free, until nobody is in line or time is up.

    Run by as many workers as there are: each takes what the others have not. Where hosts were given back with links
    still due, `when_left` is told after how many seconds they may be asked again. The tally holds no single links.
    """
    tally = Tally()
    ledger = Ledger(clock=clock, tally=tally, progress=lambda checked: None)
    with Run(turns=DueTurns(clock=clock), guard=make_guard(), clock=clock, ledger=ledger, when_left=when_left) as run:
        run.walk()
        run.settle()
    return tally


def check_links(links: "QuerySet[Link]", *, clock: Clock = timezone.now, progress: Progress | None = None) -> Tally:
    """Check all of `links` here and now, leasing their hosts as every worker does; one run in all.

    Hosts that a worker is walking, or that asked to be left alone, are skipped and named in the tally. With `progress`
    each link is handed over as it is recorded, and the tally only counts them: so memory stays flat.
    """
    tally = Tally()
    turns = ChosenTurns(links, clock=clock)
    ledger = Ledger(clock=clock, tally=tally, progress=progress)
    with Run(turns=turns, guard=make_guard(), clock=clock, ledger=ledger) as run:
        while not turns.is_done:
            run.walk()
            run.settle()
    tally.unrecorded += turns.never_begun
    tally.in_other_hands, tally.backed_off = turns.in_other_hands, turns.backed_off
    return tally


def bring_back_parked(*, now: datetime) -> int:
    """Make links due that are to be checked later than any rule would have it; how many.

    So they were parked by a clock that ran years ahead, once, on one machine.
    """
    rules = DEFAULT_RULES
    longest = max(rules.recheck, rules.recheck_dead, rules.recheck_excluded) * (1 + rules.jitter) + timedelta(days=1)
    return Link.objects.filter(next_check_at__gt=now + longest).order_by().update(next_check_at=now)


def first_answer(printed: str, *, now: datetime) -> Checked:
    """What a first check of an unknown address says, with nothing recorded; raises BadAddress."""
    address = addresses.parse(printed)
    guard = make_guard()

    async def ask() -> Evidence:
        async with Fetcher(guard=guard, manners=Manners.from_settings()) as fetcher:
            return await fetcher.check(address.url)

    evidence = asyncio.run(ask())
    asked = [(Passage.Kind.FRAGMENT.value, address.text_directive)] if address.text_directive else []
    decision = decide(Standing(), seen_by(evidence), now=now)
    return summary(address.url, evidence, decision, worst(check_passages(asked, evidence)))


def make_guard() -> Guard:
    """This deployment's guard, with the hosts whose sites must not learn who watches them."""
    names = Host.objects.exclude(policy=Host.Policy.DIRECT).values_list("name", flat=True)
    return Guard(
        networks=tuple(settings.LINKS_ALLOWED_NETWORKS),
        ports=tuple(settings.LINKS_ALLOWED_PORTS),
        unwatched=unwatched_names(names),
    )
