"""What looks unfinished in a letter's notes: worth a second look, never a reason to refuse it. Pure."""

import re
from collections.abc import Mapping, Set

_MARK = re.compile(r"\[\^([\w*†‡§]{1,8})\]")


def remarks(*, body: str, citations: Mapping[str, int]) -> list[str]:
    """One sentence per thing to look at; `citations` says how many each footnote has, by the footnote's number."""
    marked = set(_MARK.findall(body))
    without_citation = [number for number, count in citations.items() if not count]
    found = []
    if without_citation:
        found.append(f"{_named(without_citation)} no source cited. Add one, unless the note cites none.")
    if unknown := _ordered(marked - citations.keys()):
        marks = ", ".join(f"[^{number}]" for number in unknown)
        found.append(f"The text has {marks}, but the letter has no such footnote.")
    if body and (unmarked := _ordered(citations.keys() - marked)):
        marks = ", ".join(f"[^{number}]" for number in unmarked)
        found.append(f"Nothing in the text refers to {_listed(unmarked)}. Write {marks} where the mark stands.")
    return found


def _ordered(numbers: Set[str]) -> list[str]:
    return sorted(numbers, key=lambda number: (not number.isdecimal(), number.zfill(8)))


def _listed(numbers: list[str]) -> str:
    return f"footnote{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"


def _named(numbers: list[str]) -> str:
    return f"{_listed(numbers).capitalize()} {'have' if len(numbers) > 1 else 'has'}"
