"""A source whose title nothing marks: told by the order of its words, and by what its address says. Pure."""

import re

from intake.citing.outline import Assigned, Outline
from intake.citing.owners import words_of
from intake.citing.parts import Part, What
from intake.citing.people import is_body, is_capitals, is_title_case
from intake.citing.pinpoints import TRAILING
from intake.citing.words import DOCUMENT, INSTRUMENTS, UNPUBLISHED

# Words that stand alone and are more than these are a title, even when they name whose site it is.
_LONGEST_NAME = 6
# The heading of a case: “Roe v. Orsk”, “In re Roe”.
_CASE = re.compile(r"\s(?:v|vs|c)\.?\s|^(?:in re|ex parte|in the matter of|matter of)\s", re.IGNORECASE)


def assign_unmarked(outline: Outline, made: Assigned) -> None:
    words = [part for part in outline.words if not part.in_brackets]
    court = [part for part in outline.words if part.in_brackets]
    if not words or not _is_built_as_a_source(outline, words):
        _number_as_title(outline, made)
        return
    if _is_told_by_form(outline, made, words, court):
        return
    may_publish = words if len(words) > 1 or len(outline.of(words[0]).split()) <= _LONGEST_NAME else []
    # “post on Chirper” names whose site it is, and is no name.
    owners = [part for part in may_publish if outline.owns(part) and not outline.of(part)[0].islower()]
    publisher = owners[0] if owners and made.publisher is None else None
    if made.publisher is None and publisher is None and court:
        made.publisher = (court[0].start, court[0].end)
    rest = [part for part in words if part is not publisher]
    # Behind the title stands a publisher in capitals, where Bluebook has it.
    last = 1 + (len(rest) > 2 and is_capitals(outline.of(rest[-1])))
    people = outline.people(rest[:-last] if len(rest) > 1 or publisher is None else [])
    people = people if publisher is None or not people or people[0].start < publisher.start or len(rest) > 1 else []
    rest = [part for part in rest if part not in people]
    if publisher is None and made.publisher is None:
        publisher = _publisher_among(outline, rest, people)
        rest = [part for part in rest if part is not publisher]
    if publisher is not None:
        made.publisher = outline.without_place(publisher)
    if people:
        made.author = (people[0].start, people[-1].end)
    _title_from(outline, made, rest, publisher)
    if made.title is None and outline.head and outline.head[0].what is What.NUMBER and not outline.site.labels:
        _number_as_title(outline, made)


def _is_told_by_form(outline: Outline, made: Assigned, words: list[Part], court: list[Part]) -> bool:
    """Read what is told by what it is called: an instrument, a case, a document that nobody published or a body's."""
    # “…, adopted by the Congress, Havana, date”: what is said of it begins in lower case.
    alone = len(words) == 1 or (outline.date is not None and outline.of(words[1])[0].islower())
    if alone and (set(words_of(outline.of(words[0]))) & INSTRUMENTS) and (made.pinpoint or outline.date):
        made.title = (words[0].start, words[0].end)
        made.is_source = made.is_source or is_title_case(outline.of(words[0]))
        return True
    if _CASE.search(outline.of(words[0])) and (outline.numbers or outline.date or made.pinpoint):
        made.title = (words[0].start, words[0].end)
        made.publisher = (court[0].start, court[0].end) if court else made.publisher
        place = TRAILING.search(outline.of(words[-1]))
        if place and made.pinpoint is None and len(words) > 1:
            made.pinpoint = (words[-1].start + place.start(), words[-1].end)
        made.is_source = True
        return True
    if _is_unpublished(outline, words):
        made.title = (words[0].start, words[-1].end)
        made.is_source = True
        return True
    if _is_of_body(outline, words):
        made.publisher = (words[0].start, words[0].end)
        made.title = (words[1].start, words[1].end)
        made.is_source = True
        return True
    return False


def _is_unpublished(outline: Outline, words: list[Part]) -> bool:
    """`Letter from … to … (date)`, `Interview with …, the sister, date`, `Permit of 3 May 2022`."""
    date = outline.date
    first = outline.of(words[0])
    if date is None or words[-1].end > date.start:
        return False
    in_words = not date.in_brackets and first[0].isupper() and DOCUMENT.match(first) is not None
    if not (in_words or UNPUBLISHED.match(first)):
        return False
    return not any(is_body(outline.of(part)) or outline.owns(part) for part in words[1:])


def _is_of_body(outline: Outline, words: list[Part]) -> bool:
    """`District Court of Lorvane, decision No. 2/114 (2 February 2022)`: who decided, and what."""
    if len(words) != 2 or not is_body(outline.of(words[0])):
        return False
    document, date = outline.of(words[1]), outline.date
    numbered = any(char.isdigit() for char in document)
    dated = date is not None and (document[0].islower() or (date.in_brackets and words[1].end <= date.start))
    return DOCUMENT.match(document) is not None and (numbered or dated)


