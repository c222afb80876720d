"""Small PDFs, written by hand: sound ones, and such as are made to do harm."""

import zlib
from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def shown(text: str) -> bytes:
    """The content of a page that shows the lines of `text` one below the other."""
    lines = (line.translate({92: "\\\\", 40: "\\(", 41: "\\)"}) for line in text.split("\n"))
    return b"BT /F1 12 Tf 72 720 Td 14 TL " + b" ".join(f"({line}) Tj T*".encode("cp1252") for line in lines) + b" ET"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def packed(content: bytes) -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode")


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1, the first of them the catalog."""
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    start = len(body)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    )


def pdf(*pages: str | bytes, title: str = "", resources: bytes = b"") -> bytes:
    """A PDF that shows these texts, a page each; bytes are an object in place of the page's content."""
    count = len(pages)
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        FONT,
        b"<< /Title <feff%s> >>" % title.encode("utf-16-be").hex().encode(),
    ]
    for number, page in enumerate(pages):
        content = page if isinstance(page, bytes) else stream(shown(page))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %s >> >>" % (first + 2 * number + 1, resources)
        )
        objects.append(content)
    return assembled(objects, b"/Info 4 0 R")


def scanned() -> bytes:
    """A page that is an image and holds no text."""
    return pdf(stream(b"q 612 0 0 792 0 0 cm /Im1 Do Q"), resources=b"/XObject << /Im1 3 0 R >>")
