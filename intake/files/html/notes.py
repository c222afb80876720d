"""Footnotes of an HTML page: a link whose words are a mark, and the place further down that it leads to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from selectolax.lexbor import LexborNode

_NOTE_BLOCKS = frozenset({"li", "p", "div", "dd", "td", "aside", "section"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "body", "main", "article", "html"})
_SIGNS = frozenset("*†‡§¶")
_ROMAN = frozenset("ivxlc")


@dataclass(slots=True)
class Notes:
    """By node (its place in memory): marks in the text, blocks that hold a note, links that lead back."""

    marks: dict[int, str] = field(default_factory=dict)
    blocks: dict[int, str] = field(default_factory=dict)
    ways_back: set[int] = field(default_factory=set)


def notes_of(root: LexborNode) -> Notes:
    """The notes that links lead to."""
    notes = Notes()
    targets = _targets(root)
    taken: set[str] = set()
    free = count(1)
    for link in root.css("a[href]"):
        if link.mem_id in notes.ways_back:
            continue
        mark = _mark(link)
        target = targets.get(_fragment(link))
        block = _block_of(target) if mark and target is not None else None
        if block is None or _holds(block, link):
            continue
        name = notes.blocks.get(block.mem_id) or _free_name(mark, taken, free)
        taken.add(name)
        notes.marks[link.mem_id] = name
        if block.mem_id not in notes.blocks:
            notes.blocks[block.mem_id] = name
        notes.ways_back.update(_ways_back(block, link))
    return notes


def _targets(root: LexborNode) -> dict[str, LexborNode]:
    found: dict[str, LexborNode] = {}
    for node in root.css("[id], a[name]"):
        attributes = node.attributes
        for name in (attributes.get("id"), attributes.get("name")):
            if name:
                found.setdefault(name, node)
    return found


def _fragment(link: LexborNode) -> str:
    _, sign, fragment = (link.attributes.get("href") or "").rpartition("#")
    return fragment if sign else ""


def _mark(link: LexborNode) -> str:
    """What the link says, when that is the mark of a note."""
    text = link.text().strip().strip("[]()").strip()
    if text.isascii() and text.isdigit() and len(text) <= 3:
        return text
    if text and (set(text) <= _SIGNS or set(text.lower()) <= _ROMAN) and len(text) <= 5:
        return text
    return text if len(text) == 1 and text.isalpha() else ""


def _block_of(target: LexborNode) -> LexborNode | None:
    node: LexborNode | None = target
    for _ in range(6):
        if node is None or node.tag in _HEADINGS:
            return None
        if node.tag in _NOTE_BLOCKS:
            return node
        node = node.parent
    return None


def _holds(block: LexborNode, node: LexborNode) -> bool:
    return any(one.mem_id == block.mem_id for one in _upwards(node))


def _upwards(node: LexborNode, limit: int = 400) -> Iterator[LexborNode]:
    one: LexborNode | None = node
    for _ in range(limit):
        if one is None:
            return
        yield one
        one = one.parent


def _ways_back(block: LexborNode, link: LexborNode) -> Iterator[int]:
    """The links in a note that lead back to where it is marked."""
    names = set()
    for node in _upwards(link, 4):
        names |= {node.attributes.get("id"), node.attributes.get("name")} - {None}
    names |= {node.attributes.get("name") or node.attributes.get("id") for node in link.css("[id], [name]")}
    for back in block.css("a[href]"):
        if _fragment(back) in names:
            yield back.mem_id


def _free_name(mark: str, taken: set[str], free: Iterator[int]) -> str:
    """The mark, or a number when another note is called so already."""
    if mark not in taken:
        return mark
    return next(name for name in map(str, free) if name not in taken)
