"""Who stands before a verb, as its subject; and the pronouns for people. Pure."""

from dataclasses import dataclass

from intake.held import terms, words
from intake.held.groups import Group, Grouping, Member
from intake.held.lists import wordset
from intake.held.roles import is_noun, is_plural
from intake.held.tokens import Mark, Token

# How far a verb's own words (“has been reported to be still”) may reach.
_LONGEST_VERB = 14
_LONGEST_OPENING = 45
# Of how many words “the young student” may be.
_LONGEST_NOUN = 6


@dataclass(frozen=True, slots=True)
class Pronoun:
    """“He was arrested”, “their release”: who is meant stands before this token, or in an earlier sentence."""

    at: int
    is_plural: bool
    gender: str = ""


def pronoun(tokens: list[Token], at: int) -> Pronoun | None:
    """The pronoun or possessive for a person at this token."""
    low = tokens[at].low
    if low in _PLURALS:
        return Pronoun(at, is_plural=True)
    return Pronoun(at, is_plural=False, gender=_GENDERS[low]) if low in _GENDERS else None


@dataclass(frozen=True, slots=True)
class Patient:
    """Members named, or a pronoun."""

    members: tuple[Member, ...] = ()
    pronoun: Pronoun | None = None

    def __bool__(self) -> bool:
        return bool(self.members) or self.pronoun is not None


NOBODY = Patient()


