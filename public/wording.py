"""What pages say about links, passages and dates, in words. Pure: works on rows already read."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from letters.dates import in_words
from letters.models import Citation
from letters.source_story import Run
from links import addresses
from links.archives.faults import is_faulty
from links.models import Link, Passage, Snapshot
from links.verdicts import SUCCESSES
from links.vocabulary import Outcome, PassageResult, PersonVerdict, State

_READABLE = frozenset({State.ALIVE, State.MOVED, State.UNVERIFIABLE})

# What each state means, for /link-health/ and for readers who wonder; the rules are links/verdicts.py's.
STATE_MEANINGS = {
    State.ALIVE: gettext_lazy("The page answered at its address when it was last checked."),
    State.MOVED: gettext_lazy("The site permanently sends readers to another address, where the page answered."),
    State.SUSPECT: gettext_lazy("The last check failed. It is being repeated before anything is concluded."),
    State.DEAD: gettext_lazy(
        "Three checks failed over at least six days, or a member of staff confirmed that the page is gone."
    ),
    State.UNVERIFIABLE: gettext_lazy("The site does not let our checker read the page. A reader may well be able to."),
    State.UNCHECKED: gettext_lazy("Entered recently, or an address that is not watched."),
    State.EXCLUDED: gettext_lazy("Not contacted, by our own rules."),
}


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """A link's state for the eye: `state` picks the mark, `words` say it in full, `broken` warns."""

    state: str
    words: str
    broken: bool = False


def site_name() -> str:
    return _("Advocacy letters")


def day(moment: datetime | None) -> str:
    """`3 March 2026`, in the site's time zone; empty when there is no moment."""
    return in_words(timezone.localtime(moment)) if moment else ""


def link_status(link: Link | None) -> LinkStatus:
    """The state of a source's link, with the day it was seen; None for a source that is only on paper."""
    if link is None:
        return LinkStatus("paper", _("on paper only: no address to check"))
    return LinkStatus(link.state, _WORDS[State(link.state)](link), broken=link.is_broken)


def passage_words(passage: Passage | None) -> str:
    """What a reader should know about the words that a citation relies on; empty when there is nothing to warn of."""
    if passage is None:
        return ""
    when = {"day": day(passage.checked_at)}
    if passage.result == PassageResult.MISSING:
        if passage.checked_at:
            words = (
                "The passage that the letter points to was not found on the page when the page was checked on %(day)s."
            )
            return _(words) % when
        return _("The passage that the letter points to was not found on the page.")
    if passage.result == PassageResult.NOT_CHECKABLE:
        if passage.checked_at:
            return (
                _("The passage that the letter points to could not be looked for when the page was checked on %(day)s.")
                % when
            )
        return _("The passage that the letter points to could not be looked for.")
    return ""


def passage_found_words(passage: Passage | None) -> str:
    """That the words a citation relies on stand on the page, with the day; empty when that was not seen."""
    if passage is None or passage.result != PassageResult.PRESENT:
        return ""
    if passage.checked_at:
        return _("The passage stood on the page on %(day)s.") % {"day": day(passage.checked_at)}
    return _("The passage stands on the page.")


def archived_passage_words(citation: Citation, copy: Snapshot | None) -> str:
    """What a reader should know of the quoted words on the archived copy that is shown; empty when nothing is known."""
    judged = citation.snapshot_id or citation.capture_id
    if copy is None or citation.passage_id is None or copy.pk != judged:
        return ""
    if citation.capture_passage == PassageResult.PRESENT:
        return _("The passage that the letter points to stands on the archived copy.")
    if citation.capture_passage == PassageResult.MISSING:
        return _("The passage that the letter points to was not found on the archived copy.")
    return ""


def passage_stands(passage: Passage | None, since: datetime | None) -> str:
    """That the words a citation relies on were found; the day is told as by `changed_words`."""
    if passage is None or passage.result != PassageResult.PRESENT:
        return ""
    when = day(passage.checked_at) if _is_open(passage.checked_at, since) else ""
    undated = _("The passage that the letter points to stands on the page.")
    dated = _("The passage that the letter points to stood on the page when it was checked on %(day)s.")
    return _on(undated, dated, when)


