"""The record's health and the work that waits, for the first page of the admin: each number with the list behind it.

A member of staff is told what they may look at, and nothing else: without the right to see letters no number of drafts
is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from letters.models import Letter
from letters.waiting import ANSWER_EXPECTED, answer_missed, ask_overdue
from links.areas import Area, areas
from links.history import Day, states_by_day
from links.models import Heartbeat, Link, Proposal
from links.vocabulary import State
from reports.models import Report, Subscription

DAYS_DRAWN = 90
# The beat asks for a sweep every minute. After so long without one, nobody checks any links.
SWEEP_MISSED = timedelta(days=1)
# A due link waits for its site's turn; after so long something keeps it waiting.
OVERDUE = timedelta(days=1)
MAILS_SINCE = timedelta(days=30)
# From the bottom of the drawing upwards: what readers can rely on first.
ORDER = (
    State.ALIVE,
    State.MOVED,
    State.UNCHECKED,
    State.EXCLUDED,
    State.UNVERIFIABLE,
    State.SUSPECT,
    State.DEAD,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and the address of the list that it counts."""

    count: int
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """`last_sweep` is None when none was ever made; `waiting_since` when nothing is due."""

    days: list[Day]
    areas: list[Area]
    states: list[tuple[State, int]]
    due: Figure
    overdue: Figure
    last_sweep: datetime | None
    waiting_since: datetime | None
    is_sweep_missing: bool


@dataclass(frozen=True, slots=True)
class Overview:
    links: LinkHealth | None
    work: list[Figure]
    mails: list[Figure]


def overview_for(user: AbstractBaseUser | AnonymousUser, *, now: datetime) -> Overview:
    """What `user` may see of it."""
    if not isinstance(user, User):
        return Overview(None, [], [])
    parts: list[tuple[str, Callable[[datetime], list[Figure]]]] = [
        ("links.judge_link", _decisions),
        ("letters.change_letter", _letters),
        ("letters.change_ask", _asks),
    ]
    work = [figure for needed, figures in parts if user.has_perm(needed) for figure in figures(now)]
    return Overview(
        links=_links(now) if user.has_perm("links.view_link") else None,
        work=[figure for figure in work if figure.count],
        mails=_mails(now) if user.has_perm("reports.view_report") else [],
    )


def _links(now: datetime) -> LinkHealth:
    days = states_by_day(Link.objects.all(), days=DAYS_DRAWN, now=now)
    waiting = Link.objects.due(now)
    found = waiting.aggregate(
        due=Count("pk"),
        overdue=Count("pk", filter=Q(next_check_at__lte=now - OVERDUE)),
        since=Min("next_check_at"),
    )
    last_sweep = Heartbeat.objects.last_beat(Heartbeat.SWEEP)
    watched = Link.objects.filter(next_check_at__isnull=False).exists()
    return LinkHealth(
        days=days,
        areas=areas([day.counts for day in days], names=[state.value for state in ORDER]),
        states=[(state, days[-1].counts[state]) for state in ORDER],
        due=Figure(found["due"], "due for a check"),
        overdue=Figure(found["overdue"], "overdue by more than a day"),
        last_sweep=last_sweep,
        waiting_since=found["since"],
        is_sweep_missing=watched and (last_sweep is None or last_sweep < now - SWEEP_MISSED),
    )


def _decisions(now: datetime) -> list[Figure]:
    found = Proposal.objects.filter(status=Proposal.Status.PROPOSED).aggregate(n=Count("link", distinct=True))["n"]
    unclear = Link.objects.filter(state=State.UNVERIFIABLE, person_verdict="", archive_first=False).count()
    return [
        _figure(
            found,
            "page found at another address, awaiting a decision",
            "pages found at another address, awaiting a decision",
            _list("links_link", look="proposal"),
        ),
        _figure(
            unclear,
            "link that our checker cannot verify and nobody looked at",
            "links that our checker cannot verify and nobody looked at",
            _list("links_link", state__exact=State.UNVERIFIABLE.value),
        ),
    ]


def _letters(now: datetime) -> list[Figure]:
    by_status = dict(Letter.objects.order_by().values_list("status").annotate(n=Count("pk")))
    unanswered = Letter.objects.order_by().filter(answer_missed(timezone.localdate(now))).count()
    return [
        _figure(
            by_status.get(Letter.Status.IN_REVIEW, 0),
            "letter in review",
            "letters in review",
            _letter_list(Letter.Status.IN_REVIEW),
        ),
        _figure(by_status.get(Letter.Status.DRAFT, 0), "draft", "drafts", _letter_list(Letter.Status.DRAFT)),
        _figure(
            unanswered,
            f"published letter without a reply after {ANSWER_EXPECTED.days} days",
            f"published letters without a reply after {ANSWER_EXPECTED.days} days",
            _list("letters_letter", unanswered="late"),
        ),
    ]


def _asks(now: datetime) -> list[Figure]:
    overdue = Letter.objects.order_by().filter(ask_overdue(timezone.localdate(now))).count()
    return [
        _figure(
            overdue,
            "published letter with asks past their due date",
            "published letters with asks past their due date",
            _list("letters_letter", overdue="yes"),
        )
    ]


def _mails(now: datetime) -> list[Figure]:
    sent = Report.objects.filter(sent_at__gte=now - MAILS_SINCE).count()
    waiting = Report.objects.filter(sent_at=None)
    off = Subscription.objects.exclude(switched_off_at=None).count()
    return [
        _figure(
            sent,
            f"report sent in {MAILS_SINCE.days} days",
            f"reports sent in {MAILS_SINCE.days} days",
            _list("reports_report"),
        ),
        Figure(waiting.count(), "waiting to be sent", _list("reports_report", waiting="yes")),
        Figure(waiting.exclude(error="").count(), "failed so far", _list("reports_report", waiting="failed")),
        _figure(
            off,
            "address switched off after refusals",
            "addresses switched off after refusals",
            _list("reports_subscription"),
        ),
    ]


def _figure(count: int, one: str, many: str, url: str) -> Figure:
    return Figure(count, one if count == 1 else many, url)


def _letter_list(status: Letter.Status) -> str:
    return _list("letters_letter", status__exact=status.value)


def _list(model: str, **filters: str) -> str:
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(filters)}".rstrip("?")
