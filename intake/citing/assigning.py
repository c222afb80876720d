"""Which part of a source's text is its title, who wrote it, who published it, and when. Pure.

Structure decides: quotation marks and italics mark the title; the words directly before a date in brackets, in
capitals, or that name the owner of the address's site are the publisher; people before the title wrote it. What no
sign tells stays empty.
"""

import re
from collections.abc import Sequence

from intake.citing.marked import assign_around, marked_title
from intake.citing.outline import MARKED, Assigned, Outline, Stretch
from intake.citing.owners import Site, folded, words_of
from intake.citing.parts import Part, What
from intake.citing.people import is_capitals, is_title_case
from intake.citing.pinpoints import BARE, TRAILING
from intake.citing.unmarked import assign_unmarked
from intake.citing.words import SMALL
from intake.printed import Printed

# A volume, a journal's name, a page; a page behind a title. Names and numbers alone, so that neither can stall.
_JOURNAL = re.compile(r"\d{1,4}\s+([^\d]{3,80}?)\s+\d{1,5}")
_BARE_PAGE = re.compile(r"[*_”\"’]{1,3},? (\d{1,4}(?:[-–]\d{1,4})?) \(")
_PAGE_OF_HEARING = re.compile(r"Cong(?:\.|ress)\s(\d{1,5})$")
_PAGE_OF_BOOK = re.compile(r"\s(\d{1,4}(?:[-–]\d{1,4})?)$")


def assign(source: Printed, parts: Sequence[Part], site: Site) -> Assigned:
    outline, made = Outline(source.text, parts, site), Assigned()
    _settle_plain(outline, made)
    title = marked_title(outline, made)
    if title is not None:
        assign_around(outline, made, title)
    else:
        assign_unmarked(outline, made)
    _finish(outline, made)
    _weigh(outline, made)
    return made


def _settle_plain(outline: Outline, made: Assigned) -> None:
    made.published = outline.date
    pins = [part for part in outline.parts if part.what is What.PINPOINT]
    if pins:
        made.pinpoint = (pins[0].start, pins[-1].end if _adjoin(outline.parts, pins) else pins[0].end)
    made.quotes = [(part.start, part.end) for part in outline.parts if part.what is What.PASSAGE]


def _finish(outline: Outline, made: Assigned) -> None:
    if made.author and made.publisher and _is_same(outline, made.author, made.publisher):
        # A body that publishes its own words is named once in the record, by its full name.
        longest = max(made.author, made.publisher, key=lambda stretch: stretch[1] - stretch[0])
        made.author, made.publisher = None, longest
    numbers = [part for part in outline.parts if part.what is What.NUMBER]
    journal = next((found for part in numbers if (found := _JOURNAL.fullmatch(outline.of(part)))), None)
    if made.author and made.title and made.publisher is None and journal:
        start = next(part.start for part in numbers if outline.of(part) == journal[0])
        made.publisher = (start + journal.start(1), start + journal.end(1))
    if made.title is not None and (trailing := TRAILING.search(outline.text[slice(*made.title)])):
        place = made.title[0] + trailing.start()
        numbered = any((part.start, part.end) == made.title for part in outline.numbers)
        if made.pinpoint is None and not numbered and not _is_marked(outline, made):
            made.title, made.pinpoint = (made.title[0], place), (place, made.title[1])
    if made.pinpoint is None and made.title is not None:
        made.pinpoint = (
            _page_behind(outline, numbers) or _page_of_book(outline, made) or _page_behind_title(outline, made)
        )


def _page_behind(outline: Outline, numbers: list[Part]) -> Stretch | None:
    """The bare page behind a reporter or a journal: `123 F.3d 456, 460`."""
    for part in numbers:
        # “115th Cong. 23”
        if found := _PAGE_OF_HEARING.search(outline.of(part)):
            return part.start + found.start(1), part.end
    for part in outline.words:
        if numbers and part.start > numbers[0].start and part.before == "," and BARE.fullmatch(outline.of(part)):
            return part.start, part.end
    return None


def _page_behind_title(outline: Outline, made: Assigned) -> Stretch | None:
    """Bluebook 15 and 16: `*The Long Road* 45 (2019)`, the bare page between a marked title and its date."""
    title, date = made.title, outline.date
    if title is None or date is None or not date.in_brackets or not _is_marked(outline, made):
        return None
    found = _BARE_PAGE.match(outline.text, title[1], date.start)
    return found.span(1) if found else None


def _page_of_book(outline: Outline, made: Assigned) -> Stretch | None:
    """Bluebook 15: `SMITH, THE LONG ROAD 45 (2019)`, the page behind a title in small capitals."""
    title = made.title
    page = _PAGE_OF_BOOK.search(outline.text, *title) if title and is_capitals(outline.text[slice(*title)]) else None
    if page is None or title is None or page.end() != title[1] or not (outline.date and outline.date.in_brackets):
        return None
    made.title = (title[0], page.start())
    return page.start(1), page.end(1)


def _weigh(outline: Outline, made: Assigned) -> None:
    marked = _is_marked(outline, made)
    said = sum(value is not None for value in (made.author, made.publisher, made.published))
    numbers = any(part.what is What.NUMBER for part in outline.parts)
    dated = made.published is not None and made.published.in_brackets and made.title is not None
    if dated and made.title and is_title_case(outline.text[slice(*made.title)]) and not made.quotes:
        made.is_source = True
    if made.title is not None and (said >= (1 if marked else 2) or ((said or marked) and (numbers or made.pinpoint))):
        made.is_source = True


def _is_same(outline: Outline, author: Stretch, publisher: Stretch) -> bool:
    """Whether both are one name, or one is the other's initials: Committee to Protect Journalists, CPJ."""
    one, other = outline.text[slice(*author)], outline.text[slice(*publisher)]
    if folded(one) == folded(other):
        return True
    words = [word for word in words_of(one) if word not in SMALL]
    return len(words) > 1 and "".join(word[0] for word in words) == folded(other).replace(".", "")


def _is_marked(outline: Outline, made: Assigned) -> bool:
    return any(part.what in MARKED and (part.start, part.end) == made.title for part in outline.parts)


def _adjoin(parts: Sequence[Part], pins: Sequence[Part]) -> bool:
    first = list(parts).index(pins[0])
    return list(parts[first : first + len(pins)]) == list(pins)
