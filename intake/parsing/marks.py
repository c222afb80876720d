"""The marks of notes in running text, in every shape that occurs: found, and written as `[^1]`. Pure.

A mark that says what it is (`<sup>1</sup>`, `[^1]`, `[1]`, `¹`) needs a note of that number and no more. A bare digit
stuck to a word (`fled.3`) is told from `COP29` by its order: the digits that are marks count upwards through the text.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intake.printed import NOWHERE, Printed

LABEL = r"\d{1,3}|[ivxlc]{1,6}|[*†‡§]{1,3}"
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LIST = r"\d{1,3}(?: ?[,;–-] ?\d{1,3})+"
_STRONG = re.compile(
    rf"<sup>\s{{0,3}}\\?\[?(?P<sup>{LABEL}|{_LIST})\\?\]?\s{{0,3}}</sup>"
    r"|\[\^(?P<caret>[\w*†‡§]{1,8})\]"
    rf"|\[\\?\[?\^?(?P<link>{LABEL})\^?\\?\]?\\?\]\(#[^)\s]{{0,80}}\)"
    rf"|\\?\[(?P<bracket>{LABEL}|{_LIST})\\?\](?!\()"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,⁠ ]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*)"
    r"|\^(?P<between>\d{1,3})\^"
    r"|(?P<symbol>[†‡]{1,3}|(?<=[\w.,;:!?”\"’)])(?:(?:\\\*){1,3}|\*{1,3})(?![\w*\\]))"
)
_STUCK = re.compile(r"(?<=[^\W\d_]|[.,;:!?\"”’»)\]…%])(?P<stuck>\d{1,3}(?:,\d{1,3})*)(?![\w%]|[.,:/]\d|-\w)")
_BRACKETED = re.compile(r"(?<=[\w.,;:!?\"”’»%]) ?\((?P<number>\d{1,3})\)(?=[.,;:!?\"”’»]|\s*$|\s+[A-Z])")
_WRITTEN = re.compile(r"\[\^([^\]\s]{1,8})\]")
# Without one of these a line has no mark.
_SIGNS, _DIGITS = frozenset("<[^⁰¹²³⁴⁵⁶⁷⁸⁹†‡*"), frozenset("0123456789")
_PRINTED_LINE = 200
_STARS = re.compile(r"(?<!\\)\*+")
_NO_TEXT = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")
_SINGLE = re.compile(rf"{LABEL}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}|[\w*†‡§]{{1,8}}")
_UNIT = re.compile(r"(?:^|[\s\d])[kcmd]?m$|\d$")
_CAPITALS = re.compile(r"[A-Z]{1,5}$|\b(?i:covid|no|nr|art|res|vol|sec|par|para|ch|p|pp|rev)[.-]?$")


# Not frozen, for the reason `Printed` is not.
@dataclass(slots=True)
class Mark:
    """A mark of a note: where it stands in its line, and the labels it names, each with its own place."""

    start: int
    end: int
    labels: tuple[tuple[str, int, int], ...]
    shape: str


def strong_marks(text: str) -> Iterator[Mark]:
    """The marks in one line that say what they are."""
    if _SIGNS.isdisjoint(text):
        return iter(())
    return iter(_strong_marks_of_short(text)) if len(text) <= _PRINTED_LINE else _strong_marks(text)


# Once to tell the notes from the body, once to write the marks; no long text is kept.
@lru_cache(maxsize=1024)
def _strong_marks_of_short(text: str) -> tuple[Mark, ...]:
    return tuple(_strong_marks(text))


def _strong_marks(text: str) -> Iterator[Mark]:
    stars = _runs_of_stars(text)
    for match in _STRONG.finditer(text):
        shape = match.lastgroup or ""
        if match[0][0] == "*" and bisect_left(stars[len(match[0])], match.start()) % 2:
            # As many stars stand open before it: here Markdown's italics or bold end.
            continue
        if shape == "raised" and _UNIT.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        labels = [(label_of(match[0]), match.start(), match.end())] if shape == "symbol" else _labels(match, shape)
        yield Mark(match.start(), match.end(), tuple(labels), shape)


def _runs_of_stars(text: str) -> dict[int, list[int]]:
    """Where runs of one, two, three … stars begin that nothing escapes."""
    found: dict[int, list[int]] = defaultdict(list)
    if "*" in text:
        for match in _STARS.finditer(text):
            found[match.end() - match.start()].append(match.start())
    return found


def bracketed_marks(text: str) -> Iterator[Mark]:
    """The numbers in round brackets in one line that stand where marks do: behind a word, before a sign or the end."""
    if "(" not in text:
        return
    for match in _BRACKETED.finditer(text):
        start = match.start("number")
        yield Mark(match.start(), match.end(), ((match["number"], start, match.end("number")),), "paren")


def stuck_marks(text: str) -> Iterator[Mark]:
    """The bare digits in one line that stick to a word or its punctuation."""
    if _DIGITS.isdisjoint(text):
        return
    addresses = [(match.start(), match.end()) for match in _NO_TEXT.finditer(text)]
    starts = [start for start, _ in addresses]
    for match in _STUCK.finditer(text):
        near = bisect_left(starts, match.start()) - 1
        if near >= 0 and match.start() < addresses[near][1]:
            continue
        yield Mark(match.start(), match.end(), tuple(_labels(match, "stuck")), "stuck")


def label_of(text: str) -> str:
    """A mark's number or sign in plain characters."""
    return text.replace("\\", "").translate(SUPERSCRIPTS)


