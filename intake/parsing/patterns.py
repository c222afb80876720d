"""What the lists of words are built with, and a line without its markup. Pure."""


def any_of(words: str) -> str:
    """Any of the words, which are parted by bars; a blank in them is a blank."""
    return f"(?:{words})"


_WHITE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_BEFORE, _BEHIND = _WHITE + "#>*_", _WHITE + "*_\\"


def plain(text: str) -> str:
    """A line without Markdown's heading signs and emphasis at its ends."""
    return text.lstrip(_BEFORE).rstrip(_BEHIND)
