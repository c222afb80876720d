"""What a short line looks like: a person's name, a body's name, an office, a postal address. Pure.

A shape is a first guess from the line alone; the readers of zones decide by where the line stands.
"""

import re
from enum import Enum
from functools import lru_cache

from intake.parsing.courtesies import DEGREES, HONORIFIC, PARTICLES, POST_OFFICE, RANK, SUFFIX
from intake.parsing.kinds import JOINERS, OFFICE, ORGANIZATION
from intake.parsing.patterns import plain
from intake.parsing.states import STATE_CODES, US_STATES


class Shape(Enum):
    PERSON = "person"
    OFFICE = "office"
    ORGANIZATION = "organization"
    ADDRESS = "address"
    CONTACT = "contact"
    OTHER = "other"


_CONTACT = re.compile(
    r"@|https?://|www\.|^\W*(?:tel|phone|fax|mobile|e-?mail|web(?:site)?|tél|téléphone|telefon|tfno|тел|факс"
    r"|հեռ)\b|\+\d[\d ()-]{6,}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}"
    r"|^[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|gov|int|eu|am|az|de|fr|uk|ch|example|test|invalid)(?:/\S*)?$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?:street|st\.|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|lane|drive|square|sq\.|plaza|place|court"
    r"|floor|fl\.|suite|ste\.?|room|rm\.?|building|bldg|p\.? ?o\.? ?box|highway|parkway|nw|n\.w\.|se\b(?=,|$)"
    r"|sw\b(?=,|$)|ne\b(?=,|$)|quay|embankment|terrace|mews|hill"
    r"|rue|allée|quai|bd\.?|cours|impasse|cedex|bp \d+|\w*stra(?:ß|ss)e|\w*str\.|\w*platz|\w*weg|\w*allee"
    r"|\w*gasse|\w*ring|\w*ufer|postfach|calle|avenida|avda?\.?|paseo|plaza|piso|apartado|via|viale|corso"
    r"|piazza|piazzale|largo|casella postale"
    r"|ул\.|улица|пр-т|проспект|площадь|пл\.|дом|д\. ?\d|փողոց|փող\.|պողոտա|հրապարակ|caddesi|cad\.|sokak"
    r"|sok\.|sokağı|bulvarı|mahallesi|mah\.|küçəsi|prospekti|meydanı)(?!\w)",
    re.IGNORECASE,
)
_STREET_NAME = re.compile(
    r"(?:[^\W\d_][\w'’.]*[ -]){1,3}(?:street|avenue|road|boulevard|square|lane|embankment|caddesi|sokak"
    r"|küçəsi|prospekti|փողոց|պողոտա)"
    r"|(?:rue|avenue|boulevard|place|quai|calle|avenida|plaza|via|viale|piazza|corso|ул\.|улица"
    r"|проспект) [^\W\d_][\w'’. -]{2,40}",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b[A-Z]{2}\.?,? +\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
    r"|^(?:[A-Z]{1,3}[- ])?\d{4,6},? +[^\W\d_]|[^\W\d_],? +\d{4,6}(?:,|$)|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
    r"|\bD\.?C\.? +\d{5}"
)
_ADDRESS_ZONE = re.compile(
    r"\b(?:washington|london|brussels|geneva|new york)\b.*\b(?:dc|d\.c\.|sw1\w?|ny|n\.y\.)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"^(?:no\.? ?)?\d{1,5}[a-zA-Z]?(?:[-–/]\d{1,5}[a-zA-Z]?)?,? +[^\W\d_]"
    r"|[^\W\d_]{3,},? +\d{1,4}[a-zA-Z]?(?:[-/]\d+)?,?$",
    re.IGNORECASE,
)
_PLURALS = re.compile(
    r"^(?:[^\W\d_]+ )?(?:members|co-?chairs|senators|representatives|presidents|ministers|ambassadors)\b", re.IGNORECASE
)
_COUNTRY = re.compile(
    r"(?:the )?(?:republic of |kingdom of |state of )?(?:u\.?s\.?a?\.?|united states(?: of america)?"
    r"|united kingdom|u\.?k\.?|armenia|azerbaijan|france|germany|deutschland|switzerland|schweiz|suisse"
    r"|belgium|belgique|belgië|italy|italia|spain|españa|turkey|türkiye|russia|russian federation"
    r"|россия|российская федерация|հայաստան|հայաստանի հանրապետություն|azərbaycan(?: respublikası)?|österreich"
    r"|austria|canada|georgia|netherlands|iran|israel|egypt|china|poland|ukraine|australia|ireland|denmark"
    r"|sweden|norway|finland|greece|mexico|brazil|argentina)\.?",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"(?i:(?:the )?(?:[^\W\d_]+ )?(?:republic|kingdom|principality|sultanate|commonwealth|federation) of (?:the )?)"
    r"[^\W\d_a-z][\w-]+(?: (?:and )?[^\W\d_a-z][\w-]+)?"
)
_HEAD_ENDS = re.compile(
    r",| (?:of|for|on|to|at|in|de|des|du|der|des|für|della|del|dello|degli|di|dei|delle|para|pour|по)\b|['’]d|\bd['’]",
    re.IGNORECASE,
)
# “Chairman-in-Office”, “Officer-in-Charge”: of the office's noun, what stands before it tells.
_IN_OFFICE = re.compile(r"(?<=\w)-(?:in|at|of|de|en)-\w+", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_][\w'’ʼ`.-]*,?|[“\"(‘'][^\W\d_][\w .'’-]{0,20}[”\")’'],?|-")
_PEER = re.compile(
    r"(?:the (?:lord|lady|baroness|earl|viscount|right)|lord|lady|baroness|baron|earl|viscount)\b", re.IGNORECASE
)
# What a body is called, in quotation marks behind what it is: Объединение «Открытый двор».
_QUOTED_NAME = re.compile(r"\w [«„][^«»„“”]{2,60}[»“”]$")
_ARTICLE_OF_PEER = re.compile(r"^the (?=(?:lord|lady|baroness|earl|viscount)\b)", re.IGNORECASE)
# Small words of Dutch and German names that join other words too: “van der Meulen”, “von den Berg”.
_OF_NAMES = re.compile(r"\b(?:v[ao]n|op|aan|in) (?:de[rn]?|het|'t)\b", re.IGNORECASE)
# “Acceso a la Justicia A.C.”: initials behind a name are a legal form.
_LEGAL_FORM = re.compile(r"\w \w+.* (?:[A-Z]\.){2,4}$")
_ACRONYM = re.compile(r"[A-Z]{3,}\b")
_ABBREVIATED = re.compile(r"\b(?:e\. ?V|Inc|Ltd|Co|Corp|S\.A|S\.p\.A|U\.S|[A-Z])\.\)?$")
_BUILDING = re.compile(
    r"(?:the )?(?:[^\W\d_][\w'’-]* ){1,3}(?:house|mansion|lodge|chambers|barracks|palace|building|tower"
    r"|hall|castle|courts|chancery|residence)"
    r"|(?:palace|house|hall|tower) of (?:the )?(?!representatives|commons|lords|delegates)(?:[^\W\d_][\w'’-]* ?){1,3}"
    r"|(?:fort|camp|villa)(?: [^\W\d_][\w'’-]*){1,2}"
    r"|(?:palais|palacio|palazzo|hôtel|edificio|immeuble|château|casa|torre|schloss|haus|дворец|здание)"
    r"(?: [^\W\d_][\w'’-]*){1,4}",
    re.IGNORECASE,
)
_LONGEST = 200
_MAX_NAME = 70


