"""Of whom a verb or a noun of being held speaks, by where it stands in the sentence. Pure."""

from dataclasses import dataclass

from intake.held import terms, words
from intake.held.groups import Group, Grouping, Member
from intake.held.lists import wordset
from intake.held.tokens import Mark, Token

_LONGEST_ASIDE = 30
_LONGEST_GAP = 10
_LONGEST_CLAUSE = 60
_GROUPS_BACK = 3


@dataclass(frozen=True, slots=True)
class Pronoun:
    """“He was arrested”, “their release”: who is meant stands before this token, or in an earlier sentence."""

    at: int
    is_plural: bool
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Members named, or a pronoun; neither when it is something else."""

    members: tuple[Member, ...] = ()
    pronoun: Pronoun | None = None

    def __bool__(self) -> bool:
        return bool(self.members) or self.pronoun is not None


NOBODY = Subject()
_GENDERS = {"he": "m", "his": "m", "him": "m", "il": "m", "er": "m", "он": "m", "él": "m", "lui": "m"}
_GENDERS |= {"she": "f", "her": "f", "elle": "f", "она": "f", "ella": "f", "lei": "f"}
_PLURALS = {"they", "their", "them", "ils", "elles", "leur", "leurs", "ellos", "ellas", "они", "onlar"}
_NAMING_WORDS = wordset(
    "including as like namely notably especially particularly dont notamment darunter incluidos включая among"
)
_TO_WHOM = wordset("both all two three each one most some none of")
_ASIDES = wordset("of from in at on with and de von aus из da di mit avec con since am le el il в seit")


class Subjects:
    """Finds them in one sentence."""

    def __init__(self, tokens: list[Token], grouping: Grouping) -> None:
        self.tokens, self.grouping = tokens, grouping

    def auxiliary(self, at: int) -> tuple[int, Group | None]:
        """Where the verb begins whose participle or predicate stands at `at`, or -1; and a group between the two, which
        is the subject where the verb comes first (“Am 5. Mai wurde A verhaftet”).
        """
        tokens, back, inner = self.tokens, at - 1, None
        steps = 0
        while back >= 0 and steps < 18:
            token = tokens[back]
            if token.low in terms.AUXILIARIES:
                if inner and inner.start != back + 1:
                    return -1, None
                if inner is None and steps > 8 and token.text.isascii() and token.low in _BRISK:
                    return -1, None
                return self.helpers(back), inner
            if token.low in terms.BLOCKS:
                return -1, None
            if not token.is_word and token.mark is not Mark.NUMBER and not self._joins(back):
                return -1, None
            group = self.grouping.around(back)
            if group and inner is None:
                inner, back = group, group.start
            elif group:
                return -1, None
            back, steps = back - 1, steps + 1
        return -1, None

    def helpers(self, at: int) -> int:
        """Where the verb begins whose finite or auxiliary part stands at `at`."""
        while at > 0 and (
            self.tokens[at - 1].low in terms.HELPERS
            or self.tokens[at - 1].low in terms.AUXILIARIES
            or (self.tokens[at - 1].low.endswith("ly") and not self.tokens[at - 1].is_capital)
        ):
            at -= 1
        return at

    def before(self, at: int, *, is_plural: bool, loosely: bool = False) -> Subject:
        """The subject of the verb that begins at `at`."""
        tokens = self.tokens
        if at == 0:
            return NOBODY
        last = tokens[at - 1]
        if last.low in words.PRONOUNS and last.low not in {"it", "we", "i", "you", "es", "wir", "us", "me"}:
            return Subject(pronoun=self.pronoun(at - 1))
        if last.low in words.RELATIVES:
            return self._antecedent(at - 1, is_plural=is_plural)
        for group in self.grouping.before(at, _GROUPS_BACK):
            if not self._leads_to(group, at, loosely=loosely):
                continue
            before = tokens[group.start - 1] if group.start else None
            named = self._introduced(group.start)
            members = self._chosen(group, is_plural=is_plural or named)
            if before and not named and (before.low in words.OF or before.low in _PREPOSITIONS):
                # “According to A, B was arrested”
                members = tuple(one for one in members if one is not group.members[0])
            if members:
                return Subject(members)
        return self._far_relative(at, is_plural=is_plural) or self._main(at, is_plural=is_plural)

    def _introduced(self, at: int) -> bool:
        """Whether what begins here is named out of a group: “several activists, including A”."""
        lows = [token.low for token in self.tokens[max(0, at - 2) : at]]
        return bool(lows) and (
            lows[-1] in _NAMING_WORDS or lows[:1] in (["among"], ["amongst"], ["parmi"], ["entre"], ["such"])
        )

    def _far_relative(self, at: int, *, is_plural: bool) -> Subject:
        """“who since May 2020 has been held”"""
        for back in range(at - 1, max(at - 9, 0), -1):
            token = self.tokens[back]
            if token.low in words.RELATIVES and token.low not in {"que", "che"}:
                return self._antecedent(back, is_plural=is_plural)
            if not (token.is_word or token.mark is Mark.NUMBER) or token.low in _VERBAL:
                return NOBODY
        return NOBODY

    def _main(self, at: int, *, is_plural: bool) -> Subject:
        """“A was dismissed in May, and arrested in June”: a second verb of the sentence's subject."""
        tokens = self.tokens
        if tokens[at - 1].low not in words.AND and not (tokens[at - 1].mark is Mark.COMMA and at > 4):
            return NOBODY
        if tokens[0].low in words.PRONOUNS and tokens[0].low in (*_GENDERS, *_PLURALS):
            return Subject(pronoun=self.pronoun(0))
        if not self.grouping.groups:
            return NOBODY
        first = self.grouping.groups[0]
        after = tokens[first.end] if first.end < at else None
        if first.start > 1 or after is None or not after.is_word or tokens[first.end - 1].owns:
            return NOBODY
        if at - first.end > _LONGEST_CLAUSE or self.grouping.last_before(at) is not first:
            return NOBODY
        between = tokens[first.end : at]
        if (
            after.low in words.SPEECH
            or after.low in words.AND
            or any(token.low in {"that", "who"} for token in between)
        ):
            return NOBODY
        if any(member.mention.has_power and not self._formerly(member) for member in first.members):
            return NOBODY
        return Subject(self._chosen(first, is_plural=is_plural))

    def _formerly(self, member: Member) -> bool:
        first, last = member.role
        return any(token.low in words.FORMERLY for token in self.tokens[first:last])

    def pronoun(self, at: int) -> Pronoun:
        low = self.tokens[at].low
        return Pronoun(at, low in _PLURALS, _GENDERS.get(low, ""))

    def owner(self, at: int) -> Subject:
        """Whose is the noun at `at`: “A's unlawful detention”, “their release”."""
        tokens = self.tokens
        for back in range(at - 1, max(at - 6, -1), -1):
            token = tokens[back]
            if not token.is_word or (token.low in words.CLAUSE | terms.BLOCKS and token.low not in _WHOSE):
                return NOBODY
            if token.owns:
                group = self.grouping.around(back)
                if group is None or group.members[-1].mention.end != back + 1:
                    return NOBODY
                return Subject(tuple(group.members))
            if token.low in words.POSSESSIVES and token.low not in {"its", "my", "our", "your"}:
                return Subject(pronoun=self.pronoun(back))
            if token.low in _WHOSE:
                return self._antecedent(back, is_plural=True)
            if token.low in words.PERSON_NOUNS:
                return NOBODY
        return NOBODY

    def ahead(self, at: int) -> tuple[Member, ...]:
        """The people named from `at` on: a group that begins here, behind a possessive that is somebody else's."""
        tokens = self.tokens
        lead = at
        if at < len(tokens) and (tokens[at].low in words.POSSESSIVES or tokens[at].low in words.BOTH):
            at += 1
        group = self.grouping.starting_at(at)
        if group is None and lead is not None:
            group = self.grouping.starting_at(lead)
        if group and group.members[-1].mention.end == group.end and tokens[group.end - 1].owns:
            # “the arrest of A's brother B”, “the release of A and B's mother”
            others = [member for member in group.members if not tokens[member.mention.end - 1].owns]
            if others:
                return tuple(others)
            behind = group.end
            if behind + 2 < len(tokens) and tokens[behind].low in words.KIN and tokens[behind + 1].mark is Mark.COMMA:
                behind += 2
            group = self.grouping.starting_at(behind)
            return tuple(group.members) if group and not tokens[group.members[-1].mention.end - 1].owns else ()
        return tuple(group.members) if group else ()

    def _joins(self, at: int) -> bool:
        """A comma between participles: “was beaten, tortured and detained”."""
        if self.tokens[at].mark is not Mark.COMMA or at == 0:
            return False
        before = self.tokens[at - 1].low
        return before.endswith(("ed", "en")) or before in terms.HELD_FORMS or before.endswith("ly")

    def _antecedent(self, who: int, *, is_plural: bool) -> Subject:
        tokens, at = self.tokens, who
        while at > 0 and tokens[at - 1].low in _TO_WHOM:
            at -= 1
            is_plural = True
        for group in self.grouping.before(at, 2):
            if not self._leads_to(group, at, loosely=False, relative=True):
                continue
            start = group.start
            of_kin = start > 1 and tokens[start - 1].low in words.OF and tokens[start - 2].low in words.KIN
            # The wife of A, or A? A family, or several, would not stand with “was”.
            if of_kin and (is_plural or tokens[start - 2].low not in _MANY):
                return NOBODY
            return Subject(self._chosen(group, is_plural=is_plural))
        return NOBODY

    def _chosen(self, group: Group, *, is_plural: bool) -> tuple[Member, ...]:
        return tuple(group.members) if is_plural else (group.members[-1],)

    def _leads_to(self, group: Group, at: int, *, loosely: bool, relative: bool = False) -> bool:
        """Whether nothing but asides stands between the group and the verb."""
        tokens = self.tokens
        if tokens[group.end - 1].owns:
            return False
        if at - group.end > _LONGEST_ASIDE:
            return False
        gap = tokens[group.end : at]
        if not gap:
            return True
        if len(gap) == 1 and gap[0].mark is Mark.COMMA:
            return relative or group.has_tail or self._stands_apart(group)
        if any(token.mark in (Mark.SEMICOLON, Mark.COLON, Mark.STOP) for token in gap):
            return False
        if gap[0].mark is Mark.COMMA and gap[-1].mark is Mark.COMMA:
            return not self._is_clause(gap[1:])
        if any(token.mark is Mark.COMMA for token in gap):
            return False
        if loosely and len(gap) <= 2 * _LONGEST_GAP:
            return True
        small = gap[0].low in _ASIDES or gap[0].mark is Mark.NUMBER
        return small and len(gap) <= _LONGEST_GAP and not any(token.low in _VERBAL for token in gap)

    def _is_clause(self, aside: list[Token]) -> bool:
        """Whether what stands between commas has a subject of its own rather than being said of the name."""
        first = aside[0].low
        return first in words.PRONOUNS or (first in words.AND and any(token.low in _VERBAL for token in aside))

    def _stands_apart(self, group: Group) -> bool:
        """“His lawyer, B, was arrested”: the name is itself what stands between commas."""
        return group.start > 0 and (self.tokens[group.start - 1].mark is Mark.COMMA or self._introduced(group.start))


_MANY = wordset("family families relatives lawyers attorneys friends supporters colleagues parents children")
_WHOSE = wordset("whose cuyo cuya deren dessen")
_BRISK = wordset("was were is are be been being am remain remains remained get gets got")
_PREPOSITIONS = wordset(
    """with for about by from to against on regarding concerning without per via like than after before à pour par
    avec mit für gegen bei zu para con por sobre su с к о об от для"""
)
_VERBAL = terms.AUXILIARIES | words.SPEECH | wordset("that who which has have had but")
