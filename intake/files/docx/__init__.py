"""A Word file's text, with its real footnotes and endnotes. Runs in the confined process.

The head of the first page is read, since letterheads stand there; feet and the heads of later pages are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from intake.files.docx.numbers import Numbering, counted
from intake.files.docx.package import Package, R, W
from intake.files.docx.story import COUNTED_FIELD, Story
from intake.files.docx.styles import Styles
from intake.files.inline import told_elsewhere
from intake.files.reading import Unreadable

# In the languages of letters.
_PAGE_WORDS = frozenset(
    [
        "page",
        "pg.",
        "p.",
        "of",
        "de",
        "sur",
        "seite",
        "von",
        "стр.",
        "страница",
        "из",
        "էջ",
        "səhifə",
        "sayfa",
        "página",
        "pagina",
        "di",
    ]
)


def read_docx(data: bytes) -> tuple[str, list[str]]:
    """Text and warnings. Raises `Unreadable`."""
    return _Document(Package(data)).read()


@dataclass(slots=True)
class _Notes:
    """The notes by kind and id; called by the order in which the text refers to them."""

    found: dict[tuple[str, str], Element] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def name(self, kind: str, key: str) -> str:
        note = (kind, key)
        if note not in self.found:
            return ""
        if note not in self.names:
            number = 1 + sum(other == kind for other, _ in self.names)
            # Endnotes are numbered i, ii, iii, as Word does, where footnotes are there too.
            both = kind == "endnote" and any(other == "footnote" for other, _ in self.found)
            self.names[note] = counted(number, "lowerRoman") if both else str(number)
        return self.names[note]


class _Document:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._relations = package.relations(package.main)
        self._styles = Styles.of(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._notes = _Notes()
        self._elsewhere: list[tuple[str, str]] = []
        for kind in ("footnote", "endnote"):
            tree = self._part(f"{kind}s")
            for note in tree if tree is not None else ():
                if note.get(f"{W}type") in {None, "normal"}:
                    self._notes.found[kind, note.get(f"{W}id", "")] = note

    def _path(self, kind: str) -> str:
        return next((target for name, target in self._relations.values() if name.endswith(f"/{kind}")), "")

    def _part(self, kind: str) -> Element | None:
        return self._package.tree(self._path(kind))

    def _story(self, path: str, *, is_note: bool = False) -> Story:
        relations = self._package.relations(path)
        links = {key: target for key, (kind, target) in relations.items() if kind.endswith("/hyperlink")}
        return Story(self._styles, self._numbering, links, self._notes.name, is_note, self._elsewhere)

    def read(self) -> tuple[str, list[str]]:
        tree = self._package.tree(self._package.main)
        body = tree.find(f"{W}body") if tree is not None else None
        if body is None:
            raise Unreadable("This Word file holds no document. Open it, save it anew, or paste the letter’s text.")
        head, left_out = self._head_and_feet(body)
        text = self._story(self._package.main).text(body)
        parts = [head, text, *self._note_texts()]
        warnings = [
            f"Left out, since it belongs to the paper and not to the letter: “{' '.join(words.split())[:300]}”"
            for words in dict.fromkeys(left_out)
        ]
        warnings += [told_elsewhere(printed, link) for printed, link in self._elsewhere[:10]]
        return "\n\n".join(filter(None, parts)) + "\n", warnings

    def _note_texts(self) -> Iterator[str]:
        stories = {kind: self._story(self._path(f"{kind}s"), is_note=True) for kind in ("footnote", "endnote")}
        # A note may refer to a further note, which is then named while this goes on.
        done = 0
        while done < len(self._notes.names):
            (kind, key), name = list(self._notes.names.items())[done]
            done += 1
            text = " ".join(stories[kind].text(self._notes.found[kind, key]).split())
            yield f"[^{name}]: {text}"

    def _head_and_feet(self, body: Element) -> tuple[str, list[str]]:
        """The text at the head of the first page, and the texts at the head of other pages and at their foot."""
        section = next(iter(body.iter(f"{W}sectPr")), None)
        if section is None:
            return "", []
        first = "first" if section.find(f"{W}titlePg") is not None else "default"
        head, left_out = "", []
        for reference in section:
            if reference.tag not in {f"{W}headerReference", f"{W}footerReference"}:
                continue
            _, path = self._relations.get(reference.get(f"{R}id", ""), ("", ""))
            tree = self._package.tree(path)
            text = self._story(path).text(tree) if tree is not None else ""
            kind = reference.get(f"{W}type", "default")
            # A head that counts pages runs over all of them; others are letterheads.
            if reference.tag == f"{W}headerReference" and kind == first and not _counts_pages(tree):
                head = text
            elif any(map(str.isalpha, text)) and kind in {"default", first}:
                left_out.append(text)
        return head, [text for text in left_out if text != head and not _is_page_number(text)]


def _counts_pages(tree: Element | None) -> bool:
    codes = [element.text or "" for element in tree.iter(f"{W}instrText")] if tree is not None else []
    codes += [element.get(f"{W}instr", "") for element in tree.iter(f"{W}fldSimple")] if tree is not None else []
    return any(COUNTED_FIELD.match(code) for code in codes)


def _is_page_number(text: str) -> bool:
    """What is left of “Page 1 of 3” without its fields."""
    return all(word in _PAGE_WORDS or not any(map(str.isalpha, word)) for word in text.casefold().split())
