"""One walk through a page's tree, without recursion: hostile pages are nested a hundred thousand deep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from intake.files.blocks import Block, lines_of, table, text_of
from intake.files.html.hiding import hidden_by, is_hidden
from intake.files.html.notes import notes_of
from intake.files.inline import Piece, leads_elsewhere, told_elsewhere

# fmt: off
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "o:p", "center-inline", "html", "tbody", "thead", "tfoot", "colgroup", "col",
})
# fmt: on
_TIGHT = frozenset({"div", "li", "dt", "dd", "center", "address"})
_NO_MARGIN = re.compile(r"margin(?:-(?:top|bottom))?\s*:\s*0", re.I)
_BORDER = re.compile(r"border(?:-(?:top|bottom))?\s*:\s*(?!0|none)", re.I)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_BRACKETED_MARK = re.compile(r"\[(\[\^[^\]\s]+\])\]")
_OWN_MARK = re.compile(r"\^\s*|\[?(?P<mark>[\w*†‡§]{1,5})[\].):]*\s+")


@dataclass(slots=True)
class _Table:
    ruled: bool
    rows: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _Flow:
    """What is gathered in the page, a cell or a note."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    tight: bool = False
    is_note: bool = False
    # Space is left below what came last.
    is_spaced: bool = True


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int


