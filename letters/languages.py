"""The languages letters are written in: BCP 47 tags and their English names, most used first."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("it", _("Italian")),
    ("pt", _("Portuguese")),
    ("nl", _("Dutch")),
    ("pl", _("Polish")),
    ("hy", _("Armenian")),
    ("az", _("Azerbaijani")),
    ("ru", _("Russian")),
    ("uk", _("Ukrainian")),
    ("be", _("Belarusian")),
    ("tr", _("Turkish")),
    ("ka", _("Georgian")),
    ("ar", _("Arabic")),
    ("fa", _("Persian")),
    ("he", _("Hebrew")),
    ("zh", _("Chinese")),
    ("eo", _("Esperanto")),
]
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})
# What a text's first letter tells of its language (BCP 47): all of it, or the script alone.
_SCRIPTS = (
    ("\u0370", "\u03ff", "el"),
    ("\u0400", "\u052f", "und-Cyrl"),
    ("\u0530", "\u058f", "hy"),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u08ff", "und-Arab"),
    ("\u10a0", "\u10ff", "ka"),
    ("\u3040", "\u30ff", "ja"),
    ("\u4e00", "\u9fff", "und-Hani"),
    ("\uac00", "\ud7af", "ko"),
)


def direction(language: str) -> str:
    """The HTML `dir` of a text in `language`."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def by_script(text: str) -> str:
    """The language, or `und` with the script, that the first letter of `text` tells; empty for Latin and others."""
    first = next((char for char in text if char.isalpha()), "")
    return next((tag for low, high, tag in _SCRIPTS if low <= first <= high), "")
