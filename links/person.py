"""What a person says of a link: the one place beside `links/recording.py` where a link's state changes."""

import random
from copy import copy
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from links.models import Link, Snapshot, StateChange
from links.recording import apply_standing, standing_of
from links.verdicts import give_verdict
from links.vocabulary import STRIKES, PersonVerdict

_ATTEMPTS = 5
_WRITTEN = (
    "state",
    "outcome",
    "status_code",
    "final_url",
    "strikes",
    "failing_since",
    "last_strike_at",
    "last_ok_at",
    "person_verdict",
)


class ChangedMeanwhile(Exception):
    """The link kept being changed by others while a person's verdict was to be written."""


def judge(*, link: Link, verdict: PersonVerdict, by: User | None, now: datetime) -> bool:
    """Write a person's verdict on the link; True when its state changed by it.

    Made from the link as it stands in the database, and again if a check is recorded in that very moment; raises
    ChangedMeanwhile when that goes on.
    """
    for _ in range(_ATTEMPTS):
        with transaction.atomic():
            before = Link.objects.get(pk=link.pk)
            after = copy(before)
            decision = give_verdict(standing_of(before), verdict, now=now, jitter=random.random())  # noqa: S311
            apply_standing(after, decision.standing)
            watched = {} if before.next_check_at is None else {"next_check_at": decision.next_check_at}
            facts = {name: getattr(after, name) for name in _WRITTEN}
            if not _update(before, **facts, person_verdict_at=now, person_verdict_by=by, **watched):
                continue
            changed = after.state != before.state
            if changed:
                StateChange.objects.create(
                    link=before, from_state=before.state, to_state=after.state, changed_at=now, by=by
                )
            return changed
    told = gettext("%(address)s is being checked at this moment; say it again in a minute.")
    raise ChangedMeanwhile(told % {"address": link.url})


def lead_readers(*, link_id: int, to_copy: bool) -> bool:
    """Lead readers to the archived copy before the page itself, or back; False when they are led there already, or
    when no copy that answers is known."""
    links = Link.objects.filter(pk=link_id, archive_first=not to_copy)
    if to_copy:
        links = links.filter(Exists(Snapshot.objects.filter(link=OuterRef("pk")).exclude(outcome__in=STRIKES)))
    return links.update(archive_first=to_copy) == 1


def _update(link: Link, **facts: object) -> bool:
    """Write the facts if the link still is what they were decided from."""
    rows = Link.objects.filter(
        pk=link.pk,
        state=link.state,
        strikes=link.strikes,
        last_checked_at=link.last_checked_at,
        person_verdict=link.person_verdict,
        person_verdict_at=link.person_verdict_at,
    ).update(**facts)
    return rows == 1
