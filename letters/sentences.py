"""The sentence of a letter's body that a footnote belongs to. Pure."""

import re

_MARK = re.compile(r"\[\^[\w*†‡§]{1,8}\]")
_PARAGRAPH = re.compile(r"\n\s*\n")
# A sentence ends at a stop, with the quotes, brackets and marks behind it, where something like a new one begins.
_END = re.compile(
    r"(?P<stop>[.!?…։。！？]+)(?P<tail>[\"'”’»)\]]*(?:\[\^[\w*†‡§]{1,8}\])*)(?=\s+[^\s\w]*[^\W\d_a-zа-яա-և]|\s*$)"
)
# Before such a stop nothing ends: titles, initials, “U.S.”.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Hon|St|No|Nos|Art|Sec|vs|cf|al|Jr|Sr|[A-ZА-ЯԱ-Ֆ])|\.[A-Z])$"
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_DRESSING = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`)")
_LINE_START = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,3}[.)]\s+)", re.MULTILINE)


def citing_sentence(body: str, number: str) -> str:
    """The sentence in which, or right behind which, the first mark `[^number]` stands, as plain text on one line.

    Empty when the body (Markdown) has no such mark. A sentence never reaches beyond its paragraph.
    """
    mark = f"[^{number}]"
    paragraph = next((part for part in _PARAGRAPH.split(body) if mark in part), "")
    at = paragraph.find(mark)
    start = 0
    for end in _ends(paragraph):
        if end > at:
            return _plain(paragraph[start:end])
        start = end
    return _plain(paragraph[start:]) if paragraph else ""


def _ends(paragraph: str) -> list[int]:
    """Where the paragraph's sentences end, the marks behind each included."""
    return [
        found.end()
        for found in _END.finditer(paragraph)
        if not _ABBREVIATED.search(paragraph, max(0, found.start() - 12), found.start())
    ]


def _plain(markdown: str) -> str:
    text = _LINE_START.sub("", _MARK.sub("", markdown))
    return " ".join(_DRESSING.sub("", _LINK.sub(r"\1", text)).split())
