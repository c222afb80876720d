"""Tables set with tabulators or blanks, written as Markdown's, so that their rows stay rows. Pure."""

from collections.abc import Sequence

from intake.parsing.columns import cells_of
from intake.parsing.lines import Line
from intake.printed import Printed

# Longer ones are in no letter, and would cost more to read than one.
_FEWEST_ROWS, _MOST_ROWS = 3, 400
_LONGEST_CELL = 40
# A row that fills the page in few cells is text in columns.
_WIDEST_OF_TWO = 24


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which three or more below one another with the same number of short cells are a table's rows."""
    done: list[Line] = []
    place = 0
    while place < len(lines):
        rows = _rows_at(lines, place)
        if not _FEWEST_ROWS <= len(rows) <= _MOST_ROWS:
            end = place + max(1, len(rows))
            done += lines[place:end]
            place = end
            continue
        for number, cells in enumerate(rows):
            line = lines[place + number]
            done.append(line.moved(text=_row(cells)))
            if not number:
                done.append(line.moved(text=Printed.made("|" + " --- |" * len(cells)), gap=False))
        place += len(rows)
    return done


def _rows_at(lines: Sequence[Line], place: int) -> list[list[Printed]]:
    rows: list[list[Printed]] = []
    for at in range(place, len(lines)):
        line = lines[at]
        if "   " not in str(line) or str(line).startswith("|") or (rows and line.gap):
            break
        cells = cells_of(line)
        widest = _LONGEST_CELL if len(cells) > 2 else _WIDEST_OF_TWO
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])) or any(len(cell) > widest for cell in cells):
            break
        rows.append(cells)
    return rows


def _row(cells: Sequence[Printed]) -> Printed:
    bar = Printed.made(" | ")
    pieces = [Printed.made("| ")]
    for number, cell in enumerate(cells):
        pieces += [bar, cell] if number else [cell]
    return Printed.join([*pieces, Printed.made(" |")])
