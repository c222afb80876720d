"""Who in a letter's text is spoken of as held: suggestions for a person to decide on. Pure.

The reading is `intake.held`'s: `texts` takes the text apart, `weighing` says who is held. Here are the two ends of it:
the names that are known before, and the suggestions in the text's own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from intake.held import terms
from intake.held.groups import Member
from intake.held.persons import Named, Record
from intake.held.roles import head_of
from intake.held.texts import Text
from intake.held.tokens import Token
from intake.held.weighing import Weighing
from intake.parsed import NOTHING, ParsedDetainee, Value
from intake.printed import Printed, joined_spans
from people.names import read_name


@dataclass(frozen=True, slots=True)
class KnownName:
    """One name of a person on record; a person with several names, or scripts, stands here several times.

    `is_detainee` when the record holds the person as detained: then the name alone is reason enough to suggest.
    Anybody else who is known must be spoken of as held, like an unknown name.
    """

    key: int
    name: str
    is_detainee: bool = False


def suggest(
    body: Printed, *, known: Sequence[KnownName] = (), not_held: Sequence[str] = ()
) -> tuple[ParsedDetainee, ...]:
    """The people of whom `body` speaks as held, in the order of the text.

    `not_held` are names of people who are not suggested: the letter's signers and addressees, authors of its sources.
    """
    text = Text(body.text, _records.of(known))
    weighing = Weighing(text, [read_name(name) for name in not_held])
    held = weighing.held()
    wording = _Wording(body, text, weighing)
    return tuple(wording.suggestion(person) for person in held)


class _Records:
    """The names ready for looking up; kept for the next letter of the same run, which brings the same sequence."""

    def __init__(self) -> None:
        self._latest: tuple[Sequence[KnownName], Record] = ((), Record(()))

    def of(self, known: Sequence[KnownName]) -> Record:
        names, record = self._latest
        if names is not known:
            record = Record([(one.key, one.name, one.is_detainee) for one in known])
            self._latest = (known, record)
        return record


_records = _Records()


class _Wording:
    """A person in the words of the text."""

    def __init__(self, body: Printed, text: Text, weighing: Weighing) -> None:
        self._body, self._text, self._other_roles = body, text, weighing.other_roles

    def suggestion(self, person: Named) -> ParsedDetainee:
        number, mention = (person.full or person.partial)[0]
        tokens = self._text.sentences[number].tokens
        name = self._value(tokens[mention.first].start, tokens[mention.end - 1].end)
        if mention.family is not None:
            family = self._value(tokens[mention.family].start, tokens[mention.family].end)
            name = Value(f"{name} {family}", joined_spans([name, family]))
        return ParsedDetainee(name=name, description=self._description(person), known_as=person.known)

    def _description(self, person: Named) -> Value:
        """The first words of the text that say what the person is."""
        for number, mention in sorted([*person.full, *person.partial], key=lambda place: (place[0], place[1].first)):
            for at in self._other_roles.get((number, mention.first), ()):
                if tokens := self._text.sentences[at].tokens:
                    return self._value(tokens[0].start, tokens[-1].end)
            sentence = self._text.sentences[number]
            member = sentence.grouping.member(mention)
            if member and (value := self._role(sentence.tokens, member)):
                return value
        return NOTHING

    def _role(self, tokens: list[Token], member: Member) -> Value:
        first, last = member.role
        if first >= last:
            return NOTHING
        head = head_of(tokens, first, last)
        if tokens[head].low in terms.PRISONERS:
            return NOTHING
        value = self._value(tokens[first].start, tokens[last - 1].end)
        if not member.is_shared:
            return value
        place = tokens[head].start - tokens[first].start
        text = self._text.view[tokens[first].start : tokens[last - 1].end]
        text = text[:place] + _singular(tokens[head].text) + text[place + len(tokens[head].text) :]
        return Value(" ".join(text.split()), value.spans)

    def _value(self, start: int, end: int) -> Value:
        return self._body[start:end].value(text=" ".join(self._text.view[start:end].split()))


def _singular(noun: str) -> str:
    """An English noun in the singular; one of another language is left as it stands."""
    for plural, single in (("men", "man"), ("women", "woman"), ("ies", "y"), ("sses", "ss"), ("ches", "ch")):
        if noun.endswith(plural):
            return noun[: -len(plural)] + single
    return noun[:-1] if noun.endswith("s") and noun.isascii() and not noun.endswith(("ss", "us", "is")) else noun
