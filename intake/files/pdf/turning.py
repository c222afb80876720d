"""Sheets and lines that lie, turned as they are looked at; what is seen on a sheet. Pure."""

from dataclasses import dataclass

from intake.files.pdf.drawn import Glyph, Sheet


class Turned:
    """From PDFium's coordinates (from the lower left corner, before the page is turned) to ours."""

    def __init__(self, cropbox: tuple[float, float, float, float], rotation: int) -> None:
        self._left, self._bottom, right, top = cropbox
        self._wide, self._high = right - self._left, top - self._bottom
        self.rotation = rotation % 360
        lies = self.rotation in {90, 270}
        self.width, self.height = (self._high, self._wide) if lies else (self._wide, self._high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self._wide - x, y
        if self.rotation == 270:
            return self._high - y, self._wide - x
        return x, self._high - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1, from the upper left."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def direction(self, a: float, b: float) -> int:
        """In quarter turns (0: left to right), which way text runs whose matrix begins with `a`, `b`; -1: askew."""
        for quarter, (along, across) in enumerate(((a, b), (b, -a), (-a, -b), (-b, a))):
            if along > 0 and abs(across) < 0.1 * along:
                return (quarter - self.rotation // 90) % 4
        return -1


@dataclass(frozen=True, slots=True)
class Placed:
    glyph: Glyph
    y0: float
    y1: float
    quarter: int


def upright(placed: list[Placed], sheet: Sheet) -> list[Glyph]:
    """The letters that run as most do, turned to run from left to right; the others' words go to `askew`."""
    counts = [0, 0, 0, 0, 0]
    for one in placed:
        counts[one.quarter] += 1
    quarter = counts.index(max(counts[:4])) if any(counts[:4]) else -1
    sheet.askew = "".join(one.glyph.text for one in placed if one.quarter != quarter)[:500]
    kept = [one for one in placed if one.quarter == quarter]
    if quarter == 0:
        return [one.glyph for one in kept if _is_on(one.glyph, sheet)]
    # Rare: a page drawn lying without being marked so. Its rules are of no use then.
    sheet.rules, sheet.dots = [], []
    width, height = sheet.width, sheet.height
    if quarter in {1, 3}:
        sheet.width, sheet.height = height, width
    glyphs = (_turned_glyph(one, quarter, width, height) for one in kept)
    return [glyph for glyph in glyphs if _is_on(glyph, sheet)]


def _turned_glyph(one: Placed, quarter: int, width: float, height: float) -> Glyph:
    glyph = one.glyph
    # A letter's base line is not known across; the foot of its box is near enough, alike for all of a line.
    if quarter == 1:  # Runs upwards.
        x0, x1, base = height - one.y1, height - one.y0, glyph.x1
    elif quarter == 2:  # Upside down.
        x0, x1, base = width - glyph.x1, width - glyph.x0, height - one.y0
    else:  # Runs downwards.
        x0, x1, base = one.y0, one.y1, width - glyph.x0
    return Glyph(glyph.text, x0, x1, base, glyph.size, glyph.italic, glyph.bold)


def _is_on(glyph: Glyph, sheet: Sheet) -> bool:
    """Whether the letter can be seen on the sheet at all."""
    middle = (glyph.x0 + glyph.x1) / 2
    return 0 <= middle <= sheet.width and 0 <= glyph.base - glyph.size / 4 <= sheet.height and 1 < glyph.size < 400


def bullets(sheet: Sheet) -> list[Glyph]:
    """Dots that are drawn before a line stand for its bullet: browsers draw those of lists so."""
    found = []
    for x0, x1, y in sheet.dots:
        level = [glyph for glyph in sheet.glyphs if glyph.base - 0.8 * glyph.size < y < glyph.base]
        first = min(level, key=lambda glyph: glyph.x0, default=None)
        if first is not None and x1 <= first.x0 <= x1 + 3 * first.size and x1 - x0 <= 0.6 * first.size:
            found.append(Glyph("•", x0, x1, first.base, first.size))
    return found
