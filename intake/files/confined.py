"""Files are read in a process of its own: what hostile files do to it, they do to that process alone.

`intake/files/confined_reader.py` is that process. It gets nothing but the file: no settings, no secrets, no database.
Memory and processor time are bounded there, and whatever is not done in time is ended.
"""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.files.reading import Kind, Unreadable

_READER = Path(__file__).with_name("confined_reader.py")
# Where the project's packages are found.
_ROOT = Path(__file__).resolve().parents[2]
_MEMORY = 768 * 1024 * 1024
_SECONDS = {Kind.PDF: 60, Kind.DOCX: 30, Kind.HTML: 20}

_NAMES = {Kind.PDF: "PDF", Kind.DOCX: "Word file", Kind.HTML: "HTML page"}


@dataclass(frozen=True, slots=True)
class Confined:
    """What the process read. `is_scanned`: pages are pictures, and there is no text."""

    text: str
    warnings: tuple[str, ...]
    pages: int | None
    is_scanned: bool


def read_confined(kind: Kind, data: bytes) -> Confined:
    """The text of a file of that kind. Raises `Unreadable` when it refuses the file, or does not come to an end."""
    seconds = _SECONDS[kind]
    command = [sys.executable, "-I", str(_READER), str(_ROOT), kind.value, str(_MEMORY), str(seconds)]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much(kind, seconds) from None
    except OSError as fault:
        raise Unreadable("No process could be started to read the file. Try again in a minute.") from fault
    if done.returncode == -getattr(signal, "SIGXCPU", signal.SIGKILL):
        raise _too_much(kind, seconds)
    return _understood(done.stdout if done.returncode == 0 else b"", kind)


def _understood(answer: bytes, kind: Kind) -> Confined:
    try:
        said: dict[str, Any] = dict(json.loads(answer))
        if "refused" in said:
            raise Unreadable(str(said["refused"]))
        return Confined(str(said["text"]), tuple(map(str, said["warnings"])), said["pages"], bool(said["is_scanned"]))
    except (ValueError, KeyError, TypeError):
        raise Unreadable(
            f"This {_NAMES[kind]} is broken, or it asks for more memory than reading a letter takes. "
            "Open it, save it anew, or paste the letter’s text."
        ) from None


def _too_much(kind: Kind, seconds: int) -> Unreadable:
    return Unreadable(
        f"This {_NAMES[kind]} was not read within {seconds} seconds, so reading was ended. "
        "Save it anew in a simpler form, or paste the letter’s text."
    )
