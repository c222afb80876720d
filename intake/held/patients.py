"""Whom a sentence's events befall, by where a name stands beside them: whoever arrests, judges or tells suffers none.

Only what the grammar makes sure is read here, whatever the person's office: a minister who “was arrested”, the lawyer
whom somebody “detained”. What else makes it likely is weighed in `intake.held.parts`. Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass

from intake.held import terms, words
from intake.held.events import Event, Kind
from intake.held.groups import Group, Grouping, Member
from intake.held.lists import wordset
from intake.held.roles import head_of
from intake.held.tokens import Mark, Token

# How far a verb's own words (“has been reported to be still”) may reach.
_LONGEST_VERB = 14
_LONGEST_OPENING = 45


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


class Patients:
    """Finds them in one sentence."""

    def __init__(self, tokens: list[Token], grouping: Grouping) -> None:
        self.tokens, self.grouping = tokens, grouping
        self._ways: dict[Kind, Callable[[Event], Patient]] = {
            Kind.DONE: self._of_participle,
            Kind.DOES: lambda event: self._object(event.end),
            Kind.STATE: self._of_noun,
            Kind.DEATH: self._of_noun,
            Kind.PRISONER: self._of_prisoner,
            Kind.WHERE: lambda event: self._beside(event.at) or self._subject(event.at),
            Kind.TERM: lambda event: self._given(event.at) or self._subject(event.at),
            Kind.SUFFERS: lambda event: self._subject(event.at),
            Kind.DIES: lambda event: self._subject(event.at),
            Kind.FREE: lambda event: self._subject(event.at),
            Kind.ACCUSED: lambda event: Patient(pronoun=self._subject(event.at).pronoun),
        }

    def of(self, event: Event) -> Patient:
        return self._ways[event.kind](event)

    def described(self) -> list[Member]:
        """“A, a political prisoner”, “detained dissident A”: the description says it."""
        return [member for group in self.grouping.groups for member in group.members if self._is_described(member)]

    def _is_described(self, member: Member) -> bool:
        first, last = member.role
        if first >= last:
            return False
        head = head_of(self.tokens, first, last)
        former = any(token.low in _FORMER for token in self.tokens[max(0, head - 3) : head])
        return self.tokens[head].low in terms.PRISONERS and not former

    def _of_participle(self, event: Event) -> Patient:
        if found := self._object(event.end) or self._named_among(event.end):
            return found
        if self._is_active(event):
            return NOBODY
        return self._subject(event.at) or self._behind_opening(event.at)

    def _is_active(self, event: Event) -> bool:
        """“Captain A arrested the demonstrators”: an English participle without auxiliary that has an object."""
        tokens, (start, lows) = self.tokens, self._verb(event.at)
        if tokens[event.at].low not in _ACTIVE_TOO or not terms.AUXILIARIES.isdisjoint(lows):
            return False
        before = tokens[start - 1] if start else None
        apart = before is None or not before.is_word
        after = tokens[event.end] if event.end < len(tokens) else None
        goes_on = after is None or not after.is_word or after.low in _COMPLEMENTS or after.low.endswith("ly")
        return not goes_on or (not apart and tokens[event.at].low == "held")

    def _named_among(self, at: int) -> Patient:
        """“Among those held are A and B”"""
        tokens = self.tokens
        if tokens[0].low not in _GROUP_OPENINGS:
            return NOBODY
        for way in range(at, min(at + _LONGEST_VERB, len(tokens))):
            if tokens[way].low in _COPULAS:
                return Patient(self._ahead(way + 1))
        return NOBODY

    # Before the event

    def _subject(self, at: int) -> Patient:
        """Who stands before the verb that ends at `at`."""
        start, lows = self._verb(at)
        if start == 0:
            return NOBODY
        tokens = self.tokens
        if found := pronoun(tokens, start - 1):
            return Patient(pronoun=found)
        if tokens[start - 1].low in words.AND and (first := self._first_named(start)):
            return Patient(tuple(first.members))
        start, is_plural = self._behind_relative(start, not terms.PLURALS.isdisjoint(lows))
        group = self._ending_at(start)
        if group is None:
            return NOBODY
        is_single = not is_plural and not _SINGULARS.isdisjoint(lows)
        if self._is_of_kin(group, may_be_many=is_single):
            return NOBODY
        return Patient(self._chosen(group, at, only_last=is_single))

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

    def _verb(self, at: int) -> tuple[int, set[str]]:
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

    def _ending_at(self, at: int) -> Group | None:
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
        if tokens[0].mark is Mark.COMMA and closed and len(tokens) > 1:
            opens_clause = tokens[1].low in words.PRONOUNS or tokens[1].low in words.AND
            return not opens_clause and not any(token.mark is Mark.SEMICOLON for token in tokens)
        return tokens[0].low in _ASIDES and len(tokens) < 10 and all(self._is_plain(token) for token in tokens)

    def _is_plain(self, token: Token) -> bool:
        return (token.is_word or token.mark is Mark.NUMBER) and token.low not in terms.AUXILIARIES | terms.BLOCKS

    def _chosen(self, group: Group, at: int, *, only_last: bool) -> tuple[Member, ...]:
        members = tuple(member for member in group.members if member.mention.first < at)
        if group.end > at:
            # Said within the description of one of them.
            return members[-1:]
        before = self.tokens[group.start - 1].low if group.start else ""
        if before in BY and len(members) > 1:
            # “According to A, B was arrested”
            members = members[1:]
        elif before in BY:
            return ()
        return members[-1:] if only_last else members

    def _behind_opening(self, at: int) -> Patient:
        """“Detained since May, A has …”, “After being detained, A …”: the subject of the main clause."""
        start, _ = self._verb(at)
        if start > 1 or (start == 1 and self.tokens[0].low not in _OPENINGS):
            return NOBODY
        return self._after_comma(at)

    def _after_comma(self, at: int) -> Patient:
        tokens = self.tokens
        for comma in range(at + 1, min(at + _LONGEST_OPENING, len(tokens) - 1)):
            if tokens[comma].mark is Mark.COMMA:
                if group := self.grouping.starting_at(comma + 1):
                    return Patient(tuple(group.members[:1]))
                if found := pronoun(tokens, comma + 1):
                    return Patient(pronoun=found)
        return NOBODY

    # Behind the event

    def _object(self, at: int) -> Patient:
        """Whom the verb before `at` takes."""
        tokens = self.tokens
        if at < len(tokens) and tokens[at].low.endswith("ly") and not tokens[at].is_capital:
            at += 1
        if at < len(tokens) and tokens[at].low in {"him", "her", "them"}:
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            possessive = tokens[at].low == "her" and after is not None and after.is_word and self._begins_noun(after)
            if not possessive:
                return Patient(pronoun=pronoun(tokens, at))
        return Patient(self._ahead(at))

    def _begins_noun(self, token: Token) -> bool:
        low = token.low
        return not (low in words.CLAUSE or low in words.AND or low in _ADVERBS or low.endswith("ly"))

    def _ahead(self, at: int) -> tuple[Member, ...]:
        """The people named from `at` on, behind an article or a possessive that is somebody else's."""
        tokens = self.tokens
        if at < len(tokens) and not self.grouping.starting_at(at):
            low = tokens[at].low
            at += low in words.POSSESSIVES or low in words.DETERMINERS or low in words.BOTH
        group = self.grouping.starting_at(at)
        if group is None:
            return ()
        if tokens[group.members[-1].mention.end - 1].owns:
            # “the arrest of A's brother B”, “the release of A and B's mother”
            others = tuple(member for member in group.members if not tokens[member.mention.end - 1].owns)
            return others or self._owned(group.end)
        return tuple(group.members)

    def _owned(self, at: int) -> tuple[Member, ...]:
        tokens = self.tokens
        if at + 1 < len(tokens) and tokens[at].low in words.KIN and tokens[at + 1].mark is Mark.COMMA:
            at += 2
        group = self.grouping.starting_at(at)
        return tuple(group.members) if group and not tokens[group.members[-1].mention.end - 1].owns else ()

    def _of_noun(self, event: Event) -> Patient:
        return self._genitive(event.at) or self._owner(event.at)

    def _genitive(self, at: int) -> Patient:
        """“the arrest of A”"""
        tokens, start = self.tokens, at + 1
        if start < len(tokens) and tokens[start].mark is Mark.COMMA:
            # “the arrest, on 20 December last, of A”
            start = 1 + next(
                (way for way in range(at + 2, min(at + 12, len(tokens))) if tokens[way].mark is Mark.COMMA), at
            )
        if start < len(tokens) and (tokens[start].low in words.OF or tokens[start].low in _OF_NOUN):
            return Patient(self._ahead(start + 1))
        if not tokens[at].text.isascii():
            # The genitive of languages that have no preposition for it, behind the noun or before it.
            if members := self._ahead(start):
                return Patient(members)
            group = self.grouping.last_before(at)
            return Patient(tuple(group.members)) if group and group.end == at else NOBODY
        return NOBODY

    def _owner(self, at: int) -> Patient:
        """“A's unlawful detention”, “their release”"""
        tokens = self.tokens
        for back in range(at - 1, max(at - 6, -1), -1):
            token = tokens[back]
            if token.owns:
                group = self.grouping.around(back)
                ends = group and group.members[-1].mention.end == back + 1
                return Patient(tuple(group.members)) if group and ends else NOBODY
            if found := pronoun(tokens, back):
                opening = tokens[0].low in _OPENINGS and back < 4
                return (self._after_comma(at) if opening else NOBODY) or Patient(pronoun=found)
            if token.low in _WHOSE:
                start = back - 1 if back and tokens[back - 1].mark is Mark.COMMA else back
                group = self._ending_at(start)
                return Patient(tuple(group.members)) if group else NOBODY
            if not token.is_word or token.low in words.CLAUSE or token.low in words.PERSON_NOUNS:
                return NOBODY
        return NOBODY

    def _of_prisoner(self, event: Event) -> Patient:
        tokens, behind = self.tokens, event.end
        if tokens[event.at].owns:
            return NOBODY
        for phrase in terms.OF_PRISONERS:
            if tuple(token.low for token in tokens[behind : behind + len(phrase)]) == phrase:
                behind += len(phrase)
                break
        if members := self._ahead(behind):
            return Patient(members)
        if found := self._named_among(behind):
            return found
        start = event.at
        while start > 0 and event.at - start < 5 and tokens[start - 1].is_word and not tokens[start - 1].is_capital:
            if tokens[start - 1].low in terms.AUXILIARIES:
                return self._subject(start)
            start -= 1
        return NOBODY

    def _beside(self, at: int) -> Patient:
        """“took A into custody”, “A behind bars”, “A in Orsk Prison”"""
        group = self.grouping.last_before(at)
        if group is None or group.end != at or self.tokens[at - 1].owns:
            return NOBODY
        return Patient(self._chosen(group, at, only_last=False))

    def _given(self, at: int) -> Patient:
        """“gave him nine years”"""
        if at and (found := pronoun(self.tokens, at - 1)):
            return Patient(pronoun=found)
        return self._beside(at)


