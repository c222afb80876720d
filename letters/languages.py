"""The languages letters are written in: BCP 47 tags and their English names, most used first."""

LANGUAGES = [
    ("en", "English"),
    ("fr", "French"),
    ("de", "German"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("pt", "Portuguese"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("hy", "Armenian"),
    ("az", "Azerbaijani"),
    ("ru", "Russian"),
    ("uk", "Ukrainian"),
    ("be", "Belarusian"),
    ("tr", "Turkish"),
    ("ka", "Georgian"),
    ("ar", "Arabic"),
    ("fa", "Persian"),
    ("he", "Hebrew"),
    ("zh", "Chinese"),
    ("eo", "Esperanto"),
]
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})


def direction(language: str) -> str:
    """The HTML `dir` of a text in `language`."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
