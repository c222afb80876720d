"""What became of a link so far, read for its page: states over time, its text, new addresses, archives asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from links.admin.addressing import web_link
from links.admin.progress import Progress, progress
from links.admin.timeline import Timeline, Turn, draw
from links.models import CaptureRequest, Link, PageText, Proposal, Snapshot, StateChange
from links.successors import ACCEPTABLE
from links.vocabulary import STRIKES, Outcome, PassageResult
from links.walking import leasing

_DRAWN = 200
_LISTED = 50


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposed address as the page shows it; `may_accept` and `may_decline` say which buttons make sense."""

    proposal: Proposal
    address: SafeString | str
    led_to: SafeString | str
    seen: str
    words: list[str]
    may_accept: bool
    may_decline: bool

    @property
    def accepting(self) -> str:
        return "Accept after all" if self.proposal.status == Proposal.Status.DECLINED else "Accept this address"

    @property
    def declining(self) -> str:
        return "Take it back" if self.proposal.status == Proposal.Status.ACCEPTED else "Decline"


def course_of(link: Link, *, now: datetime) -> dict[str, Any]:
    """Everything that the page tells beside the tables of checks, passages and copies; a fixed number of queries."""
    newest = link.state_changes.select_related("evidence", "by").order_by("-changed_at", "-pk")[:_DRAWN]
    changes = list(newest)
    return {
        "timeline": timeline_of(link, changes[::-1], now=now),
        "changes": changes[:_LISTED],
        "more_changes": len(changes) > _LISTED,
        "proposal_rows": [_proposal_row(one) for one in proposals_of(link)],
        "page_text": PageText.objects.filter(link=link).first(),
        "capture_request": CaptureRequest.objects.filter(link=link).select_related("snapshot").first(),
        "progress": progress_of(link, now=now),
    }


def timeline_of(link: Link, changes: Sequence[StateChange], *, now: datetime) -> Timeline:
    """`changes` oldest first; when they are not all, the line begins with the first of them."""
    turns = [Turn(change.changed_at, change.to_state) for change in changes]
    first = changes[0].from_state if changes else link.state
    began = changes[0].changed_at if len(changes) == _DRAWN else link.created_at
    checks = list(link.checks.order_by("-checked_at", "-pk").values_list("checked_at", "counted_as_strike")[:_DRAWN])
    return draw(began=began, first=first, turns=turns, checks=checks, now=now)


def progress_of(link: Link, *, now: datetime) -> Progress:
    """What may be said of the link's next check; asks for what the last one saw."""
    last = link.checks.order_by("-checked_at", "-pk").only("outcome").first()
    return progress(
        next_check_at=link.next_check_at,
        last_checked_at=link.last_checked_at,
        is_walked=leasing.is_walked(link.host, now=now),
        rests_until=link.host.leased_until,
        backed_off_until=link.host.backed_off_until,
        seen=str(last.get_outcome_display()) if last else "what was seen is no longer on record",
        now=now,
    )


def proposals_of(link: Link) -> list[Proposal]:
    """What waits for a person first, then what was decided, then where nothing was found."""
    order = {Proposal.Status.PROPOSED: 0, Proposal.Status.ACCEPTED: 1, Proposal.Status.DECLINED: 2}
    found = link.proposals.select_related("successor", "decided_by")
    return sorted(found, key=lambda one: (order.get(Proposal.Status(one.status), 3), one.pk))


def usable_copies(link: Link) -> list[Snapshot]:
    """The archived copies that readers can be led to: all but those that were found not to answer."""
    return [copy for copy in link.snapshots.all() if copy.outcome not in STRIKES]


def outcome_words(outcome: str, status_code: int | None) -> str:
    """What was seen, with the status code when the words do not name it."""
    if not outcome:
        return ""
    words = str(Outcome(outcome).label)
    return words if status_code is None or str(status_code) in words else f"{words} ({status_code})"


def _proposal_row(proposal: Proposal) -> ProposalRow:
    words = []
    if proposal.passage != PassageResult.NOT_ASKED:
        words.append(f"The passage that letters rely on: {proposal.get_passage_display()}.")
    if proposal.resemblance is not None:
        words.append(f"{proposal.resemblance:.0%} of the text that was first read stands there.")
    return ProposalRow(
        proposal=proposal,
        address=web_link(proposal.url),
        led_to=web_link(proposal.final_url) if proposal.final_url not in ("", proposal.url) else "",
        seen=outcome_words(proposal.outcome, proposal.status_code),
        words=words,
        may_accept=proposal.status in ACCEPTABLE,
        may_decline=proposal.status in (Proposal.Status.PROPOSED, Proposal.Status.ACCEPTED),
    )
