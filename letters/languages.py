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


def direction(language: str) -> str:
    """The HTML `dir` of a text in `language`."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
