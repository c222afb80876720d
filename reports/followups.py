"""What a letter still waits for: asks past their due date, and replies that never came.

Like the news of links they are told once, by a window: of days here. What falls due on a day is told by the report of
a later day, and what was published late, or an ask that was written down after its day, is told as if it had fallen
due then.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from letters.models import Ask, Letter, Reply
from reports.digest import FollowUps, OverdueAsk, UnansweredLetter
from reports.models import BEGINNING, Subscription
from reports.scope import Wanted

# So many of each stand in a mail; the rest is counted.
SHOWN = 25


@dataclass(frozen=True, slots=True)
class Following:
    """What fell due from the day `after` on, before the day `through`, on the clock of `zone`.

    A letter is expected to be answered within `answer_days`. Without `with_closed_replies` a reply that is not public
    does not exist, or the reader would learn of it from a letter that is not named.
    """

    after: date
    through: date
    answer_days: int
    zone: str
    with_closed_replies: bool


def following_of(subscription: Subscription, *, after: date, through: date) -> Following | None:
    """What the subscriber asked to be told of within these days; None when of nothing."""
    if subscription.user is None or not subscription.follow_ups or through <= after:
        return None
    return Following(
        after,
        through,
        answer_days=subscription.answer_days,
        zone=subscription.time_zone,
        with_closed_replies=subscription.user.has_perm("letters.view_reply"),
    )


def follow_ups(following: Following, wanted: Wanted) -> FollowUps:
    """Of published letters alone: what is not sent yet waits for nobody."""
    letters = wanted.letters.order_by().filter(status=Letter.Status.PUBLISHED)
    asks = _asks(letters, following)
    unanswered = _unanswered(letters, following)
    return FollowUps(
        asks=tuple(
            OverdueAsk(
                text=ask.text,
                due_on=ask.due_on,  # type: ignore[arg-type]
                subject=ask.letter.subject,
                issuer=_issuer(ask.letter),
                url=_url(ask.letter),
            )
            for ask in asks.select_related("letter__issuer").order_by("due_on", "pk")[:SHOWN]
        ),
        asks_total=asks.count(),
        letters=tuple(
            UnansweredLetter(
                subject=letter.subject,
                issuer=_issuer(letter),
                day=letter.date,
                days=(following.through - letter.date).days,
                url=_url(letter),
            )
            for letter in unanswered.select_related("issuer").order_by("date", "pk")[:SHOWN]
        ),
        letters_total=unanswered.count(),
    )


def _asks(letters: QuerySet[Letter], following: Following) -> QuerySet[Ask]:
    asks = Ask.objects.filter(letter__in=letters, outcome=Ask.Outcome.OPEN, due_on__lt=following.through)
    end = _start(following.through, following)
    asks = asks.filter(letter__published_at__lt=end, waits_since__lt=end)
    if following.after == BEGINNING:
        return asks
    start = _start(following.after, following)
    told_late = Q(letter__published_at__gte=start) | Q(waits_since__gte=start)
    return asks.filter(Q(due_on__gte=following.after) | told_late)


def _unanswered(letters: QuerySet[Letter], following: Following) -> QuerySet[Letter]:
    replies = Reply.objects.filter(letter=OuterRef("pk"))
    if not following.with_closed_replies:
        replies = replies.filter(is_public=True)
    expected = timedelta(days=following.answer_days)
    found = letters.filter(
        ~Exists(replies), date__lte=following.through - expected, published_at__lt=_start(following.through, following)
    )
    if following.after == BEGINNING:
        return found
    published_late = Q(published_at__gte=_start(following.after, following))
    return found.filter(Q(date__gt=following.after - expected) | published_late)


def _start(day: date, following: Following) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(following.zone))


def _issuer(letter: Letter) -> str:
    return letter.issuer.short_name or letter.issuer.name


def _url(letter: Letter) -> str:
    return settings.BASE_URL + letter.get_absolute_url()
