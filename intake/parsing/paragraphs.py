"""Lines joined to paragraphs again, words parted at a line's end made whole. Pure.

Where a paragraph begins is told by blank lines, by list marks and quote marks, and, in text without blank lines, by a
line that ended before its width was used up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.citing import mend_addresses
from intake.parsing.lines import SOFT_HYPHEN, Line
from intake.printed import Printed

_ITEM = re.compile(
    r"(?:[-*•◦▪●‣–—·○■□➢✓] |[•◦▪●‣·○■□➢✓]|\\?\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})\\?[.)] |#{1,6} |\|)", re.UNICODE
)
_MARKS = re.compile(r"(?:\[\^[^\]\s]{1,8}\])+$")
_ENDS, _BEHIND_END = frozenset(".!?…։。:;՝՞॥"), "\"'”’»“)]*_"
_OPENS_LOW = re.compile(r"[\"'“‘«(\[*_]*[^\W\d_]")
_HYPHENATED = re.compile(r"(\w+)[-‐\u00ad]$")
_HYPHENS = ("-", "‐", SOFT_HYPHEN)
# How much of a text's end is looked at to tell how it ends: no more, or a long line costs its square.
_END = 200
_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:[-‐]\w+)*")
# Parts of compounds that keep their hyphen wherever the line ends.
_COMPOUND = frozenset(
    [
        "self",
        "non",
        "well",
        "ill",
        "ex",
        "co",
        "anti",
        "pro",
        "semi",
        "pre",
        "post",
        "all",
        "cross",
        "half",
        "quasi",
        "vice",
        "so",
        "long",
        "short",
        "high",
        "low",
        "part",
        "full",
        "near",
        "mid",
        "year",
        "month",
        "day",
        "week",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "first",
        "second",
        "third",
        "nord",
        "sud",
        "franco",
        "anglo",
        "russo",
        "euro",
    ]
)
# A line is taken to be full when the next word would not have fitted with this much to spare.
_SPARE = 8
_PROSE_WIDTH = 45
_TOGETHER, _SPACE, _LINE_END = Printed.made(""), Printed.made(" "), Printed.made("\n")
_UNWRAPPED = 130


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its lines, and their text in one line (block quotes, tables keep theirs)."""

    lines: tuple[Line, ...]
    text: Printed

    def __str__(self) -> str:
        return self.text.text


def paragraphs(lines: Sequence[Line], *, words: frozenset[str] = frozenset()) -> list[Paragraph]:
    """The paragraphs of `lines`; `words` are the words of the whole text, to mend parted ones by."""
    if not lines:
        return []
    width = _width(lines)
    if _one_line_each(lines):
        width = 0
    spaced = sum(line.gap for line in lines[1:]) * 4 >= len(lines) - 1
    groups: list[list[Line]] = []
    for above, below in zip((None, *lines), lines, strict=False):
        if above is None or _begins(above, below, width=width, spaced=spaced):
            groups.append([below])
        else:
            groups[-1].append(below)
    return [Paragraph(tuple(group), joined(group, words=words)) for group in groups]


def joined(lines: Sequence[Line], *, words: frozenset[str] = frozenset()) -> Printed:
    """The lines of one paragraph as one text."""
    texts = [line.text for line in lines]
    if any(_ADDRESS.search(text.text) for text in texts):
        return joined_text(Printed.join(texts, "\n"), words=words)
    return _run_together(texts, words)


def joined_text(text: Printed, *, words: frozenset[str] = frozenset()) -> Printed:
    """A text of several lines in one line; web addresses that a line's end parted are made whole."""
    if "\n" not in text.text:
        return text
    if _ADDRESS.search(text.text):
        text = mend_addresses(text)
    return _run_together(text.lines(), words)


def _run_together(lines: Sequence[Printed], words: frozenset[str]) -> Printed:
    if len(lines) == 1:
        return lines[0]
    pieces: list[Printed] = []
    above = ""
    for line in lines:
        if pieces:
            pieces.append(_between(pieces, above, line.text, words))
        pieces.append(line)
        above = line.text
    return Printed.join(pieces)


def words_of(lines: Sequence[Line]) -> frozenset[str]:
    """Every word of a text that no line end touches, in lower case."""
    found: set[str] = set()
    for line in lines:
        found.update(_WORD.findall(str(line).lower()))
    return frozenset(found)


