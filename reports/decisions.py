"""What a reader of a report decides about a link: each decision in one place, whoever asks for it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from links import successors
from links.addresses import BadAddress, parse
from links.models import Link, Proposal
from links.person import ChangedMeanwhile, judge, lead_readers
from links.tasks import sweep_soon
from links.vocabulary import Outcome, PersonVerdict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MAY_DECIDE = "links.judge_link"


class Kind(models.TextChoices):
    """What can be decided from a mail."""

    WORKS = "works", _("works for me")
    GONE = "gone", _("really gone")
    ACCEPT = "accept", _("accept the new address")
    REPLACE = "replace", _("replace by another address")
    COPY = "copy", _("use the archived copy")
    IGNORE = "ignore", _("ignore")


# What each decision leads to, as its page says before the reader presses the button. For REPLACE that stands beside
# the field for the address.
FOLLOWS = {
    Kind.WORKS: _(
        "Readers are told that the page can be read. Failures counted so far are forgotten, and checks go on."
    ),
    Kind.GONE: _(
        "Readers are told that the page can no longer be read. Checks go on, and a page that comes back is noticed."
    ),
    Kind.ACCEPT: _("The address as cited stays; the new one is shown beside it, and is watched from now on."),
    Kind.COPY: _("Readers are led to the archived copy before the page itself, until somebody decides otherwise."),
    Kind.IGNORE: _("Readers are told that the page is not checked. It is looked at once a month."),
}


class NotDecidedError(Exception):
    """Nothing was changed; the message says why, and what to do, in the language that is active."""


def decide(
    *, kind: Kind, link: Link, by: User, now: datetime, proposal_id: int | None = None, address: str = ""
) -> "StrOrPromise":
    """Carry the decision out and write it to the link's history; returns what was done, as a sentence.

    The sentence is in the language of whoever reads it: the history's is the site's.

    `proposal_id` is what ACCEPT accepts, `address` what REPLACE adds; the address as cited always stays. Safe to
    repeat. Raises NotDecidedError.
    """
    with transaction.atomic():
        done = _DOERS[kind](kind=kind, link=link, by=by, now=now, proposal_id=proposal_id, address=address)
        with translation.override(settings.LANGUAGE_CODE):
            told = f"By mail: {done}"
        LogEntry.objects.log_actions(by.pk, Link.objects.filter(pk=link.pk), CHANGE, told, single_object=True)
    return done


def _judge(*, kind: Kind, link: Link, by: User, now: datetime, **_rest: Any) -> "StrOrPromise":
    verdict = PersonVerdict(kind.value)
    try:
        judge(link=link, verdict=verdict, by=by, now=now)
    except ChangedMeanwhile as error:
        raise NotDecidedError(str(error)) from error
    return format_lazy(_("Said of the link: {verdict}."), verdict=verdict.label)


def _use_copy(*, link: Link, **_rest: Any) -> "StrOrPromise":
    if not lead_readers(link_id=link.pk, to_copy=True) and not Link.objects.filter(pk=link.pk, archive_first=True):
        raise NotDecidedError(gettext("No archived copy that answers is known any more. Nothing was changed."))
    return _("Led readers to the archived copy.")


def _accept(*, link: Link, by: User, now: datetime, proposal_id: int | None, **_rest: Any) -> "StrOrPromise":
    proposal = link.proposals.filter(pk=proposal_id).first() if proposal_id else None
    if proposal is None or proposal.status == Proposal.Status.ABSENT:
        raise NotDecidedError(gettext("The page is no longer found at the new address. Nothing was changed."))
    return _write_acceptance(proposal, by=by, now=now)


def _replace(*, link: Link, by: User, now: datetime, address: str, **_rest: Any) -> "StrOrPromise":
    try:
        url = parse(address).url
    except BadAddress as error:
        kept = gettext("Nothing was changed.")
        raise NotDecidedError(f"{error} {kept}") from error
    if url == link.url:
        raise NotDecidedError(gettext("This is the address as it is cited now. Nothing was changed."))
    proposal, _is_new = Proposal.objects.get_or_create(
        link=link,
        url=url,
        # Nobody looked there but the person who says so; the first check of the new link will.
        defaults={"status": Proposal.Status.PROPOSED, "tried_at": now, "outcome": Outcome.INCONCLUSIVE},
    )
    if proposal.status == Proposal.Status.ABSENT:
        Proposal.objects.filter(pk=proposal.pk, status=Proposal.Status.ABSENT).update(status=Proposal.Status.PROPOSED)
        proposal.status = Proposal.Status.PROPOSED
    return _write_acceptance(proposal, by=by, now=now)


def _write_acceptance(proposal: Proposal, *, by: User, now: datetime) -> "StrOrPromise":
    if proposal.status != Proposal.Status.ACCEPTED:
        try:
            successors.accept(proposal=proposal, by=by, now=now)
        except successors.DecidedMeanwhile as error:
            raise NotDecidedError(str(error)) from error
        transaction.on_commit(sweep_soon, robust=True)
    return format_lazy(_("Accepted that the page lives on at {address}"), address=proposal.url)


_DOERS: dict[Kind, Callable[..., "StrOrPromise"]] = {
    Kind.WORKS: _judge,
    Kind.GONE: _judge,
    Kind.IGNORE: _judge,
    Kind.ACCEPT: _accept,
    Kind.REPLACE: _replace,
    Kind.COPY: _use_copy,
}
