"""What the lists of words are built with, and a line without its markup. Pure."""

import re


def any_of(words: str) -> str:
    """Any of the words, which are parted by bars; a blank in them is a blank."""
    return f"(?:{words})"


_MARKUP = re.compile(r"^[\s#>*_]+|[\s*_\\]+$")


def plain(text: str) -> str:
    """A line without Markdown's heading signs and emphasis at its ends."""
    return _MARKUP.sub("", text)
