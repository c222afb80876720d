"""A letter's file as text that `intake.parsing` understands: PDF, Word (DOCX), HTML, Markdown, plain text.

`read(name, data)` is all that other modules need.
"""

from intake.files.choosing import read
from intake.files.reading import MAX_BYTES, MAX_CHARACTERS, MAX_PAGES, Kind, Reading, Scanned, Unreadable

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "MAX_PAGES", "Kind", "Reading", "Scanned", "Unreadable", "read"]
