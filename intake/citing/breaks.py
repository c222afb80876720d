"""Whether an address goes on behind a line end, or ended there. Pure.

Typesetters break addresses at `/`, `-`, `_`, `=`, `&` and the like, without adding a hyphen (Chicago Manual of Style,
7.46); text taken out of a PDF breaks them anywhere. What follows tells: words of a sentence, or the rest of a path.
"""

import re

from intake.citing.words import words_in

# Behind these an address is never at its end.
_UNFINISHED = frozenset("=&%_#+~")
_STARTS_MID_WAY = re.compile(r"(?:[/?&#=%+~-][\w%:~]|\.[a-z]{2,6}(?:/|$|[^\w]))")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_EITHER_OR = re.compile(r"[^\W\d_]+/[^\W\d_]+")
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_SYMBOL = re.compile(r"[A-Z]{1,5}(?:/[A-Z0-9.]+)+")
_ENDING = re.compile(
    r"[\w%-]*\.(?:html?|php\d?|aspx?|jsp|pdf|docx?|xml|shtml)(?:[?#].*)?|(?:[\w-]+\.)*(?:com|org|net|"
    r"gov|edu|int|[a-z]{2})/.*",
    re.DOTALL,
)
_EXTENSION = re.compile(r"(?:html?|php|aspx?|pdf|docx?|com|org|net|gov|edu|int)(?:[/?#].*)?", re.DOTALL)
_OVER = re.compile(r"\s*$|[.,;:)\]>”»]*(?:\s*$|\s*[\n(\[])|[,;)\]>]")
_TRAILING = ".,;:!?)]'’*"
# Words that follow an address in a sentence (a closed class: conjunctions, prepositions, "last visited").
_FOLLOWING = words_in(
    """
and or at on in of to see also last visited accessed available archived retrieved via from with by as is was et ou
le la consulté und oder am im zuletzt abgerufen siehe и или от дата см y e o el consultado ve veya və և ու ed il
"""
)


def goes_on(head: str, token: str, *, after: str, breaks_line: bool) -> bool:
    """Whether `token`, first behind a break, belongs to the address whose beginning is `head`; `after` follows it.

    `breaks_line` is False when a mere space stands between: then the signs must be plain.
    """
    bare = token.rstrip(_TRAILING)
    if not head or not bare or token[0] in "([*'’" or bare.lower() in _FOLLOWING:
        return False
    if not breaks_line:
        return head[-1] in "-/_=&%" and _is_path(bare) and not bare[0].isupper()
    if _STARTS_MID_WAY.match(token):
        return head[-1] not in ",;:"
    return head[-1] in _UNFINISHED or _fits(head, bare, over=bool(_OVER.match(token[len(bare) :] + after)))


def _fits(head: str, bare: str, *, over: bool) -> bool:
    """By the sign at the line's end; `over`: whether the sentence, too, ends behind these characters."""
    last = head[-1]
    if last == "-":
        return not (bare[0].isupper() and _PLAIN_WORD.fullmatch(bare) and not over)
    if last == "/":
        return _is_path(bare) or bare[0].isdigit() or bool(_EITHER_OR.fullmatch(bare)) or (over and bare[0].islower())
    if last == ".":
        return bool(_EXTENSION.fullmatch(bare) or _ENDING.fullmatch(bare))
    if last == "?":
        return _is_path(bare) and not bare[0].isupper()
    return (last.isalnum() or last == ")") and _rest_of_a_word(head, bare, over)


def _rest_of_a_word(head: str, bare: str, over: bool) -> bool:
    """A break in mid-word, as text taken out of a PDF has it."""
    if bare.isdigit():
        return over and head[-1].isdigit() and len(bare) > 1
    if bare[0].isupper():
        return _is_path(bare) and bool(re.search(r"[_=&%]|\.(?:html?|pdf|aspx?|php)$", bare))
    return _is_path(bare) or (over and not _DATE.fullmatch(bare))


def _is_path(bare: str) -> bool:
    """Whether these characters would hardly stand together but in an address."""
    if _EITHER_OR.fullmatch(bare) or _DATE.fullmatch(bare) or _SYMBOL.fullmatch(bare):
        return False
    return bool(re.search(r"[/_=&%#]", bare)) or bare.count("-") >= 2 or bool(_ENDING.fullmatch(bare))
