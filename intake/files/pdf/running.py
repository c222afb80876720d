"""What is printed on each page beside the letter: running heads and feet, page numbers. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from intake.files.pdf.rows import Row

_DIGITS = re.compile(r"\d+")
# A page's number alone, however it is dressed; in the languages of letters.
_PAGE = r"(?:page|pg\.?|p\.|seite|стр(?:аница|\.)|էջ|səhifə|sayfa|página|pagina|pág\.?|pag\.?|s\.)"
_OF_ALL = r"(?:\s*(?:of|de|von|из|sur|di|/)\s*\d{1,3})?"
_PAGE_NUMBER = re.compile(rf"[-–—|\s]*(?:{_PAGE}\s*)?(\d{{1,3}}){_OF_ALL}[-–—|\s.]*", re.I)
# The same within a row: the number that it begins or ends with, or that is called a page's.
_NUMBER_IN_ROW = re.compile(
    rf"^\d{{1,3}}(?!\w)|(?<=\b){_PAGE}\s*\d{{1,3}}(?!\w)|(?<![\w/.-])\d{{1,3}}(?={_OF_ALL}[-–—|\s.]*$)", re.I
)
# At each end of a page, so many rows may be running ones.
_DEEP = 5
# Rows at the same place on two pages differ by no more, in points.
_PLACE = 4
_NEAR = 1.9


def take_out(pages: list[list[Row]], *, body_size: float) -> list[str]:
    """Takes running rows and page numbers out of `pages`. Gives the words of those that are no page numbers."""
    said: list[str] = []
    numbers = _page_numbers(pages)
    repeated = _repeated(pages)
    for page, rows in enumerate(pages):
        out: set[int] = set(numbers[page])
        if page > 0:
            out |= _continuation_head(rows, numbers[page], pages[0])
        edge = _at_edges(repeated[page] | numbers[page], len(rows))
        for index in edge - numbers[page]:
            # A letterhead may stand on all pages; on the first it is the letter's, and so is what is not set apart.
            is_letters = (
                page == 0 and index < _DEEP and (rows[index].size > body_size * 1.08 or not _ends_apart(rows, edge))
            )
            if not is_letters:
                out.add(index)
        said += [rows[index].text for index in sorted(out) if index not in numbers[page]]
        pages[page] = [row for index, row in enumerate(rows) if index not in out]
    return list(dict.fromkeys(said))


def _at_edges(found: set[int], count: int) -> set[int]:
    """Those with nothing but others of them between them and the page's edge."""
    top = next(index for index in range(count + 1) if index not in found)
    bottom = next(index for index in range(count - 1, -2, -1) if index not in found)
    return {index for index in found if index < top or index > bottom}


def _ends_apart(rows: Sequence[Row], edge: set[int]) -> bool:
    """Whether space is left between the head and what follows it."""
    last = max((index for index in edge if index < _DEEP), default=0)
    return last + 1 >= len(rows) or not _is_near(rows[last], rows[last + 1])


def _ends(rows: Sequence[Row]) -> list[int]:
    """The indexes of the rows at the head and at the foot."""
    count = len(rows)
    return sorted({*range(min(_DEEP, count)), *range(max(0, count - _DEEP), count)})


def _page_numbers(pages: Sequence[Sequence[Row]]) -> list[set[int]]:
    """Rows that are the page's number: first or last of the page, and rising by one from page to page."""
    found: list[dict[int, int]] = []
    for rows in pages:
        places = {0, 1, 2, len(rows) - 1, len(rows) - 2} & set(range(len(rows)))
        matches = {index: _PAGE_NUMBER.fullmatch(rows[index].text) for index in places}
        found.append({index: int(match[1]) for index, match in matches.items() if match})
    offsets = Counter(number - page for page, numbers in enumerate(found) for number in set(numbers.values()))
    if not offsets:
        return [set() for _ in pages]
    offset, times = max(offsets.items(), key=lambda pair: (pair[1], pair[0] == 1))
    # A lone number at a page's end is a page number when it is that page's; else it may be anything.
    if times < 2 and offset != 1:
        return [set() for _ in pages]
    return [
        {index for index, number in numbers.items() if number - page == offset} for page, numbers in enumerate(found)
    ]


def _repeated(pages: Sequence[Sequence[Row]]) -> list[set[int]]:
    """Rows whose words stand at the same place on most pages, the page's number apart. A row that begins with a raised
    mark is a note's: notes may be alike from page to page but for their numbers.
    """
    seen: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for page, rows in enumerate(pages):
        for index in _ends(rows):
            if not rows[index].segments[0].runs[0].piece.raised:
                seen[_without_page(rows[index].text.casefold(), page)].append((page, index, rows[index].base))
    running: list[set[int]] = [set() for _ in pages]
    for text, places in seen.items():
        if not any(map(str.isalnum, text)):
            continue
        for page, index, base in places:
            same = {other for other, _, there in places if abs(there - base) <= _PLACE}
            # The first page often has a head of its own.
            if len(same) >= 2 and len(same) * 2 > len(pages) - 1:
                running[page].add(index)
    return running


def _without_page(text: str, page: int) -> str:
    """The words, with how far a number at their beginning or end is from counting the pages in place of it: so rows are
    alike that only differ in the page's number, and not those that differ in a year or in an address.
    """

    def counted(match: re.Match[str]) -> str:
        return _DIGITS.sub(lambda digits: f"\0{int(digits[0]) - page}", match[0])

    return _NUMBER_IN_ROW.sub(counted, text)


def _continuation_head(rows: Sequence[Row], numbers: set[int], first_page: Sequence[Row]) -> set[int]:
    """The lines that stand with the page's number at the head of a later page (Secretary Roe, Page 2, April 4, 2024):
    what they say stands on the first page too.
    """
    at_head = [index for index in numbers if index < _DEEP]
    if not at_head:
        return set()
    last = at_head[0]
    while last + 1 < min(len(rows), _DEEP) and _is_near(rows[last], rows[last + 1]):
        last += 1
    block = range(last + 1)
    words = set(_words(" ".join(row.text for row in first_page)))
    if last + 1 < len(rows) and _is_near(rows[last], rows[last + 1]):
        return set()
    others = [index for index in block if index not in numbers]
    if all(set(_words(rows[index].text)) <= words for index in others):
        return set(others)
    return set()


def _is_near(upper: Row, lower: Row) -> bool:
    return lower.base - upper.base <= _NEAR * lower.size * 0.8


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
