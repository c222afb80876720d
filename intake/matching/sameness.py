"""Whether two letters' texts are one letter's: how much of them is the same, and whether they name the same. Pure.

The same letter comes from a PDF and from a web page with other line ends, hyphens and marks of notes: nearly all of its
word sequences are the same. So are those of two letters that were written from one pattern, on two prisoners: what
tells them apart are the names and numbers that each has and the other has not.
"""

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from heapq import nsmallest

from rapidfuzz import fuzz, process

# Of all hashes of word sequences the smallest are kept (Broder 1997): 1 kB a letter, however long it is.
_KEPT = 128
_WORDS = 3
# At least this much alike, two texts are versions of one; below the lower one, they are different texts.
NEARLY_SAME, ALIKE = 0.8, 0.5
# Of names: as a scan or a typist may have it.
_SPELT_ALIKE = 75

_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,12}\]")
_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sample:
    """What is kept of a text in order to compare it. Of use in the process that made it only."""

    hashes: tuple[int, ...]
    # Words with a capital or a digit, folded.
    names: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.hashes)


def sample(text: str) -> Sample:
    words = _WORD.findall(unicodedata.normalize("NFKC", _NOTE_MARK.sub("", text)))
    names = frozenset(map(_plain, {word for word in words if word[0].isupper() or not word.isalpha()}))
    folded = [word.casefold() for word in words]
    sequences = set(zip(*(folded[start:] for start in range(min(_WORDS, len(folded)))), strict=False))
    return Sample(tuple(nsmallest(_KEPT, map(hash, sequences))), names)


def likeness(one: Sample, other: Sample) -> float:
    """How much of two texts is the same, 0 to 1; 0 when one of them is empty."""
    mine, theirs = set(one.hashes), set(other.hashes)
    both = mine & theirs
    if len(both) < ALIKE / 2 * min(len(mine), len(theirs)) or not both:
        return 0.0
    # Of the union, too, only the smallest are known: a hash above the greatest one kept may stand in the other text.
    union = nsmallest(_KEPT, mine | theirs) if max(len(mine), len(theirs)) == _KEPT else mine | theirs
    return len(both.intersection(union)) / len(union)


def names_apart(one: Sample, other: Sample) -> tuple[list[str], list[str]]:
    """The names and numbers that each of the texts has and the other has in no spelling.

    Two letters are told apart by them only when each has some: one that lacks its end names nobody else.
    """
    return _others(one.names - other.names, other.names), _others(other.names - one.names, one.names)


def folded(name: str) -> str:
    """A name for comparison: without accents, case and doubled white space."""
    return _plain(_SPACE.sub(" ", name).strip())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def _others(names: Set[str], among: Set[str]) -> list[str]:
    return [
        name
        for name in sorted(names)
        # A number that is not the same is another number; single letters are initials, or a scan's dust.
        if (len(name) > 1 or name.isdigit())
        and process.extractOne(name, among, scorer=fuzz.ratio, score_cutoff=_SPELT_ALIKE) is None
    ]