def shape_of(text: str) -> Shape:
    """The likeliest shape of a line of a letterhead, an address block or a signature block."""
    text = plain(text[: _LONGEST + 1])
    return Shape.OTHER if not text or len(text) > _LONGEST else _shape_of_short(text)


# A letter's readers ask again and again about the same few lines; no long text is kept.
@lru_cache(maxsize=1024)
def _shape_of_short(text: str) -> Shape:
    return next((shape for shape, holds in _TESTS if holds(text)), Shape.OTHER)


def is_address(text: str) -> bool:
    """Whether a line is part of a postal address: a street, a town with its code, a country."""
    if len(text) > 100 or (text.endswith((".", "?", "!")) and len(text) > 60):
        return False
    if "•" in text or "·" in text:
        return any(is_address(part.strip()) for part in re.split("[•·]", text) if part.strip())
    if _POSTCODE.search(text) or _COUNTRY.fullmatch(text.strip(" ,.")) or _ADDRESS_ZONE.search(text):
        return True
    if _town_and_state(text) or _numbered_and_town(text):
        return True
    if _STREET_NAME.fullmatch(text.strip(" ,")):
        return True
    numbered = _NUMBERED.search(text) is not None
    street = _STREET.search(text) is not None
    return (numbered and (street or not ORGANIZATION.search(text))) or (street and any(char.isdigit() for char in text))