def _is_built_as_a_source(outline: Outline, words: list[Part]) -> bool:
    """Whether there is any sign that these are parts of a source, and not a remark with an address in it."""
    signs = (What.DATE, What.KIND, What.NUMBER, What.PINPOINT)
    return any(part.what in signs for part in outline.parts) or any(
        "|" in part.before or outline.owns(part) or outline.site.repeats(outline.of(part)) >= 2 for part in words
    )


def _publisher_among(outline: Outline, rest: list[Part], people: list[Part]) -> Part | None:
    """The publisher among words of which one must be left for the title."""
    if len(rest) < 2:
        return rest[0] if rest and not people and _is_a_name_alone(outline, rest[0]) else None
    title = max(rest, key=lambda part: outline.site.repeats(outline.of(part)))
    sure = outline.site.repeats(outline.of(title)) >= 2
    candidates = [part for part in rest if outline.looks_named(part) and (part is not title or not sure)]
    capitals = [part for part in candidates if is_capitals(outline.of(part))]
    if "|" in rest[-1].before or capitals:
        return rest[-1] if "|" in rest[-1].before else capitals[-1]
    placed = [part for part in rest[:1] if part in candidates and _stands_before_a_title(outline, rest)]
    placed += [part for part in rest[-1:] if part in candidates and _stands_behind_a_title(outline, part, people)]
    if placed or (sure and len(candidates) == 1):
        return (placed or candidates)[0]
    short, long = sorted(rest[:2], key=lambda part: len(outline.of(part).split()))
    if len(rest) == 2 and outline.date and len(outline.of(short).split()) <= 3 < len(outline.of(long).split()):
        return short if short in candidates else None
    return None


def _is_a_name_alone(outline: Outline, part: Part) -> bool:
    """Whether words are a publisher though nothing is left for a title but a number."""
    name = outline.of(part)
    if set(words_of(name)) & INSTRUMENTS:
        return False
    numbered = bool(outline.numbers) and is_body(name) and len(name.split()) <= _LONGEST_NAME
    return is_capitals(name) or _is_only_a_body(outline, part) or numbered


def _stands_before_a_title(outline: Outline, rest: list[Part]) -> bool:
    """`Press Statement, Body, Title`; `Body. (2023, October 5). Title`; a body first."""
    first, date = rest[0], outline.date
    kind = any(part.what is What.KIND and part.start < first.start for part in outline.parts)
    dated = date is not None and date.in_brackets and first.end <= date.start < rest[1].start
    return kind or dated or is_body(outline.of(first))


def _stands_behind_a_title(outline: Outline, last: Part, people: list[Part]) -> bool:
    """`Roe, Title, Publisher, date`; `Title, Publisher (date)`; a body last."""
    date = outline.date
    dated = date is not None and last.end <= date.start and (bool(people) or date.in_brackets)
    return dated or is_body(outline.of(last))


def _is_only_a_body(outline: Outline, part: Part) -> bool:
    text = outline.of(part)
    return is_body(text) and len(text.split()) <= 4 and is_title_case(text) and not outline.site.repeats(text)


def _title_from(outline: Outline, made: Assigned, rest: list[Part], publisher: Part | None) -> None:
    if not rest:
        _number_as_title(outline, made)
        return
    # One stretch: the words on that side of the publisher where most of them stand.
    if publisher is not None:
        behind = [part for part in rest if part.start > publisher.start]
        ahead = [part for part in rest if part.start < publisher.start]
        rest = max((behind, ahead), key=lambda side: _weight(outline, side))
    kind = [part for part in outline.parts if part.what is What.KIND and part.start < rest[0].start]
    date = outline.date
    if date is not None and rest[0].end <= date.start < rest[-1].start:
        rest = [part for part in rest if part.start > date.start]
    stretch = (rest[0].start, rest[-1].end)
    text = outline.text[slice(*stretch)]
    others = made.publisher or made.author
    if (
        outline.site.tells(text)
        or (outline.site.repeats(text) >= 2 and is_title_case(text))
        or (is_title_case(text) and (others or date or kind))
        or (others and date and (text[0].isupper() or (made.author and outline.site.labels)))
        or (is_title_case(text) and len(text.split()) > 2 and outline.site.labels)
    ):
        made.title = stretch


def _weight(outline: Outline, side: list[Part]) -> tuple[int, int]:
    """What the address repeats weighs most, then what is longest."""
    return outline.site.repeats(" ".join(map(outline.of, side))), sum(part.end - part.start for part in side)


def _number_as_title(outline: Outline, made: Assigned) -> None:
    """A document known by its number alone: `U.N. Doc. A/HRC/52/1`."""
    numbers = [part for part in outline.head if part.what is What.NUMBER]
    if numbers and made.title is None:
        made.title = (numbers[0].start, numbers[0].end)
        made.is_source = True
