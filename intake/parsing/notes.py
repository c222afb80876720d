"""Footnotes told from the body, wherever they stand: at pages' ends, interrupting the body, or at the end. Pure.

A line that begins like a note is one when enough speaks for it: its shape, a mark of its number in the text before it,
what it cites, a rule or a heading above it, a neighbour that is a note. A numbered list in the body has no such marks.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from intake.parsing.greetings import is_closing
from intake.parsing.labels import is_notes_heading
from intake.parsing.lines import Line
from intake.parsing.marks import (
    LABEL,
    Mark,
    bracketed_marks,
    choose_rising,
    label_of,
    strong_marks,
    stuck_marks,
    with_marks,
)
from intake.parsing.pages import Pages
from intake.parsing.paragraphs import has_ended, opens_low
from intake.printed import Printed

_START = re.compile(
    rf"<sup>\s{{0,3}}\\?\[?(?P<sup>{LABEL})\\?\]?\s{{0,3}}</sup>[:.]?\s*"
    r"|\[\^(?P<defined>[\w*†‡§]{1,8})\]:\s*"
    r"|\[\^(?P<caret>[\w*†‡§]{1,8})\]\s*"
    rf"|\[\\?\[?\^?(?P<link>{LABEL})\^?\\?\]?\\?\]\(#[^)\s]{{0,80}}\):?\s*"
    rf"|\\?\[(?P<bracket>{LABEL})\\?\]:?\s*"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[.:]?\s*"
    r"|\^(?P<between>\d{1,3})\^?:?\s*"
    r"|\((?P<paren>\d{1,3})\)\s+"
    r"|(?P<number>\d{1,3})(?:\\?[.)]\s*(?=\D)|\s+(?=\S)|$)"
    r"|(?P<stuck>\d{1,3})(?=[^\W\d_a-z]|[\"“‘*<(\[])"
    r"|(?P<symbol>[†‡§]{1,3}|\*(?!\*)(?!.*\*\*?$)|(?:\\\*){1,3}|\*{2,3}(?=\s))\s*(?=[\w\"“‘„«<(\[*])"
    r"|(?P<roman>[ivx]{1,6})\\?[.)]?\s+(?=\S)"
)
_CITES = re.compile(
    r"https?://|www\.\w|\b(?:Id|Ibid|ibid|Idem|Ebd|Там же)\b|\bsupra\b|\binfra\b|\bop\. ?cit"
    r"|\([^()]{0,30}\b(?:19|20)\d\d\)|[\"”»’*],? [^\n]{2,80}\b(?:19|20)\d\d\b"
    r"|^(?:See|Cf\.|Siehe|Voir|Véase|См\.)\s|\bpp?\. ?\d"
)
_BACK_LINK = re.compile(r"\s*(?:\[?↩︎?\]?(?:\(#[^)\s]{0,80}\))?|\[\^?↑\]\(#[^)\s]{0,80}\))\s*$")
_CUT_OFF = frozenset("-‐=&?_%(,;–")
_PLAIN = {"number", "stuck", "paren", "roman", "between"}
_SAYS_SO = {"sup", "raised", "link", "caret"}
_ENOUGH = 3
# The note of the number before stands no more than so many lines above.
_NEAR = 13


@dataclass(slots=True)
class Note:
    """A note as printed: its mark, the number it gets in the record, its lines without the mark."""

    mark: Printed
    number: str
    # In which form its mark is printed: the name of a group of `_START`.
    shape: str
    lines: list[Printed] = field(default_factory=list)

    @property
    def text(self) -> Printed:
        """The note with its line ends kept."""
        return Printed.join(self.lines, "\n").strip()


@dataclass(frozen=True, slots=True)
class Split:
    """A text without its notes, whose marks are written `[^1]`; the notes; what was a heading above them."""

    lines: list[Line]
    notes: list[Note]
    apart: list[Printed]
    warnings: list[str]


@dataclass(slots=True)
class _Start:
    place: int
    shape: str
    label: str
    mark: tuple[int, int]
    text_from: int


def split_notes(pages: Pages) -> Split:
    """The text and its notes apart."""
    lines = pages.lines
    headings = [place for place, line in enumerate(lines) if is_notes_heading(str(line))]
    starts = _starts(pages, headings)
    body, notes, apart, blocks = _Walk(pages, starts, headings).walk()
    warnings: list[str] = []
    if len({note.number for note in notes}) < len(notes):
        for count, note in enumerate(notes, 1):
            note.number = str(count)
        warnings.append("The notes are numbered anew on each page. Here they are numbered through, from 1.")
    segments = _segments(body, notes, blocks)
    bracketed = {note.number for note in notes if note.shape == "paren"}
    return Split(_marked(body, segments, bracketed, apart), notes, apart, warnings)


def _starts(pages: Pages, headings: Sequence[int]) -> dict[int, _Start]:
    """The lines that begin a note, by place."""
    lines = pages.lines
    possible = {place: start for place, line in enumerate(lines) if (start := _start_of(place, str(line)))}
    if not possible:
        return {}
    strong, stuck, in_brackets = _marks_before(lines, possible)
    stars = sum(start.label == "*" for start in possible.values())
    headed = min(headings, default=len(lines))
    tail = _tail(lines, possible)
    scores: dict[int, int] = {}
    # The last likely note of each shape and label so far.
    latest: dict[tuple[str, str], int] = {}
    for place, start in possible.items():
        if start.shape == "symbol" and start.label[0] == "*" and stars > 1:
            continue
        scores[place] = _score(
            pages,
            start,
            in_strong=strong.get(start.label, len(lines)) < place,
            in_stuck=(in_brackets if start.shape == "paren" else stuck).get(start.label, len(lines)) < place,
            headed=headed < place,
            in_tail=tail <= place,
            after_note=place - latest.get((start.shape, _label_before(start.label)), -_NEAR) < _NEAR,
        )
        if scores[place] >= _ENOUGH:
            latest[start.shape, start.label] = place
    return _best(lines, possible, scores, strong, stuck)


def _start_of(place: int, text: str) -> _Start | None:
    match = _START.match(text)
    if match is None or match.lastgroup is None:
        return None
    shape = match.lastgroup
    return _Start(place, shape, label_of(match[shape]), match.span(shape), match.end())


def _marks_before(lines: Sequence[Line], possible: dict[int, _Start]) -> tuple[dict[str, int], ...]:
    """By label, the first line in which a mark of it stands in running text: one that says so, stuck, in brackets."""
    strong: dict[str, int] = {}
    stuck: dict[str, int] = {}
    in_brackets: dict[str, int] = {}
    for place, line in enumerate(lines):
        text = str(line)
        after = possible[place].text_from if place in possible else 0
        for marks, found in (
            (strong_marks(text), strong),
            (stuck_marks(text), stuck),
            (bracketed_marks(text), in_brackets),
        ):
            for mark in marks:
                if mark.start >= after and (mark.start or not after):
                    for label, _, _ in mark.labels:
                        found.setdefault(label, place)
    return strong, stuck, in_brackets


def _tail(lines: Sequence[Line], possible: dict[int, _Start]) -> int:
    """From where on every paragraph begins like a note, and a letter's closing stands above; else past the end."""
    tail = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        if place in possible:
            tail = place
        elif lines[place].gap:
            break
    closed = any(is_closing(str(line)) for line in lines[:tail])
    return tail if closed else len(lines)


