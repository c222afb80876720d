"""A letter's body and notes, written in Markdown, as HTML that can do no harm. Pure: text in, HTML out.

CommonMark without raw HTML, pictures and reference definitions; what it makes is cleaned once more by a second,
independent reader (nh3), so that a fault in one of them is not yet a hole.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LINK_REL = "nofollow noopener external"

_MARK = re.compile(r"\[\^([\w*†‡§]{1,8})\]")
_ALLOWED_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n\s*\n")
_TOP_HEADING = 2  # the page's h1 is the letter's subject
_DEEPEST_HEADING = 6

_TAGS = {"p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "sup", "a"} | {
    f"h{level}" for level in range(_TOP_HEADING, _DEEPEST_HEADING + 1)
}
_ATTRIBUTES = {
    "a": {"href", "rel", "id", "role", "aria-label", "lang", "title"},
    "ol": {"start"},
    "sup": {"class"},
}


@dataclass(frozen=True, slots=True)
class Body:
    """A letter's text as HTML, and the ids of the marks in it by the number of the note they point to."""

    html: SafeString
    marks: Mapping[str, Sequence[str]]


def note_id(number: str) -> str:
    """The HTML id of the note with this number; distinct for distinct numbers, plain ASCII."""
    return "note-" + "".join(char if char.isascii() and char.isalnum() else f"-{ord(char):x}" for char in number)


def render_body(text: str, *, notes: Collection[str]) -> Body:
    """`text` as HTML, where `[^n]` for each n in `notes` links to `note_id(n)`.

    Each mark has its own id, so that a note can link back to every place that refers to it. A mark without a note
    stays what it was: plain text. Headings begin below the page's own and never skip a level.
    """
    env: dict[str, Any] = {"notes": frozenset(notes), "marks": {}}
    tokens = _MARKDOWN.parse(text.replace("\x00", ""), env)
    _settle_headings(tokens)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env)
    return Body(html=_clean(html), marks=env["marks"])


def render_note(text: str) -> SafeString:
    """A footnote's text as HTML: emphasis and links, one paragraph between blank lines, no blocks.

    A note that begins with "1." or "*" is printed so, and must not become a list.
    """
    paragraphs = [part.strip() for part in _BLANK_LINE.split(text.replace("\x00", "")) if part.strip()]
    env: dict[str, Any] = {"notes": frozenset(), "marks": {}}
    return _clean("".join(f"<p>{_MARKDOWN.renderInline(paragraph, env)}</p>" for paragraph in paragraphs))


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Whether a link may be made; its text stays as typed otherwise."""
        return _ALLOWED_LINK.match(url) is not None


def _read_mark(state: StateInline, silent: bool) -> bool:
    match = _MARK.match(state.src, state.pos, state.posMax)
    if match is None or match[1] not in state.env.get("notes", ()):
        return False
    if not silent:
        token = state.push("note_mark", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


def _write_mark(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    token = tokens[index]
    number = escape(token.content)
    ids = env["marks"].setdefault(token.content, [])
    ids.append(f"{note_id(token.content).replace('note-', 'mark-', 1)}-{len(ids) + 1}")
    # Read aloud in the page's language, whatever the letter's.
    label = escape(_("Note %(number)s") % {"number": token.content})
    return (
        f'<sup class="note-mark"><a id="{ids[-1]}" href="#{note_id(token.content)}" role="doc-noteref" '
        f'lang="{escape(get_language() or "en")}" aria-label="{label}">{number}</a></sup>'
    )


def _write_link(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    tokens[index].attrSet("rel", LINK_REL)
    return renderer.renderToken(tokens, index, options, env)


def _settle_headings(tokens: Sequence[Token]) -> None:
    """Give each heading the level of its depth among the headings before it."""
    above: list[int] = []
    for opening, closing in zip(tokens, tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = int(opening.tag[1:])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        opening.tag = closing.tag = f"h{min(_TOP_HEADING + len(above) - 1, _DEEPEST_HEADING)}"


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    allowed = {
        ("a", "href"): value.startswith("#note-") or _ALLOWED_LINK.match(value) is not None,
        ("a", "id"): value.startswith("mark-"),
        ("a", "role"): value == "doc-noteref",
        ("sup", "class"): value == "note-mark",
    }
    return value if allowed.get((tag, attribute), True) else None


def _clean(html: str) -> SafeString:
    return mark_safe(  # noqa: S308 - the one place where a writer's text becomes HTML
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            attribute_filter=_keep_attribute,
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
        )
    )


def _build() -> MarkdownIt:
    markdown = _Markdown("commonmark", {"html": False}).disable(["html_block", "html_inline", "image", "reference"])
    markdown.inline.ruler.before("link", "note_mark", _read_mark)
    markdown.add_render_rule("note_mark", _write_mark)
    markdown.add_render_rule("link_open", _write_link)
    return markdown


_MARKDOWN = _build()
