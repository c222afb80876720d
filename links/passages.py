"""Looking for the words a letter relies on in a page's visible text. Pure.

Text directives follow the WICG's "URL Fragment Text Directives" (scroll-to-text-fragment); folding follows
DOMAIN.md 2.3: case, white space, typographic quotes and dashes make no difference, words match whole.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from links.vocabulary import PassageResult

# From the one that needs a person's eye most to the one that needs it least.
_GRAVITY = (PassageResult.MISSING, PassageResult.NOT_CHECKABLE, PassageResult.PRESENT)
_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′‹›`´"), "'") | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣-"), "-")
# Soft hyphens and zero-width characters are not seen, so they are not compared.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None)
_FOLDING = _QUOTES | _DASHES | _UNSEEN
_SPACE = re.compile(r"\s+")
_ROUTE = ("#/", "#!")
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:\.\s*){3}\]|\.{3,}|(?:\. ){2,}\.)\s*")
_ALTERED = re.compile(r"\[(\w+)\]")


@dataclass(frozen=True, slots=True)
class Directive:
    """One `text=` directive: `[prefix-,]start[,end][,-suffix]`, decoded and folded."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


def fold(text: str) -> str:
    """`text` as it is compared."""
    folded = unicodedata.normalize("NFKC", text).translate(_FOLDING).casefold()
    return _SPACE.sub(" ", folded).strip()


def parse_directives(printed: str) -> list[Directive]:
    """The directives in `printed` (`text=…&text=…`, with or without what precedes `:~:`).

    A directive with more commas than the standard has parts for, as people make by printing a comma undecoded, is
    read as one run of words; an empty one is left out.
    """
    parts = printed.rpartition(":~:")[2].split("&")
    values = (part.removeprefix("text=") for part in parts if part.startswith("text="))
    return [directive for value in values if (directive := _parse_one(value)) is not None]


def look_for_directives(printed: str, text: str | None, *, incomplete: bool = False) -> PassageResult:
    """Whether all of the directives in `printed` match `text`, the page's visible text (None: unreadable).

    Behind a route (`#/story/12:~:text=…`) they speak of a page that scripts draw: `text` is never that one's.
    """
    directives = [] if printed.startswith(_ROUTE) else parse_directives(printed)
    if not directives or not text:
        return PassageResult.NOT_CHECKABLE
    page = fold(text)
    return _result(all(matches(directive, page) for directive in directives), incomplete)


def look_for_quote(quote: str, text: str | None, *, incomplete: bool = False) -> PassageResult:
    """Whether the quoted words stand on the page; an ellipsis in them stands for any words in between."""
    runs = [run for part in _ELLIPSIS.split(_ALTERED.sub(r"\1", fold(quote))) if (run := part.strip(" \"'"))]
    if not runs or not text:
        return PassageResult.NOT_CHECKABLE
    return _result(_in_order(runs, fold(text)), incomplete)


def worst(results: Iterable[PassageResult | str]) -> PassageResult:
    """The gravest of several passages' results; `not_asked` when there is none."""
    found = set(results)
    return next((result for result in _GRAVITY if result in found), PassageResult.NOT_ASKED)


def matches(directive: Directive, page: str) -> bool:
    """Whether the directive finds its words in `page` (folded); for `start,end` the first `end` after `start`.

    Time grows with the page's length alone: where no end or suffix follows one start, none follows a later one.
    """
    for start in _occurrences(directive.start, page, 0):
        if directive.prefix and not _ends_with(page, start, directive.prefix):
            continue
        after = start + len(directive.start)
        if not directive.end:
            if not directive.suffix or _begins_with(page, after, directive.suffix):
                return True
            continue
        return any(
            not directive.suffix or _begins_with(page, end + len(directive.end), directive.suffix)
            for end in _occurrences(directive.end, page, after)
        )
    return False


def _parse_one(value: str) -> Directive | None:
    tokens = value.split(",")
    prefix = tokens.pop(0)[:-1] if len(tokens) > 1 and tokens[0].endswith("-") else ""
    suffix = tokens.pop()[1:] if len(tokens) > 1 and tokens[-1].startswith("-") else ""
    if len(tokens) > 2:
        prefix = suffix = ""
        tokens = [value]
    start, end, prefix, suffix = (
        fold(unquote(text)) for text in (tokens[0], tokens[1] if tokens[1:] else "", prefix, suffix)
    )
    return Directive(start=start, end=end, prefix=prefix, suffix=suffix) if start else None


def _result(found: bool, incomplete: bool) -> PassageResult:
    if found:
        return PassageResult.PRESENT
    # What was not read cannot be said to lack the words.
    return PassageResult.NOT_CHECKABLE if incomplete else PassageResult.MISSING


def _in_order(runs: list[str], page: str) -> bool:
    position = 0
    for run in runs:
        start = next(_occurrences(run, page, position), None)
        if start is None:
            return False
        position = start + len(run)
    return True


def _occurrences(words: str, page: str, position: int) -> Iterator[int]:
    while (found := page.find(words, position)) >= 0:
        if _is_boundary(page, found) and _is_boundary(page, found + len(words)):
            yield found
        position = found + 1


def _ends_with(page: str, position: int, words: str) -> bool:
    before = position - 1 if position and page[position - 1] == " " else position
    start = before - len(words)
    return start >= 0 and page.startswith(words, start) and _is_boundary(page, start)


def _begins_with(page: str, position: int, words: str) -> bool:
    after = position + 1 if page[position : position + 1] == " " else position
    return page.startswith(words, after) and _is_boundary(page, after + len(words))


def _is_boundary(page: str, position: int) -> bool:
    if position <= 0 or position >= len(page):
        return True
    before, after = page[position - 1], page[position]
    return not (_joins_words(before) and _joins_words(after))


def _joins_words(character: str) -> bool:
    if not (character.isalnum() or unicodedata.combining(character)):
        return False
    # Thai, Lao, Khmer, Chinese, Japanese and their kin write words without a space between them.
    code = ord(character)
    return not (0x0E00 <= code <= 0x0EFF or 0x1780 <= code <= 0x17FF or 0x2E80 <= code <= 0x9FFF or code >= 0x20000)
