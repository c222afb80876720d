"""What a file is, told by its content; a name only tells Markdown from plain text, and must not say otherwise.

Pure.
"""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from intake.files.reading import MAX_BYTES, Kind, Unreadable

# A header may stand anywhere in the first kilobyte (ISO 32000-1, annex H, note 13).
_HEADER_WITHIN = 1024
_AS_DOCX = "Open it and save it as DOCX or PDF."
_READABLE = "Letters are read from PDF, Word (DOCX), HTML, Markdown and plain text."

# How files begin that are no letters, and what to say of them.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", f"This is an RTF file, which is not read. {_AS_DOCX}"),
    (b"\xff\xd8\xff", "This is a picture (JPEG). Make a PDF of it: those are read."),
    (b"\x89PNG\r\n\x1a\n", "This is a picture (PNG). Make a PDF of it: those are read."),
    (b"GIF8", "This is a picture (GIF). Make a PDF of it: those are read."),
    (b"II*\0", "This is a picture (TIFF). Make a PDF of it: those are read."),
    (b"MM\0*", "This is a picture (TIFF). Make a PDF of it: those are read."),
    (b"MZ", f"This is a program (EXE), whatever its name says. {_READABLE}"),
    (b"\x7fELF", f"This is a program (ELF), whatever its name says. {_READABLE}"),
    (b"\x1f\x8b", "This is a packed file (gzip). Unpack it and hand in the letter."),
    (b"BZh", "This is a packed file (bzip2). Unpack it and hand in the letter."),
    (b"7z\xbc\xaf\x27\x1c", "This is a packed file (7z). Unpack it and hand in the letter."),
    (b"Rar!\x1a\x07", "This is a packed file (RAR). Unpack it and hand in the letter."),
    (b"\xfd7zXZ\0", "This is a packed file (XZ). Unpack it and hand in the letter."),
    (b"%!PS", "This is a PostScript file. Save it as PDF."),
    (b"wOFF", f"This is a font. {_READABLE}"),
    (b"SQLite format 3\0", f"This is a database. {_READABLE}"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE file stand there in UTF-16.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")

_PLAIN = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.HTML})
_MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown")
_ENDINGS = (
    {".pdf": Kind.PDF, ".docx": Kind.DOCX, ".txt": Kind.TEXT}
    | dict.fromkeys((".html", ".htm", ".xhtml"), Kind.HTML)
    | dict.fromkeys(_MARKDOWN_ENDINGS, Kind.MARKDOWN)
)
_CALLED = {
    Kind.PDF: "a PDF",
    Kind.DOCX: "a Word file (DOCX)",
    Kind.HTML: "an HTML page",
}

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_EMAIL = re.compile(rb"(?:[A-Za-z-]{2,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){0,60}?MIME-Version:", re.I)
# Nothing that was matched is given back: comments can be parted in as many ways as there are subsets of them.
_HTML_PAGE = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,300}+>\s*+)?+(?:(?><!--.{0,2000}?-->)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title)(?=[\s>])",
    re.I | re.S,
)
_BLOCK = re.compile(r"<(?:p|div|table|section|article|main|ul|ol|h[1-6]|center|font|span|blockquote)(?=[\s>])", re.I)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def kind_of(name: str, data: bytes) -> Kind:
    """Which reader `data` is for. Raises `Unreadable` for what is no letter, is too large, or says by its name that it
    is something else.
    """
    kind = _kind_of_content(name, data)
    said = next((said for ending, said in _ENDINGS.items() if name.lower().endswith(ending)), kind)
    # Plain text may hold Markdown or HTML; of the others each is one thing.
    if said is not kind and not {said, kind} <= _PLAIN:
        is_called, is_really = _CALLED.get(said, "plain text"), _CALLED.get(kind, "something else")
        raise Unreadable(
            f"This file’s name says that it is {is_called}, but it is {is_really}. "
            "Make sure that it is the letter, name it by what it is, and hand it in again."
        )
    return kind


def _kind_of_content(name: str, data: bytes) -> Kind:
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"This file has {len(data) / 1024 / 1024:.0f} MB; at most {MAX_BYTES // 1024 // 1024} MB are read. "
            "Save it in a smaller form (pictures at a lower resolution), or paste the letter’s text."
        )
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("This file is empty.")
    if b"%PDF-" in data[:_HEADER_WITHIN] and not data.startswith((b"PK\x03\x04", b"MZ", _OLE)):
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        raise Unreadable(_said_of_ole(data))
    for beginning, words in _BEGINNINGS:
        if data.startswith(beginning):
            raise Unreadable(words)
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        raise Unreadable("This is a picture (HEIC). Make a PDF of it: those are read.")
    return _kind_of_text(name, data)


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if _is_short(archive, names, "mimetype") else b""
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError, zlib.error) as fault:
        raise Unreadable("This file is broken: it begins as a Word file does, but is cut short or damaged.") from fault
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return Kind.DOCX
        if any(name.startswith("xl/") for name in names):
            raise Unreadable(f"This is a spreadsheet (XLSX), whatever its name says. {_READABLE}")
        if any(name.startswith("ppt/") for name in names):
            raise Unreadable(f"This is a presentation (PPTX), whatever its name says. {_READABLE}")
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        raise Unreadable(f"This is an OpenDocument text (ODT), which is not read. {_AS_DOCX}")
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise Unreadable(f"This is an OpenDocument file that holds no text. {_READABLE}")
    if any(name.startswith("Index/") or name.endswith(".iwa") for name in names):
        raise Unreadable("This is a Pages document. Export it as DOCX or PDF.")
    raise Unreadable(f"This is a ZIP archive, whatever its name says. Unpack it and hand in the letter. {_READABLE}")


def _is_short(archive: ZipFile, names: set[str], name: str) -> bool:
    return name in names and archive.getinfo(name).file_size < 1000


def _said_of_ole(data: bytes) -> str:
    if _ENCRYPTED_STREAM in data:
        return "This Word file is protected with a password. Open it, take the protection off, and save it again."
    if _WORD_STREAM in data:
        return f"This is an old Word file (DOC), which is not read. {_AS_DOCX}"
    return f"This is an old Office file that holds no letter. {_READABLE}"


def _kind_of_text(name: str, data: bytes) -> Kind:
    if not data.startswith(_BYTE_ORDER_MARKS):
        if _EMAIL.match(data[:60_000]):
            raise Unreadable("This is a saved email. Save the letter attached to it, or paste its text.")
        if _HTML_PAGE.match(data[:8192]):
            return Kind.HTML
    start = data[:20_000]
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "latin-1")
    text = start.decode(encoding, "replace").lstrip("\ufeffï»¿ \t\r\n")
    if _HTML_PAGE.match(text[:8192].encode("utf-8", "replace")) or _is_made_of_blocks(text):
        return Kind.HTML
    return Kind.MARKDOWN if name.lower().endswith(_MARKDOWN_ENDINGS) else Kind.TEXT


def _is_made_of_blocks(text: str) -> bool:
    """Whether this is a piece of a page: Markdown may begin with a tag too, but then goes on without."""
    if not _BLOCK.match(text):
        return False
    paragraphs = _PARAGRAPH.split(text.strip())
    return sum(part.lstrip().startswith("<") for part in paragraphs) * 2 > len(paragraphs)
