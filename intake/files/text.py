"""Plain text and Markdown: which character set the bytes are in. Pure.

A file that does not say is read as UTF-8 when it is that; else Cyrillic sets are told apart by charset-normalizer, and
Latin ones by the letters that only fit in one of them.
"""

import re

from intake.files.reading import MAX_CHARACTERS, Kind, Reading, Unreadable

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NAMES = {
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1252": "Windows-1252 (Western European)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp866": "CP 866 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "mac_cyrillic": "Mac Cyrillic",
}
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "mac_cyrillic")
# So much of a file tells its character set.
_SAMPLE = 64 * 1024

# What Turkish letters become in Windows-1252: ğ ı ş İ Ş Ğ.
_TURKISH_AS_WESTERN = re.compile("[ðýþÝÞÐ]")
# Signs inside words: letters of another set.
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[¡¢£¤¥¦§¨¬®¯°±²³´¶¸¹¼½¾¿](?=[^\W\d_])")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x85\u2028]")


def read_text(kind: Kind, data: bytes) -> Reading:
    """The text in `data`; a warning when its character set had to be guessed. Raises `Unreadable` when it is none."""
    text, guessed = decoded(data)
    if len(_CONTROLS.findall(text[:_SAMPLE])) * 100 > len(text[:_SAMPLE]):
        raise Unreadable(
            "This file is no text, whatever its name says. "
            "Letters are read from PDF, Word (DOCX), HTML, Markdown and plain text."
        )
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(
            "This file holds more text than a letter of a hundred pages. Hand in the pages of the letter alone."
        )
    warnings: tuple[str, ...] = ()
    if guessed:
        warnings = (
            f"The file does not say its character set; it was read as {_NAMES[guessed]}. "
            "Compare letters with accents; if they are wrong, save the file as UTF-8 and hand it in again.",
        )
    return Reading(text=storable(text), kind=kind, warnings=warnings)


def decoded(data: bytes) -> tuple[str, str]:
    """The text, and the character set when that had to be guessed."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), ""
    if name := _wide(data):
        return data.decode(name, "replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        name = _guessed(data)
    return data.decode(name, "replace"), name


def storable(text: str) -> str:
    """Without characters that no database takes, line ends all alike."""
    return _LINE_END.sub("\n", text).replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: one byte of each pair is the number of a script's block (Latin 0, Armenian 5),
    the other one hardly ever is so low.
    """
    sample = data[:2000]
    even, odd = (sum(byte < 9 for byte in sample[parity::2]) for parity in (0, 1))
    if len(sample) >= 4 and max(even, odd) * 3 > len(sample) and min(even, odd) * 20 <= max(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


def _guessed(data: bytes) -> str:
    # Loaded here only: most files are UTF-8.
    from charset_normalizer import from_bytes

    lines = (line for line in data.splitlines() if not line.isascii())
    sample = b"\n".join(lines)[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=[*_CYRILLIC, "cp1250", "cp1252"]).best()
    if best and best.encoding in _CYRILLIC and _is_mostly_cyrillic(sample.decode(best.encoding, "replace")):
        return best.encoding
    western = sample.decode("cp1252", "replace")
    if _SIGN_IN_WORD.search(western):
        return "cp1250"
    return "cp1254" if _TURKISH_AS_WESTERN.search(western) else "cp1252"


def _is_mostly_cyrillic(text: str) -> bool:
    letters = [character for character in text if character.isalpha() and not character.isascii()]
    cyrillic = sum("\u0400" <= character <= "\u052f" for character in letters)
    # In Latin text the odd accented letter stands alone among many; Cyrillic words are Cyrillic throughout.
    ascii_letters = sum(character.isascii() and character.isalpha() for character in text)
    return cyrillic * 2 > len(letters) and cyrillic * 2 > ascii_letters
