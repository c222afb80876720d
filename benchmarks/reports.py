"""Link reports built: 2,000 subscribers who are told of 10,000 state changes, with the time and memory it takes.

Eight in ten want all letters, one in ten their own, one in ten those of chosen bodies; half are staff who may decide
from the mail, one in ten is an outsider; one in five knows part of the news already; one in ten is told what letters
wait for. They read in four languages on ten clocks, which go together by chance alone. The mails are written and
recorded as in life, but taken by nobody: a mail server has its own pace.
"""

import random
import resource
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import override_settings

from benchmarks.database import throwaway_database
from letters.models import Ask, Citation, Footnote, Letter, Mention, Source
from links.models import Check, Host, Link, Snapshot, StateChange
from links.vocabulary import Outcome as Seen
from links.vocabulary import State
from people.models import Organization, Person
from reports.models import Subscription
from reports.sending import Outcome, send_reports

# Subscribers and state changes.
SIZES = {"tiny": (20, 100), "usual": (2_000, 10_000), "full": (2_000, 10_000)}
_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_BODIES = 50
_A_LETTER = 10
_LANGUAGES = ("en", "hy", "fr", "ru")
_ZONES = (
    "UTC",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Brussels",
    "Europe/Kyiv",
    "Asia/Yerevan",
    "Asia/Kolkata",
    "Asia/Tokyo",
)


def run(progress: Callable[[str], object] = lambda words: None, size: str = "usual") -> list[tuple[str, ...]]:
    """The headings, then rows of (what, figure)."""
    subscribers, changes = SIZES[size]
    with throwaway_database(), override_settings(EMAIL_BACKEND="benchmarks.reports.Taker"):
        progress("recording letters and what became of their sources")
        _record(changes)
        ids = _subscribe(subscribers, changes)
        progress("building the reports")
        before_mb, began = _peak_mb(), time.perf_counter()
        Taker.taken = Taker.size = 0
        outcomes = [result.outcome for result in send_reports(ids, clock=lambda: _NOW)]
        seconds = time.perf_counter() - began
        grown = _peak_mb() - before_mb
    return [
        ("what", "figure"),
        ("database", connection.vendor),
        ("subscribers", f"{subscribers:,}"),
        ("state changes", f"{changes:,}"),
        ("reports sent", f"{outcomes.count(Outcome.SENT):,}"),
        ("without news", f"{outcomes.count(Outcome.NOTHING_NEW):,}"),
        ("failed", f"{outcomes.count(Outcome.FAILED):,}"),
        ("mean size, kB", f"{Taker.size / max(Taker.taken, 1) / 1000:,.0f}"),
        ("seconds", f"{seconds:.1f}"),
        ("reports per second", f"{Taker.taken / seconds:.0f}"),
        ("memory grown by, MB", f"{grown:.0f}"),
    ]


class Taker:
    """A mail back end that writes each mail out as it would be sent, and forgets it."""

    taken = size = 0

    def __init__(self, **options: object) -> None:
        pass

    def open(self) -> None:
        pass

    def close(self) -> None:
        pass

    def send_messages(self, mails: list) -> int:
        for mail in mails:
            Taker.taken += 1
            Taker.size += len(mail.message().as_bytes())
        return len(mails)


