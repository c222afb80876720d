"""The names of organizations: compared, and filed so that those that may be meant are found. Pure."""

import re
from collections import defaultdict
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intake.matching.candidates import Likeness
from people.names import fold_space
from people.transliteration import plain


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_WORD = re.compile(r"[^\W_]+")
# Dots within an abbreviation bind its letters: U.S., e.V., G.m.b.H.
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}", re.UNICODE)
_APOSTROPHES = re.compile("['’‘ʼ´`]")
# Legal forms, as they stand behind a name.
_LEGAL_FORMS = _set(
    "inc incorporated ltd limited llc llp plc corp corporation co gmbh ggmbh ev eingetragener verein ag asbl aisbl"
    " vzw sa sarl sas srl spa onlus odv aps bv nv stichting ry rf ab as oy ooo ngo pbo cic cio npo mbh ug eg kg"
)
_ARTICLES = _set("the a an le la les l der die das el los las il lo gli")
_AND = _set("and und et y e ja och og i и և ve")
_SAME_WORDS = {
    "usa": ("united", "states"),
    "us": ("united", "states"),
    "uk": ("united", "kingdom"),
    "un": ("united", "nations"),
    "eu": ("european", "union"),
    "dept": ("department",),
    "intl": ("international",),
    "assn": ("association",),
    "centre": ("center",),
    "organisation": ("organization",),
    "defence": ("defense",),
    "labour": ("labor",),
}
# A country's name in front may be left out, at home: U.S. Department of State.
_LEFT_OUT = _set("united states of for to in kingdom republic")
_SLIP_LENGTH = 8
# So much of the longer name the shorter one must hold to be offered.
_PART = 0.5


@lru_cache(maxsize=1 << 14)
def folded_words(name: str) -> tuple[str, ...]:
    """The words by which two names of one body are equal: no articles, legal forms, accents or `and`."""
    bare = _BRACKETS.sub(" ", name) if _BRACKETS.sub("", name).strip() else name
    bare = _DOTTED.sub(lambda dotted: dotted[0].replace(".", "").replace(" ", "") + " ", bare)
    words: list[str] = []
    for word in map(plain, _WORD.findall(_APOSTROPHES.sub("", bare))):
        words.extend(_SAME_WORDS.get(word, (word,) if word else ()))
    kept = [word for word in words if word not in _AND and word not in _ARTICLES]
    while len(kept) > 1 and kept[-1] in _LEGAL_FORMS:
        kept.pop()
    return tuple(kept or words)


def acronym_in(name: str) -> str:
    """The acronym that a name gives in brackets behind itself, or that it is: `HRW`; empty when there is none."""
    for inner in _BRACKETS.findall(name):
        if is_acronym(inner):
            return _bare_acronym(inner)
    return _bare_acronym(name) if is_acronym(name) else ""


def is_acronym(text: str) -> bool:
    """One word of capitals, maybe dotted: HRW, E.U., ACAT-France is none."""
    bare = _bare_acronym(text)
    return 2 <= len(bare) <= 12 and bare.isalnum() and bare.upper() == bare and any(map(str.isalpha, bare))


def _bare_acronym(text: str) -> str:
    return text.replace(".", "").strip()


class Register:
    """The names of the organizations known, by key: full and short ones."""

    def __init__(self) -> None:
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._folded: dict[str, list[int]] = defaultdict(list)
        self._acronyms: dict[str, list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        self._names: dict[int, list[str]] = defaultdict(list)

    def add(self, key: int, name: str, short_name: str = "") -> None:
        for text in filter(None, (fold_space(name), fold_space(short_name))):
            self._names[key].append(text)
            self._exact[text].append(key)
            words = folded_words(text)
            if not is_acronym(text):
                self._folded["".join(words)].append(key)
                for word in set(words):
                    self._words[word].append(key)
            if acronym := acronym_in(text):
                self._acronyms[acronym].append(key)

    def name_of(self, key: int) -> str:
        return self._names[key][0]

    def alike(self, printed: str) -> dict[int, Likeness]:
        """How alike each organization is that may be meant."""
        text = fold_space(printed)
        found: dict[int, Likeness] = {}

        def note(keys: list[int], likeness: Likeness) -> None:
            for key in keys:
                found[key] = max(likeness, found.get(key, likeness))

        words = folded_words(text)
        note(self._exact.get(text, []), Likeness.EXACT)
        if words and not is_acronym(text):
            note(self._folded.get("".join(words), []), Likeness.FOLDED)
        if acronym := acronym_in(text):
            # Beside a full name an acronym only points: two bodies may share it.
            alone = is_acronym(text)
            note(self._acronyms.get(acronym, []), Likeness.FOLDED if alone else Likeness.INITIALS)
        if not found and words:
            note(self._parts(words), Likeness.INITIALS)
            note(self._slips("".join(words)), Likeness.SLIP)
        return found

    def _parts(self, words: tuple[str, ...]) -> list[int]:
        """Those whose name holds all the words that tell, and not many more; or the other way round."""
        own = set(words) - _LEFT_OUT
        rare = sorted(own, key=lambda word: len(self._words.get(word, ())))[:2]
        near = {key for word in rare for key in self._words.get(word, ())}
        return sorted(key for key in near if any(_is_part(own, set(folded_words(name))) for name in self._names[key]))

    def _slips(self, run: str) -> list[int]:
        if len(run) < _SLIP_LENGTH:
            return []
        close = process.extract(run, self._folded.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        return [key for form, _, _ in close if len(form) >= _SLIP_LENGTH for key in self._folded[form]]


def _is_part(one: set[str], other: set[str]) -> bool:
    other = other - _LEFT_OUT
    less, more = sorted((one, other), key=len)
    if not less or not less <= more:
        return False
    return less == more or (len(less) > 1 and len(less) >= _PART * len(more))
