"""Descriptions of people: which words say what somebody is, and where they end. Pure.

Nouns for what people are form an open class: they are told by closed lists and by their endings.
"""

from collections.abc import Callable

from intake.held import words
from intake.held.lists import wordset
from intake.held.naming import is_title
from intake.held.terms import DOES, HELD_FORMS, STATES
from intake.held.tokens import Mark, Token

LONGEST_ROLE = 30
_LAST_LATIN = 0x24F


def is_noun(token: Token, *, any_case: bool = False) -> bool:
    """Whether a word says what people are."""
    if not token.is_word:
        return False
    if token.is_capital:
        nation = token.low in words.NATIONS and token.low.endswith("s")
        return (any_case and (is_title(token) or nation)) or token.low.endswith(words.GERMAN_ROLES)
    low = token.low.rpartition("-")[2]
    if token.low in words.PERSON_NOUNS or low in words.PERSON_NOUNS:
        return True
    return low.endswith(words.PERSON_ENDINGS) and low not in _NO_NOUNS and len(low) > 4


def may_modify(tokens: list[Token], at: int, floor: int, *, titled: bool) -> bool:
    """Whether a word before such a noun belongs to the description; `titled` when the noun is a title in capitals."""
    token, low = tokens[at], tokens[at].low
    if low in words.AND:
        return at - 1 >= floor and is_noun(tokens[at - 1])
    if low == "facto" or (low == "de" and tokens[at + 1].low == "facto"):
        return True
    if low in _NEVER_BEFORE or (token.is_capital and low in words.NO_NAMES):
        return False
    if low in words.MODIFIERS:
        return True
    # Other scripts are other languages, whose verbs no list here names.
    return ord(low[0]) <= _LAST_LATIN and (token.is_capital or not titled)


def is_plural(tokens: list[Token], first: int, last: int) -> bool:
    head = head_of(tokens, first, last)
    low = tokens[head].low if first <= head < last else ""
    if low in {"men", "women", "people"} or low.endswith(("men", "women")):
        return True
    return low.endswith("s") and not low.endswith(("ss", "us", "is")) and low not in {"mrs.", "boss"}


def head_of(tokens: list[Token], first: int, last: int) -> int:
    """The noun of a description: the last word before what depends on it (“of the Parliament”, “at Orsk Daily”)."""
    for at in range(first + 1, last):
        if at + 1 < last and tokens[at + 1].low == "facto":
            continue
        if tokens[at].low in words.OF or tokens[at].low in words.CLAUSE:
            return at - 1
    return last - 1


def is_role(tokens: list[Token], start: int, end: int, *, needs_noun: bool) -> bool:
    """Whether the words behind a name say what somebody is."""
    first, low = tokens[start], tokens[start].low
    if not first.is_word or (first.owns and low not in words.PERSON_NOUNS and not first.is_capital):
        return False
    if low in NEVER_FIRST or (low.endswith("ly") and low != "only"):
        return False
    if any(token.low in STATES for token in tokens[start : min(end, start + 3)]):
        return False
    nouns = any(is_noun(token, any_case=True) for token in tokens[start : min(end, start + 8)])
    if low in {"a", "an", "een"}:
        return nouns or not needs_noun
    return nouns and (
        first.is_capital or low in words.DETERMINERS or low in words.MODIFIERS or not low.endswith(("ing", "ed"))
    )


def role_end(tokens: list[Token], start: int, limit: int, begins_name: Callable[[int], bool]) -> int:
    """Where a description that begins at `start` ends; another name behind “and” is no part of it."""
    at = start
    while at < limit and at - start < LONGEST_ROLE and tokens[at].mark not in _ENDS:
        if at > start and (_is_verb(tokens[at]) or _parts(tokens, at, limit, begins_name)):
            break
        at += 1
    adverb = at < limit and at - 1 > start and tokens[at - 1].low.endswith("ly") and not tokens[at - 1].is_capital
    return at - 1 if adverb else at


def _parts(tokens: list[Token], at: int, limit: int, begins_name: Callable[[int], bool]) -> bool:
    if tokens[at].low not in words.AND:
        return False
    after = tokens[at + 1].low if at + 1 < limit else ""
    return begins_name(at + 1) or after in words.POSSESSIVES or after in _VERBS


def _is_verb(token: Token) -> bool:
    return token.low in FINITE or token.low in HELD_FORMS or token.low in words.SPEECH


PARTS = (Mark.COMMA, Mark.SEMICOLON, Mark.STOP, Mark.CLOSE)
_ENDS = (*PARTS, Mark.OPEN, Mark.COLON)
_OTHERS = wordset("among amongst including such namely notably others and or entre parmi unter darunter dont")
_NO_NOUNS = wordset(
    """under after other another further whether never rather together however order number matter letter member-state
    power water winter summer september october november december center centre paper weather recent important
    significant relevant constant instant distant former later latter either neither ever over per consider remember
    deliver offer suffer enter foster bolster uphold answer hear there where here their her doctor monster factor
    vector sector smaller taller fuller cellular similar simpler career careers earlier easier barrier barriers
    frontier frontiers carrier carriers premier tier tiers
    supplier heavier harrier happier barrel behind government different respect independent current silent urgent"""
)
_VERBS = wordset(
    """urge urges urging ask asks asking call calls calling demand demands request requests secure secures securing
    ensure ensures obtain free release raise raises seek support include includes demanding condemn condemns visit
    visits visiting meet meets met met-with tell told warn press pressing help helped save protect see saw hear heard
    allow allowed let make made grant granted give given order ordered target targeted targeting accuse accused
    accusing charge charged remember honor honour represent represented representing join joined thank thanks contact
    contacted"""
)
FINITE = wordset(
    """who whom whose which that where when while because since until is are was were be been being has have had can
    could may might must shall should will would does do did not also qui que dont est sont a ont ist sind wurde
    wurden wird der die hat haben quien quienes fue fueron está están ha han è sono был была были который которая
    которые remains remained remain faces faced aged serving"""
) - wordset("der die a")
_NEVER_BEFORE = (
    words.PRONOUNS
    | words.CLAUSE
    | words.OF
    | words.AND
    | words.SPEECH
    | words.POSSESSIVES
    | HELD_FORMS
    | STATES
    | DOES
    | _VERBS
    | _OTHERS
)
NEVER_FIRST = (
    words.CLAUSE | words.AND | words.OF | words.POSSESSIVES | words.SPEECH | words.SIBLINGS | words.PRONOUNS
    | words.MONTHS_AND_DAYS | HELD_FORMS | _OTHERS | _VERBS
)  # fmt: skip
