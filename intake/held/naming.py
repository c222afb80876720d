"""Where names of people stand in running text, told by capitals, titles and neighbours. Pure.

A name that is not known needs two words; one word alone is a name only with a title (“Mr. Orvesh”), or as a part of a
name that stands in full elsewhere. Names of bodies and places are told by the words in them.
"""

from dataclasses import dataclass
from itertools import pairwise

from intake.held import terms, words
from intake.held.lists import wordset
from intake.held.tokens import Mark, Token

_MOST_WORDS = 6
# Of a Burmese name behind its form of address.
_NAME_AND_TITLE = 3
_MARK_AND_BLANK = 2


@dataclass(slots=True)
class Mention:
    """A name at the tokens `first` up to, not including, `end`; `run` is where its titles in capitals begin."""

    run: int
    first: int
    end: int
    # The key of a person on record, when this is one of the person's names and nobody else's.
    known: int | None = None
    # One word, which means somebody only by its title or by a full name elsewhere.
    is_partial: bool = False
    has_courtesy: bool = False
    has_office: bool = False
    has_power: bool = False
    # The token of the family name, when it stands with the next name: “the brothers A and B Orvesh”.
    family: int | None = None

    def words(self, tokens: list[Token]) -> list[Token]:
        own = tokens[self.first : self.end]
        return own if self.family is None else [*own, tokens[self.family]]


def mentions(tokens: list[Token]) -> list[Mention]:
    """The names in a sentence, in order, none inside another."""
    found, at = [], 0
    while at < len(tokens):
        if not (tokens[at].is_word and tokens[at].is_capital):
            at += 1
            continue
        end = _run(tokens, at)
        if end == at:
            at += 1
            continue
        mention = _mention(tokens, at, end)
        if mention:
            found.append(mention)
        at = end
    for one, other in pairwise(found):
        _share_family(tokens, one, other)
    return found


def _share_family(tokens: list[Token], one: Mention, other: Mention) -> None:
    between = tokens[one.end : other.run]
    before = tokens[one.run - 1].low if one.run else ""
    if one.is_partial and len(between) == 1 and between[0].low in words.AND and before in words.SIBLINGS:
        one.is_partial, one.family = other.is_partial, None if other.is_partial else other.end - 1


def is_title(token: Token) -> bool:
    low = token.low
    if low in words.COURTESY or low in words.OFFICES or low.removesuffix("s") in words.OFFICES:
        return True
    if low.endswith(words.GERMAN_ROLES):
        return True
    return low in words.PERSON_NOUNS and low.endswith(("s", "men"))


def _run(tokens: list[Token], start: int) -> int:
    """The end of the words in capitals that begin here, particles and initials among them."""
    at = start
    while at < len(tokens):
        if not _is_part(tokens, at, begins=at == start):
            after = _behind_particles(tokens, at)
            if at in (start, after):
                break
            at = after
        at += 1
        if tokens[at - 1].owns:
            break
    return at


def _is_part(tokens: list[Token], at: int, *, begins: bool) -> bool:
    token = tokens[at]
    if not token.is_word or not token.is_capital:
        return token.is_word and token.low in words.COURTESY and not begins and len(token.text) > 2
    if _is_no_name(token, tokens[at + 1 : at + 2] if at else []) and (begins or token.low in _PART_NAMES):
        # “May Orvesh” and “Will Orvesh” are rare; “May 2020” and “Will you” are not. A particle in capitals may begin.
        return begins and token.low in words.PARTICLES and at + 1 < len(tokens) and tokens[at + 1].is_capital and at > 0
    if token.low in words.MONTHS_AND_DAYS:
        return begins and _is_name_of_month(tokens, at)
    if token.text.isupper() and len(token.text) > 1 and not _is_initial(token):
        # An acronym begins no name; a family name may be printed in capitals.
        return (not begins and (len(token.text) >= 4 or _is_nickname(tokens, at))) or _all_capitals(tokens, at)
    return True


def _is_name_of_month(tokens: list[Token], at: int) -> bool:
    """April Orvesh, Mai Phan: a name of a month before another word in capitals, not behind “in” or a day."""
    before, after = tokens[at - 1] if at else None, tokens[at + 1 : at + 2]
    dated = before is not None and (before.mark is Mark.NUMBER or before.low in _BEFORE_MONTHS)
    return tokens[at].low in _NAMES_OF_MONTHS and bool(after) and after[0].is_capital and at > 0 and not dated


def _is_no_name(token: Token, after: list[Token]) -> bool:
    """A word that is in no name; behind others in capitals, most of them can be: Lý Hoài An."""
    if token.low in words.COURTESY or _is_initial(token):
        return False
    # One letter can be a name before others: Y Krĕc Bya.
    single = len(token.text) == 1 and token.text not in "AIO" and bool(after) and after[0].is_capital
    given = token.low in words.ALSO_NAMES and bool(after) and after[0].is_capital
    return token.low in words.NO_NAMES and not single and not given


def _all_capitals(tokens: list[Token], at: int) -> bool:
    """Whether the neighbours are printed in capitals too: then that says nothing."""
    near = [other for other in tokens[max(0, at - 1) : at + 2] if other.is_word and other is not tokens[at]]
    return len(tokens[at].text) >= 3 and any(other.text.isupper() and len(other.text) >= 4 for other in near)


def _is_nickname(tokens: list[Token], at: int) -> bool:
    """Whether a word stands in quotation marks between two words in capitals: Tendai “TK” Orvesh."""
    if at + 1 >= len(tokens) or not tokens[at + 1].is_capital:
        return False
    return tokens[at].start - tokens[at - 1].end == _MARK_AND_BLANK == tokens[at + 1].start - tokens[at].end


