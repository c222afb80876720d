"""The text of one story of a Word file (the letter, a note, a head): paragraphs, tables, fields, text boxes.

Tracked changes are read as if they were accepted: what was deleted or moved away is out, what was inserted is in.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from intake.files.blocks import Block, lines_of, table, text_of
from intake.files.docx.numbers import Numbering
from intake.files.docx.package import MC, W
from intake.files.docx.styles import Styles
from intake.files.inline import Piece, leads_elsewhere

# What only holds other things, and what is not part of the text as it stands.
_HOLDERS = frozenset(
    f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo")
)
_OUT = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "delText", "footnoteRef", "endnoteRef", "annotationRef")
)
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))', re.I)
COUNTED_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.I)


@dataclass(slots=True)
class _Field:
    """A field (ECMA-376, 17.16): what it says to Word, and whether its result has begun."""

    said: str = ""
    in_result: bool = False

    @property
    def link(self) -> str:
        match = _HYPERLINK.match(self.said)
        return (match[1] or match[2] or "") if match else ""


@dataclass(slots=True)
class Story:
    """Reads one part. `name_note` gives what a note is called that is referred to (kind, id); empty when it is none."""

    styles: Styles
    numbering: Numbering
    links: dict[str, str]
    name_note: Callable[[str, str], str]
    is_note: bool = False
    # Addresses that are printed, each with where a click on it leads instead.
    elsewhere: list[tuple[str, str]] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[Block] = field(default_factory=list)
    _carried: list[Piece] = field(default_factory=list)
    # The properties of the paragraph that is read.
    _paragraph: Element | None = None

    def text(self, holder: Element) -> str:
        return text_of(list(self.blocks(holder)))

    def blocks(self, holder: Element) -> Iterator[Block]:
        before: Element | None = None
        is_first = True
        for element in holder:
            if element.tag == f"{W}p":
                properties = self._paragraph = element.find(f"{W}pPr")
                pieces = [*self._carried, *self._pieces(element, "")]
                self._carried = []
                yield from self._boxes
                self._boxes = []
                if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
                    # Its end was deleted: it goes on in the next paragraph (ECMA-376, 17.13.5.15).
                    self._carried = pieces
                    continue
                tight = not is_first and self._is_tight(before, properties)
                yield Block(self._marked(lines_of(pieces, is_note=self.is_note), properties), tight=tight)
                before, is_first = properties, False
            elif element.tag == f"{W}tbl":
                yield Block("")
                yield from table(list(self._rows(element)), ruled=_is_ruled(element, self.styles))
                yield Block("")
                before, is_first = None, True
            elif element.tag in _HOLDERS and not _is_prompt(element):
                yield from self.blocks(element)
            elif element.tag == f"{MC}AlternateContent":
                yield from self.blocks(_chosen(element))

    def _marked(self, text: str, properties: Element | None) -> str:
        key, level = self.styles.numbering(properties)
        if not key or not text:
            return text
        mark = self.numbering.next(key, level)
        return f"{mark} {text}" if mark else text

    def _is_tight(self, before: Element | None, here: Element | None) -> bool:
        styles = self.styles
        is_same = styles.style_of(before) == styles.style_of(here)
        after = styles.space(before, "after") and not (is_same and styles.is_contextual(before))
        ahead = styles.space(here, "before") and not (is_same and styles.is_contextual(here))
        return not after and not ahead

    def _rows(self, element: Element) -> Iterator[list[str]]:
        for row in _held(element, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                cells = _held(row, f"{W}tc")
                yield [self.text(cell) for cell in cells if cell.find(f"{W}tcPr/{W}cellDel") is None]

    def _pieces(self, holder: Element, link: str) -> Iterator[Piece]:
        """What stands in a paragraph, or in something within it."""
        for element in holder:
            tag = element.tag
            if tag == f"{W}r":
                yield from self._run(element, link)
            elif tag == f"{W}hyperlink":
                key = next((value for name, value in element.items() if name.endswith("}id")), "")
                anchor = element.get(f"{W}anchor")
                target = self.links.get(key, "")
                if target and anchor and "#" not in target:
                    target = f"{target}#{anchor}"
                yield from self._pieces(element, target or link)
            elif tag == f"{W}fldSimple":
                simple = _Field(element.get(f"{W}instr", ""), in_result=True)
                if not COUNTED_FIELD.match(simple.said):
                    yield from self._pieces(element, simple.link or link)
            elif tag in _HOLDERS and not _is_prompt(element):
                yield from self._pieces(element, link)
            elif tag == f"{MC}AlternateContent":
                yield from self._pieces(_chosen(element), link)

    def _run(self, run: Element, link: str) -> Iterator[Piece]:
        properties = run.find(f"{W}rPr")
        hidden = self.styles.is_hidden(properties, self._paragraph)
        look = Piece(
            "",
            self.styles.has(properties, "i"),
            self.styles.has(properties, "b"),
            raised=self.styles.is_raised(properties),
        )
        own_mark = False
        for element in run:
            if self._is_of_field(element) or hidden or element.tag in _OUT or self._is_in_code():
                continue
            tag = element.tag
            if tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                name = self.name_note(tag.removeprefix(W).removesuffix("Reference"), element.get(f"{W}id", ""))
                own_mark = element.get(f"{W}customMarkFollows") in {"1", "true", "on"}
                if name:
                    yield Piece("", mark=name)
            elif tag == f"{W}t" and not own_mark:
                yield self._told(replace(look, text=element.text or "", link=self._link() or link))
            elif tag == f"{W}ruby":
                yield from self._pieces(next(element.iter(f"{W}rubyBase"), element), link)
            elif tag in _BREAKS:
                yield replace(look, text=_BREAKS[tag], raised=False)
            elif tag in {f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"}:
                self._read_boxes(_chosen(element) if tag.startswith(MC) else element)

    def _told(self, piece: Piece) -> Piece:
        """Notes it when the words are an address and a click on them leads elsewhere."""
        if piece.link and leads_elsewhere(piece.text, piece.link):
            self.elsewhere.append((piece.text.strip(), piece.link))
        return piece

    def _is_of_field(self, element: Element) -> bool:
        """Whether the element begins, parts or ends a field, or is what a field says to Word: that is noted."""
        if element.tag == f"{W}instrText":
            if self._fields:
                self._fields[-1].said += (element.text or "")[:4000]
            return True
        if element.tag == f"{W}fldChar":
            self._turn_field(element.get(f"{W}fldCharType", ""))
            return True
        return False

    def _turn_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_in_code(self) -> bool:
        """Whether this is what a field says to Word, or a page's number."""
        return any(not one.in_result or COUNTED_FIELD.match(one.said) for one in self._fields)

    def _link(self) -> str:
        return next((one.link for one in reversed(self._fields) if one.link), "")

    def _read_boxes(self, holder: Element) -> None:
        """Text boxes stand where they are anchored: before the paragraph."""
        inner = Story(self.styles, self.numbering, self.links, self.name_note, elsewhere=self.elsewhere)
        for box in _outermost(holder, f"{W}txbxContent"):
            self._boxes += [Block(""), *inner.blocks(box), Block("")]