def _numbered_and_town(text: str) -> bool:
    """Whether a line is a street with its number and a town behind: `Esplanade 1, Lorvane`."""
    street, comma, town = text.partition(",")
    return bool(comma and _NUMBERED.search(street) and town.strip().istitle()) and not ORGANIZATION.search(text)


def _town_and_state(text: str) -> bool:
    town, comma, state = text.rpartition(",")
    state = state.strip(" .")
    if not comma or not town[:1].isupper() or any(char.isdigit() for char in town) or len(town.split()) > 3:
        return False
    if state in STATE_CODES or state in US_STATES or state in {"D.C", "N.Y", "D.C."}:
        return not OFFICE.search(town)
    return _COUNTRY.fullmatch(state) is not None and not OFFICE.search(town) and not ORGANIZATION.search(town)


def is_country(text: str) -> bool:
    """Whether a line is the name of a state: below a postal address the country, else a body."""
    text = text.strip(" ,.")
    return _STATE.fullmatch(text) is not None or _COUNTRY.fullmatch(text) is not None


def is_contact(text: str) -> bool:
    return len(text) <= _LONGEST and _CONTACT.search(text) is not None


def is_office(text: str) -> bool:
    """Whether a line names an office: by the head of its noun phrase (`Secretary of State`, not `Department of …`)."""
    text = text.strip(" ,.;:*_")
    return len(text) <= _LONGEST and _names_office(text)


@lru_cache(maxsize=1024)
def _names_office(text: str) -> bool:
    if POST_OFFICE.search(text) and person_name(text) is not None:
        return False
    if _PLURALS.match(text):
        return True
    lead, comma, rest = text.partition(",")
    if comma and person_name(lead) is not None and (HONORIFIC.match(lead) or is_office(rest)):
        return False
    end = _HEAD_ENDS.search(text)
    head = _IN_OFFICE.sub("", text[: end.start()] if end and end.start() else text)
    offices = list(OFFICE.finditer(head))
    if not offices:
        return False
    bodies = list(ORGANIZATION.finditer(head))
    return (
        not bodies
        or offices[-1].start() > bodies[-1].start()
        or (bool(re.search(r"\b(?:and|&|et|und|y)\b", head)) and offices[0].start() < bodies[0].start())
    )


def is_organization(text: str) -> bool:
    """Whether a line names a body: a kind of body, a small word no person has, initials, capitals alone."""
    if text.rstrip()[-1:] in {".", "!", "?"} and len(text.split()) > 3 and not _ABBREVIATED.search(text):
        return False
    text = text.strip(" ,.;:*_")
    if not text or len(text) > _LONGEST or not (text[0].isupper() or text[0].isdigit() or not text[0].isascii()):
        return False
    return _names_body(text)


