"""An HTML page's text: what a reader sees of it, with notes, links, lists and tables. Runs in the confined process."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from intake.files.html.walking import Walk
from intake.files.reading import Unreadable
from intake.files.text import decoded, storable
from links.network.charsets import codec_of

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,20})", re.IGNORECASE)
_DEEPEST = 1500
_MOST_STYLES = 100
# Elements that hold nothing, or whose end may be left out (HTML standard, 13.1.2).
_UNCOUNTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "option",
        "optgroup",
        "rp",
        "rt",
        "html",
        "head",
        "body",
    ]
)


def read_html(data: bytes) -> tuple[str, list[str]]:
    """Text and warnings. Raises `Unreadable`."""
    markup = _decoded(data)
    if _is_too_deep(markup):
        raise Unreadable("This HTML page is nested far deeper than a letter is. Paste the letter’s text instead.")
    tree = LexborHTMLParser(markup)
    if tree.body is None:
        raise Unreadable("This HTML page is empty. Paste the letter’s text instead.")
    css = "\n".join(style.text() for style in tree.css("style")[:_MOST_STYLES])
    walk = Walk(_letter_in(tree), css)
    return storable(walk.text()), walk.warnings()


def _decoded(data: bytes) -> str:
    """As browsers do: byte order mark, then what the page says itself, then UTF-8 or a guess."""
    declared = None if data.startswith(_BYTE_ORDER_MARKS) else _META_CHARSET.search(data[:4096])
    codec = codec_of(declared[1].decode("ascii", "replace")) if declared else None
    if codec and not codec.startswith("utf-16"):
        return data.decode(codec, "replace")
    return decoded(data)[0]


def _is_too_deep(markup: str) -> bool:
    """Whether elements are opened within elements without end: building the tree of such a page takes hours. Browsers
    give up at 512.
    """
    depth = 0
    for end, name in _TAG.findall(markup):
        if name.lower() in _UNCOUNTED:
            continue
        depth = max(0, depth - 1) if end else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _letter_in(tree: LexborHTMLParser) -> LexborNode:
    """What the page is about: its only <main>, else its only <article>, when that holds most of the words."""
    body = tree.body
    assert body is not None
    for name in ("main", "article"):
        found = body.css(name)
        if len(found) == 1 and len(found[0].text()) * 2 > len(body.text()):
            return found[0]
    return body
