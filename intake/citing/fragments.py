"""Text fragments of addresses (WICG, "URL Fragment Text Directives"), damaged ones too. Pure.

`#[id]:~:text=[prefix-,]start[,end][,-suffix]`, several joined by `&`, percent-encoded. Printing and copying encode the
signs once more, or lose one of them.
"""

import re
from urllib.parse import unquote

from intake.parsed import NOTHING, Value
from intake.printed import Printed

_COLON, _TILDE = r"(?::|%3A)", r"(?:~|%7E)"
_MARK = re.compile(
    rf"(?:(?P<hash>#|%23)(?P<id>[^#:~%]*)(?:{_COLON}{_TILDE}{_COLON}?|{_TILDE}{_COLON}|{_COLON})"
    rf"|(?P<bare>{_COLON}{_TILDE}{_COLON}))(?=text(?:=|%3D))",
    re.IGNORECASE,
)
_TEXT = re.compile(r"text(?:=|%3D)", re.IGNORECASE)
_WHITE = re.compile(r"\s+")
_BROKEN = "\N{REPLACEMENT CHARACTER}"


def part(address: Printed) -> tuple[Printed, Printed]:
    """The address without its text directive, and the directive (`text=…`) as printed; empty when there is none."""
    match = _MARK.search(address.text) if "text" in address.text.lower() else None
    if not match:
        return address, address[len(address) :]
    # An ordinary fragment before the directive names a place on the page, and stays.
    end = match.end("id") if match["hash"] == "#" and match["id"] else match.start()
    return address[:end], address[match.end() :]


def quoted(directive: Printed) -> Value:
    """The words that the directive says stand on the page, decoded: `start … end` for a range."""
    pieces = filter(None, map(_words, _TEXT.split(directive.text)))
    return directive.value(text=" … ".join(pieces)) if directive else NOTHING


def _words(printed: str) -> str:
    parts = printed.partition("&")[0].split(",")
    if len(parts) > 1 and parts[0].endswith("-"):
        del parts[0]
    if len(parts) > 1 and parts[-1].startswith("-"):
        del parts[-1]
    # More commas than the standard has parts for: somebody printed them undecoded in one run of words.
    between = " … " if len(parts) == 2 else ","
    return between.join(filter(None, map(_decoded, parts)))


def _decoded(printed: str) -> str:
    text = unquote(printed)
    if "%2520" in printed:
        # Encoded twice on the way.
        text = unquote(text)
    return _WHITE.sub(" ", text.replace(_BROKEN, "")).strip()
