"""A printed name of a person taken apart: titles in front, the name's words, the suffix. Pure.

`read_name("The Honorable MARKEY, Edward J., Jr.")` has the words Edward, J, MARKEY and the suffix jr; what was taken
off in front is kept when it says which office is meant (“President Harutyunyan”).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from people.transliteration import is_armenian, is_foreign_script, is_transliterated, plain


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SUFFIXES = {
    **dict.fromkeys(("jr", "jnr", "junior", "fils", "hijo"), "jr"),
    **dict.fromkeys(("sr", "snr", "senior"), "sr"),
    **{numeral: numeral for numeral in ("ii", "iii", "iv")},
    "2nd": "ii",
    "3rd": "iii",
    "4th": "iv",
}
# Degrees and orders behind a name. Some are initials or family names as well (J.D. Vance, Jack Ma): see `_is_degree`.
_DEGREES = _set(
    "phd dphil md do mph ma msc ba llm llb jd mba esq esquire kc qc sc mp mep mla msp ms am ao obe cbe mbe kbe dbe"
    " rn ret usn usa usmc dds frs bt cm oc"
)
# Words of address in the languages of the letters at hand; they say nothing about who is meant. Not here, since they
# are given or family names too: Don, M., He, Pan, Bay.
_ADDRESS = _set(
    "mr mrs ms miss mx messrs dr prof professor sir dame rev reverend hon honorable honourable excellency hh hrh"
    " most right rt his her their the monsieur madame mme mlle maitre herr frau doktor sr sra srta senor senora"
    " signor signora dott onorevole bayan sayin cenab xanim tikin paron"
    " господин госпожа"
)
# Words of office that stand before a name ...
_OFFICE = _set(
    "senator sen senateur senatrice senador senadora senatore representative rep congressman congresswoman"
    " congressmember delegate deputy depute deputee deputato diputado diputada abgeordneter abgeordnete president"
    " presidente prasident minister ministre ministra ministro secretary chancellor speaker ambassador governor"
    " chairman chairwoman chairperson commissioner judge justice general gen colonel col admiral captain capt"
    " prosecutor ombudsman ombudsperson premier prezident nazir deputat"
    " сенатор депутат президент министр председатель судья посол прокурор"
)
# ... and words that stand with those; alone they are names (Major, States, Prime).
_WITH_OFFICE = _set(
    "former ex late acting de facto first prime deputy vice assistant under foreign state defence defense"
    " interior us u s united states american of the attorney general secretary permanent european member lieutenant lt"
    " maj major brigadier бывший бывшая премьер генеральный государственный"
)
_FORMER = frozenset({"former", "formerly", "ex", "late", "past", "ancien", "ancienne", "ehemaliger", "ehemalige"})
_FORMER_CYRILLIC = frozenset({"бывший", "бывшая", "экс"})

_WHITE = re.compile(r"\s+")
# A nickname within the name: Eric A. "Rick" Crawford, Robert (Bobby) Scott.
_WITHIN = re.compile(r"""["“”„«»(\[]\s*([^"“”„«»()\[\]]{1,40}?)\s*["“”»)\]]""")
# Abbreviated words of address that look like initials; a whole name must be left behind them.
_ABBREVIATED_ADDRESS = re.compile(r"(?:(?:H\.\s?E\.|HE|г-н|г-жа|Г-н|Г-жа)\s+)(?=\S+\s+\S)")
_INITIALS_RUN = re.compile(r"(?<=\.)(?=\w)")
_BETWEEN = re.compile(r"""[\s.,;:/\\|*"“”„«»()\[\]{}<>\u2010-\u2015_+-]+""")
# Longer than any name; what is longer is a sentence that was taken for one.
_MAX_LENGTH = 250
_MAX_WORDS = 12


@dataclass(frozen=True)
class Name:
    """A name taken apart. Two names are compared by `words`, given name first and family name last."""

    # As printed, white space folded.
    text: str
    words: tuple[str, ...]
    # jr, sr, ii, iii or iv.
    suffix: str = ""
    # The words of office before the name, as printed: “former President”.
    office: str = ""
    # Nicknames printed within the name.
    nicknames: tuple[str, ...] = ()
    # Whether print tells which word is the family name: a comma behind it, or its capitals.
    order_is_told: bool = False

    @cached_property
    def joined(self) -> str:
        """All letters in one run, so that Mc Govern is McGovern and Jean-Pierre is Jean Pierre."""
        return "".join(map(plain, self.words))

    @cached_property
    def is_transliterated(self) -> bool:
        return is_transliterated(self.words)

    @cached_property
    def is_armenian(self) -> bool:
        return is_armenian(self.words)


