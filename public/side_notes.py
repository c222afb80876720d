"""Whether a letter's notes can stand beside its text, each at its mark. Pure.

The style sheet (`sidenotes.css`) hangs each note beside its first mark, or below the note before when that reaches
further down. What hangs so makes no room for itself: notes longer than the text would hang over the page's end. So
the heights are estimated here, the text's low and the notes' high, and notes that may not fit stay below the letter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# The style sheet has a rule for each of so many notes.
MOST = 60

_MARK = re.compile(r"\[\^([\w*†‡§]{1,8})\]")
_LINE, _PARAGRAPH, _CHARACTERS = 1.75, 1.0, 70
_NOTE_LINE, _NOTE_CHARACTERS, _NOTE_GAP = 1.3, 30, 1.0
# Of one signatory: name and office.
_SIGNATORY = 2.5


@dataclass(frozen=True, slots=True)
class Printed:
    """A note: its number, and how many characters each of its lines of print has before they are wrapped."""

    number: str
    lines: Sequence[int]


def fit_beside(body: str, notes: Sequence[Printed], *, signatories: int) -> bool:
    """Whether the notes, hung at their marks in the Markdown `body`, end before the letter does."""
    numbers = [note.number for note in notes]
    if not notes or len(notes) > MOST or numbers != [str(place) for place in range(1, len(notes) + 1)]:
        return False
    marks: dict[str, int] = {}
    for match in _MARK.finditer(body):
        marks.setdefault(match[1], match.start())
    end = 0.0
    for note in notes:
        beside = _height(body[: marks[note.number]]) if note.number in marks else 0.0
        end = max(end, beside) + _note_height(note)
    return end <= _height(body) + signatories * _SIGNATORY


def _height(text: str) -> float:
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part]
    return sum(len(part) // _CHARACTERS * _LINE for part in paragraphs) + len(paragraphs) * _PARAGRAPH


def _note_height(note: Printed) -> float:
    return sum(-(-length // _NOTE_CHARACTERS) for length in note.lines) * _NOTE_LINE + _NOTE_GAP
