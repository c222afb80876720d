"""Text as a cell of a spreadsheet that runs nothing. Pure."""

import re

# What Excel, LibreOffice and Google Sheets take for the beginning of a formula, full-width forms included, also behind
# blanks; and after the signs at which one of them, set to another language, ends a cell (OWASP, "CSV injection").
_FORMULA = re.compile(r"(^|[;\t\r\n])(\s*)(?=[=+\-@＝＋－＠])")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def cell(text: str) -> str:
    """`text` with an apostrophe before whatever a spreadsheet would run, and without control characters.

    What begins with a sign that no spreadsheet minds stays as it is. Programs that read the file take one apostrophe
    off; the JSON export holds the text itself.
    """
    harmless = _FORMULA.sub(r"\1\2'", _NOT_TEXT.sub("", text))
    return f"'{harmless}" if harmless.startswith(("\t", "\r", "\n")) else harmless
