"""Letters as rows of words: which stand on one line, where words end, what is raised. Pure.

Letters are first joined to spans as they come, since that is how lines are drawn; spans on one base line make a row.
"""

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from intake.files.inline import Piece, clean
from intake.files.pdf.drawn import Glyph
from intake.files.pdf.letters import as_read

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_MARKS = frozenset("*†‡§¶")
# In parts of the type's height: the space between words; what parts columns; how far bases on one line differ.
_WORD_GAP = 0.14
_COLUMN_GAP = 1.6
_SAME_BASE = 0.22
# How far off the word is beside which a mark is raised; in lines set full, the space behind a note's mark is stretched.
_REACH, _REACH_OF_MARK = 1.2, 4.0
# A space that is drawn where no room is left is none.
_NO_ROOM = 0.05
# In a line that is set full all spaces are stretched alike: so alike, so wide at most, so many at least.
_ALIKE, _STRETCHED, _SPACES = 1.2, 5.0, 3


@dataclass(slots=True)
class Run:
    """A stretch of a row in one type."""

    piece: Piece
    x0: float
    x1: float


@dataclass(slots=True)
class Segment:
    """What stands in a row without a wide gap."""

    x0: float
    x1: float
    # Where its first word ends.
    word_end: float
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.piece.text for run in self.runs)


@dataclass(slots=True)
class Row:
    """One line of print, over the sheet's whole width."""

    base: float
    size: float
    segments: list[Segment]

    @property
    def text(self) -> str:
        return "    ".join(segment.text.strip() for segment in self.segments)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1


@dataclass(slots=True)
class _Span:
    glyphs: list[Glyph]
    base: float
    size: float
    x0: float
    x1: float


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """The rows of a sheet, from the top."""
    spans = _spans(as_read(glyphs))
    raised, level = _parted(spans)
    rows: list[list[_Span]] = []
    for span in sorted(level, key=lambda span: span.base):
        if rows and abs(span.base - rows[-1][0].base) <= _SAME_BASE * min(span.size, rows[-1][0].size) + 0.5:
            rows[-1].append(span)
        else:
            rows.append([span])
    hosts = {id(span): number for number, spans in enumerate(rows) for span in spans}
    above: dict[int, list[_Span]] = {}
    for span, host in raised:
        above.setdefault(hosts[id(host)], []).append(span)
    made = (_row(spans, above.get(number, [])) for number, spans in enumerate(rows))
    return [row for row in made if row is not None]


def _spans(glyphs: Iterable[Glyph]) -> list[_Span]:
    spans: list[_Span] = []
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        # Bold type is faked by printing twice, a hair's breadth apart.
        place = (glyph.text, round(glyph.x0), round(glyph.base))
        if place in seen and not glyph.text.isspace():
            continue
        seen.add(place)
        here = spans[-1] if spans else None
        if (
            here is not None
            and abs(glyph.base - here.base) <= 0.05 * here.size + 0.1
            and abs(glyph.size - here.size) <= 0.1 * here.size
            and -0.5 * here.size <= glyph.x0 - here.x1 <= here.size
        ):
            here.glyphs.append(glyph)
            here.x1 = max(here.x1, glyph.x1)
        elif not glyph.text.isspace():
            spans.append(_Span([glyph], glyph.base, glyph.size, glyph.x0, glyph.x1))
    return spans


def _parted(spans: list[_Span]) -> tuple[list[tuple[_Span, _Span]], list[_Span]]:
    """The raised ones, each with the one beside which it is raised; and the others."""
    by_base = sorted(spans, key=lambda span: span.base)
    bases = [span.base for span in by_base]
    largest = max((span.size for span in spans), default=0)
    raised: list[tuple[_Span, _Span]] = []
    level: list[_Span] = []
    for span in spans:
        host = None
        if len(span.glyphs) <= 12:
            start = bisect.bisect_right(bases, span.base + 0.5)
            end = bisect.bisect_right(bases, span.base + 0.75 * largest)
            host = _host(span, by_base[start:end])
        if host is not None:
            raised.append((span, host))
        else:
            level.append(span)
    # What is raised beside something raised (a comma between marks) stands where that stands.
    fixed = {id(span) for span in level}
    return [(span, host) for span, host in raised if id(host) in fixed], level + [
        span for span, host in raised if id(host) not in fixed
    ]


