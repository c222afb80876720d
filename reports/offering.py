"""What a subscriber may decide from their mail, each decision under a signed address of their own."""

from collections.abc import Iterator

from django.conf import settings

from reports import mails
from reports.decisions import MAY_DECIDE, Kind
from reports.digest import Entry
from reports.models import Subscription
from reports.tokens import Decision, decide_path, stamp_of


def offering_to(subscription: Subscription) -> mails.Offering:
    """Offers nothing to those who may not decide about links."""
    if subscription.user is None or not subscription.user.has_perm(MAY_DECIDE):
        return mails.nothing

    stamp = stamp_of(subscription.user)

    def offers(entry: Entry) -> list[mails.Offer]:
        return [
            mails.Offer(
                str(kind.label).capitalize(),
                settings.BASE_URL + decide_path(Decision(subscription.pk, entry.link_id, kind, proposal_id, stamp)),
            )
            for kind, proposal_id in _sensible(entry)
        ]

    return offers


def _sensible(entry: Entry) -> Iterator[tuple[Kind, int | None]]:
    """What can be decided about the entry: nothing where the page answers again."""
    if entry.is_readable:
        return
    if entry.proposal_id:
        yield Kind.ACCEPT, entry.proposal_id
    if entry.copy:
        yield Kind.COPY, None
    for kind in (Kind.WORKS, Kind.GONE, Kind.REPLACE, Kind.IGNORE):
        yield kind, None
