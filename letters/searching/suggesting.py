"""Another spelling for words that find nothing, from the words that published letters have."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from letters.models import KnownWord
from letters.searching.spelling import START, skeleton
from letters.searching.words import placed_words

# Fewer slips than a third of the letters; below that words have little to do with each other.
_ALIKE = 0.66
_TRIED = 4
_MAX_WORDS = 6
_SHORTEST = 4
_CANDIDATES = 4_000


def other_spelling(text: str, finds: Callable[[str], bool]) -> str | None:
    """`text` with its mistyped words spelled so that something is found; None when that cannot be told.

    `finds` says whether a text fits any of the letters at hand. Every word that is proposed was found a moment before:
    none is told that published letters do not have.
    """
    places = list(placed_words(text))
    if not places or len(places) > _MAX_WORDS:
        return None
    changed, at = [], 0
    for start, end, word in places:
        changed.append(text[at:start])
        changed.append(_known_spelling(text[start:end], word, finds))
        at = end
    proposed = "".join([*changed, text[at:]])
    if proposed == text or not finds(proposed):
        return None
    return proposed


def _known_spelling(printed: str, word: str, finds: Callable[[str], bool]) -> str:
    if len(word) < _SHORTEST or finds(f'"{word}"'):
        return printed
    return next((other for other in _near(word) if finds(f'"{other}"')), printed)


def _near(word: str) -> Iterable[str]:
    """Known words that look like it, the likest first."""
    alike = Q(skeleton=skeleton(word)) | Q(start=word[:START])
    known = KnownWord.objects.filter(alike).exclude(pk=word).values_list("pk", flat=True)[:_CANDIDATES]
    found = process.extract(
        word, known, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_ALIKE, limit=_TRIED
    )
    return [other for other, _, _ in found]
