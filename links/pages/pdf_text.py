"""A PDF's pages as running text: words broken at line ends made whole, running heads left out. Pure."""

import re
from collections import Counter

# A word, a hyphen of any kind at the line's end (soft ones too), and what goes on in the next line.
_BROKEN = re.compile(r"(?<!\w)(\w++)([-\u00ad\u2010\u2011])[ \t]*+\n[ \t]*+(\w++)")
_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")
_NUMBER = re.compile(r"\d+")
_ENOUGH_PAGES = 3


def joined(pages: list[str]) -> str:
    """All pages' text, one after the other, without the lines that head or foot most of them (but for the first)."""
    sheets = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    if len(sheets) >= _ENOUGH_PAGES:
        for end in (0, -1):
            _take_out_running(sheets, end)
    return "\n".join(line for lines in sheets for line in lines)


def both_readings(text: str) -> str:
    """`text` with the words that were broken at line ends made whole.

    Whether a hyphen at a line's end belongs to the word (well-known) or was put there by the printer (deten-tion) is
    told by how it goes on (1945-1950, Examplia-Samplovia) or by the rest of the text. Where nothing tells, both
    readings are given, one after the other: words that stand in the file must not be called missing.
    """
    words = frozenset(word.casefold() for word in _WORD.findall(text))
    undecided = False

    def mend(found: re.Match[str], *, keep: bool) -> str:
        nonlocal undecided
        before, mark, after = found.groups()
        hyphened = f"{before}-{after}"
        if mark == "\u00ad" or (before + after).casefold() in words:
            return before + after
        if not after[0].islower() and not (before.isupper() and after.isupper()):
            return hyphened
        if hyphened.casefold() in words:
            return hyphened
        undecided = True
        return hyphened if keep else before + after

    mended = _BROKEN.sub(lambda found: mend(found, keep=False), text)
    return f"{mended}\n{_BROKEN.sub(lambda found: mend(found, keep=True), text)}" if undecided else mended


def _take_out_running(sheets: list[list[str]], end: int) -> None:
    """Numbers apart, the same line at this end of over half of the pages heads (or foots) them all."""
    usual = Counter(_NUMBER.sub("0", lines[end]) for lines in sheets if lines)
    if not usual:
        return
    line, times = usual.most_common(1)[0]
    if times < _ENOUGH_PAGES or times * 2 <= len(sheets):
        return
    seen = False
    for lines in sheets:
        if lines and _NUMBER.sub("0", lines[end]) == line:
            if seen or line == "0":
                del lines[end]
            seen = True
