"""Sets of letters as the bits of a number, a bit for each letter's key. Pure.

A choice that fits half of a hundred thousand letters is a number of 12 kB; what two choices have in common is one
operation on two of them, and takes microseconds.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import compress, count

Letters = int
NONE: Letters = 0

_FROM_DIGITS = bytes(digit == ord("1") for digit in range(256))


def of(keys: Iterable[int]) -> Letters:
    """The set of these letters."""
    wanted = keys if isinstance(keys, list | array) else list(keys)
    if len(wanted) < 8:
        found = 0
        for key in wanted:
            found |= 1 << key
        return found
    try:
        # Most lists of keys rise; to look for the greatest takes a third of the whole.
        digits = _digits(wanted, wanted[-1])
    except IndexError:
        digits = _digits(wanted, max(wanted))
    return int(digits, 2)


def _digits(keys: Iterable[int], last: int) -> bytearray:
    """The set in binary digits; raises IndexError when a key is greater than the `last`."""
    digits = bytearray(b"0") * (last + 1)
    one = ord("1")
    for key in keys:
        digits[key] = one
    digits.reverse()
    return digits


def flags_of(letters: Letters, size: int) -> bytes:
    """A byte for each key below `size`: 1 for the letters in the set."""
    # Python writes a number to base 2 in time linear in its length, as to no other base.
    return format(letters, f"0{size}b").encode()[::-1].translate(_FROM_DIGITS)


def keys_of(letters: Letters) -> Iterator[int]:
    return compress(count(), flags_of(letters, letters.bit_length()))
