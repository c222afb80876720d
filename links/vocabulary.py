"""The closed words of link health. Everything that is stored, shown or mailed about a link uses one of these.

`Outcome` is what one check saw; `State` is what people are told about the link, and is decided from outcomes over time
(`links/verdicts.py`).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What one check of a link saw."""

    OK = "ok", _("the page answered")
    MOVED = "moved", _("permanently moved to another page, which answered")
    MOVED_HOME = "moved_home", _("sent to the site's front page instead of the page")
    SOFT_404 = "soft_404", _("answered, but the page says it does not exist")
    NOT_FOUND = "not_found", _("the site says the page does not exist (404)")
    GONE = "gone", _("the site says the page was removed (410)")
    SERVER_ERROR = "server_error", _("the site answered with an error of its own")
    TIMEOUT = "timeout", _("no full answer in time")
    DNS_FAILURE = "dns_failure", _("the site's name is not known")
    CONNECTION_FAILED = "connection_failed", _("no connection to the site")
    TLS_ERROR = "tls_error", _("the site's certificate could not be trusted")
    BLOCKED = "blocked", _("the site does not let our checker read the page")
    REDIRECT_LOOP = "redirect_loop", _("the site sends readers round in circles")
    USURPED = "usurped", _("the address now shows a parked or for-sale page")
    REFUSED = "refused", _("not contacted, by our own rules")
    INCONCLUSIVE = "inconclusive", _("the check was cut short on our side")


class State(TextChoices):
    """What people see. `DEAD` is never reached by one failure, and never from a page that only blocks our checker."""

    UNCHECKED = "unchecked", _("not checked yet")
    ALIVE = "alive", _("readable")
    MOVED = "moved", _("readable at a new address")
    SUSPECT = "suspect", _("failing, being checked again")
    DEAD = "dead", _("no longer readable")
    UNVERIFIABLE = "unverifiable", _("could not be verified")
    EXCLUDED = "excluded", _("not checked")


class PersonVerdict(TextChoices):
    """What a member of staff said after looking; it holds until the evidence changes."""

    WORKS = "works", _("works for me")
    GONE = "gone", _("really gone")
    IGNORE = "ignore", _("ignore")


class PassageResult(TextChoices):
    """Whether the words a letter relies on still stand on the page."""

    NOT_ASKED = "not_asked", _("not asked")
    PRESENT = "present", _("stands on the page")
    MISSING = "missing", _("not found on the page")
    NOT_CHECKABLE = "not_checkable", _("could not be looked for")


class Aspect(TextChoices):
    """What of a link a row of its changes is about: its state, or one of the things that stand beside it."""

    STATE = "state", "state"
    PASSAGE = "passage", "passage"
    TEXT = "text", "text"
    SUCCESSOR = "successor", "address where the page lives on"


class TextResult(TextChoices):
    """Whether a page's text is still what was first read there."""

    SAME = "same", "much as it was first read"
    CHANGED = "changed", "far from what was first read"


# A transport failure may be ours rather than theirs.
TRANSPORT_FAILURES = frozenset({Outcome.TIMEOUT, Outcome.DNS_FAILURE, Outcome.CONNECTION_FAILED, Outcome.TLS_ERROR})
STRIKES = TRANSPORT_FAILURES | {
    Outcome.NOT_FOUND,
    Outcome.GONE,
    Outcome.MOVED_HOME,
    Outcome.SOFT_404,
    Outcome.USURPED,
    Outcome.REDIRECT_LOOP,
    Outcome.SERVER_ERROR,
}
# What a reader should be warned of, in the order of how sure we are.
BROKEN_STATES = (State.DEAD, State.SUSPECT)
# Where a reader who follows the address arrives at the page.
READABLE_STATES = (State.ALIVE, State.MOVED)
