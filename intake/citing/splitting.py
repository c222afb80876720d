"""A note taken apart into its sources. Pure.

In a text whose addresses are each one mark (`ADDRESS`): semicolons part sources, and so do signals (“See also”) and the
ends of sentences behind an address; but not within a title, a quotation or brackets.
"""

import re
from collections.abc import Callable

from intake.citing.dates import whole_date
from intake.citing.parts import is_abbreviation
from intake.citing.pinpoints import PINPOINT
from intake.citing.repeats import is_repeat
from intake.citing.runs import ADDRESS, LABEL, LABEL_END, Inside, Kind, Run, outermost, runs_in
from intake.citing.words import FILLER, LEADING, SIGNAL, VISITED, VISITED_WORDS, lead_end
from intake.printed import Printed

_CUT = re.compile(r";|\n[ \t]*\n|(?<=[.?!”\"’)\ue000])\s+(?=\S)|,\s+(?=see\s|siehe\s|voir\s|vgl\.)", re.IGNORECASE)
_AFTER_ADDRESS = re.compile(r"[ \t]*[.,:]?\s*")
_GOES_ON_TO = re.compile(
    r";|\.\s+(?=[^\W_a-z]|[\"“«*\ue001])|,?\s+(?:and|und|et|и|y)\s+(?=[\ue000\ue001])|\n[ \t]*\n|[\ue000\ue001]"
)
_NEAR = 300
_SENTENCE_END = re.compile(r"[.?!][”\"’»)]*$")
_PIN_BEHIND = re.compile(rf"[,\s]*(?:{PINPOINT.pattern})(?=\s*(?:[.;,(\[]|$))", re.IGNORECASE)
_VISITED_BEHIND = re.compile(
    rf"[\s,.(\[–-]*(?:{VISITED_WORDS.pattern})[^;\n\ue000]{{0,40}}?\d{{4}}[)\]]?", re.IGNORECASE
)
_REPEAT_BEGINS = re.compile(r"(?:Id\.|Ibid|Ebd\.|Ebenda|Там же|[^\s.;,]+,?\s+[*_]?supra\b)")


def split(note: Printed, *, is_copy: Callable[[int], bool]) -> list[Printed]:
    """The parts of `note`, each with at most one source.

    `is_copy`: whether the address with this number, counted from 0, is an archive's.
    """
    parts: list[Printed] = []
    text = note.text
    last = 0
    for cut in _cuts(text, is_copy):
        parts.append(note[last:cut])
        last = cut
    parts.append(note[last:])
    return _joined(note, [part for part in parts if part.text.strip(" \n\t.,;")], is_copy)


def _cuts(text: str, is_copy: Callable[[int], bool]) -> list[int]:
    closed = [run for run in outermost(runs_in(text)) if run.kind is not Kind.SINGLE and not _holds_sources(text, run)]
    inside = Inside((run.start, run.end) for run in closed)
    opened = [run for run in outermost(runs_in(text)) if run.kind is Kind.PAREN and _holds_sources(text, run)]
    cuts = {edge for run in opened for edge in (run.start, run.end)}
    for match in _CUT.finditer(text):
        if inside(match.start()):
            continue
        if match[0] == ";" or match[0].count("\n") > 1:
            cuts.add(match.end())
        elif match[0][0] == ",":
            # “…, see also”: only behind what may be a source; “Roe, see above” is one thing.
            if re.search(r"\d{4}|\ue000", text[max(0, match.start() - _NEAR) : match.start()]):
                cuts.add(match.start() + 1)
        elif _source_begins(text, match.end()):
            cuts.add(match.end())
    cuts.update(_behind_addresses(text, closed, is_copy))
    return sorted(cut for cut in cuts if 0 < cut < len(text))


def _source_begins(text: str, place: int) -> bool:
    """Whether a sentence begins here that says itself that it cites."""
    signal = SIGNAL.match(text, place) and (text[place].isupper() or text[place] in "*_")
    return bool(signal or _REPEAT_BEGINS.match(text, place))


def _behind_addresses(text: str, closed: list[Run], is_copy: Callable[[int], bool]) -> list[int]:
    """Where what belongs to each address ends: archived copy, day of visit, pinpoint, brackets."""
    starts = {run.start: run for run in closed}
    cuts: list[int] = []
    number = text.find(ADDRESS)
    count = 0
    while number >= 0:
        if not is_copy(count):
            end, passed = _group(text, number + 1, starts, is_copy, count)
            begun = cuts[-1] if cuts else 0
            if text[number - 1 : number] == LABEL_END or not _says(text, begun, number):
                end = _end_of_source(text, end)
            cuts.append(end)
            count += passed
            number = text.find(ADDRESS, max(end, number + 1))
        else:
            number = text.find(ADDRESS, number + 1)
        count += 1
    return cuts


