"""A scanned PDF's text, recognised by `ocrmypdf` where that is installed: a program and a folder of its own."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from intake.files.reading import MAX_BYTES, Unreadable

# A hundred pages at a few seconds each.
SECONDS = 900
_PAGE_SECONDS = 60
# Tesseract's names of the languages that letters are written in; those that are installed are used.
_LANGUAGES = ("eng", "fra", "deu", "rus", "hye", "aze", "tur", "spa", "ita")
_LARGEST = 4 * MAX_BYTES


def recognised(data: bytes) -> bytes:
    """The PDF `data` with its pages' text put behind their pictures. Raises `Unreadable`."""
    program = shutil.which("ocrmypdf")
    if program is None:
        raise Unreadable(
            "This PDF holds pictures of pages and no text, and OCR is not installed here. "
            "Install it on the server (apt install ocrmypdf), or paste the letter’s text."
        )
    with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
        scanned, done = Path(folder, "scanned.pdf"), Path(folder, "recognised.pdf")
        scanned.write_bytes(data)
        _run([program, *_options(), str(scanned), str(done)], folder)
        if not done.is_file() or done.stat().st_size > _LARGEST:
            raise Unreadable("OCR found no text in this PDF. Paste the letter’s text instead.")
        return done.read_bytes()


def _options() -> list[str]:
    languages = "+".join(_installed_languages())
    return [
        # Pages whose text is unreadable (fonts that do not say their letters) are recognised, too. The other renderer
        # knows Latin letters only; enlarged, the marks of notes are read a little better.
        *("--force-ocr", "--output-type", "pdf", "--pdf-renderer", "sandwich", "--optimize", "0"),
        *("--oversample", "400", "--rotate-pages", "--jobs", "2", "--quiet"),
        *("--tesseract-timeout", str(_PAGE_SECONDS), "--max-image-mpixels", "200"),
        *(["--language", languages] if languages else []),
    ]


def _installed_languages() -> list[str]:
    program = shutil.which("tesseract")
    if program is None:
        return []
    try:
        listed = subprocess.run(  # noqa: S603
            [program, "--list-langs"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=10, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return []
    installed = set(listed.stdout.decode("utf-8", "replace").split())
    return [language for language in _LANGUAGES if language in installed]


def _run(command: list[str], folder: str) -> None:
    """Run it without a shell, with nothing of our environment but where programs are; end it with all it started."""
    import os
    import signal

    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    try:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    except OSError as fault:
        raise Unreadable("OCR could not be started on the server. Paste the letter’s text instead.") from fault
    try:
        code = process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise Unreadable(
            f"OCR did not come to an end within {SECONDS // 60} minutes. Hand in fewer pages, or paste the text."
        ) from None
    if code != 0:
        raise Unreadable("OCR could not read this PDF. Scan it anew, or paste the letter’s text.")
