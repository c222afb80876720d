"""A note read whole: its sources, each with its parts. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.citing import fragments
from intake.citing.addresses import Found, find
from intake.citing.archives import Copy, copy_at, is_same_page
from intake.citing.assigning import Assigned, assign
from intake.citing.owners import Site
from intake.citing.parts import is_abbreviation, parts_of
from intake.citing.pinpoints import without_joining_word
from intake.citing.repeats import read_repeat
from intake.citing.runs import ADDRESS, LABEL, LABEL_END, Inside, outermost, runs_in
from intake.citing.splitting import split
from intake.citing.words import FILLER, MID_SIGNAL, SMALL, lead_end
from intake.parsed import NOTHING, ParsedCitation, Value
from intake.printed import Printed

_OURS = dict.fromkeys(range(0xE000, 0xE010), " ") | {0x2010: "-", 0x2011: "-"}
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SLANTED = re.compile(r"</?(?:i|em|cite)>", re.IGNORECASE)
_MARKS = re.compile(r"\*+|[\ue000-\ue00f]|(?<!\w)_+|_+(?!\w)|\\(?=[!-/:-@\[-`{-~])")
# “in *The Valley Times*”, “the Valley Times”.
_INTRODUCTION = re.compile(r"(?:(?:in|by|via|the|dans|par|auf|bei)[:\s]\s*)+(?=[^\W_a-z])")
_BRACKETED = re.compile(r"[\s,:]*\ue000[\s,:]*\(([^\ue000()]*[\"”»*][^\ue000()]*)\)[\s.;,]*")
# Longer ones are no notes, but pages that somebody took for one: only their addresses are read.
_LONGEST_NOTE, _LONGEST_SOURCE = 16_000, 3_000
# “the observer’s report: Roe, *Title*”: what the source is, in words of the note.
_ANNOUNCED = re.compile(r"(?=[^\W_A-Z])[a-zà-ÿа-яա-ֆ][^:;*\"“«\ue000-\ue00f]{2,120}:\s+(?=[^\W_a-z]|[*\"“«])")
# One title in two pieces, as a page break leaves it.
_PARTED = re.compile(r"(?<=[^\s*])\*\s+\*(?=[^\s*])")
_SENTENCE = re.compile(r"(?<=[.?!])[”\"’»)\]]*\s+(?=[^\W_a-z]|[“\"«„*_‘\ue001])")


def read_note(note: Printed) -> tuple[ParsedCitation, ...]:
    """The sources that `note` (without its mark, line breaks kept) cites, in order; none for a mere remark.

    Of a text far longer than any note, and of a source far longer than any, the addresses alone are read.
    A repeat (`Id.`, `supra note 3`) has its printed words in `same_as` until `resolve` puts the note's number there.
    """
    if len(note) > _LONGEST_NOTE:
        return read_body(note)
    marked, addresses = _with_marks(_prepared(note))
    copies = [copy_at(found.address) for found in addresses]
    citations: list[ParsedCitation] = []
    count = 0
    for part in split(marked, is_copy=lambda number: number < len(copies) and copies[number] is not None):
        here = slice(count, count + part.text.count(ADDRESS))
        count = here.stop
        for citation in _read_source(part, addresses[here], copies[here]):
            if not _is_late_copy(citation, citations):
                citations.append(citation)
    return tuple(citations)


def _is_late_copy(citation: ParsedCitation, citations: list[ParsedCitation]) -> bool:
    """Give a copy that a later sentence of the note names to the source it is a copy of, if there is one."""
    if not citation.archive_url or citation.title or citation.publisher:
        return False
    for number, earlier in enumerate(citations):
        if earlier.url and not earlier.archive_url and is_same_page(earlier.url.text, citation.url.text):
            citations[number] = replace(earlier, archive_url=citation.archive_url)
            return True
    return False


def read_body(body: Printed) -> tuple[ParsedCitation, ...]:
    """A citation for each address in the body (which has no notes in it; line breaks kept).

    Words of the body are not taken for parts of a source, but for the text fragment, and the address an archive's
    copy names.
    """
    text = _prepared(body)
    groups: list[list[Found]] = []
    for found in find(text):
        between = text.text[groups[-1][-1].end : found.start] if groups else ""
        if groups and _is_copy_beside(groups[-1][-1], between, found):
            groups[-1].append(found)
        else:
            groups.append([found])
    return tuple(
        _located(live, copy)
        for group in groups
        for live, copy in _paired([found.address for found in group], [copy_at(found.address) for found in group])
    )


def _is_copy_beside(before: Found, between: str, found: Found) -> bool:
    bare = between.strip(" \n\t,.;:([")
    return (
        copy_at(found.address) is not None
        and copy_at(before.address) is None
        and (not bare or (len(bare) < 60 and bool(FILLER.fullmatch(bare))))
    )


def _prepared(text: Printed) -> Printed:
    """Without what is not seen, and with one form of what is written in several."""
    text = Printed(text.text.translate(_OURS), text.origins)
    if _UNSEEN.search(text.text):
        text = text.sub(_UNSEEN, "")
    text = text.sub(_SLANTED, "*") if "<" in text.text else text
    return text.sub(_PARTED, " ") if _PARTED.search(text.text) else text


def _with_marks(text: Printed) -> tuple[Printed, list[Found]]:
    """The text with one mark for each address; the words of a Markdown link stand before it, between marks."""
    addresses = find(text)
    pieces: list[Printed] = []
    last = 0
    for found in addresses:
        pieces.append(text[last : found.start])
        if found.label:
            pieces += [Printed.made(LABEL), text[slice(*found.label)], Printed.made(LABEL_END)]
        pieces.append(Printed.made(ADDRESS))
        last = found.end
    return Printed.join([*pieces, text[last:]]), addresses


def _read_source(part: Printed, addresses: Sequence[Found], copies: Sequence[Copy | None]) -> list[ParsedCitation]:
    if not addresses and len(part) > _LONGEST_SOURCE:
        return []
    if not addresses and (repeat := read_repeat(part)):
        return [repeat]
    located = [_located(live, copy) for live, copy in _paired([found.address for found in addresses], copies)]
    if located and (len(part) > _LONGEST_SOURCE or not any(map(str.isalpha, part.text.replace(ADDRESS, "")))):
        return located
    source = _introduced(part)
    if bracketed := _BRACKETED.fullmatch(source.text):
        # The address first, and in brackets behind it what stands there.
        source = source[bracketed.start(1) : bracketed.end(1)]
    site = Site.of(located[0].url.text) if located else Site()
    assigned = assign(source, parts_of(source), site)
    if not located:
        return [_described(source, assigned, ParsedCitation())] if assigned.is_source else []
    return [_described(source, assigned, located[0]), *located[1:]]


def _paired(addresses: Sequence[Printed], copies: Sequence[Copy | None]) -> list[tuple[Printed | None, Copy | None]]:
    """Each page with the copy printed beside it; a copy alone stands for its page. An address printed twice is one."""
    pairs: list[tuple[Printed | None, Copy | None]] = []
    for address, copy in zip(addresses, copies, strict=True):
        if any(address.text in (live and live.text, kept and kept.address.text) for live, kept in pairs):
            continue
        last_live, last_copy = pairs[-1] if pairs else (None, None)
        if copy is not None and last_live is not None and last_copy is None:
            pairs[-1] = (last_live, copy)
        elif copy is None and last_live is None and last_copy is not None and _may_be_of(last_copy, address):
            pairs[-1] = (address, last_copy)
        else:
            pairs.append((None if copy else address, copy))
    return pairs


def _may_be_of(copy: Copy, address: Printed) -> bool:
    return copy.original is None or is_same_page(copy.original.text, address.text)


def _located(live: Printed | None, copy: Copy | None) -> ParsedCitation:
    if live is None:
        assert copy is not None
        # Of a copy that does not say of what, its own address is all there is to go to.
        live, copy = (copy.original, copy) if copy.original is not None else (copy.address, None)
    url, directive = fragments.part(live)
    return ParsedCitation(
        printed_url=live.value(),
        url=url.value(),
        text_fragment=directive.value(),
        archive_url=fragments.part(copy.address)[0].value() if copy else NOTHING,
        quote=fragments.quoted(directive),
    )


def _introduced(part: Printed) -> Printed:
    """`part` without what introduces the source: signals, words of a remark."""
    part = part[lead_end(part.text) :]
    end = part.text.find(ADDRESS)
    head = part.text if end < 0 else part.text[:end]
    inside = Inside((run.start, run.end) for run in outermost(runs_in(head)))
    start = next((m.start(1) for m in MID_SIGNAL.finditer(head) if not inside(m.start(1))), 0)
    for match in _SENTENCE.finditer(head, start):
        if inside(match.start()) or is_abbreviation(head, match.start() - 1):
            continue
        if not _is_remark(head[start : match.start()]):
            break
        start = match.end()
    part = part[start:]
    part = part[lead_end(part.text) :]
    if announced := _ANNOUNCED.match(part.text):
        part = part[announced.end() :]
    return part


def _is_remark(sentence: str) -> bool:
    """Whether a sentence tells something, by its many words without capitals that are not mere connecting words."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", sentence) if word.casefold() not in SMALL]
    return len(words) >= 3 and sum(word[0].islower() for word in words) >= 0.4 * len(words)


