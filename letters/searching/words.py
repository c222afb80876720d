"""Text as the words it is found by, and what a reader typed as a question. Pure.

Both databases are given the same words, made here, so that what finds a letter does not depend on how a database takes
text apart: small Latin letters and digits without accents, whatever the script they were written in
(`people.transliteration`). "Erdogan" finds "Erdoğan", and "Бальцу" finds "Baltsu".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from people.names import read_name
from people.transliteration import plain, sounds, spellings

MAX_TERMS = 16
# A shorter beginning of a word would find nearly everything.
MIN_PREFIX = 2
# Longer than any word; what is longer is no word.
_MAX_WORD = 60
# How a word's sounds are told from its letters. Sounds are capitals and small letters; an index knows no capitals.
_SOUND = "0"
_SOUND_SIGNS = str.maketrans("SCXZ", "5678")
# Short words sound alike too often.
_MIN_SOUND = 5

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)(["“”„«»]|$)')


@dataclass(frozen=True, slots=True)
class Term:
    """What must be found: words that stand side by side, the last of them perhaps only begun.

    `sound` stands for a single word that may be the name of somebody, spelled in another way.
    """

    words: tuple[str, ...]
    is_prefix: bool = False
    sound: frozenset[str] = frozenset()


def words_of(text: str) -> list[str]:
    """The words of `text` in their order."""
    return [word for _, _, word in placed_words(text)]


def placed_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of `text` with where it begins and ends."""
    if text.isascii():
        # As below, in half the time.
        for found in _PLAIN_WORD.finditer(text.lower()):
            yield found.start(), found.end(), found[0][:_MAX_WORD]
        return
    for found in _WORD.finditer(text):
        printed = found[0]
        word = printed.lower() if printed.isascii() else plain(unicodedata.normalize("NFC", printed))
        if word:
            yield found.start(), found.end(), word[:_MAX_WORD]


def name_lines(name: str) -> list[str]:
    """A name in the ways it may be looked for: as it is, its accents written out, in one word, and by its sounds."""
    words = words_of(name)
    lines = [" ".join(words)]
    printed = [found[0] for found in _WORD.finditer(unicodedata.normalize("NFC", name))]
    for form in {form for word in printed for form in spellings(word)} - set(words):
        lines.append(form)
    # O'Brien is typed OBrien, and Al-Masri Almasri.
    lines += [
        joined for part in re.split(r"\s+", name) if len(pieces := words_of(part)) > 1 for joined in ["".join(pieces)]
    ]
    read = read_name(name)
    if read.is_transliterated:
        lines += sorted({sign for word in read.words for sign in _sounds(word)})
    return [line for line in dict.fromkeys(lines) if line]


def read_query(text: str) -> list[Term]:
    """What a reader looks for: words that must all be found, and those between quotation marks side by side.

    The last word may be only begun, unless it is quoted. Words after the first `MAX_TERMS` are left out.
    """
    terms: list[Term] = []
    at = 0
    for quoted in _QUOTED.finditer(text):
        terms += _single(text[at : quoted.start()])
        if phrase := words_of(quoted[1]):
            # While the closing mark is not typed yet, neither is the last word.
            terms.append(_term(phrase, is_prefix=not quoted[2]))
        at = quoted.end()
    rest = _single(text[at:])
    if rest and (last := rest.pop()):
        terms += [*rest, Term(last.words, is_prefix=len(last.words[-1]) >= MIN_PREFIX, sound=last.sound)]
    return list(dict.fromkeys(terms))[:MAX_TERMS]


def is_hit(word: str, terms: Iterable[Term]) -> bool:
    """Whether `word` is one of those that were looked for."""
    return any(word in term.words or (term.is_prefix and word.startswith(term.words[-1])) for term in terms)


def _single(text: str) -> list[Term]:
    return [Term((word,), sound=frozenset(_sounds(printed))) for printed, word in _printed_words(text)]


def _printed_words(text: str) -> Iterator[tuple[str, str]]:
    for start, end, word in placed_words(text):
        yield text[start:end], word


def _term(phrase: list[str], *, is_prefix: bool) -> Term:
    return Term(tuple(phrase), is_prefix=is_prefix and len(phrase[-1]) >= MIN_PREFIX)


def _sounds(word: str) -> set[str]:
    if len(word) < _MIN_SOUND:
        return set()
    signs = sounds(word) | sounds(word, silent_h=True)
    return {_SOUND + sign.translate(_SOUND_SIGNS).lower() for sign in signs}
