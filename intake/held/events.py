"""Where a sentence speaks of somebody being held, and of somebody being dead; not yet of whom. Pure.

What is denied, only wished or feared, or said of talks and elections (“held”), is no event.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from intake.held import terms, words
from intake.held.lists import wordset
from intake.held.tokens import Mark, Token


class Kind(Enum):
    DONE = auto()  # “arrested”, “released”: said of who suffers it, or before his or her name
    DOES = auto()  # “to arrest A”, “release A”, “led away A”
    STATE = auto()  # “the arrest of A”, “A's detention”
    PRISONER = auto()  # “prisoner A”, “A is a prisoner”
    WHERE = auto()  # “in custody”, “behind bars”
    SUFFERS = auto()  # “languishes”, “faces trial”
    TERM = auto()  # “given nine years”
    ACCUSED = auto()  # what goes with it: “charged”, “in his cell”, “whereabouts”
    FREE = auto()  # “was let go”, “fled”: free by the letter's own account
    DIES = auto()
    DEATH = auto()  # “the death of A”


@dataclass(frozen=True, slots=True)
class Event:
    """At the tokens `at` up to, not including, `end`."""

    kind: Kind
    at: int
    end: int


def events(tokens: list[Token]) -> list[Event]:
    """In the order of the sentence. One word may be two: “captives” are said to be, or named."""
    if not any(token.low in _TOLD_BY for token in tokens):
        return []
    return [event for at, token in enumerate(tokens) if token.low in _TOLD_BY for event in _at(tokens, at)]


def speaks_of_held(event: Event) -> bool:
    return event.kind not in (Kind.DIES, Kind.DEATH, Kind.FREE)


def _at(tokens: list[Token], at: int) -> Iterator[Event]:
    low = tokens[at].low
    for kind, named in _BY_WORD:
        if low in named and not (_is_body(tokens, at) or _is_unreal(tokens, at, kind)):
            yield Event(kind, at, at + 1)
    if low == "that" and at and tokens[at + 1 : at + 2] and tokens[at + 1].low in words.OF and _has_state(tokens, at):
        # “the arrest of A, and that of B”
        yield Event(Kind.STATE, at, at + 1)
    for kind, book in _BY_PHRASE:
        length = _phrase(tokens, at, book)
        if length and not _is_denied(tokens, at):
            yield Event(kind, at, at + length)
            return
    if (length := _in_a_prison(tokens, at)) and not _is_denied(tokens, at) and not _is_at_work(tokens, at):
        yield Event(Kind.WHERE, at, at + length)
    if low in _TAKES and _carries_off(tokens, at):
        yield Event(Kind.DOES, at, at + (2 if tokens[at + 1].low in _OFF else 1))
    yield from _terms(tokens, at)


def _terms(tokens: list[Token], at: int) -> Iterator[Event]:
    low = tokens[at].low
    if low in _BEGINS and any(_is_length_of_term(tokens, way) for way in range(at + 1, min(at + 4, len(tokens)))):
        yield Event(Kind.TERM, at, at + 1)
    if low in _YEARS and _is_term(tokens, at):
        yield Event(Kind.TERM, at - 1, at + 1)
    elif (
        low == "life"
        and not _is_sentence(tokens, at + 1)
        and any(token.low in _GIVEN for token in tokens[max(0, at - 4) : at])
    ):
        yield Event(Kind.TERM, at, at + 1)


def _has_state(tokens: list[Token], at: int) -> bool:
    return any(token.low in terms.STATES for token in tokens[max(0, at - 20) : at])


def _phrase(tokens: list[Token], at: int, book: dict[str, list[tuple[str, ...]]]) -> int:
    for phrase in book.get(tokens[at].low, ()):
        if len(phrase) == 1 or tuple(token.low for token in tokens[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _is_body(tokens: list[Token], at: int) -> bool:
    """“the Working Group on Arbitrary Detention”: a word of a name."""
    if not at or not tokens[at].is_capital:
        return False
    begins = at
    while begins > 1 and tokens[begins - 1].is_word and tokens[begins - 1].is_capital:
        begins -= 1
    # What the name says behind its small word: “on Unacknowledged Detention”.
    near = [tokens[begins - 1], tokens[at - 1], *tokens[at + 1 : at + 2]]
    return any((one.is_capital and one.low in words.BODIES) or one.low in _OF_BODIES for one in near)


def _is_unreal(tokens: list[Token], at: int, kind: Kind) -> bool:
    low = tokens[at].low
    if kind is Kind.PRISONER:
        return any(token.low in _FORMER for token in tokens[max(0, at - 3) : at])
    if kind is Kind.DEATH:
        return at + 1 < len(tokens) and tokens[at + 1].low in _OF_DEATH
    if kind is Kind.STATE:
        return _is_wished(tokens, at)
    if kind is Kind.DONE and low in terms.SEIZED:
        return _is_denied(tokens, at) or _is_absent(tokens, at) or _holds_things(tokens, at)
    if kind is Kind.DOES:
        return (_is_denied(tokens, at) and low not in terms.LETTING_GO) or (
            low in terms.STATES and _is_wished(tokens, at)
        )
    return False


def _is_denied(tokens: list[Token], at: int) -> bool:
    """“was never arrested”"""
    for back in range(at - 1, max(at - 5, -1), -1):
        low = tokens[back].low
        if low in terms.NEGATIONS or low.endswith(("n't", "n’t")):
            return True
        if not tokens[back].is_word:
            return False
    return False


def _is_absent(tokens: list[Token], at: int) -> bool:
    """“sentenced in absentia”"""
    lows = tuple(token.low for token in tokens[at + 1 : at + 12])
    if _OF_ABSENCE.isdisjoint(lows):
        return False
    return any(lows[start : start + len(phrase)] == phrase for phrase in terms.ABSENCE for start in range(len(lows)))


def _is_wished(tokens: list[Token], at: int) -> bool:
    """A warrant for an arrest, a threat of it."""
    return any(token.low in terms.WISHED for token in tokens[max(0, at - 5) : at + 2])


def _holds_things(tokens: list[Token], at: int) -> bool:
    """“held a press conference”, “a meeting was held”, “be held accountable”"""
    if tokens[at].low != "held":
        return False
    near = tokens[max(0, at - 9) : at] + tokens[at + 1 : at + 5]
    return any(token.low in terms.NOT_HELD for token in near)


def _in_a_prison(tokens: list[Token], at: int) -> int:
    """The length of “in Orsk Prison”, “to the penal colony”; 0 when no such words stand here."""
    if tokens[at].low not in _INTO:
        return 0
    for way in range(at + 1, min(at + 8, len(tokens))):
        token = tokens[way]
        if not token.is_word or (token.low in words.CLAUSE and way > at + 1):
            return 0
        if token.low in _PRISONS:
            after = tokens[way + 1] if way + 1 < len(tokens) else None
            return way + 1 - at if after is None or after.low not in words.PERSON_NOUNS else 0
    return 0


def _is_at_work(tokens: list[Token], at: int) -> bool:
    """Whether somebody is in a prison for another reason than being held."""
    return any(token.low in _WORK for token in tokens[max(0, at - 5) : at])


def _is_sentence(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low in terms.STATES | _OF_DEATH


def _carries_off(tokens: list[Token], at: int) -> bool:
    """“took him away”, “led away A”, “took A hostage”"""
    return any(token.low in _OFF for token in tokens[at + 1 : at + 8])


def _is_term(tokens: list[Token], at: int) -> bool:
    """“was given nine years”, “(nine years)”, “Five years.”"""
    if not at or not (tokens[at - 1].mark is Mark.NUMBER or tokens[at - 1].low in _NUMBERS):
        return False
    near = tokens[max(0, at - 9) : at - 1]
    if any(token.low in _GIVEN for token in near):
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    closed = after is None or not after.is_word or after.low in _FOR
    opened = at < 2 or tokens[at - 2].mark in (Mark.OPEN, Mark.SEMICOLON)
    return opened and closed


def _is_length_of_term(tokens: list[Token], at: int) -> bool:
    """“a five-year term”, “a 12-year prison sentence”"""
    long = tokens[at].low.endswith(("-year", "-month"))
    return long and any(token.low in _TERMS for token in tokens[at + 1 : at + 4])


_BY_WORD = (
    (Kind.DONE, terms.HELD_FORMS),
    (Kind.DOES, terms.DOES),
    (Kind.STATE, terms.STATES),
    (Kind.PRISONER, terms.PRISONERS),
    (Kind.DEATH, terms.DEATHS),
    (Kind.ACCUSED, terms.ACCUSED),
)
_BY_PHRASE = (
    (Kind.WHERE, terms.PREDICATES),
    (Kind.SUFFERS, terms.SUFFERS),
    (Kind.DIES, terms.DIES),
    (Kind.FREE, terms.FREE),
)
_OF_ABSENCE = frozenset(phrase[-1] for phrase in terms.ABSENCE)
_FORMER = wordset("former ex ancien ancienne бывший")
_OF_DEATH = wordset("sentence sentences penalty row threat threats")
_OF_BODIES = wordset("on arbitrary enforced")
_WORK = wordset("working employed visiting visited visit director allowed warden doctor guard guards head")
_INTO = wordset("in at to into inside im в dans en")
_PRISONS = wordset(
    """prison prisons jail gaol colony penitentiary custody detention remand camp camps colonies cell
    lock-up lockup lockups guardhouse dungeon jailhouse stockade psychiatric prison-hospital haftanstalt gefängnis
    justizvollzugsanstalt cárcel penal carcere тюрьме колонии сизо изоляторе
    cezaevinde"""
)
_YEARS = wordset(
    """year years month months life ans mois jahre jahren monate monaten años meses anni mesi лет года месяцев yıl
    ay"""
)
_NUMBERS = wordset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty half deux trois quatre cinq zwei drei vier fünf sieben neun zehn zwölf dos cinco
    ocho diez doce"""
)
_GIVEN = wordset(
    """received receives receive served given gave give handed got gets sentenced sentence sentencing condemned face
    faces faced facing serve serves serving term terms condamné condamnée condenado condenada verurteilt приговорен
    приговорён осужден осуждён"""
)
_BEGINS = wordset("began begins begun started starts received receives got given handed serves faces completes")
_TERMS = wordset("term terms sentence sentences")
_TAKES = wordset("bring brings bringing brought took take takes taking led leads leading dragged marched")
_OFF = wordset("home away prisoner hostage captive")
_FOR = wordset("for in of wegen pour por за")
_TOLD_BY = (
    frozenset().union(*(named for _, named in _BY_WORD), *(book.keys() for _, book in _BY_PHRASE))
    | _INTO
    | _YEARS
    | _TAKES
    | _BEGINS
    | {"that"}
)