def _chosen(alternatives: Element) -> Element:
    """The same thing is there twice, for newer and for older programs: one of them."""
    found = alternatives.find(f"{MC}Choice")
    if found is None:
        found = alternatives.find(f"{MC}Fallback")
    return found if found is not None else alternatives


def _is_prompt(element: Element) -> bool:
    """Whether this is a field of a form that nobody filled in: what stands there says what to fill in."""
    return element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _held(holder: Element, tag: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row: not those of tables within them."""
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag in _HOLDERS:
            yield from _held(element, tag)


def _outermost(holder: Element, tag: str) -> Iterator[Element]:
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag == f"{MC}AlternateContent":
            yield from _outermost(_chosen(element), tag)
        else:
            yield from _outermost(element, tag)


def _is_ruled(element: Element, styles: Styles) -> bool:
    """Whether lines are drawn between the table's rows."""
    properties = element.find(f"{W}tblPr")
    if properties is None:
        return False
    borders = properties.find(f"{W}tblBorders")
    if borders is None:
        named = properties.find(f"{W}tblStyle")
        style = styles.by_id.get(named.get(f"{W}val", "")) if named is not None else None
        borders = style.find(f"{W}tblPr/{W}tblBorders") if style is not None else None
    inner = borders.find(f"{W}insideH") if borders is not None else None
    return inner is not None and inner.get(f"{W}val", "nil") not in {"nil", "none"}
