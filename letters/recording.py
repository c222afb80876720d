"""How a citation as printed becomes the record: one Source a page, one Link an address, and the Passage to look for.

Used by the admin, the samples and the import alike. Callers hold the transaction: a letter is saved whole or not at
all.
"""

from dataclasses import dataclass

from letters.models import Citation, Source
from links import addresses
from links.models import Link, Passage


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
    corrected once must not be undone by the next letter. Raises `links.addresses.BadAddress`.
    """
    fields = {name: getattr(details, name) for name in ("title", "author", "publisher", "published_on", "kind")}
    if not url:
        return Source.objects.create(**fields)
    link = Link.objects.watch(url)
    source, made = Source.objects.get_or_create(link=link, defaults={**fields, "title": details.title or link.url})
    if not made:
        _fill_gaps(source, fields)
    return source


def settle_citation(citation: Citation) -> None:
    """Make a saved citation whole: its text fragment read from the printed address, and its passage asked of the link.

    Safe to repeat. A passage that no citation asks for any more is deleted.
    """
    former_id = citation.passage_id
    if citation.url_as_printed and not citation.text_fragment:
        citation.text_fragment = addresses.parse(citation.url_as_printed).text_directive
    citation.passage = _passage_for(citation)
    citation.save(update_fields=["text_fragment", "passage"])
    if former_id and former_id != citation.passage_id:
        drop_unasked_passages([former_id])


def drop_unasked_passages(passage_ids: list[int]) -> None:
    """Delete those of the passages that no citation asks for."""
    asked = Citation.objects.filter(passage__in=passage_ids).values("passage")
    Passage.objects.filter(pk__in=passage_ids).exclude(pk__in=asked).delete()


def _passage_for(citation: Citation) -> Passage | None:
    link = citation.source.link
    # The fragment says exactly where; the quotation stands in for it when there is none.
    kind, text = (
        (Passage.Kind.FRAGMENT, citation.text_fragment)
        if citation.text_fragment
        else (Passage.Kind.QUOTE, citation.quote)
    )
    if link is None or not text:
        return None
    passage, _ = Passage.objects.get_or_create(link=link, kind=kind, text=text)
    return passage


def _fill_gaps(source: Source, fields: dict[str, str]) -> None:
    gaps = {name: value for name, value in fields.items() if value and not getattr(source, name)}
    if gaps:
        for name, value in gaps.items():
            setattr(source, name, value)
        source.save(update_fields=[*gaps, "updated_at"])
