"""Names that stand together as one part of a sentence, each with how it is described before or behind it. Pure.

“former Presidents A, B and C; D, former Speaker of the Parliament; and E, among others” is one group of four.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from intake.held import words
from intake.held.lists import wordset
from intake.held.naming import Mention, is_title
from intake.held.terms import DOES, HELD_FORMS, STATES
from intake.held.tokens import Mark, Token

_LONGEST_ROLE = 30
_MOST_MODIFIERS = 4
_LAST_LATIN = 0x24F


@dataclass(slots=True)
class Member:
    mention: Mention
    # Tokens of the description; empty when there is none.
    role: tuple[int, int] = (0, 0)
    # Said of several (“journalists A and B”): told of one in the singular.
    is_shared: bool = False
    # Somebody's lawyer or brother.
    is_kin: bool = False


@dataclass(slots=True)
class Group:
    start: int
    end: int
    members: list[Member] = field(default_factory=list)
    # Descriptions or asides stand behind the last name, up to `end`.
    has_tail: bool = False


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before a name as part of it: determiner, modifiers, noun."""

    start: int
    role: tuple[int, int]
    is_plural: bool
    is_kin: bool


class Grouping:
    """The groups of one sentence."""

    def __init__(self, tokens: list[Token], mentions: list[Mention]) -> None:
        self.tokens = tokens
        self._before: dict[int, _Before] = {}
        self._starting: dict[int, Mention] = {}
        floor = 0
        for mention in mentions:
            before = self._look_back(mention, floor)
            self._before[mention.first] = before
            described = range(before.role[0] - 1, before.role[1]) if before.role[1] < before.start else ()
            for at in (*described, *range(before.start, mention.first + 1)):
                self._starting[at] = mention
            floor = mention.end
        self.groups: list[Group] = []
        end = 0
        for mention in mentions:
            if mention.first >= end:
                self.groups.append(self._group(mention))
                end = max(self.groups[-1].end, mention.end)
        self._member_of = {one.mention.first: one for group in self.groups for one in group.members}
        self._ends = [group.end for group in self.groups]
        self._led_by = {group.members[0].mention.first: group for group in self.groups}

    def starting_at(self, at: int) -> Group | None:
        """The group whose first name, or what belongs to it in front, begins at this token."""
        mention = self._starting.get(at)
        if mention is None:
            return None
        return self._led_by.get(mention.first)

    def member(self, mention: Mention) -> Member | None:
        return self._member_of.get(mention.first)

    def before(self, at: int, most: int) -> list[Group]:
        """The last groups that end before this token, the nearest first."""
        place = bisect_right(self._ends, at)
        return self.groups[max(0, place - most) : place][::-1]

    def last_before(self, at: int) -> Group | None:
        return next(iter(self.before(at, 1)), None)

    def around(self, at: int) -> Group | None:
        """The group in which this token stands."""
        place = bisect_right(self._ends, at)
        group = self.groups[place] if place < len(self.groups) else None
        return group if group and group.start <= at else None

    # What stands before a name

    def _look_back(self, mention: Mention, floor: int) -> _Before:
        tokens = self.tokens
        start = mention.run
        # The run's own words in front of the name: “Prosecutor General”, “Dr.”
        has_title = any(token.low not in words.COURTESY for token in tokens[mention.run : mention.first])
        at, noun = start - 1, has_title
        of_open, count = False, 0
        while at >= floor and count <= _MOST_MODIFIERS + (3 if of_open else 0):
            token = tokens[at]
            if not token.is_word or token.owns:
                break
            if noun and token.low in words.OF and at - 1 >= floor and self._is_noun(tokens[at - 1], any_case=True):
                # “Minister of Foreign Affairs A”: the run begins within the title.
                if not has_title:
                    break
                of_open = True
            elif token.low in words.DETERMINERS:
                if has_title and at - 1 >= floor and tokens[at - 1].low in words.OF:
                    at -= 1
                    continue
                start = at
                break
            elif token.low in words.COURTESY and not noun:
                start = at
                at -= 1
                continue
            elif not noun:
                if not self._is_noun(token) and not self._is_close(at, floor):
                    if token.low in words.MODIFIERS and has_title:
                        noun = True
                    else:
                        break
                noun = True
            elif not self._may_modify(token, at, floor, titled=has_title and not of_open):
                break
            start, count = at, count + 1
            at -= 1
        return self._described(mention, start, floor)

    def _is_close(self, at: int, floor: int) -> bool:
        """“the surgeon A”: between an article and a name stands a noun for what A is, whatever its ending."""
        for way in (at, at - 1):
            token = self.tokens[way]
            if (
                way < floor
                or not token.is_word
                or token.is_capital
                or token.owns
                or token.low in words.CLAUSE | words.OF | HELD_FORMS | DOES
            ):
                return False
            if way > floor and self.tokens[way - 1].low in words.DETERMINERS:
                return True
        return False

    def _described(self, mention: Mention, start: int, floor: int) -> _Before:
        tokens = self.tokens
        first, last = start, mention.first
        while first < last and tokens[first].low in words.DETERMINERS | words.BOTH:
            first += 1
        while last > first and tokens[last - 1].low in words.COURTESY:
            last -= 1
        while first < last and (tokens[first].low in HELD_FORMS or tokens[first].low in _HELD_ADVERBS):
            first += 1
        owner = tokens[start - 1] if start else None
        of_somebody = bool(owner and owner.is_word and (owner.owns or owner.low in words.POSSESSIVES))
        nouns = {token.low for token in tokens[first:last]}
        is_kin = of_somebody and bool(words.KIN & nouns)
        if words.SIBLINGS & nouns:
            first = last
        if not is_kin and owner and owner.mark is Mark.COMMA and first == last:
            # “Her lawyer, A”, “B's brother, A”
            near = tokens[max(floor, 0, start - 6) : start - 1]
            is_kin = (
                bool(near) and near[-1].low in words.KIN and any(t.owns or t.low in words.POSSESSIVES for t in near)
            )
            if floor and not is_kin and tokens[floor - 1].owns and near and near[-1].low in words.KIN:
                is_kin = True
            first, last = self._described_before(start - 1, floor)
        return _Before(start, (first, last), self._is_plural(first, last), is_kin)

    def _described_before(self, comma: int, floor: int) -> tuple[int, int]:
        """“the former mayor of Lorvane, A, …”: what stands before the comma, from its article on."""
        tokens = self.tokens
        for at in range(comma - 1, max(comma - 10, floor - 1), -1):
            token = tokens[at]
            if not token.is_word or token.low in _FINITE or token.low in words.SPEECH:
                break
            if (
                token.low in {"the", "le", "la", "el", "der", "die", "il"}
                or token.low in words.POSSESSIVES
                or token.owns
            ):
                nouns = any(self._is_noun(one, any_case=True) for one in tokens[at + 1 : min(comma, at + 4)])
                if nouns and not self._is_plural(at + 1, comma):
                    return at + 1, comma
                if token.low not in {"the", "la", "le"}:
                    break
        return 0, 0

    def _is_noun(self, token: Token, *, any_case: bool = False) -> bool:
        if not token.is_word:
            return False
        if token.is_capital:
            nation = token.low in words.NATIONS and token.low.endswith("s")
            return (any_case and (is_title(token) or nation)) or token.low.endswith(words.GERMAN_ROLES)
        low = token.low.rpartition("-")[2]
        if token.low in words.PERSON_NOUNS or low in words.PERSON_NOUNS:
            return True
        return low.endswith(words.PERSON_ENDINGS) and low not in _NO_NOUNS and len(low) > 4

    def _may_modify(self, token: Token, at: int, floor: int, *, titled: bool) -> bool:
        if token.low in words.AND:
            return at - 1 >= floor and self._is_noun(self.tokens[at - 1])
        if token.low == "facto" or (token.low == "de" and self.tokens[at + 1].low == "facto"):
            return True
        if token.low in words.CLAUSE or token.low in words.OF or token.low in words.AND or token.low in words.SPEECH:
            return False
        if token.low in HELD_FORMS or token.low in _VERBS or token.low in _OTHERS or token.low in words.POSSESSIVES:
            return False
        if token.low in STATES or (ord(token.low[0]) > _LAST_LATIN and token.low not in words.MODIFIERS):
            # Other scripts are other languages, whose verbs no list here names.
            return False
        if token.low in DOES or (titled and not token.is_capital and token.low not in words.MODIFIERS):
            return False
        return not (token.is_capital and token.low in words.NO_NAMES)

    def _is_plural(self, first: int, last: int) -> bool:
        head = head_of(self.tokens, first, last)
        low = self.tokens[head].low if first <= head < last else ""
        if low in {"men", "women", "people"} or low.endswith(("men", "women")):
            return True
        return low.endswith("s") and not low.endswith(("ss", "us", "is")) and low not in {"mrs.", "boss"}

    # Behind a name

    def _group(self, mention: Mention) -> Group:
        tokens = self.tokens
        before = self._before[mention.first]
        group = Group(before.start, mention.end, [Member(mention, before.role, before.is_plural, before.is_kin)])
        at = mention.end
        while at < len(tokens) and not tokens[at - 1].owns:
            token = tokens[at]
            if token.mark is Mark.OPEN:
                at = self._parenthesis(group, at)
            elif token.mark in (Mark.COMMA, Mark.SEMICOLON) or token.low in words.AND or self._adds(at):
                after = self._next_member(group, at)
                if after == at:
                    after = self._apposition(group, at) if token.mark is Mark.COMMA else at
                if after == at:
                    break
                at = after
            else:
                break
            group.end = at
        return group

    def _adds(self, at: int) -> bool:
        """“as well as”, “along with”, “together with”."""
        lows = [token.low for token in self.tokens[at : at + 3]]
        return lows == ["as", "well", "as"] or lows[:2] in (["along", "with"], ["together", "with"])

    def _glue(self, at: int) -> int:
        """Behind the marks and words that lead to the next member."""
        tokens = self.tokens
        while at < len(tokens) and (tokens[at].mark in (Mark.COMMA, Mark.SEMICOLON) or tokens[at].low in words.AND):
            at += 1
        if at < len(tokens) and self._adds(at):
            at += 3 if tokens[at].low == "as" else 2
        return at

    def _next_member(self, group: Group, at: int) -> int:
        start = self._glue(at)
        # The possessive in “and his wife B”.
        lead = 1 if start < len(self.tokens) and self.tokens[start].low in words.POSSESSIVES else 0
        mention = self._starting.get(start + lead)
        if mention is None or self.tokens[mention.end - 1].owns:
            mention = self._relative(start) or mention
        if mention is None or self._begins_clause(group, at, mention):
            return at
        before = self._before[mention.first]
        role, shared = before.role, before.is_plural
        if role[0] >= role[1]:
            role, shared = self._shared_role(group, at)
        group.members.append(Member(mention, role, shared, before.is_kin))
        group.has_tail = False
        return mention.end

    def _relative(self, at: int) -> Mention | None:
        """“Luca's fifteen-year-old nephew, A”, “his brother, A”"""
        tokens = self.tokens
        if at >= len(tokens) or not (tokens[at].owns or tokens[at].low in words.POSSESSIVES):
            return None
        for way in range(at + 1, min(at + 6, len(tokens) - 1)):
            if tokens[way].low in words.KIN:
                return self._starting.get(way + 1 + (tokens[way + 1].mark is Mark.COMMA))
            if not tokens[way].is_word:
                break
        return None

    def _begins_clause(self, group: Group, at: int, mention: Mention) -> bool:
        """“release A, and Ambassador B agreed”: the second name is the subject of what follows."""
        tokens = self.tokens
        after = tokens[mention.end] if mention.end < len(tokens) else None
        if after is None or not after.is_word or tokens[at].mark is not Mark.COMMA:
            return False
        if after.low in words.SPEECH:
            return True
        natural = group.has_tail or len(group.members) > 1 or tokens[at + 1].low not in words.AND
        if after.low in {"was", "is", "has"}:
            return tokens[at + 1].low in words.AND
        return not natural and after.low not in words.CLAUSE and after.low not in HELD_FORMS

    def _shared_role(self, group: Group, at: int) -> tuple[tuple[int, int], bool]:
        """The plural that stands before the names of this part of the list."""
        last = group.members[-1]
        if (
            last.is_shared
            and self.tokens[at].mark is not Mark.SEMICOLON
            and last.role[1] <= group.members[0].mention.first
        ):
            return last.role, True
        if last.is_shared and self.tokens[at].mark is not Mark.SEMICOLON and last.role[0] < last.mention.first:
            return last.role, True
        return (0, 0), False

    def _parenthesis(self, group: Group, at: int) -> int:
        tokens = self.tokens
        close = at + 1
        while close < len(tokens) and close - at < _LONGEST_ROLE and tokens[close].mark is not Mark.CLOSE:
            close += 1
        if close >= len(tokens) or tokens[close].mark is not Mark.CLOSE:
            return at + 1
        end = self._role_end(at + 1, close)
        if end > at + 1 and self._is_role(at + 1, end, needs_noun=True):
            self._give(group, at + 1, end)
        group.has_tail = True
        return close + 1

    def _apposition(self, group: Group, comma: int) -> int:
        """Reads what stands between commas behind a name; `comma` when it belongs to the sentence, not to the name."""
        tokens = self.tokens
        at = comma + 1
        if at >= len(tokens):
            return comma
        end = self._role_end(at, len(tokens))
        if tokens[at].low in {"then", "now"} and at + 1 < len(tokens) and tokens[at + 1].low == "aged":
            at += 1
        if tokens[at].mark is Mark.NUMBER or tokens[at].low in {"aged", "age"}:
            end = max(end, at + 1)
            while end < len(tokens) and end - at < 4 and tokens[end].mark is Mark.NUMBER:
                end += 1
            group.has_tail = True
            return end
        if end > at and self._is_role(at, end, needs_noun=False):
            self._give(group, at, end)
            group.has_tail = True
            return end
        # “A, who was arrested in May, B, …”: the list goes on behind the clause.
        if self._is_aside(at):
            stop = next((i for i in range(at, min(at + _LONGEST_ROLE, len(tokens))) if tokens[i].mark in _PARTS), None)
            if stop is not None and tokens[stop].mark in (Mark.COMMA, Mark.SEMICOLON):
                start = self._glue(stop)
                if start in self._starting and self._before[self._starting[start].first].start >= stop:
                    return stop
        return comma

    def _is_aside(self, at: int) -> bool:
        low = self.tokens[at].low
        return (
            low in {"who", "whose", "whom", "qui", "dont", "der", "die", "que", "который", "которая"}
            or low in HELD_FORMS
        )

    def _role_end(self, at: int, limit: int) -> int:
        """Where a description that begins here ends."""
        tokens = self.tokens
        start = at
        while at < limit and at - start < _LONGEST_ROLE:
            token = tokens[at]
            if token.mark in _PARTS or token.mark is Mark.OPEN or token.mark is Mark.COLON:
                break
            if at > start and token.low in words.AND:
                after = self._starting.get(at + 1)
                if after and self._before[after.first].start <= at + 1:
                    break
                if at + 1 < limit and (tokens[at + 1].low in words.POSSESSIVES or tokens[at + 1].low in _VERBS):
                    break
            if at > start and (token.low in _FINITE or token.low in HELD_FORMS or token.low in words.SPEECH):
                break
            at += 1
        return at - 1 if at < limit and at - 1 > start and _is_adverb(tokens[at - 1]) else at

    def _is_role(self, start: int, end: int, *, needs_noun: bool) -> bool:
        """Whether these words say what somebody is."""
        tokens = self.tokens
        first = tokens[start]
        if not first.is_word or (first.owns and first.low not in words.PERSON_NOUNS and not first.is_capital):
            return False
        low = first.low
        if low in words.CLAUSE or low in words.AND or low in words.OF or low in HELD_FORMS or low in _OTHERS:
            return False
        if (
            low in words.POSSESSIVES
            or low in words.SPEECH
            or low in _VERBS
            or (low.endswith("ly") and low not in {"only"})
        ):
            return False
        if low in words.SIBLINGS:
            return False
        if low in words.PRONOUNS or low in words.MONTHS_AND_DAYS:
            return False
        nouns = any(self._is_noun(token, any_case=True) for token in tokens[start : min(end, start + 8)])
        if any(token.low in STATES for token in tokens[start : min(end, start + 3)]):
            return False
        if low in {"a", "an"}:
            return nouns or not needs_noun
        if low in words.DETERMINERS or low in words.MODIFIERS:
            return nouns
        if first.is_capital:
            return nouns
        return nouns and not low.endswith(("ing", "ed"))

    def _give(self, group: Group, start: int, end: int) -> None:
        """A description behind the names: of the last one, or of all when it is in the plural."""
        tokens = self.tokens
        while start < end and (tokens[start].low in words.DETERMINERS or tokens[start].low in words.BOTH):
            start += 1
        plural = self._is_plural(start, end) and len(group.members) > 1
        for member in reversed(group.members):
            if member.role[1] > member.role[0]:
                if (
                    member is group.members[-1]
                    and member.role[1] == start - 1
                    and member.role[0] > member.mention.first
                ):
                    # “a journalist, blogger and poet”: more of the same description.
                    member.role = (member.role[0], end)
                break
            member.role, member.is_shared = (start, end), plural
            if not plural:
                break


