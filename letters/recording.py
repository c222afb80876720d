"""How a citation as printed becomes the record: one Source a page, one Link an address, the Passage to look for, and
the archived copy that is printed with it.

Used by the admin, the samples and the import alike. Callers hold the transaction: a letter is saved whole or not at
all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from letters import archived
from letters.models import Citation, Source
from letters.visibility import public_sources
from links import addresses
from links.judging.outcomes import route_of
from links.models import Link, Passage, Snapshot
from links.vocabulary import PassageResult


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """What a note says of a source; empty where it says nothing."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    published_on: str = ""
    kind: str = Source.Kind.WEBPAGE


def source_for(*, url: str, details: SourceDetails) -> Source:
    """The source at `url` (as printed; may be empty for print only), made from `details` when it is not known yet.

    A known source keeps what is already recorded of it; `details` only fill what was empty, since what staff
    corrected once must not be undone by the next letter. A source that a published letter cites is not even filled:
    `details` may come from a draft, and would be public at once. Raises `links.addresses.BadAddress`.
    """
    fields = {name: getattr(details, name) for name in ("title", "author", "publisher", "published_on", "kind")}
    if not url:
        return Source.objects.create(**fields)
    link = Link.objects.watch(url)
    source, made = Source.objects.get_or_create(link=link, defaults={**fields, "title": title_for(details, link)})
    if not made:
        fill_gaps(source, fields)
    return source


def title_for(details: SourceDetails, link: Link) -> str:
    """What a page is called that nobody names: its address, or the site's name where that is longer than a title."""
    longest = Source._meta.get_field("title").max_length or 0
    return details.title or (link.url if len(link.url) <= longest else addresses.parse(link.url).host)


def missing_details(source: Source, fields: Mapping[str, str]) -> dict[str, str]:
    """Those of the `fields` that say something and are empty in `source`."""
    return {name: value for name, value in fields.items() if value and not getattr(source, name)}


def fill_gaps(source: Source, fields: Mapping[str, str]) -> None:
    """Record those of the `fields` that are empty in `source`, unless a published letter cites it."""
    gaps = missing_details(source, fields)
    if gaps and not is_public(source):
        for name, value in gaps.items():
            setattr(source, name, value)
        source.save(update_fields=[*gaps, "updated_at"])


def is_public(source: Source) -> bool:
    """Whether a published letter shows `source`."""
    return public_sources().filter(pk=source.pk).exists()


def printed_copy(link: Link, printed: str) -> Snapshot:
    """The archived copy of `link` at the address `printed` in a letter. Raises `links.addresses.BadAddress`.

    Cite it (`Citation.snapshot`): a copy known only as printed is public only with a letter that prints it.
    """
    new = copy_of(link, addresses.parse(printed))
    copy, _ = Snapshot.objects.get_or_create(
        link=link,
        url=new.url,
        defaults={"service": new.service, "captured_at": new.captured_at, "found": new.found},
    )
    return copy


def copy_of(link: Link, address: addresses.Address) -> Snapshot:
    """A copy that a letter prints, not saved."""
    return Snapshot(
        link=link,
        url=address.url,
        service=archived.service_of(address),
        captured_at=archived.captured_at(address),
        found=Snapshot.Found.PRINTED,
    )


def settle_citation(citation: Citation) -> None:
    """Make a saved citation whole: its text fragment read from the printed address, its passage asked of the link, its
    printed copy recorded with the link.

    Safe to repeat. What the citation used before, and no citation uses any more, is dropped.
    """
    former = Used.by_one(citation)
    if citation.url_as_printed and not citation.text_fragment:
        citation.text_fragment = addresses.parse(citation.url_as_printed).text_directive
    citation.passage = _passage_for(citation)
    citation.snapshot = _copy_for(citation)
    citation.save(update_fields=["text_fragment", "passage", "snapshot"])
    if Used.by_one(citation) != former:
        # What was seen of other words, or on another copy, is not said of these.
        Citation.objects.filter(pk=citation.pk).update(capture_passage=PassageResult.NOT_ASKED)
        citation.capture_passage = PassageResult.NOT_ASKED
    drop_unused(former - Used.by_one(citation))


@dataclass(frozen=True, slots=True)
class Used:
    """What citations rely on, and what is there because of them alone: ids of passages and of archived copies."""

    passages: frozenset[int]
    snapshots: frozenset[int]

    @classmethod
    def by(cls, citations: QuerySet[Citation]) -> "Used":
        return cls._of(citations.order_by().values_list("passage", "snapshot"))

    @classmethod
    def by_one(cls, citation: Citation) -> "Used":
        return cls._of([(citation.passage_id, citation.snapshot_id)])

    @classmethod
    def _of(cls, pairs: Iterable[tuple[int | None, int | None]]) -> "Used":
        rows = list(pairs)
        return cls(
            passages=frozenset(passage for passage, _ in rows if passage is not None),
            snapshots=frozenset(snapshot for _, snapshot in rows if snapshot is not None),
        )

    def __sub__(self, other: "Used") -> "Used":
        return Used(self.passages - other.passages, self.snapshots - other.snapshots)


def drop_unused(used: Used) -> None:
    """Delete the passages that no citation asks for, and the printed copies that no citation prints.

    A copy that staff entered, or that an archive's index named, stays: it is known without the letters.
    """
    if used.passages:
        asked = Citation.objects.filter(passage__in=used.passages).values("passage")
        Passage.objects.filter(pk__in=used.passages).exclude(pk__in=asked).delete()
    if used.snapshots:
        printed = Citation.objects.filter(snapshot__in=used.snapshots).values("snapshot")
        copies = Snapshot.objects.filter(pk__in=used.snapshots, found=Snapshot.Found.PRINTED)
        copies.exclude(pk__in=printed).delete()


def words_wanted(citation: Citation) -> Passage | None:
    """What must stand on the page because of `citation`, not saved; None when it relies on no words."""
    link = citation.source.link
    # The fragment says exactly where; the quotation stands in for it when there is none.
    kind, text = (
        (Passage.Kind.FRAGMENT, citation.text_fragment)
        if citation.text_fragment
        else (Passage.Kind.QUOTE, citation.quote)
    )
    if link is None or not text:
        return None
    if route := route_of(citation.url_as_printed).partition(":~:")[0]:
        # A page that scripts draw has no address of its own: never looked for in what stands at the link's.
        kind, text = Passage.Kind.FRAGMENT, f"{route}:~:{text}"
    return Passage(link=link, kind=kind, text=text)


def _passage_for(citation: Citation) -> Passage | None:
    wanted = words_wanted(citation)
    if wanted is None:
        return None
    passage, _ = Passage.objects.get_or_create(link=wanted.link, kind=wanted.kind, text=wanted.text)
    return passage


def _copy_for(citation: Citation) -> Snapshot | None:
    """The printed copy; where the source has come to stand at another address, recorded as a copy of that."""
    copy, link = citation.snapshot if citation.snapshot_id else None, citation.source.link
    # Without an address there is nothing that it could be a copy of: it waits where it is for the source to get one.
    if copy is None or link is None or copy.link_id == link.pk:
        return copy
    moved, _ = Snapshot.objects.get_or_create(
        link=link,
        url=copy.url,
        defaults={"service": copy.service, "captured_at": copy.captured_at, "found": Snapshot.Found.PRINTED},
    )
    return moved
