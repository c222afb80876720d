"""A citation in BibTeX. Pure.

Written for biber and for BibTeX on UTF-8: letters stay what they are, and only what TeX would act on is escaped.
"""

import re

from public.cite.record import CitedLetter, Name

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # An at sign begins the next entry for readers that look for one everywhere.
    "@": r"\char64{}",
}
_ACTIVE = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")


def bibtex(letter: CitedLetter) -> str:
    """One `@misc` entry. The title is kept from being set in lower case by a second pair of braces."""
    fields = {
        "author": " and ".join(map(_name, letter.authors)),
        "title": "{" + _escaped(letter.title) + "}",
        "howpublished": _escaped(_how(letter)),
        "organization": _escaped(letter.issuer),
        "address": _escaped(letter.place),
        "year": f"{letter.date:%Y}",
        "month": _MONTHS[letter.date.month - 1],
        "date": letter.date.isoformat(),
        "language": letter.language,
        # Of letters, digits and hyphens: the slug's alphabet, behind an address that the site's operator set.
        "url": letter.address,
        "note": _escaped(letter.site),
    }
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'},\n" for name, value in fields.items() if value
    ]
    return f"@misc{{{letter.key},\n{''.join(lines)}}}\n"


def _how(letter: CitedLetter) -> str:
    to = ", ".join(name.full for name in letter.recipients)
    return f"{letter.kind[:1].upper()}{letter.kind[1:]}{f' to {to}' if to else ''}"


def _name(name: Name) -> str:
    """`Family, Given`; a body, and a name that would fall apart at its “and” or commas, stands in braces."""
    if name.literal:
        return "{" + _escaped(name.literal) + "}"
    return ", ".join(_held_together(part) for part in (name.family, name.given))


def _held_together(part: str) -> str:
    escaped = _escaped(part)
    return "{" + escaped + "}" if "," in part or re.search(r"\band\b", part, re.IGNORECASE) else escaped


def _escaped(text: str) -> str:
    return _ACTIVE.sub(lambda match: _SPECIAL[match[0]], text)