def _is_adverb(token: Token) -> bool:
    return token.low.endswith("ly") and not token.is_capital


def head_of(tokens: list[Token], first: int, last: int) -> int:
    """The noun of a description: the last word before what depends on it (“of the Parliament”, “at Orsk Daily”)."""
    for at in range(first + 1, last):
        if at + 1 < last and tokens[at + 1].low == "facto":
            continue
        if tokens[at].low in words.OF or tokens[at].low in words.CLAUSE:
            return at - 1
    return last - 1


_PARTS = (Mark.COMMA, Mark.SEMICOLON, Mark.STOP, Mark.CLOSE)
_HELD_ADVERBS = wordset("unlawfully illegally arbitrarily wrongfully unjustly currently still recently forcibly newly")
_OTHERS = wordset("among amongst including such namely notably others and or entre parmi unter darunter dont")
_NO_NOUNS = wordset(
    """under after other another further whether never rather together however order number matter letter member-state
    power water winter summer september october november december center centre paper weather recent important
    significant relevant constant instant distant former later latter either neither ever over per consider remember
    deliver offer suffer enter foster bolster uphold answer hear there where here their her doctor monster factor
    vector sector behind government different respect independent current silent urgent"""
)
_VERBS = wordset(
    """urge urges urging ask asks asking call calls calling demand demands request requests secure secures securing
    ensure ensures obtain free release raise raises seek support include includes demanding condemn condemns visit
    visits visiting meet meets met met-with tell told warn press pressing help helped save protect see saw hear heard
    allow allowed let make made grant granted give given order ordered target targeted targeting accuse accused
    accusing charge charged remember honor honour represent represented representing join joined thank thanks contact
    contacted"""
)
_FINITE = wordset(
    """who whom whose which that where when while because since until is are was were be been being has have had can
    could may might must shall should will would does do did not also qui que dont est sont a ont ist sind wurde
    wurden wird der die hat haben quien quienes fue fueron está están ha han è sono был была были который которая
    которые remains remained remain faces faced aged serving"""
) - wordset("der die a")
