"""From the rows of all pages to the letter's text: running rows out, notes apart, columns in order, lines joined.

Pure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from intake.files.inline import Piece, leads_elsewhere, told_elsewhere, written
from intake.files.pdf import notes as footnotes
from intake.files.pdf import running
from intake.files.pdf.columns import Line, in_reading_order
from intake.files.pdf.drawn import Rule
from intake.files.pdf.joining import Words, joined
from intake.files.pdf.paragraphs import blocks_of
from intake.files.pdf.rows import Row, is_mark

# Where a wide gap was within a line.
_GAP = "\x1f"
_FILLING = re.compile(r"[\s_.…·=\-–—]*")
_NOTE_MARK = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}[.)]?|[*†‡§]{1,3})\s+")
_WIDE = " " * 4


def text_of(
    pages: list[list[Row]], rules: Sequence[Sequence[Rule]], sizes: Sequence[tuple[float, float]]
) -> tuple[str, list[str]]:
    """The text as the parser understands it, and warnings."""
    pages = [[row for row in rows if not _FILLING.fullmatch(row.text)] for rows in pages]
    size = footnotes.body_size(pages)
    left_out = running.take_out(pages, body_size=size)
    parted = footnotes.part(pages, rules, [height for _, height in sizes], size)
    left_out += parted.left_out
    words = Words.of(row.text for rows in pages for row in rows)
    right = _right_edge(parted.pages, sizes)
    for page, rows in enumerate(parted.pages):
        _name_marks(rows, page, parted)
    for note in parted.notes:
        _strip_mark(note)
        _name_marks(note.rows[1:], note.page, parted)
    lines = [
        in_reading_order(rows, page_rules, right=right) for rows, page_rules in zip(parted.pages, rules, strict=True)
    ]
    blocks = [_block(block, words) for block in blocks_of(lines)]
    blocks += [f"[^{note.number}]: {_note_text(note, words)}" for note in parted.notes]
    return "\n\n".join(filter(None, blocks)) + "\n", _warnings(left_out, pages)


def _right_edge(pages: Sequence[Sequence[Row]], sizes: Sequence[tuple[float, float]]) -> float:
    """Where the text's lines end. Few may stand out; and where there are too few long ones to tell, the paper's right
    margin is taken to be as wide as its left one.
    """
    rows = [row for page in pages for row in page]
    if not rows:
        return 0.0
    ends, starts = sorted(row.x1 for row in rows), sorted(row.x0 for row in rows)
    edge, left = ends[int((len(ends) - 1) * 0.95)], starts[int((len(starts) - 1) * 0.1)]
    width = max(width for width, _ in sizes)
    full = sum(edge - row.x1 < 4 * row.size and row.x1 - row.x0 > 0.4 * width for row in rows)
    return edge if full >= 3 else max(edge, width - left)


def _name_marks(rows: Iterable[Row], page: int, parted: footnotes.Parted) -> None:
    """Raised marks whose notes are there become the notes' names."""
    for segment in (segment for row in rows for segment in row.segments):
        for run in segment.runs:
            if not run.piece.raised:
                continue
            marks = footnotes.marks_of(run.piece.text)
            numbers = [parted.number_of(mark, page) for mark in marks]
            if numbers and all(numbers):
                run.piece = Piece(run.piece.text, mark="][^".join(numbers))
            elif not is_mark(run.piece.text):
                run.piece = replace(run.piece, raised=False)


def _strip_mark(note: footnotes.Note) -> None:
    """Takes the mark off the note's first row."""
    row = note.rows[0]
    runs = [run for segment in row.segments for run in segment.runs]
    if runs[0].piece.raised:
        runs[0].piece = replace(runs[0].piece, text="")
        return
    text = runs[0].piece.text
    match = _NOTE_MARK.match(text if text.endswith(" ") else text + " ")
    if match:
        runs[0].piece = replace(runs[0].piece, text=text[match.end() :])


def _pieces(line: Line | Row) -> list[Piece]:
    pieces: list[Piece] = []
    for number, segment in enumerate(line.segments):
        if number:
            pieces.append(Piece(_GAP))
        pieces += [run.piece for run in segment.runs]
    return pieces


def _block(block: Sequence[Sequence[Line]], words: Words) -> str:
    """One paragraph. Type is kept in running text only: of names and headings it says nothing."""
    texts: list[str] = []
    for printed in block:
        pieces = joined([_pieces(line) for line in printed], words)
        runs_on = len(printed) > 1 or len(printed[0].text.split()) > 12
        texts.append(written(pieces, emphasis=runs_on).replace(_GAP, " " if runs_on else _WIDE))
    return "\n".join(filter(None, texts))


def _note_text(note: footnotes.Note, words: Words) -> str:
    return written(joined([_pieces(row) for row in note.rows], words)).replace(_GAP, " ")


def _warnings(left_out: Sequence[str], pages: Sequence[Sequence[Row]]) -> list[str]:
    said = [" ".join(words.split()) for words in left_out]
    warnings = [
        f"Left out, since it belongs to the paper and not to the letter: “{words[:300]}”" for words in said[:10]
    ]
    pieces = (run.piece for rows in pages for row in rows for segment in row.segments for run in segment.runs)
    elsewhere = [piece for piece in pieces if piece.link and leads_elsewhere(piece.text, piece.link)]
    return warnings + [told_elsewhere(piece.text, piece.link) for piece in elsewhere[:10]]
