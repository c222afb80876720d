"""What pages say about links, passages and dates, in words. Pure: works on rows already read."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from letters.models import Citation
from links import addresses
from links.archives.faults import is_faulty
from links.models import Link, Passage, Snapshot
from links.verdicts import SUCCESSES
from links.vocabulary import Outcome, PassageResult, PersonVerdict, State
from people.dates import earliest

DAY_FORMAT = "j F Y"
_READABLE = frozenset({State.ALIVE, State.MOVED, State.UNVERIFIABLE})

# What each state means, for /link-health/ and for readers who wonder; the rules are links/verdicts.py's.
STATE_MEANINGS = {
    State.ALIVE: "The page answered at its address when it was last checked.",
    State.MOVED: "The site permanently sends readers to another address, where the page answered.",
    State.SUSPECT: "The last check failed. It is being repeated before anything is concluded.",
    State.DEAD: "Three checks failed over at least six days, or a member of staff confirmed that the page is gone.",
    State.UNVERIFIABLE: "The site does not let our checker read the page. A reader may well be able to.",
    State.UNCHECKED: "Entered recently, or an address that is not watched.",
    State.EXCLUDED: "Not contacted, by our own rules.",
}


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """A link's state for the eye: `state` picks the mark, `words` say it in full, `broken` warns."""

    state: str
    words: str
    broken: bool = False


def day(moment: datetime | None) -> str:
    """`3 March 2026`, in the site's time zone; empty when there is no moment."""
    return date_format(timezone.localtime(moment), DAY_FORMAT) if moment else ""


def partial_date(value: str) -> str:
    """`27 September 2023`, `September 2023` or `2023`, as precise as `value`; what is not a date stays as it is."""
    try:
        first = earliest(value)
    except ValueError:
        return value
    return date_format(first, {4: "Y", 7: "F Y"}.get(len(value), DAY_FORMAT))


def link_status(link: Link | None) -> LinkStatus:
    """The state of a source's link, with the day it was seen; None for a source that is only on paper."""
    if link is None:
        return LinkStatus("paper", "on paper only: no address to check")
    return LinkStatus(link.state, _WORDS[State(link.state)](link), broken=link.is_broken)


def passage_words(passage: Passage | None) -> str:
    """What a reader should know about the words that a citation relies on; empty when there is nothing to warn of."""
    if passage is None:
        return ""
    when = f" when the page was checked on {day(passage.checked_at)}" if passage.checked_at else ""
    if passage.result == PassageResult.MISSING:
        return f"The passage that the letter points to was not found on the page{when}."
    if passage.result == PassageResult.NOT_CHECKABLE:
        return f"The passage that the letter points to could not be looked for{when}."
    return ""


def archived_passage_words(citation: Citation, copy: Snapshot | None) -> str:
    """What a reader should know of the quoted words on the archived copy that is shown; empty when nothing is known."""
    judged = citation.snapshot_id or citation.capture_id
    if copy is None or citation.passage_id is None or copy.pk != judged:
        return ""
    if citation.capture_passage == PassageResult.PRESENT:
        return "The passage that the letter points to stands on the archived copy."
    if citation.capture_passage == PassageResult.MISSING:
        return "The passage that the letter points to was not found on the archived copy."
    return ""


def changed_words(link: Link | None, since: datetime | None) -> str:
    """That the page's text has drifted far; empty when it has not, or when the page cannot be read anyway.

    No day before `since`, the first publication of a letter that cites the page, is named: until then somebody here was
    watching it for a draft, and that is not for the public to know.
    """
    if link is None or not link.changed or link.state not in _READABLE:
        return ""
    text = getattr(link, "page_text", None)
    when = f" on {day(text.first_read_at)}" if text is not None and _is_open(text.first_read_at, since) else ""
    return f"The page’s text has changed a great deal since it was first read{when or ' here'}."


def copy_words(copy: Snapshot, since: datetime | None) -> str:
    """What was seen when the archive was last asked for the copy; `since` as for `changed_words`."""
    if not copy.outcome:
        return ""
    when = f" on {day(copy.verified_at)}" if _is_open(copy.verified_at, since) else ""
    if copy.outcome in SUCCESSES:
        return f"it could be read when last tried{when}"
    if is_faulty(copy):
        return f"it held no page when last tried{when}"
    return f"it could not be read when last tried{when}"


def _is_open(moment: datetime | None, since: datetime | None) -> bool:
    return moment is not None and since is not None and moment >= since


def live_address(citation: Citation) -> str:
    """The address as the letter printed it, text fragment and all, when it still is the link's; else the link's own.

    The state shown beside it is the link's: once a source has moved to another address, that is where readers are
    sent. A source without a link has no state, and no address.
    """
    printed = citation.url_as_printed.strip()
    if printed.startswith("<") and printed.endswith(">"):
        printed = printed[1:-1].strip()
    kept = citation.source.link.url if citation.source.link else ""
    try:
        return printed if addresses.parse(printed).url == kept else kept
    except addresses.BadAddress:
        return kept


def _on(words: str, moment: datetime | None, *, sign: str = ", ") -> str:
    return f"{words}{sign}{day(moment)}" if moment else words


def _alive(link: Link) -> str:
    if link.person_verdict == PersonVerdict.WORKS:
        return _on("readable", link.person_verdict_at, sign=", as a member of staff found on ")
    return _on("readable", link.last_ok_at or link.last_checked_at, sign=", checked ")


def _moved(link: Link) -> str:
    return _on("readable at a new address", link.last_ok_at or link.last_checked_at, sign=", checked ")


def _suspect(link: Link) -> str:
    return f"{_on('failing', link.failing_since, sign=' since ')}, being checked again{_seen(link)}"


def _dead(link: Link) -> str:
    if link.person_verdict == PersonVerdict.GONE:
        return _on("no longer readable", link.person_verdict_at, sign=", as a member of staff confirmed on ")
    return f"{_on('no longer readable', link.failing_since, sign=' since ')}{_seen(link)}"


def _unverifiable(link: Link) -> str:
    reason = Outcome(link.outcome).label if link.outcome else Outcome.BLOCKED.label
    return _on(f"could not be verified: {reason}", link.last_checked_at, sign="; last tried ")


def _seen(link: Link) -> str:
    return f": {Outcome(link.outcome).label}" if link.outcome else ""


_WORDS = {
    State.UNCHECKED: lambda link: "not checked yet",
    State.ALIVE: _alive,
    State.MOVED: _moved,
    State.SUSPECT: _suspect,
    State.DEAD: _dead,
    State.UNVERIFIABLE: _unverifiable,
    State.EXCLUDED: lambda link: "not checked, by our own rules",
}
