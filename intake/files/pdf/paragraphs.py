"""Lines as paragraphs: which line goes on in the next, where a line ends on purpose, where a paragraph ends. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from statistics import median

from intake.files.pdf.columns import Line

# In parts of the type's height: more space between lines than usual, and where a raised mark pushes the lower line
# down; a step inwards; the space between words.
_MORE_SPACE, _PUSHED, _STEP, _SPACE = 0.22, 0.45, 0.8, 0.25
_SAME_SIZE = 0.08
_LIST_MARK = re.compile(r"(?:[•·▪◦‣○●■–—*-]|\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)])(?=\s)", re.I)
_END_OF_SENTENCE = re.compile(r"[.!?:;։…]['\"”’»)\]]*(?:\[\^[^\]]*\]|\d{1,3})?$")


class Break(Enum):
    """What stands between two lines."""

    NONE = "the line goes on"
    LINE = "the line ends on purpose"
    PARAGRAPH = "a paragraph ends"


def blocks_of(pages: Sequence[Sequence[Line]]) -> list[list[list[Line]]]:
    """Paragraphs; each of lines; each of the printed lines that go on in one another."""
    leading = _leading(pages)
    blocks: list[list[list[Line]]] = []
    before: Line | None = None
    for lines in pages:
        _set_edges(lines, leading)
        for index, line in enumerate(lines):
            if before is None:
                found = Break.PARAGRAPH
            elif index == 0:
                found = _over_pages(before, line)
            else:
                found = _between(lines, index, blocks[-1], leading)
            if found is Break.PARAGRAPH:
                blocks.append([[line]])
            elif found is Break.LINE:
                blocks[-1].append([line])
            else:
                blocks[-1][-1].append(line)
            before = line
    return blocks


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance of the lines of a paragraph, in parts of their type's height: that of lines that are full and
    those below them, since short letters hold more ends of paragraphs than lines within them.
    """
    pairs = [
        ((lower.base - upper.base) / lower.size, _goes_on(upper, lower))
        for lines in pages
        for upper, lower in pairwise(lines)
        if 0.8 < (lower.base - upper.base) / lower.size < 3 and abs(upper.size - lower.size) < 1
    ]
    full = sorted(ratio for ratio, goes_on in pairs if goes_on)
    if not full:
        return min((ratio for ratio, _ in pairs), default=1.2)
    # How many lines stand as far apart as that, or hardly further.
    counts = {ratio: bisect_right(full, ratio + 0.1) - bisect_left(full, ratio) for ratio in full}
    usual = min(ratio for ratio, count in counts.items() if count * 3 >= max(counts.values()))
    return median(ratio for ratio in full if usual <= ratio <= usual + 0.1)


def _set_edges(lines: Sequence[Line], leading: float) -> None:
    """A stretch of long lines that all end short of the right edge (a quotation) has an edge of its own."""
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and not _is_apart(lines[index - 1], lines[index], leading):
            continue
        stretch = lines[start:index]
        start = index
        if len(stretch) < 3 or stretch[0].right is None:
            continue
        edge, left = max(line.x1 for line in stretch), min(line.x0 for line in stretch)
        words = sum(len(line.text.split()) for line in stretch)
        if any(_LIST_MARK.match(line.text) for line in stretch[1:]):
            continue
        if all(edge - line.x1 <= 0.12 * (edge - left) for line in stretch[:-1]) and words >= 6 * len(stretch):
            for line in stretch:
                line.right = edge


def _is_apart(upper: Line, lower: Line, leading: float) -> bool:
    distance = lower.base - upper.base
    is_pushed = any(run.piece.raised or run.piece.mark for segment in lower.segments for run in segment.runs)
    more = _PUSHED if is_pushed else _MORE_SPACE
    leading = max(leading, lower.leading)
    return distance > (leading + more) * max(upper.size, lower.size) or distance < -0.3 * lower.size


def _goes_on(upper: Line, lower: Line) -> bool:
    """Whether the lower line's first word had no room in the upper one. Without a known edge, lines end on purpose."""
    if upper.right is None:
        return False
    room = upper.right - upper.x1
    first = lower.segments[0]
    return room < first.word_end - first.x0 + _SPACE * lower.size * 0.8


def _is_other_type(upper: Line, lower: Line) -> bool:
    return abs(upper.size - lower.size) > _SAME_SIZE * max(upper.size, lower.size)


def _over_pages(upper: Line, lower: Line) -> Break:
    if _is_other_type(upper, lower) or lower.starts_block or upper.right is None:
        return Break.PARAGRAPH
    starts_small = lower.text[:1].islower()
    if starts_small or (_goes_on(upper, lower) and not _END_OF_SENTENCE.search(upper.text)):
        return Break.NONE
    return Break.PARAGRAPH


def _between(lines: Sequence[Line], index: int, block: Sequence[Sequence[Line]], leading: float) -> Break:
    upper, lower = lines[index - 1], lines[index]
    if lower.starts_block or _is_apart(upper, lower, leading):
        return Break.PARAGRAPH
    if _is_other_type(upper, lower):
        return Break.LINE
    if not _goes_on(upper, lower):
        following = lines[index + 1] if index + 1 < len(lines) else None
        opens = (
            following is not None
            and not following.starts_block
            and not _is_apart(lower, following, leading)
            and _goes_on(lower, following)
        )
        return Break.PARAGRAPH if len(block[-1]) > 1 or opens else Break.LINE
    return _by_step(lines, index, block)


def _by_step(lines: Sequence[Line], index: int, block: Sequence[Sequence[Line]]) -> Break:
    """The upper line is full: whether the lower one begins a paragraph is told by how far inwards it begins."""
    upper, lower = lines[index - 1], lines[index]
    if _LIST_MARK.match(lower.text):
        return Break.PARAGRAPH
    step = lower.x0 - upper.x0
    is_first = len(block[-1]) == 1
    if abs(step) <= _STEP * lower.size:
        return Break.NONE
    if step < 0:
        return Break.NONE if is_first else Break.PARAGRAPH
    following = lines[index + 1] if index + 1 < len(lines) else None
    hangs = following is None or abs(following.x0 - lower.x0) <= _STEP * lower.size
    if is_first and (_LIST_MARK.match(upper.text) or hangs):
        return Break.NONE
    return Break.PARAGRAPH
