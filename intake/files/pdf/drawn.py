"""What is drawn on a sheet: letters, ruled lines, dots. Plain data."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter. `base` is the line it stands on, `size` its type's height; `link` where a click on it leads."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    italic: bool = False
    bold: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x0: float
    x1: float
    y: float


@dataclass(slots=True)
class Sheet:
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    # Small round or square drawings: left edge, right edge, middle.
    dots: list[tuple[float, float, float]] = field(default_factory=list)
    has_picture: bool = False
    # Letters of which the file does not say what they are; they are not among the glyphs.
    unknown: int = 0
    # Words that stand askew: stamps, watermarks, numbers in the margin.
    askew: str = ""
