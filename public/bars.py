"""Counts as bars beside each other: places in percent of the drawing, as text. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

# Of each bar's room, so much is left empty beside it.
_GAP = 0.25
# One among thousands is still to be seen.
_LEAST = 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    at: str
    width: str
    top: str
    height: str


def bars(counts: Sequence[int]) -> list[Bar]:
    """A bar for each count, in order; the highest fills the drawing, and none stands for nothing."""
    if not counts:
        return []
    room, highest = 100 / len(counts), max(counts) or 1
    found = []
    for place, count in enumerate(counts):
        height = max(_LEAST, 100 * count / highest) if count > 0 else 0.0
        found.append(
            Bar(
                at=f"{room * (place + _GAP / 2):.2f}%",
                width=f"{room * (1 - _GAP):.2f}%",
                top=f"{100 - height:.2f}%",
                height=f"{height:.2f}%",
            )
        )
    return found
