"""Which part of a page words stand in, as its elements tell: the article, or what stands around articles. Pure.

Fed with tags as they come, whatever their order: elements that are never closed, closed twice or crossed cost time in
proportion to their number and end with the element they stand in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

# Fewer characters are no article, and less than one part in so many of a page is not what it is about.
_ENOUGH = 200
_FAIR = 4

_FURNITURE = frozenset({"nav", "aside", "footer", "menu", "dialog"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog", "alertdialog"}
)
# How sites mark what readers and machines put below an article. Whole words of an id or class.
_FURNITURE_NAMES = frozenset(
    {
        *("comments", "comment", "comment-list", "commentlist", "comment-section", "comments-area", "disqus_thread"),
        *("related", "related-posts", "related-articles", "breadcrumb", "breadcrumbs"),
        *("cookie-banner", "cookie-consent", "cookie-notice"),
    }
)
_TELLING = re.compile(r"\brole\b|comment|disqus|related|breadcrumb|cookie", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<=[\s"'/])(role|id|class)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE | re.ASCII
)
# Those that may carry a role or a name of the above, and that are always closed where pages are sound.
_CONTAINERS = frozenset({"div", "section", "ul", "ol", "table", "main", "article", "header", "form", "nav"})
# The elements that `Outline` must be told of.
STRUCTURE = _CONTAINERS | _FURNITURE


class Part(NamedTuple):
    """Where words stand. `article` numbers the outermost articles from 1; 0 is outside of all."""

    in_main: bool = False
    article: int = 0
    is_furniture: bool = False
    in_form: bool = False


@dataclass(slots=True, eq=False)
class _Opened:
    """An element that changed the part; `nested` counts elements of its name that are open inside it."""

    name: str
    outside: Part
    nested: int = 0


@dataclass(slots=True)
class Outline:
    """The page's parts, while its tags go by; `here` is the part of the words that come next."""

    here: Part = field(default_factory=Part)
    _open: list[_Opened] = field(default_factory=list)
    _by_name: dict[str, list[_Opened]] = field(default_factory=dict)
    _articles: int = 0

    def begin(self, name: str, tag: re.Match[str]) -> None:
        inside = self._inside(name, tag)
        if inside is not self.here:
            opened = _Opened(name, outside=self.here)
            self._open.append(opened)
            self._by_name.setdefault(name, []).append(opened)
            self.here = inside
        elif same := self._by_name.get(name):
            same[-1].nested += 1

    def end(self, name: str) -> None:
        same = self._by_name.get(name)
        if not same:
            return
        if same[-1].nested:
            same[-1].nested -= 1
            return
        closed = same[-1]
        while True:
            # What was not closed inside ends with it.
            last = self._open.pop()
            self._by_name[last.name].pop()
            if last is closed:
                break
        self.here = closed.outside

    def _inside(self, name: str, tag: re.Match[str]) -> Part:
        """The part inside the element; the very same as here when it makes no difference."""
        here = self.here
        role, is_marked = _marks(tag) if name in _CONTAINERS else ("", False)
        in_text = here.in_main or bool(here.article)
        if (
            is_marked
            or role in _FURNITURE_ROLES
            or name in _FURNITURE
            # An article's own head holds its headline; a form in it takes comments. One around it may hold everything.
            or (name == "header" and not in_text)
            or (name == "form" and in_text)
        ):
            inside = here._replace(is_furniture=True)
        elif name == "main" or role == "main":
            # Believed wherever it stands: a menu that was never closed does not swallow it.
            inside = Part(in_main=True, article=here.article)
        elif (name == "article" or role == "article") and not here.article:
            self._articles += 1
            inside = here._replace(article=self._articles, in_form=False)
        elif name == "form":
            inside = here._replace(in_form=True)
        else:
            return here
        return here if inside == here else inside


def _marks(tag: re.Match[str]) -> tuple[str, bool]:
    """The element's role, and whether its id or class names what stands around articles."""
    markup, start, end = tag.string, tag.start(), tag.end()
    if not _TELLING.search(markup, start, end):
        return "", False
    role, is_marked = "", False
    for name, *values in _ATTRIBUTE.findall(markup, start, end):
        words = "".join(values).lower().split()
        if name.lower() == "role":
            role = role or (words[0] if words else "")
        else:
            is_marked = is_marked or not _FURNITURE_NAMES.isdisjoint(words)
    return role, is_marked


def chosen_parts(sizes: Mapping[Part, int]) -> frozenset[Part]:
    """The parts that hold what the page is about, by how many characters each has.

    One long article, else <main>, else all but furniture and forms, else all but furniture. Each only when it is more
    than a few words and a fair share of what it is chosen from: a page may have an empty <main>, or stand whole in a
    form (as ASP.NET's do) or in a menu that was never closed. Else everything.
    """
    if len(sizes) == 1:
        return frozenset(sizes)
    told = {part: size for part, size in sizes.items() if not part.is_furniture}
    articles: dict[int, int] = {}
    for part, size in told.items():
        articles[part.article] = articles.get(part.article, 0) + size
    articles.pop(0, None)
    longest = max(articles, key=lambda number: articles[number], default=0)
    article = frozenset(part for part in told if longest and part.article == longest)
    main = frozenset(part for part in told if part.in_main)
    unsent = frozenset(part for part in told if not part.in_form)
    # Beside main and other articles an article must be the greater part.
    beside = [part for part in told if part.in_main or part.article]
    choices = [(main, told), (unsent, sizes), (frozenset(told), sizes)]
    if _size(article, sizes) * 2 >= _size(beside, sizes):
        choices.insert(0, (article, told))
    for parts, of in choices:
        size = _size(parts, sizes)
        if size >= _ENOUGH and size * _FAIR >= _size(of, sizes):
            return parts
    return frozenset(sizes)


def _size(parts: Iterable[Part], sizes: Mapping[Part, int]) -> int:
    return sum(sizes[part] for part in parts)