@lru_cache(maxsize=1024)
def _names_body(text: str) -> bool:
    if ORGANIZATION.search(text) or JOINERS.search(text) or _LEGAL_FORM.search(text):
        return True
    if _QUOTED_NAME.search(text) or re.search(r"[a-z][A-Z]|\d|\.org\b", text):
        return True
    return not is_all_capitals(text) and re.search(r"\b[A-Z]{3,}\b", text) is not None


def is_person(text: str) -> bool:
    """Whether a line is the name of a person, with courtesies before and letters behind."""
    return person_name(text) is not None and not ORGANIZATION.search(text)


def person_name(text: str) -> str | None:
    """The bare name in a line that has the shape of a person's name, else None."""
    text = text.strip(" ,;:*_")
    return _name_in(text) if 3 <= len(text) <= _MAX_NAME else None


@lru_cache(maxsize=1024)
def _name_in(text: str) -> str | None:
    bare, courtesy = text, False
    for pattern in (HONORIFIC, RANK):
        if match := pattern.match(bare):
            courtesy = True
            bare = bare[match.end() :]
    peer = _PEER.match(bare) or _PEER.match(text)
    bare = _ARTICLE_OF_PEER.sub("", POST_OFFICE.sub("", DEGREES.sub("", bare))).strip(" ,")
    core = SUFFIX.sub("", bare).strip(" ,")
    needed = 1 if courtesy else 2
    if not core or not _has_only_names(core, peer=peer is not None):
        return None
    tokens = core.split()
    if not needed <= len(tokens) <= 7 or not all(
        _may_stand_in_name(token, place) for place, token in enumerate(tokens)
    ):
        return None
    capital = [token for token in tokens if token[:1].isupper() or token[:1] in "“\"(‘'" or not token[:1].isascii()]
    if len(capital) < needed or not re.search(r"[^\W\d_]{2}", core) or _is_acronym(core):
        return None
    return bare


def _has_only_names(core: str, *, peer: bool) -> bool:
    if "," in core or "://" in core or any(char.isdigit() for char in core):
        return False
    return peer or JOINERS.search(_OF_NAMES.sub("", core)) is None


def _may_stand_in_name(token: str, place: int) -> bool:
    """Whether a word may be part of a person's name: a capital, a script without capitals, or a particle."""
    if not _TOKEN.fullmatch(token):
        return False
    first = token[:1]
    if token.lstrip("“\"(‘'")[:1].isupper() or not first.isalpha() or first.lower() == first.upper():
        return True
    lower = token.lower().strip("'’")
    return (
        lower in PARTICLES
        or lower == "of"
        or lower.startswith(("al-", "el-", "d'", "d’", "ibn", "d."))
        or (place > 0 and lower == "le")
    )


def _is_acronym(core: str) -> bool:
    return re.search(r"[a-z][A-Z]{2,}|^[A-Z]{2,6}$", core) is not None or (
        _ACRONYM.match(core) is not None and not is_all_capitals(core)
    )


def is_peer(text: str) -> bool:
    """Whether a line is a name of which the courtesy is a part: `Lord Pentreath`, `Baroness Hale of Richmond`."""
    match = _PEER.match(text)
    if text.lower().startswith("the right"):
        return False
    return match is not None and len(text[match.end() :].split(",", maxsplit=1)[0].split()) in {1, 3}


def is_building(text: str) -> bool:
    """Whether a line is the name of a building: `Government House`, `Palace of the Republic`; part of an address."""
    text = text.strip(" ,.;:*_")
    return len(text) <= _MAX_NAME and _BUILDING.fullmatch(text) is not None


def is_all_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and all(char.isupper() or char.lower() == char.upper() for char in letters)


_TESTS = (
    (Shape.CONTACT, is_contact),
    (Shape.ADDRESS, is_address),
    (Shape.OFFICE, is_office),
    (Shape.PERSON, is_person),
    (Shape.ORGANIZATION, is_organization),
)
