"""How alike a printed name and a known one are. Pure.

The family name must be the same, by its letters or by its sounds in another alphabet. The given names must agree in
order: as nicknames, as initials, or with some of them missing. One letter may differ in a long word; such a likeness
is the weakest. Suffixes that contradict each other (Jr. and III) make two people of one name.
"""

from functools import cache

from rapidfuzz.distance import OSA

from intake.matching.candidates import Likeness
from people.names import Name
from people.nicknames import are_nicknames
from people.transliteration import plain, sounds, spellings

# How long a word must be for one wrong letter in it to be a slip, and the first letter: Marks and Parks are two names.
_SLIP_LENGTH = 5
_FIRST_SLIP_LENGTH = 7


def compare(printed: Name, known: Name) -> Likeness | None:
    """How alike the two are; None when they are the names of two people, or there is no name."""
    if not printed.words or not known.words:
        return None
    if printed.text == known.text:
        return Likeness.EXACT
    if printed.suffix and known.suffix and printed.suffix != known.suffix:
        return None
    if printed.joined == known.joined and printed.joined:
        return Likeness.FOLDED
    loose = printed.is_transliterated or known.is_transliterated
    silent_h = printed.is_armenian or known.is_armenian
    if len(printed.words) < 2 or len(known.words) < 2:
        same = len(printed.words) == len(known.words) and _is_same(printed.words[0], known.words[0], loose, silent_h)
        return Likeness.FOLDED if same else None
    found = [_aligned(printed.words, known.words, loose, silent_h)]
    if not printed.order_is_told:
        found.append(_turned(printed.words, known.words, loose, silent_h))
    if not known.order_is_told:
        found.append(_turned(known.words, printed.words, loose, silent_h))
    if printed.nicknames or known.nicknames:
        found.append(_by_inner_nickname(printed, known, loose, silent_h))
    return max(filter(None, found), default=None)


def is_surname_of(printed: Name, known: Name) -> bool:
    """Whether the printed name is the known one's family name alone."""
    if not printed.words or len(known.words) < 2:
        return False
    loose = printed.is_transliterated or known.is_transliterated
    silent_h = printed.is_armenian or known.is_armenian
    count = len(printed.words)
    return count < len(known.words) and all(
        _is_same(one, other, loose, silent_h) for one, other in zip(printed.words, known.words[-count:], strict=True)
    )


def _aligned(one: tuple[str, ...], other: tuple[str, ...], loose: bool, silent_h: bool) -> Likeness | None:
    """Both in the order given names, family name."""
    family = _relation(one[-1], other[-1], loose, silent_h, is_given=False)
    if family is None:
        return None
    short, long = sorted((one[:-1], other[:-1]), key=len)
    given = _given(short, long, loose, silent_h)
    if given is None:
        return None
    if family is Likeness.SLIP and not _is_enough(given, one, other):
        return None
    return min(family, given)


def _is_enough(given: Likeness, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the given names carry a family name with a wrong letter: no initial does, and no second slip."""
    if given is Likeness.INITIALS:
        return len(plain(one[0])) > 1 and bool(spellings(one[0]) & spellings(other[0]))
    return given > Likeness.INITIALS


def _turned(turned: tuple[str, ...], other: tuple[str, ...], loose: bool, silent_h: bool) -> Likeness | None:
    """The family name of `turned` comes first, though print does not tell.

    Sure only where the family name is known by its form: Thomas James and James Thomas are two people.
    """
    found = _aligned((*turned[1:], turned[0]), other, loose, silent_h)
    if found is None or found < Likeness.INITIALS:
        return None
    return found if loose else Likeness.INITIALS if found >= Likeness.FOLDED else None


def _given(short: tuple[str, ...], long: tuple[str, ...], loose: bool, silent_h: bool) -> Likeness | None:
    """Every word of `short` has its like in `long`, in order; words that are missing are like missing middle names."""
    if len(short) == len(long) == 1:
        # Most names: one given name beside one.
        return _relation(short[0], long[0], loose, silent_h, is_given=True)

    @cache
    def best(i: int, j: int) -> Likeness | None:
        if i == len(short):
            return Likeness.EXACT if j == len(long) else Likeness.INITIALS
        found: list[Likeness] = []
        for place in range(j, len(long) - (len(short) - i) + 1):
            here = _relation(short[i], long[place], loose, silent_h, is_given=True)
            if here is None or (not i and place and (here is not Likeness.FOLDED or len(plain(short[0])) == 1)):
                continue  # who goes by a middle name prints it whole
            rest = best(i + 1, place + 1)
            if rest is None or (here is Likeness.SLIP and rest is Likeness.SLIP):
                continue
            found.append(min(here, rest, Likeness.INITIALS if place > j else Likeness.EXACT))
        return max(found, default=None)

    return best(0, 0)


def _relation(one: str, other: str, loose: bool, silent_h: bool, *, is_given: bool) -> Likeness | None:
    if _is_same(one, other, loose, silent_h):
        return Likeness.FOLDED
    a, b = plain(one), plain(other)
    if not a or not b:
        return None
    if is_given and 1 in {len(a), len(b)}:
        return Likeness.INITIALS if a[0] == b[0] else None
    if is_given and are_nicknames(a, b):
        return Likeness.NICKNAME
    return Likeness.SLIP if is_slip(a, b) else None


def is_slip(one: str, other: str) -> bool:
    """Whether two plain words differ in one letter, or in two that changed places."""
    length = min(len(one), len(other))
    if length < _SLIP_LENGTH or (length < _FIRST_SLIP_LENGTH and one[0] != other[0]):
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1


def _is_same(one: str, other: str, loose: bool, silent_h: bool) -> bool:
    if one == other or spellings(one) & spellings(other):
        return True
    return (
        loose
        and not _is_initial(one, other)
        and bool(sounds(one, silent_h=silent_h) & sounds(other, silent_h=silent_h))
    )


def _is_initial(*words: str) -> bool:
    return any(len(word) == 1 for word in words)


def _by_inner_nickname(printed: Name, known: Name, loose: bool, silent_h: bool) -> Likeness | None:
    """A nickname that stands within one name is the given name of the other."""
    for one, other in ((printed, known), (known, printed)):
        for nickname in one.nicknames:
            found = _aligned((nickname, one.words[-1]), other.words, loose, silent_h)
            if found is not None and found > Likeness.SLIP:
                return Likeness.NICKNAME
    return None
