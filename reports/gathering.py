"""Fills a digest from the record, in a number of queries that does not grow with the news (but for long id lists)."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import get_language

from letters.citing import citations_of
from letters.models import Citation, Letter
from letters.sentences import citing_sentence
from letters.visibility import public_snapshots
from links import captures
from links.archives.faults import is_faulty
from links.models import Check, Link, Passage, Proposal, Snapshot, StateChange
from links.vocabulary import Aspect, PassageResult, State
from reports.digest import (
    ArchivedCopy,
    CitingLetter,
    Digest,
    Entry,
    FollowUps,
    Section,
    Sighting,
    Turn,
    Weight,
    by_weight,
)
from reports.followups import Following, follow_ups
from reports.news import News, Turned, chunks, news
from reports.scope import Wanted

# A mail of more than about 100 kB is cut off by some mail services: what exceeds these stands in a table that goes with
# it, and beyond that is counted.
ENTRIES_SHOWN = 50
ENTRIES_LISTED = 2000
LETTERS_SHOWN = 10
# What a run remembers of links, for the next subscribers: some megabytes; an entry is a tenth of its facts.
FACTS_KEPT = 2000
ENTRIES_KEPT = 20_000
# Databases limit how many values one query may name.
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class _Facts:
    """All that an entry about a link may be made of, drafts included."""

    change: StateChange
    citations: Sequence[Citation]
    strikes: tuple[Sighting, ...]
    copies: Sequence[Snapshot]
    proposal: Proposal | None
    missing_passages: frozenset[int]


class Gathering:
    """Makes digests for many subscribers, and looks up once what several of them are told.

    Good for one run: what it looked up grows old.
    """

    def __init__(self) -> None:
        self._news = lru_cache(maxsize=4)(news)
        self._made = lru_cache(maxsize=16)(self._make)
        self._facts: OrderedDict[tuple[int, int], _Facts] = OrderedDict()
        self._written: OrderedDict[_Key, Entry] = OrderedDict()

    def __call__(self, *, after_id: int, through_id: int, wanted: Wanted, following: Following | None = None) -> Digest:
        """What changed by the state changes after `after_id` up to `through_id`, and what fell due of what is followed;
        empty when neither is news.

        It knows the wanted letters alone: no other letter, and no source that only others cite, is named or counted.
        A link that nobody cites any more is left out.
        """
        return self._made(after_id, through_id, wanted, following, get_language())

    def _make(
        self, after_id: int, through_id: int, wanted: Wanted, following: Following | None, _language: str | None
    ) -> Digest:
        waiting = follow_ups(following, wanted) if following else FollowUps()
        told = self._news(after_id, through_id)
        letters = _wanted_letters(told, wanted)
        weights = told.weights(letters)
        turned = told.turned_for(weights)
        ranked = {
            wanted_turn: by_weight(weights, (pk for pk, found in turned.items() if found.turn == wanted_turn))
            for wanted_turn in Turn
            if not (wanted.outside and wanted_turn == Turn.FOUND)
        }
        ranked = {turn: link_ids for turn, link_ids in ranked.items() if link_ids}
        if not ranked and not waiting.total:
            return Digest()
        in_order = [link_id for link_ids in ranked.values() for link_id in link_ids]
        listed = in_order[: ENTRIES_LISTED if len(in_order) > ENTRIES_SHOWN else ENTRIES_SHOWN]
        shown = set(in_order[:ENTRIES_SHOWN])
        entries = self._entries({link_id: turned[link_id] for link_id in listed}, letters, wanted, weights)
        citing = Citation.objects.filter(footnote__letter__in=wanted.letters.order_by(), source__link=OuterRef("pk"))
        return Digest(
            sections=tuple(
                Section(
                    turn=turn,
                    entries=tuple(entries[pk] for pk in link_ids if pk in entries and pk in shown),
                    listed=tuple(entries[pk] for pk in link_ids if pk in entries),
                    total=len(link_ids),
                )
                for turn, link_ids in ranked.items()
            ),
            letters_affected=len(
                {letter for link_ids in ranked.values() for link_id in link_ids for letter in weights[link_id].letters}
            ),
            follow_ups=waiting,
            dead_total=Link.objects.filter(Exists(citing), state=State.DEAD).count(),
            since=told.since,
            until=told.until,
        )

    def _entries(
        self, turned: dict[int, Turned], letters: set[int], wanted: Wanted, weights: Mapping[int, Weight]
    ) -> dict[int, Entry]:
        """The entry of each link; one whose last citation vanished meanwhile has none."""
        # An entry says nothing of the reader but which letters they know, and is the same for all who know the same.
        seen_as = (wanted.with_drafts, wanted.outside, get_language())
        keys = {
            link_id: (link_id, found.last_change_id, frozenset(weights[link_id].letters), *seen_as)
            for link_id, found in turned.items()
        }
        entries = {link_id: self._written[key] for link_id, key in keys.items() if key in self._written}
        for link_id, facts in self._facts_of({pk: turned[pk] for pk in keys if pk not in entries}).items():
            citations = [c for c in facts.citations if c.footnote.letter_id in letters]
            if citations:
                copies = [c for c in facts.copies if wanted.with_drafts or c.is_public]  # type: ignore[attr-defined]
                entry = _entry(facts, citations, copies, claims_at_risk=weights[link_id].claims_at_risk)
                entries[link_id] = _for_outsiders(entry) if wanted.outside else entry
                self._written[keys[link_id]] = entries[link_id]
        _forget_oldest(self._written, ENTRIES_KEPT)
        return entries

    def _facts_of(self, turned: dict[int, Turned]) -> dict[int, _Facts]:
        keys = {link_id: (link_id, found.last_change_id) for link_id, found in turned.items()}
        missing = {link_id: turned[link_id] for link_id, key in keys.items() if key not in self._facts}
        if missing:
            self._facts.update({keys[link_id]: facts for link_id, facts in _facts(missing).items()})
        found = {link_id: self._facts[key] for link_id, key in keys.items() if key in self._facts}
        _forget_oldest(self._facts, FACTS_KEPT)
        return found


# A link, its newest change that is told, the letters that the reader knows, and how they are shown.
_Key = tuple[int, int, frozenset[int], bool, bool, str | None]


def _forget_oldest(known: OrderedDict[Any, Any], kept: int) -> None:
    while len(known) > kept:
        known.popitem(last=False)


def gather(*, after_id: int, through_id: int, wanted: Wanted, following: Following | None = None) -> Digest:
    """One digest (see `Gathering`)."""
    return Gathering()(after_id=after_id, through_id=through_id, wanted=wanted, following=following)


def _wanted_letters(told: News, wanted: Wanted) -> set[int]:
    """Those of the letters that cite what changed which the reader wants, and may know of."""
    return {
        letter_id
        for chunk in chunks(told.citing_letters())
        for letter_id in wanted.letters.order_by().filter(pk__in=chunk).values_list("pk", flat=True)
    }


def _facts(turned: dict[int, Turned]) -> dict[int, _Facts]:
    changes = StateChange.every.filter(pk__in=[found.last_change_id for found in turned.values()])
    citing = citations_of(turned)
    strikes = _strikes(changes)
    copies = _copies(turned)
    waiting = Proposal.objects.filter(link__in=list(turned), status=Proposal.Status.PROPOSED).order_by("-tried_at")
    proposals = {proposal.link_id: proposal for proposal in waiting}
    missing = Passage.objects.filter(link__in=list(turned), result=PassageResult.MISSING)
    lacking = frozenset(missing.order_by().values_list("pk", flat=True))
    return {
        change.link_id: _Facts(
            change,
            citations=citing.get(change.link_id, []),
            strikes=tuple(strikes[change.link_id]) if change.to_state == State.DEAD else (),
            copies=copies[change.link_id],
            proposal=proposals.get(change.link_id),
            missing_passages=lacking,
        )
        for change in changes.select_related("link", "evidence", "by")
    }


def _entry(facts: _Facts, citations: Sequence[Citation], copies: Sequence[Snapshot], *, claims_at_risk: int) -> Entry:
    change = facts.change
    source = citations[0].source
    letters, more_letters = _citing_letters(citations)
    evidence = change.evidence
    proposal = facts.proposal
    # Others may rely on other words of the page, in letters that the reader does not know.
    is_passage_missing = any(citation.passage_id in facts.missing_passages for citation in citations)
    state = change.to_state if change.aspect == Aspect.STATE else change.link.state
    return Entry(
        link_id=change.link_id,
        title=source.title,
        publisher=source.publisher,
        url=change.link.url,
        state=str(State(state).label),
        is_readable=state in {State.ALIVE, State.MOVED} and not is_passage_missing,
        is_passage_missing=is_passage_missing,
        is_changed=change.link.changed,
        claims_at_risk=claims_at_risk,
        admin_url=absolute("admin:links_link_change", change.link_id),
        changed_at=change.changed_at,
        moved_to=evidence.final_url if evidence and state == State.MOVED else "",
        found_at=proposal.url if proposal else "",
        proposal_id=proposal.pk if proposal else None,
        seen=_sighting(evidence) if evidence else None,
        decided_by=str(change.by) if change.by else "",
        strikes=facts.strikes,
        copy=_copy(_best(copies, citations[0]), citations[0]),
        letters=letters,
        more_letters=more_letters,
    )


def _for_outsiders(entry: Entry) -> Entry:
    """The entry without what is staff's alone."""
    return replace(entry, admin_url="", decided_by="", found_at="", proposal_id=None)


