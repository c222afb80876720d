"""Files made to do harm: they ask for more time or memory than there is, or hold something that is no letter."""

import zlib

from tests.intake.word_files import docx, p


def pdf(*objects: bytes, root: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 3; number 3 is its page. `root` goes into the catalogue."""
    body = [b"<< /Type /Catalog /Pages 2 0 R %s >>" % root, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", *objects]
    made, places = b"%PDF-1.7\n", []
    for number, inner in enumerate(body, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, inner)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(body) + 1, table)
    return made + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(body) + 1, start)


def stream(content: bytes, more: bytes = b"", *, blank: int = 0) -> bytes:
    """A packed stream; `blank` megabytes of nothing before its content."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1024 * 1024) for _ in range(blank))
    packed += packer.compress(content) + packer.flush()
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), more, packed)


_FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
_WORDS = b"BT /F1 12 Tf 72 700 Td (Dear Secretary,) Tj ET\n"


def page(content: bytes = _WORDS, *more: bytes, root: bytes = b"", resources: bytes = b"", blank: int = 0) -> bytes:
    """A PDF of one page that says "Dear Secretary,"; its content is object 4, `more` are objects from 5 on."""
    used = b"/Resources << %s %s >>" % (_FONT, resources)
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R %s >>" % used
    return pdf(sheet, stream(content, blank=blank), *more, root=root)


def drawings_in_drawings(depth: int = 30, times: int = 20) -> bytes:
    """A page of a form that draws a form that draws a form, each of them many times."""
    forms = []
    for number in range(depth):
        inner = b"/F Do " * times if number + 1 < depth else _WORDS
        below = b"/XObject << /F %d 0 R >>" % (6 + number)
        named = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << %s %s >>" % (_FONT, below)
        forms.append(stream(inner, named))
    return page(b"/F Do " * times, *forms, resources=b"/XObject << /F 5 0 R >>")


def packed_a_thousandfold(megabytes: int) -> bytes:
    return page(_WORDS, blank=megabytes)


def with_script(*, opens: bool) -> bytes:
    action = b"/S /JavaScript /JS (app.alert\\(1\\))"
    if opens:
        return page(_WORDS, root=b"/OpenAction << %s >>" % action)
    return page(_WORDS, root=b"/Names << /JavaScript << /Names [(a) << %s >>] >> >>" % action)


def with_a_file_inside() -> bytes:
    named = b"/Names << /EmbeddedFiles << /Names [(x.exe) << /Type /Filespec /F (x.exe) /EF << /F 5 0 R >> >>] >> >>"
    return page(_WORDS, stream(b"MZ", b"/Type /EmbeddedFile"), root=named)


def pages_in_a_circle() -> bytes:
    return pdf(b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 100000 >>")


def many_paragraphs(megabytes: int = 39) -> bytes:
    """XML below the limit for its size, but of so many elements that its tree fills the memory."""
    inner = b"<w:p/>" * (megabytes * 1024 * 1024 // 6)
    start = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    return docx(p("x"), parts={"word/document.xml": start + inner + b"</w:body></w:document>"})


def lying_about_its_size() -> bytes:
    """The archive says that the part is short; unpacked it is not."""
    data = docx(p("x"), parts={"word/document.xml": b"<a>" + b" " * 60_000_000})
    real = (60_000_003).to_bytes(4, "little")
    return data.replace(real, (100).to_bytes(4, "little"))
