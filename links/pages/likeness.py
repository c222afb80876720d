"""Whether two answers of a site are the same page, but for the echo of what was asked. Pure."""

import enum
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote

import ada_url

from links.network.guard import without_www
from links.network.urls import parsed_url
from links.pages.elements import Elements
from links.pages.reading import Page, folded

_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{0,4}$", re.IGNORECASE)
# So many words may differ between two answers that are the same page: a date, a counter, a word of the day.
_WORDS_APART = 12
_ALIKE = 0.9
# Of an address made of a thousand parts the shortest are not looked for: each costs a pass over the page.
_MOST_PIECES = 100
_LOST = (404, 410)


class Found(enum.Enum):
    """What the answer for a page that cannot exist says of our suspicion."""

    SAME = "gave the same"
    OTHER = "gave something else"
    SAYS_SO = "was answered with “not found”"
    ALIAS = "led to the very same page"


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer, as far as it is compared: where it ended, and the page there (None when it was not read)."""

    url: str
    status: int
    page: Page | None = None
    elements: Elements | None = None


def compare(ours: Seen, other: Seen, *, base: str, sibling: str, by_address: bool) -> Found:
    """How the answer for `sibling`, which cannot exist, compares to ours for `base`.

    The same is what ended at the same place, the echo of the address aside, and shows nearly the same words under
    the same title and headings; for a redirect to one fixed place (`by_address`) the place is enough.
    """
    if not 200 <= other.status < 400:
        return Found.SAYS_SO if other.status in _LOST else Found.OTHER
    echoes = _Echoes(base, sibling)
    sent_on = not _is_at(ours.url, base)
    if _is_at(ours.url, other.url):
        # Without a redirect of our own, every made-up address leads to the page: sites find theirs by its number.
        return Found.SAME if sent_on else Found.ALIAS
    if echoes.of_address(ours.url, 0) != echoes.of_address(other.url, 1):
        return Found.OTHER
    if other.page is None or other.elements is None:
        fixed = by_address and sent_on and not parsed_url(ours.url).search
        return Found.SAME if fixed else Found.OTHER
    if other.elements.canonical and _is_at(_joined(other.elements.canonical, other.url), ours.url):
        return Found.ALIAS
    return Found.SAME if _is_alike(ours, other, echoes) else Found.OTHER


def is_shown_alike(ours: Seen, front: Seen, *, base: str, home: str) -> bool:
    """Whether what answers for `home`, the front page, is what answered for `base`."""
    if _is_at(ours.url, front.url):
        return True
    return 200 <= front.status < 300 and front.page is not None and _is_alike(ours, front, _Echoes(base, home))


def has_same_sayings(ours: Seen, other: Seen, *, base: str, sibling: str) -> bool:
    """Whether both stand under the same title and headings, and the site calls both missing, or neither."""
    echoes = _Echoes(base, sibling)
    alike_found = (ours.status in _LOST) == (other.status in _LOST)
    return alike_found and _sayings(ours, echoes, 0) == _sayings(other, echoes, 1)


def has_same_opening(ours: Seen, other: Seen, *, base: str, sibling: str) -> bool:
    """Whether both stand where they were asked for, under the same title and the same first heading."""
    echoes = _Echoes(base, sibling)
    if not (_is_at(ours.url, base) and _is_at(other.url, sibling) and 200 <= other.status < 300):
        return False
    return _sayings(ours, echoes, 0)[:2] == _sayings(other, echoes, 1)[:2]


class _Echoes:
    """The pieces of an address that a page may repeat, ours (0) and the impossible one's (1)."""

    def __init__(self, base: str, sibling: str) -> None:
        self._pieces = [_pieces_of(url, other) for url, other in ((base, sibling), (sibling, base))]

    def of_address(self, url: str, whose: int) -> tuple[str, str]:
        host, rest = _address(url)
        return host, self._without(rest, whose)

    def of_text(self, text: str, whose: int) -> str:
        return self._without(compared(text), whose)

    def _without(self, text: str, whose: int) -> str:
        for piece in self._pieces[whose]:
            text = text.replace(piece, " ")
        return text


def _pieces_of(url: str, other: str) -> list[str]:
    """Longest first: the address, its path, and those of its parts that `other` has not, as written and as read."""
    parsed = parsed_url(url)
    theirs = set(re.split(r"[/?&=]", parsed_url(other).href))
    parts = [part for part in re.split(r"[/?&=]", parsed.href) if part and part not in theirs]
    stems = [_EXTENSION.sub("", part) for part in parts]
    spoken = [re.sub(r"[-_+.]+", " ", unquote(part)) for part in (*parts, *stems)]
    raw = [parsed.href, parsed.pathname + parsed.search, parsed.pathname, *parts, *stems, *spoken]
    made = {compared(form) for text in raw for form in (text, unquote(text), text.replace("/", "%2f"))}
    return sorted((piece for piece in made if len(piece) >= 3), key=len, reverse=True)[:_MOST_PIECES]


def _address(url: str) -> tuple[str, str]:
    parsed = parsed_url(url)
    return without_www(parsed.host), (parsed.pathname.rstrip("/") + parsed.search).lower()


def _is_at(url: str, place: str) -> bool:
    return _address(url) == _address(place)


def _joined(target: str, base: str) -> str:
    try:
        return ada_url.URL(target, base=base).href
    except ValueError:
        return base


def _is_alike(ours: Seen, other: Seen, echoes: _Echoes) -> bool:
    mine, theirs = _sayings(ours, echoes, 0), _sayings(other, echoes, 1)
    if mine != theirs:
        return False
    some, others = (Counter(_words(echoes.of_text(_text(seen), who))) for who, seen in enumerate((ours, other)))
    total, common = some.total() + others.total(), (some & others).total()
    return total - 2 * common <= _WORDS_APART and (not total or 2 * common / total >= _ALIKE)


def _sayings(seen: Seen, echoes: _Echoes, whose: int) -> list[list[str]]:
    title = seen.page.title if seen.page else ""
    headings = seen.elements.headings if seen.elements else []
    return [_words(echoes.of_text(text, whose)) for text in (title, *headings)]


def _text(seen: Seen) -> str:
    return (seen.page.text if seen.page else None) or ""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def compared(text: str) -> str:
    """`text` as it is compared, without regard to case, width and white space."""
    if text.isascii():
        return folded(text.lower())
    # "İ" folds to "i" and a dot of its own, which no pattern has.
    return folded(unicodedata.normalize("NFKC", text).casefold().replace("\u0307", ""))
