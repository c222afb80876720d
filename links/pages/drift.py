"""How far a page's text has drifted from what it was when it was first read. Pure.

A text is sampled by min-hashing (Broder 1997, "On the resemblance and containment of documents"): of the hashes of all
its short word sequences the smallest are kept, the same ones wherever the sequence stands. What a citation needs is
that the first text is still there, so containment of the first in the present text is measured, not likeness: an
article that got longer has not drifted.

Numbers count as the same number: dates, counters and prices turn over on pages whose text stands. Scripts that are
written without spaces are sampled by runs of characters, as many as carry about three words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TypeVar

Word = TypeVar("Word", str, bytes)

# A resemblance below this is another text: see the figures in tests/links/test_drift.py, which this rests on.
FAR = 0.2
# A text with less than this (words, or their like in scripts without spaces) says too little to be compared.
MIN_WORDS = 40

# Hashes in a sample: of the first text, which is stored, and of the present one, which is thrown away. The wider the
# present one's, the surer the answer where it is much longer than the first.
KEPT, WIDE = 256, 4096

_WORDS = 3
# A sample is the number of different sequences in the text, then the smallest hashes in order; each in so many bytes.
_SIZE = 4
# Sequences that two samples must have in common to have had; with fewer nothing can be said.
_ENOUGH = 6
_DIGITS = re.compile(r"\d+")
# Thai, Lao, Burmese and Khmer: letters, vowels and marks; then Chinese and Japanese.
_SYLLABIC = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_IDEOGRAPHIC = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_SPACELESS = re.compile(rf"[{_SYLLABIC}{_IDEOGRAPHIC}]")
_WORD = re.compile(r"\w+")
# The words of plain English text: small letters, every digit a zero, a space for what is no part of a word.
_ASCII_WORDS = bytes(
    ord("0" if chr(code).isdigit() else chr(code).lower() if chr(code).isalpha() or chr(code) == "_" else " ")
    for code in range(128)
).ljust(256)
_ZEROS = re.compile(rb"00+")
_RUN = re.compile(rf"([{_SYLLABIC}]+)|([{_IDEOGRAPHIC}]+)|((?:(?![{_SYLLABIC}{_IDEOGRAPHIC}])\w)+)")
# How many characters carry what three words do.
_SYLLABIC_LENGTH, _IDEOGRAPHIC_LENGTH = 15, 5


def sketch(text: str, *, kept: int = KEPT) -> bytes:
    """A sample of `text`, a kilobyte unless more is asked for; the same in every process and version.

    Of a present text, to be compared and thrown away: `kept=WIDE`.
    """
    hashes = {blake2b(item, digest_size=_SIZE).digest() for item in _sequences(text)}
    return len(hashes).to_bytes(_SIZE) + b"".join(sorted(hashes)[:kept])


def is_enough(sample: bytes) -> bool:
    """Whether the text that `sample` was made from has MIN_WORDS: neither a first nor a present text is judged by less.

    A page whose words appear by script alone, an empty answer, a notice in place of the page: what they mean is said
    by a check's outcome, not by drift.
    """
    return int.from_bytes(sample[:_SIZE]) > MIN_WORDS - _WORDS


def resemblance(first: bytes, now: bytes) -> float:
    """How much of the first text is still there, 0 to 1, by the two texts' samples.

    1 as well when nothing can be said: a text too short to be compared (`is_enough`), or so much longer than the
    first that their samples hardly meet.
    """
    if not is_enough(first) or not is_enough(now):
        return 1.0
    former, present = _hashes(first), _hashes(now)
    if len(present) < int.from_bytes(now[:_SIZE]):
        # The sample holds all of its text's hashes up to the greatest in it, and says nothing of those beyond.
        former = [value for value in former if value <= present[-1]]
    if len(former) < _ENOUGH:
        return 1.0
    return len(set(former).intersection(present)) / len(former)


def _hashes(sample: bytes) -> list[bytes]:
    """In order; as bytes, the first byte weighing most, they compare as numbers do."""
    return [bytes(sample[start : start + _SIZE]) for start in range(_SIZE, len(sample), _SIZE)]


def _sequences(text: str) -> Iterable[bytes]:
    """Every sequence of the text, each once."""
    if text.isascii():
        # The same words as below, found at a fraction of the cost: every page that is new is sampled.
        return map(b" ".join, _in_a_row(_ZEROS.sub(b"0", text.encode("ascii").translate(_ASCII_WORDS)).split()))
    folded = _DIGITS.sub("0", unicodedata.normalize("NFKC", text).casefold())
    spaced = not _SPACELESS.search(folded)
    found = map(" ".join, _in_a_row(_WORD.findall(folded))) if spaced else set(_mixed_sequences(folded))
    return (item.encode("utf-8", "replace") for item in found)


def _in_a_row(words: Sequence[Word]) -> set[tuple[Word, ...]]:
    return set(zip(*(words[start:] for start in range(_WORDS)), strict=False))


def _mixed_sequences(folded: str) -> Iterator[str]:
    before: tuple[str, ...] = ()
    for syllabic, ideographic, word in _RUN.findall(folded):
        if word:
            before = (*before[1 - _WORDS :], word)
            if len(before) == _WORDS:
                yield " ".join(before)
            continue
        before = ()
        run, length = (syllabic, _SYLLABIC_LENGTH) if syllabic else (ideographic, _IDEOGRAPHIC_LENGTH)
        for start in range(max(len(run) - length, 0) + 1):
            yield run[start : start + length]
