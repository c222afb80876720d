"""Whom a sentence speaks of as held, whom as dead, and which pronouns it uses for somebody held. Pure.

Only the one who suffers it: whoever arrests, judges, represents or speaks of somebody is not held by that. A sentence
is read from its words of being held (`intake.held.terms`) to the people who stand where their grammar has them.
"""

from collections.abc import Iterable

from intake.held import terms, words
from intake.held.clues import Clues
from intake.held.groups import Group, Grouping, Member, head_of
from intake.held.lists import wordset
from intake.held.subjects import NOBODY, Pronoun, Subject, Subjects
from intake.held.tokens import Mark, Token

_LONGEST_WAY = 45


class Holding:
    """What one sentence says. `held` may name one person more than once; `speaks` when it has any word of being held."""

    def __init__(self, tokens: list[Token], grouping: Grouping, *, is_item: bool = False) -> None:
        self.tokens, self.grouping, self.is_item = tokens, grouping, is_item
        self.subjects = Subjects(tokens, grouping)
        self.held: list[Member] = []
        self.dead: list[Member] = []
        self.pronouns: list[Pronoun] = []
        self.speaks = False
        told = [at for at, token in enumerate(tokens) if token.low in _TOLD_BY and token.is_word]
        if told:
            self.clues = Clues(tokens)
        for at in told:
            self._read(at, tokens[at].low)
        self._read_roles()
        if self.speaks:
            for group in grouping.groups:
                if [token.low for token in tokens[group.end : group.end + 2]] in (
                    ["among", "them"],
                    ["amongst", "them"],
                ):
                    self.held += group.members

    def _read(self, at: int, low: str) -> None:
        if low in terms.HELD_FORMS:
            self.speaks = True
            self._participle(at)
        if low in terms.DOES:
            self.speaks = True
            self._verb(at)
        if low in terms.STATES:
            self.speaks = True
            self._noun(at)
        if low in terms.PRISONERS:
            self.speaks = True
            self._prisoners(at)
        length = self.clues.phrase(terms.PREDICATES, at) or self.clues.in_a_prison(at)
        if length:
            self.speaks = True
            self._predicate(at, length)
        if self.clues.phrase(terms.SUFFERS, at):
            self.speaks = True
            self._suffers(at)
        if self.clues.phrase(terms.DIES, at):
            self.dead += self._subject(at).members
        if low in {"took", "take", "taking", "takes"}:
            self._carried_off(at)
        if low == "that" and self.speaks and at + 1 < len(self.tokens) and self.tokens[at + 1].low == "of":
            self._take_all(self.subjects.ahead(at + 2))
        if low in terms.DEATHS:
            self._death(at)

    # What was found

    def _take(self, subject: Subject) -> bool:
        self.held += subject.members
        if subject.pronoun:
            self.pronouns.append(subject.pronoun)
        return bool(subject)

    def _take_all(self, members: Iterable[Member]) -> bool:
        found = list(members)
        self.held += found
        return bool(found)

    # Participles: “was detained”, “detained A”, “A, detained since May,”

    def _participle(self, at: int) -> None:
        tokens = self.tokens
        seized = tokens[at].low in terms.SEIZED
        if seized and (self.clues.negated(at) or self.clues.absent(at)):
            return
        if self._take_all(self._objects(at)) or self._take_pronoun(at + 1):
            return
        if tokens[at].low == "held" and at + 1 < len(tokens) and tokens[at + 1].low in terms.NOT_HELD:
            return
        begins, inner = self.subjects.auxiliary(at)
        if begins >= 0:
            if inner and not tokens[inner.end - 1].owns:
                self._take_all(inner.members)
                return
            subject = self._subject_of(begins, at) or self._behind_opening(begins, at) or self._out_of_many(begins)
            if not self._take(subject) or (subject.pronoun and subject.pronoun.is_plural):
                self._named_after(at)
            elif any(token.low in {"with", "alongside"} for token in tokens[at + 1 : at + 12]):
                self._named_after(at)
                lows = [token.low for token in tokens[at + 1 : at + 3]]
                if lows in (["together", "with"], ["along", "with"]) or lows[:1] == ["alongside"]:
                    self._take_all(self.subjects.ahead(at + 2 if lows[0] == "alongside" else at + 3))
            return
        if not self._take(self._bare(at) or self._out_of_many(at)):
            self._named_after(at)

    def _objects(self, at: int) -> tuple[Member, ...]:
        """Whom the verb at `at` takes: what follows it at once."""
        tokens, behind = self.tokens, at + 1
        if behind < len(tokens) and tokens[behind].low.endswith("ly"):
            behind += 1
        members = self.subjects.ahead(behind)
        if members and tokens[at].low in {"held", "hold", "holds", "holding"}:
            end = members[-1].mention.end
            if end < len(tokens) and tokens[end].low in terms.NOT_HELD:
                return ()
        return members

    def _subject_of(self, begins: int, at: int) -> Subject:
        verb = [token.low for token in self.tokens[begins:at]]
        foreign = not self.tokens[at].low.endswith("ed") and self.tokens[at].low != "held"
        return self.subjects.before(
            begins, is_plural=not terms.PLURALS.isdisjoint(verb), loosely=foreign and begins == at
        )

    def _out_of_many(self, begins: int) -> Subject:
        """“A was one of the first to be arrested”"""
        if self.clues.lows.isdisjoint(_OUT_OF_MANY):
            return NOBODY
        for way in range(min(begins + 1, len(self.tokens) - 1), max(begins - 12, 0), -1):
            token = self.tokens[way]
            if not token.is_word or token.is_capital:
                return NOBODY
            if token.low in _OUT_OF_MANY:
                start, _ = self.subjects.auxiliary(way)
                if start >= 0:
                    return self.subjects.before(start, is_plural=token.low == "among")
        return NOBODY

    def _behind_opening(self, begins: int, at: int) -> Subject:
        """“After being detained in May, A …”: the subject of the main clause."""
        if begins > 2 or (begins and self.tokens[0].low not in _OPENINGS):
            return NOBODY
        return self._after_comma(at)

    def _after_comma(self, at: int) -> Subject:
        tokens = self.tokens
        for comma in range(at + 1, min(at + _LONGEST_WAY, len(tokens))):
            if tokens[comma].mark is Mark.COMMA:
                members = self.subjects.ahead(comma + 1)
                if members:
                    return Subject(members[:1])
                if comma + 1 < len(tokens) and tokens[comma + 1].low in words.PRONOUNS - _NOT_PEOPLE:
                    return Subject(pronoun=self.subjects.pronoun(comma + 1))
        return NOBODY

    def _bare(self, at: int) -> Subject:
        """A participle without an auxiliary: said of the name before it, or at the head of the sentence of its subject."""
        tokens = self.tokens
        if at == 0 or (at == 1 and tokens[0].low.endswith("ly")):
            return self._after_comma(at)
        before, after = tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else None
        if before.low.endswith("ly") and at > 1:
            before, start = tokens[at - 2], at - 1
        else:
            start = at
        active = tokens[at].low.endswith("ed") or tokens[at].low == "held"
        goes_on = after is None or not after.is_word or after.low in _COMPLEMENTS or after.low.endswith("ly")
        if before.mark in (Mark.COMMA, Mark.OPEN, Mark.COLON):
            if not goes_on and active:
                return NOBODY
            group = self.grouping.around(start) or self.grouping.last_before(start)
            if group is None or group.end < start - 1 or self._is_clause_object(group.start):
                return NOBODY
            return Subject(self._nearest(group, start))
        if active and not (self.is_item or (goes_on and tokens[at].low != "held")):
            return NOBODY
        if (after is not None and after.low == "by") or goes_on or not active:
            last = self.grouping.last_before(start)
            shared = bool(last and last.end >= start - 2 and last.members[-1].is_shared)
            subject = self.subjects.before(start, is_plural=not active or shared, loosely=not active)
            return subject if not any(member.mention.has_power and active for member in subject.members) else NOBODY
        return NOBODY

    def _nearest(self, group: Group, at: int) -> tuple[Member, ...]:
        """The last name before `at`; all, when they are described or enumerated as one."""
        members = tuple(member for member in group.members if member.mention.first < at)
        bare = all(member.role[0] <= member.mention.first for member in members) and not group.has_tail
        return members if len(members) > 1 and (bare or members[-1].is_shared) else members[-1:]

    def _is_clause_object(self, start: int) -> bool:
        return start > 0 and self.tokens[start - 1].low in {"by", "von", "par", "por", "da"}

    # Verbs that others do: “release A”, “continues to hold A”

    def _verb(self, at: int) -> None:
        if self.clues.wished(at) and self.tokens[at].low in terms.STATES:
            return
        if self.clues.negated(at) and self.tokens[at].low not in _LETTING_GO:
            return
        if not self._take_all(self._objects(at)) and not self._take_pronoun(at + 1):
            self._named_after(at)

    def _take_pronoun(self, at: int) -> bool:
        """“imprisoned him”, “release her immediately”"""
        tokens = self.tokens
        if at >= len(tokens) or tokens[at].low not in {"him", "her", "them"}:
            return False
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if tokens[at].low == "her" and after and after.is_word and after.low not in _COMPLEMENTS | words.CLAUSE:
            if not after.low.endswith("ly"):
                return False
        return self._take(Subject(pronoun=self.subjects.pronoun(at)))

    def _carried_off(self, at: int) -> None:
        """“took him away”, “took A prisoner”"""
        members = self.subjects.ahead(at + 1)
        end = members[-1].mention.end if members else at + 2
        if end < len(self.tokens) and self.tokens[end].low in {"away", "prisoner", "hostage", "captive"}:
            self._take_all(members) or self._take_pronoun(at + 1)

    # Nouns: “the release of A”, “A's arrest”

    def _noun(self, at: int) -> None:
        tokens = self.tokens
        if self.clues.wished(at):
            return
        start = at
        if at + 1 < len(tokens) and tokens[at + 1].mark is Mark.COMMA:
            # “the arrest, on 20 December last, of A”
            start = next(
                (way for way in range(at + 2, min(at + 12, len(tokens))) if tokens[way].mark is Mark.COMMA), at
            )
        after = tokens[start + 1] if start + 1 < len(tokens) else None
        if after and (after.low in words.OF or after.low in _FOR.get(tokens[at].low, ())):
            behind = start + 2
            if behind < len(tokens) and tokens[behind].low in words.DETERMINERS and not self.subjects.ahead(behind):
                behind += 1
            if self._take_all(self.subjects.ahead(behind)):
                return
            if self._named_after(at) or after.low in words.OF:
                return
        if not tokens[at].text.isascii() and self._take_all(self.subjects.ahead(at + 1)):
            # The genitive of languages without a preposition for it, behind the noun or before it.
            return
        if not tokens[at].text.isascii() and (group := self.grouping.last_before(at)) and group.end == at:
            self._take_all(group.members)
            return
        owner = self.subjects.owner(at)
        if owner.pronoun and tokens[0].low in _OPENINGS and (subject := self._after_comma(at)):
            self._take(subject)
            return
        if self._take(owner):
            return
        if at + 1 < len(tokens):
            self._named_after(at)

    # People as prisoners: “political prisoner A”, “A is a prisoner of conscience”, “hostages, among them A”

    def _prisoners(self, at: int) -> None:
        tokens = self.tokens
        if tokens[at].owns or self.clues.is_former(at):
            return
        behind = at + 1
        for phrase in terms.OF_PRISONERS:
            if tuple(token.low for token in tokens[behind : behind + len(phrase)]) == phrase:
                behind += len(phrase)
                break
        if self._take_all(self.subjects.ahead(behind)):
            return
        if behind < len(tokens) and tokens[behind].mark in (Mark.COMMA, Mark.COLON) and self._listed(behind):
            return
        begins, _ = self.subjects.auxiliary(at)
        if begins >= 0 and not self.clues.negated(at):
            verb = [token.low for token in tokens[begins:at]]
            if self._take(self.subjects.before(begins, is_plural=not terms.PLURALS.isdisjoint(verb))):
                return
        self._named_after(at, copulas=True)

    def _listed(self, comma: int) -> bool:
        """Names behind a comma or a colon, which the noun before introduces."""
        members = self.subjects.ahead(comma + 1)
        if not members:
            return False
        group = self.grouping.starting_at(comma + 1)
        after = self.tokens[group.end] if group and group.end < len(self.tokens) else None
        colon = self.tokens[comma].text in ":–—"
        closed = after is None or not after.is_word
        office = any(member.mention.has_power and not self._is_formerly(member) for member in members)
        if colon or (closed and not office):
            return self._take_all(members)
        return False

    def _read_roles(self) -> None:
        """“A, a political prisoner”: the description says it."""
        for group in self.grouping.groups:
            for member in group.members:
                first, last = member.role
                if first < last and self.tokens[head_of(self.tokens, first, last)].low in terms.PRISONERS:
                    self.speaks = True
                    if not self.clues.is_former(head_of(self.tokens, first, last)):
                        self.held.append(member)

    # Where somebody is: “behind bars”, “under house arrest”

    def _predicate(self, at: int, length: int) -> None:
        tokens = self.tokens
        if self.clues.negated(at):
            return
        group = self.grouping.last_before(at)
        if (
            group
            and group.members[-1].mention.end == at
            and not tokens[at - 1].owns
            and not self._is_clause_object(group.start)
        ):
            after = tokens[at + length] if at + length < len(tokens) else None
            if length > 1 or after is None or not after.is_capital:
                self._take_all(
                    group.members[-1:] if tokens[at].low in {"prisoner", "hostage", "captive"} else group.members
                )
            return
        if length == 1 and tokens[at].low in terms.PRISONERS:
            return
        begins, inner = self.subjects.auxiliary(at)
        if begins >= 0 and self.clues.is_work(begins, at):
            return
        if begins < 0:
            begins = self._verb_of_staying(at)
        if inner is None and begins >= 0:
            inner = self.grouping.starting_at(begins + 1)
        if inner and inner.start == begins + 1 and inner.end <= at:
            self._take_all(inner.members)
            return
        if begins >= 0:
            verb = [token.low for token in tokens[begins:at]]
            if self._take(self.subjects.before(begins, is_plural=not terms.PLURALS.isdisjoint(verb))):
                return
        elif tokens[at - 1].mark is Mark.COMMA and at:
            self._take(self.subjects.before(at - 1, is_plural=False))
            return
        self._named_after(at + length - 1)

    def _verb_of_staying(self, at: int) -> int:
        for back in range(at - 1, max(at - 10, -1), -1):
            low = self.tokens[back].low
            if low in _STAYING:
                return self.subjects.helpers(back)
            if (low in terms.BLOCKS and low != "for" and low != "over" and low != "about") or not self.tokens[
                back
            ].low.strip(",;."):
                return -1
        return -1

    def _suffers(self, at: int) -> None:
        if self.clues.negated(at):
            return
        self._take(self._subject(at))

    def _subject(self, at: int) -> Subject:
        begins = self.subjects.helpers(at)
        verb = [token.low for token in self.tokens[begins : at + 1]]
        loosely = not self.tokens[at].low.isascii() or self.tokens[at].low in terms.SEIZED
        return self.subjects.before(begins, is_plural=not terms.PLURALS.isdisjoint(verb), loosely=loosely)

    def _death(self, at: int) -> None:
        tokens = self.tokens
        if at + 1 < len(tokens) and tokens[at + 1].low in words.OF:
            self.dead += self.subjects.ahead(at + 2)
        elif at:
            self.dead += self.subjects.owner(at).members

    # Groups that name the people in them: “several leaders were detained, such as A”

    # Groups that name the people in them: “several leaders were detained, such as A”

    def _named_after(self, at: int, *, copulas: bool = False) -> bool:
        if self.clues.answered_for(at):
            return False
        for start in self.clues.enumerations(at, copulas=copulas):
            members = self.subjects.ahead(start)
            if members and not self.tokens[members[-1].mention.end - 1].owns:
                return self._take_all(members)
        return False

    def _is_formerly(self, member: Member) -> bool:
        first, last = member.role
        return any(token.low in words.FORMERLY for token in self.tokens[first:last])


