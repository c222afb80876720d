"""Which reader a file is given to: its content says what it is."""

from intake.files.confined import Confined, read_confined
from intake.files.kinds import kind_of
from intake.files.ocr import recognised
from intake.files.reading import Kind, Reading, Scanned, Unreadable
from intake.files.text import read_text

_SCANNED = "This PDF holds pictures of pages and no text. Its text must be recognised first, which takes minutes."
_RECOGNISED = "The text was recognised from pictures of pages (OCR): compare names, dates and links with the file."


def read(name: str, data: bytes, *, may_recognise: bool = True) -> Reading:
    """The text of the file `data`, whose name is `name`. Raises `Unreadable` with a sentence for staff.

    A PDF without text is handed to OCR, which takes minutes; with `may_recognise=False` it raises `Scanned` at once.
    """
    kind = kind_of(name, data)
    if kind in {Kind.TEXT, Kind.MARKDOWN}:
        return read_text(kind, data)
    done = read_confined(kind, data)
    if not done.is_scanned:
        return _reading(kind, done)
    if not may_recognise:
        raise Scanned(_SCANNED)
    return _reading(kind, read_confined(kind, recognised(data)), is_recognised=True)


def _reading(kind: Kind, done: Confined, *, is_recognised: bool = False) -> Reading:
    if not done.text.strip():
        raise Unreadable("No text was found in this file. Paste the letter’s text instead.")
    warnings = (_RECOGNISED, *done.warnings) if is_recognised else done.warnings
    return Reading(text=done.text, kind=kind, warnings=warnings, pages=done.pages, is_recognised=is_recognised)
