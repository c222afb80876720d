"""What the home page counts. All of it begins with published letters; each number is that of the list it leads to."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, OuterRef
from django.db.models.functions import TruncMonth

from letters.filters import still_held
from letters.models import Letter, PublicSource, Reply
from letters.revision import kept
from letters.source_health import standing
from letters.visibility import public_detainees
from links.vocabulary import READABLE_STATES, State

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Overview:
    """The archive in numbers, as far as the public may know."""

    letters: int
    answered: int
    detainees: int
    held: int
    sources: int
    watched: int
    readable: int
    dead: int

    @property
    def unanswered(self) -> int:
        """Letters without a public reply: some may have been answered in confidence."""
        return self.letters - self.answered


@dataclass(frozen=True, slots=True)
class Month:
    """One month, and how many published letters are dated in it."""

    first: date
    count: int

    @property
    def last(self) -> date:
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])


def overview() -> Overview:
    links, record = standing(), kept("overview", "", _of_record, of_record=True)
    return Overview(
        **record,
        watched=links.total,
        readable=sum(links.counts.get(state, 0) for state in READABLE_STATES),
        dead=links.counts.get(State.DEAD, 0),
    )


def _of_record() -> dict[str, int]:
    answered = Exists(Reply.objects.filter(is_public=True, letter=OuterRef("pk")))
    letters = Letter.objects.published().order_by()
    counts = letters.aggregate(letters=Count("pk"), answered=Count("pk", filter=answered))
    detainees = public_detainees().order_by()
    return {
        **counts,
        "detainees": detainees.count(),
        "held": still_held(detainees).count(),
        "sources": PublicSource.objects.count(),
    }


def letters_by_month() -> Sequence[Month]:
    """The months up to that of the newest letter, oldest first, those without a letter as well; none in an empty
    archive."""
    return kept("letters-by-month", "", _letters_by_month, of_record=True)


def _letters_by_month() -> list[Month]:
    letters = Letter.objects.published().order_by()
    newest = letters.aggregate(newest=Max("date"))["newest"]
    if newest is None:
        return []
    months = [newest.replace(day=1)]
    while len(months) < MONTHS and months[-1].year > 1:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    counted = letters.filter(date__gte=months[-1]).annotate(month=TruncMonth("date")).values("month")
    counts = dict(counted.annotate(n=Count("pk")).values_list("month", "n"))
    return [Month(month, counts.get(month, 0)) for month in reversed(months)]
