"""By what a mistyped word is found again: how it begins, or its consonants, since most slips are in neither. Pure."""

START = 3


def skeleton(word: str) -> str:
    """The word's consonants, each run of the same once."""
    kept: list[str] = []
    for letter in word:
        if letter not in "aeiouy" and (not kept or kept[-1] != letter):
            kept.append(letter)
    return "".join(kept)
