"""A text as sentences of words and marks, each with its place. Pure, and linear in the text's length."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from intake.held.words import MONTHS_AND_DAYS


class Mark(IntEnum):
    WORD = 1
    NUMBER = 2
    COMMA = 3  # and dashes between words, which part as commas do
    SEMICOLON = 4
    COLON = 5
    OPEN = 6
    CLOSE = 7
    STOP = 8
    OTHER = 9


@dataclass(slots=True)
class Token:
    text: str
    low: str
    start: int
    end: int
    mark: Mark
    # A possessive: `text` and `low` are without its ending, `end` too.
    owns: bool = False
    is_word: bool = False

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or ("-" in self.text and self.text.rpartition("-")[2][:1].isupper())


@dataclass(slots=True)
class Block:
    """A paragraph, an item of a list, a heading, or a row of a table (`cells`)."""

    start: int
    end: int
    is_item: bool = False
    is_heading: bool = False
    cells: Sequence[tuple[int, int]] = ()


# Abbreviations whose point ends no sentence.
_ABBREVIATED = (
    "Hno|Hna|Lic|Ing|Dra|Pbro|Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Fr|St|Sr|Jr|Sra|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Maj|Cmdr|Amb|Mme|Mlle|Sig|Avv|Dott|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|Nos|Art|Arts|vs|etc|approx|ca|cf|al|Nr|Abs|bzw|ггг|гг|ст|ул|им"
)
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATED.split("|")))
_MARKS_INSIDE = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f"
_LETTERS = rf"[^\W\d_]+(?:[{_MARKS_INSIDE}]+[^\W\d_]*)*"
_TOKEN = re.compile(
    rf"""(?P<abbreviation>(?=[^\W\d_]{{1,{_LONGEST_ABBREVIATION}}}\.)(?:\b(?:{_ABBREVIATED})\.|(?:[^\W\d_]\.){{2,}}
        |(?<![^\W_])[^\W\d_]\.(?=[\s\-])))
    |(?P<word>{_LETTERS}(?:['’ʼ\-‐‑]{_LETTERS})*|\d+(?:-[^\W\d_]+)+)
    |(?P<number>\d+(?:[.,:/]\d+)*)
    |(?P<dash>(?<=\s)(?:--|[\-–—])(?=\s)|[–—])
    |(?P<mark>\S)""",
    re.VERBOSE,
)
# English, and the genitive that Turkish and Azerbaijani part from a name by an apostrophe; their other cases.
_POSSESSIVE = re.compile(r"['’ʼ](?:s|n?[iıuü]n)$", re.IGNORECASE)
_APOSTROPHES = re.compile("['’ʼ]")
_CASE = re.compile(r"['’ʼ](?:[yn]?[aeiıuü]|n?[dt][ae]n?|[yl]l?[ae])$")
# The article or preposition that French and Italian write together with the next word.
_ELIDED = re.compile(r"(?:[ldnsjcmt]|qu|dell|nell|all|sull|dall)['’](?=[^\W\d_]{2})", re.IGNORECASE)
_MARKS = {",": Mark.COMMA, "،": Mark.COMMA, ";": Mark.SEMICOLON, "·": Mark.SEMICOLON, ":": Mark.COLON}
_MARKS |= dict.fromkeys("([{", Mark.OPEN) | dict.fromkeys(")]}", Mark.CLOSE) | dict.fromkeys(".!?…։。", Mark.STOP)
_QUOTES = frozenset('"“”«»„‟‘‹›*_`\\')

# What Markdown and notes put between words: blanked before reading, so that places stay what they are. An asterisk that
# touches no word is an item's.
_NOISE = re.compile(
    r"\[\^[^\]\s]{1,20}\]|<sup>[^<>\n]{0,20}</sup>|<[^<>\s]{0,2000}>|\]\([^()\s\[\]]{0,2000}\)|https?://\S+|(?<=\S)[*_`\\]+|[*_`\\]+(?=\S)|\["
)
_BREAK = re.compile(r"\n[ \t]*\n")
# One roman figure alone may be an initial: it counts before two words in capitals.
_ROMAN = r"[IVX]{2,5}[.)]|[IVX][.)](?=[ \t]+[^\W\d_a-z][^\s.]+[ \t]+[^\W\d_a-z])"
_ITEM = re.compile(rf"[ \t]*(?:[\-–—*•‣▪◦·+►]|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,5}})[.)]|{_ROMAN})[ \t]+(?=\S)")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_BULLETS = frozenset("•‣▪►")
_INLINE_ITEM = re.compile(r"(?<![ \t])[ \t]+[•‣▪►][ \t]+")
_RULE_OF_TABLE = re.compile(r"[\s|:\-]+")


def blanked(text: str) -> str:
    """The text with marks of notes, links' addresses and emphasis as spaces: each character keeps its place."""
    return _NOISE.sub(lambda found: " " * len(found[0]), text)


def blocks(text: str) -> Iterator[Block]:
    """The text's paragraphs, items, headings and rows. A rule between rows of a table is left out."""
    start = 0
    for stop in [*(found.span() for found in _BREAK.finditer(text)), (len(text), len(text))]:
        yield from _of_paragraph(text, start, stop[0])
        start = stop[1]


def _of_paragraph(text: str, start: int, end: int) -> Iterator[Block]:
    open_block: Block | None = None
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        for first, last, is_item in _pieces(text, at, stop):
            cells = _cells(text, first, last)
            heading = "#" in text[first:last] and bool(_HEADING.match(text, first, last))
            if cells or is_item or heading or open_block is None:
                if open_block:
                    yield open_block
                    open_block = None
                if cells and _RULE_OF_TABLE.fullmatch(text, first, last):
                    continue
                block = Block(first, last, is_item=is_item, is_heading=heading, cells=cells)
                if cells or heading:
                    yield block
                else:
                    open_block = block
            else:
                open_block.end = last
        at = stop + 1
    if open_block:
        yield open_block


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A line, cut where a bullet stands inside it."""
    mark = _ITEM.match(text, start, end)
    is_item, first = bool(mark), mark.end() if mark else start
    for bullet in () if _BULLETS.isdisjoint(text[first:end]) else _INLINE_ITEM.finditer(text, first, end):
        if text[first : bullet.start()].strip():
            yield first, bullet.start(), is_item
        is_item, first = True, bullet.end()
    if text[first:end].strip():
        yield first, end, is_item


def _cells(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The cells of a row of a table: a line with two bars or more, or with a tabulator."""
    line = text[start:end]
    bar = "|" if line.count("|") >= 2 else "\t" if "\t" in line.strip() else ""
    if not bar:
        return ()
    cells, at = [], start
    for piece in line.split(bar):
        cells.append((at, at + len(piece)))
        at += len(piece) + 1
    if bar == "|" and line.lstrip().startswith("|"):
        cells = cells[1:]
    if bar == "|" and line.rstrip().endswith("|"):
        cells = cells[:-1]
    return cells


def read(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of a stretch of text; quotation marks are left out."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        kind, piece = match.lastgroup, match[0]
        if kind == "mark":
            if piece in "'’ʼ" and found and found[-1].end == match.start() and found[-1].low.endswith("s"):
                found[-1].owns = True
            elif _numbers(found, piece, match.start(), text):
                _drop_number(found, piece)
            elif piece not in _QUOTES and piece not in "'’ʼ":
                found.append(Token(piece, piece, match.start(), match.end(), _MARKS.get(piece, Mark.OTHER)))
        elif kind == "dash":
            found.append(Token(piece, ",", match.start(), match.end(), Mark.COMMA))
        elif kind == "number":
            found.append(Token(piece, piece, match.start(), match.end(), Mark.NUMBER))
        else:
            start = match.start()
            if _APOSTROPHES.search(piece) is None:
                found.append(Token(piece, piece.lower(), start, match.end(), Mark.WORD, is_word=True))
                continue
            elided = _ELIDED.match(piece) if kind == "word" else None
            if elided and (piece[0].islower() or piece[elided.end()].islower()):
                low = elided[0].lower().replace("’", "'")
                found.append(Token(elided[0], low, start, start + elided.end(), Mark.WORD, is_word=True))
                piece, start = piece[elided.end() :], start + elided.end()
            owned = _POSSESSIVE.search(piece)
            ending = owned or _CASE.search(piece)
            piece = piece[: ending.start()] if ending else piece
            found.append(
                Token(piece, piece.lower(), start, start + len(piece), Mark.WORD, owns=bool(owned), is_word=True)
            )
    return found


def _numbers(found: list[Token], piece: str, at: int, text: str) -> bool:
    """Whether a mark belongs to the number before it: “1. A, 2. B”, “(1) A”, “am 5. Mai”."""
    if (
        piece not in ".)"
        or not found
        or found[-1].mark is not Mark.NUMBER
        or found[-1].end != at
        or len(found[-1].text) > 2
    ):
        return False
    before = found[-2].mark if len(found) > 1 else Mark.STOP
    if before is Mark.OPEN:
        before = found[-3].mark if len(found) > 2 else Mark.STOP
        return piece == ")" and before in _LISTING
    after = _NEXT_WORD.match(text, at + 1)
    return before in _LISTING or (
        after is not None and piece == "." and (after[1].lower() in MONTHS_AND_DAYS or after[1].islower())
    )


def _drop_number(found: list[Token], piece: str) -> None:
    """Leaves out the number of an item; a day stays."""
    if len(found) > 1 and found[-2].mark is Mark.OPEN:
        del found[-2:]
    elif piece == ")" or len(found) == 1 or found[-2].mark in _LISTING:
        del found[-1]


_LISTING = (Mark.COLON, Mark.COMMA, Mark.SEMICOLON, Mark.STOP)
_NEXT_WORD = re.compile(r"\s{1,3}([^\W\d_]{1,20})")


def sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut behind a stop that a capital, a number or a bracket follows."""
    start = 0
    for at, token in enumerate(tokens[:-1]):
        if token.mark is Mark.STOP or (token.mark is Mark.COLON and "Ա" <= tokens[at + 1].text[0] <= "Ֆ"):
            after = tokens[at + 1]
            if after.mark in (Mark.NUMBER, Mark.OPEN) or (after.is_word and not after.text[0].islower()):
                yield tokens[start : at + 1]
                start = at + 1
    if start < len(tokens):
        yield tokens[start:]
