"""A link's states over time, as a drawing: moments in, places on a line out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from links.vocabulary import State

WIDTH = 1000.0
# A state that lasted an hour among years is still to be seen.
_LEAST = 4.0


@dataclass(frozen=True, slots=True)
class Turn:
    """The state that began at a moment."""

    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Span:
    """One state on the line, from `x` on, `width` wide."""

    state: str
    since: datetime
    until: datetime
    x: float
    width: float

    @property
    def label(self) -> str:
        return str(State(self.state).label)


@dataclass(frozen=True, slots=True)
class Timeline:
    spans: tuple[Span, ...]
    # Where checks were made, and whether each counted as a strike.
    marks: tuple[tuple[float, bool], ...]
    since: datetime
    until: datetime

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The states that occur, in their usual order, with their words."""
        present = {span.state for span in self.spans}
        return [(state.value, str(state.label)) for state in State if state in present]


def draw(
    *, began: datetime, first: str, turns: Sequence[Turn], checks: Sequence[tuple[datetime, bool]], now: datetime
) -> Timeline:
    """The line from `began`, in state `first`, through `turns` (oldest first) to `now`.

    A turn that is older than `began` (a history that was planted, a clock set back) begins the line instead.
    """
    since = min([began, *(turn.at for turn in turns[:1])])
    until = max([now, *(turn.at for turn in turns[-1:])])
    total = (until - since).total_seconds()

    def place(at: datetime) -> float:
        share = (at - since).total_seconds() / total if total else 0.0
        return min(1.0, max(0.0, share)) * WIDTH

    starts = [Turn(since, first), *turns]
    ends = [turn.at for turn in turns] + [until]
    spans = []
    for turn, end in zip(starts, ends, strict=True):
        if end == turn.at and turn is starts[0] and turns:
            continue
        x = min(place(turn.at), WIDTH - _LEAST)
        spans.append(Span(turn.state, turn.at, end, round(x, 1), round(max(_LEAST, place(end) - x), 1)))
    marks = [(round(min(place(at), WIDTH - 2), 1), strike) for at, strike in checks if since <= at <= until]
    return Timeline(tuple(spans), tuple(marks), since, until)
