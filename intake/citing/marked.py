"""A source whose title is marked: by quotation marks, italics, or as the words of a link. Pure."""

from intake.citing.outline import MARKED, Assigned, Outline, Stretch
from intake.citing.parts import Part, What
from intake.citing.people import is_body, is_capitals, is_person

# What notes set in italics that is no title.
_NO_TITLES = frozenset({"id", "ibid", "supra", "see", "in", "et al"})


def marked_title(outline: Outline, made: Assigned) -> Part | None:
    """The marked part that is the title; passages that are merely quoted are put aside."""
    marked = [part for part in outline.head if part.what in MARKED and _may_be_title(outline, part)]
    made.quotes += [
        (part.start, part.end) for part in outline.parts if part.what is What.QUOTED and part not in outline.head
    ]
    quoted = [part for part in marked if part.what is What.QUOTED]
    slanted = [part for part in marked if part.what is What.ITALIC]
    linked = [part for part in marked if part.what is What.LINKED]
    title = next(iter(quoted or slanted or linked), None)
    if quoted and slanted:
        title = _of_two(outline, quoted[0], slanted[0])
    elif not quoted and slanted and (_is_behind_dated_words(outline, slanted[0]) or outline.is_owner(slanted[0])):
        # "Doe, J. (2023, October 5). Title of article. *Newspaper*."
        rest = [part for part in outline.words if not part.in_brackets]
        if rest and not (len(rest) == 1 and is_person(outline.of(rest[0]))):
            made.publisher = (slanted[0].start, slanted[0].end)
            return None
        title = slanted[1] if len(slanted) > 1 else title
    if title is None:
        return None
    made.quotes += [(p.start, p.end) for p in quoted if p is not title]
    for other in slanted:
        first = other.start < title.start and title.what is What.QUOTED and outline.is_owner(other)
        if (first or other.start > title.start) and made.publisher is None and not outline.is_case(title):
            made.publisher = (other.start, other.end)
    return title


def assign_around(outline: Outline, made: Assigned, title: Part) -> None:
    """Author and publisher by where they stand about the title."""
    made.title = (title.start, title.end)
    before = [part for part in outline.words if part.end <= title.start]
    after = [part for part in outline.words if part.start >= title.end]
    publisher = _publisher_behind(outline, after, title)
    people = outline.people(before)
    bodies = [part for part in before if part not in people]
    if people:
        made.author = (people[0].start, people[-1].end)
    if made.publisher is None:
        made.publisher = publisher
    if bodies and publisher is not None and made.publisher == publisher and _is_mere_place(outline, publisher):
        made.publisher = None
    if bodies and made.publisher is None:
        made.publisher = outline.names_of(bodies)
    elif bodies and not people:
        made.author = outline.names_of(bodies)


def _of_two(outline: Outline, quoted: Part, slanted: Part) -> Part:
    """A quotation before an italic title, or a quoted title before an italic newspaper."""
    between = [part for part in outline.words if slanted.end <= part.start and not part.in_brackets]
    date = outline.date.start if outline.date else len(outline.text)
    if slanted.start < quoted.start:
        return quoted if outline.is_owner(slanted) or (quoted.end <= date and not between) else slanted
    after = [part for part in between if part.start < date]
    before = [part for part in outline.words if part.end <= quoted.start]
    return slanted if after and not before and outline.text[quoted.end - 1] in ".!?" else quoted


def _is_behind_dated_words(outline: Outline, part: Part) -> bool:
    date = outline.date
    return (
        date is not None
        and date.end < part.start
        and date.in_brackets
        and any(date.end < words.start < part.start for words in outline.words)
        and any(words.end <= date.start for words in outline.words)
    )


def _may_be_title(outline: Outline, part: Part) -> bool:
    text = outline.of(part)
    if part.what is What.LINKED:
        return len(text.split()) > 1 and text[0] not in "abcdefghijklmnopqrstuvwxyz"
    return any(c.isalnum() for c in text) and text.strip("., ").casefold() not in _NO_TITLES


def _is_mere_place(outline: Outline, stretch: Stretch) -> bool:
    """`Meridian Watch, *Title* (New York, 2022)`: what stands in brackets is where, since who stands before."""
    part = next((part for part in outline.words if part.start == stretch[0] and part.in_brackets), None)
    text = outline.text[slice(*stretch)]
    return part is not None and not (outline.owns(part) or is_body(text) or is_capitals(text) or "." in text)


def _publisher_behind(outline: Outline, after: list[Part], title: Part) -> Stretch | None:
    if not after or outline.is_case(title):
        court = [part for part in after if part.in_brackets]
        return (court[0].start, court[0].end) if court else None
    limit = outline.date.start if outline.date and outline.date.start > title.end else len(outline.text)
    near = [part for part in after if part.start < limit] or ([] if limit < len(outline.text) else after)
    near = near or [part for part in after if outline.owns(part)]
    named = [part for part in near if outline.looks_named(part)]
    for test in (
        outline.owns,
        lambda part: part.in_brackets,
        lambda part: is_capitals(outline.of(part)),
        lambda part: is_body(outline.of(part)),
    ):
        if chosen := [part for part in named if test(part)]:
            return outline.without_place(chosen[0])
    return outline.without_place(named[0]) if named else None
