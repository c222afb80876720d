"""What a letter's uploaded document may be, judged by its content and never by its name."""

import codecs
import struct
import zipfile
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
}
_TEXT_SAMPLE_BYTES = 1024 * 1024
# A real document lists some dozens of parts, in a few kilobytes. Hostile ones list hundreds of thousands, and each is
# an object in memory by the time `zipfile` hands the list over.
_MOST_ZIP_DIRECTORY_BYTES = 256 * 1024
# What `zipfile` documents, and what its parsing of hostile bytes lets through: a version to come (NotImplementedError,
# a RuntimeError), offsets and lengths that do not fit.
_NOT_A_ZIP = (
    zipfile.BadZipFile,
    RuntimeError,
    struct.error,
    ArithmeticError,
    LookupError,
    EOFError,
    OSError,
    ValueError,
)


def validate_document(document: Any) -> None:
    """Django validator for an uploaded file: PDF, DOCX or UTF-8 text, at most `MAX_DOCUMENT_BYTES`."""
    if document.size > settings.MAX_DOCUMENT_BYTES:
        limit = settings.MAX_DOCUMENT_BYTES // (1024 * 1024)
        raise ValidationError(f"The document is larger than {limit} MB. Upload a smaller copy.", code="too_large")
    suffix = PurePath(document.name).suffix.lower()
    if suffix not in CONTENT_TYPES:
        raise ValidationError(
            "The document must be a PDF, a DOCX or a plain text file (.pdf, .docx, .txt, .md).", code="kind"
        )
    document.seek(0)
    genuine = {".pdf": _is_pdf, ".docx": _is_docx}.get(suffix, _is_text)(document)
    document.seek(0)
    if not genuine:
        raise ValidationError(
            f"The file is called {suffix}, but its content is not. Save it anew from the program that made it.",
            code="disguised",
        )


def _is_pdf(file: IO[bytes]) -> bool:
    # ISO 32000-1, annex H: readers accept a header within the first 1024 bytes.
    return b"%PDF-" in file.read(1024)


def _is_docx(file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(_Bounded(file)) as archive:
            return "word/document.xml" in archive.namelist()
    except _NOT_A_ZIP:
        return False


class _Bounded:
    """A file to be read by `zipfile`, which reads the whole directory at once: refuses to when that is too large."""

    def __init__(self, file: IO[bytes]) -> None:
        self.seek, self.tell, self._read = file.seek, file.tell, file.read

    def read(self, size: int = -1) -> bytes:
        if size > _MOST_ZIP_DIRECTORY_BYTES:
            raise zipfile.BadZipFile("too large a directory")
        return self._read(size if size >= 0 else _MOST_ZIP_DIRECTORY_BYTES)


def _is_text(file: IO[bytes]) -> bool:
    sample = file.read(_TEXT_SAMPLE_BYTES)
    # An incremental decoder forgives a character that is cut in two at the end of the sample.
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(sample)
    except UnicodeDecodeError:
        return False
    return b"\x00" not in sample
