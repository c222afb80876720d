"""The text of a PDF, read by pypdf in a process of its own: what hostile files do to it, they do to that process alone.

`pdf_reader.py` is that process. It gets nothing but the file: no settings, no secrets, no database. Memory and
processor time are bounded there, and whatever is not done in time is ended.
"""

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from links.evidence import MAX_TITLE, storable
from links.pages.pdf_text import both_readings, joined
from links.pages.reading import Page, fingerprint, folded

_READER = Path(__file__).with_name("pdf_reader.py")
# Each may take _MEMORY; more at once would not be faster.
_AT_ONCE = 2
_MEMORY = 384 * 1024 * 1024
# A header may stand anywhere in the first kilobyte (ISO 32000-1, annex H, note 13).
_HEADER_WITHIN = 1024

# Threads of their own: those of the loop look up host names, and must not wait for PDFs. None starts before it is used.
_readers = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="pdf")


async def read_pdf_aside(body: bytes, *, timeout: float) -> Page:
    """`read_pdf` without stalling the loop; at most two files are read at once, the others wait their turn."""
    return await asyncio.get_running_loop().run_in_executor(_readers, lambda: read_pdf(body, timeout=timeout))


def read_pdf(body: bytes, *, timeout: float) -> Page:
    """The PDF's title and text. `text` is None when there is none to be had: no PDF, encrypted, scanned without text,
    damaged beyond reading, or more work than `timeout` seconds allow. Never raises.

    `incomplete` when some of its pages could not be read: what is not found may stand on those.
    """
    if b"%PDF-" not in body[:_HEADER_WITHIN]:
        return Page()
    answer = _ask_reader(body, timeout)
    pages = [page for page in answer.get("pages", ()) if isinstance(page, str)]
    title = storable(folded(str(answer.get("title", ""))), MAX_TITLE)
    text = joined(pages)
    if not text:
        return Page(title=title)
    return Page(
        title=title,
        text=storable(both_readings(text), 4 * sum(map(len, pages)) + 2),
        fingerprint=fingerprint(storable(text, len(text))),
        incomplete=not answer.get("whole"),
    )


def _ask_reader(body: bytes, timeout: float) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_READER), str(_MEMORY), str(max(1, round(timeout)))]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=body, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=timeout, env={}, check=True
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}
