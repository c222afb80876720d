"""What the lists of words are built with, and a line without its markup. Pure."""

import re

from intake.printed import Printed


def any_of(words: str) -> str:
    """Any of the words, which are parted by bars; a blank in them is a blank."""
    return f"(?:{words})"


_WHITE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_BEFORE, _BEHIND = _WHITE + "#>*_", _WHITE + "*_\\"


_RUNS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")


def unmarked(text: Printed) -> Printed:
    """A line without emphasis around all of it; what is emphasised at its end alone keeps its signs."""
    bare = text.strip("*_ ")
    return text.strip() if len(_RUNS.findall(bare.text)) % 2 else bare


def plain(text: str) -> str:
    """A line without Markdown's heading signs and emphasis at its ends."""
    return text.lstrip(_BEFORE).rstrip(_BEHIND)