def _host(span: _Span, below: list[_Span]) -> _Span | None:
    best, distance = None, 0.0
    reach = _REACH_OF_MARK if is_mark("".join(glyph.text for glyph in span.glyphs)) else _REACH
    for other in below:
        if span.size > 0.85 * other.size or not 0.1 * other.size <= other.base - span.base <= 0.75 * other.size:
            continue
        apart = max(other.x0 - span.x1, span.x0 - other.x1, 0)
        if apart <= reach * other.size and (best is None or apart < distance):
            best, distance = other, apart
    return best


def _row(level: list[_Span], raised: list[_Span]) -> Row | None:
    placed = [(glyph, False) for span in level for glyph in span.glyphs]
    placed += [(glyph, True) for span in raised for glyph in span.glyphs]
    placed.sort(key=lambda pair: pair[0].x0)
    segments = list(_segments(placed))
    if not segments:
        return None
    weights: dict[float, int] = {}
    for span in level:
        weights[span.size] = weights.get(span.size, 0) + len(span.glyphs)
    return Row(level[0].base, max(weights, key=lambda size: weights[size]), segments)


def _segments(placed: list[tuple[Glyph, bool]]) -> Iterator[Segment]:
    gap = _word_gap([glyph for glyph, _ in placed])
    column_gap = _column_gap([glyph for glyph, _ in placed if not glyph.text.isspace()], gap)
    segment: Segment | None = None
    before: Glyph | None = None
    blank = False
    for glyph, is_raised in placed:
        if glyph.text.isspace():
            blank = True
            continue
        apart = glyph.x0 - before.x1 if before else 0.0
        size = max(glyph.size, before.size) if before else glyph.size
        if segment is None or apart > column_gap * size:
            if segment is not None:
                yield segment
            segment, blank = Segment(glyph.x0, glyph.x1, glyph.x1), False
        is_new_word = bool(segment.runs) and ((blank and apart > _NO_ROOM * size) or apart > gap * size)
        _append(segment, glyph, is_raised=is_raised, space=" " if is_new_word else "")
        before, blank = glyph, False
    if segment is not None:
        yield segment


def _word_gap(glyphs: list[Glyph]) -> float:
    """From which gap on a new word begins. In headings set wide all letters stand apart: there, words do more so."""
    gaps = [
        (right.x0 - left.x1) / max(left.size, 1)
        for left, right in pairwise(glyphs)
        if not left.text.isspace() and not right.text.isspace()
    ]
    if len(gaps) < 5:
        return _WORD_GAP
    usual = median(gaps)
    return usual * 1.6 if _WORD_GAP < usual < 0.8 else _WORD_GAP


def _column_gap(glyphs: list[Glyph], word_gap: float) -> float:
    """From which gap on a column ends: more than the spaces of a line that is stretched to be full."""
    gaps = [(right.x0 - left.x1) / max(left.size, right.size, 1) for left, right in pairwise(glyphs)]
    spaces = [gap for gap in gaps if gap > word_gap]
    if len(spaces) < _SPACES or max(spaces) <= _COLUMN_GAP:
        return _COLUMN_GAP
    is_stretched = max(spaces) <= min(_STRETCHED, _ALIKE * min(spaces))
    return max(spaces) * 1.01 if is_stretched else _COLUMN_GAP


def _append(segment: Segment, glyph: Glyph, *, is_raised: bool, space: str) -> None:
    text = clean(glyph.text)
    if text in _SUPERSCRIPTS:
        text, is_raised = _SUPERSCRIPTS[text], True
    piece = Piece(text, glyph.italic, glyph.bold, glyph.link, raised=is_raised)
    last = segment.runs[-1] if segment.runs else None
    if last is not None and replace(last.piece, text=text) == piece:
        last.piece = replace(piece, text=last.piece.text + space + text)
        last.x1 = glyph.x1
    else:
        if last is not None and space:
            last.piece = replace(last.piece, text=last.piece.text + space)
        segment.runs.append(Run(piece, glyph.x0, glyph.x1))
    if not space and segment.word_end == segment.x1:
        segment.word_end = max(segment.x1, glyph.x1)
    segment.x1 = max(segment.x1, glyph.x1)


def is_mark(text: str) -> bool:
    """Whether raised letters are the mark of a note: a number, or signs."""
    text = text.strip().strip("[]()")
    return bool(text) and ((text.isdigit() and len(text) <= 3) or (set(text) <= _MARKS and len(text) <= 3))