_GENDERS = dict.fromkeys(("he", "his", "him", "il", "er", "он", "его", "él", "lui", "himself"), "m")
_GENDERS |= dict.fromkeys(("she", "her", "elle", "она", "её", "ee", "ella", "lei", "herself"), "f")
_GENDERS |= dict.fromkeys(("su", "son", "sa", "seine", "seiner", "seinen", "o"), "")
_PLURALS = wordset("they their them ils elles leur leurs ellos ellas sus они их onlar ihre")
_SINGULARS = wordset("is was has remains ist wurde wird bleibt est fut es fue está è был была находится остается")
_FORMER = wordset("former ex ancien ancienne бывший")
BY = wordset("by to with for against from about von par por da via per")
_VERBAL = wordset(
    """received got given handed gets receive serving served been being be to now then still once yet again since
    kept keep spent spends spend lives living sits sit serving too days weeks months years more than over nearly
    almost most of the last past held shown said believed reported thought understood known feared presumed himself
    herself themselves each left put placed led sent brought"""
)
_ASIDES = wordset("of from in at on and de von aus из da di since am le el il в seit near")
_TO_WHOM = wordset("both all two three each one most some none of")
_OPENINGS = wordset(
    "after since despite while when before following though although having being après depuis nach seit"
)
_ADVERBS = wordset("incommunicado again twice last this early late today yesterday hostage home")
_GROUP_OPENINGS = wordset("among amongst those also others parmi unter entre tra fra среди aralarında")
_COPULAS = wordset("are were is was include includes included sont étaient sind waren son eran sono")
_ACTIVE_TOO = frozenset(word for word in terms.HELD_FORMS if word.isascii() and word.endswith("ed")) | {"held"}
_COMPLEMENTS = (
    wordset("in on at since for by without from under during after along with to as and or while last this early late")
    | _ADVERBS
    | words.MONTHS_AND_DAYS
)
_OF_NOUN = wordset("for against contre gegen")
_WHOSE = wordset("whose cuyo cuya deren dessen")
