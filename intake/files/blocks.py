"""Paragraphs, tables and tabs as text: what the readers of DOCX and HTML have in common. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.files.inline import Piece, written

_TABS = re.compile(r"\t[\t ]*")
# Labels and marks of lists, which stand left of the words they belong to.
_LABEL = re.compile(r"(?:\(?(?:\d{1,3}|[a-z])[.)]|[•·▪–—*-]|\d{1,3}|[^:]{1,24}:)", re.I)
# Longer than a line of a name or an address.
_LONG_LINE = 90
WIDE = " " * 4
# With no more words, a line is a name or a heading rather than running text.
_FEW_WORDS = 12


@dataclass(slots=True)
class Block:
    """A paragraph's text. `tight`: no space is left between it and the paragraph before."""

    text: str
    tight: bool = False


def lines_of(pieces: Sequence[Piece], *, is_note: bool = False) -> str:
    """A paragraph's pieces as text; line breaks within it stay. Type is kept in notes and running text only: of names
    and headings it says nothing.
    """
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        parts = piece.text.split("\n")
        for number, part in enumerate(parts):
            if number:
                lines.append([])
            if part or piece.mark:
                lines[-1].append(Piece(part, piece.italic, piece.bold, piece.link, piece.mark, piece.raised))
    texts = []
    for line in lines:
        words = sum(len(piece.text.split()) for piece in line)
        texts.append(_with_tabs(line, emphasis=is_note or words > _FEW_WORDS or _begins_raised(line)))
    return "\n".join(texts).strip("\n")


def _begins_raised(line: Sequence[Piece]) -> bool:
    """Whether this is a note that nothing leads to: its mark stands raised before it."""
    first = next((piece for piece in line if piece.text.strip()), None)
    return first is not None and first.raised and first.text.strip().isdigit()


def _with_tabs(line: list[Piece], *, emphasis: bool) -> str:
    # Tabs are white space that `written` would fold.
    kept = [Piece(p.text.replace("\t", "\x1f"), p.italic, p.bold, p.link, p.mark, p.raised) for p in line]
    return written(kept, emphasis=emphasis).replace("\x1f", "\t")


def text_of(blocks: Sequence[Block]) -> str:
    """The blocks as paragraphs parted by an empty line; tight short ones are lines of one paragraph."""
    paragraphs: list[list[str]] = []
    for block in blocks:
        if not block.text.strip():
            paragraphs.append([])
            continue
        before = paragraphs[-1] if paragraphs else []
        if block.tight and before and len(before[-1].rsplit("\n", 1)[-1]) <= _LONG_LINE:
            before.append(block.text)
        else:
            paragraphs.append([block.text])
    return "\n\n".join(filter(None, (_untabbed("\n".join(lines)) for lines in paragraphs)))


def _untabbed(paragraph: str) -> str:
    """Columns made with tabs are read one after the other; other tabs are wide gaps."""
    if "\t" not in paragraph:
        return paragraph
    rows = [[cell.strip() for cell in _TABS.split(line.rstrip())] for line in paragraph.split("\n")]
    both = [row for row in rows if len(row) > 1 and row[0] and all(row)]
    if len(both) >= 2 and max(map(len, rows)) <= 3 and not all(_LABEL.fullmatch(row[0]) for row in both):
        return columns(rows)
    return "\n".join(_untabbed_line(row) for row in rows)


def _untabbed_line(cells: list[str]) -> str:
    cells = [cell for cell in cells if cell]
    if len(cells) == 2 and _LABEL.fullmatch(cells[0]):
        return " ".join(cells)
    return WIDE.join(cells)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """What stands side by side, block by block: a row after the other when cells hold blocks of several lines or when
    empty rows part the blocks, and each down its columns. An empty line where a cell is empty.
    """
    bands: list[list[Sequence[str]]] = [[]]
    for row in rows:
        if not any(cell.strip() for cell in row):
            bands.append([])
        elif any("\n" in cell.strip() for cell in row):
            bands += [[row], []]
        else:
            bands[-1].append(row)
    return "\n\n".join(_down(band) for band in bands if band)


def _down(rows: Sequence[Sequence[str]]) -> str:
    width = max(map(len, rows))
    made: list[str] = []
    for column in range(width):
        cells = [row[column].strip() if column < len(row) else "" for row in rows]
        made.append(re.sub(r"\n{3,}", "\n\n", "\n".join(cells)).strip())
    return "\n\n".join(filter(None, made))


def table(rows: Sequence[Sequence[str]], *, ruled: bool) -> list[Block]:
    """A table: one with lines drawn is read across, a cell behind the other; one that only puts things side by side
    (addressees, signers) is read down its columns.
    """
    rows = [[cell.strip() for cell in row] for row in rows]
    filled = [row for row in rows if any(row)]
    if not filled:
        return []
    if max(sum(map(bool, row)) for row in filled) == 1:
        return [Block(cell) for row in filled for cell in row if cell]
    if _is_labelled(filled):
        return [Block(" ".join(filter(None, row)), tight=number > 0) for number, row in enumerate(filled)]
    if ruled:
        if any("\n\n" in cell for row in filled for cell in row):
            return [Block(cell) for row in filled for cell in row if cell]
        return [
            Block(", ".join(cell.replace("\n", ", ") for cell in row if cell), tight=number > 0)
            for number, row in enumerate(filled)
        ]
    return [Block(text) for text in columns(rows).split("\n\n")]


def _is_labelled(rows: Sequence[Sequence[str]]) -> bool:
    return all(len(row) >= 2 and (not row[0] or _LABEL.fullmatch(row[0])) for row in rows)