def _is_initial(token: Token) -> bool:
    return token.text.endswith(".") and token.text[0].isupper() and token.low not in words.MONTHS_AND_DAYS


def _behind_particles(tokens: list[Token], at: int) -> int:
    """Where the name goes on behind particles in small letters that stand here; `at` when there are none."""
    after = at
    while after < len(tokens) and after - at < 3 and tokens[after].is_word and tokens[after].low in words.PARTICLES:
        after += 1
    goes_on = after > at and after < len(tokens) and _is_part(tokens, after, begins=False)
    single = after - at == 1 and tokens[at].low in _BETWEEN_TITLE_AND_NAME
    if after - at == 1 and tokens[at].low in _GERMAN_ARTICLES:
        # “der” stands in names behind “von” only.
        return at
    if goes_on and single and (is_title(tokens[at - 1]) or _is_term(tokens[at - 1].low)):
        return at
    return after if goes_on else at


def _is_term(low: str) -> bool:
    return low in words.BODIES or low in terms.STATES or low in terms.PRISONERS


def _mention(tokens: list[Token], start: int, end: int) -> Mention | None:
    if end - start == 1 and _is_initial(tokens[start]):
        return None
    first = start
    for at in range(start, end):
        low = tokens[at].low
        if (is_title(tokens[at]) and not _is_given(tokens, at)) or low in words.BODIES or low in words.NATIONS:
            first = at + 1
    opening = _behind_opening(tokens, start, end)
    if opening > start and tokens[start].low not in words.PERSON_NOUNS:
        start = opening
    first = max(first, opening)
    if first == start and end - start > 2 and start and tokens[start - 1].low in _GERMAN_ARTICLES:
        # “der Filmemacher A”: German writes its nouns with a capital.
        first = start + 1
    if first < end and tokens[first].low in words.BURMESE and end - first > _NAME_AND_TITLE:
        first += 1
    first = _unwound(tokens, start, first, end)
    if first >= end or end - first > _MOST_WORDS:
        return None
    parts = [token for token in tokens[first:end] if not _is_initial(token)]
    lows = tuple(token.low for token in tokens[first:end])
    if not parts or lows in words.PLACES or lows[:2] in words.PLACES or _stands_as_place(tokens, start, first, end):
        return None
    titles = tokens[start:first] or _title_before(tokens, start)
    partial = end - first == 1
    mention = Mention(
        run=start,
        first=first,
        end=end,
        is_partial=partial,
        has_courtesy=any(token.low in words.COURTESY for token in titles),
        has_office=any(token.low not in words.COURTESY and is_title(token) for token in titles),
        has_power=any(token.low in words.POWERS for token in titles),
    )
    if partial and (len(lows[0]) < 2 or (first == start and _is_initial(tokens[first]))):
        return None
    return mention


def _is_given(tokens: list[Token], at: int) -> bool:
    """Sultan bin Kayid: a title that is a given name."""
    return at + 1 < len(tokens) and tokens[at + 1].low in _SON_OF


def _behind_opening(tokens: list[Token], start: int, end: int) -> int:
    """Behind a word that has its capital from standing first in the sentence: “Holding A”, “Surgeon A”."""
    low = tokens[start].low
    if start or end - start < 3 or tokens[start].text.endswith("."):
        return start
    ordinary = low in words.PERSON_NOUNS or low in terms.DOES or low in terms.HELD_FORMS or low in terms.STATES
    return (
        start + 1 if ordinary or low in terms.PRISONERS or low.endswith(("ist", "yer", "cian", "ing", "ly")) else start
    )


def _unwound(tokens: list[Token], start: int, first: int, end: int) -> int:
    """Where the name begins, when the words taken for titles leave none: a family name can be Bishop or West."""
    if first < end or end - start < 2:
        return first
    last = tokens[end - 1]
    ordinary = all(not is_title(one) and one.low not in words.BODIES | words.NATIONS for one in tokens[start : end - 1])
    # “Orsk Police” and “Orsk President” are more likely than people of these names.
    return start if ordinary and last.low in {"bishop", "king", "prince", "pope", "young", "major", "deacon"} else first


def _title_before(tokens: list[Token], start: int) -> list[Token]:
    before = tokens[start - 1] if start else None
    return [before] if before and before.is_word and before.low in words.COURTESY else []


def _stands_as_place(tokens: list[Token], start: int, first: int, end: int) -> bool:
    if first > start:
        return False
    if tokens[first].low in words.DIRECTIONS and not _is_initial(tokens[first]) and end - first <= 3:
        return True
    after = tokens[end] if end < len(tokens) else None
    if after and after.is_word and after.low in words.PLACE_NOUNS and not tokens[end - 1].owns:
        return True
    before = tokens[start - 1] if start else None
    if before is None or not before.is_word:
        return False
    if before.low in words.COURTESY:
        return False
    return before.low in _BEFORE_PLACES or before.low in _GERMAN_ARTICLES


_GERMAN_ARTICLES = wordset("der die das den dem des")
_BEFORE_PLACES = wordset(
    """the a an this in at near inside outside into across within throughout toward towards around en à au im в"""
)
# “diputado de Orsk” is a title and its place; “Diego de Orsk” is a name.
_BETWEEN_TITLE_AND_NAME = wordset("de di da e y do des du del von la le")
# Between two names, never in one.
_PART_NAMES = words.AND | words.OF | words.POSSESSIVES | wordset("the in at for by with from as to on is was no. nos.")
_SON_OF = wordset("bin bint ibn ould")
_NAMES_OF_MONTHS = wordset("mai may april june august")
_BEFORE_MONTHS = wordset(
    "in since last this next early late mid until by before after from im en au am le de du seit bis"
)
