"""Page furniture: page numbers, running heads and feet, the breaks between pages. Pure.

What is taken out is returned, so that nothing goes silently. A line is furniture for where it stands and how often it
comes back, never for its words alone; only a page number that says so (`Page 1 of 2`) needs no second sign.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intake.parsing.lines import Break, Line
from intake.printed import Printed

_WORD = r"(?:page|pg|p|seite|s|página|pagina|pág|pag|стр|страница|էջ|sayfa|səhifə)"
_EXPLICIT = re.compile(
    rf"[\W_]*(?:{_WORD}\.? ?\d{{1,3}}(?: ?(?:of|/|\||von|sur|de|di|из|aus|-) ?\d{{1,3}})?|\d{{1,3}} ?(?:of|/"
    rf"|von|sur|из) ?\d{{1,3}})[\W_]*",
    re.IGNORECASE,
)
_DECORATED = re.compile(r"[-–—~•|] ?\d{1,3} ?[-–—~•|]")
_BARE = re.compile(r"\[?\(?\d{1,3}\)?\]?")
_BEHIND_BAR = re.compile(r"(?P<foot>[^|\s].{2,100}?)\s*[|•·]\s*(?:page )?(?P<number>\d{1,3})", re.IGNORECASE)
_WIDEST_FOOT = 110
_DIGITS = re.compile(r"\d+")
_NO_WORD = re.compile(r"[\W_]+")
_HEAD_LINES = 4
_FIRST_LINES = 15
_SHORT = 70
_FINISHED = re.compile(r"[.!?:;…։՝][\W\d_]*$")


@dataclass(frozen=True, slots=True)
class Pages:
    """The lines that are left, page numbers taken out, and heads or feet that stood on several pages."""

    lines: list[Line]
    numbers: list[Printed]
    heads: list[Printed]
    # Places in `lines` above which a rule stood: notes begin there, or a page.
    ruled: frozenset[int] = frozenset()


def without_furniture(items: Iterable[Line | Break]) -> Pages:
    """The lines of a text without what belongs to its pages."""
    items = list(items)
    feet = _numbered_feet(items)
    numbers: list[Printed] = []
    pages: list[list[Line]] = [[]]
    ruled: set[tuple[int, int]] = set()
    for place, item in enumerate(items):
        if isinstance(item, Break):
            if item.parts_pages:
                if item.text:
                    ruled.add((len(pages), 0))
                pages.append([])
        elif place in feet or _is_page_number(items, place):
            numbers.append(item.text)
            pages[-1].append(item.moved(text=item.text[:0]))
            if not _neighbour_is_break(items, place):
                pages.append([])
        else:
            pages[-1].append(item)
    heads = _running_heads(pages)
    return _laid_out(pages, heads, numbers, ruled)


def _numbered_feet(items: Sequence[Line | Break]) -> set[int]:
    """The lines that end in a number behind a bar, and come back with the next number: “www.example.org | 2”."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, item in enumerate(items):
        match = _BEHIND_BAR.fullmatch(str(item)) if isinstance(item, Line) and len(item.text) <= _WIDEST_FOOT else None
        if match:
            found.setdefault(match["foot"], []).append((place, int(match["number"])))
    return {
        place
        for feet in found.values()
        if len(feet) > 1 and [number for _, number in feet] == list(range(feet[0][1], feet[0][1] + len(feet)))
        for place, _ in feet
    }


def _is_page_number(items: Sequence[Line | Break], place: int) -> bool:
    item = items[place]
    assert isinstance(item, Line)
    text = str(item)
    if len(text) > 40 or _DIGITS.search(text) is None:
        return False
    if _EXPLICIT.fullmatch(text):
        return True
    above = items[place - 1] if place else None
    below = items[place + 1] if place + 1 < len(items) else None
    alone = item.gap and (not isinstance(below, Line) or below.gap)
    if _DECORATED.fullmatch(text):
        return alone or isinstance(above, Break) or not isinstance(below, Line)
    if not alone or not _BARE.fullmatch(text):
        return False
    in_text = isinstance(above, Line) and isinstance(below, Line)
    return not in_text or (not _FINISHED.search(str(above)) and str(below)[:1].islower())


def _neighbour_is_break(items: Sequence[Line | Break], place: int) -> bool:
    return any(isinstance(items[near], Break) for near in (place - 1, place + 1) if 0 <= near < len(items))


def _folded(line: Line) -> str:
    return _NO_WORD.sub(" ", _DIGITS.sub("0", str(line))).strip().lower()


