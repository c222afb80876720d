"""What reading a file gives, and how it is refused. Plain data; imports nothing that is slow to load."""

from dataclasses import dataclass
from enum import StrEnum

# What staff may hand in. Longer letters do not occur; longer files are books, or meant to do harm.
MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 100
# A hundred pages set closely hold half of it.
MAX_CHARACTERS = 1_000_000


class Kind(StrEnum):
    """What a file is, told by its content."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file's text as the parser understands it: paragraphs parted by an empty line, `[^1]` where the mark of note 1
    stands, each note a paragraph `[^1]: …`, links as `<address>` or `[text](address)`.

    `warnings` are sentences for the person who reviews. `pages` is None where a file has none (all but PDFs).
    """

    text: str
    kind: Kind
    warnings: tuple[str, ...] = ()
    pages: int | None = None
    # Recognised from pictures of pages: letters may be wrong.
    is_recognised: bool = False


class Unreadable(Exception):
    """The file cannot be read. Its words are for staff: what is wrong with it, and what to do."""


class Scanned(Unreadable):
    """The PDF holds pictures of pages and no text; recognising it takes minutes, and was not asked for."""
