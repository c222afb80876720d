"""What the lists of words are built with, and a line without its markup. Pure."""

import re


def any_of(words: str) -> str:
    return "(?:" + "|".join(word.strip() for word in words.split("|")) + ")"


_MARKUP = re.compile(r"^[\s#>*_]+|[\s*_\\]+$")


def plain(text: str) -> str:
    """A line without Markdown's heading signs and emphasis at its ends."""
    return _MARKUP.sub("", text)
