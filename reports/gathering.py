"""Fills a digest from the record, in a number of queries that does not grow with the news (but for long id lists)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Max, Min, OuterRef, QuerySet, Subquery
from django.urls import reverse

from letters.citing import citations_of
from letters.models import Citation, Letter
from letters.visibility import public_citations, public_snapshots
from links import captures
from links.archives.faults import is_faulty
from links.models import Check, Link, Snapshot, StateChange
from links.vocabulary import State
from reports.digest import (
    ArchivedCopy,
    CitingLetter,
    Digest,
    Entry,
    Section,
    Sighting,
    Turn,
    Weight,
    by_weight,
    turn,
)

# A mail of more than about 100 kB is cut off by some mail services, so what exceeds these is counted, not described.
ENTRIES_SHOWN = 40
LETTERS_SHOWN = 10
# Databases limit how many values one query may name.
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class _Turned:
    turn: Turn
    last_change_id: int


def gather(*, after_id: int, through_id: int, with_drafts: bool) -> Digest:
    """What changed by the state changes after `after_id` up to `through_id`, empty when that is no news.

    Without `with_drafts` the digest knows published letters alone: neither a draft nor a source that only drafts cite
    is named or counted. A link that nobody cites any more is left out.
    """
    window = StateChange.objects.filter(pk__gt=after_id, pk__lte=through_id)
    turned = _turned_links(window)
    weights = _weights(turned, with_drafts=with_drafts)
    ranked = {
        wanted: by_weight(weights, (link_id for link_id, found in turned.items() if found.turn == wanted))
        for wanted in Turn
    }
    ranked = {wanted: link_ids for wanted, link_ids in ranked.items() if link_ids}
    if not ranked:
        return Digest()
    shown = [link_id for link_ids in ranked.values() for link_id in link_ids[:ENTRIES_SHOWN]]
    entries = _entries({link_id: turned[link_id] for link_id in shown}, with_drafts=with_drafts)
    span = window.aggregate(since=Min("changed_at"), until=Max("changed_at"))
    return Digest(
        sections=tuple(
            Section(
                turn=wanted,
                entries=tuple(entries[link_id] for link_id in link_ids if link_id in entries),
                total=len(link_ids),
            )
            for wanted, link_ids in ranked.items()
        ),
        letters_affected=len(
            {letter for ids in ranked.values() for link_id in ids for letter in weights[link_id].letters}
        ),
        dead_total=Link.objects.filter(
            Exists(_citations(with_drafts).filter(source__link=OuterRef("pk"))), state=State.DEAD
        ).count(),
        since=span["since"],
        until=span["until"],
    )


def _citations(with_drafts: bool) -> QuerySet[Citation]:
    return Citation.objects.all() if with_drafts else public_citations()


def _turned_links(window: QuerySet[StateChange]) -> dict[int, _Turned]:
    """The net change of each link within the window, where it is news."""
    first: dict[int, str] = {}
    last: dict[int, tuple[int, str]] = {}
    changes = window.order_by("pk").values_list("pk", "link_id", "from_state", "to_state")
    for change_id, link_id, from_state, to_state in changes.iterator():
        first.setdefault(link_id, from_state)
        last[link_id] = (change_id, to_state)
    found = {}
    for link_id, (change_id, to_state) in last.items():
        news = turn(before=first[link_id], after=to_state)
        if news:
            found[link_id] = _Turned(news, change_id)
    return found


def _weights(link_ids: Iterable[int], *, with_drafts: bool) -> dict[int, Weight]:
    weights: dict[int, Weight] = defaultdict(Weight)
    for chunk in _chunks(sorted(link_ids)):
        rows = _citations(with_drafts).filter(source__link__in=chunk)
        fields = ("source__link", "footnote", "footnote__letter", "footnote__letter__status")
        for link_id, footnote_id, letter_id, status in rows.values_list(*fields).iterator():
            weight = weights[link_id]
            weight.letters.add(letter_id)
            weight.footnotes.add(footnote_id)
            weight.in_published |= status == Letter.Status.PUBLISHED
    return dict(weights)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _entries(turned: dict[int, _Turned], *, with_drafts: bool) -> dict[int, Entry]:
    """The entry of each link; one whose last citation vanished meanwhile has none."""
    changes = StateChange.objects.filter(pk__in=[found.last_change_id for found in turned.values()])
    citing = citations_of(turned)
    strikes = _strikes(changes)
    copies = _copies(turned, with_drafts=with_drafts)
    entries = {}
    for change in changes.select_related("link", "evidence", "by"):
        citations = [c for c in citing.get(change.link_id, []) if with_drafts or c.footnote.letter.is_published]
        if citations:
            entries[change.link_id] = _entry(
                change,
                citations,
                strikes=tuple(strikes[change.link_id]) if change.to_state == State.DEAD else (),
                copies=copies[change.link_id],
            )
    return entries


def _entry(
    change: StateChange,
    citations: Sequence[Citation],
    *,
    strikes: tuple[Sighting, ...],
    copies: Sequence[Snapshot],
) -> Entry:
    source = citations[0].source
    letters = _citing_letters(citations)
    evidence = change.evidence
    return Entry(
        title=source.title,
        publisher=source.publisher,
        url=change.link.url,
        state=change.get_to_state_display(),
        admin_url=absolute("admin:links_link_change", change.link_id),
        changed_at=change.changed_at,
        moved_to=evidence.final_url if evidence and change.to_state == State.MOVED else "",
        seen=_sighting(evidence) if evidence else None,
        decided_by=str(change.by) if change.by else "",
        strikes=strikes,
        copy=_copy(_best(copies, citations[0])),
        letters=tuple(letters[:LETTERS_SHOWN]),
        more_letters=max(0, len(letters) - LETTERS_SHOWN),
    )


def _citing_letters(citations: Sequence[Citation]) -> list[CitingLetter]:
    """One for each letter, published ones first, each with all its footnotes that cite the source."""
    notes: dict[Letter, list[str]] = {}
    for citation in citations:
        numbers = notes.setdefault(citation.footnote.letter, [])
        if citation.footnote.number not in numbers:
            numbers.append(citation.footnote.number)
    return [
        CitingLetter(
            subject=letter.subject,
            issuer=letter.issuer.short_name or letter.issuer.name,
            day=letter.date,
            footnotes=tuple(numbers),
            url=settings.BASE_URL + letter.get_absolute_url()
            if letter.is_published
            else absolute("admin:letters_letter_change", letter.pk),
            status="" if letter.is_published else letter.get_status_display(),
        )
        for letter, numbers in sorted(notes.items(), key=lambda item: not item[0].is_published)
    ]


def _sighting(check: Check) -> Sighting:
    return Sighting(at=check.checked_at, words=check.get_outcome_display(), status_code=check.status_code)


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


def _copies(link_ids: Iterable[int], *, with_drafts: bool) -> dict[int, list[Snapshot]]:
    copies: dict[int, list[Snapshot]] = defaultdict(list)
    known = Snapshot.objects.all() if with_drafts else public_snapshots()
    for found in known.filter(link__in=list(link_ids)).order_by("pk"):
        copies[found.link_id].append(found)
    return copies


def _best(copies: Sequence[Snapshot], citation: Citation) -> Snapshot | None:
    """The copy that the letter prints, else the one that was found for it, else the nearest to its date."""
    known = {copy.pk: copy for copy in copies}
    chosen = known.get(citation.snapshot_id or 0) or known.get(citation.capture_id or 0)
    return chosen or captures.nearest((copy for copy in copies if not is_faulty(copy)), citation.footnote.letter.date)


def _copy(found: Snapshot | None) -> ArchivedCopy | None:
    if found is None:
        return None
    return ArchivedCopy(url=found.url, service=found.get_service_display(), captured_at=found.captured_at)


def absolute(name: str, *args: Any) -> str:
    """A page's full address, for a mail."""
    return settings.BASE_URL + reverse(name, args=args)