def _says(text: str, start: int, end: int) -> bool:
    """Whether words stand before an address, other than what introduces it."""
    before = text[max(start, end - 300) : end]
    bare = before[lead_end(before) :].strip(" \n\t.,;:()[]")
    return bool(bare) and not FILLER.fullmatch(bare)


def _end_of_source(text: str, start: int) -> int:
    """Where a source goes on to whose address stands first, or is the link of its title."""
    for match in _GOES_ON_TO.finditer(text, start):
        if match[0][0] != "." or not is_abbreviation(text, match.start()):
            # Addresses that follow bare are sources of their own, and so is a sentence.
            behind = text[start : match.start()]
            return match.start() if match[0][0] not in (ADDRESS, LABEL) or not behind.strip(" \n,.:;-–—") else start
    return len(text)


def _group(text: str, end: int, starts: dict[int, Run], is_copy: Callable[[int], bool], number: int) -> tuple[int, int]:
    """Where the group of the address before `end` ends, and how many more addresses it has."""
    passed = 0
    while True:
        gap = _AFTER_ADDRESS.match(text, end)
        place = gap.end() if gap else end
        run = starts.get(place)
        if run and run.kind in (Kind.PAREN, Kind.BRACKET):
            inner = text.count(ADDRESS, run.start, run.end)
            if inner and not all(is_copy(number + passed + n + 1) for n in range(inner)):
                return end, passed
            passed += inner
            end = run.end
            continue
        if text[end : end + 1] == ")":
            end += 1
            continue
        behind = _VISITED_BEHIND.match(text, end) or _PIN_BEHIND.match(text, end)
        if behind and behind.end() > end:
            end = behind.end()
            continue
        filler = FILLER.match(text, place)
        following = filler.end() if filler else place
        if text[following : following + 1] == ADDRESS and is_copy(number + passed + 1):
            passed += 1
            end = following + 1
            continue
        if place < len(text) and text[place - 1 : place] == ":" and place in starts:
            return starts[place].end, passed
        return end, passed


def _holds_sources(text: str, run: Run) -> bool:
    """Whether brackets hold whole sources, not the address or the day of visit of the source before them."""
    if run.kind is not Kind.PAREN:
        return False
    inner = text[run.inner]
    if ADDRESS not in inner or VISITED_WORDS.search(inner):
        return False
    words = FILLER.sub("", inner.replace(ADDRESS, ""), count=1).strip(" .,;:[]")
    return len(words) > 3


def _joined(note: Printed, parts: list[Printed], is_copy: Callable[[int], bool]) -> list[Printed]:
    """Parts that say nothing alone go with their neighbours: a day of visit backwards, a torn title forwards."""
    joined: list[Printed] = []
    count = 0
    for part in parts:
        here = part.text.count(ADDRESS)
        alone = all(is_copy(count + n) for n in range(here))
        count += here
        if joined and _is_appendage(part.text, alone) and ADDRESS in joined[-1].text:
            joined[-1] = Printed.join([joined[-1], part], " ")
        elif joined and _is_torn(joined[-1].text, part.text):
            joined[-1] = Printed.join([joined[-1], part])
        else:
            joined.append(part)
    return joined


def _is_appendage(text: str, only_copies: bool) -> bool:
    bare = text.strip(" \n\t.,;()[]")
    if ADDRESS in text:
        rest = FILLER.sub("", bare.replace(ADDRESS, " ").strip(), count=1)
        return only_copies and not rest.strip(" .,;:()[]")
    return bool(VISITED.match(bare) and len(bare) < 60) or bool(PINPOINT.fullmatch(bare)) or bool(whole_date(bare))


def _is_torn(before: str, text: str) -> bool:
    """Whether the semicolon stood inside an unmarked title or a list of authors: nothing before it ends a source."""
    lead = LEADING.match(text)
    start = lead.end() if lead else 0
    if not before.rstrip().endswith(";") or SIGNAL.match(text, start) or _SENTENCE_END.search(before.rstrip(" ;")):
        return False
    if ADDRESS in before or re.search(r"\d|[*_\"“”«»„\ue001]", before) or is_repeat(before) or is_repeat(text):
        return False
    return ADDRESS in text or bool(re.search(r"\d{4}", text))