class Subjects:
    """Finds them in one sentence."""

    def __init__(self, tokens: list[Token], grouping: Grouping) -> None:
        self.tokens, self.grouping = tokens, grouping

    def before(self, at: int) -> Patient:
        """Who stands before the verb that ends at `at`."""
        start, lows = self.verb(at)
        if start == 0:
            return NOBODY
        tokens = self.tokens
        if found := pronoun(tokens, start - 1):
            return Patient(pronoun=found)
        if tokens[start - 1].low in words.AND and (first := self._first_named(start)):
            return Patient(tuple(first.members))
        start, is_plural = self._behind_relative(start, not terms.PLURALS.isdisjoint(lows))
        group = self.ending_at(start)
        if group is None:
            return Patient(pronoun=self._definite(start))
        is_single = not is_plural and not _SINGULARS.isdisjoint(lows)
        if self._is_of_kin(group, may_be_many=is_single):
            return NOBODY
        return Patient(self.chosen(group, at, only_last=is_single))

    def _definite(self, end: int) -> Pronoun | None:
        """“The 24-year-old student is serving …”: somebody of whom the text has spoken, as a pronoun would say."""
        tokens = self.tokens
        if end > _LONGEST_NOUN or end < 2 or tokens[0].low not in _DEFINITE:
            return None
        noun = tokens[end - 1]
        if not is_noun(noun) or not all(one.is_word or one.mark is Mark.NUMBER for one in tokens[:end]):
            return None
        if noun.low in words.KIN or noun.low in words.POWERS or any(one.is_capital for one in tokens[1:end]):
            return None
        return Pronoun(end - 1, is_plural=is_plural(tokens, 1, end))

    def _first_named(self, at: int) -> Group | None:
        """“A was dismissed in May and arrested in June”: the sentence's subject, when nobody else is named before."""
        first = self.grouping.last_before(at)
        if first is None or first.start > 1 or first is not self.grouping.groups[0]:
            return None
        behind = first.end + (self.tokens[first.end].mark is Mark.COMMA)
        after = self.tokens[behind] if behind < at else None
        passive = after is not None and after.low in terms.AUXILIARIES
        return first if passive and not self.tokens[first.end - 1].owns else None

    def _is_of_kin(self, group: Group, *, may_be_many: bool) -> bool:
        """“the wife of A was”: it is said of her. “the family of A, who was”: families do not stand with “was”."""
        if group.start < 2 or self.tokens[group.start - 1].low not in words.OF:
            return False
        low = self.tokens[group.start - 2].low
        return low in words.KIN and not (may_be_many and (low.endswith("s") or low == "family"))

    def verb(self, at: int) -> tuple[int, set[str]]:
        """Where the words begin that lead to `at` as one verb: “has been reported to be still”; and which they are."""
        start = at
        while start > 0 and at - start < _LONGEST_VERB and self._is_verbal(start - 1):
            start -= 1
        return start, {token.low for token in self.tokens[start:at]}

    def _is_verbal(self, at: int) -> bool:
        token = self.tokens[at]
        if token.mark is Mark.NUMBER:
            return True
        if token.low in words.AND and at:
            # “was fined and later detained”
            return self._is_participle(self.tokens[at - 1])
        if token.mark is Mark.COMMA:
            before = self.tokens[at - 1].low if at else ""
            return before.endswith(("ed", "en")) or before in terms.HELD_FORMS or before.endswith("ly")
        if not token.is_word or token.is_capital or token.owns or self.grouping.around(at):
            return False
        low = token.low
        return (
            low in terms.AUXILIARIES
            or low in terms.HELPERS
            or low in _VERBAL
            or low.endswith(("ly", "ed", "ée", "és", "ées"))
        )

    def _is_participle(self, token: Token) -> bool:
        return not token.is_capital and (token.low.endswith(("ed", "ée")) or token.low in terms.HELD_FORMS)

    def _behind_relative(self, start: int, is_plural: bool) -> tuple[int, bool]:
        """Before “who”, “both of whom”, and a comma."""
        tokens = self.tokens
        while start > 0 and (tokens[start - 1].low in words.RELATIVES or tokens[start - 1].low in _TO_WHOM):
            is_plural = is_plural or tokens[start - 1].low in _TO_WHOM
            start -= 1
        if start > 0 and tokens[start - 1].mark in (Mark.COMMA, Mark.OPEN, Mark.COLON):
            start -= 1
        return start, is_plural

    def ending_at(self, at: int) -> Group | None:
        """The group whose words, with what belongs to its last name, reach up to this token."""
        around = self.grouping.around(at - 1) if at else None
        if around is None:
            around = self.grouping.last_before(at)
            if around is None or not self._is_aside(around.end, at):
                return None
        last = max((one.mention.end for one in around.members if one.mention.first < at), default=0)
        return None if not last or self.tokens[last - 1].owns else around

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether only where and when stands between a name and its verb: “A of Orsk was”, “A on 5 May was”."""
        if start == end:
            return True
        tokens = self.tokens[start:end]
        closed = self.tokens[end].mark is Mark.COMMA
        if tokens[0].low in words.AND and tokens[-1].mark is Mark.COMMA:
            # “A, B and a boy called C, …”: the rest of the list.
            return len(tokens) < _LONGEST_NOUN + 2 and all(self._is_plain(token) for token in tokens[:-1])
        if tokens[0].mark is Mark.COMMA and closed and len(tokens) > 1:
            opens_clause = tokens[1].low in words.PRONOUNS or tokens[1].low in words.AND
            return not opens_clause and not any(token.mark is Mark.SEMICOLON for token in tokens)
        return tokens[0].low in _ASIDES and len(tokens) < 10 and all(self._is_plain(token) for token in tokens)

    def _is_plain(self, token: Token) -> bool:
        return (token.is_word or token.mark is Mark.NUMBER) and token.low not in terms.AUXILIARIES | terms.BLOCKS

    def chosen(self, group: Group, at: int, *, only_last: bool) -> tuple[Member, ...]:
        members = tuple(member for member in group.members if member.mention.first < at)
        if group.end > at:
            # Said within the description of one of them.
            return members[-1:]
        before = self.tokens[group.start - 1].low if group.start else ""
        if group.end == at and group.members[-1].role[1] == at and self.tokens[at].low.endswith("ing"):
            # “denied parole to A, a lawyer serving …”
            return members[-1:]
        if before in BY and len(members) > 1:
            # “According to A, B was arrested”
            members = members[1:]
        elif before in BY:
            return ()
        return members[-1:] if only_last else members

    def behind_opening(self, at: int) -> Patient:
        """“Detained since May, A has …”, “After being detained, A …”: the subject of the main clause."""
        start, _ = self.verb(at)
        if start > 1 or (start == 1 and self.tokens[0].low not in OPENINGS):
            return NOBODY
        return self.after_comma(at)

    def after_comma(self, at: int) -> Patient:
        tokens = self.tokens
        for comma in range(at + 1, min(at + _LONGEST_OPENING, len(tokens) - 1)):
            if tokens[comma].mark is Mark.COMMA:
                if group := self.grouping.starting_at(comma + 1):
                    return Patient(tuple(group.members[:1]))
                if found := pronoun(tokens, comma + 1):
                    return Patient(pronoun=found)
        return NOBODY


_DEFINITE = wordset("the this these both our my")
_GENDERS = dict.fromkeys(("he", "his", "him", "il", "er", "он", "его", "él", "lui", "himself"), "m")
_GENDERS |= dict.fromkeys(("she", "her", "elle", "она", "её", "ее", "ella", "lei", "herself"), "f")
_GENDERS |= dict.fromkeys(("su", "son", "sa", "seine", "seiner", "seinen", "o"), "")
_PLURALS = wordset("they their them ils elles leur leurs ellos ellas sus они их onlar ihre")
_SINGULARS = wordset("is was has remains ist wurde wird bleibt est fut es fue está è был была находится остается")
BY = wordset("by to with for against from about von par por da via per")
_VERBAL = wordset(
    """received got given handed gets receive serving served been being be to now then still once yet again since
    kept keep spent spends spend lives living sits sit serving too days weeks months years more than over nearly
    almost most of the last past held shown said believed reported thought understood known feared presumed himself
    herself themselves each left put placed led sent brought"""
)
_ASIDES = wordset("of from in at on and de von aus из da di since am le el il в seit near")
_TO_WHOM = wordset("both all two three each one most some none of")
OPENINGS = wordset(
    "after since despite while when before following though although having being après depuis nach seit"
)