def _label_before(label: str) -> str:
    """The number before this one; nothing for a label that is no number."""
    return str(int(label) - 1) if label.isdecimal() else ""


def _score(
    pages: Pages, start: _Start, *, in_strong: bool, in_stuck: bool, headed: bool, in_tail: bool, after_note: bool
) -> int:
    """How much speaks for a note; `_ENOUGH` makes it one."""
    if start.shape == "defined":
        return 10
    lines = pages.lines
    rest = str(lines[start.place])[start.text_from :]
    for line in lines[start.place + 1 : start.place + 4]:
        if line.gap:
            break
        rest += " " + str(line)
    cites = _CITES.search(rest) is not None
    marked = in_strong or in_stuck
    if start.shape == "symbol":
        return 5 if in_strong and rest else 0
    if start.shape == "roman":
        return 3 + cites if in_strong else 0
    if start.shape in _PLAIN and not (marked or headed or (in_tail and (cites or after_note))):
        return 0
    if start.shape == "bracket" and not (marked or headed or cites):
        return 0
    score = 3 * (start.shape in _SAYS_SO) + 2 * (start.shape == "bracket") + 3 * cites + 4 * headed
    score += 2 * (start.place in pages.ruled) + 2 * after_note + 2 * in_tail
    return score + (2 if in_strong else int(in_stuck))


