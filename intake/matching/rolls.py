"""The names of all known people, filed so that those that may be meant by a printed name are found at once. Pure.

Twelve thousand people are looked through for forty signatories in a fraction of a second: names are filed as they
are printed, by their words, and taken apart and compared only when a word of theirs is looked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intake.matching.candidates import Likeness
from intake.matching.comparing import compare, is_slip, is_surname_of
from people.names import Name, read_name
from people.transliteration import is_transliterated, plain, sounds, spellings

_BETWEEN = re.compile(r"[\W_]+")


class Roll:
    """The names of the people known, by key. A person may have several names."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._keys: list[int] = []
        # By each word but a first one that can only be a given name; by the last word; by all letters in one run.
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_last: dict[str, list[int]] = defaultdict(list)
        self._by_run: dict[str, list[int]] = defaultdict(list)
        # By the sounds of each word, of names that came through another alphabet; and of all others, once asked for.
        self._by_sound: dict[str, list[int]] = defaultdict(list)
        self._by_latin_sound: dict[str, list[int]] | None = None

    def add(self, key: int, name: str) -> None:
        """File one more name of the person `key`."""
        number = len(self._texts)
        self._texts.append(name)
        self._keys.append(key)
        words = _quick_words(name)
        if not words:
            return
        through = is_transliterated(words)
        self._by_run["".join(map(plain, words))].append(number)
        told = through or not name.isascii() or "," in name or words[0].isupper()
        for place, word in enumerate(words):
            forms = spellings(word) if not word.isascii() else (word.lower(),)
            for form in forms:
                if place or told or len(words) == 1:
                    self._by_word[form].append(number)
                if place == len(words) - 1:
                    self._by_last[form].append(number)
            if through:
                for sound in sounds(word, silent_h=True):
                    self._by_sound[sound].append(number)
        if self._by_latin_sound is not None and not through:
            self._file_sounds(self._by_latin_sound, number)

    def alike(self, printed: Name) -> dict[int, tuple[Likeness, str]]:
        """Of each person who may be meant: how alike the likest of the names is, and this name."""
        found = self._compared(printed, self._near(printed))
        if not any(likeness >= Likeness.FOLDED for likeness, _ in found.values()):
            slips = self._compared(printed, self._slipped(printed))
            found = slips | found
        return found

    def surnamed(self, printed: Name) -> dict[int, str]:
        """The people whose family name the printed name is, each with a name that ends with it."""
        found: dict[int, str] = {}
        for number in self._near(printed):
            known = read_name(self._texts[number])
            if is_surname_of(printed, known):
                found.setdefault(self._keys[number], known.text)
        return found

    def _compared(self, printed: Name, numbers: Iterable[int]) -> dict[int, tuple[Likeness, str]]:
        best: dict[int, tuple[Likeness, str]] = {}
        for number in dict.fromkeys(numbers):
            known = read_name(self._texts[number])
            likeness = compare(printed, known)
            key = self._keys[number]
            if likeness is not None and (key not in best or likeness > best[key][0]):
                best[key] = (likeness, known.text)
        return best

    def _near(self, printed: Name) -> Iterator[int]:
        """Names that share a word that may be the family name; some are no likeness."""
        if not printed.words:
            return
        yield from self._by_run.get(printed.joined, ())
        first, last = printed.words[0], printed.words[-1]
        for form in spellings(last):
            yield from self._by_word.get(form, ())
        for form in spellings(first):
            yield from self._by_last.get(form, ())
        for word in {first, last}:
            if len(word) > 1:
                for sound in sounds(word, silent_h=True):
                    yield from self._by_sound.get(sound, ())
                    if not word.isascii():
                        yield from self._latin_sounds().get(sound, ())

    def _slipped(self, printed: Name) -> Iterator[int]:
        """Names whose last word differs from the printed one in a letter."""
        if not printed.words:
            return
        last = plain(printed.words[-1])
        close = process.extract(last, self._by_last.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        for form, _, _ in close:
            if is_slip(last, form):
                yield from self._by_last[form]

    def _latin_sounds(self) -> dict[str, list[int]]:
        if self._by_latin_sound is None:
            filed: dict[str, list[int]] = defaultdict(list)
            for number, text in enumerate(self._texts):
                if not is_transliterated(_quick_words(text)):
                    self._file_sounds(filed, number)
            self._by_latin_sound = filed
        return self._by_latin_sound

    def _file_sounds(self, filed: dict[str, list[int]], number: int) -> None:
        words = _quick_words(self._texts[number])
        for word in {words[-1:], words[:1]}:
            for sound in sounds(word[0], silent_h=True) if word else ():
                filed[sound].append(number)


_APOSTROPHES = re.compile("['’‘ʼ´`]")
_ENDINGS = frozenset({"jr", "sr", "ii", "iii", "iv"})


def _quick_words(name: str) -> tuple[str, ...]:
    """The words of a name without taking it apart: enough to file it by."""
    words = [word for word in _BETWEEN.split(_APOSTROPHES.sub("", name)) if word]
    while len(words) > 1 and words[-1].lower() in _ENDINGS:
        words.pop()
    return tuple(words)
