"""The parts of a DOCX file (ECMA-376, part 2): XML documents in a ZIP archive, and how they refer to each other.

Each part is taken out only up to a limit, and none with a document type declaration is parsed: Word writes none, and
entities are declared there.
"""

import posixpath
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from intake.files.reading import Unreadable

_MAX_PART = 40 * 1024 * 1024
_STRICT = "http://purl.oclc.org/ooxml/"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# The strict form of the format has names of its own for the same things.
_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
}
_BROKEN = "This Word file is broken. Open it, save it anew, or paste the letter’s text."


class Package:
    """Opens the archive. Raises `Unreadable` when it is no sound Word file."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError) as fault:
            raise Unreadable(_BROKEN) from fault
        self._names = {info.filename for info in self._archive.infolist()}
        self.main = self._main_part()

    def _main_part(self) -> str:
        for kind, target in self.relations("").values():
            if kind.endswith("/officeDocument"):
                return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise Unreadable(_BROKEN)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """By id: the kind of relation, and the part or the address it leads to."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in tree if tree is not None else ():
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", ""), target)
        return found

    def tree(self, part: str) -> Element | None:
        """The part's XML; None when the file has no such part."""
        if part not in self._names:
            return None
        try:
            info = self._archive.getinfo(part)
            if info.file_size > _MAX_PART:
                raise Unreadable(
                    "This Word file unpacks to far more than a letter’s text, so it was not read. "
                    "Save it anew, or paste the letter’s text."
                )
            if info.flag_bits & 1:
                raise Unreadable("This Word file is protected with a password. Take the protection off, and save it.")
            # `zipfile` takes out no more than the size that was declared.
            xml = self._archive.read(info)
        except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as fault:
            raise Unreadable(_BROKEN) from fault
        return parsed(xml)


def parsed(xml: bytes) -> Element:
    """The XML of a part. Raises `Unreadable` for what Word would not write."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        xml = xml.decode("utf-16", "replace").encode()
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Unreadable(
            "This Word file declares XML entities, which Word does not do and which can do harm; it was not read. "
            "Paste the letter’s text."
        )
    if _STRICT.encode() in xml[:10_000]:
        for strict, usual in _NAMES.items():
            xml = xml.replace(strict, usual)
    try:
        return ElementTree.fromstring(xml)  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise Unreadable(_BROKEN) from fault
