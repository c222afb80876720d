"""Scanned letters: pictures of pages, whose text is recognised where `ocrmypdf` is installed."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from intake.files import Scanned, Unreadable, read
from tests.intake.presses import Press
from tests.servers import require

WORDS = (
    "We write about the detention of the lawyer Samuel Sample, who has been held since May 2016 in the capital’s “old” "
    "prison without any charge."
)


def scanned(data: bytes, *, dots_per_inch: int = 200) -> bytes:
    """The PDF's pages as pictures."""
    document, made = pdfium.PdfDocument(data), BytesIO()
    canvas = Canvas(made)
    for page in document:
        canvas.setPageSize(page.get_size())
        picture = page.render(scale=dots_per_inch / 72).to_pil().convert("L")
        canvas.drawImage(ImageReader(picture), 0, 0, *page.get_size())
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def a_scan() -> bytes:
    press = Press(size=12)
    press.line("3 February 2017")
    press.gap(20)
    press.line("Dear Secretary Brinkley,")
    press.gap(20)
    press.paragraph(WORDS)
    return scanned(press.done())


def test_a_scan_is_told_at_once_where_nobody_waits_for_ocr():
    with pytest.raises(Scanned, match="pictures of pages"):
        read("scan.pdf", a_scan(), may_recognise=False)


def test_without_ocr_it_is_said_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="apt install ocrmypdf"):
        read("scan.pdf", a_scan())


@pytest.mark.slow
@pytest.mark.once
def test_a_scan_is_recognised():
    require("ocrmypdf", package="ocrmypdf")

    reading = read("scan.pdf", a_scan())

    # Where lines end is not known to the point after OCR.
    paragraphs = [" ".join(paragraph.split()) for paragraph in reading.text.split("\n\n")]
    assert paragraphs == ["3 February 2017", "Dear Secretary Brinkley,", WORDS]
    assert reading.is_recognised
    assert reading.warnings[0].startswith("The text was recognised from pictures of pages")
