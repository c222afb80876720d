"""Addresses that a mail carries: signed, so that nobody can make one, and of limited use.

A token says who was mailed and what they may do with it. It is no session: it opens one page, and acts on POST alone,
since mail scanners follow links.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.contrib.auth.models import User
from django.core import signing
from django.urls import get_script_prefix, reverse
from django.utils.crypto import salted_hmac

from reports.decisions import Kind

# For so long the mail itself shows that its reader is the subscriber; afterwards they sign in.
FRESH = timedelta(days=3)
# After this a decision is no longer one about what the mail told.
EXPIRES = timedelta(days=30)
# An outsider has so long to say that they want the reports.
CONFIRM_WITHIN = timedelta(days=14)
# Stands in an address that is looked up once.
_PLACE = "PLACE"
_DECIDE, _LEAVE, _CONFIRM = "reports.decide", "reports.leave", "reports.confirm"


class BadTokenError(Exception):
    """The token is not ours, or was damaged on its way."""


class ExpiredTokenError(Exception):
    """The token was ours, but is too old to act on."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one link in a mail is for. `is_fresh`: it needs no sign-in yet, if `stamp` is still the reader's."""

    subscription_id: int
    link_id: int
    kind: Kind
    proposal_id: int | None = None
    stamp: str = ""
    is_fresh: bool = False


def decide_path(decision: Decision) -> str:
    packed = [decision.subscription_id, decision.link_id, decision.kind.value, decision.proposal_id, decision.stamp]
    # To look the address up costs more than to sign, and a mail has three hundred.
    return _decide_frame(get_script_prefix()).replace(_PLACE, signing.dumps(packed, salt=_DECIDE))


@lru_cache(maxsize=4)
def _decide_frame(_prefix: str) -> str:
    return reverse("report-decide", args=[_PLACE])


def read_decision(token: str) -> Decision:
    """Raises BadTokenError, ExpiredTokenError."""
    try:
        subscription_id, link_id, kind, proposal_id, stamp = signing.loads(token, salt=_DECIDE, max_age=EXPIRES)
        return Decision(subscription_id, link_id, Kind(kind), proposal_id, str(stamp), is_fresh=_is_fresh(token))
    except signing.SignatureExpired as error:
        raise ExpiredTokenError from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadTokenError from error


def stamp_of(user: User) -> str:
    """Changes with the address and the password: a mailbox or an account that was lost decides nothing more."""
    return salted_hmac(_DECIDE, f"{user.email}\n{user.password}", algorithm="sha256").hexdigest()[:20]


def _is_fresh(token: str) -> bool:
    try:
        signing.loads(token, salt=_DECIDE, max_age=FRESH)
    except signing.SignatureExpired:
        return False
    return True


def leave_path(subscription_id: int, address: str) -> str:
    """The page that ends a subscription; good for ever, since mails are kept, but for this address alone."""
    return reverse("report-leave", args=[signing.dumps([subscription_id, address], salt=_LEAVE)])


def read_leave(token: str) -> tuple[int, str]:
    """Whose reports are to end, and the address they were sent to. Raises BadTokenError."""
    try:
        subscription_id, address = signing.loads(token, salt=_LEAVE)
        return int(subscription_id), str(address)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadTokenError from error


def confirm_path(subscription_id: int, address: str) -> str:
    """The page on which an outsider says that they want the reports."""
    return reverse("report-confirm", args=[signing.dumps([subscription_id, address], salt=_CONFIRM)])


def read_confirm(token: str) -> tuple[int, str]:
    """Whose reports are confirmed, and the address that was asked. Raises BadTokenError, ExpiredTokenError."""
    try:
        subscription_id, address = signing.loads(token, salt=_CONFIRM, max_age=CONFIRM_WITHIN)
        return int(subscription_id), str(address)
    except signing.SignatureExpired as error:
        raise ExpiredTokenError from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadTokenError from error
