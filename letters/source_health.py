"""How the sources of published letters fare: today, over time, by site and by publisher.

Everything rests on the citations of published letters. A source counts from when a letter that cites it was published:
before that somebody here watched its page for a draft, and that is not for the public to know, not even in a sum.

What is counted over all links is made once for each change of what the public may see (letters/revision.py), and day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from letters.models import PublicSource
from letters.revision import kept
from links.history import Day, states_at_end
from links.vocabulary import BROKEN_STATES, State

# A point a week, and as many as make a year.
WEEKS = 52
LISTED = 25


@dataclass(frozen=True, slots=True)
class Group:
    """The watched addresses of one site or one publisher, how many of them there are, and how many in each state that
    a reader should know of."""

    name: str
    total: int
    dead: int
    suspect: int
    unverifiable: int


@dataclass(frozen=True, slots=True)
class Standing:
    """All public links today: how many in which state, and when one was last checked."""

    counts: dict[str, int]
    newest_check: datetime | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def standing() -> Standing:
    return kept("standing", timezone.localdate(), _standing)


def _standing() -> Standing:
    by_state = _watched().values("link__state").annotate(n=Count("pk"), newest=Max("link__last_checked_at"))
    found = list(by_state.values_list("link__state", "n", "newest"))
    checks = [newest for _, _, newest in found if newest]
    return Standing({state: n for state, n, _ in found}, max(checks, default=None))


def weeks(now: datetime) -> Sequence[Day]:
    """How many public links were in which state at the end of each week of a year, oldest first; the last is today's.

    Weeks before the first source was public are left out.
    """
    today = timezone.localdate(now)
    # What checks see today does not change what was seen until a week ago.
    past = kept("weeks", today, lambda: _weeks(today), of_record=True)
    counts = standing().counts
    days = [*past, Day(today, {state.value: counts.get(state.value, 0) for state in State})]
    first = next((at for at, day in enumerate(days) if day.total), len(days))
    return days[first:]


def _weeks(today: date) -> list[Day]:
    # A source that was added to a letter that was public already was not watched before.
    public_from = _watched().filter(since__isnull=False).annotate(counts_from=Greatest("since", "link__created_at"))
    return states_at_end([today - timedelta(weeks=back) for back in range(WEEKS, 0, -1)], public_from)


def by_host() -> Sequence[Group]:
    """The sites with the most dead links first."""
    return kept("by-host", "", lambda: _groups(_watched(), name="link__host__name"))


def by_publisher() -> Sequence[Group]:
    """The publishers with the most dead links first. Sources on paper, or of no known publisher, are left out."""
    named = _watched().exclude(source__publisher="")
    return kept("by-publisher", "", lambda: _groups(named, name="source__publisher"))


def _watched() -> QuerySet[PublicSource]:
    """Public sources with a link, which has one source: to count either."""
    return PublicSource.objects.filter(link__isnull=False).order_by()


def _groups(rows: QuerySet[PublicSource], *, name: str) -> list[Group]:
    def how_many(one: State) -> Count:
        return Count("pk", filter=Q(link__state=one))

    counted = (
        rows.values(group=F(name))
        .annotate(
            total=Count("pk"),
            dead=how_many(State.DEAD),
            suspect=how_many(State.SUSPECT),
            unverifiable=how_many(State.UNVERIFIABLE),
        )
        .order_by("-dead", "-suspect", "-unverifiable", "-total", "group")[:LISTED]
    )
    return [Group(*row) for row in counted.values_list("group", "total", "dead", "suspect", "unverifiable")]


def broken() -> Sequence[int]:
    """The ids of public links that are dead, then of those that fail; of each kind the newest failure first."""
    return kept("broken", "", _broken)


def _broken() -> list[int]:
    failing = _watched().filter(link__state__in=BROKEN_STATES)
    in_turn = failing.order_by("link__state", F("link__failing_since").desc(nulls_last=True), "link")
    return list(in_turn.values_list("link", flat=True))
