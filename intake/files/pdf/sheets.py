"""A PDF's pages as PDFium draws them: each letter with its place, size and type; links; ruled lines.

The one module that speaks with PDFium. Places are in points from the sheet's upper left corner, as it is looked at:
a sheet that is stored lying is turned.
"""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from intake.files.pdf.drawn import Glyph, Rule, Sheet
from intake.files.pdf.turning import Placed, Turned, bullets, upright
from intake.files.reading import MAX_CHARACTERS, MAX_PAGES, Unreadable

_MAX_LINKS = 500
_MAX_OBJECTS = 3000
# PDFium's sign for a hyphen at a line's end.
_HYPHEN = "\x02"
_OF_OCR = b"GlyphLess"
# An action that runs a program (ISO 32000-1, 12.6.4.16).
_SCRIPT = re.compile(rb"/S\s*/JavaScript\b|/JS\s*[(<]|/JS\s+\d+\s+\d+\s+R\b")
# Bits of a font's flags (ISO 32000-1, table 123).
_ITALIC, _FORCE_BOLD = 1 << 6, 1 << 18


def sheets_of(data: bytes) -> Iterator[Sheet]:
    """The pages, one after the other. Raises `Unreadable`."""
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as fault:
        if getattr(fault, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise Unreadable(
                "This PDF is protected with a password. Open it, print it to a new PDF, and hand that in."
            ) from None
        raise Unreadable("This PDF is broken. Open it, save it anew, or paste the letter’s text.") from None
    _refuse_passengers(document, data)
    if count > MAX_PAGES:
        raise Unreadable(f"This PDF has {count} pages; at most {MAX_PAGES} are read. Hand in the letter’s pages alone.")
    if count == 0:
        raise Unreadable("This PDF has no pages.")
    left = MAX_CHARACTERS
    for number in range(count):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            raise Unreadable(f"Page {number + 1} of this PDF is broken. Save it anew, or paste the text.") from None
        sheet = _sheet(document, page, left)
        left -= len(sheet.glyphs)
        yield sheet
        page.close()


def _refuse_passengers(document: pdfium.PdfDocument, data: bytes) -> None:
    """Letters carry neither programs nor other files. They would not be run here, but the file is kept and shown."""
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0 or _SCRIPT.search(data):
        raise Unreadable("This PDF carries a program (JavaScript). Print it to a new PDF, and hand that in.")
    if raw.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        raise Unreadable(
            "This PDF carries other files inside. Take out the letter, or print it to a new PDF, and hand that in."
        )


def _sheet(document: pdfium.PdfDocument, page: pdfium.PdfPage, left: int) -> Sheet:
    turned = Turned(page.get_cropbox(), page.get_rotation())
    sheet = Sheet(turned.width, turned.height)
    links = [(turned.box(*box), address) for box, address in _links(document, page)]
    _read_objects(page, turned, sheet)
    glyphs = upright(list(_glyphs(page, turned, sheet, left)), sheet)
    sheet.glyphs = [_with_link(glyph, links) for glyph in glyphs] if links else glyphs
    sheet.glyphs += bullets(sheet)
    return sheet


def _glyphs(page: pdfium.PdfPage, turned: Turned, sheet: Sheet, left: int) -> Iterator[Placed]:
    textpage = page.get_textpage()
    handle = textpage.raw
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    types: dict[tuple[str, int, int], tuple[bool, bool]] = {}
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    for index in range(min(textpage.count_chars(), left + 1)):
        if raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(handle, index)
        text = "-" if raw.FPDFText_IsHyphen(handle, index) == 1 else _letter(code)
        raw.FPDFText_GetFontInfo(handle, index, name, 128, flags)
        # PDFium doubts what the font says that Tesseract writes recognised text in, and is wrong.
        is_doubted = raw.FPDFText_HasUnicodeMapError(handle, index) == 1 and _OF_OCR not in name.value
        if not text or (text != "-" and is_doubted):
            sheet.unknown += 1
            continue
        if not (
            raw.FPDFText_GetLooseCharBox(handle, index, box)
            and raw.FPDFText_GetCharOrigin(handle, index, x, y)
            and raw.FPDFText_GetMatrix(handle, index, matrix)
        ):
            continue
        key = (name.value.decode("utf-8", "replace"), flags.value, raw.FPDFText_GetFontWeight(handle, index))
        if key not in types:
            types[key] = type_of(*key)
        italic, bold = types[key]
        height = (matrix.c**2 + matrix.d**2) ** 0.5 * raw.FPDFText_GetFontSize(handle, index)
        x0, y0, x1, y1 = turned.box(box.left, box.bottom, box.right, box.top)
        _, base = turned.point(x.value, y.value)
        yield Placed(
            Glyph(text, x0, x1, base, height or (y1 - y0), italic, bold), y0, y1, turned.direction(matrix.a, matrix.b)
        )
    textpage.close()


def _letter(code: int) -> str:
    """The letter of a code; nothing for codes without meaning (private, control, replacement)."""
    text = chr(code) if 0 < code < 0x110000 else ""
    if text == _HYPHEN:
        return "-"
    if text in {"\t", "\n", "\r"}:
        return " "
    if code in {0xAD, 0x200B, 0x200C, 0x200D}:
        return text
    return text if text.isprintable() or text.isspace() else ""


def type_of(name: str, flags: int, weight: int) -> tuple[bool, bool]:
    """Whether a font is italic, and bold: by its name, since flags and weights are often not set, or set at random.
    Only of a font whose name says nothing (F1, TT2) the weight is believed.
    """
    name = name.rpartition("+")[2].lower()
    italic = bool(flags & _ITALIC) or any(word in name for word in ("italic", "oblique", "kursiv", "slanted"))
    bold = any(word in name for word in ("bold", "black", "heavy"))
    if len(name.rstrip("0123456789_.")) <= 2:
        bold = bool(flags & _FORCE_BOLD) or weight >= 600
    return italic, bold


def _with_link(glyph: Glyph, links: list[tuple[tuple[float, float, float, float], str]]) -> Glyph:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - glyph.size / 4
    for (x0, y0, x1, y1), address in links:
        if x0 <= x <= x1 and y0 <= y <= y1:
            return Glyph(glyph.text, glyph.x0, glyph.x1, glyph.base, glyph.size, glyph.italic, glyph.bold, address)
    return glyph


def _links(
    document: pdfium.PdfDocument, page: pdfium.PdfPage
) -> Iterator[tuple[tuple[float, float, float, float], str]]:
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _ in range(_MAX_LINKS):
        if not raw.FPDFLink_Enumerate(page.raw, position, link):
            return
        address = _address(document, link)
        if not address:
            continue
        quads = raw.FS_QUADPOINTSF()
        count = raw.FPDFLink_CountQuadPoints(link)
        for number in range(min(count, 50)):
            if raw.FPDFLink_GetQuadPoints(link, number, quads):
                xs = (quads.x1, quads.x2, quads.x3, quads.x4)
                ys = (quads.y1, quads.y2, quads.y3, quads.y4)
                yield (min(xs), min(ys), max(xs), max(ys)), address
        box = raw.FS_RECTF()
        if count <= 0 and raw.FPDFLink_GetAnnotRect(link, box):
            yield (
                (
                    min(box.left, box.right),
                    min(box.bottom, box.top),
                    max(box.left, box.right),
                    max(box.bottom, box.top),
                ),
                address,
            )


def _address(document: pdfium.PdfDocument, link: raw.FPDF_LINK) -> str:
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    length = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
    if not 1 < length <= 4000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(document.raw, action, buffer, length)
    return buffer.value.decode("utf-8", "replace").strip()


def _read_objects(page: pdfium.PdfPage, turned: Turned, sheet: Sheet) -> None:
    """Horizontal lines (drawn, or as flat boxes), and whether there are pictures."""
    wanted = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for number, thing in enumerate(page.get_objects(filter=wanted, max_depth=3)):
        if number >= _MAX_OBJECTS:
            return
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            sheet.has_picture = True
            continue
        x0, y0, x1, y1 = turned.box(*thing.get_bounds())
        if y1 - y0 <= 3 and x1 - x0 >= 30:
            sheet.rules.append(Rule(x0, x1, (y0 + y1) / 2))
        elif _is_dot(x1 - x0, y1 - y0):
            sheet.dots.append((x0, x1, (y0 + y1) / 2))


def _is_dot(width: float, height: float) -> bool:
    return 1.5 <= width <= 8 and abs(width - height) <= 0.2 * width
