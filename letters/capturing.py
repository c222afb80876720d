"""The archived copy that shows what a letter's writers saw, for each citation: sought, kept with the citation, and
looked at for the words that the citation relies on.

`links` is asked with the letter's date. A citation is due because it was never looked up, because its source or its
letter's date is another now, because its time has come again, or because its copy has gone. Every look-up leaves a
later time, so that one that always fails stands in nobody's way. No look-up changes what is said of the link itself.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from time import monotonic

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from letters.models import Citation, Footnote, Source
from links import addresses
from links.archives import requesting, verifying
from links.archives.faults import is_faulty
from links.archives.seeking import Ending, Search, Sought
from links.archives.visiting import Visit, may_be_told, visit, wayback
from links.models import Host, Link, Snapshot
from links.vocabulary import PassageResult

# A run leaves the archive to others after this, and an embedded installation's two workers to the checks.
SECONDS = 60.0
CITATIONS_A_RUN = 400
COPIES_A_RUN = 200
# After the first look-up that brought none, the second and so on; the last of them is repeated.
AFTER_FAILURE = tuple(timedelta(hours=hours) for hours in (1, 4, 24, 72, 168))
AFTER_NONE = tuple(timedelta(days=days) for days in (7, 30, 90))
# An archive's indexes learn of a day's captures within days: until then a nearer one may still appear.
_SETTLED = timedelta(days=7)
# A copy that was not judged, because the archive did not answer, is asked for again after this.
_JUDGED_AGAIN = timedelta(days=1)


def due(now: datetime) -> QuerySet[Citation]:
    """Citations of watched links whose archived copy is to be sought now."""
    gone = Q(capture=None, capture_due_at=None)
    saved_since = Exists(
        Snapshot.objects.filter(
            link=OuterRef("source__link"), found=Snapshot.Found.SAVED, created_at__gt=OuterRef("capture_sought_at")
        )
    )
    return (
        Citation.objects.filter(source__link__next_check_at__isnull=False)
        .exclude(source__link__host__policy=Host.Policy.NEVER)
        .filter(
            Q(capture_sought_at=None)
            | Q(capture_due_at__lte=now)
            | gone
            | ~Q(capture_day=F("footnote__letter__date"))
            | ~Q(capture_link=F("source__link"))
            | Q(saved_since, capture=None)
        )
    )


def save_cited(*, now: datetime) -> int:
    """Have the archive asked to keep what letters cite, drafts too: the page's address is all that it hears of it.

    Not what detentions alone rest on: their details may be confidential, and archives publish what they keep. Safe to
    run twice, and at once; returns how many requests were moved on.
    """
    cited = Exists(Citation.objects.filter(source__link=OuterRef("pk")))
    requesting.make_missing(Link.objects.filter(cited), now=now)
    return requesting.save_due(now=now)


def seek_due(*, now: datetime, seconds: float = SECONDS) -> int:
    """Look for the copies of due citations, longest due first; the number of citations looked up.

    Safe to run twice, and at once: one worker at a time speaks with the archive, and what it finds is kept by
    conditional update.
    """
    if not due(now).exists():
        return 0
    looked_up = 0
    with visit(wayback().host, seconds=seconds) as turn:
        if turn is None:
            return 0
        for link, citations in _by_link(_first_due(now)):
            if not turn.goes_on:
                break
            looked_up += _seek_for(turn, link, citations, now)
    return looked_up


def verify_due(*, now: datetime, seconds: float = SECONDS) -> int:
    """Ask for the copies that are due to be asked for, and judge the citations that show them; the number asked for."""
    verified, ends_at = 0, monotonic() + seconds
    for host, group in groupby(sorted(_copies_due(now), key=_host_of), key=_host_of):
        if monotonic() >= ends_at:
            break
        if not host:
            verifying.refuse(group, now=now)
            continue
        with visit(host, seconds=ends_at - monotonic()) as turn:
            if turn is None:
                continue
            for copy in group:
                if not turn.goes_on:
                    break
                seen = verifying.verify(turn, copy, now=now)
                if seen is not None:
                    verified += 1
                    _judge_citations(copy, seen.passages, now)
    return verified


def shown_copy(citation: Citation) -> Snapshot | None:
    """The copy that the letter prints, else the one that was found for it."""
    return citation.snapshot or citation.capture


def _first_due(now: datetime) -> list[Citation]:
    return list(
        due(now)
        .select_related("source__link__host", "footnote__letter")
        .order_by(Coalesce("capture_due_at", "capture_sought_at").asc(nulls_first=True), "pk")[:CITATIONS_A_RUN]
    )


def _by_link(citations: Sequence[Citation]) -> list[tuple[Link, list[Citation]]]:
    """The citations with their links, each link once, in the order in which they are due."""
    found: dict[int, tuple[Link, list[Citation]]] = {}
    for citation in citations:
        link = citation.source.link
        assert link is not None
        found.setdefault(link.pk, (link, []))[1].append(citation)
    return list(found.values())


def _seek_for(turn: Visit, link: Link, citations: Sequence[Citation], now: datetime) -> int:
    looked_up = 0
    search = Search(turn, link, now=now) if may_be_told(turn, link) else None
    for day, of_day in _by_day(citations):
        if not turn.goes_on:
            break
        sought = search.capture_for(day) if search else Sought(Ending.NONE)
        for citation in of_day:
            looked_up += _keep(citation, link, day, sought, now)
    return looked_up


def _by_day(citations: Sequence[Citation]) -> list[tuple[date, list[Citation]]]:
    days: dict[date, list[Citation]] = {}
    for citation in citations:
        days.setdefault(citation.footnote.letter.date, []).append(citation)
    return list(days.items())


def _keep(citation: Citation, link: Link, day: date, sought: Sought, now: datetime) -> int:
    """Write the look-up down if the citation still is what it was made for; 1 or 0."""
    is_same = citation.capture_link_id == link.pk and citation.capture_day == day
    found = sought.snapshot
    if found is None and sought.ending is Ending.FAILED and is_same:
        # What was found before is not forgotten because the archive is silent now.
        found_id = citation.capture_id
    else:
        found_id = found.pk if found else None
    tries = 0 if found else (citation.capture_tries if is_same else 0) + 1
    changes: dict[str, object] = {
        "capture": found_id,
        "capture_sought_at": now,
        "capture_link": link.pk,
        "capture_day": day,
        "capture_tries": min(tries, 1000),
        "capture_due_at": _due_again(sought, day, tries, now),
    }
    if citation.snapshot_id is None and (found or found_id != citation.capture_id):
        changes["capture_passage"] = _result(citation, sought.passages)
    # Conditions on the row alone are looked at again when an editor's transaction had to be waited for; through a join
    # PostgreSQL would go by what it read before. A source or a letter that changed in that very moment is due again.
    same_source = Exists(Source.objects.filter(pk=OuterRef("source"), link=link))
    same_day = Exists(Footnote.objects.filter(pk=OuterRef("footnote"), letter__date=day))
    return Citation.objects.filter(
        same_source,
        same_day,
        pk=citation.pk,
        source=citation.source_id,
        passage=citation.passage_id,
        snapshot=citation.snapshot_id,
        capture_sought_at=citation.capture_sought_at,
    ).update(**changes)


def _due_again(sought: Sought, day: date, tries: int, now: datetime) -> datetime | None:
    """When to ask again; never for a copy that no later look-up can better."""
    if sought.ending is Ending.FAILED:
        return now + AFTER_FAILURE[min(tries, len(AFTER_FAILURE)) - 1]
    if sought.ending is Ending.NONE:
        return now + AFTER_NONE[min(tries, len(AFTER_NONE)) - 1]
    settled = datetime.combine(day, time(), tzinfo=UTC) + _SETTLED
    return settled if now < settled else None


def _result(citation: Citation, passages: Mapping[int, PassageResult]) -> PassageResult:
    return passages.get(citation.passage_id or 0, PassageResult.NOT_ASKED)


def _copies_due(now: datetime) -> list[Snapshot]:
    """Copies to be asked for: due by themselves, or shown by a citation whose words were not looked for on them."""
    unjudged = Citation.objects.filter(
        Q(snapshot=OuterRef("pk")) | Q(snapshot=None, capture=OuterRef("pk")),
        passage__isnull=False,
        capture_passage=PassageResult.NOT_ASKED,
    )
    not_lately = Q(verified_at=None) | Q(verified_at__lte=now - _JUDGED_AGAIN)
    copies = Snapshot.objects.filter(link__next_check_at__isnull=False).exclude(link__host__policy=Host.Policy.NEVER)
    chosen = copies.filter(Q(pk__in=verifying.due(now).values("pk")) | Q(Exists(unjudged), not_lately))
    return list(chosen.select_related("link").order_by(F("verified_at").asc(nulls_first=True), "pk")[:COPIES_A_RUN])


def _host_of(copy: Snapshot) -> str:
    """The archive's name; empty for an address that we would never open."""
    try:
        return addresses.parse(copy.url).host
    except addresses.BadAddress:
        return ""


def _judge_citations(copy: Snapshot, passages: Mapping[int, PassageResult], now: datetime) -> None:
    """Tell the citations that show the copy what was seen on it; one that holds no page is sought anew."""
    if is_faulty(copy):
        Citation.objects.filter(capture=copy, snapshot=None).update(capture_passage=PassageResult.NOT_ASKED)
        Citation.objects.filter(capture=copy).update(capture=None, capture_due_at=now)
        return
    shown = Q(snapshot=copy) | Q(snapshot=None, capture=copy)
    for passage_id, result in passages.items():
        Citation.objects.filter(shown, passage=passage_id).update(capture_passage=result)