def _citing_letters(citations: Sequence[Citation]) -> tuple[tuple[CitingLetter, ...], int]:
    """One for each letter, published ones first, each with all its footnotes that cite the source; and how many there
    are beyond those that are shown."""
    notes: dict[Letter, list[str]] = {}
    for citation in citations:
        numbers = notes.setdefault(citation.footnote.letter, [])
        if citation.footnote.number not in numbers:
            numbers.append(citation.footnote.number)
    in_order = sorted(notes.items(), key=lambda item: not item[0].is_published)
    shown = tuple(
        CitingLetter(
            subject=letter.subject,
            issuer=letter.issuer.short_name or letter.issuer.name,
            day=letter.date,
            footnotes=tuple(numbers),
            url=settings.BASE_URL + letter.get_absolute_url()
            if letter.is_published
            else absolute("admin:letters_letter_change", letter.pk),
            status="" if letter.is_published else letter.get_status_display(),
            sentence=citing_sentence(letter.body, numbers[0]),
        )
        for letter, numbers in in_order[:LETTERS_SHOWN]
    )
    return shown, len(in_order) - len(shown)


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
        service=found.get_service_display(),
        captured_at=found.captured_at,
        passage=citation.get_capture_passage_display() if was_read else "",
    )


def absolute(name: str, *args: Any) -> str:
    """A page's full address, for a mail."""
    return settings.BASE_URL + reverse(name, args=args)