def _labels(found: re.Match[str], group: str) -> list[tuple[str, int, int]]:
    text, start = found[group], found.start(group)
    if len(text) == 1 and text.isascii():
        return [(text, start, start + 1)]
    return [(label_of(match[0]), start + match.start(), start + match.end()) for match in _SINGLE.finditer(text)]


def choose_rising(
    lines: Sequence[str], labels: Collection[str], marks: Callable[[str], Iterator[Mark]]
) -> dict[int, list[Mark]]:
    """Those of `marks` that are marks of the notes `labels`: the likeliest that count upwards through the text."""
    wanted = {int(label) for label in labels if label.isdecimal()}
    if not wanted:
        return {}
    found: list[tuple[int, Mark, int, int]] = []
    for place, text in enumerate(lines):
        for mark in marks(text):
            if all(int(label) in wanted for label, _, _ in mark.labels):
                first, last = int(mark.labels[0][0]), int(mark.labels[-1][0])
                found.append((place, mark, first, last))
    chosen: dict[int, list[Mark]] = {}
    for number in _heaviest_rise([(first, last, _weight(lines[place], mark)) for place, mark, first, last in found]):
        place, mark, _, _ = found[number]
        chosen.setdefault(place, []).append(mark)
    return chosen


def _weight(text: str, mark: Mark) -> int:
    before = text[max(0, mark.start - 8) : mark.start]
    if _CAPITALS.search(before):
        return 1
    return 4 if not before[-1:].isalpha() else 3


def _heaviest_rise(steps: Sequence[tuple[int, int, int]]) -> list[int]:
    """Which of the steps (first, last, weight) to take so that each begins above where the one before ended.

    The heaviest increasing subsequence, by a tree of running maxima: n log m.
    """
    top = max((last for _, last, _ in steps), default=0) + 1
    tree: list[tuple[int, int]] = [(0, -1)] * (top + 1)
    before: list[int] = []
    best = (0, -1)
    for place, (first, last, weight) in enumerate(steps):
        reach = (0, -1)
        at = first  # numbers below `first`
        while at > 0:
            reach = max(reach, tree[at])
            at -= at & -at
        before.append(reach[1])
        here = (reach[0] + weight, place)
        at = last + 1
        while at <= top:
            tree[at] = max(tree[at], here, key=lambda pair: pair[0])
            at += at & -at
        if here[0] > best[0]:
            best = here
    taken: list[int] = []
    place = best[1]
    while place >= 0:
        taken.append(place)
        place = before[place]
    return taken[::-1]


def with_marks(text: Printed, marks: Sequence[Mark], name: Callable[[str], str]) -> Printed:
    """`text` with each of `marks` written as `[^…]`, under the number that `name` gives its label."""
    pieces: list[Printed] = []
    last = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        pieces.append(text[last : mark.start])
        for label, start, end in mark.labels:
            number = name(label)
            origins = tuple(text.origins[start:end])
            kept = (origins + (NOWHERE,) * len(number))[: len(number)]
            pieces += [Printed.made("[^"), Printed(number, kept), Printed.made("]")]
        last = mark.end
    return Printed.join([*pieces, text[last:]])


def without_marks(text: Printed, apart: list[Printed]) -> Printed:
    """`text` without marks written as `[^1]`, which go `apart`."""
    pieces: list[Printed] = []
    last = 0
    for match in _WRITTEN.finditer(text.text):
        pieces.append(text[last : match.start()])
        apart.append(text[match.start(1) : match.end(1)])
        last = match.end()
    return Printed.join([*pieces, text[last:]]).strip() if last else text
