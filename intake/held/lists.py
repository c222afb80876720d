"""How this room's closed lists of words and phrases are written down. Pure."""


def wordset(text: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(text.split())


def phrases(text: str) -> list[tuple[str, ...]]:
    """The words of each phrase; commas part phrases."""
    return [tuple(phrase.split()) for phrase in text.split(",")]


def phrasebook(text: str) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases(text), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found
