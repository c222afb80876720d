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
    former = _is_formerly(tokens, member)
    if member.is_kin or (member.mention.has_power and not former):
        return True
    if not role:
        return False
    head = tokens[head_of(tokens, first, last)]
    if head.low in terms.PRISONERS:
        return former
    return (head.low in _POWERS and not former) or _is_tie(tokens, first, last, head)


def _is_formerly(tokens: list[Token], member: Member) -> bool:
    """“former Foreign Minister A”: an office that is held no more."""
    near = (*tokens[slice(*member.role)], *tokens[member.mention.run : member.mention.first])
    return any(token.low in words.FORMERLY for token in near)


def _is_tie(tokens: list[Token], first: int, last: int, head: Token) -> bool:
    """“mother of A”, “his lawyer”"""
    if head.low not in words.KIN - words.FELLOWS:
        return False
    before = tokens[first - 1] if first else None
    owned = before is not None and (before.owns or before.low in words.POSSESSIVES)
    at = head_of(tokens, first, last) + 1
    of_somebody = at + 1 < len(tokens) and tokens[at].low in words.OF and tokens[at + 1].is_capital
    owns = any(token.owns or token.low in words.POSSESSIVES for token in tokens[first:at])
    return owned or of_somebody or owns


def _is_described_before(member: Member) -> bool:
    first, last = member.role
    return first < last <= member.mention.first


