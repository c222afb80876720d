"""Whether a letter's notes can stand beside its text, each at its mark, and how tall the sheet must be then. Pure.

The style sheet (`sidenotes.css`) hangs each note beside its first mark, or below the note before when that reaches
further down. What hangs so makes no room for itself: notes longer than the text would hang over the page's end. So
the heights are estimated here, the text's low and the notes' high. Notes a little longer than the text get a taller
sheet; others stay below the letter, where there is room for any.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

# The style sheet has a rule for each of so many notes, and for heights in steps of `STEP` up to `TALLEST` (rem).
MOST = 60
STEP, TALLEST = 5, 200

_MARK = re.compile(r"\[\^([\w*†‡§]{1,8})\]")
# In rem and characters, of the sheet as it is printed beside such notes. Above the body: letterhead, date, addressee.
_ABOVE, _BELOW = 22.0, 5.0
_LINE, _PARAGRAPH, _CHARACTERS = 1.75, 1.0, 66
_NOTE_LINE, _NOTE_CHARACTERS, _NOTE_GAP = 1.25, 26, 1.2
# Few signatories stand one below another, many side by side.
_FEW, _SIGNATORY_OF_FEW, _SIGNATORY = 6, 4.0, 2.2
# How much longer than the text notes may be.
_EXCESS = 1.7


@dataclass(frozen=True, slots=True)
class Printed:
    """A note: its number, and how broad each of its lines of print is (`breadth`) before it is wrapped."""

    number: str
    lines: Sequence[int]


def breadth(text: str) -> int:
    """How many Latin letters take as much room as `text`: a Chinese one takes twice as much."""
    return len(text) if text.isascii() else len(text) + sum(east_asian_width(char) in "WF" for char in text)


def height_beside(body: str, notes: Sequence[Printed], *, signatories: int) -> int | None:
    """The least height of the sheet, in rem and a multiple of `STEP`, that holds the notes hung at their marks in the
    Markdown `body`; 0 when the letter itself is taller. None when the notes stay below."""
    numbers = [note.number for note in notes]
    if not notes or len(notes) > MOST or numbers != [str(place) for place in range(1, len(notes) + 1)]:
        return None
    marks: dict[str, int] = {}
    for match in _MARK.finditer(body):
        marks.setdefault(match[1], match.start())
    end = _ABOVE
    for note in notes:
        beside = _ABOVE + _height(body[: marks[note.number]]) if note.number in marks else 0.0
        end = max(end, beside) + _note_height(note)
    text = _ABOVE + _height(body) + signatories * (_SIGNATORY_OF_FEW if signatories <= _FEW else _SIGNATORY)
    if end + _BELOW > min(text * _EXCESS, TALLEST):
        return 0 if end <= text else None
    return 0 if end <= text else -int(-(end + _BELOW) // STEP) * STEP


def _height(text: str) -> float:
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part]
    return sum(-(-len(part) // _CHARACTERS) * _LINE + _PARAGRAPH for part in paragraphs)


def _note_height(note: Printed) -> float:
    return sum(-(-length // _NOTE_CHARACTERS) for length in note.lines) * _NOTE_LINE + _NOTE_GAP