def _running_heads(pages: Sequence[Sequence[Line]]) -> set[int]:
    """The lines (by identity) that are heads or feet of their pages."""
    if len(pages) < 2:
        return set()
    all_lines = Counter(_folded(line) for page in pages for line in page if line.text)
    tops = Counter(_folded(page[0]) for page in pages if page and page[0].text)
    feet = Counter(_folded(page[-1]) for page in pages if len(page) > 1 and page[-1].text)
    opening = {_folded(line) for line in [line for page in pages for line in page][:_FIRST_LINES] if line.text}
    found: set[int] = set()
    for number, page in enumerate(pages):
        found.update(id(line) for line in _beside_number(page, opening, at_top=not number))
        numbered = number and pages[number - 1] and not pages[number - 1][-1].text
        if numbered and page and page[0].text and _folded(page[0]) in opening:
            # Right below the number at the foot of the page before.
            found.add(id(page[0]))
        if number:
            found.update(id(line) for line in _head_of(page, opening, tops, all_lines))
        if len(page) > 1 and _comes_back(page[-1], feet, all_lines) and page[-1].gap:
            found.add(id(page[-1]))
    return found


def _head_of(page: Sequence[Line], opening: set[str], tops: Counter[str], all_lines: Counter[str]) -> Sequence[Line]:
    """The lines at the top of a page, not the first one, that are its running head."""
    block = [line for place, line in enumerate(page[: _HEAD_LINES + 1]) if not place or not _gap_above(page, place)]
    numbered = any(not line.text for line in block)
    if len(block) <= _HEAD_LINES and numbered and all(len(line.text) <= _SHORT for line in block):
        return block
    if len(block) == 1 and len(block) < len(page) and len(block[0].text) <= _SHORT:
        line = block[0]
        if _comes_back(line, tops, all_lines) or (numbered_below(page) and _folded(line) in opening):
            return block
        if _names_letterhead(line, opening):
            return block
    return ()


def _names_letterhead(line: Line, opening: set[str]) -> bool:
    """Whether a line begins or ends with a whole line of the text's beginning, as “Harbor Project – Letter to …”."""
    text = _folded(line)
    if text in opening or _FINISHED.search(str(line)) or str(line)[0].islower():
        return False
    return any(
        other.count(" ") and len(other) < len(text) and (text.startswith(f"{other} ") or text.endswith(f" {other}"))
        for other in opening
    )


def _beside_number(page: Sequence[Line], opening: set[str], *, at_top: bool) -> Iterator[Line]:
    """The lines that stand with a page number and were read at the text's beginning already: `To …`, the date."""
    for place, line in enumerate(page):
        if line.text:
            continue
        above = place - 1
        if not _stands_apart(page, place, opening):
            above = -1
        while (
            above >= 0
            and not page[above + 1].gap
            and _folded(page[above]) in opening
            and not (at_top and _folded(page[above]) not in map(_folded, page[: min(above, _FIRST_LINES)]))
        ):
            yield page[above]
            above -= 1
        below = place + 1
        while below < len(page) and not page[below].gap and _folded(page[below]) in opening:
            yield page[below]
            below += 1


def _stands_apart(page: Sequence[Line], place: int, opening: set[str]) -> bool:
    """Whether all lines right above a page number were read at the text's beginning: a head, and no signature."""
    above = place - 1
    while above >= 0 and not page[above + 1].gap:
        if _folded(page[above]) not in opening:
            return False
        above -= 1
    return True


def numbered_below(page: Sequence[Line]) -> bool:
    """Whether the second line of a page was a page number."""
    return len(page) > 1 and not page[1].text


def _gap_above(page: Sequence[Line], place: int) -> bool:
    return any(line.gap for line in page[1 : place + 1])


def _comes_back(line: Line, at_edge: Counter[str], all_lines: Counter[str]) -> bool:
    folded = _folded(line)
    return (
        len(folded) > 3
        and len(line.text) <= _SHORT
        and at_edge[folded] > 1
        and all_lines[folded] <= at_edge[folded] + 1
    )


def _laid_out(
    pages: Sequence[Sequence[Line]], heads: set[int], numbers: list[Printed], ruled: set[tuple[int, int]]
) -> Pages:
    lines: list[Line] = []
    taken: list[Printed] = []
    rules: set[int] = set()
    for number, page in enumerate(pages):
        at_seam = number > 0
        gap = False
        if (number, 0) in ruled:
            rules.add(len(lines))
        for line in page:
            if not line.text:
                gap = gap or line.gap
            elif id(line) in heads:
                taken.append(line.text)
                gap = True
            else:
                lines.append(line.moved(gap=line.gap or gap or at_seam, seam=at_seam))
                at_seam = gap = False
    return Pages(lines, numbers, taken, frozenset(rules))
