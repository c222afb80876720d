"""Which field a warning is about, so that the page can lead to it. Pure.

A warning is a sentence. What it quotes is looked for among the page's values; a note it names is looked for among the
notes; else it goes by the part of the letter that it speaks of. The words are those of our own warnings, a closed set.
"""

import re
from collections.abc import Mapping

_QUOTED = re.compile(r"“([^”]{2,300})”|\"([^\"]{2,300})\"")
_NOTE = re.compile(r"\b(?:foot)?note (?:number )?[“\"]?([\w*†‡§]{1,8})", re.IGNORECASE)
# In this order: a warning about an addressee's organization is about the addressee.
_PARTS = (
    ("addressees", re.compile(r"\b(?:addressee|recipient|written to|addressed)", re.IGNORECASE)),
    (
        "signatures",
        re.compile(r"\b(?:sign(?:s|ed|ature|atures|atory|atories|er|ers)|signature block)\b", re.IGNORECASE),
    ),
    (
        "footnotes",
        re.compile(
            r"\b(?:(?:foot)?notes?|citation|citations|source|sources|cited?|address(?:es)?|link)\b", re.IGNORECASE
        ),
    ),
    ("mentions", re.compile(r"\b(?:detainees?|detained|prisoners?|held)\b", re.IGNORECASE)),
    ("date", re.compile(r"\b(?:date|dated|day|year)\b", re.IGNORECASE)),
    ("issuer", re.compile(r"\b(?:issu(?:er|ing|ed)|letterhead)\b", re.IGNORECASE)),
    ("subject", re.compile(r"\b(?:subject|Re:)", re.IGNORECASE)),
    ("salutation", re.compile(r"\bsalutation\b", re.IGNORECASE)),
    ("closing", re.compile(r"\bclos(?:e|ing)\b", re.IGNORECASE)),
)
ELSEWHERE = "body"


def field_of(warning: str, *, values: Mapping[str, str], notes: Mapping[str, str]) -> str:
    """The name of the field, or of the part of the page, that `warning` is about.

    `values` are the page's values by field, in the page's order; `notes` the field of each note by its number.
    """
    part = next((name for name, words in _PARTS if words.search(warning)), "")
    for match in _QUOTED.finditer(warning):
        quoted = " ".join((match[1] or match[2]).split())
        same = [name for name, value in values.items() if value == quoted]
        if same:
            return next((name for name in same if name.startswith(part)), same[0])
    if (note := _NOTE.search(warning)) and note[1] in notes:
        return notes[note[1]]
    return part or ELSEWHERE
