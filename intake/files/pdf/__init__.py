"""A PDF's text by geometry. Runs in the confined process (`intake/files/confined_reader.py`)."""

from typing import Any

from intake.files.pdf.layout import text_of
from intake.files.pdf.rows import rows_of
from intake.files.pdf.sheets import sheets_of

# With fewer letters on a page than these, pictures on it are what it says.
_FEW = 20


def read_pdf(data: bytes) -> dict[str, Any]:
    """Text, warnings, number of pages, and whether the pages are pictures without text. Raises `Unreadable`."""
    pages, rules, sizes, askew = [], [], [], []
    letters = unknown = pictures = 0
    for sheet in sheets_of(data):
        here = sum(not glyph.text.isspace() for glyph in sheet.glyphs)
        letters += here
        unknown += sheet.unknown
        pictures += sheet.has_picture and here < _FEW
        askew.append(sheet.askew)
        pages.append(rows_of(sheet.glyphs))
        rules.append(sheet.rules)
        sizes.append((sheet.width, sheet.height))
    # Fonts that do not say which letters they draw are as good as pictures.
    is_scanned = letters == 0 or unknown > letters or (pictures * 2 > len(pages) and letters < _FEW * len(pages))
    if is_scanned:
        return {"text": "", "warnings": [], "pages": len(pages), "is_scanned": True}
    text, warnings = text_of(pages, rules, sizes)
    warnings += _doubts(unknown, letters, pictures, askew)
    return {"text": text, "warnings": warnings, "pages": len(pages), "is_scanned": False}


def _doubts(unknown: int, letters: int, pictures: int, askew: list[str]) -> list[str]:
    doubts = []
    if pictures:
        doubts.append(f"{pictures} of the pages hold a picture and hardly any text: what the pictures say is missing.")
    if unknown * 50 > letters:
        doubts.append("Some letters are missing, since the file’s fonts do not say which they are: compare the text.")
    said = list(dict.fromkeys(" ".join(words.split()) for words in askew if len(words.split()) and len(words) > 2))
    doubts += [f"Left out, since it stands across the page: “{words[:200]}”" for words in said[:3]]
    return doubts
