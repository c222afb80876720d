"""People held who are listed one below another: in items of a list, in rows of a table. Pure."""

from intake.held import terms, words
from intake.held.groups import Grouping, Member
from intake.held.lists import wordset
from intake.held.tokens import Mark, Token

# A list under such a sentence is not one of those who are held.
_OF_OTHERS = wordset(
    """responsible sanction sanctions sanctioned sanctioning perpetrators perpetrator complicit judges judge
    prosecutors officials involved signed signatories lawyers attorneys undersigned copies recommendations steps
    measures"""
)
_NAMES = wordset(
    """name names detainee detainees prisoner prisoners person persons who nom noms nombre nombres namen имя фио ad
    adı adı-soyadı nome nomi hostage hostages victim"""
)  # fmt: skip
_ROLES = wordset(
    """position positions profession occupation role roles office title description function capacity job post
    background fonction métier profesión cargo ocupación beruf amt funktion должность профессия görevi mesleği carica
    professione affiliation"""
)  # fmt: skip


def introduces(tokens: list[Token], *, speaks: bool, is_heading: bool) -> bool:
    """Whether the items below this sentence are people who are held."""
    lows = {token.low for token in tokens}
    if not speaks or _OF_OTHERS & lows:
        return False
    return (
        is_heading
        or tokens[-1].mark is Mark.COLON
        or bool(lows & {"following", "below", "these", "suivants", "folgende"})
    )


def columns(header: list[list[Token]]) -> tuple[int | None, int | None]:
    """Where a table has names and what the people are, by its headings."""
    found: list[int | None] = [None, None]
    for place, wanted in enumerate((_NAMES, _ROLES)):
        for number, cell in enumerate(header):
            if found[place] is None and any(token.low in wanted for token in cell):
                found[place] = number
    return found[0], found[1]


def speaks_of_held(header: list[list[Token]]) -> bool:
    """Whether a table's headings are about being held."""
    about = terms.HELD_FORMS | terms.STATES | terms.PRISONERS | {"charges", "sentence", "charged", "prison"}
    return any(token.low in about for cell in header for token in cell)


_COUNTS = {
    word: number
    for number, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}
_COUNTS |= {
    "several": 20,
    "many": 20,
    "dozens": 20,
    "both": 2,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "zwei": 2,
}
_COUNTS |= {"drei": 3, "vier": 4, "fünf": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "due": 2, "tre": 3}
_OPENINGS = wordset(
    """the one another among amongst they these both others first second third also parmi unter entre tra"""
)
_TELLING = wordset("is are was were include includes included sont est ist sind son es è sono")


def counted(tokens: list[Token]) -> int:
    """How many people a sentence speaks of by their number alone; 0 when it does not."""
    for at, token in enumerate(tokens):
        number = _COUNTS.get(token.low, 0)
        if token.mark is Mark.NUMBER and token.text.isdigit() and len(token.text) < 3:
            number = int(token.text)
        if number > 1 and any(_is_people(one.low) for one in tokens[at + 1 : at + 4]):
            return min(number, 20)
    return 0


def told(tokens: list[Token], grouping: Grouping) -> list[Member]:
    """Of whom a sentence is that goes on about people counted before: its subject, or whom it names as some of them."""
    if not tokens or not grouping.groups:
        return []
    first = grouping.groups[0]
    if first.start == 0 and not first.members[0].mention.is_partial and not first.members[0].is_kin:
        return first.members
    if tokens[0].low in _OPENINGS:
        for at, token in enumerate(tokens[:10]):
            if token.low in _TELLING and (group := grouping.starting_at(at + 1)):
                return group.members
    return []


def _is_people(low: str) -> bool:
    return low.endswith(("s", "men", "people", "personen", "personas", "persone")) and (
        low in words.PERSON_NOUNS
        or low in terms.PRISONERS
        or low.endswith(words.PERSON_ENDINGS)
        or low.startswith("person")
    )
