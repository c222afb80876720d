"""What a PDF draws, as the letters that a reader sees: ligatures parted, accents put on their letters. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from intake.files.pdf.drawn import Glyph

# Accents that some programs (TeX, troff) draw as signs of their own over a letter, as they are combined with it.
_ACCENTS = {
    "`": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
_HYPHENS = frozenset("\u2010\u2011\u2212")
# An accent's middle is at most so far from its letter's, and a sign's end from the letter before; in type heights.
_OVER, _TOUCHING = 0.2, 0.12


def as_read(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The letters in the order in which they are drawn."""
    read: list[Glyph] = []
    accent: Glyph | None = None
    for glyph in _parted(glyphs):
        before = read[-1] if read else None
        if accent is not None:
            # TeX draws the accent first.
            whole = _accented(glyph, accent)
            read.append(whole or accent)
            accent = None
            if whole:
                continue
            before = read[-1]
        if glyph.text in _ACCENTS:
            whole = _accented(before, glyph) if before else None
            if whole:
                read[-1] = whole
            elif before and _touches(before, glyph) and before.text in "/:":
                read.append(replace(glyph, text="~") if glyph.text == "˜" else glyph)
            else:
                accent = glyph
        elif glyph.text in _HYPHENS and before and _touches(before, glyph):
            read.append(replace(glyph, text="-"))
        else:
            read.append(glyph)
    return [*read, accent] if accent else read


def _parted(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """PDFium gives each letter of a ligature the place of the whole: each gets its part of it."""
    held: list[Glyph] = []
    for glyph in glyphs:
        if held and not _is_same_place(held[0], glyph):
            yield from _side_by_side(held)
            held = []
        held.append(glyph)
    yield from _side_by_side(held)


def _is_same_place(one: Glyph, other: Glyph) -> bool:
    return (one.x0, one.x1, one.base) == (other.x0, other.x1, other.base)


def _side_by_side(glyphs: list[Glyph]) -> Iterator[Glyph]:
    for number, glyph in enumerate(glyphs):
        width = (glyph.x1 - glyph.x0) / len(glyphs)
        yield replace(glyph, x0=glyph.x0 + number * width, x1=glyph.x0 + (number + 1) * width)


def _accented(letter: Glyph, accent: Glyph) -> Glyph | None:
    """The letter with the accent, when the one stands over the other and there is such a letter."""
    apart = abs((letter.x0 + letter.x1) / 2 - (accent.x0 + accent.x1) / 2)
    if not letter.text.isalpha() or apart > _OVER * letter.size or abs(letter.base - accent.base) > 0.5 * letter.size:
        return None
    base = {"ı": "i", "ȷ": "j"}.get(letter.text, letter.text)
    text = unicodedata.normalize("NFC", base + _ACCENTS[accent.text])
    return replace(letter, text=text) if len(text) == 1 else None


def _touches(before: Glyph, glyph: Glyph) -> bool:
    return not before.text.isspace() and abs(glyph.x0 - before.x1) <= _TOUCHING * glyph.size
