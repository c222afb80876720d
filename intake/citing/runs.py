"""What belongs together in a note: quoted, in italics, in brackets. Pure, one pass over the text.

Quotation marks are those of the languages letters come in: "…", “…”, „…“, «…», ‘…’, '…'. A mark that is never closed
encloses nothing.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate


class Kind(StrEnum):
    QUOTE = "quote"
    SINGLE = "single"
    ITALIC = "italic"
    PAREN = "paren"
    BRACKET = "bracket"
    # The words of a Markdown link, between marks of this package's own.
    LINK = "link"


ADDRESS, LABEL, LABEL_END = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True, slots=True)
class Run:
    """From `start` up to but not including `end`, marks included; `depth` 0 stands in no other run."""

    kind: Kind
    start: int
    end: int
    width: int

    @property
    def inner(self) -> slice:
        return slice(self.start + self.width, self.end - self.width)


_DELIMITERS = re.compile(r"\\.|\*{1,3}|_{1,2}|[\"“”„‟«»()\[\]\ue001\ue002]|['‘’]|\n[ \t]*\n", re.DOTALL)
_OPENING = {"(": ")", "[": "]", "«": "»", "„": "“", "‘": "’", LABEL: LABEL_END}
_KINDS = {")": Kind.PAREN, "]": Kind.BRACKET, "»": Kind.QUOTE, "“": Kind.QUOTE, "”": Kind.QUOTE, '"': Kind.QUOTE}
_KINDS |= {"«": Kind.QUOTE, "’": Kind.SINGLE, "'": Kind.SINGLE, LABEL_END: Kind.LINK}
_BEFORE_OPENING = " \t\n([{—–-/“\"„«‘'*_|\ue000\ue001"


# The readers of a source ask in turn about the same words; a note read as one is bounded, so no long text is kept.
@lru_cache(maxsize=64)
def runs_in(text: str) -> tuple[Run, ...]:
    """All runs, in the order in which they begin; they nest, and never cross."""
    found: list[Run] = []
    stack: list[tuple[str, int, int]] = []
    waiting: Counter[str] = Counter()
    for match in _DELIMITERS.finditer(text):
        mark = match[0]
        if mark[0] == "\\":
            continue
        if mark[0] == "\n":
            # No mark reaches over a paragraph's end.
            stack.clear()
            waiting.clear()
            continue
        closing = _closes(text, match, waiting)
        if closing:
            while stack:
                expected, start, width = stack.pop()
                waiting[expected] -= 1
                if expected == closing:
                    kind = Kind.ITALIC if closing[0] in "*_" else _KINDS[closing]
                    found.append(Run(kind, start, match.end(), width))
                    break
        elif expected := _opens(text, match):
            stack.append((expected, match.start(), len(mark)))
            waiting[expected] += 1
    found = [run for run in found if run.end - run.start > 2 * run.width]
    return tuple(sorted(found, key=lambda run: (run.start, -run.end)))


def outermost(runs: Iterable[Run]) -> list[Run]:
    """Those of the runs (in order) that stand in no other."""
    found: list[Run] = []
    for run in runs:
        if not found or run.start >= found[-1].end:
            found.append(run)
    return found


def _closes(text: str, match: re.Match[str], waiting: Counter[str]) -> str:
    """The closing mark that this is, when such a one is waited for; else nothing."""
    mark, before, after = match[0], text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if not waiting[mark]:
        return "”" if mark == '"' and waiting["”"] and not waiting['"'] and not before.isspace() else ""
    if mark[0] in "*_'’" and (before.isspace() or after.isalnum()):
        return ""
    if mark == '"' and before.isspace():
        return ""
    return mark


def _opens(text: str, match: re.Match[str]) -> str:
    """The mark that will close what this one opens; nothing when it opens nothing."""
    mark, before, after = match[0], text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if mark in _OPENING:
        return _OPENING[mark]
    if mark in "”’)]\ue002":
        return ""
    if mark == "“":
        return "”"
    if mark == "»":
        return "«" if after.isalnum() else ""
    if not after or after.isspace() or (before and before not in _BEFORE_OPENING):
        return ""
    return mark


class Inside:
    """Whether a place stands within one of some stretches (in order of their starts)."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        pairs = list(stretches)
        self._starts = [start for start, _ in pairs]
        self._reached = list(accumulate((end for _, end in pairs), max))

    def __call__(self, place: int) -> bool:
        before = bisect_left(self._starts, place)
        return before > 0 and place < self._reached[before - 1]
