"""Texts made to waste the time of whoever reads them, by what reads them.

Each reader must take time in proportion to a text's length. The tests read every one of them whole, and never look at
the clock; `make bench PARTS=wasteful` shows how the time grows when a text gets twice as long.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from links.judging.walls import is_bot_wall
from links.pages.elements import elements_of, has_mount
from links.pages.pdf_text import both_readings
from links.pages.reading import main_text, read_page
from links.passages import look_for_directives


@dataclass(frozen=True, slots=True)
class Waste:
    """`reader` names who reads; `make` gives a text of about so many characters."""

    reader: str
    piece: str
    read: Callable[[str], object]
    make: Callable[[int], str]
    # Seconds of work at a megabyte, not milliseconds.
    is_slow: bool = False

    def __str__(self) -> str:
        return f"{self.reader}: {self.piece[:20]!r}"


_PAGES = [
    "<div>",
    "<b id=1><p>",
    "<",
    "<a ",
    "<a '",
    '<a "',
    "<!--",
    "<noscript>",
    "<title>",
    "<script>",
    "&#9",
    "<p x='\">",
    "</",
]
_ELEMENTS = ["<script>", "<noscript>", "<h1>", "<meta a=", "<", "<!--", "<div id=", "<div ", "<input a=' ", "<h1></h1>"]
_PARTS = ["<main>", "<nav><main>", "<article></nav>", "<div role=main><ul role=menu>", '<div id="', "<form><header>"]
_PRINTED = ["a", "a-", "a-\n", "- \n", "a \n"]


def all_wastes() -> Iterator[Waste]:
    for piece in _PAGES:
        yield Waste("a page", piece, lambda text: read_page(text.encode(), "text/html"), _repeated(piece))
    for piece in _ELEMENTS:
        for end in ("", "</h1>"):
            yield Waste("its elements", piece + end, _elements, _repeated(piece, end), is_slow=True)
    for piece in _PARTS:
        yield Waste("its main text", piece, main_text, _repeated(piece), is_slow=True)
    for piece in _PRINTED:
        yield Waste("a PDF's text", piece, both_readings, _repeated(piece), is_slow=True)
    for piece in ("<iframe ", "<iframe " + "x" * 1000):
        yield Waste("a wall", piece, _wall, _repeated(piece))
    yield Waste("a wall", "<iframe xxxx", _wall, lambda size: "<iframe " + "x" * size)
    yield Waste(
        "a passage",
        "a a b b",
        lambda text: look_for_directives("text=a,b,-c", text),
        lambda size: "a " * (size // 4) + "b " * (size // 4),
    )


def _repeated(piece: str, end: str = "") -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece)) + end


def _elements(text: str) -> bool:
    elements_of(text)
    return has_mount(text)


def _wall(text: str) -> bool:
    return is_bot_wall(200, {}, read_page(text.encode(), "text/html"))
