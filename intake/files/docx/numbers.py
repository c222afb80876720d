"""The numbers and bullets of lists, which Word counts itself and does not write into the text."""

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

from intake.files.docx.package import W

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVEL = re.compile(r"%([1-9])")


class Numbering:
    """Counts as the paragraphs come."""

    def __init__(self, tree: Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if tree is None:
            return
        kinds = {kind.get(f"{W}abstractNumId", ""): kind for kind in tree.findall(f"{W}abstractNum")}
        for number in tree.findall(f"{W}num"):
            named = number.find(f"{W}abstractNumId")
            kind = kinds.get(named.get(f"{W}val", "") if named is not None else "")
            if kind is not None:
                self._levels[number.get(f"{W}numId", "")] = dict(map(_level, kind.findall(f"{W}lvl")))

    def next(self, key: str, level: int) -> str:
        """The mark of the next paragraph of that list; empty when the list is not known or has no marks."""
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        form, text, start = levels[level]
        counts = self._counts[key]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if form == "bullet":
            return "-"
        if form == "none":
            return ""
        return _LEVEL.sub(lambda match: self._count(key, int(match[1]) - 1), text)

    def _count(self, key: str, level: int) -> str:
        form, _, start = self._levels[key].get(level, ("decimal", "", 1))
        return counted(self._counts[key].get(level, start), form)


def _level(element: Element) -> tuple[int, tuple[str, str, int]]:
    def value(name: str, otherwise: str) -> str:
        found = element.find(f"{W}{name}")
        return found.get(f"{W}val", otherwise) if found is not None else otherwise

    start = value("start", "1")
    level = element.get(f"{W}ilvl", "0")
    return (
        int(level[:2]) if level.isdigit() else 0,
        (value("numFmt", "decimal"), value("lvlText", "%1.")[:40], int(start[:6]) if start.isdigit() else 1),
    )


def counted(number: int, form: str) -> str:
    """The number as lists write it."""
    if form in {"lowerLetter", "upperLetter"} and 0 < number < 1000:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 400:
        letters = ""
        for value, letter in _ROMAN:
            letters += letter * (number // value)
            number %= value
        return letters.upper() if form == "upperRoman" else letters
    return str(number)