def _described(source: Printed, assigned: Assigned, located: ParsedCitation) -> ParsedCitation:
    passages = [_worded(source, stretch) for stretch in assigned.quotes]
    passages = [passage for passage in passages if len(passage.text.split()) > 1]
    published = assigned.published
    return replace(
        located,
        author=_worded(source, assigned.author),
        title=_worded(source, assigned.title),
        publisher=_worded(source, assigned.publisher, without=_INTRODUCTION),
        published=source[published.start : published.end].value(text=published.iso) if published else NOTHING,
        pinpoint=(
            without_joining_word(source[slice(*assigned.pinpoint)].strip(" .,;")).value()
            if assigned.pinpoint
            else NOTHING
        ),
        quote=located.quote or (passages[0] if passages else NOTHING),
    )


def _worded(source: Printed, stretch: tuple[int, int] | None, *, without: re.Pattern[str] | None = None) -> Value:
    """The words there without marks around them and without punctuation that is not theirs; `?` and `!` stay."""
    if stretch is None:
        return NOTHING
    words = source[slice(*stretch)].sub(_MARKS, "").strip(" \t\n,;:")
    if without and (match := without.match(words.text)):
        words = words[match.end() :]
    while words.text.endswith((".", ",", ";", ":")) and not words.text.endswith("..."):
        if words.text[-1] == "." and is_abbreviation(words.text, len(words) - 1):
            break
        words = words[: len(words) - 1].strip()
    return words.value()
