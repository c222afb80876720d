"""Which parts of an HTML page no reader sees: by what they are, by their style, by the page's own rules."""

import re
from contextlib import suppress

from selectolax.lexbor import LexborNode, SelectolaxError

# fmt: off
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "iframe", "noframes", "noembed", "svg", "object", "title", "head", "nav",
    "select", "datalist", "button", "textarea", "input", "audio", "video", "canvas", "math", "del", "dialog",
    "-comment",
})
# fmt: on
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?:font-size|opacity)\s*:\s*0(?:\.0*)?(?:px|pt|em)?\s*(?:;|$)"
    # Moved off the page.
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|pt|em)",
    re.I,
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MOST_CSS, _MOST_RULES = 200_000, 2000


def is_hidden(node: LexborNode) -> bool:
    """Whether an element is not shown, as far as it says so itself."""
    tag = node.tag or ""
    if tag in _UNSEEN:
        return True
    if tag.startswith("-") or tag in {"html", "body"}:
        return False
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def hidden_by(css: str, root: LexborNode) -> set[int]:
    """The nodes (their places in memory) that rules of the page hide, those apart that hold on some media only."""
    rules = _RULE.findall(_AT_RULE.sub("", _CSS_COMMENT.sub("", css[:_MOST_CSS])))
    hidden: set[int] = set()
    for selector, declared in rules[:_MOST_RULES]:
        if _HIDDEN.search(declared):
            # A selector that the parser does not know hides nothing.
            with suppress(SelectolaxError):
                hidden |= {node.mem_id for node in root.css(selector.strip())}
    return hidden
