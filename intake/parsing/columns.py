"""Lines set side by side, in columns or tables, put one below another. Pure."""

import re
from collections.abc import Sequence

from intake.parsing.lines import Line
from intake.printed import Printed

_GUTTER = re.compile(r"\s{3,}|(?<=\S)\s*\|\s*(?=\S)")
_TABLE_RULE = re.compile(r"\|?[\s:|+-]+\|?")
_SLACK = 3
_LONGEST_TITLE = 3


# The titles of a table's columns, by what stands below them.
_TITLES = {
    "name": r"(?:full )?names?|signator(?:y|ies)|members?|nom|nombre|имя",
    "title": r"titles?|positions?|offices?|fonction|cargo|funktion|должность",
    "organization": r"organi[sz]ations?|affiliations?|institutions?|organización|организация",
    "party": r"(?:political )?(?:party|group)|parti|partido|partei",
    "state": r"countr(?:y|ies)|states?|constituenc(?:y|ies)|ridings?|districts?|pays|país|land",
    "": r"signatures?|\W*|no\.?|#",
}
_COLUMN_TITLE = {kind: re.compile(words, re.IGNORECASE) for kind, words in _TITLES.items()}


def column_title(text: str) -> str | None:
    """What stands in a column with this title: `name`, `party` …, or nothing of a signatory (""); None for no title."""
    text = text.strip("*_: ")
    if len(text.split()) > _LONGEST_TITLE:
        return None
    return next((kind for kind, pattern in _COLUMN_TITLE.items() if pattern.fullmatch(text)), None)


def names_columns(row: str) -> bool:
    """Whether a table's row has nothing but titles of columns, names among them."""
    kinds = [column_title(cell) for cell in row.strip("|").split("|")]
    return None not in kinds and "name" in kinds


def table_rows(lines: Sequence[Line]) -> list[list[Printed]] | None:
    """The cells of a Markdown table, without its rule; None when the lines are none."""
    if len(lines) < 2 or not all(str(line).startswith("|") for line in lines):
        return None
    rows = []
    for line in lines:
        if not _TABLE_RULE.fullmatch(str(line)):
            rows.append([cell.strip() for cell in line.text.strip("|").split(re.compile(r"(?<!\\)\|"))])
    return rows


def columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The columns of a group of lines, from left to right; one column when they are not set side by side."""
    if (rows := table_rows(lines)) is not None:
        return _columns_of_table(lines[0], rows)
    cells = [_cells(line) for line in lines]
    split = [row for row in cells if len(row) > 1]
    if not split or (len(lines) > 1 and len(split) * 3 < len(lines)) or len(lines) > 200:
        return [list(lines)]
    count = max(len(row) for row in split)
    if count > 4:
        return [list(lines)]
    edges = [min(row[number][0] for row in split if len(row) > number) for number in range(count)]
    edges[0] = 0
    done: list[list[Line]] = [[] for _ in range(count)]
    for line, row in zip(lines, cells, strict=True):
        for number, (start, text) in enumerate(row):
            column = number
            if len(row) < count:
                column = max((place for place, edge in enumerate(edges) if edge <= start + _SLACK), default=0)
            done[column].append(line.moved(text=text, gap=not done[column]))
    return [column for column in done if column]


def cells_of(line: Line) -> list[Printed]:
    """The cells of one line, from left to right."""
    return [cell for _, cell in _cells(line)]


def _columns_of_table(first: Line, rows: list[list[Printed]]) -> list[list[Line]]:
    count = max((len(row) for row in rows), default=0)
    parted = [[row[number] for row in rows if len(row) > number and row[number]] for number in range(count)]
    return [[first.moved(text=cell, gap=not place) for place, cell in enumerate(cells)] for cells in parted if cells]


def _cells(line: Line) -> list[tuple[int, Printed]]:
    """The cells of one line, each with the column of characters in which it begins."""
    found: list[tuple[int, Printed]] = []
    last = 0
    for match in _GUTTER.finditer(str(line)):
        found.append((line.indent + last, line.text[last : match.start()].strip()))
        last = match.end()
    found.append((line.indent + last, line.text[last:].strip()))
    return [(start, cell) for start, cell in found if cell]
