"""Notes at the foot of pages, or at the end: told from the text by small type, a ruled line, and their marks. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.files.pdf.drawn import Rule
from intake.files.pdf.rows import Row, is_mark

# Notes are set in type no larger than this, in parts of the text's.
_SMALL = 0.93
# Rows below the notes that are further off belong to the paper's foot, in parts of the type's height.
_APART = 2.4
# So far down a page, small print that stands alone belongs to the paper.
_PAPER_FOOT = 0.9

_PLAIN_MARK = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})[.)]?|([*†‡§]{1,3}))(?=\s)")


@dataclass(slots=True)
class Note:
    """`mark` as printed; `number` as it is called in the text that is made."""

    mark: str
    page: int
    rows: list[Row] = field(default_factory=list)
    number: str = ""


@dataclass(slots=True)
class Parted:
    """The pages' rows without notes; the notes; rows that belong to the paper, not the letter."""

    pages: list[list[Row]]
    notes: list[Note]
    left_out: list[str]

    def number_of(self, mark: str, page: int) -> str:
        """What the note is called whose mark stands on `page`; nothing when there is none."""
        mine = [note for note in self.notes if note.mark == mark]
        here = [note for note in mine if note.page == page] or [note for note in mine if note.page > page]
        return (here or mine)[0].number if mine else ""


def body_size(pages: Sequence[Sequence[Row]]) -> float:
    """The text's type: the largest in which a fair share of the letters is set."""
    weights: dict[float, int] = {}
    for row in (row for rows in pages for row in rows):
        size = round(row.size * 2) / 2
        weights[size] = weights.get(size, 0) + len(row.text)
    whole = sum(weights.values())
    return max((size for size, weight in weights.items() if weight * 5 >= whole), default=10.0)


def part(pages: Sequence[list[Row]], rules: Sequence[Sequence[Rule]], heights: Sequence[float], size: float) -> Parted:
    """Tells notes from text on all pages."""
    done = Parted([], [], [])
    raised = _marks_in(pages)
    for page, rows in enumerate(pages):
        start = _start_of_notes(rows, rules[page], size, done.notes, raised)
        rest = _collect(rows[start:], page, done.notes, raised)
        done.left_out += [row.text for row in rest]
        text = rows[:start]
        if start == len(rows):
            foot = _paper_foot(rows, heights[page], size)
            done.left_out += [row.text for row in rows[foot:]]
            text = rows[:foot]
        done.pages.append(text)
    _call(done.notes)
    return done


def _call(notes: list[Note]) -> None:
    """Notes keep their marks as names, unless pages begin anew with 1: then they are counted through."""
    marks = [note.mark for note in notes]
    anew = len(set(marks)) < len(marks)
    for number, note in enumerate(notes, 1):
        note.number = str(number) if anew else note.mark


def _marks_in(pages: Sequence[Sequence[Row]]) -> set[str]:
    """Marks that stand raised behind a word."""
    return {
        mark
        for rows in pages
        for row in rows
        for segment in row.segments
        for run in segment.runs[1:]
        if run.piece.raised
        for mark in marks_of(run.piece.text)
    }


def marks_of(text: str) -> list[str]:
    """The marks in raised letters: one, or several with commas between them."""
    parts = [part.strip().strip("[]()") for part in re.split(r"[,;\s]+", text.strip())]
    return parts if parts and all(map(is_mark, parts)) else []


def _start_of_notes(
    rows: Sequence[Row], rules: Sequence[Rule], size: float, notes: Sequence[Note], raised: set[str]
) -> int:
    """The index of the first row of the page's notes, or of what is left of a note from the page before."""
    small = len(rows)
    while small > 0 and rows[small - 1].size <= _SMALL * size:
        small -= 1
    ruled = _below_rule(rows, rules, notes, raised)
    if ruled is not None:
        return ruled
    starts = [index for index, row in enumerate(rows) if _mark_of(row, notes, raised, strict=index < small)]
    if small < len(rows) and notes and (small == 0 or _has_rule(rows, small, rules)):
        # What is in small type at the foot goes on from the page before, up to the first mark.
        return small
    first = next((index for index in starts if index >= small), None)
    if first is not None:
        return first
    return next((index for index in starts if _is_raised_start(rows[index])), len(rows))


def _below_rule(rows: Sequence[Row], rules: Sequence[Rule], notes: Sequence[Note], raised: set[str]) -> int | None:
    """The first row below a ruled line right below which a note begins."""
    for rule in sorted(rules, key=lambda rule: -rule.y):
        below = next((index for index, row in enumerate(rows) if row.base - row.size * 0.5 > rule.y), None)
        if below is None or rule.x0 > rows[below].x0 + rows[below].size * 3:
            continue
        if _mark_of(rows[below], notes, raised, strict=False):
            return below
    return None


def _has_rule(rows: Sequence[Row], index: int, rules: Sequence[Rule]) -> bool:
    upper = rows[index - 1].base
    return any(upper < rule.y < rows[index].base for rule in rules) or (
        rows[index].base - upper > 2 * rows[index - 1].size
    )


def _is_raised_start(row: Row) -> bool:
    first = row.segments[0].runs[0].piece
    return first.raised and is_mark(first.text)


def _mark_of(row: Row, notes: Sequence[Note], raised: set[str], *, strict: bool) -> str:
    """The mark with which the row begins a note, if it does. `strict`: only a raised one is believed."""
    first = row.segments[0].runs[0].piece
    if first.raised:
        mark = first.text.strip().strip("[]()")
        return mark if is_mark(first.text) and (mark in raised or not strict) else ""
    if strict:
        return ""
    match = _PLAIN_MARK.match(row.text)
    if not match:
        return ""
    mark = match[1] or match[2] or match[3]
    if not mark.isdigit():
        return mark if mark in raised else ""
    # A row of a note may begin with a number, too, and so do addresses: only the next number begins a note, and only
    # when it stands as a mark in the text.
    last = next((int(note.mark) for note in reversed(notes) if note.mark.isdigit()), 0)
    return mark if mark in raised and int(mark) in {1, last + 1} else ""


def _collect(rows: Sequence[Row], page: int, notes: list[Note], raised: set[str]) -> list[Row]:
    """Adds the notes in `rows`; gives the rows below them that belong to no note."""
    before: Row | None = None
    for index, row in enumerate(rows):
        mark = _mark_of(row, notes, raised, strict=False)
        if mark:
            notes.append(Note(mark, page, [row]))
        elif before is not None and row.base - before.base > _APART * row.size:
            return list(rows[index:])
        elif notes:
            notes[-1].rows.append(row)
        before = row
    return []


def _paper_foot(rows: Sequence[Row], height: float, size: float) -> int:
    """The index of the first row of small print at the paper's foot, apart from the text."""
    start = len(rows)
    while start > 0 and rows[start - 1].size <= _SMALL * size and rows[start - 1].base > _PAPER_FOOT * height:
        start -= 1
    if 0 < start < len(rows) and rows[start].base - rows[start - 1].base > _APART * size:
        return start
    return len(rows)
