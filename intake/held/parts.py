"""What part the people named in a sentence have in it: may be held, or named for what they do, say or are. Pure.

A letter on people who are held names others for a reason that the text tells: an office that has power over them, a
tie to them (mother, lawyer), a word or a deed. Of whom it tells no such thing, in a sentence that speaks of being
held, it tells that he or she is.
"""

from intake.held import terms, words
from intake.held.groups import Group, Grouping, Member
from intake.held.lists import wordset
from intake.held.roles import head_of
from intake.held.tokens import Mark, Token


def is_another(tokens: list[Token], member: Member) -> bool:
    """Whether somebody is named for an office, a tie to another, or a time in prison that is over."""
    first, last = member.role
    role = tokens[first:last]
    former = any(token.low in words.FORMERLY for token in (*role, *tokens[member.mention.run : member.mention.first]))
    if member.is_kin or (member.mention.has_power and not former):
        return True
    if not role:
        return False
    head = tokens[head_of(tokens, first, last)]
    if head.low in terms.PRISONERS:
        return former
    return (head.low in _POWERS and not former) or _is_tie(tokens, first, last, head)


def _is_tie(tokens: list[Token], first: int, last: int, head: Token) -> bool:
    """“mother of A”, “his lawyer”"""
    if head.low not in words.KIN or head.low in _FELLOWS:
        return False
    before = tokens[first - 1] if first else None
    owned = before is not None and (before.owns or before.low in words.POSSESSIVES)
    at = head_of(tokens, first, last) + 1
    of_somebody = at + 1 < len(tokens) and tokens[at].low in words.OF and tokens[at + 1].is_capital
    return owned or of_somebody or tokens[first].low in words.POSSESSIVES


class Parts:
    """Who, in one sentence that speaks of being held, may be meant."""

    def __init__(self, tokens: list[Token], grouping: Grouping) -> None:
        self.tokens, self.grouping = tokens, grouping
        self.is_english = not {token.low for token in tokens}.isdisjoint(_ENGLISH)

    def likely(self) -> list[Member]:
        return [
            member
            for group in self.grouping.groups
            if self._is_spoken_of(group) and not self._is_doing(group)
            for member in group.members
            if not self.tokens[member.mention.end - 1].owns and not is_another(self.tokens, member)
        ]

    def listed(self) -> list[list[Member]]:
        """The lists of two names or more in which nobody has another part."""
        return [
            group.members
            for group in self.grouping.groups
            if len(group.members) > 1
            and not self._is_doing(group)
            and (not group.start or self.tokens[group.start - 1].low not in _FROM)
            and not any(is_another(self.tokens, member) for member in group.members)
        ]

    def told_of(self) -> list[Member]:
        """Those of whom a sentence is that goes on about people spoken of before."""
        for group in self.grouping.groups[:2]:
            before = self.tokens[group.start - 1].low if group.start else ""
            named = before in terms.AUXILIARIES or self.tokens[group.start - 1].mark is Mark.COLON
            if (group.start == 0 and not self._is_doing(group)) or (named and group.start < 12):
                return [member for member in group.members if not is_another(self.tokens, member)]
        return []

    def _is_spoken_of(self, group: Group) -> bool:
        """Whether the names stand where a sentence has what it is about, not where it has whom somebody met or beat."""
        if group.start == 0 or not self.is_english:
            return not group.start or self.tokens[group.start - 1].low not in _FROM
        before = self.tokens[group.start - 1]
        if before.mark in (Mark.COMMA, Mark.SEMICOLON, Mark.COLON, Mark.OPEN):
            return True
        if before.low in words.OF:
            return group.start > 1 and self.tokens[group.start - 2].low in _CONCERNS
        return before.low in _LEADING or before.low in words.AND

    def _is_doing(self, group: Group) -> bool:
        """Whether the group is the subject of a verb that is no word of being held: “A offered”, “A, who wrote”."""
        tokens, at = self.tokens, group.end
        if at < len(tokens) and tokens[at - 1].mark is Mark.COMMA:
            at -= 1
        while at < len(tokens) and (tokens[at].mark is Mark.COMMA or tokens[at].low in words.RELATIVES):
            at += 1
        while at < len(tokens) and tokens[at].is_capital and tokens[at].text.isupper():
            # “A MP said”
            at += 1
        at = self._behind_aside(at)
        while at < len(tokens) and tokens[at].low.endswith("ly"):
            at += 1
        if at >= len(tokens) or not tokens[at].is_word or tokens[at].is_capital:
            return False
        low = tokens[at].low
        if low in _HAVING:
            return at + 1 < len(tokens) and self._is_deed(self._behind_adverb(at + 1))
        return self._is_deed(at)

    def _behind_aside(self, at: int) -> int:
        """“A of Meridian Watch wrote”"""
        tokens = self.tokens
        if at < len(tokens) and tokens[at].low in words.OF:
            while (
                at + 1 < len(tokens)
                and tokens[at + 1].is_word
                and (tokens[at + 1].is_capital or tokens[at + 1].low in words.DETERMINERS)
            ):
                at += 1
            return at + 1
        return at

    def _behind_adverb(self, at: int) -> int:
        while at + 1 < len(self.tokens) and (self.tokens[at].low.endswith("ly") or self.tokens[at].low in _ADVERBS):
            at += 1
        return at

    def _is_deed(self, at: int) -> bool:
        low = self.tokens[at].low
        if low == "whose":
            return True
        if not self.tokens[at].is_word or self.tokens[at].is_capital:
            return False
        if low in words.SPEECH:
            return True
        quiet = (
            low in terms.AUXILIARIES
            or low in terms.HELD_FORMS
            or low in terms.SUFFERS
            or low in terms.PREDICATES
            or low in words.CLAUSE
            or low in words.AND
            or low in words.OF
            or low in _STAYING
            or low in words.DETERMINERS
            or low in words.POSSESSIVES
            or low in _ADVERBS
        )
        return not quiet and self.is_english


_FELLOWS = wordset(
    """colleague colleagues friend friends co-defendant co-defendants cellmate ally allies children doctor driver
    assistant deputy"""
)
# Offices of a state that does things to people who are held, as descriptions have them.
_POWERS = wordset(
    """president premier minister secretary governor judge judges prosecutor prosecutors magistrate general colonel
    captain commander ambassador envoy consul commissioner rapporteur senator congressman congresswoman superintendent
    warden investigator ombudsman ombudswoman chairman chairwoman chair co-chair spokesperson spokesman spokeswoman
    procureur juge ministre fiscal juez ministro ministra staatsanwalt richter minister"""
)
_CONCERNS = wordset(
    """that case cases name names life lives situation fate plight news whereabouts health behalf rights freedom story
    welfare safety condition return cause treatment persecution prosecution ordeal fates situations"""
)
_LEADING = wordset(
    """about for regarding concerning including like namely notably especially particularly as are is were that when
    where while because them whom alongside with before after against but although though since"""
)
_FROM = wordset("by to von par por da от durch")
_HAVING = wordset("has have had will would can could may might must did does do")
_STAYING = wordset(
    """spent spend spends remains remained remain stays stayed serve serves served await awaits awaiting face faces
    faced suffered suffers languishes vanished disappeared went got gets lost waits waited needs faces has have had
    each both all also too now still who whom himself herself themselves together"""
)
_ADVERBS = wordset(
    "now still also since too already not never only just again then long recently both all each himself herself"
)
_ENGLISH = wordset("the of and was were is are to has have been by with for from in his her their on at")
