"""Rows that stand side by side in columns, read one column after the other. Pure.

Columns are told by a gutter: an upright strip that stays empty over several rows, with words on both sides of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.files.pdf.drawn import Rule
from intake.files.pdf.rows import Row, Segment

# A gutter's least width, in parts of the type's height.
_GUTTER = 1.2
# Space between rows of one block of columns (room for a signature), and of lines of one name, in type heights.
_FAR, _NEAR = 9.0, 1.75
# How much further apart blocks stand than the lines of one.
_MORE = 1.2
_RUNNING_LINES = 8
# A signer's or an addressee's block has no more lines.
_BLOCK_LINES = 8

# What stands left of the words it belongs to: marks of lists and notes, and labels (To:, Re:).
_LABEL = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})[.)]|[•·▪◦‣–—*-]|\d{1,3}|\[\d{1,3}\]|[^:]{1,24}:)", re.I)

Gutter = tuple[float, float]


@dataclass(slots=True)
class Line:
    """What is read as one line. `right` is how far it could have gone on; None where nobody can tell."""

    base: float
    size: float
    segments: list[Segment]
    right: float | None = None
    # Lines of columns are not joined with those before the columns.
    starts_block: bool = False
    # How far apart the lines of its columns stand, in parts of the type's height; 0 where it is in none.
    leading: float = 0.0

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def text(self) -> str:
        return " ".join(segment.text.strip() for segment in self.segments)


def in_reading_order(rows: Sequence[Row], rules: Sequence[Rule], *, right: float) -> list[Line]:
    """The rows' lines as one reads them. `right` is where the text's lines end on the right."""
    lines: list[Line] = []
    number = 0
    while number < len(rows):
        end, gutters = _columns_from(rows, number)
        if gutters and _is_table(rows[number:end], rules):
            lines += [Line(row.base, row.size, row.segments) for row in rows[number:end]]
            number = end
        elif gutters:
            block = rows[number:end]
            leading = min((lower.base - upper.base) / lower.size for upper, lower in pairwise(block))
            for band in _bands(block, gutters):
                lines += _column_lines(band, gutters, leading if leading < _NEAR else 0.0)
            number = end
            if number < len(rows):
                lines.append(_line(rows[number], right, starts_block=True))
                number += 1
        else:
            lines.append(_line(rows[number], right))
            number += 1
    return lines


def _line(row: Row, right: float, *, starts_block: bool = False) -> Line:
    return Line(row.base, row.size, row.segments, right, starts_block)


def _columns_from(rows: Sequence[Row], start: int) -> tuple[int, list[Gutter]]:
    """Where the columns end that begin in row `start`, and their gutters; none when no columns begin there."""
    first = _first_two_sided(rows, start)
    if first is None:
        return start, []
    gutters = _gaps(rows[first])
    end = first
    for number in range(start, len(rows)):
        row = rows[number]
        if number > start and row.base - rows[number - 1].base > _FAR * row.size:
            break
        kept = _still_empty(gutters, row)
        if len(kept) < len(gutters):
            if number <= first:
                return start, []
            break
        gutters, end = kept, number + 1
    end = _trimmed(rows, start, end)
    sides = [_sides(row, gutters) for row in rows[start:end]]
    if sum(len(side) > 1 for side in sides) < 2 and not _interleave(sides):
        return start, []
    if _is_labelled(rows[start:end], gutters[0]):
        return start, []
    return end, gutters


def _first_two_sided(rows: Sequence[Row], start: int) -> int | None:
    """The first row with a gap: `start` itself, or one right below that `start` is as close to as lines of a name."""
    for number in range(start, min(start + 4, len(rows))):
        if number > start and rows[number].base - rows[number - 1].base > _NEAR * rows[number].size:
            return None
        if len(rows[number].segments) > 1:
            return number
    return None


def _gaps(row: Row) -> list[Gutter]:
    return [(left.x1, right.x0) for left, right in pairwise(row.segments)]


def _still_empty(gutters: list[Gutter], row: Row) -> list[Gutter]:
    kept: list[Gutter] = []
    for x0, x1 in gutters:
        for segment in row.segments:
            if segment.x1 <= (x0 + x1) / 2 and segment.x1 > x0:
                x0 = segment.x1  # noqa: PLW2901
            elif segment.x0 >= (x0 + x1) / 2 and segment.x0 < x1:
                x1 = segment.x0  # noqa: PLW2901
            elif segment.x0 < x1 and segment.x1 > x0:
                # Lies across the strip's middle: what is left of the strip is on its larger side.
                x0, x1 = (segment.x1, x1) if x1 - segment.x1 > segment.x0 - x0 else (x0, segment.x0)  # noqa: PLW2901
        if x1 - x0 >= _GUTTER * row.size:
            kept.append((x0, x1))
    return kept


def _sides(row: Row, gutters: list[Gutter]) -> set[int]:
    return {_column_of(segment, gutters) for segment in row.segments}


def _column_of(segment: Segment, gutters: list[Gutter]) -> int:
    return sum(segment.x0 >= (x0 + x1) / 2 for x0, x1 in gutters)


def _trimmed(rows: Sequence[Row], start: int, end: int) -> int:
    """The end without rows below the columns that only stand below the first of them, apart from it."""
    last = max(number for number in range(start, end) if len(rows[number].segments) > 1)
    for number in range(last + 1, end):
        if rows[number].base - rows[number - 1].base > _NEAR * rows[number].size:
            return number
    return end


def _interleave(sides: list[set[int]]) -> bool:
    """Whether rows of the left and of the right take turns, as columns do whose lines are not level."""
    alone = [next(iter(side)) for side in sides if len(side) == 1]
    return sum(a != b for a, b in pairwise(alone)) >= 3


def _is_labelled(rows: Sequence[Row], gutter: Gutter) -> bool:
    """Whether the left column holds nothing but marks of lists or labels of what stands on their right."""
    middle = sum(gutter) / 2
    left = [segment.text.strip() for row in rows for segment in row.segments if segment.x1 <= middle]
    return bool(left) and all(_LABEL.fullmatch(text) for text in left)


def _is_table(rows: Sequence[Row], rules: Sequence[Rule]) -> bool:
    """Whether ruled lines part most of the rows: then each row is read across."""
    if len(rows) < 2:
        return False
    parted = sum(
        any(upper.base < rule.y < lower.base and rule.x0 < lower.x1 and rule.x1 > lower.x0 + 60 for rule in rules)
        and len(lower.segments) > 1
        for upper, lower in pairwise(rows)
    )
    two_sided = sum(len(row.segments) > 1 for row in rows[1:])
    return parted >= 2 and parted * 2 > two_sided


def _bands(rows: Sequence[Row], gutters: list[Gutter]) -> list[Sequence[Row]]:
    """Blocks that stand side by side on one line, and below them the next ones (signers, each with an office), are read
    across, a block behind the other. Columns whose blocks are not level are read down: then they are one band.
    """
    steps = [lower.base - upper.base for upper, lower in pairwise(rows)]
    starts = [0, *(at for at, step in enumerate(steps, 1) if step > _MORE * min(steps))]
    bands = [rows[start:end] for start, end in pairwise([*starts, len(rows)])]
    if len(bands) > 1 and all(_begins_level(band, gutters) for band in bands):
        return bands
    return [rows]


def _begins_level(band: Sequence[Row], gutters: list[Gutter]) -> bool:
    """Whether the columns begin in the band's first row, and it holds no more than a block of each."""
    held = {column for row in band for column in _sides(row, gutters)}
    return len(band) <= _BLOCK_LINES and held == _sides(band[0], gutters)


def _column_lines(rows: Sequence[Row], gutters: list[Gutter], leading: float) -> list[Line]:
    lines: list[Line] = []
    for column in range(len(gutters) + 1):
        mine = [
            Line(row.base, row.size, held, leading=leading)
            for row in rows
            if (held := [segment for segment in row.segments if _column_of(segment, gutters) == column])
        ]
        if mine:
            mine[0].starts_block = True
            _mark_running_text(mine)
        lines += mine
    return lines


def _mark_running_text(lines: list[Line]) -> None:
    """In a column of running text most lines end where the column ends; then it is known how far they could go."""
    edge = max(line.x1 for line in lines)
    width = edge - min(line.x0 for line in lines)
    full = sum(edge - line.x1 <= 0.12 * width for line in lines)
    if len(lines) >= _RUNNING_LINES and full * 2 > len(lines):
        for line in lines:
            line.right = edge
