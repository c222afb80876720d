"""Who is suggested in whole letters that the reading had not been tuned to when they were written. All is invented.

Each file of `held/` holds letters with the people who are held in them, and people who are named and not held. The
sets were written one after another, each scored once before the reading was mended by what it showed. Blind, a new set
is read with precision and recall as docs/measuring.md says; what is tested here is that nothing of it is lost again.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from intake.detainees import suggest
from intake.printed import Printed

FOLDER = Path(__file__).parent / "held"
SETS = ["first", "second", "third", "fourth", "fifth", "sixth"]
TARGET = 0.97


@dataclass(frozen=True)
class HeldLetter:
    about: str
    text: str
    held: frozenset[str]
    not_held: frozenset[str]

    def suggested(self) -> set[str]:
        return {str(one.name) for one in suggest(Printed.of(self.text))}


def letters(name: str) -> list[HeldLetter]:
    found = []
    for part in re.split(r"^=== ", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        about, _, rest = part.partition("\n")
        text, _, rest = rest.partition("\n--- held\n")
        held, _, others = rest.partition("--- not held\n")
        found.append(HeldLetter(about, text, _names(held), _names(others)))
    return found


def _names(line: str) -> frozenset[str]:
    return frozenset(filter(None, map(str.strip, line.replace("\n", ";").split(";"))))


def score(name: str) -> tuple[float, float, list[str]]:
    """Precision, recall, and each mistake in words."""
    right = suggested = held = 0
    mistakes = []
    for letter in letters(name):
        found = letter.suggested()
        right, suggested, held = right + len(found & letter.held), suggested + len(found), held + len(letter.held)
        if found != letter.held:
            mistakes.append(
                f"{letter.about}: missed {sorted(letter.held - found)}, wrong {sorted(found - letter.held)}"
            )
    return right / suggested, right / held, mistakes


@pytest.mark.parametrize("name", SETS)
def test_who_is_held_is_told_from_who_is_only_named(name: str) -> None:
    precision, recall, mistakes = score(name)
    assert precision >= TARGET, "\n".join(mistakes)
    assert recall >= TARGET, "\n".join(mistakes)


@pytest.mark.parametrize("name", SETS)
def test_nobody_of_whom_a_letter_says_something_else_is_suggested(name: str) -> None:
    wrong = {person for letter in letters(name) for person in letter.suggested() & letter.not_held}
    assert not wrong