def changed_words(link: Link | None, since: datetime | None) -> str:
    """That the page's text has drifted far; empty when it has not, or when the page cannot be read anyway.

    No day before `since`, the first publication of a letter that cites the page, is named: until then somebody here was
    watching it for a draft, and that is not for the public to know.
    """
    if link is None or not link.changed or link.state not in _READABLE:
        return ""
    text = getattr(link, "page_text", None)
    if text is not None and _is_open(text.first_read_at, since):
        when = {"day": day(text.first_read_at)}
        return _("The page’s text has changed a great deal since it was first read on %(day)s.") % when
    return _("The page’s text has changed a great deal since it was first read here.")


def run_details(run: Run) -> str:
    """What a run of checks saw besides its outcome: `status code 404; 3 checks; counted as a failure`."""
    details = [_("status code %(code)d") % {"code": run.status_code}] if run.status_code else []
    if run.checks > 1:
        details.append(ngettext("%(number)d check", "%(number)d checks", run.checks) % {"number": run.checks})
    if run.is_strike:
        details.append(ngettext("counted as a failure", "each counted as a failure", run.checks))
    return "; ".join(details)


def copy_words(copy: Snapshot, since: datetime | None) -> str:
    """What was seen when the archive was last asked for the copy; `since` as for `changed_words`."""
    if not copy.outcome:
        return ""
    when = day(copy.verified_at) if _is_open(copy.verified_at, since) else ""
    if copy.outcome in SUCCESSES:
        return _on(_("it could be read when last tried"), _("it could be read when last tried on %(day)s"), when)
    if is_faulty(copy):
        return _on(_("it held no page when last tried"), _("it held no page when last tried on %(day)s"), when)
    return _on(_("it could not be read when last tried"), _("it could not be read when last tried on %(day)s"), when)


def _is_open(moment: datetime | None, since: datetime | None) -> bool:
    return moment is not None and since is not None and moment >= since


def web_address(value: str | None) -> str:
    """`value` when it is an address that a reader may be sent to, else nothing: never a `javascript:` link."""
    try:
        addresses.parse(value or "")
    except addresses.BadAddress:
        return ""
    return value or ""


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


def _on(undated: str, dated: str, when: str) -> str:
    return dated % {"day": when} if when else undated


def _alive(link: Link) -> str:
    if link.person_verdict == PersonVerdict.WORKS:
        found = day(link.person_verdict_at)
        return _on(_("readable"), _("readable, as a member of staff found on %(day)s"), found)
    return _on(_("readable"), _("readable, checked %(day)s"), day(link.last_ok_at or link.last_checked_at))


def _moved(link: Link) -> str:
    seen = day(link.last_ok_at or link.last_checked_at)
    return _on(_("readable at a new address"), _("readable at a new address, checked %(day)s"), seen)


def _suspect(link: Link) -> str:
    undated, dated = _("failing, being checked again"), _("failing since %(day)s, being checked again")
    return _because(_on(undated, dated, day(link.failing_since)), link)


def _dead(link: Link) -> str:
    if link.person_verdict == PersonVerdict.GONE:
        confirmed = _("no longer readable, as a member of staff confirmed on %(day)s")
        return _on(_("no longer readable"), confirmed, day(link.person_verdict_at))
    since = _on(_("no longer readable"), _("no longer readable since %(day)s"), day(link.failing_since))
    return _because(since, link)


def _unverifiable(link: Link) -> str:
    words = {"reason": Outcome(link.outcome or Outcome.BLOCKED).label, "day": day(link.last_checked_at)}
    if link.last_checked_at:
        return _("could not be verified: %(reason)s; last tried %(day)s") % words
    return _("could not be verified: %(reason)s") % words


def _because(words: str, link: Link) -> str:
    return f"{words}: {Outcome(link.outcome).label}" if link.outcome else words


_WORDS = {
    State.UNCHECKED: lambda link: _("not checked yet"),
    State.ALIVE: _alive,
    State.MOVED: _moved,
    State.SUSPECT: _suspect,
    State.DEAD: _dead,
    State.UNVERIFIABLE: _unverifiable,
    State.EXCLUDED: lambda link: _("not checked, by our own rules"),
}
