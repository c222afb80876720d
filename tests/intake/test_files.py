"""Which files are read at all, what they are taken for, and plain text in every character set."""

import pytest

from intake.files import MAX_BYTES, Kind, Unreadable, read
from tests.intake.word_files import docx, p, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "kind"), [("a.md", Kind.MARKDOWN), ("a.MARKDOWN", Kind.MARKDOWN), ("a.txt", Kind.TEXT), ("a", Kind.TEXT)]
)
def test_text_is_read_as_it_stands(name, kind):
    text = "# Letter\r\n\r\nDear Secretary,[^1]\r\n\r\n<div>x</div>\r\n"
    reading = read(name, text.encode())
    assert (reading.kind, reading.text, reading.warnings) == (kind, text.replace("\r\n", "\n"), ())


@pytest.mark.parametrize("name", ["letter", "letter.doc", ""])
def test_the_content_says_what_a_file_is(name):
    assert read(name, docx(p("Dear Secretary,"))).kind is Kind.DOCX
    assert read(name, b"<html><body><p>Dear Secretary,").kind is Kind.HTML
    assert read(name, b"Dear Secretary,").kind is Kind.TEXT


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("letter.DOCX", b"<html><body><p>Dear Secretary,", r"a Word file \(DOCX\), but it is an HTML page"),
        ("letter.pdf", docx(p("Dear Secretary,")), r"a PDF, but it is a Word file \(DOCX\)"),
        ("letter.pdf", b"Dear Secretary,", "a PDF, but it is something else"),
        ("letter.txt", docx(p("Dear Secretary,")), r"plain text, but it is a Word file \(DOCX\)"),
        ("letter.htm", b"%PDF-1.7\n", "an HTML page, but it is a PDF"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, data, words):
    with pytest.raises(Unreadable, match=words):
        read(name, data)


def test_text_may_be_html_whatever_its_name_says():
    assert read("letter.txt", b"<html><body><p>Dear Secretary,").kind is Kind.HTML
    assert read("letter.html", b"Dear Secretary,").kind is Kind.TEXT


def test_markdown_that_begins_with_a_tag_is_markdown():
    text = '<p align="center">SENATE</p>\n\nDear Secretary,\n\nWe write.\n\nSincerely,\n'
    assert read("a.md", text.encode()).kind is Kind.MARKDOWN
    assert read("a.md", b"<div>SENATE</div>\n<p>Dear Secretary,</p>\n").kind is Kind.HTML


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\0 ", "empty"),
        (b"MZ\x90\0" + b"\0" * 200, "program"),
        (b"\x7fELF" + b"\0" * 200, "program"),
        (b"MZ\x90\0 %PDF-1.7", "program"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 90, "picture"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 90, "picture"),
        (b"\x1f\x8b\x08\0", "Unpack it"),
        (b"{\\rtf1\\ansi Dear Secretary}", "save it as DOCX or PDF"),
        (OLE + "WordDocument".encode("utf-16-le"), "old Word file"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "Workbook".encode("utf-16-le"), "holds no letter"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}), "ODT"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "spreadsheet"),
        (zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "presentation"),
        (zipped({"letter.txt": b"Dear Secretary"}), "ZIP archive"),
        (zipped({"Index/Document.iwa": b""}), "Pages document"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"Subject: x\nMIME-Version: 1.0\nFrom: a@b.example\n\nDear", "email"),
        (bytes(range(256)) * 20, "no text"),
        (b"SQLite format 3\0" + b"\0" * 90, "database"),
        (b"%PDF-1.7\n", "broken"),
        (b"x" * (MAX_BYTES + 1), "at most 20 MB"),
        (b"word " * 250_000, "more text"),
    ],
)
def test_what_is_no_letter_is_refused_in_a_sentence(data, words):
    with pytest.raises(Unreadable, match=words) as refusal:
        read("letter", data)
    assert str(refusal.value).endswith((".", "anew."))


RUSSIAN = "Уважаемый господин президент, мы пишем Вам по поводу задержания журналиста Ивана Петрова в апреле 2023 года."


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", ["Dear Secretary, we write about André.", RUSSIAN])
def test_unicode_is_read_in_all_its_forms(text, codec):
    reading = read("a.txt", text.encode(codec))
    assert (reading.text, reading.warnings) == (text, ())


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        ("Son Excellence, nous vous écrivons à propos de la détention – “arbitraire” – d’André Müller.", "cp1252"),
        ("Dear Secretary, we met José at the café.", "cp1252"),
        ("Sayın Cumhurbaşkanı, gazeteci Ayşe Güneş’in gözaltına alınması hakkında yazıyoruz.", "cp1254"),
        ("Szanowny Panie Prezydencie, piszemy w sprawie zatrzymania dziennikarza Łukasza Żółtowskiego.", "cp1250"),
    ],
)
def test_other_character_sets_are_told_apart_and_it_is_said_so(text, codec):
    reading = read("a.txt", text.encode(codec))
    assert reading.text == text
    assert "character set" in reading.warnings[0]


def test_text_can_be_stored_whatever_the_file_holds():
    assert "\0" not in read("a.txt", b"Dear Secretary, " * 50 + b"\0").text


def test_of_a_packed_file_no_large_part_is_unpacked_to_learn_its_kind():
    """A part that says its kind is short. Of one that swells not a byte is read: here it would be found damaged."""
    swelling = bytearray(zipped({"mimetype": b"application/vnd.oasis.opendocument.text" * 1000}))
    at = swelling.index(b"mimetype") + len(b"mimetype")
    swelling[at + 5] ^= 0xFF
    with pytest.raises(Unreadable, match="ZIP archive"):
        read("letter", bytes(swelling))


@pytest.mark.parametrize("at", [0, 5])
def test_a_packed_file_whose_short_part_is_damaged_is_said_to_be_broken(at):
    """At its first byte, which says how it is packed, or at one of its words."""
    damaged = bytearray(zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}))
    damaged[damaged.index(b"mimetype") + len(b"mimetype") + at] = 0xFF
    with pytest.raises(Unreadable, match="broken"):
        read("letter", bytes(damaged))
