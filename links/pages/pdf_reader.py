"""The process in which a PDF is read: the file on standard input, one JSON document on standard output.

Run as a script by `pdf.py`, isolated from the environment (`python -I`). Imports nothing of the project, so that
it starts quickly and holds nothing worth stealing.
"""

import json
import logging
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

MAX_PAGES = 2000
MAX_CHARACTERS = 2_000_000


def bound(memory: int, seconds: int) -> None:
    """Take from this process what it has no need of. Where the platform knows no such limits, the time-out remains."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        "RLIMIT_AS": memory,
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
    }
    for name, limit in limits.items():
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (limit, limit))


def read(body: bytes) -> dict[str, Any]:
    """Title, text by page, and whether all of the pages' text was read."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        return {}
    title = ""
    with suppress(Exception):
        title = str((reader.metadata and reader.metadata.title) or "")[:2000]
    pages: list[str] = []
    whole, characters = True, 0
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES or characters >= MAX_CHARACTERS:
            whole = False
            break
        try:
            text = page.extract_text()[: MAX_CHARACTERS - characters]
            readable = is_readable(text) and (bool(text.strip()) or not shows_something(page))
        except Exception:
            text, readable = "", False
        pages.append(text if readable else "")
        characters += len(text)
        whole = whole and readable
    return {"title": title, "pages": pages, "whole": whole and characters < MAX_CHARACTERS}


def is_readable(text: str) -> bool:
    """Whether these are letters: fonts without a table of what their glyphs mean give control and private codes."""
    odd = sum(character == "\ufffd" or not (character.isprintable() or character.isspace()) for character in text)
    return odd * 20 <= len(text)


def shows_something(page: Any) -> bool:
    """Whether a page without text may have words in an image, as scanned pages have."""
    resources = page.get("/Resources")
    return resources is not None and "/XObject" in resources.get_object()


def main() -> None:
    memory, seconds = (int(argument) for argument in sys.argv[1:3])
    bound(memory, seconds)
    logging.disable()
    # Whatever goes wrong ends the process with a fault, which is answer enough.
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
