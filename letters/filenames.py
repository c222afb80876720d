"""The name a document came under, made fit to be shown and offered for download. Pure."""

import re
import unicodedata

MAX_LENGTH = 200
_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*%]')


def clean(given: str) -> str:
    """The last part of `given`, without path, control and direction characters; `document` when nothing is left.

    Direction overrides (Unicode category Cf) can make `fdp.exe` read as `exe.pdf`.
    """
    last = _SEPARATORS.split(given)[-1]
    plain = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    plain = " ".join(_FORBIDDEN.sub("_", plain).split()).strip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if dot and len(suffix) <= 8:
        plain = f"{stem[: MAX_LENGTH - len(suffix) - 1]}.{suffix}"
    return plain[:MAX_LENGTH] or "document"
