"""Who is to be told at once: a source of a letter published lately died.

Their report is not another one but comes early, with all that is new; the next one keeps its date. So nothing is told
twice, and one mark says how far a subscriber knows the news.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from letters.models import Citation, Letter
from links.models import StateChange
from links.vocabulary import State
from reports.models import Subscription
from reports.scope import wanted_by

# For so long after its publication a letter's sources are watched so closely.
LATELY = timedelta(days=30)


def urgent_subscribers(*, now: datetime, through_id: int) -> Iterator[int]:
    """Those who asked to be told at once and do not know yet that such a source, of a letter they want, is dead."""
    deaths = _deaths(now=now, through_id=through_id)
    if not deaths:
        return
    waiting = Subscription.objects.receiving().filter(at_once=True, reported_through__lt=max(deaths))
    for subscription in waiting.select_related("user"):
        letters = {
            letter_id
            for change_id, letter_ids in deaths.items()
            if change_id > subscription.reported_through
            for letter_id in letter_ids
        }
        if wanted_by(subscription).letters.order_by().filter(pk__in=letters).exists():
            yield subscription.pk


def _deaths(*, now: datetime, through_id: int) -> dict[int, set[int]]:
    """The changes by which cited links died that are dead still, with the letters published lately that cite them."""
    lately = Letter.objects.published().filter(published_at__gte=now - LATELY).order_by()
    cited = Citation.objects.filter(footnote__letter__in=lately, source__link__state=State.DEAD)
    citing: dict[int, set[int]] = defaultdict(set)
    for link_id, letter_id in cited.values_list("source__link", "footnote__letter"):
        citing[link_id].add(letter_id)
    changes = StateChange.objects.filter(link__in=list(citing), to_state=State.DEAD, pk__lte=through_id)
    return {change_id: citing[link_id] for change_id, link_id in changes.values_list("pk", "link_id")}
