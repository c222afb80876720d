"""A page's bytes as text: character set, title, visible text, fingerprint. Pure, and never surprised by hostile bytes.

Visible text is read off the stream of tags, in one pass whose time is proportional to the page's length. A tree
builder is not used on purpose: HTML's nesting rules make its work grow with the square of the depth, and one
megabyte of `<div>` kept a worker busy for four minutes.
"""

import codecs
import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from links.evidence import MAX_TITLE, encodable, storable
from links.network.charsets import codec_of
from links.pages.regions import STRUCTURE, Outline, Part, chosen_parts

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_PARAMETER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
# How a page begins that says nothing of its type (WHATWG MIME Sniffing, 7.1).
_LOOKS_LIKE_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?(?:<\?xml|<!doctype\s+html"
    rb"|<(?:html|head|body|title|script|style|iframe|h1|div|font|table|a|b|br|p)[\s>])",
    re.IGNORECASE | re.DOTALL,
)

# A comment, a declaration or a tag. Each alternative also matches at the end of the page instead of failing there:
# with a failure every further "<" would read to the end again. Possessive quantifiers keep it from going back.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<[!?][^>]*+(?:>|\Z)"
    r"""|<(/?)([a-zA-Z][^\s/>]*+)(?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)""",
    re.DOTALL,
)
# What is inside is not shown. Of these, the ones in _MAY_BE_UNCLOSED are only skipped when they end at all.
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "noframes", "noembed", "svg", "object", "title"}
)
_MAY_BE_UNCLOSED = frozenset({"noscript", "template", "svg", "object", "iframe", "title"})
# fmt: off
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})
# fmt: on
_CLOSING = {
    name: re.compile(rf"</{name}(?=[\s/>]|\Z)[^>]*+(?:>|\Z)", re.IGNORECASE | re.ASCII) for name in sorted(_UNSEEN)
}
_TITLE = re.compile(r"<title(?=[\s>])[^>]*+>", re.IGNORECASE)
# White space of ASCII (`str.isspace`) other than line ends and single blanks.
_ODD_SPACES = ("  ", "\t", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f")
# Between the words of one part of a page and the next; no database takes it, so pages' own are left out.
_SEAM = "\x00"
# `html.unescape` raises on a reference of more digits than Python turns into a number.
_ENDLESS_REFERENCE = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{8,}+);?")


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader of the page has before them; `text` is None when the answer is no text we can read."""

    title: str = ""
    text: str | None = None
    fingerprint: str = ""
    markup: str = ""
    # Some of it could not be read (pages of a PDF): what is not found may stand there.
    incomplete: bool = False
    # What the page is about, of its visible text.
    main_text: str | None = None


def read_page(body: bytes, content_type: str) -> Page:
    """The page that `body` holds. Content types other than HTML and plain text give an empty page."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind in _HTML_TYPES or (not kind and _LOOKS_LIKE_HTML.match(body[:1024])):
        markup = decode(body, content_type, may_declare=True)
        text, about = texts_of(markup)
        mark = _hash_of(text.replace("\n", " "))  # Its lines are folded.
        return Page(title=title_of(markup), text=text, fingerprint=mark, markup=markup, main_text=about)
    if kind == "text/plain":
        text = storable(decode(body, content_type), len(body) + 1)
        return Page(text=text, fingerprint=fingerprint(text), markup=text, main_text=text)
    return Page()