def _best(
    lines: Sequence[Line],
    possible: dict[int, _Start],
    scores: dict[int, int],
    strong: dict[str, int],
    stuck: dict[str, int],
) -> dict[int, _Start]:
    """One start for each label, the likeliest; several when the numbers begin anew further down."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for place, score in scores.items():
        if score >= _ENOUGH:
            by_label[possible[place].label].append(place)
    chosen: dict[int, _Start] = {}
    for places in by_label.values():
        best = max(scores[place] for place in places)
        shapes = {possible[place].shape for place in places if scores[place] == best}
        likely = [place for place in places if scores[place] >= best - 2 and possible[place].shape in shapes]
        if possible[likely[0]].shape == "defined":
            likely = likely[:1]
        chosen.update((place, possible[place]) for place in likely)
    return dict(sorted(chosen.items()))


class _Walk:
    """One walk down the lines, dealing each to the body or to a note."""

    def __init__(self, pages: Pages, starts: dict[int, _Start], headings: Sequence[int]) -> None:
        self.pages = pages
        self.starts = starts
        self.headings = frozenset(headings) if starts else frozenset()
        self.last_start = max(starts, default=-1)
        self.body: list[Line] = []
        self.notes: list[Note] = []
        self.apart: list[Printed] = []
        # How long the body was when each note began.
        self.blocks: list[int] = []
        self.in_note = False
        self.headed = False

    def walk(self) -> tuple[list[Line], list[Note], list[Printed], list[int]]:
        lines = self.pages.lines
        seam = False
        for place, line in enumerate(lines):
            if place in self.starts:
                self._rescue_continuation(place)
                self._begin(line, self.starts[place])
                seam = True
            elif place in self.headings and place < self.last_start:
                self.apart.append(line.text)
                self.headed = True
                self.in_note = False
            elif self.in_note and self._note_goes_on(place):
                self.notes[-1].lines.append(line.text)
            else:
                self.in_note = False
                self.body.append(line.moved(seam=line.seam or seam, gap=line.gap or seam))
                seam = False
        return self.body, self.notes, self.apart, self.blocks

    def _begin(self, line: Line, start: _Start) -> None:
        mark = line.text[start.mark[0] : start.mark[1]]
        self.apart.append(line.text[: start.text_from])
        text = line.text[start.text_from :]
        back = _BACK_LINK.search(text.text[-100:])
        if back:
            cut = max(0, len(text) - 100) + back.start()
            self.apart.append(text[cut:])
            text = text[:cut]
        self.notes.append(Note(mark, start.label, start.shape, [text] if text else []))
        self.blocks.append(len(self.body))
        self.in_note = True

    def _note_goes_on(self, place: int) -> bool:
        """Whether a line that begins no note belongs to the note above it."""
        line = self.pages.lines[place]
        note = self.notes[-1]
        so_far = note.lines[-1].text if note.lines else ""
        if not so_far:
            return True
        note_open = _is_open(so_far)
        body_open = bool(self.body) and not has_ended(str(self.body[-1])) and len(self.body[-1].text) > 30
        if not line.gap:
            return not (body_open and not note_open and opens_low(str(line)) and so_far[-1] in ".>)]")
        if self.headed and not line.seam:
            return not is_closing(str(line))
        if line.indent >= 2 and not line.seam and not body_open:
            return True
        return note_open and (not body_open or (line.seam and self._body_goes_on_below(place)))

    def _body_goes_on_below(self, place: int) -> bool:
        """Whether, where a page's end parted both the text and a note, the text goes on one paragraph further down.

        The note was printed last, so the first of two paragraphs that go on with something is its rest.
        """
        lines = self.pages.lines
        below = next((near for near in range(place + 1, len(lines)) if lines[near].gap), None)
        if below is None or below in self.starts:
            return False
        return opens_low(str(lines[below])) and not is_closing(str(lines[below]))

    def _rescue_continuation(self, place: int) -> None:
        """Give an open note the paragraph that stands between the body and the next note: a page's end parted it."""
        if self.in_note or not self.notes or not self.notes[-1].lines or not _is_open(self.notes[-1].lines[-1].text):
            return
        since = self.blocks[-1]
        at = len(self.body) - 1
        while at > since and not self.body[at].gap:
            at -= 1
        if at <= since or place - (len(self.body) - at) < 0:
            return
        first = str(self.body[at])
        ruled = place - (len(self.body) - at) in self.pages.ruled
        if ruled or (opens_low(first) and has_ended(str(self.body[at - 1]))) or _CITES.search(first):
            self.notes[-1].lines += [line.text for line in self.body[at:]]
            del self.body[at:]


