"""How the signatories of a letter divide among parties, as pieces of one bar. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# As many pieces as can be told apart by their shade; the smaller parties are drawn as one.
PIECES = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """One party's piece of the bar; `start` and `width` are percent, `party` is empty for the parties drawn as one."""

    party: str
    count: int
    place: int
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The pieces, the largest first, and how many signatories have no party on record."""

    pieces: Sequence[Piece]
    unknown: int

    @property
    def known(self) -> int:
        return sum(piece.count for piece in self.pieces)


def balance(parties: Iterable[str]) -> Balance | None:
    """The balance of signatories with these parties, empty where none is known; None when it would say nothing."""
    counts = Counter(parties)
    unknown = counts.pop("", 0)
    if counts.total() < 2:
        return None
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) > PIECES + 1:
        ranked = [*ranked[:PIECES], ("", sum(count for _, count in ranked[PIECES:]))]
    pieces, start = [], 0.0
    for place, (party, count) in enumerate(ranked, start=1):
        width = 100 * count / counts.total()
        pieces.append(Piece(party, count, place, f"{start:.2f}%", f"{width:.2f}%"))
        start += width
    return Balance(pieces, unknown)
