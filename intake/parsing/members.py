"""Members of a parliament in blocks of names: columns that copying ran together, and seats below names. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from intake.parsing.courtesies import HONORIFIC, PARTICLES, SUFFIX
from intake.parsing.kinds import ORGANIZATION
from intake.parsing.lines import Line
from intake.parsing.names import read_name
from intake.parsing.shapes import is_office, person_name
from intake.printed import Printed

_WORD = re.compile(r"\S+")
_INITIAL = re.compile(r"[^\W\d_]\.|[“\"(‘'].*")
_MOST_SIDE_BY_SIDE = 4
_MOST_WORDS = 16
_LONGEST_SEAT = 6


def unrolled(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which rows that stood in columns and lost their gaps (`Ann Roe Ben Dow` above `Member Member`) are
    one signatory below another. A row that can be parted in two ways stays as it is."""
    offices = {str(line) for line in lines if is_office(str(line))}
    done: list[Line] = []
    for line in lines:
        parts = _offices_of(str(line), offices) if done else []
        names = _names_in(done[-1].text, len(parts)) if len(parts) > 1 else None
        if names is None:
            done.append(line)
            continue
        above = done.pop()
        for name, (start, end) in zip(names, parts, strict=True):
            done += [above.moved(text=name), line.moved(text=line.text[start:end])]
    return done


def _offices_of(text: str, offices: set[str]) -> list[tuple[int, int]]:
    """Where the offices stand of which a line is made: one again and again, or such as stand alone in other lines."""
    words = list(_WORD.finditer(text))
    if not 2 <= len(words) <= _MOST_WORDS or "," in text:
        return []
    for count in range(2, _MOST_SIDE_BY_SIDE + 1):
        size, left = divmod(len(words), count)
        if (
            not left
            and size
            and len({tuple(w[0] for w in words[at : at + size]) for at in range(0, len(words), size)}) == 1
        ):
            first = text[: words[size - 1].end()]
            if is_office(first):
                return [(words[at].start(), words[at + size - 1].end()) for at in range(0, len(words), size)]
    found, at = [], 0
    while at < len(text):
        office = next((one for one in offices if one != text and text.startswith(one, at)), None)
        if office is None:
            return []
        found.append((at, at + len(office)))
        at = found[-1][1] + 1
    return found


def _names_in(text: Printed, count: int) -> list[Printed] | None:
    """A row of names parted into so many; None when it cannot be, or can be in several ways."""
    words = list(_WORD.finditer(text.text))
    if not 2 * count <= len(words) <= _MOST_WORDS:
        return None
    ways = [cuts for cuts in combinations(range(2, len(words) - 1), count - 1) if _fits(text.text, words, cuts)]
    plainest = [cuts for cuts in ways if all(_full(words[a:b]) == 2 for a, b in _between(cuts, len(words)))]
    chosen = plainest if len(plainest) == 1 else ways
    if len(chosen) != 1:
        return None
    return [text[words[a].start() : words[b - 1].end()] for a, b in _between(chosen[0], len(words))]


def _between(cuts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    return zip((0, *cuts), (*cuts, end), strict=True)


def _fits(text: str, words: Sequence[re.Match[str]], cuts: Sequence[int]) -> bool:
    for first, last in _between(cuts, len(words)):
        opens, closes = words[first][0], words[last - 1][0]
        if (
            _full(words[first:last]) < 2
            or _is_suffix(opens)
            or _INITIAL.fullmatch(closes)
            or closes.lower() in PARTICLES
        ):
            return False
        if person_name(text[words[first].start() : words[last - 1].end()]) is None:
            return False
    return True


def _full(words: Sequence[re.Match[str]]) -> int:
    """How many words of a name are neither initials, nor particles, nor behind it."""
    return sum(
        not (_INITIAL.fullmatch(word[0]) or word[0].lower() in PARTICLES or _is_suffix(word[0])) for word in words
    )


def _is_suffix(word: str) -> bool:
    return SUFFIX.fullmatch(f" {word.strip(',')}") is not None


def seats_below(lines: Sequence[Line]) -> set[int]:
    """The lines that are the seats of members: below each name with `MP` stands one, and nothing else does."""
    members = [(named := read_name(line.text)) is not None and bool(named.office) for line in lines]
    if len(lines) % 2 or not all(members[0::2]) or any(members[1::2]):
        return set()
    below = lines[1::2]
    return set(range(1, len(lines), 2)) if below and all(_may_be_seat(line) for line in below) else set()


def _may_be_seat(line: Line) -> bool:
    text = str(line)
    return not (
        line.gap
        or len(text.split()) > _LONGEST_SEAT
        or any(char.isdigit() or char in ":;@" for char in text)
        or is_office(text)
        or ORGANIZATION.search(text)
        or HONORIFIC.match(text)
    )
