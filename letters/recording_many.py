"""All citations of a letter recorded at once: the rules of `letters.recording`, in few queries however many there are.

For new citations only; a citation that is changed is settled one at a time. Callers hold the transaction. Two writers
who record the same pages at the same time wait for each other and find the same rows: what is new is written in the
order of the addresses, and what another has written meanwhile is read again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from letters.models import Citation, Source
from letters.recording import SourceDetails, copy_of, missing_details, title_for, words_wanted
from letters.visibility import public_sources
from links import addresses
from links.models import Link, Passage, Snapshot


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as one note prints it: `url` may be empty for one on paper."""

    url: str
    details: SourceDetails


def sources_for(cited: Iterable[CitedSource], *, now: datetime) -> dict[CitedSource, Source]:
    """The source of each, made when it is not known yet (`letters.recording.source_for`), its link loaded.

    Several notes on one page make one source of what they say together; on paper, equal details mean one source.
    Links that are new are due `now`. Raises `links.addresses.BadAddress` before anything is made.
    """
    wanted = list(dict.fromkeys(cited))
    links = Link.objects.watch_all((one.url for one in wanted if one.url), now=now)
    details: dict[Link, SourceDetails] = {}
    for one in wanted:
        if one.url:
            link = links[one.url]
            details[link] = _together(details[link], one.details) if link in details else one.details
    at_links = _at_links(details)
    fill_gaps_of({at_links[link]: said for link, said in details.items()})
    on_paper = [one for one in wanted if not one.url]
    made = Source.objects.bulk_create([Source(**asdict(one.details)) for one in on_paper])
    return {one: at_links[links[one.url]] for one in wanted if one.url} | dict(zip(on_paper, made, strict=True))


def fill_gaps_of(details: Mapping[Source, SourceDetails]) -> None:
    """`letters.recording.fill_gaps` for several sources, of which few have a gap."""
    gaps = {source: gap for source, said in details.items() if (gap := missing_details(source, asdict(said)))}
    if not gaps:
        return
    public = set(public_sources().filter(pk__in=[source.pk for source in gaps]).values_list("pk", flat=True))
    for source, gap in gaps.items():
        if source.pk not in public:
            for name, value in gap.items():
                setattr(source, name, value)
            source.save(update_fields=[*gap, "updated_at"])


def printed_copies(printed: Iterable[tuple[Link, str]]) -> dict[tuple[Link, str], Snapshot]:
    """The archived copy of each link at the address printed with it (`letters.recording.printed_copy`)."""
    wanted = {(link, text): addresses.parse(text) for link, text in printed}
    if not wanted:
        return {}
    rows = {(link.pk, address.url): copy_of(link, address) for (link, _), address in wanted.items()}
    known = _copies(rows)
    if missing := [rows[key] for key in sorted(rows.keys() - known.keys())]:
        Snapshot.objects.bulk_create(
            missing, update_conflicts=True, unique_fields=["link", "url"], update_fields=["url"]
        )
        known |= {(copy.link_id, copy.url): copy for copy in missing}
    return {(link, text): known[link.pk, address.url] for (link, text), address in wanted.items()}


def save_citations(citations: Sequence[Citation]) -> None:
    """Record new citations, whose footnote, source (with its link) and printed copy are set, and make them whole
    (`letters.recording.settle_citation`)."""
    for citation in citations:
        if citation.url_as_printed and not citation.text_fragment:
            citation.text_fragment = addresses.parse(citation.url_as_printed).text_directive
    passages = _passages([passage for citation in citations if (passage := words_wanted(citation))])
    for citation in citations:
        if wanted := words_wanted(citation):
            citation.passage = passages[_of(wanted)]
    Citation.objects.bulk_create(citations)


def _together(first: SourceDetails, second: SourceDetails) -> SourceDetails:
    return SourceDetails(**{name: value or getattr(second, name) for name, value in asdict(first).items()})


def _at_links(details: Mapping[Link, SourceDetails]) -> dict[Link, Source]:
    known = _sources([link for link in details if not link.is_new])
    new = [
        Source(link=link, **asdict(said) | {"title": title_for(said, link)})
        for link, said in sorted(details.items(), key=lambda item: item[0].url)
        if link not in known
    ]
    if new:
        # That another writer was first is no conflict; writing its own link over it brings its key.
        Source.objects.bulk_create(new, update_conflicts=True, unique_fields=["link"], update_fields=["link"])
        known |= {source.link: source for source in new if source.link is not None}
    return known


def _sources(links: Iterable[Link]) -> dict[Link, Source]:
    by_key = {link.pk: link for link in links}
    found = {}
    for source in Source.objects.filter(link__in=by_key).order_by() if by_key else ():
        assert source.link_id is not None
        source.link = by_key[source.link_id]
        found[source.link] = source
    return found


def _copies(keys: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Snapshot]:
    keys = list(keys)
    found = Snapshot.objects.filter(link__in={link for link, _ in keys}, url__in={url for _, url in keys}).order_by()
    return {(copy.link_id, copy.url): copy for copy in found}


_Words = tuple[int, str, str]


def _of(passage: Passage) -> _Words:
    return passage.link_id, passage.kind, passage.text


def _passages(wanted: Sequence[Passage]) -> dict[_Words, Passage]:
    if not wanted:
        return {}
    rows = {_of(passage): passage for passage in wanted}
    # Nothing was ever asked of a link that is new.
    known = _asked(passage for passage in rows.values() if not passage.link.is_new)
    if missing := [rows[key] for key in sorted(rows.keys() - known.keys())]:
        Passage.objects.bulk_create(missing, ignore_conflicts=True)
        known |= _asked(missing)
    return known


def _asked(passages: Iterable[Passage]) -> dict[_Words, Passage]:
    links = {passage.link_id for passage in passages}
    if not links:
        return {}
    return {_of(passage): passage for passage in Passage.objects.filter(link__in=links).order_by()}