_TOLD_BY = (
    terms.HELD_FORMS
    | terms.DOES
    | terms.STATES
    | terms.PRISONERS
    | terms.DEATHS
    | terms.PREDICATES.keys()
    | terms.SUFFERS.keys()
    | terms.DIES.keys()
    | {"took", "take", "taking", "takes", "that", "in", "at", "to", "into", "inside", "im", "в", "dans", "en"}
)
_OUT_OF_MANY = wordset("one first last among only latest")
_OPENINGS = wordset(
    """after since despite while when before following though although having being après depuis nach seit"""
)
_NOT_PEOPLE = wordset("it we i you us me es wir on o")
_COMPLEMENTS = (
    wordset(
        """in on at since for by without from under during after along with to as incommunicado again twice last this
    early late and or while today yesterday hostage depuis en à pour le seit am bei wegen desde por el con dal per"""
    )
    | words.MONTHS_AND_DAYS
)
_LETTING_GO = wordset("free freeing frees release releases releasing liberate liberating pardon pardoning")
_FOR = {
    "release": {"for"}, "freedom": {"for"}, "trial": {"against"}, "sentence": {"against", "for"}, "pardon": {"for"},
    "procès": {"contre"}, "persecution": (), "prozess": {"gegen"},
}  # fmt: skip
_STAYING = wordset(
    """spent spend spends spending languish languishes languishing languished suffers suffering sits sit sitting went
    goes go stands put keeps kept waiting awaiting lives living rots rotting sitzt sitzen passe passé lleva llevan
    pasa trascorre"""
)
