"""Shares over time as areas one upon the other: counts in, outlines for an SVG out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 1000.0, 200.0


@dataclass(frozen=True, slots=True)
class Area:
    """One share's outline, as an SVG polygon's `points`."""

    name: str
    points: str


def areas(counts: Sequence[Mapping[str, int]], *, names: Sequence[str]) -> list[Area]:
    """An area for each of `names` that occurs, the first at the bottom, in a frame of WIDTH × HEIGHT.

    Each of `counts` is a moment, all equally far from each other; each moment's sum fills the height, and one without
    anything is left blank.
    """
    if not counts:
        return []
    columns = [_stacked(moment, names) for moment in counts]
    step = WIDTH / max(1, len(counts) - 1)
    places = [at * step for at in range(len(counts))] if len(counts) > 1 else [0.0, WIDTH]
    if len(columns) == 1:
        columns *= 2
    found = []
    for at, name in enumerate(names):
        if any(column[at + 1] > column[at] for column in columns):
            lower = [_point(x, column[at]) for x, column in zip(places, columns, strict=True)]
            upper = [_point(x, column[at + 1]) for x, column in zip(places, columns, strict=True)]
            found.append(Area(name, " ".join([*lower, *reversed(upper)])))
    return found


def _stacked(moment: Mapping[str, int], names: Sequence[str]) -> list[float]:
    """The borders between the shares, from 0 upwards."""
    total = sum(moment.get(name, 0) for name in names)
    borders = [0.0]
    for name in names:
        borders.append(borders[-1] + (moment.get(name, 0) / total if total else 0.0))
    return borders


def _point(x: float, height: float) -> str:
    return f"{x:.1f},{HEIGHT * (1 - height):.1f}"