class Walk:
    """Reads the tree below `root`; `css` are the page's own rules, which hide parts of it."""

    def __init__(self, root: LexborNode, css: str = "") -> None:
        self._notes = notes_of(root)
        self._hidden = hidden_by(css, root)
        self._flows = [_Flow()]
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._italic = self._bold = self._raised = self._kept = 0
        self._links: list[str] = []
        self._note_texts: dict[str, str] = {}
        self._elsewhere: list[str] = []
        for node, is_start in _steps(root, self._is_unseen):
            if is_start:
                self._start(node)
            else:
                self._end(node)
        self._flush()

    def text(self) -> str:
        parts = [text_of(self._flows[0].blocks)]
        parts += [f"[^{name}]: {text}" for name, text in self._note_texts.items()]
        return _BRACKETED_MARK.sub(r"\1", "\n\n".join(filter(None, parts))) + "\n"

    def warnings(self) -> list[str]:
        return self._elsewhere[:10]

    def _is_unseen(self, node: LexborNode) -> bool:
        return is_hidden(node) or node.mem_id in self._notes.ways_back or node.mem_id in self._hidden

    def _start(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._take(node.text(deep=False))
        elif node.mem_id in self._notes.marks:
            self._flows[-1].pieces.append(Piece("", mark=self._notes.marks[node.mem_id]))
            self._links.append("\0")
        elif tag in _INLINE or tag.startswith("o:"):
            self._start_inline(tag, node)
        elif tag == "br":
            self._flows[-1].pieces.append(Piece("\n"))
        else:
            self._flush()
            self._start_block(tag, node)

    def _end(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in {"-text", "br"}:
            return
        if node.mem_id in self._notes.marks:
            self._links.pop()
        elif tag in _INLINE or tag.startswith("o:"):
            self._end_inline(tag)
        else:
            self._flush()
            self._end_block(tag, node)

    def _take(self, text: str) -> None:
        if self._links and self._links[-1] == "\0":
            return
        if not self._kept:
            text = _WHITE.sub(" ", text)
            pieces = self._flows[-1].pieces
            if text.startswith(" ") and (not pieces or pieces[-1].text.endswith(("\n", " "))):
                text = text[1:]
        link = self._links[-1] if self._links else ""
        if not text:
            return
        if link and leads_elsewhere(text, link):
            self._elsewhere.append(told_elsewhere(text, link))
        self._flows[-1].pieces.append(Piece(text, self._italic > 0, self._bold > 0, link, raised=self._raised > 0))

    def _start_inline(self, tag: str, node: LexborNode) -> None:
        self._turn_type(tag, 1)
        if tag == "q":
            self._take("“")
        elif tag == "a":
            href = (node.attributes.get("href") or "").strip()
            self._links.append("" if href.startswith("#") else href)

    def _end_inline(self, tag: str) -> None:
        if tag == "q":
            self._take("”")
        self._turn_type(tag, -1)
        if tag == "a" and self._links:
            self._links.pop()

    def _turn_type(self, tag: str, by: int) -> None:
        if tag in {"i", "em", "cite", "var", "dfn"}:
            self._italic += by
        elif tag in {"b", "strong"}:
            self._bold += by
        elif tag == "sup":
            self._raised += by

    def _start_block(self, tag: str, node: LexborNode) -> None:
        if node.mem_id in self._notes.blocks or tag in {"td", "th"}:
            self._flows.append(_Flow(is_note=node.mem_id in self._notes.blocks or self._flows[-1].is_note))
        if tag == "table":
            self._tables.append(_Table(_is_ruled(node)))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in {"ol", "ul"}:
            start = node.attributes.get("start") or "1"
            self._lists.append(_List(tag == "ol", int(start[:6]) if start.isdigit() else 1))
            self._flows[-1].is_spaced = True
        elif tag == "li" and self._lists and node.mem_id not in self._notes.blocks:
            here = self._lists[-1]
            self._flows[-1].pieces.append(Piece(f"{here.number}. " if here.ordered else "- "))
            here.number += 1
        elif tag == "pre":
            self._kept += 1
        self._flows[-1].tight = _is_tight(tag, node)

    def _end_block(self, tag: str, node: LexborNode) -> None:
        if tag == "pre":
            self._kept -= 1
        elif tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
            self._flows[-1].is_spaced = True
        elif tag == "table" and self._tables:
            made = self._tables.pop()
            self._flows[-1].blocks += [Block(""), *table(made.rows, ruled=made.ruled), Block("")] if made.rows else []
        if node.mem_id in self._notes.blocks:
            name = self._notes.blocks[node.mem_id]
            text = " ".join(text_of(self._flows.pop().blocks).split())
            self._note_texts[name] = _without_mark(text, name)
        elif tag in {"td", "th"}:
            text = text_of(self._flows.pop().blocks)
            if self._tables and self._tables[-1].rows:
                self._tables[-1].rows[-1].append(text)
            else:
                self._flows[-1].blocks.append(Block(text))
        elif tag == "hr":
            self._flows[-1].is_spaced = True

    def _flush(self) -> None:
        flow = self._flows[-1]
        text = lines_of(flow.pieces, is_note=flow.is_note)
        if text.strip(" \n\t") or any("\xa0" in piece.text for piece in flow.pieces):
            flow.blocks.append(Block(text, tight=flow.tight and not flow.is_spaced))
            flow.is_spaced = not flow.tight
        flow.pieces = []


def _steps(root: LexborNode, is_unseen) -> Iterator[tuple[LexborNode, bool]]:
    """Each seen node as the walk comes to it (True) and leaves it (False)."""
    node: LexborNode | None = root
    depth = 0
    while node is not None:
        seen = not is_unseen(node)
        if seen:
            yield node, True
            if node.first_child is not None:
                node, depth = node.first_child, depth + 1
                continue
            yield node, False
        while node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if node is None or depth < 0:
                return
            yield node, False
            if depth == 0:
                return
        node = node.next if node is not None else None


def _is_tight(tag: str, node: LexborNode) -> bool:
    if tag in _TIGHT:
        return True
    if tag != "p":
        return False
    attributes = node.attributes
    return bool(_NO_MARGIN.search(attributes.get("style") or "")) or (attributes.get("class") or "").startswith("MsoN")


def _is_ruled(node: LexborNode) -> bool:
    attributes = node.attributes
    border = (attributes.get("border") or "0").strip()
    if border not in {"0", ""} or _BORDER.search(attributes.get("style") or ""):
        return True
    # Tables with a row of headings hold data; those that only put things side by side have none.
    return node.css_first("th") is not None


def _without_mark(text: str, name: str) -> str:
    match = _OWN_MARK.match(text)
    if match and match["mark"] in {None, name}:
        return text[match.end() :]
    return text
