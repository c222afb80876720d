"""One word of a name in the ways it may be spelled in Latin letters. Pure.

Two grounds on which two spellings are one name:

- `spellings`: the same letters but for case, accents and apostrophes; German umlauts may be written out.
- `sounds`: the same word of another alphabet, written down by another habit (Harutyunyan, Haroutiounian, Арутюнян).
  This folds so much that English namesakes would fall together (Louis and Luis): callers use it only where a name
  `is_transliterated`.

Letters of other alphabets come from anyascii, after the few it renders in a way that nobody prints. Alphabets that
leave vowels out, or that do not write sounds, fold too, but never to what is printed in Latin: such a name is found
by its other names.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

from anyascii import anyascii

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻʹ`´՚′", ""))
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Azerbaijani ə is printed as a; anyascii makes it e.
_PLAIN = str.maketrans({"ə": "a"})

# How one letter, or a run of them, may be printed. Armenian ու is one sound; ո begins a word as vo or o, ե as ye or e.
_WAYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ու", ("u",)),
    ("ւ", ("v",)),
    ("^ո", ("vo", "o")),
    # Russian has no h: х or г stands for it, or nothing does.
    ("х", ("kh", "h")),
    ("г", ("g", "h")),
    ("ґ", ("g",)),
)
# The Latin letters of Azerbaijani and Turkish, and the hooks of Slavic ones, by sound.
_HOOKED = str.maketrans(
    {"ç": "ch", "ş": "sh", "ğ": "gh", "ı": "i", "č": "ch", "ć": "ch", "š": "sh", "ś": "sh", "ž": "zh", "đ": "dj"}
)
_AZERBAIJANI = re.compile("[əğışç]")
_AZERBAIJANI_WAYS = (("x", ("kh", "h")), ("c", ("j",)), ("q", ("g", "k")))

# Digraphs become one sign each (capitals), so that what is dropped later does not take them for something else.
_SOUNDS = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        ("shch|szcz|sch|sh|sz", "S"),
        ("tch|ch|cz", "C"),
        ("dzh|dj", "j"),
        ("zh", "Z"),
        ("kh", "X"),
        ("ts|tz", "T"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ou|oo", "u"),
        ("ck|q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("off$", "ov"),
        ("eff$", "ev"),
        ("(?<=[ae])j$", "i"),
        # Armenian Hovhannes and Hakob, which reach Latin letters through Russian as Oganes and Akop.
        ("^h?o[vg]?h?an+[ei]s", "hovhanis"),
        ("^h?ako[bp]", "hakob"),
        ("[iy]+", "i"),
        # Glides before a vowel are written in five ways, or not at all: Aliyev, Aliev; Yuri, Iouri.
        ("i(?=[aeou])", ""),
    )
)
_TWICE = re.compile(r"(.)\1+")
_ARMENIAN_END = re.compile("[yie]an(?:ts?)?$")
# How family names end in the languages whose names reach English through another alphabet.
_CAUCASIAN_OR_SLAVIC_END = re.compile(
    "(?:[eo](?:v|ff)a?|ins?kiy|s[kc](?:y|i|iy|ii|yi|yy|yj|aya|aia|ay)|enko|chuk|shvili|dze|zadeh?|ogl[uiy]|ovich|evich)$"
)


@lru_cache(maxsize=1 << 16)
def spellings(word: str) -> frozenset[str]:
    """The word in plain small letters; several when its accents are written out in more than one way."""
    small = word.lower().translate(_APOSTROPHES)
    if small.isascii():
        return frozenset({small})
    small = unicodedata.normalize("NFC", small)
    forms = {_ascii(small.translate(_PLAIN)), _ascii(small), _ascii(small.translate(_GERMAN))}
    return frozenset(forms - {""})


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """The one spelling by which a word is compared letter by letter."""
    small = word.lower().translate(_APOSTROPHES)
    return small if small.isascii() else _ascii(unicodedata.normalize("NFC", small).translate(_PLAIN))


@lru_cache(maxsize=1 << 16)
def sounds(word: str, *, silent_h: bool = False) -> frozenset[str]:
    """Signs for the sounds of the word, the same for all the ways to transliterate it.

    `silent_h` leaves the h out, as Russian did on the way of an Armenian name into Latin letters: Arutyunyan is
    Harutyunyan then.
    """
    return frozenset(_sound(form, silent_h) for form in _forms(word)) - {""}


def is_foreign_script(word: str) -> bool:
    """Whether a letter of the word is not Latin."""
    return not word.isascii() and any(
        character.isalpha() and not unicodedata.name(character, "").startswith(("LATIN", "MODIFIER"))
        for character in word
    )


def is_transliterated(words: tuple[str, ...]) -> bool:
    """Whether a name of these words has come, or has still to come, from another alphabet into the Latin one."""
    return any(is_foreign_script(word) for word in words) or any(
        _ARMENIAN_END.search(form) or _CAUCASIAN_OR_SLAVIC_END.search(form)
        for word in words
        if len(word) > 4
        for form in (plain(word),)
    )


def is_armenian(words: tuple[str, ...]) -> bool:
    """Whether a family name among the words ends as Armenian ones do."""
    return any(len(word) > 4 and _ARMENIAN_END.search(plain(word)) for word in words)


def _ascii(text: str) -> str:
    return re.sub("[^a-z0-9]", "", anyascii(text).lower())


def _forms(word: str) -> set[str]:
    """Latin spellings from which the sounds are read."""
    small = unicodedata.normalize("NFC", word.lower().translate(_APOSTROPHES))
    if small.isascii():
        return {small}
    azerbaijani = _AZERBAIJANI_WAYS if _AZERBAIJANI.search(small) else ()
    forms = set() if is_foreign_script(word) else set(spellings(word))
    for text in _each_way(small.translate(_PLAIN), (*_WAYS, *azerbaijani)):
        forms.add(_ascii(text.translate(_HOOKED)))
    return forms


def _each_way(text: str, ways: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    """The text with every combination of the ways in which the letters in it may be printed."""
    found = [(pattern, by) for pattern, by in ways if re.search(pattern, text)]
    written = []
    for choice in product(*(by for _, by in found)):
        form = text
        for (pattern, _), by in zip(found, choice, strict=True):
            form = re.sub(pattern, by, form)
        written.append(form)
    return written


def _sound(form: str, silent_h: bool) -> str:
    for pattern, sign in _SOUNDS:
        form = pattern.sub(sign, form)
    if silent_h:
        form = form.replace("h", "")
        form = re.sub("i(?=[aeou])", "", form)
    return _TWICE.sub(r"\1", form)