def has_ended(text: str) -> bool:
    """Whether a text ends as a sentence, a list's lead or a quotation does."""
    text = text[-_END:].rstrip()
    if text.endswith("]"):
        text = _MARKS.sub("", text)
    return text.rstrip(_BEHIND_END)[-1:] in _ENDS


def opens_low(text: str) -> bool:
    """Whether a text begins in lower case, as what goes on with a sentence does."""
    match = _OPENS_LOW.match(text)
    return match is not None and match[0][-1].islower()


def is_item(text: str) -> bool:
    """Whether a line begins a list's item, a heading or a table's row."""
    return _ITEM.match(text) is not None


def _begins(above: Line, below: Line, *, width: int, spaced: bool) -> bool:
    over, under = str(above), str(below)
    if _goes_on_with_dash(above, below):
        return False
    if is_item(under):
        return not (below.seam and opens_low(under) and not has_ended(over))
    if under.startswith(">"):
        return below.gap or not over.startswith(">")
    if over.startswith("#"):
        return True
    if below.seam:
        return not _goes_on(above, below)
    return below.gap or _begins_unspaced(above, below, width=width, spaced=spaced)


def _goes_on_with_dash(above: Line, below: Line) -> bool:
    """Whether a line begins with the dash of the sentence above it, in prose: “four men” / “– A and B – had gone”."""
    over, under = str(above), str(below)
    dash = under[:2] in {"– ", "— "} and not below.gap and under[2:3].islower()
    return dash and len(over) >= _PROSE_WIDTH and over[-1].isalnum() and not is_item(over)


def _begins_unspaced(above: Line, below: Line, *, width: int, spaced: bool) -> bool:
    """Whether a paragraph begins although no empty line says so: indented, or the line above was not filled."""
    over, under = str(above), str(below)
    if opens_low(under) or not has_ended(over):
        return False
    if not width or (width > _UNWRAPPED and len(over) > _UNWRAPPED):
        return True
    if below.indent >= above.indent + 2 and not is_item(over):
        return True
    first = under.split(" ", 1)[0]
    return not spaced and len(over) + len(first) + _SPARE < width


def _goes_on(above: Line, below: Line) -> bool:
    """Whether a line after a page's end goes on with the sentence before it."""
    over, under = str(above), str(below)
    if _hyphenated(over):
        return True
    if opens_low(under):
        return not has_ended(over) or not _bold(over)
    return not has_ended(over) and len(over) > _PROSE_WIDTH and not _bold(over)


def _one_line_each(lines: Sequence[Line]) -> bool:
    """Whether every line is a paragraph: no blank lines at all, and nearly all lines end as sentences do."""
    if len(lines) < 2 or any(line.gap for line in lines[1:]):
        return False
    return sum(has_ended(str(line)) for line in lines) * 5 >= len(lines) * 4


def _bold(text: str) -> bool:
    return text.startswith("**") and text.endswith("**")


def _width(lines: Sequence[Line]) -> int:
    """How wide the text is set: the length that nine in ten of its longer lines do not pass."""
    lengths = sorted(line.indent + len(line.text) for line in lines if len(line.text) >= _PROSE_WIDTH)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _between(pieces: list[Printed], over: str, under: str, words: frozenset[str]) -> Printed:
    """What stands between two lines of a paragraph; may cut a hyphen off the last piece."""
    if under.startswith((">", "|")) and over.startswith((">", "|")):
        return _LINE_END
    hyphenated = _hyphenated(over)
    if hyphenated and (under[:1].isalpha() or over.endswith(SOFT_HYPHEN)):
        if not _keeps_hyphen(over, hyphenated[1], under, words):
            pieces[-1] = pieces[-1][: len(pieces[-1]) - 1]
        return _TOGETHER
    return _SPACE


def _hyphenated(text: str) -> re.Match[str] | None:
    """The word that a hyphen at a line's end parts."""
    return _HYPHENATED.search(text[-_END:]) if text[-1:] in _HYPHENS else None


def _keeps_hyphen(over: str, first: str, under: str, words: frozenset[str]) -> bool:
    if over.endswith(SOFT_HYPHEN):
        return False
    match = _WORD.match(under)
    second = match[0] if match else ""
    before = over[: len(over) - len(first) - 1]
    if not second[:1].islower() or first[-1:].isdigit() or before.endswith(("-", "‐")):
        return True
    whole, compound = (first + second).lower(), f"{first}-{second}".lower()
    if whole in words or compound in words:
        return whole not in words
    return first.lower() in _COMPOUND
