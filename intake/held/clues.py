"""Small questions about the words of one sentence, each answered in the time that its answer needs. Pure.

What a sentence has nothing of is asked once for all its words, so that long texts of odd words cost little.
"""

from bisect import bisect_right
from collections.abc import Iterator

from intake.held import terms, words
from intake.held.lists import wordset
from intake.held.tokens import Mark, Token

_LONGEST_WAY = 45
_MOST_TRIES = 4


class Clues:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.lows = {token.low for token in tokens}
        self._negations = any(low in terms.NEGATIONS or low.endswith(("n't", "n’t")) for low in self.lows)
        self._in_absence = not self.lows.isdisjoint(phrase[-1] for phrase in terms.ABSENCE)
        self._wishes = not self.lows.isdisjoint(terms.WISHED)
        self._answers = not self.lows.isdisjoint(_ANSWERING)
        # Where a group may go on with the people in it.
        self._openings = [
            at for at, token in enumerate(tokens) if token.low in terms.NAMING or token.mark is Mark.COLON
        ]

    def phrase(self, phrases: dict[str, list[tuple[str, ...]]], at: int) -> int:
        """The length of the phrase that stands here; 0 when none does."""
        for phrase in phrases.get(self.tokens[at].low, ()):
            if len(phrase) == 1 or tuple(token.low for token in self.tokens[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def negated(self, at: int) -> bool:
        """Whether the verb at this token is denied: “was never arrested”."""
        if not self._negations:
            return False
        for back in range(at - 1, max(at - 5, -1), -1):
            token = self.tokens[back]
            if token.low in terms.NEGATIONS or token.low.endswith(("n't", "n’t")):
                return True
            if not token.is_word:
                return False
        return False

    def absent(self, at: int) -> bool:
        """“sentenced in absentia”"""
        if not self._in_absence:
            return False
        lows = [token.low for token in self.tokens[at + 1 : at + 12]]
        return any(
            tuple(lows[start : start + len(phrase)]) == phrase for phrase in terms.ABSENCE for start in range(len(lows))
        )

    def wished(self, at: int) -> bool:
        """An arrest that has not come about: a warrant for it, a threat of it."""
        return self._wishes and any(token.low in terms.WISHED for token in self.tokens[max(0, at - 5) : at + 2])

    def answered_for(self, at: int) -> bool:
        """Whether those who answer for it are spoken of, not those who suffer it."""
        return self._answers and any(token.low in _ANSWERING for token in self.tokens[max(0, at - 8) : at])

    def is_former(self, at: int) -> bool:
        return any(token.low in _FORMER for token in self.tokens[max(0, at - 3) : at])

    def is_work(self, begins: int, at: int) -> bool:
        """Whether somebody is in a prison for another reason than being held."""
        return any(token.low in _WORK for token in self.tokens[begins:at])

    def in_a_prison(self, at: int) -> int:
        """The length of “in Orsk Prison”, “to the penal colony”; 0 when no such words stand here."""
        if self.tokens[at].low not in _INTO or self.lows.isdisjoint(_PRISONS):
            return 0
        for way in range(at + 1, min(at + 7, len(self.tokens))):
            token = self.tokens[way]
            if not token.is_word or token.owns or (token.low in words.CLAUSE and way > at + 1):
                return 0
            if token.low in _PRISONS:
                after = self.tokens[way + 1] if way + 1 < len(self.tokens) else None
                return way + 1 - at if after is None or after.low not in words.PERSON_NOUNS else 0
        return 0

    def enumerations(self, at: int, *, copulas: bool) -> Iterator[int]:
        """Where the people of a group may be named from, behind the token at which the group was spoken of."""
        tokens = self.tokens
        opens = tokens[0].low in _GROUP_OPENINGS
        last, given = at, 0
        for place in range(bisect_right(self._openings, at), len(self._openings)):
            way = self._openings[place]
            if way > at + _LONGEST_WAY or any(self._ends(token, opens) for token in tokens[last + 1 : way + 1]):
                return
            last = way
            is_colon = tokens[way].mark is Mark.COLON
            length = 1 if is_colon else self.phrase(terms.NAMING, way)
            if not length or self._names_things(way):
                continue
            if length == 1 and tokens[way].low in _BARE_COPULAS and not (opens or (copulas and way - at < 12)):
                continue
            start = way + length
            while start < len(tokens) and tokens[start].mark in (Mark.COLON, Mark.COMMA):
                start += 1
            yield start
            given += 1
            if given == _MOST_TRIES:
                return

    def _ends(self, token: Token, opens: bool) -> bool:
        return token.mark is Mark.STOP or (token.low in _WAY_ENDS and not opens)

    def _names_things(self, way: int) -> bool:
        """Whether what is enumerated are places, charges or bodies."""
        near = [token.low for token in self.tokens[max(0, way - 3) : way] if token.is_word]
        return bool(near) and near[-1] in words.PLACE_NOUNS and near[-1].endswith(("s", "media"))


_FORMER = wordset("former ex ancien ancienne бывший")
_WORK = wordset("a an the working employed visiting visited director allowed")
_INTO = wordset("in at to into inside im в dans en")
_PRISONS = wordset(
    """prison prisons jail gaol colony penitentiary custody detention remand camp prison-hospital haftanstalt
    gefängnis justizvollzugsanstalt cárcel penal carcere тюрьме колонии сизо изоляторе cezaevinde"""
)
_GROUP_OPENINGS = wordset("among amongst those also others parmi unter entre tra fra среди aralarında")
_BARE_COPULAS = wordset("are were is was like wie como comme come")
_WAY_ENDS = wordset("by against because criticizing criticising insulting accusing par durch contra")
# Whoever answers for what is done to others is not held by that.
_ANSWERING = wordset(
    """responsible complicit accountable involved perpetrators sanction sanctions verantwortlich responsables"""
)