def decode(body: bytes, content_type: str, *, may_declare: bool = False) -> str:
    """`body` as text: byte order mark, then the header's charset, then the page's own (`may_declare`), then UTF-8 if
    it fits, then Windows-1252 as browsers do. Never raises.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = _PARAMETER_CHARSET.search(content_type)
    charset = codec_of(declared[1]) if declared else None
    if charset is None and may_declare and (meta := _META_CHARSET.search(body[:4096])):
        charset = codec_of(meta[1].decode("ascii", "replace"))
        if charset and charset.startswith("utf-16"):
            charset = "utf-8"  # A page that could be read this far is not in UTF-16 (HTML standard, 13.2.3.2).
    if charset:
        return body.decode(charset, "replace")
    try:
        # The last few bytes may be a character cut in two by our limit.
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")
    return body.decode("utf-8", "replace")


def title_of(markup: str) -> str:
    opening = _TITLE.search(markup)
    if not opening:
        return ""
    closing = _CLOSING["title"].search(markup, opening.end())
    return storable(
        folded(_unescape(markup[opening.end() : closing.start() if closing else opening.end() + MAX_TITLE])), MAX_TITLE
    )


def visible_text(markup: str) -> str:
    """The words a reader sees, blocks on lines of their own, inline elements joined to what surrounds them."""
    pieces: list[str] = []
    for words, name, _ in _pieces_of(markup):
        pieces.append(words)
        if name and name not in _INLINE:
            pieces.append("\n")
    return "\n".join(filter(None, _lines_of("".join(pieces).replace("\x00", ""))))


def main_text(markup: str) -> str:
    """The words the page is about, as far as its elements tell: what is in its one long article, else in <main>, else
    what is outside of navigation, heads, feet, asides, comments and forms; all of its visible text when that leaves
    less than a fair share of it, as on pages whose elements are not closed or lie (links/pages/regions.py).
    """
    return texts_of(markup)[1]


def texts_of(markup: str) -> tuple[str, str]:
    """`visible_text` and `main_text`, both from one pass over the page."""
    stretches, sizes = _stretches_of(markup)
    lines = _lines_of(f"\n{_SEAM}\n".join("".join(pieces).replace(_SEAM, "") for _, pieces in stretches))
    visible = "\n".join(line for line in lines if line and line != _SEAM)
    chosen = chosen_parts(sizes)
    if len(chosen) == len(sizes):
        return visible, visible
    main, parts = list[str](), (part for part, _ in stretches)
    is_chosen = next(parts) in chosen
    for line in lines:
        if line == _SEAM:
            is_chosen = next(parts) in chosen
        elif line and is_chosen:
            main.append(line)
    return visible, "\n".join(main)


def _stretches_of(markup: str) -> tuple[list[tuple[Part, list[str]]], Counter[Part]]:
    """The page's words in order, each stretch with the part it stands in; and how many characters each part has."""
    outline = Outline()
    here, pieces, size = outline.here, list[str](), 0
    stretches = [(here, pieces)]
    sizes: Counter[Part] = Counter()
    for words, name, tag in _pieces_of(markup):
        if words:
            pieces.append(words)
            size += len(words.strip())
        if name in _INLINE:
            continue
        if name:
            pieces.append("\n")
        if tag is None or name not in STRUCTURE:
            continue
        if tag[1]:
            outline.end(name)
        else:
            outline.begin(name, tag)
        if outline.here is not here:
            sizes[here] += size
            # What stands in another part begins a line of its own.
            here, pieces, size = outline.here, [], 0
            stretches.append((here, pieces))
    sizes[here] += size
    return stretches, sizes


def _pieces_of(markup: str) -> Iterator[tuple[str, str, re.Match[str] | None]]:
    """The page in one pass: the words before each tag, the tag's name (nothing for a comment's) and the tag; at last
    the words behind all tags. What is never shown (scripts and the like) is passed over.
    """
    never_closed: set[str] = set()
    position, is_over = 0, False
    while not is_over:
        is_over = True
        for found in _MARKUP.finditer(markup, position):
            name = (found[2] or "").lower()
            start, end = found.span()
            yield markup[position:start], name, found
            position = end
            if name in _UNSEEN and not found[1] and name not in never_closed:
                position = _end_of(name, markup, position, never_closed)
                # What stands in it is no markup: the search begins anew behind it.
                is_over = False
                break
    yield markup[position:], "", None


def _lines_of(text: str) -> list[str]:
    """Each line of the words between tags, folded."""
    text = encodable(_unescape(text))
    # Most are folded as they stand, but for their ends: no white space but single blanks is in them.
    is_plain = text.isascii() and not any(map(text.__contains__, _ODD_SPACES))
    return list(map(str.strip if is_plain else folded, text.split("\n")))


def folded(text: str) -> str:
    return " ".join(text.split())


def fingerprint(text: str) -> str:
    """SHA-256 of the text without regard to case and white space."""
    return _hash_of(folded(text))


def _hash_of(text: str) -> str:
    return hashlib.sha256(text.casefold().encode("utf-8", "replace")).hexdigest()


def _end_of(name: str, markup: str, position: int, never_closed: set[str]) -> int:
    closing = _CLOSING[name].search(markup, position)
    if closing:
        return closing.end()
    # Remembered, or a page of unclosed elements would be searched to its end for each of them.
    never_closed.add(name)
    return position if name in _MAY_BE_UNCLOSED else len(markup)


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    return html.unescape(_ENDLESS_REFERENCE.sub("\ufffd", text))