def _is_open(text: str) -> bool:
    """Whether a note's text breaks off."""
    text = text.rstrip()
    if text[-1:] in _CUT_OFF:
        return True
    last = text.rsplit(" ", 1)[-1]
    return not (has_ended(text) or text.endswith((">", ")", "]", "/")) or "://" in last)


def _segments(body: Sequence[Line], notes: Sequence[Note], blocks: Sequence[int]) -> list[tuple[int, dict[str, str]]]:
    """Up to which line of the body which labels mean which notes: all one, unless numbers begin anew."""
    labels = [label_of(note.mark.text) for note in notes]
    if len(set(labels)) == len(labels):
        return [(len(body), {label: note.number for label, note in zip(labels, notes, strict=True)})]
    segments: list[tuple[int, dict[str, str]]] = []
    names: dict[str, str] = {}
    until = 0
    for label, note, block in zip(labels, notes, blocks, strict=True):
        if label in names:
            segments.append((until, names))
            names = {}
        names[label] = note.number
        until = block
    return [*segments, (len(body), names)]


def _marked(
    body: list[Line], segments: Sequence[tuple[int, dict[str, str]]], bracketed: Collection[str], apart: list[Printed]
) -> list[Line]:
    """The body's lines with the marks of its notes written as `[^1]`.

    Numbers in round brackets are marks only of notes that are numbered so themselves.
    """
    done: list[Line] = []
    for until, names in segments:
        lines = body[len(done) : until]
        if not names:
            done += lines
            continue
        texts = [str(line) for line in lines]
        strong = {place: _of_notes(strong_marks(text), names) for place, text in enumerate(texts)}
        marked = {label for marks in strong.values() for mark in marks for label, _, _ in mark.labels}
        stuck = choose_rising(texts, names.keys() - marked, stuck_marks)
        round_ = choose_rising(texts, (names.keys() - marked) & set(bracketed), bracketed_marks)
        for place, line in enumerate(lines):
            marks = [*strong[place], *stuck.get(place, ()), *round_.get(place, ())]
            apart += [line.text[mark.start : mark.end] for mark in marks]
            done.append(line.moved(text=with_marks(line.text, marks, names.__getitem__)) if marks else line)
    return done


def _of_notes(marks: Iterable[Mark], names: dict[str, str]) -> list[Mark]:
    return [mark for mark in marks if all(label in names for label, _, _ in mark.labels)]