class Parts:
    """Who, in one sentence that speaks of being held, may be meant."""

    def __init__(self, tokens: list[Token], grouping: Grouping) -> None:
        self.tokens, self.grouping = tokens, grouping
        lows = {token.low for token in tokens}
        self.is_english = not lows.isdisjoint(_ENGLISH) and lows.isdisjoint(_DUTCH)

    def likely(self) -> list[Member]:
        return [
            member
            for group in self.grouping.groups
            if self._is_spoken_of(group) and not self._is_doing(group)
            for member in group.members
            if not self.tokens[member.mention.end - 1].owns and not is_another(self.tokens, member)
        ]

    def with_kin(self) -> list[Member]:
        """“A and his wife B were”: what is said of both is said of her."""
        return [
            member
            for group in self.grouping.groups
            if self._is_spoken_of(group) and not self._is_doing(group) and not is_another(self.tokens, group.members[0])
            if group.end < len(self.tokens) and self.tokens[group.end].low in terms.PLURALS
            for member in group.members
            if member.is_kin
        ]

    def listed(self) -> list[list[Member]]:
        """The lists of two names or more in which nobody has another part."""
        return [
            group.members
            for group in self.grouping.groups
            if len(group.members) > 1
            and not self._is_doing(group)
            and (not group.start or self.tokens[group.start - 1].low not in _FROM)
            and not any(
                is_another(self.tokens, member) or self.tokens[member.mention.end - 1].owns for member in group.members
            )
        ]

    def named_as_some(self) -> list[Member]:
        """“The first is A”, “Among them are B and C”: of people spoken of before, whatever ties them to others."""
        if self.tokens[0].low not in _SOME:
            return []
        for group in self.grouping.groups[:2]:
            before = self.tokens[group.start - 1] if group.start else None
            third = before and before.mark is Mark.COMMA and self._is_of_ordinal(group.start)
            names = before and (before.low in _NAMING or before.mark is Mark.COLON or third)
            if names and group.start < _OPENING:
                return [
                    member
                    for member in group.members
                    if not member.mention.has_power or _is_formerly(self.tokens, member)
                ]
        return []

    def _is_of_ordinal(self, start: int) -> bool:
        """Whether “The third,” or “The other two,” leads to a name."""
        return start <= _BEHIND_ORDINAL and self.tokens[0].low == "the" and self.tokens[1].low in _ORDINALS

    def told_of(self) -> list[Member]:
        """Those with whom a sentence begins, or whom it enumerates, that goes on about people spoken of before."""
        for group in self.grouping.groups[:2]:
            enumerated = group.start and self.tokens[group.start - 1].mark is Mark.COLON
            opens = self._opens_main_clause(group.start)
            if enumerated or (opens and not self._is_doing(group)):
                return [member for member in group.members if not is_another(self.tokens, member)]
        return []

    def _opens_main_clause(self, start: int) -> bool:
        """Whether what begins here begins the sentence, or stands behind “According to witnesses,”."""
        lead = self.tokens[: max(0, start - 1)]
        opened = start > 1 and start <= _OPENING and self.tokens[start - 1].mark is Mark.COMMA
        return start == 0 or (opened and lead[0].low in _LEADS and not any(one.mark is Mark.COMMA for one in lead))

    def _is_spoken_of(self, group: Group) -> bool:
        """Whether the names stand where a sentence has what it is about, not where it has whom somebody met or beat."""
        if group.start == 0:
            return True
        start = self._start(group)
        if start == 0:
            return True
        before = self.tokens[start - 1]
        described = _is_described_before(group.members[0])
        if not self.is_english and (described or before.low not in words.OF):
            return before.low not in _FROM
        if before.mark in (Mark.COMMA, Mark.SEMICOLON, Mark.COLON, Mark.OPEN):
            return True
        if before.low in words.OF:
            return start > 1 and self.tokens[start - 2].low in _CONCERNS
        return before.low in _LEADING or before.low in words.AND

    def _start(self, group: Group) -> int:
        """Where the names begin, with a noun before them that no list has: “his comrades A and B”."""
        if group.start == 1 and self.tokens[0].is_capital and self.tokens[0].low not in words.NO_NAMES:
            # “Physicist A”: a noun with the capital of a sentence's first word.
            return 0
        described = _is_described_before(group.members[0])
        reach = 1 if described or not self.is_english else _LONGEST_LEAD
        for at in range(group.start - 1, max(group.start - 1 - reach, -1), -1):
            token = self.tokens[at]
            if token.low in words.POSSESSIVES or (at < group.start - 1 and token.low in words.DETERMINERS):
                return at
            if not token.is_word or token.is_capital or token.low in _FUNCTION:
                break
        return group.start

    def _is_doing(self, group: Group) -> bool:
        """Whether the group is the subject of a verb that is no word of being held: “A offered”, “A, who wrote”."""
        at = self._behind_asides(group.end)
        if not self._is_relative(group.end, at):
            return self._does(at)
        # “A, who wrote of it, was …”: the sentence's own verb tells; without one, only what is said.
        closes = self._closing_comma(at)
        return self._does(closes + 1) if closes else self.tokens[min(at, len(self.tokens) - 1)].low in words.SPEECH

    def _does(self, at: int) -> bool:
        tokens, at = self.tokens, self._behind_adverb(at)
        if at >= len(tokens) or not tokens[at].is_word or tokens[at].is_capital:
            return False
        if tokens[at].low in _HAVING:
            return at + 1 < len(tokens) and self._is_deed(self._behind_adverb(at + 1))
        return self._is_deed(at)

    def _is_relative(self, start: int, end: int) -> bool:
        return any(token.low in words.RELATIVES for token in self.tokens[start:end])

    def _closing_comma(self, at: int) -> int:
        """The comma that ends the relative clause; 0 when it goes on to the end."""
        for way in range(at, min(at + _LONGEST_CLAUSE, len(self.tokens) - 1)):
            if self.tokens[way].mark is Mark.COMMA:
                return way
        return 0

    def _behind_asides(self, at: int) -> int:
        """Where it goes on behind “of Meridian Watch”, “MP”, “, who”."""
        tokens = self.tokens
        if at < len(tokens) and tokens[at - 1].mark is Mark.COMMA:
            at -= 1
        while at < len(tokens):
            token = tokens[at]
            of_body = token.low in words.OF and tokens[at + 1 : at + 2] and tokens[at + 1].low not in words.POSSESSIVES
            article = token.low in words.DETERMINERS and tokens[at - 1].low in words.OF
            if not (token.mark is Mark.COMMA or token.low in words.RELATIVES or token.is_capital or of_body or article):
                break
            at += 1
        return at

    def _behind_adverb(self, at: int) -> int:
        while at + 1 < len(self.tokens) and (self.tokens[at].low.endswith("ly") or self.tokens[at].low in _ADVERBS):
            at += 1
        return at

    def _is_deed(self, at: int) -> bool:
        low = self.tokens[at].low
        if low == "whose":
            return any(token.low in words.KIN for token in self.tokens[at + 1 : at + 4])
        if not self.tokens[at].is_word or self.tokens[at].is_capital:
            return False
        if low in words.SPEECH:
            return True
        quiet = low in _QUIET or low in terms.SUFFERS or low in terms.PREDICATES
        return not quiet and self.is_english


