"""Whom a sentence's events befall, by where a name stands beside them: whoever arrests, judges or tells suffers none.

Only what the grammar makes sure is read here, whatever the person's office: a minister who “was arrested”, the lawyer
whom somebody “detained”. What else makes it likely is weighed in `intake.held.parts`. Pure.
"""

from collections.abc import Callable

from intake.held import terms, words
from intake.held.events import Event, Kind
from intake.held.groups import Grouping, Member
from intake.held.lists import wordset
from intake.held.parts import is_another
from intake.held.roles import head_of
from intake.held.subjects import NOBODY, OPENINGS, Patient, Subjects, pronoun
from intake.held.tokens import Mark, Token

# How far behind “those held” they may be named.
_LONGEST_NAMING = 14
_LONGEST_DATE = 6
_LONGEST_CLAUSE = 12
_LONGEST_DEED = 24
_LONGEST_LEAD = 4


class Patients:
    """Finds them in one sentence."""

    def __init__(self, tokens: list[Token], grouping: Grouping) -> None:
        self.tokens, self.grouping = tokens, grouping
        self.subjects = Subjects(tokens, grouping)
        self._ways: dict[Kind, Callable[[Event], Patient]] = {
            Kind.DONE: self._of_participle,
            Kind.DOES: lambda event: self._object(event.end),
            Kind.STATE: self._of_noun,
            Kind.DEATH: self._of_noun,
            Kind.PRISONER: self._of_prisoner,
            Kind.WHERE: lambda event: self._beside(event.at) or self.subjects.before(event.at) or self._being(event.at),
            Kind.TERM: lambda event: self._given(event.at) or self.subjects.before(event.at),
            Kind.SUFFERS: lambda event: self.subjects.before(event.at),
            Kind.DIES: lambda event: self.subjects.before(event.at),
            Kind.FREE: lambda event: self.subjects.before(event.at),
            Kind.ACCUSED: lambda event: Patient(pronoun=self.subjects.before(event.at).pronoun),
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
        if found := self._object(event.end) or self._named_among(event.end) or self._whom(event.at):
            return found
        if self._is_active(event):
            return NOBODY
        return self.subjects.before(event.at) or self.subjects.behind_opening(event.at)

    def _whom(self, at: int) -> Patient:
        """“A, whom the regime has wrongfully detained”"""
        tokens = self.tokens
        for back in range(at - 1, max(at - _LONGEST_CLAUSE, 0), -1):
            if tokens[back].low == "whom" and tokens[back - 1].low not in words.OF:
                start = back - 1 if tokens[back - 1].mark is Mark.COMMA else back
                group = self.subjects.ending_at(start)
                return Patient(tuple(group.members)) if group else NOBODY
            if not tokens[back].is_word or tokens[back].low in terms.AUXILIARIES:
                break
        return NOBODY

    def _being(self, at: int) -> Patient:
        """“A gave birth in custody”: where the only one named was, who is its subject and meets or tells nobody."""
        group = self.grouping.groups[0] if self.grouping.groups else None
        if group is None or not 0 < at - group.end <= _LONGEST_CLAUSE or group.start > _LONGEST_LEAD:
            return NOBODY
        if self.grouping.last_before(at) is not group or len(group.members) > 1:
            return NOBODY
        lead = [token.low for token in self.tokens[: group.start]]
        if lead and not (lead[-1] == "," and lead[0] in _ONE_OF and len(lead) <= _LONGEST_LEAD):
            return NOBODY
        between = self.tokens[group.end : at]
        other = any(one.low in words.SPEECH or one.low in _OBJECTS or one.mark is Mark.COMMA for one in between[1:])
        single = group.members[0]
        owned = self.tokens[single.mention.end - 1].owns
        return NOBODY if other or owned or is_another(self.tokens, single) else Patient((single,))

    def _is_active(self, event: Event) -> bool:
        """“Captain A arrested the demonstrators”: an English participle without auxiliary that has an object."""
        tokens, (start, lows) = self.tokens, self.subjects.verb(event.at)
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
        for way in range(at, min(at + _LONGEST_NAMING, len(tokens))):
            if tokens[way].low in _COPULAS:
                return Patient(self._ahead(way + 1))
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
        while start < len(tokens) and start - at < _LONGEST_DATE and self._is_of_date(start):
            # “the conviction on 27 November of A”
            start += 1
        if start < len(tokens) and (tokens[start].low in words.OF or tokens[start].low in _OF_NOUN):
            members = self._ahead(start + 1)
            return Patient((*members, *self._of_another(members)))
        if not tokens[at].text.isascii():
            # The genitive of languages that have no preposition for it, behind the noun or before it.
            if members := self._ahead(start):
                return Patient(members)
            group = self.grouping.last_before(at)
            return Patient(tuple(group.members)) if group and group.end == at else NOBODY
        return NOBODY

    def _is_of_date(self, at: int) -> bool:
        token = self.tokens[at]
        return token.mark is Mark.NUMBER or token.low in words.MONTHS_AND_DAYS or token.low in _BEFORE_DATES

    def _of_another(self, members: tuple[Member, ...]) -> tuple[Member, ...]:
        """“… of A and of his translator, B”"""
        group = self.grouping.around(members[-1].mention.first) if members else None
        at = group.end if group else len(self.tokens)
        at += at < len(self.tokens) and self.tokens[at].mark is Mark.COMMA
        lows = [token.low for token in self.tokens[at : at + 2]]
        if len(lows) < 2 or lows[0] not in words.AND or lows[1] not in words.OF:
            return ()
        after = at + 2
        return self._ahead(after) or self._owned(after + 1)

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
                opening = tokens[0].low in OPENINGS and back < 4
                return (self.subjects.after_comma(at) if opening else NOBODY) or Patient(pronoun=found)
            if token.low in _WHOSE:
                start = back - 1 if back and tokens[back - 1].mark is Mark.COMMA else back
                group = self.subjects.ending_at(start)
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
        if members := self._ahead(behind) or self._in_apposition(behind):
            return Patient(members)
        if found := self._named_among(behind):
            return found
        start = event.at
        while start > 0 and event.at - start < 5 and tokens[start - 1].is_word and not tokens[start - 1].is_capital:
            if tokens[start - 1].low in terms.AUXILIARIES:
                return self.subjects.before(start)
            start -= 1
        return NOBODY

    def _in_apposition(self, at: int) -> tuple[Member, ...]:
        """“Her cellmate, the poet A, …”: the name between commas behind the noun."""
        apart = at + 1 < len(self.tokens) and self.tokens[at].mark is Mark.COMMA
        before = self.tokens[at - 2].low if at > 1 else ""
        members = self._ahead(at + 1) if apart and (before in words.POSSESSIVES or before in words.DETERMINERS) else ()
        return members[:1]

    def together(self, at: int) -> tuple[Member, ...]:
        """“A was seized at Orsk, together with his driver, B”: who is named as with A behind what was done."""
        tokens = self.tokens
        for way in range(at, min(at + _LONGEST_DEED, len(tokens) - 2)):
            token = tokens[way]
            if token.mark is Mark.SEMICOLON or token.low in _ENDS_DEED:
                return ()
            if token.low == "alongside" or (token.low in _TOGETHER and tokens[way + 1].low == "with"):
                start = way + 1 + (token.low != "alongside")
                return self._ahead(start) or self._owned(start + (tokens[start].low in words.POSSESSIVES))
        return ()

    def _beside(self, at: int) -> Patient:
        """“took A into custody”, “A behind bars”, “A in Orsk Prison”"""
        group = self.grouping.last_before(at)
        if group is None or group.end != at or self.tokens[at - 1].owns:
            return NOBODY
        return Patient(self.subjects.chosen(group, at, only_last=False))

    def _given(self, at: int) -> Patient:
        """“gave him nine years”"""
        if at and (found := pronoun(self.tokens, at - 1)):
            return Patient(pronoun=found)
        return self._beside(at)


_ONE_OF = wordset("one another among some")
_OBJECTS = wordset("him her them whom who that which while when")
_TOGETHER = wordset("together along")
_ENDS_DEED = words.RELATIVES | words.AND | words.SPEECH | wordset("that when while after before because where whose")
_FORMER = wordset("former ex ancien ancienne бывший")
_ADVERBS = wordset("incommunicado again twice last this early late today yesterday hostage home")
_GROUP_OPENINGS = wordset("among amongst those also others parmi unter entre tra fra среди aralarında")
_COPULAS = wordset("are were is was include includes included sont étaient sind waren son eran sono")
_ACTIVE_TOO = frozenset(word for word in terms.HELD_FORMS if word.isascii() and word.endswith("ed")) | {"held"}
_COMPLEMENTS = (
    wordset("in on at since for by without from under during after along with to as and or while last this early late")
    | _ADVERBS
    | words.MONTHS_AND_DAYS
)
_BEFORE_DATES = wordset("on in last this yesterday today")
_OF_NOUN = wordset("for against contre gegen")
_WHOSE = wordset("whose cuyo cuya deren dessen")
