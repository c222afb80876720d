"""People held who are listed one below another: in items of a list, in rows of a table. Pure."""

from intake.held import terms, words
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
    """position positions profession rank ranks occupation role roles office title description function capacity job
    post background fonction métier profesión cargo ocupación beruf amt funktion должность профессия görevi mesleği
    carica professione affiliation"""
)  # fmt: skip


def introduces(tokens: list[Token], *, speaks: bool, is_heading: bool) -> bool:
    """Whether the items below this sentence are people who are held."""
    if not speaks:
        return False
    lows = {token.low for token in tokens}
    if _OF_OTHERS & lows:
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


def is_of_many(tokens: list[Token]) -> bool:
    """Whether a sentence speaks of several people by their number alone."""
    for at, token in enumerate(tokens):
        number = token.mark is Mark.NUMBER and token.text.isdigit() and 2 <= int(token.text) < 100
        if (number or token.low.partition("-")[0] in _COUNTS) and any(
            _is_people(one.low) for one in tokens[at + 1 : at + 6]
        ):
            return True
    return False


def _is_people(low: str) -> bool:
    return low.endswith(("s", "men", "people", "personen", "personas", "persone")) and (
        low in words.PERSON_NOUNS
        or low in terms.PRISONERS
        or low.endswith(words.PERSON_ENDINGS)
        or low.startswith("person")
    )


_COUNTS = wordset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty hundreds scores several many dozens both deux trois quatre cinq zwei
    drei vier fünf dos tres cuatro cinco due tre"""
)
