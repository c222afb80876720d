"""What a page is made of besides its words: headings, forms, frames, scripts, and where it sends its reader. Pure.

Read off the stream of tags in one pass, as reading.py does and for the same reason: hostile markup must not cost more
than its length.
"""

import html
import re
from dataclasses import dataclass, field

from links.pages.reading import visible_text

_HEADINGS = 6
# So many are looked at to find them: of empty ones a page may hold a hundred thousand.
_HEADINGS_TRIED = 40
_HEADING_LENGTH = 2000
_SOURCES = 100
_NOSCRIPT_LENGTH = 4000

# Each alternative also matches at the end of the page, see `links.pages.reading`.
_TAG = re.compile(
    r"<(?:!--.*?(?:-->|\Z)"
    r"|(/?)(script|style|noscript|template|title|textarea|frameset|frame|iframe|meta|link|input|h1|h2|img|picture|video"
    r"|audio|canvas|svg|object|embed)(?=[\s/>])"
    r"""((?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)(?:>|\Z))""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"?|'[^']*+'?|[^\s"'<>=`]++))?""")
_SKIPPED = frozenset({"script", "style", "noscript", "template", "title", "textarea", "svg"})
_CLOSING = {name: re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE | re.ASCII) for name in (*_SKIPPED, "h1", "h2")}
# What is only shown when a script says so is no heading of the page as it stands.
_CONDITIONS = frozenset(
    {"hidden", "v-if", "v-show", "v-else", "x-show", "ng-if", "ng-show", "data-ng-if", "data-ng-show"}
)
_MEDIA = frozenset({"img", "picture", "video", "audio", "canvas", "svg", "object", "embed", "iframe", "frame"})
# Where the frameworks of single-page apps draw the page.
_MOUNT = re.compile(
    r"<app-root[\s>]|<(?:div|main|body|section)\s(?:[^<>]{0,300}\s)?(?:ng-app\b|id\s*=\s*[\"']?"
    r"(?:root|app|react-root|__next|__nuxt|___gatsby|svelte|q-app|ember-application|main-app)[\"'\s>])",
    re.IGNORECASE,
)
# HTML standard, 4.2.5.3 "shared declarative refresh steps", as far as pages use it.
_REFRESH = re.compile(
    r"""\s*([0-9]{1,6})(?:\.[0-9.]*)?(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:(["'])(.*?)(?:\2|$)|(.*))""", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Refresh:
    """A page that sends its reader on by itself: after how many seconds, and where (as written)."""

    delay: int
    target: str


@dataclass(slots=True)
class Elements:
    """The parts of one page. `noscript` are the words for readers without scripts, `sources` what is drawn in."""

    headings: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    refresh: Refresh | None = None
    canonical: str = ""
    noscript: str = ""
    has_script: bool = False
    has_frameset: bool = False
    has_frame: bool = False
    has_media: bool = False
    has_password: bool = False


def elements_of(markup: str) -> Elements:
    """The parts of the page in `markup` that a browser with scripts would see."""
    found = Elements()
    never_closed: set[str] = set()
    position = headings_tried = 0
    while tag := _TAG.search(markup, position):
        position = tag.end()
        name = (tag[2] or "").lower()
        if not name or tag[1]:
            continue
        attributes = attributes_of(tag[3])
        inside = ""
        if name in {"h1", "h2"}:
            headings_tried += 1
        is_wanted = name in _SKIPPED or (len(found.headings) < _HEADINGS and headings_tried <= _HEADINGS_TRIED)
        if name in _CLOSING and is_wanted and name not in never_closed:
            closing = _CLOSING[name].search(markup, position)
            if closing is None:
                # Remembered, or a page of unclosed elements would be searched to its end for each of them.
                never_closed.add(name)
                if name in {"script", "style"}:
                    position = len(markup)
            else:
                inside = markup[position : min(closing.start(), position + _NOSCRIPT_LENGTH)]
                if name in _SKIPPED:
                    position = closing.end()
        _take(found, name, attributes, inside)
    return found


def has_mount(markup: str) -> bool:
    """Whether there is a place where the framework of a single-page app would draw the page."""
    return bool(_MOUNT.search(markup))


def attributes_of(text: str) -> dict[str, str]:
    """A tag's attributes by lower-case name; of several of one name the first counts, as in browsers."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = match[2] or ""
        if value[:1] in {'"', "'"}:
            value = value[1:].removesuffix(value[0])
        found.setdefault(match[1].lower(), html.unescape(value) if len(value) < 5000 else value)
    return found


def refresh_of(content: str) -> Refresh | None:
    """The `Refresh` header or `<meta http-equiv=refresh>` in `content`; None when it leads nowhere else."""
    match = _REFRESH.match(content[:5000])
    target = ((match[3] if match[2] else match[4]) or "").strip() if match else ""
    return Refresh(int(match[1]), target) if match and target else None


def _take(found: Elements, name: str, attributes: dict[str, str], inside: str) -> None:  # noqa: C901
    if name in _MEDIA:
        found.has_media = True
    if name == "script":
        # Data for search engines is no programme.
        found.has_script = found.has_script or "json" not in attributes.get("type", "")
    elif name == "noscript":
        found.noscript = f"{found.noscript} {visible_text(inside)}"[:_NOSCRIPT_LENGTH]
    elif name in {"h1", "h2"} and len(found.headings) < _HEADINGS:
        heading = visible_text(inside[:_HEADING_LENGTH]).replace("\n", " ")
        if heading and _CONDITIONS.isdisjoint(attributes):
            found.headings.append(heading)
    elif name == "frameset":
        found.has_frameset = True
    elif name in {"iframe", "frame"}:
        found.has_frame = True
    elif name == "input":
        found.has_password = found.has_password or attributes.get("type", "").lower() == "password"
    elif name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        found.refresh = found.refresh or refresh_of(attributes.get("content", ""))
    elif name == "link" and "canonical" in attributes.get("rel", "").lower().split():
        found.canonical = found.canonical or attributes.get("href", "").strip()
    if name in {"script", "iframe", "frame"} and "src" in attributes and len(found.sources) < _SOURCES:
        found.sources.append(attributes["src"].strip())
