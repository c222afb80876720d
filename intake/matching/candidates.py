"""Who a printed name may be: the candidates, and whether one of them may be taken without asking. Plain data."""

from dataclasses import dataclass
from enum import IntEnum


class Likeness(IntEnum):
    """How a printed name and a known one agree; higher is surer."""

    SLIP = 1  # one letter differs
    INITIALS = 2  # initials, or a part of the name missing
    NICKNAME = 3  # Ed and Edward
    FOLDED = 4  # accents, transliteration, suffix, title, order, punctuation
    EXACT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One known person or organization. `reason` is a phrase for staff: “Senator (MA) on 4 April 2024”."""

    key: int
    name: str
    likeness: Likeness
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """All candidates, best first. `chosen` is one of them when no other could be meant, else None."""

    chosen: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        return self.chosen is None and bool(self.candidates)

    def is_only(self, key: int | None) -> bool:
        """Whether nobody but the one of this key could be meant."""
        if self.chosen is not None:
            return self.chosen.key == key
        return bool(self.candidates) and all(candidate.key == key for candidate in self.candidates)


NO_MATCH = Match()