def fold_space(text: str) -> str:
    """White space folded and characters composed; nothing else."""
    return _WHITE.sub(" ", text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=1 << 15)
def read_name(printed: str) -> Name:
    """`printed` taken apart. Where no name is, no words are; of a text too long for a name the start is read."""
    text = fold_space(printed[:_MAX_LENGTH])
    bare = text
    nicknames: tuple[str, ...] = ()
    if not text.isalpha() and (found := tuple(map(str, _WITHIN.findall(text)))):
        nicknames = tuple(word for word in found if not word.isupper() and plain(word) not in _DEGREES)
        bare = _WITHIN.sub(" ", text)
    bare = _ABBREVIATED_ADDRESS.sub("", bare, count=1) if bare[:1] in "HГг" else bare
    front, given, suffix = _parted_at_commas(bare)
    words, office = _without_titles(_words(front))
    if not given:
        words, suffix = _without_ending(words, suffix, shouted=bare.isupper())
    turned = () if given else _capitals_first(words)
    return Name(
        text,
        words=(turned or (*given, *words))[:_MAX_WORDS],
        suffix=suffix,
        office=office,
        nicknames=nicknames,
        order_is_told=bool(given or turned),
    )


def speaks_of_former(office: str) -> bool:
    """Whether the words of office say that it is held no more."""
    return any(plain(word) in _FORMER or word.lower() in _FORMER_CYRILLIC for word in _words(office))


def _words(text: str) -> tuple[str, ...]:
    """The words of a name; initials run together (J.D.) are one word each."""
    return tuple(word for word in _BETWEEN.split(_INITIALS_RUN.sub(" ", text)) if word and plain(word))


def _key(word: str) -> str:
    """How a word is looked up in the lists above: Latin ones without accents, others as they are."""
    return word.lower() if is_foreign_script(word) else plain(word)


def _parted_at_commas(text: str) -> tuple[str, tuple[str, ...], str]:
    """What stands before the first comma; the given names behind it when that is a family name; the suffix."""
    front, *rest = text.split(",")
    given: tuple[str, ...] = ()
    suffix = ""
    alone = len(_without_titles(_words(front))[0]) == 1
    for behind in map(_words, rest):
        part, folded = behind, tuple(map(_key, behind))
        if len(folded) > 1 and folded[-1] in _SUFFIXES:
            suffix = _SUFFIXES[folded[-1]]
            part, folded = part[:-1], folded[:-1]
        if len(folded) == 1 and folded[0] in _SUFFIXES:
            suffix = _SUFFIXES[folded[0]]
        elif given or not 1 <= len(part) <= 4 or any(word in _OFFICE for word in folded):
            continue
        elif alone or not _is_degree(folded):
            given = part
    return front, given, suffix


def _is_degree(folded: tuple[str, ...]) -> bool:
    return "".join(folded) in _DEGREES or all(word in _DEGREES for word in folded)


def _without_titles(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The words without those of address and office in front, of which one at least is left; and those of office."""
    end, office = 0, []
    pending: list[str] = []
    for place, word in enumerate(words[:-1], start=1):
        key = _key(word)
        if key in _OFFICE:
            office += [*pending, word]
            pending = []
        elif key in _WITH_OFFICE:
            pending.append(word)
            continue
        elif key not in _ADDRESS:
            break
        end = place
    return words[end:], " ".join(office)


def _without_ending(words: tuple[str, ...], suffix: str, *, shouted: bool) -> tuple[tuple[str, ...], str]:
    """The words without degrees and suffix at their end. In a name all in capitals no degree can be told."""
    while len(words) > 2 and not shouted and not words[-1].istitle() and plain(words[-1]) in _DEGREES:
        words = words[:-1]
    if not suffix and len(words) > 1 and (suffix := _SUFFIXES.get(plain(words[-1]), "")):
        words = words[:-1]
    return words, suffix


def _capitals_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """`MARKEY Edward J.` turned round; nothing when capitals do not tell. `JD Vance` has initials."""
    capitals = 0
    while capitals < len(words) and len(words[capitals]) > 2 and words[capitals].isupper():
        capitals += 1
    if not capitals or all(word.isupper() for word in words[capitals:]):
        return ()
    return (*words[capitals:], *words[:capitals])
