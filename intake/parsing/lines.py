"""The input as lines, mended of what printing and copying did to its characters. Pure.

Every line keeps the place of its characters in the input. Blank lines are not lines here: they are the `gap` above
the line that follows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.printed import NOWHERE, Printed

TAB = "    "
SOFT_HYPHEN = "\u00ad"
_ENDS = re.compile(r"\r\n|<br ?/?>\r?\n?|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ﬓ": "մն", "ﬔ": "մե", "ﬕ": "մի",
    "ﬖ": "վն", "ﬗ": "մխ",
}  # fmt: skip
# Invisible: soft hyphen, zero-width marks, byte-order mark, directional marks, control characters.
_ODD = re.compile(
    "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\ufb00-\ufb06\ufb13-\ufb17"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x1f\x7f]|&nbsp;"
)
_OF_RULES = frozenset("-–—_*=~•·")
_RULE = re.compile(r"(?:[-–—_*=~•·] ?){3,}")


# Not frozen, for the reason `Printed` is not.
@dataclass(slots=True)
class Line:
    """One printed line: without its end, its indentation counted and cut off."""

    text: Printed
    indent: int = 0
    # Blank lines, or the beginning of a page, stand above it.
    gap: bool = False
    # A page's end, or a note, stood above it: it may go on with the sentence above, whatever the gap.
    seam: bool = False
    # It ended with what Markdown reads as a line break: two spaces or a backslash.
    hard_break: bool = False

    def __str__(self) -> str:
        return self.text.text

    def moved(self, *, gap: bool | None = None, seam: bool | None = None, text: Printed | None = None) -> "Line":
        """The same line, changed in what is given."""
        if text is None and (gap is None or gap == self.gap) and (seam is None or seam == self.seam):
            return self
        return Line(
            self.text if text is None else text,
            self.indent,
            self.gap if gap is None else gap,
            self.seam if seam is None else seam,
            self.hard_break,
        )


@dataclass(frozen=True, slots=True)
class Break:
    """What stood between two lines and is no line itself: a form feed (no text) or a rule across the page."""

    text: Printed
    feed: bool = False

    @property
    def parts_pages(self) -> bool:
        return self.feed or self.text.text[0] in "-–—_*"


def read_lines(source: str) -> Iterator[Line | Break]:
    """The lines and breaks of a text, in order."""
    whole = Printed.of(source)
    gap = True
    start = 0
    ends = [(match.start(), match.end(), match[0]) for match in _ENDS.finditer(source)]
    mends = _mended if _ODD.search(source) else _as_it_is
    for stop, after, mark in [*ends, (len(source), len(source), "")]:
        text = mends(whole[start:stop])
        start = after
        kept = text.strip()
        if not kept.text:
            gap = True
        elif is_rule(kept.text):
            yield Break(kept)
            gap = True
        else:
            indent = len(text.text) - len(text.text.lstrip())
            hard = text.text.endswith("  ") or kept.text.endswith("\\")
            if kept.text.endswith("\\"):
                kept = kept[: len(kept) - 1].strip()
            if kept.text:
                yield Line(kept, indent, gap, False, hard)
                gap = False
        if mark == "\x0c":
            yield Break(whole[stop:stop], feed=True)
            gap = True
        elif mark == "\u2029":
            gap = True


def is_rule(text: str) -> bool:
    """Whether a line is nothing but a rule drawn across the page: `---`, `* * *`, `_____`."""
    return (
        text[0] in _OF_RULES
        and len(set(text) - {" "}) == 1
        and (_RULE.fullmatch(text + " ") is not None or _RULE.fullmatch(text) is not None)
    )


def _as_it_is(text: Printed) -> Printed:
    return text


def _mended(text: Printed) -> Printed:
    if _ODD.search(text.text) is None:
        return text
    pieces: list[Printed] = []
    last = 0
    ends = len(text.text.rstrip())
    for match in _ODD.finditer(text.text):
        pieces.append(text[last : match.start()])
        last = match.end()
        if match[0] == SOFT_HYPHEN and last == ends:
            pieces.append(text[match.start() : last])
        else:
            pieces.append(_instead(match[0], text.origins[match.start()]))
    return Printed.join([*pieces, text[last:]])


def _instead(odd: str, origin: int) -> Printed:
    if odd in _LIGATURES:
        plain = _LIGATURES[odd]
        return Printed(plain, (origin, *(NOWHERE,) * (len(plain) - 1)))
    if odd == "\t":
        return Printed.made(TAB)
    return Printed.made(" " if odd == "&nbsp;" or odd.isspace() else "")
