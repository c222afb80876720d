"""What stands before a name as a part of it: article, adjectives, the noun for what somebody is. Pure."""

from dataclasses import dataclass
from itertools import pairwise

from intake.held import words
from intake.held.lists import wordset
from intake.held.naming import Mention
from intake.held.roles import FINITE, is_noun, is_plural, may_modify
from intake.held.terms import DOES, HELD_FORMS, STATES
from intake.held.tokens import Mark, Token

_MOST_MODIFIERS = 4


@dataclass(frozen=True, slots=True)
class Before:
    start: int
    # Tokens of the description; empty when there is none.
    role: tuple[int, int]
    is_plural: bool
    # Somebody's lawyer or brother.
    is_kin: bool


def look_back(tokens: list[Token], mention: Mention, floor: int) -> Before:
    """What belongs to the name from `floor` on."""
    return _described(tokens, mention, _start(tokens, mention, floor), floor)


def _start(tokens: list[Token], mention: Mention, floor: int) -> int:
    # The run's own words in front of the name: “Prosecutor General”, “Dr.”
    has_title = any(token.low not in _COURTESY for token in tokens[mention.run : mention.first])
    start, at, noun, in_title = mention.run, mention.run - 1, has_title, False
    most = _MOST_MODIFIERS
    while at >= floor and mention.run - at <= most + 1 and tokens[at].is_word and not tokens[at].owns:
        low = tokens[at].low
        if low in words.DETERMINERS:
            if has_title and at - 1 >= floor and tokens[at - 1].low in words.OF:
                at -= 1
                continue
            return at
        if _is_courtesy(tokens[at]) and not noun:
            most += 1
        elif noun and low in words.OF and at - 1 >= floor and is_noun(tokens[at - 1], any_case=True):
            # “Minister of Foreign Affairs A”: the run begins within the title.
            if not has_title:
                break
            in_title, most = True, _MOST_MODIFIERS + 3
        elif noun:
            if not may_modify(tokens, at, floor, titled=has_title and not in_title):
                break
        elif is_noun(tokens[at]) or _is_close(tokens, at, floor):
            noun = True
        else:
            break
        start, at = at, at - 1
    return start


def _is_courtesy(token: Token) -> bool:
    # “Me”, as French calls its lawyers; English has the word in small letters.
    return token.low in _COURTESY or token.text == "Me"


def _is_close(tokens: list[Token], at: int, floor: int) -> bool:
    """“the surgeon A”: between an article and a name stands a noun for what A is, whatever its ending."""
    for way in (at, at - 1, at - 2):
        token = tokens[way]
        if way < floor or not token.is_word or token.is_capital or token.owns or token.low in _NO_NOUNS_OF_PEOPLE:
            return False
        before = tokens[way - 1].low if way > floor else ""
        owned = way > floor and (before in words.POSSESSIVES or tokens[way - 1].owns)
        if before in words.DETERMINERS or owned:
            return way > at - 2
        if before in words.OF and way > floor + 1 and tokens[way - 2].low in STATES:
            # “the disappearance of radio host A”: without an article too.
            return True
    return False


def _described(tokens: list[Token], mention: Mention, start: int, floor: int) -> Before:
    first, last = start, mention.first
    while last > first and _is_courtesy(tokens[last - 1]):
        last -= 1
    while first < last and tokens[first].low in _NO_PART:
        first += 1
    owner = tokens[start - 1] if start else None
    of_somebody = bool(owner and owner.is_word and (owner.owns or owner.low in words.POSSESSIVES))
    nouns = {token.low for token in tokens[first:last]}
    is_kin = of_somebody and bool(_TIES & nouns)
    if words.SIBLINGS & nouns:
        first = last
    if not is_kin and owner and owner.mark is Mark.COMMA and first == last:
        is_kin = _is_kin_before(tokens, start - 1)
        first, last = _described_before(tokens, start - 1, floor, are_many=_goes_on(tokens, mention.end))
    return Before(start, (first, last), is_plural(tokens, first, last), is_kin)


def _is_kin_before(tokens: list[Token], comma: int) -> bool:
    """“Her lawyer, A”, “B's brother, A”, “the mother of B, A”"""
    near = tokens[max(0, comma - 6) : comma]
    while any(token.mark is Mark.COMMA for token in near):
        near = near[1:]
    if near and near[-1].low in _TIES:
        return any(token.owns or token.low in words.POSSESSIVES or token.low == "whose" for token in near)
    return any(one.low in _TIES and other.low in words.OF for one, other in pairwise(near))


def _goes_on(tokens: list[Token], end: int) -> bool:
    """Whether more names may follow the one that ends here."""
    return end < len(tokens) and (tokens[end].mark is Mark.COMMA or tokens[end].low in words.AND)


def _described_before(tokens: list[Token], comma: int, floor: int, *, are_many: bool) -> tuple[int, int]:
    """“the former mayor of Lorvane, A, …”: what stands before the comma, from its article on."""
    for at in range(comma - 1, max(comma - 10, floor - 1), -1):
        token = tokens[at]
        if not token.is_word or token.low in FINITE or token.low in words.SPEECH:
            break
        if token.low in _ARTICLES or token.low in words.POSSESSIVES or token.owns:
            first, last = at + 1, _end_of_noun(tokens, at + 1, comma)
            nouns = any(is_noun(one, any_case=True) for one in tokens[first : min(last, at + 4)])
            # “Another American, A”
            nouns = nouns or (first + 1 == last and tokens[first].low in words.NATIONS)
            if nouns and not is_plural(tokens, first, last):
                return first, comma
            if nouns and tokens[first].low in words.BOTH:
                # “the two seamen captured with him, A and B”
                return first + 1, last
            if nouns and are_many and at > 1 and tokens[at - 1].low in words.OF and tokens[at - 2].low in words.BOTH:
                # “Four of his associates – A, B, C and D – …”
                return first, last
            if token.low not in {"the", "la", "le"}:
                break
    return 0, 0


def _end_of_noun(tokens: list[Token], first: int, end: int) -> int:
    """Before the participle that goes on with a noun: “two seamen captured with him”."""
    return next((at for at in range(first + 1, end) if tokens[at].low in HELD_FORMS), end)


_TIES = words.KIN - words.FELLOWS
_COURTESY = words.COURTESY | words.BURMESE
_ARTICLES = wordset("a an another the le la el der die il")
_NO_NOUNS_OF_PEOPLE = words.CLAUSE | words.OF | HELD_FORMS | DOES
# “the unlawfully detained journalist”: of the description only the noun.
_NO_PART = (
    words.DETERMINERS
    | words.BOTH
    | HELD_FORMS
    | wordset("unlawfully illegally arbitrarily wrongfully unjustly currently still recently forcibly newly")
)
