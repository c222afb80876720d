"""Uploaded documents are judged by their content."""

import io
import struct
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from letters.documents import validate_document
from letters.models import Letter
from letters.models.letter import document_path


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "<w:document/>")
    return buffer.getvalue()


def directory(entries: int, *, version: int = 20) -> bytes:
    """A zip file that consists of a directory alone, for parts called `a`."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", version, 0, version, *[0] * 4, 33, 0, 0, 0, 1, *[0] * 6)
    listed = (entry + b"a") * entries
    count = entries & 0xFFFF
    return listed + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), 0, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.pdf", b"%PDF-1.7\n..."),
        ("LETTER.PDF", b"\n%PDF-1.4"),
        ("letter.docx", zipped("word/document.xml")),
        ("letter.txt", "Liebe Frau Ministerin, grüße".encode()),
        ("letter.txt", ("é" * 600_000).encode()[:-1] + b"\xa9"),
        ("letter.md", b""),
    ],
)
def test_a_genuine_document_is_taken(name, content):
    validate_document(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("letter.exe", b"MZ", "kind"),
        ("letter", b"%PDF-1.7", "kind"),
        ("letter.html", b"<script>", "kind"),
        ("letter.pdf", b"MZ\x90", "disguised"),
        ("letter.pdf", b"", "disguised"),
        ("letter.pdf", b"<html>" + b" " * 2000 + b"%PDF-1.7", "disguised"),
        ("letter.docx", zipped("xl/workbook.xml"), "disguised"),
        ("letter.docx", b"PK\x03\x04 broken", "disguised"),
        ("letter.docx", directory(1, version=99), "disguised"),
        ("letter.docx", directory(6000), "disguised"),
        ("letter.txt", b"\xff\xfe\x00\x01", "disguised"),
        ("letter.txt", b"text with \x00 in it", "disguised"),
    ],
)
def test_anything_else_is_refused(name, content, code):
    with pytest.raises(ValidationError) as refused:
        validate_document(SimpleUploadedFile(name, content))
    assert refused.value.code == code


def test_a_directory_of_hundreds_of_thousands_of_parts_is_not_taken_in():
    hostile = SimpleUploadedFile("letter.docx", directory(400_000))
    tracemalloc.start()
    try:
        with pytest.raises(ValidationError):
            validate_document(hostile)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * 1024 * 1024


def test_no_damage_to_a_file_is_a_fault_of_ours():
    """Every byte of a genuine document is changed in turn: it may pass or not, but nothing is raised besides."""
    genuine = zipped("word/document.xml")
    for place in range(len(genuine)):
        for value in (0x00, 0x7F, 0xFF):
            damaged = genuine[:place] + bytes([value]) + genuine[place + 1 :]
            with suppress(ValidationError):
                validate_document(SimpleUploadedFile("letter.docx", damaged))


def test_a_document_over_the_limit_is_refused(settings):
    settings.MAX_DOCUMENT_BYTES = 1024
    with pytest.raises(ValidationError, match="larger than"):
        validate_document(SimpleUploadedFile("letter.txt", b"a" * 1025))


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "a/b.pdf", "x.pdf\x00.exe", "." * 300])
def test_a_document_is_kept_under_a_name_of_our_own(name):
    kept = document_path(Letter(), name)
    folder, _, file = kept.partition("/")
    assert folder == "letters"
    assert "/" not in file
    assert "\\" not in file
    assert len(kept) <= 60
