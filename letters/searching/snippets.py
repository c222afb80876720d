"""The place in a text where what was looked for stands, with the words marked. Pure.

Made from the text as it was written, not from the index, so that readers see it with its accents and its punctuation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from letters.searching.words import Term, placed_words

WORDS = 34
# Who writes longer has said what it is about by then; and readers wait.
MAX_CHARACTERS = 60_000

_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\s]{0,2000}\)")
_MARKUP = re.compile(r"\[\^[^\]\s]{1,8}\]|^\s{0,3}(?:#{1,6}|>|[-*+])\s+|[*_`]+|\\(?=[^\w\s])", re.MULTILINE)
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a snippet; whether it is a word that was looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words around the best place; `found` says how many of the terms stand in it."""

    pieces: Sequence[Piece]
    found: int
    begins_amid: bool
    ends_amid: bool


def without_markup(text: str) -> str:
    """Markdown as a reader sees it, on one line."""
    return _WHITE.sub(" ", _MARKUP.sub("", _LINK.sub(r"\1", text[:MAX_CHARACTERS]))).strip()


def snippet(text: str, terms: Sequence[Term], *, words: int = WORDS) -> Snippet | None:
    """The stretch of `text` with the most of what was looked for, the earliest of such; None when nothing is there."""
    places = list(placed_words(text))
    hits = _hits(places, terms)
    if not hits:
        return None
    first, found = _best(hits, words)
    start = max(0, min(first - words // 4, len(places) - words))
    stop = min(len(places), start + words)
    begin = places[start][0] if start else 0
    end = places[stop - 1][1] if stop < len(places) else len(text)
    return Snippet(_pieces(text, places, hits, (begin, end), (start, stop)), found, start > 0, stop < len(places))


def highlighted(text: str, terms: Sequence[Term]) -> Sequence[Piece]:
    """The whole text, with what was looked for marked."""
    places = list(placed_words(text))
    return _pieces(text, places, _hits(places, terms), (0, len(text)), (0, len(places)))


def _hits(places: Sequence[tuple[int, int, str]], terms: Sequence[Term]) -> dict[int, int]:
    """Which words fit, by their place: the number of the term that each fits."""
    hits: dict[int, int] = {}
    by_start: dict[str, list[tuple[int, Term]]] = {}
    prefixes = []
    for number, term in enumerate(terms):
        by_start.setdefault(term.words[0], []).append((number, term))
        if term.is_prefix and len(term.words) == 1:
            prefixes.append((number, term.words[0]))
    for place, (_, _, word) in enumerate(places):
        for number, term in by_start.get(word, ()):
            if _stands_at(places, place, term):
                hits.update(dict.fromkeys(range(place, place + len(term.words)), number))
        for number, beginning in prefixes:
            if word.startswith(beginning):
                hits.setdefault(place, number)
    return hits


def _stands_at(places: Sequence[tuple[int, int, str]], place: int, term: Term) -> bool:
    *whole, last = term.words
    words = [word for _, _, word in places[place : place + len(term.words)]]
    if len(words) < len(term.words) or words[:-1] != whole:
        return False
    return words[-1].startswith(last) if term.is_prefix else words[-1] == last


def _best(hits: dict[int, int], words: int) -> tuple[int, int]:
    """Where the stretch begins that holds the most terms, and how many; then the one with the most words."""
    ordered = sorted(hits)
    best, chosen, until = (0, 0), ordered[0], 0
    inside: dict[int, int] = {}
    for start, place in enumerate(ordered):
        while until < len(ordered) and ordered[until] < place + words * 3 // 4:
            inside[hits[ordered[until]]] = inside.get(hits[ordered[until]], 0) + 1
            until += 1
        score = (len(inside), until - start)
        if score > best:
            best, chosen = score, place
        number = hits[place]
        inside[number] -= 1
        if not inside[number]:
            del inside[number]
    return chosen, best[0]


def _pieces(
    text: str,
    places: Sequence[tuple[int, int, str]],
    hits: dict[int, int],
    span: tuple[int, int],
    words: tuple[int, int],
) -> list[Piece]:
    pieces, at = [], span[0]
    for place in range(*words):
        if place not in hits:
            continue
        begin, end = places[place][0], places[place][1]
        if begin > at:
            pieces.append(Piece(text[at:begin], False))
        pieces.append(Piece(text[begin:end], True))
        at = end
    if at < span[1]:
        pieces.append(Piece(text[at : span[1]], False))
    return pieces