_NAMING = terms.AUXILIARIES | wordset("include includes included")
_ORDINALS = wordset("first second third fourth fifth sixth seventh eighth other others last remaining")
_LEADS = wordset("according on in at by since as")
_SOME = wordset(
    """the one another among amongst they these both others first second third also parmi unter entre tra les los die
    среди они"""
)
_LONGEST_LEAD = 3
_LONGEST_CLAUSE = 30
# “The third, A”, “The other two, A and B”
_BEHIND_ORDINAL = 4
# How far into a sentence “Among them are” and “The others are” may reach.
_OPENING = 12
# Offices of a state that does things to people who are held, as descriptions have them.
_POWERS = wordset(
    """president premier minister secretary governor judge judges prosecutor prosecutors magistrate general colonel
    captain commander ambassador envoy consul commissioner rapporteur senator congressman congresswoman superintendent
    warden investigator ombudsman ombudswoman chairman chairwoman chair co-chair spokesperson spokesman spokeswoman
    bâtonnier bâtonnière procureur juge ministre fiscal juez ministro ministra staatsanwalt richter minister"""
)
_CONCERNS = wordset(
    """case cases name names life lives situation situations fate fates plight news whereabouts health behalf rights
    freedom story welfare safety condition return cause treatment persecution prosecution ordeal that became become
    sign cas sort caso casos situación suerte fall schicksal situazione дело судьба"""
)
_LEADING = wordset(
    """about for regarding concerning including like namely notably especially particularly as not but are is were
    among amongst parmi entre unter that when where while because them whom alongside with before after against but
    although though since"""
)
_FROM = wordset("em na no by to von par por da от durch en à au im in am nach bei на в к")
_FUNCTION = words.CLAUSE | words.AND | words.OF | words.SPEECH | terms.AUXILIARIES | terms.HELD_FORMS | terms.DOES
_HAVING = wordset("has have had will would can could may might must did does do")
_STAYING = wordset(
    """came come comes returned return returns walked fell became turned shares share developed contracted survived
    spent spend spends remains remained remain stays stayed serve serves served await awaits awaiting face faces
    faced suffered suffers languishes vanished disappeared went got gets lost waits waited needs faces has have had
    each both all also too now still who whom himself herself themselves together"""
)
_ADVERBS = wordset(
    "now still also since too already not never only just again then long recently both all each himself herself"
)
_ENGLISH = wordset("the of and was were is are to has have been by with for from in his her their on at")
# Dutch has some of the same small words.
_DUTCH = wordset("het een wij zij onze werd werden sinds ook voor zijn")
# Behind a name, no deed of whoever has it.
_QUIET = (
    terms.AUXILIARIES
    | terms.HELD_FORMS
    | words.CLAUSE
    | words.AND
    | words.OF
    | words.DETERMINERS
    | words.POSSESSIVES
    | _STAYING
    | _ADVERBS
)
