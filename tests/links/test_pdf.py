"""PDFs, sound and hostile, read in a process of their own."""

import asyncio
import json
from collections.abc import Callable

import pytest

from links.pages import pdf as reading_pdf
from links.pages.pdf import read_pdf, read_pdf_aside
from links.pages.reading import Page
from links.passages import look_for_directives, look_for_quote
from links.vocabulary import PassageResult
from tests.links.pdfs import FONT, assembled, packed, pdf, scanned, shown, stream

PATIENCE = 20.0


def test_title_and_text_are_read():
    page = read_pdf(pdf("The court of Examplia", "put the case off.", title="A day in court (1)"), timeout=PATIENCE)
    assert page.title == "A day in court (1)"
    assert page.text == "The court of Examplia\nput the case off."
    assert len(page.fingerprint) == 64
    assert not page.incomplete


def test_a_passage_is_found_across_lines_pages_and_broken_words():
    page = read_pdf(
        pdf("held in arbi-\ntrary deten-\ntion in a well-\nknown\nprison", "of Examplia since May"), timeout=PATIENCE
    )
    for quote in ("arbitrary detention", "a well-known prison of Examplia", "prison of Examplia since May"):
        assert look_for_quote(quote, page.text) == PassageResult.PRESENT
    assert look_for_directives(":~:text=arbitrary,since%20May", page.text) == PassageResult.PRESENT
    assert look_for_quote("released from prison", page.text) == PassageResult.MISSING


def test_reading_aside_gives_the_same():
    body = pdf("The court of Examplia")

    async def together() -> list[Page]:
        return await asyncio.gather(*(read_pdf_aside(body, timeout=PATIENCE) for _ in range(4)))

    assert asyncio.run(together()) == [read_pdf(body, timeout=PATIENCE)] * 4


def test_an_image_among_the_pages_makes_the_text_incomplete():
    image = stream(b"q 612 0 0 792 0 0 cm /Im1 Do Q")
    page = read_pdf(pdf("Some text", image, resources=b"/XObject << /Im1 3 0 R >>"), timeout=PATIENCE)
    assert page.text == "Some text"
    assert page.incomplete


def test_a_blank_page_does_not():
    assert not read_pdf(pdf("Some text", ""), timeout=PATIENCE).incomplete


# Four hundred pages that all show the same twenty thousand lines.
SHARED = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [%s] /Count 400 >>" % (b"3 0 R " * 400),
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    packed(shown("a\n" * 20_000)),
    FONT,
]
HOSTILE: dict[str, bytes | Callable[[], bytes]] = {
    "not a PDF": b"<html>not found</html>",
    "nothing": b"",
    "a header alone": b"%PDF-1.7\n",
    "cut short": pdf(*(f"Page {number}" for number in range(50)))[:5000],
    "scanned": scanned(),
    "pages without end": assembled(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>"]
    ),
    "an object that is itself": assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"2 0 R"]),
    "a table that names itself": assembled([b"<< /Type /Catalog >>"], b"/Prev 9"),
    "nested too deep": assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * 200_000]),
    "objects that never end": b"%PDF-1.7\n" + b"1 0 obj " * 130_000,
    # Made by its test alone: packing takes seconds, and every process of a run reads this module.
    "half a gigabyte in a stream": lambda: pdf(packed(b" " * 500_000_000)),
    "streams in streams": pdf(stream(b"x" * 1000, b"/Filter [" + b"/FlateDecode " * 50_000 + b"]")),
    "encrypted": assembled(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"],
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (b)]" % (b"o" * 32, b"u" * 32),
    ),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_read_has_no_text(body):
    assert read_pdf(body() if callable(body) else body, timeout=PATIENCE).text is None


def test_more_work_than_there_is_time_for_is_left():
    assert read_pdf(assembled(SHARED), timeout=1.0) == Page()


def test_a_reader_that_does_not_end_is_ended(monkeypatch, tmp_path):
    asleep = tmp_path / "asleep.py"
    asleep.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(reading_pdf, "_READER", asleep)
    assert read_pdf(pdf("any"), timeout=0.3) == Page()


def test_the_reader_has_little_memory(monkeypatch):
    monkeypatch.setattr(reading_pdf, "_MEMORY", 24 * 1024 * 1024)
    assert read_pdf(pdf("The court of Examplia"), timeout=PATIENCE) == Page()


def test_the_reader_knows_no_secrets(monkeypatch, tmp_path):
    spy = tmp_path / "spy.py"
    spy.write_text("import json, os; print(json.dumps({'pages': [json.dumps(dict(os.environ))], 'whole': True}))")
    monkeypatch.setattr(reading_pdf, "_READER", spy)
    monkeypatch.setenv("SECRET_KEY", "a secret that stays here")
    page = read_pdf(pdf("any"), timeout=PATIENCE)
    assert page.text is not None
    assert "SECRET_KEY" not in json.loads(page.text)


@pytest.mark.parametrize("said", ["", "no json", "[1]", '{"pages": [5, null]}', '{"pages": ["a"'])
def test_nonsense_from_the_reader_is_no_text(said, monkeypatch, tmp_path):
    odd = tmp_path / "odd.py"
    odd.write_text(f"print({said!r})")
    monkeypatch.setattr(reading_pdf, "_READER", odd)
    assert read_pdf(pdf("any"), timeout=PATIENCE).text is None


def test_text_can_be_stored_whatever_the_file_holds():
    page = read_pdf(
        pdf("a\x00b", title="\ud800".encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")),
        timeout=PATIENCE,
    )
    assert page.text is None or "\x00" not in page.text
    page.title.encode()
