"""The letterhead: which of its lines are the name of the body that writes. Pure."""

import re
from collections.abc import Collection, Sequence

from intake.parsing.courtesies import HONORIFIC
from intake.parsing.kinds import JOINERS
from intake.parsing.lines import Line
from intake.parsing.names import read_name
from intake.parsing.patterns import plain
from intake.parsing.shapes import Shape, is_all_capitals, is_organization, shape_of

# “From the Baroness Thornley of Brackwater”: who writes, printed above the body.
_SENDER = re.compile(r"(?i:from|de|von)\s+(?i:(?:the|la|le|der|die)\s+)?(?=[^\W\d_a-z])")
# What is stamped on a paper, and names nobody.
_STAMP = re.compile(
    r"(?:for immediate release|embargoed.{0,60}|press release|media release|(?:strictly )?confidential|urgent"
    r"|communiqué(?: de presse)?|pressemitteilung|comunicado(?: de prensa)?)[.!:]?",
    re.IGNORECASE,
)
# Where a page stands on a site: “Home > Advocacy > Letters”.
_PATH = re.compile(r"\S\s+[>›»/]\s+\S.*\s[>›»/]\s+\S")
_DOTS = re.compile(r"\s+[·•∙|]\s+")


def parted(line: Line) -> list[Line]:
    """A line of a letterhead in its pieces, where dots or bars part name, street and telephone."""
    return [line.moved(text=piece.strip()) for piece in line.text.split(_DOTS) if piece.strip()]


def find_issuer(lines: Sequence[Line], signers: Collection[str]) -> list[Line]:
    """The lines of a letterhead that are its body's name: the first that reads as one, and where it goes on."""
    for wanted in (Shape.ORGANIZATION, Shape.OTHER):
        for place, line in enumerate(lines):
            text = plain(str(line))
            private = wanted is Shape.OTHER and any(
                shape_of(plain(str(above))) in {Shape.PERSON, Shape.ADDRESS} for above in lines[:place]
            )
            if not private and shape_of(text) is wanted and len(text.split()) <= 20 and _may_be_body(text):
                below = lines[place + 1 : place + 2]
                return [line, *below] if below and _goes_on(text, plain(str(below[0]))) else [line]
    first = lines[0] if lines else None
    known = {name.casefold() for name in signers}
    name = read_name(first.text) if first is not None and shape_of(str(first)) is Shape.PERSON else None
    if first is not None and name is not None and not name.honorific and name.name.text.casefold() not in known:
        headed = str(first).startswith(("#", "**")) or any(
            shape_of(plain(str(line))) in {Shape.ADDRESS, Shape.CONTACT} for line in lines[1:]
        )
        return [first] if headed else []
    return []


def _goes_on(above: str, below: str) -> bool:
    """Whether a name set in two lines is parted here: at a small word that joins, in the same kind of letters."""
    if is_all_capitals(above) != is_all_capitals(below) or shape_of(below) in {Shape.ADDRESS, Shape.CONTACT}:
        return False
    return JOINERS.search(f" {above.rsplit(' ', 1)[-1]} ") is not None or JOINERS.match(f" {below} ") is not None


def _may_be_body(text: str) -> bool:
    first, comma, _ = text.partition(",")
    if (
        _STAMP.fullmatch(text)
        or _PATH.search(text)
        or HONORIFIC.match(text)
        or _SENDER.match(text)
        or text.startswith("(")
    ):
        return False
    if comma and shape_of(first) is Shape.PERSON:
        return False
    return text[-1:] not in {".", "?", "!", ":"} or is_organization(text)
