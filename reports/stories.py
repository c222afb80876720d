"""What the record holds of a link that reports tell of, and what of it one reader is told.

Plain values, read once for all readers of a run: letters' bodies and archived copies are let go of at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse

from letters.citing import citations_of
from letters.models import Citation, Letter
from letters.sentences import citing_sentence
from letters.visibility import public_snapshots
from links import captures
from links.archives.faults import is_faulty
from links.models import Check, Passage, Proposal, Snapshot, StateChange
from links.vocabulary import Aspect, Outcome, PassageResult, State
from reports.digest import ArchivedCopy, CitingLetter, Entry, Sighting
from reports.news import Turned

LETTERS_SHOWN = 10
# Of so many links the letters are read at a time, bodies and all.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Citing:
    """One letter that cites a link, with the source as it names it and the best copy for it: of all copies, and of
    those that the public knows. `lacks_passage`: it relies on words that do not stand on the page."""

    letter_id: int
    title: str
    publisher: str
    copy: ArchivedCopy | None
    public_copy: ArchivedCopy | None
    lacks_passage: bool
    letter: CitingLetter


@dataclass(frozen=True, slots=True)
class Story:
    """All that an entry about a link may be made of, drafts included; the letters newest first. `entry` has what does
    not depend on who reads."""

    entry: Entry
    citings: tuple[Citing, ...]


def entry_for(
    story: Story, letters: Collection[int], *, claims_at_risk: int, with_drafts: bool, outside: bool
) -> Entry | None:
    """What somebody who knows these letters is told; None when none of them cites the link any more."""
    known = [citing for citing in story.citings if citing.letter_id in letters]
    if not known:
        return None
    newest = known[0]
    in_order = sorted(known, key=lambda citing: citing.letter.is_draft)
    # Others may rely on other words of the page, in letters that the reader does not know.
    is_passage_missing = any(citing.lacks_passage for citing in known)
    entry = replace(
        story.entry,
        is_readable=story.entry.is_readable and not is_passage_missing,
        is_passage_missing=is_passage_missing,
        title=newest.title,
        publisher=newest.publisher,
        copy=newest.copy if with_drafts else newest.public_copy,
        claims_at_risk=claims_at_risk,
        letters=tuple(citing.letter for citing in in_order[:LETTERS_SHOWN]),
        more_letters=max(0, len(in_order) - LETTERS_SHOWN),
    )
    # What is staff's alone.
    return replace(entry, admin_url="", decided_by="", found_at="", proposal_id=None) if outside else entry


def stories(turned: Mapping[int, Turned]) -> Iterator[tuple[int, Story]]:
    """The story of each link, in a number of queries that grows with long lists alone."""
    link_ids = iter(turned)
    while chunk := list(islice(link_ids, _AT_ONCE)):
        yield from _stories({link_id: turned[link_id] for link_id in chunk})


def _stories(turned: dict[int, Turned]) -> Iterator[tuple[int, Story]]:
    changes = StateChange.every.filter(pk__in=[found.last_change_id for found in turned.values()])
    citing = citations_of(turned)
    strikes = _strikes(changes)
    copies = _copies(turned)
    waiting = Proposal.objects.filter(link__in=list(turned), status=Proposal.Status.PROPOSED).order_by("-tried_at")
    proposals = {proposal.link_id: proposal for proposal in waiting}
    missing = Passage.objects.filter(link__in=list(turned), result=PassageResult.MISSING)
    lacking = frozenset(missing.order_by().values_list("pk", flat=True))
    for change in changes.select_related("link", "evidence", "by"):
        entry = _entry(
            change,
            strikes=tuple(strikes[change.link_id]) if change.to_state == State.DEAD else (),
            proposal=proposals.get(change.link_id),
        )
        citings = _citings(citing.get(change.link_id, []), copies[change.link_id], lacking)
        yield change.link_id, Story(entry, tuple(citings))


def _entry(change: StateChange, *, strikes: tuple[Sighting, ...], proposal: Proposal | None) -> Entry:
    evidence = change.evidence
    state = State(change.to_state if change.aspect == Aspect.STATE else change.link.state)
    return Entry(
        link_id=change.link_id,
        title="",
        publisher="",
        url=change.link.url,
        state=state.label,
        is_readable=state in {State.ALIVE, State.MOVED},
        is_changed=change.link.changed,
        admin_url=absolute("admin:links_link_change", change.link_id),
        changed_at=change.changed_at,
        moved_to=evidence.final_url if evidence and state == State.MOVED else "",
        found_at=proposal.url if proposal else "",
        proposal_id=proposal.pk if proposal else None,
        seen=_sighting(evidence) if evidence else None,
        decided_by=str(change.by) if change.by else "",
        strikes=strikes,
    )


def _citings(citations: Iterable[Citation], copies: Sequence[Snapshot], lacking: Collection[int]) -> Iterator[Citing]:
    """One for each letter, with all its footnotes that cite the source."""
    notes: dict[Letter, list[Citation]] = {}
    for citation in citations:
        notes.setdefault(citation.footnote.letter, []).append(citation)
    public = [copy for copy in copies if copy.is_public]  # type: ignore[attr-defined]
    for letter, cited in notes.items():
        first = cited[0]
        yield Citing(
            letter_id=letter.pk,
            title=first.source.title,
            publisher=first.source.publisher,
            copy=_copy(_best(copies, first), first),
            public_copy=_copy(_best(public, first), first),
            lacks_passage=any(citation.passage_id in lacking for citation in cited),
            letter=CitingLetter(
                subject=letter.subject,
                issuer=letter.issuer.short_name or letter.issuer.name,
                day=letter.date,
                footnotes=tuple(dict.fromkeys(citation.footnote.number for citation in cited)),
                url=settings.BASE_URL + letter.get_absolute_url()
                if letter.is_published
                else absolute("admin:letters_letter_change", letter.pk),
                status="" if letter.is_published else Letter.Status(letter.status).label,
                sentence=citing_sentence(letter.body, first.footnote.number),
            ),
        )


def _sighting(check: Check) -> Sighting:
    return Sighting(at=check.checked_at, words=Outcome(check.outcome).label, status_code=check.status_code)


def _strikes(changes: QuerySet[StateChange]) -> dict[int, list[Sighting]]:
    """The counted failures of each link's failing run, up to the change.

    A run's first strike is what makes the link suspect: whatever forgets the strikes (a success, a block, a person's
    word) leaves that state, and so the next first strike enters it again (`links.verdicts.decide`).
    """
    of_link = changes.filter(link=OuterRef("link")).order_by("-pk")
    suspected = StateChange.objects.filter(
        link=OuterRef("link"), to_state=State.SUSPECT, changed_at__lte=OuterRef("turned_at")
    ).order_by("-changed_at", "-pk")
    checks = (
        Check.objects.filter(link__in=changes.values("link"), counted_as_strike=True)
        .annotate(turned_at=Subquery(of_link.values("changed_at")[:1]))
        .annotate(began_at=Subquery(suspected.values("changed_at")[:1]))
        .filter(checked_at__gte=F("began_at"), checked_at__lte=F("turned_at"))
        .order_by("checked_at", "pk")
        .only("link_id", "checked_at", "outcome", "status_code")
    )
    strikes: dict[int, list[Sighting]] = defaultdict(list)
    for check in checks:
        strikes[check.link_id].append(_sighting(check))
    return strikes


def _copies(link_ids: Iterable[int]) -> dict[int, list[Snapshot]]:
    """The archived copies of each link, each with `is_public`."""
    copies: dict[int, list[Snapshot]] = defaultdict(list)
    known = Snapshot.objects.annotate(is_public=Exists(public_snapshots().filter(pk=OuterRef("pk"))))
    for found in known.filter(link__in=list(link_ids)).order_by("pk"):
        copies[found.link_id].append(found)
    return copies


def _best(copies: Sequence[Snapshot], citation: Citation) -> Snapshot | None:
    """The copy that the letter prints, else the one that was found for it, else the nearest to its date."""
    known = {copy.pk: copy for copy in copies}
    chosen = known.get(citation.snapshot_id or 0) or known.get(citation.capture_id or 0)
    return chosen or captures.nearest((copy for copy in copies if not is_faulty(copy)), citation.footnote.letter.date)


def _copy(found: Snapshot | None, citation: Citation) -> ArchivedCopy | None:
    if found is None:
        return None
    was_read = found.pk == citation.capture_id and citation.capture_passage != PassageResult.NOT_ASKED
    return ArchivedCopy(
        url=found.url,
        service=Snapshot.Service(found.service).label,
        captured_at=found.captured_at,
        passage=PassageResult(citation.capture_passage).label if was_read else "",
    )


def absolute(name: str, *args: Any) -> str:
    """A page's full address, for a mail."""
    return settings.BASE_URL + reverse(name, args=args)
