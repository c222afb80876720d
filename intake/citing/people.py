"""Whether words name a person, or a body, by their form. Pure."""

import re

from intake.citing.owners import folded, words_of
from intake.citing.words import ARTICLES, BODIES, PARTICLES

_INITIAL = re.compile(r"(?:[^\W\d_]\.[-\s]?){1,4}")
_ET_AL = re.compile(r",?\s*(?:et\s+al|u\.\s?a|и\s+др|y\s+otros|ve\s+diğerleri)\.?$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|und|et|и|y|e|ve|və|և)\s+|\s*&\s*|,\s+(?:and\s+|&\s*)?|;\s+")
_TITLES = re.compile(r"(?:dr|prof|sen|rep|mr|mrs|ms|hon|amb|gen|sir|judge|justice)\.?\s+", re.IGNORECASE)
_SUFFIX = re.compile(r",?\s+(?:jr|sr|ii|iii|iv|esq)\.?$", re.IGNORECASE)
_ROLE = re.compile(r"\s*[(,]\s*(?:eds?|trans|hrsg|dir)\.?\)?$", re.IGNORECASE)


def is_person(text: str) -> bool:
    """Whether `text` has the form of a person's name, or of several: capitalised words, initials, `et al.`."""
    text = _ROLE.sub("", text.strip(" ,"))
    bare = _ET_AL.sub("", text)
    if _ET_AL.search(text) and 0 < len(bare.split()) <= 5 and not is_body(bare):
        return True
    if is_inverted(bare):
        return True
    names = [name for name in _AND.split(bare) if name.strip()]
    return 0 < len(names) <= 6 and all(map(_is_one, names))


def is_inverted(text: str) -> bool:
    """`Doe, Jane`, `SMITH, JOHN A.`, `Doe, J.`: a family name, a comma, given names or initials."""
    first, comma, rest = text.partition(",")
    given = rest.split()
    if not comma or not 0 < len(given) <= 3 or is_body(text) or not _is_name_like(first):
        return False
    initials = all(_INITIAL.fullmatch(word) for word in given)
    family = [word for word in first.split() if word.casefold() not in PARTICLES]
    return initials or (len(family) == 1 and all(_INITIAL.fullmatch(w) or _is_name(w.strip(".")) for w in given))


def inverted_names(segments: list[str]) -> int:
    """How many of the segments between commas, from the first, are names of that order: `Doe`, `J.`, `& Roe`, `R.`"""
    taken = 0
    while taken + 1 < len(segments):
        family = re.sub(r"^(?:&|and|und|et|и|y)\s*", "", segments[taken])
        given = segments[taken + 1]
        if not is_inverted(f"{family}, {given}") or (
            taken and family == segments[taken] and not _INITIAL.fullmatch(given)
        ):
            break
        taken += 2
    if taken and taken < len(segments) and re.match(r"(?:&|and)\s", segments[taken]):
        # Only the first of several authors is turned round: "Doe, Jane, and Richard Roe".
        taken += is_person(re.sub(r"^(?:&|and)\s+", "", segments[taken]))
    return taken


def has_initials(text: str) -> bool:
    return any(_INITIAL.fullmatch(word) for word in text.replace(",", " ").split())


def is_body(text: str) -> bool:
    """Whether a noun that bodies are called by stands in `text`."""
    return any(word in BODIES for word in words_of(text)) or any(
        word.casefold().strip(".,") in BODIES for word in text.split()
    )


def is_capitals(text: str) -> bool:
    """`AL JAZEERA`, `HETQ.AM`, `N.Y. TIMES`: as Bluebook prints publishers, in small capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters)


def is_title_case(text: str) -> bool:
    """Whether the long words begin with capitals, as in titles of English and in names."""
    long = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > 3]
    if not long:
        return bool(text) and text[0].isupper()
    return sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def _is_one(name: str) -> bool:
    name = _SUFFIX.sub("", _TITLES.sub("", name.strip(" ,.") if not has_initials(name) else name.strip(" ,"), count=1))
    words = name.split()
    if (
        not 2 <= len(words) <= 5
        or folded(words[0]) in ARTICLES
        or is_body(name)
        or words[-1].rstrip(".").casefold() in PARTICLES
    ):
        return False
    proper = [word for word in words if word.casefold() not in PARTICLES]
    return len(proper) >= 2 and words[0] in proper and all(_INITIAL.fullmatch(w) or _is_name(w) for w in proper)


def _is_name_like(text: str) -> bool:
    words = text.split()
    return all(_is_name(word) or word.casefold() in PARTICLES for word in words) and any(map(_is_name, words))


def _is_name(word: str) -> bool:
    bare = word.strip("’'.,")
    return (
        len(bare) > 1
        and bare[0].isupper()
        and all(c.isalpha() or c in "-’'" for c in bare)
        and not bare.endswith(("'s", "’s"))
    )