def _record(changes: int) -> None:
    host = Host.objects.create(name="news.example.org")
    bodies = Organization.objects.bulk_create(Organization(name=f"Body {n}", slug=f"body-{n}") for n in range(_BODIES))
    person = Person.objects.create(name="Sample Detainee", slug="sample-detainee")
    owner = User.objects.create(username="owner", is_staff=True)
    letters = Letter.objects.bulk_create(
        Letter(
            issuer=bodies[n % _BODIES],
            date=date(2026, 1, 1) + timedelta(days=n % 50),
            subject=f"The case of letter {n}",
            slug=f"the-case-of-letter-{n}",
            body=" ".join(f"Sample Detainee was held in term {m} of the year.[{m}]" for m in range(1, _A_LETTER + 1)),
            status=Letter.Status.PUBLISHED if n % 10 else Letter.Status.DRAFT,
            published_at=_NOW - timedelta(days=100) if n % 10 else None,
            created_by=owner,
        )
        for n in range(max(changes // _A_LETTER, 1))
    )
    due = date(2026, 2, 1)
    asked = {"text": "Release the sample detainee.", "due_on": due, "waits_since": _NOW - timedelta(days=100)}
    Ask.objects.bulk_create(Ask(letter=letter, **asked) for letter in letters)
    Mention.objects.bulk_create(Mention(letter=letter, person=person) for letter in letters)
    notes = Footnote.objects.bulk_create(
        [
            Footnote(letter=letter, number=str(m), position=m, text="Sample Press, The story.")
            for letter in letters
            for m in range(1, _A_LETTER + 1)
        ],
        batch_size=1000,
    )
    links = Link.objects.bulk_create(
        [Link(url=f"https://news.example.org/{n}", host=host, state=State.DEAD) for n in range(changes)],
        batch_size=1000,
    )
    sources = Source.objects.bulk_create(
        [Source(link=link, title=f"Story {n}", publisher="Sample Press") for n, link in enumerate(links)],
        batch_size=1000,
    )
    Citation.objects.bulk_create(
        [
            Citation(source=source, footnote=notes[n % len(notes)], order=n // len(notes))
            for n, source in enumerate(sources)
        ],
        batch_size=1000,
    )
    Snapshot.objects.bulk_create(
        [Snapshot(link=link, url=f"https://archive.example/{link.pk}", captured_at=_NOW) for link in links[::2]],
        batch_size=1000,
    )
    _changes(links)


def _changes(links: list[Link]) -> None:
    strikes = [
        Check(
            link=link,
            checked_at=_NOW - timedelta(days=9 - 3 * strike),
            outcome=Seen.NOT_FOUND,
            status_code=404,
            counted_as_strike=True,
        )
        for link in links
        for strike in range(3)
    ]
    strikes = Check.objects.bulk_create(strikes, batch_size=1000)
    StateChange.objects.bulk_create(
        [
            StateChange(link=link, from_state=before, to_state=after, changed_at=at.checked_at, evidence=at)
            for n, link in enumerate(links)
            for before, after, at in [(State.SUSPECT, State.DEAD, strikes[3 * n + 2])]
        ],
        batch_size=1000,
    )


def _subscribe(subscribers: int, changes: int) -> list[int]:
    keepers = Group.objects.filter(name="Link keeper").first()
    users = User.objects.bulk_create(
        User(username=f"reader{n}", email=f"reader{n}@staff.example.org", is_staff=True) for n in range(subscribers)
    )
    if keepers:
        keepers.user_set.add(*users[::2])
    bodies = list(Organization.objects.all())
    first = StateChange.every.order_by("pk").values_list("pk", flat=True)[0]
    made = []
    chance = random.Random(1)
    for n, user in enumerate(users):
        outside = n % 10 == 9
        scope = "own" if n % 10 == 4 else "chosen" if n % 10 == 7 else "all"
        one = Subscription(
            user=None if outside else user,
            address=f"reader{n}@elsewhere.example.org" if outside else "",
            confirmed_at=_NOW if outside else None,
            scope=scope,
            language=chance.choice(_LANGUAGES),
            time_zone=chance.choice(_ZONES),
            follow_ups=n % 10 == 2,
            next_report_at=_NOW,
            # One in five knows part of it already: of four parts.
            reported_through=chance.randrange(1, 5) * changes // 5 + first if chance.random() < 0.2 else 0,
        )
        one.save()
        if scope == "chosen":
            one.issuers.add(bodies[n % _BODIES], bodies[(n + 7) % _BODIES])
        made.append(one.pk)
    owners = [user for n, user in enumerate(users) if n % 10 == 4]
    letters = list(Letter.objects.order_by("pk"))
    for n, letter in enumerate(letters):
        letter.responsible = owners[n % len(owners)]
    Letter.objects.bulk_update(letters, ["responsible"], batch_size=500)
    return list(Subscription.objects.filter(pk__in=made).alike_together().values_list("pk", flat=True))


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
