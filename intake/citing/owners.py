"""Whether printed words name the owner of a site, or say what its address says. Pure."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from intake.citing.words import SMALL, words_in

_WORD = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_MEANINGLESS = words_in(
    """
www www2 en fr de ru am az tr com org net gov edu int info news media co ac eu uk us old web m
"""
)
_SKIPPED_AT_MOST = 5


def folded(text: str) -> str:
    """Without case and accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=2048)
def words_of(text: str) -> tuple[str, ...]:
    return tuple(folded(word).replace("'", "").replace("’", "").replace(".", "") for word in _WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Site:
    """What an address says of who keeps the page and of what it is about."""

    labels: tuple[str, ...] = ()
    slug: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, url: str) -> "Site":
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return cls()
        labels = [label for label in host.split(".") if label]
        kept = [label.replace("-", "") for label in labels[:-1] if label not in _MEANINGLESS]
        joined = "".join(label for label in labels if label != "www")
        slug = frozenset(word for word in words_of(re.sub(r"[_\W]+", " ", unquote(parts.path))) if len(word) > 2)
        return cls(labels=tuple(dict.fromkeys([*kept, joined])) if labels else (), slug=slug)

    def is_of(self, text: str, *, whole: bool = False) -> bool:
        """Whether `text` may be the name of the site's owner: `hrw.org` and Human Rights Watch.

        `whole`: every word of it speaks for that, not one of several.
        """
        readings = (words_of(re.sub(r"[/&-]", " ", text)), words_of(re.sub(r"-", "", text)))
        return any(
            _abbreviates(label, words, whole) for words in readings if 0 < len(words) <= 14 for label in self.labels
        )

    def tells(self, text: str) -> bool:
        """Whether the page's address says most of what `text` says, as it does of a title."""
        words = {word for word in words_of(text) if len(word) > 2 and word not in SMALL}
        return len(self.slug & words) >= max(2, 0.6 * len(words))

    def repeats(self, text: str) -> int:
        """How many of the words of `text` the page's address repeats."""
        return len(self.slug & {word for word in words_of(text) if len(word) > 2 and word not in SMALL})


def _abbreviates(label: str, words: tuple[str, ...], whole: bool) -> bool:
    joined = "".join(words)
    bare = joined.removeprefix("the")
    if label in {joined, bare} or (len(bare) >= 4 and label.startswith(bare)):
        return True
    if len(label) >= 2 and _is_made_of(label, words):
        return True
    if whole:
        return False
    meaning = "".join(word for word in words if word not in SMALL)
    return (
        (len(label) >= 4 and label in words and len(words) <= _SKIPPED_AT_MOST)
        or (len(label) > 1 and label == words[0] and len(words) <= 3)
        or (len(label) >= 6 and len(words) <= 8 and label not in words and label in meaning)
    )


@lru_cache(maxsize=2048)
def _is_made_of(label: str, words: tuple[str, ...]) -> bool:
    """Whether the label is put together from beginnings of the words in their order; small words may be missing.

    From three letters on the words behind may be missing too: `mfa.am`, Ministry of Foreign Affairs of Armenia.
    """
    # How far the label is explained, and by how many words that mean something.
    reached = {0: 0}
    for position, word in enumerate(words):
        small = word in SMALL
        further: dict[int, int] = dict(reached) if small else {}
        for place, used in reached.items():
            for size in range(1, len(word) + 1):
                if not label.startswith(word[:size], place):
                    break
                further[place + size] = max(further.get(place + size, 0), used + (not small))
        if not further:
            return False
        reached = further
        if reached.get(len(label), 0) >= 2:
            rest = [word for word in words[position + 1 :] if word not in SMALL]
            if not rest or (len(label) >= 3 and len(rest) <= 3):
                return True
    return False
