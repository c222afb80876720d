"""States and districts of the United States as letters print them: MA, Massachusetts, Mass., TX-07. Pure."""

import re

_NAMES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|FL Florida|GA Georgia
|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland
|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire
|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon
|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia
|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|DC District of Columbia|AS American Samoa|GU Guam
|MP Northern Mariana Islands|PR Puerto Rico|VI Virgin Islands
"""
_CODES = {name.lower(): code for code, _, name in (entry.strip().partition(" ") for entry in _NAMES.split("|"))}
_KNOWN = frozenset(_CODES.values())
_DISTRICT = re.compile(r"([A-Z]{2})[\s-]*(?:0*(\d{1,2}))?(?:st|nd|rd|th)?(?:[\s-]*(?:AL|At[ -]Large))?", re.IGNORECASE)
_IN_TITLE = re.compile(r"\b[A-Z]{2}(?:-?\d{1,2})?\b")
_LONGEST_FIRST = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _CODES), key=len, reverse=True)) + r")\b", re.IGNORECASE
)


def area_code(printed: str) -> str:
    """`MA`, or `TX-7` with a district; empty when it is neither state nor district."""
    text = printed.strip(" .()[]")
    if code := _CODES.get(text.lower(), ""):
        return code
    found = _DISTRICT.fullmatch(text)
    if not found or found[1].upper() not in _KNOWN:
        return ""
    return f"{found[1].upper()}-{int(found[2])}" if found[2] and int(found[2]) else found[1].upper()


def areas_in(title: str) -> tuple[str, ...]:
    """The states and districts that a title names: written out, or by their capitals where not all is in capitals."""
    written = [_CODES[name.lower()] for name in _LONGEST_FIRST.findall(title)]
    capitals = [] if title.isupper() else map(area_code, _IN_TITLE.findall(_LONGEST_FIRST.sub(" ", title)))
    return tuple(filter(None, (*written, *capitals)))


def without_areas(title: str) -> str:
    """The title without the names of states and districts that `areas_in` finds."""
    rest = _LONGEST_FIRST.sub(" ", title)
    return rest if title.isupper() else _IN_TITLE.sub(lambda found: "" if area_code(found[0]) else found[0], rest)


def same_area(one: str, other: str) -> bool:
    """Whether two codes may mean one seat: `TX` and `TX-7` may, `TX-7` and `TX-8` do not."""
    return one[:2] == other[:2] and (one == other or 2 in {len(one), len(other)})
