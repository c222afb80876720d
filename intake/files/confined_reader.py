"""The process in which a file is read: the file on standard input, one JSON document on standard output.

Run as a script by `intake/files/confined.py`, isolated from the environment (`python -I`). Loads only readers of this
package: no Django, no settings, nothing worth stealing.
"""

import json
import logging
import sys
from contextlib import suppress
from typing import Any


def bound(memory: int, seconds: int) -> None:
    """Take from this process what it has no need of. Where the platform knows no such limits, the time-out remains."""
    try:
        import resource
    except ImportError:
        return
    limits = {"RLIMIT_AS": memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    for name, limit in limits.items():
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (limit, limit))


def close_doors() -> None:
    """From now on this process can open no file and no connection, and start no other process."""
    with suppress(ImportError):
        import resource

        for name in ("RLIMIT_NOFILE", "RLIMIT_NPROC"):
            with suppress(AttributeError, ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (0, 0))


def read(kind: str, data: bytes) -> dict[str, Any]:
    """Text, warnings, pages and whether the pages are pictures. Only the reader that is needed is loaded."""
    if kind == "pdf":
        from intake.files.pdf import read_pdf

        # The other readers load character sets as they need them. This one is a large program in C++.
        close_doors()
        return read_pdf(data)
    if kind == "docx":
        from intake.files.docx import read_docx

        text, warnings = read_docx(data)
    else:
        from intake.files.html import read_html

        text, warnings = read_html(data)
    return {"text": text, "warnings": warnings, "pages": None, "is_scanned": False}


def main() -> None:
    root, kind, memory, seconds = sys.argv[1:]
    bound(int(memory), int(seconds))
    logging.disable()
    sys.path.append(root)
    from intake.files.reading import MAX_CHARACTERS, Unreadable

    # Whatever else goes wrong ends the process with a fault, which is answer enough.
    try:
        answer = read(kind, sys.stdin.buffer.read())
        if len(answer["text"]) > MAX_CHARACTERS:
            raise Unreadable(
                "This file holds more text than a letter of a hundred pages. Hand in the pages of the letter alone."
            )
    except Unreadable as refusal:
        answer = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
