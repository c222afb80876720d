"""In which language a letter is written, by its script and its commonest words. Pure.

A guess for a field that staff see and correct: where too little tells, English.
"""

import re
from collections import Counter

DEFAULT = "en"
# The beginning tells; a letter in two languages is entered under its first.
_READ = 5_000
_WORD = re.compile(r"[^\W\d_]+")

_SCRIPTS = {
    "hy": re.compile(r"[\u0531-\u0587]"),
    "ka": re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf]"),
    "he": re.compile(r"[\u05d0-\u05ea]"),
    "ar": re.compile(r"[\u0621-\u06d3]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
}
# Letters that only the second language of a script has.
_FARSI = re.compile(r"[پچژگ]")
_UKRAINIAN, _BELARUSIAN = re.compile(r"[їєґ]", re.IGNORECASE), re.compile(r"[ў]", re.IGNORECASE)
# The commonest short words of each, without those that several languages share.
_COMMON = {
    "en": "the of and to that is for with this have we our are your which from been their you by",
    "fr": "le les et des du une dans est que pour nous vous qui sur avec votre par ont cette aux sont",
    "de": "der die und das ist nicht ein eine wir sie mit auf für von dem den des ihre zu sich werden",
    "es": "el los las y una del por con para que se su nos como ha sus al esta han más",
    "it": "il di che della per gli sono con una del è nel alla dei le non dello delle questo noi",
    "pt": "os das dos não uma em com para que ao nos pela pelo sua são foi mais às como também",
    "nl": "het een van en dat niet zijn wij voor met te op aan ook worden heeft deze uw bij naar",
    "pl": "i w na się że nie jest do przez oraz dla są jak przed został którzy który tym od po",
    "tr": "ve bir bu için ile olarak da de olan çok daha ancak tarafından gibi kadar sonra biz ettiği",
    "az": "və bir bu üçün ilə olaraq da də olan edir biz həmin onun kimi sonra isə azərbaycan olunmuş",
    "eo": "la kaj de estas en ni por kiuj al ke vi via nia ne tio kun pri estis sed",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
# So many common words more than the next language, or nothing is said.
_ENOUGH = 3


def guess(text: str) -> str:
    """A tag of `letters.languages`."""
    text = text[:_READ]
    if text.isascii():
        return _by_words(text)
    letters = sum(map(len, _WORD.findall(text)))
    for language, script in _SCRIPTS.items():
        if letters and len(script.findall(text)) * 2 > letters:
            return _within(language, text)
    return _by_words(text)


def _within(script: str, text: str) -> str:
    if script == "ar":
        return "fa" if len(_FARSI.findall(text)) * 50 > len(text) else "ar"
    if script == "ru":
        if _BELARUSIAN.search(text):
            return "be"
        return "uk" if _UKRAINIAN.search(text) else "ru"
    return script


def _by_words(text: str) -> str:
    counted = Counter(word.casefold() for word in _WORD.findall(text))
    scores = {language: sum(counted[word] for word in words if word in counted) for language, words in _WORDS.items()}
    # Azerbaijani has a letter that no other language here has.
    scores["az"] += counted.total() and 5 * len(re.findall("ə", text))
    best = max(scores, key=lambda language: scores[language])
    others = max(score for language, score in scores.items() if language != best)
    return best if scores[best] >= others + _ENOUGH else DEFAULT
