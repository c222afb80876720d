"""Lines joined to running text: words and addresses that a line's end broke are made whole where that is sure. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from intake.files.inline import Piece

_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")
_BROKEN = re.compile(r"(?<!\w)(\w+)([-\u00ad\u2010])$")
_FIRST = re.compile(r"\w+")
# What stands between the halves of "pre- and post-war", in the languages of letters.
_AND = frozenset(
    ["and", "or", "und", "oder", "et", "ou", "y", "o", "u", "e", "i", "и", "или", "և", "կամ", "və", "ve", "veya"]
)
_OPEN_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$", re.I)
# Where addresses are broken, and what only addresses hold.
_BREAKS_AFTER = frozenset("/-_=&?#%+~:@")
_OF_ADDRESS = re.compile(r"[/_=&%#~]|-\w+-|\w\.\w|\w\?\w|\d-|-\d")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that occur in the file: they tell whether a hyphen at a line's end belongs to its word."""

    known: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Words":
        return cls(frozenset(word.casefold() for text in texts for word in _WORD.findall(text)))


def joined(lines: Sequence[list[Piece]], words: Words) -> list[Piece]:
    """The lines' pieces as one. Where it is not sure how a broken word goes on, the line's end stays in the text."""
    whole: list[Piece] = []
    for line in lines:
        if not line:
            continue
        if whole:
            _mend(whole, line, words)
        whole += line
    return whole


def _mend(whole: list[Piece], line: list[Piece], words: Words) -> None:
    """Makes the end of `whole` such that `line` can follow."""
    last = replace(whole[-1], text=whole[-1].text.rstrip(" "))
    whole[-1] = last
    if last.mark:
        whole.append(Piece(" "))
        return
    tail = _tail(whole)
    following = "".join(piece.text for piece in line).lstrip(" ")
    first = following.split(" ", 1)[0]
    if _OPEN_ADDRESS.search(tail):
        _mend_address(whole, line, tail, first)
        return
    broken = _BROKEN.search(tail)
    if broken and first:
        whole[-1] = replace(last, text=_mended(last.text, broken, first, words))
    else:
        whole[-1] = replace(last, text=last.text + " ")


def _tail(whole: Sequence[Piece]) -> str:
    """The last word, over several pieces."""
    text = ""
    for piece in reversed(whole):
        text = piece.text + text
        if " " in piece.text.strip() or piece.mark:
            break
    return text.rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]


def _mended(text: str, broken: re.Match[str], first: str, words: Words) -> str:
    before, hyphen = broken[1], broken[2]
    match = _FIRST.match(first)
    after = match[0] if match else ""
    if hyphen == "\u00ad":
        return text[:-1]
    if not after or after.casefold() in _AND:
        return text + " "
    if (before + after).casefold() in words.known:
        return text[:-1]
    if f"{before}-{after}".casefold() in words.known:
        return text
    if not after[0].islower() and not (before.isupper() and after.isupper() and len(before) > 1):
        return text
    return text + "\n"


def _mend_address(whole: list[Piece], line: list[Piece], tail: str, first: str) -> None:
    """An address at the line's end: it goes on when it stops where addresses are broken, or when what follows can
    only be of an address; when that is not sure, the line's end stays.
    """
    last, following = whole[-1], line[0]
    if last.link and last.link == following.link:
        return
    goes_on = _goes_on(tail, first)
    if last.link:
        printed = _printed(whole)
        if last.link.startswith(printed + first.rstrip(".,;)>")) and len(first) > 1:
            goes_on = True
        elif len(last.link) > len(printed) or not goes_on:
            whole.append(Piece(" "))
            return
        # The link covers only the first part of what is printed: what is printed is better.
        for index in range(len(whole) - 1, -1, -1):
            if whole[index].link != last.link:
                break
            whole[index] = replace(whole[index], link="")
        last = whole[-1]
    if not goes_on:
        ends = tail[-1] in '.,;:)>]”’"'
        whole[-1] = replace(last, text=last.text + (" " if ends or following.mark else "\n"))


def _printed(whole: Sequence[Piece]) -> str:
    text = ""
    for piece in reversed(whole):
        if piece.link != whole[-1].link:
            break
        text = piece.text + text
    return "".join(text.split())


def _goes_on(tail: str, first: str) -> bool:
    if not first or first.lower().startswith(("http", "www.", "<", "[", "(")):
        return False
    if tail[-1] in _BREAKS_AFTER:
        return True
    if tail[-1] in ',;>)]”’"':
        return False
    if tail[-1] == ".":
        return first[0].islower() or bool(_OF_ADDRESS.search(first.rstrip(".,;)>")))
    return bool(_OF_ADDRESS.search(first.rstrip(".,;)>")))
