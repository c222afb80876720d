"""Which archived copy of a page to show. Pure: works on copies already read."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar


class Capture(Protocol):
    """What is asked of an archived copy (`links.models.Snapshot`)."""

    @property
    def captured_at(self) -> datetime | None: ...


C = TypeVar("C", bound=Capture)


def nearest(captures: Iterable[C], day: date) -> C | None:
    """The copy that shows what a writer of `day` saw: the last one on or before it, else the first one after.

    Days are UTC, as archives count them. A copy without a date is taken only when there is no other.
    """
    dated: list[tuple[date, C]] = []
    undated: list[C] = []
    for capture in captures:
        if capture.captured_at is None:
            undated.append(capture)
        else:
            dated.append((capture.captured_at.astimezone(UTC).date(), capture))
    before = [pair for pair in dated if pair[0] <= day]
    if before:
        return max(before, key=lambda pair: pair[1].captured_at or datetime.min.replace(tzinfo=UTC))[1]
    if dated:
        return min(dated, key=lambda pair: pair[1].captured_at or datetime.max.replace(tzinfo=UTC))[1]
    return undated[0] if undated else None
