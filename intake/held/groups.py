"""Names that stand together as one part of a sentence, each with how it is described before or behind it. Pure.

“former Presidents A, B and C; D, former Speaker of the Parliament; and E, among others” is one group of four.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from intake.held import words
from intake.held.before import Before, look_back
from intake.held.lists import wordset
from intake.held.naming import Mention
from intake.held.roles import LONGEST_ROLE, NEVER_FIRST, PARTS, is_plural, is_role, role_end
from intake.held.terms import HELD_FORMS
from intake.held.tokens import Mark, Token


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


class Grouping:
    """The groups of one sentence."""

    __slots__ = ("_before", "_ends", "_led_by", "_member_of", "_starting", "groups", "tokens")

    def __init__(self, tokens: list[Token], mentions: list[Mention]) -> None:
        self.tokens = tokens
        self._before: dict[int, Before] = {}
        self._starting: dict[int, Mention] = {}
        floor = 0
        for mention in mentions:
            before = look_back(tokens, mention, floor)
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
        first = self._before[group.members[0].mention.first]
        # “his lawyers, A and B”
        is_kin = before.is_kin or (first.is_kin and role[0] >= role[1] and self._are_many(first.start))
        group.members.append(Member(mention, role, shared, is_kin))
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

    def _are_many(self, start: int) -> bool:
        """Whether the noun before the comma at which a name begins is in the plural."""
        return start > 1 and self.tokens[start - 1].mark is Mark.COMMA and self.tokens[start - 2].low.endswith("s")

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
        while close < len(tokens) and close - at < LONGEST_ROLE and tokens[close].mark is not Mark.CLOSE:
            close += 1
        if close >= len(tokens) or tokens[close].mark is not Mark.CLOSE:
            return at + 1
        end = role_end(tokens, at + 1, close, self._begins_name)
        if end > at + 1 and is_role(tokens, at + 1, end, needs_noun=True):
            self._give(group, at + 1, end)
        group.has_tail = True
        return close + 1

    def _apposition(self, group: Group, comma: int) -> int:
        """Reads what stands between commas behind a name; `comma` when it belongs to the sentence, not to the name."""
        tokens = self.tokens
        at = comma + 1
        if at >= len(tokens):
            return comma
        end = role_end(tokens, at, len(tokens), self._begins_name)
        if tokens[at].low in {"then", "now"} and at + 1 < len(tokens) and tokens[at + 1].low == "aged":
            at += 1
        if tokens[at].mark is Mark.NUMBER or tokens[at].low in {"aged", "age"}:
            end = max(end, at + 1)
            while end < len(tokens) and end - at < 4 and tokens[end].mark is Mark.NUMBER:
                end += 1
            group.has_tail = True
            return end
        if end > at and (is_role(tokens, at, end, needs_noun=False) or self._is_bare(group, at, end)):
            self._give(group, at, end)
            group.has_tail = True
            return self._behind_clause(end) or end
        return self._behind_clause(at) or comma

    def _behind_clause(self, at: int) -> int:
        """“A, who was arrested in May, B, …”: the mark behind the clause at which the list goes on; 0 for none."""
        tokens = self.tokens
        if at >= len(tokens):
            return 0
        of_kin = tokens[at].low == "whose" and at + 1 < len(tokens) and tokens[at + 1].low in words.KIN
        if tokens[at].low in _ASIDES and not of_kin:
            stop = next((i for i in range(at, min(at + LONGEST_ROLE, len(tokens))) if tokens[i].mark in PARTS), None)
            if stop is not None and tokens[stop].mark in (Mark.COMMA, Mark.SEMICOLON):
                start = self._glue(stop)
                if start in self._starting and self._before[self._starting[start].first].start >= stop:
                    return stop
        return 0

    def _is_bare(self, group: Group, start: int, end: int) -> bool:
        """“A, shop steward at Pier 4, …” where a list's item begins: two or three words in small letters, no verb."""
        if group.start > 1 or len(group.members) > 1:
            return False
        stop = next((at for at in range(start, end) if self.tokens[at].low in words.CLAUSE | words.OF), end)
        low = [token.low for token in self.tokens[start:stop] if token.is_word and not token.is_capital]
        if not 0 < stop - start <= _LONGEST_BARE or len(low) < stop - start:
            return False
        return not (low[0] in NEVER_FIRST or any(one.endswith(("ly", "ing", "ed")) or one in _NO_ROLE for one in low))

    def _begins_name(self, at: int) -> bool:
        mention = self._starting.get(at)
        return mention is not None and self._before[mention.first].start <= at

    def _give(self, group: Group, start: int, end: int) -> None:
        """A description behind the names: of the last one, or of all when it is in the plural."""
        tokens = self.tokens
        while start < end and (tokens[start].low in words.DETERMINERS or tokens[start].low in words.BOTH):
            start += 1
        plural = is_plural(tokens, start, end) and len(group.members) > 1
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


# Of every sentence without a name.
NO_GROUPS = Grouping([], [])
_LONGEST_BARE = 3
_NO_ROLE = words.NO_NAMES | words.PRONOUNS | words.SPEECH
_ASIDES = wordset("who whose whom qui dont der die que который которая") | HELD_FORMS
