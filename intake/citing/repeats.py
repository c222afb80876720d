"""Which earlier source `Id.`, `Ibid.` and `supra note 3` mean. Pure.

Bluebook 4.1 and 4.2, OSCOLA 1.2, and their like elsewhere. `Id.` means the source cited last (behind a note with
several sources, the last of them); `supra` the source of that author, title or publisher in the note it names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.citing.owners import words_of
from intake.citing.pinpoints import BARE, PINPOINT, without_joining_word
from intake.citing.runs import ADDRESS
from intake.citing.words import SMALL, lead_end
from intake.parsed import NOTHING, ParsedCitation, Value
from intake.printed import Printed

Notes = Sequence[tuple[str, tuple[ParsedCitation, ...]]]

_SAME = (
    r"id(?=[.,;:\s]|$)\.?|ibid(?:em)?\.?|idem|ibíd\.?|ivi|ebd\.?|ebenda|a\.\s?a\.\s?O\.|там\s+же|loc\.\s?cit\.|"
    r"aynı\s+(?:yerde|eser|yer)|yenə\s+orada|նույն\s+տեղում|there\s+again|same\s+source|même\s+source|the\s+same"
)
SAME = re.compile(rf"[*_]{{0,2}}(?:{_SAME})[*_]{{0,2}}(?=[\s.,;:)(]|$)", re.IGNORECASE)
_NOTE = r"(?:footnotes?|endnotes?|notes?|nn?\.|fn\.?|fns\.|fußnote|anm\.|nota|dipnot|сноск[аиу]|прим\.|ծնթ\.)"
_ABOVE = r"(?:above|ci-dessus|précité[e]?|oben|выше|arriba|sopra|yukarıda(?:ki)?|yuxarıda)"
_NUMBER = (
    r"(?P<number{n}>\d{{1,4}}(?:\s?(?:[-–&]|and|to|bis|et|und|и)\s?\d{{1,4}}){{0,3}}|"
    r"[ivxlcdm]{{1,7}}\b|[*†‡§]{{1,4}})"
)
_EARLIER = re.compile(
    rf"[*_]{{0,2}}\bsupra\b[*_]{{0,2}}[,\s]*(?:(?:at\s+)?{_NOTE}\s*{_NUMBER.format(n=1)})?"
    rf"|{_NOTE}\s*{_NUMBER.format(n=2)}[,\s]*(?:[*_]?supra[*_]?|{_ABOVE})"
    rf"|(?:siehe|s\.|voir|see|см\.|bkz\.|vgl\.|cited|cit\.)?\s*{_ABOVE}[,\s]*(?:at|in|à\s+la|"
    rf"unter)?\s*{_NOTE}\s*{_NUMBER.format(n=3)}"
    rf"|\((?:{_NOTE}|n)\s*{_NUMBER.format(n=4)}\)"
    rf"|[*_]{{0,2}}\bop\.\s?cit\.[*_]{{0,2}}|\ba\.\s?g\.\s?e\.|\bуказ\.\s?соч\."
    rf"|\bcited\s+(?:in|at)\s+{_NOTE}\s*{_NUMBER.format(n=5)}",
    re.IGNORECASE,
)
_AMPLE = 160
_LONGEST_HINT = 120
_LONGEST_RANGE = 20


@dataclass(frozen=True, slots=True)
class _Reference:
    """What a repeat says of the source meant: the number of its note, and words of its author or title."""

    number: str = ""
    hint: str = ""


def is_repeat(text: str) -> bool:
    return _match(text) is not None


def read_repeat(part: Printed) -> ParsedCitation | None:
    """`part` as a repeat of an earlier source, its printed words in `same_as`; None when it is none."""
    match = _match(part.text)
    if match is None:
        return None
    start = lead_end(part.text)
    printed = part[start : match.end()]
    return ParsedCitation(same_as=printed.value(), pinpoint=_pinpoint(part[match.end() :]))


def resolve(notes: Notes) -> list[tuple[ParsedCitation, ...]]:
    """The citations of each note (number, citations as read; in order of the letter) with repeats told by note number.

    A repeat keeps `same_as`, `same_as_index` and `pinpoint` alone. One whose source cannot be told is left out, and
    `doubts` has a sentence about it.
    """
    resolved: list[list[ParsedCitation]] = [[] for _ in notes]
    for note, citation, meant in _walk(notes):
        if not citation.same_as:
            resolved[note].append(citation)
        for source in meant:
            number = replace(citation.same_as, text=source.number)
            resolved[note].append(
                ParsedCitation(same_as=number, same_as_index=source.index, pinpoint=citation.pinpoint)
            )
    return [tuple(citations) for citations in resolved]


def doubts(notes: Notes) -> tuple[str, ...]:
    """Sentences for the reviewer about repeats of `notes` (as given to `resolve`) whose source cannot be told."""
    return tuple(
        f"Note {notes[note][0]}: which earlier source “{citation.same_as}” means could not be told. Add it by hand."
        for note, citation, meant in _walk(notes)
        if citation.same_as and not meant
    )


@dataclass(frozen=True, slots=True)
class _Source:
    number: str
    index: int
    citation: ParsedCitation


def _walk(notes: Notes) -> Iterator[tuple[int, ParsedCitation, list[_Source]]]:
    """Each citation with the place of its note and, for a repeat, the sources it means (none: cannot be told)."""
    earlier: dict[str, list[_Source]] = {}
    every: list[_Source] = []
    # What `Id.` would mean here; nothing behind a repeat that means nothing.
    last: list[_Source] = []
    for place, (number, citations) in enumerate(notes):
        here: list[_Source] = []
        kept = 0
        for citation in citations:
            if citation.same_as:
                meant = _meant(citation.same_as.text, earlier, every, last)
                kept += len(meant)
                yield place, citation, meant
            else:
                meant = [_Source(number, kept, citation)]
                here += meant
                kept += 1
                yield place, citation, []
            last = meant[-1:]
        if here:
            earlier.setdefault(_folded_number(number), here)
            every += here


def _meant(printed: str, earlier: dict[str, list[_Source]], every: list[_Source], last: list[_Source]) -> list[_Source]:
    reference = _reference(printed)
    if reference is None:
        return last
    if not reference.number:
        # The words alone must tell; the latest such source is meant.
        return _named(reference.hint, every[: -_AMPLE - 1 : -1])[:1]
    candidates = [source for number in _numbers(reference.number) for source in earlier.get(number, [])]
    if len(candidates) < 2 or not words_of(reference.hint):
        # Without a name the whole note is meant, all of its sources.
        return candidates
    named = _named(reference.hint, candidates)
    return named if len(named) == 1 else []


def _named(hint: str, candidates: list[_Source]) -> list[_Source]:
    """The candidates that the words name best; none when they name none."""
    words = [word for word in words_of(hint) if word not in SMALL]
    scored = [(_score(words, candidate.citation), candidate) for candidate in candidates]
    best = max((score for score, _ in scored), default=0)
    return [candidate for score, candidate in scored if best and score == best]


def _score(words: list[str], citation: ParsedCitation) -> int:
    author = set(words_of(citation.author.text))
    rest = set(words_of(f"{citation.publisher} {citation.title}"))
    initials = "".join(word[0] for word in words_of(citation.publisher.text) if word not in SMALL)
    return sum(3 * (word in author) + 2 * (word in rest) + 2 * (word == initials) for word in words)


def _reference(printed: str) -> _Reference | None:
    """None for `Id.` and its like."""
    match = _EARLIER.search(printed)
    if match is None:
        return None
    number = next((value for value in match.groups() if value), "")
    return _Reference(number=number, hint=printed[: match.start()])


def _folded_number(number: str) -> str:
    return number.strip("[]()^.").casefold()


def _numbers(printed: str) -> list[str]:
    """`3-5` and `3 and 5` name several notes."""
    ends = [int(digits) for digits in re.findall(r"\d+", printed)]
    if len(ends) == 2 and re.search(r"[-–]|to|bis", printed) and 0 < ends[1] - ends[0] < _LONGEST_RANGE:
        return [str(number) for number in range(ends[0], ends[1] + 1)]
    return [str(number) for number in ends] or [_folded_number(printed)]


def _match(text: str) -> re.Match[str] | None:
    start = lead_end(text)
    same = SAME.match(text, start)
    if same:
        return same
    earlier = _EARLIER.search(text, start, start + _LONGEST_HINT + 60)
    # Before the reference stand an author and perhaps a short title, no sentence and no address.
    if earlier is None or earlier.start() - start > _LONGEST_HINT or ADDRESS in text[start : earlier.start()]:
        return None
    return earlier if _is_hint(text[start : earlier.start()]) else None


def _is_hint(text: str) -> bool:
    words = text.split()
    small = sum(word[0].islower() and word not in SMALL for word in words)
    return len(words) <= 14 and (small <= 2 or "*" in text or "“" in text or '"' in text)


def _pinpoint(behind: Printed) -> Value:
    rest = behind.strip(" \n\t,.;()*_")
    for size in range(len(rest), 0, -1) if len(rest) <= _LONGEST_HINT else ():
        if size < len(rest) and rest.text[size] not in " ,.;(":
            continue
        if PINPOINT.fullmatch(rest.text[:size]) or (size == len(rest) and BARE.fullmatch(rest.text)):
            return without_joining_word(rest[:size].strip(" ,.;")).value()
    return NOTHING
