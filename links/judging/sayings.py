"""Words by which a page says that it is not there, in many languages. Pure.

They make a suspicion and never decide (absence.py).
"""

import re
from collections.abc import Iterable

from links.pages.likeness import compared
from links.pages.reading import folded

# What a site says that is gone as a whole.
_CLOSED = re.compile(
    r"\b(?:we|site|website)(?: has|[’']ve| have) (?:been )?(?:moved|closed|shut down)\b", re.IGNORECASE
)
ALTERNATIVES = (
    r"(?<!\d)(?<!\d[.,])404(?![.,]?\d)",
    # English
    r"\bnot (?:be )?found\b|\b(?:does not|doesn[’']t|no longer|not) exists?\b|\b(?:no longer|not) available\b",
    r"\b(?:page|article|content|story|document|item|file) (?:is )?(?:missing|unavailable)\b",
    r"\b(?:page|article|content|story|document) (?:has been|was) (?:removed|deleted|moved|unpublished)\b",
    r"\b(?:can[’']?t|cannot|could ?n[o’']t|unable to) (?:be )?(?:find|found|locate)\b|\bnothing found\b",
    _CLOSED.pattern,
    # German, Dutch, the north
    r"\bnicht (?:mehr )?(?:gefunden|vorhanden|verfügbar)\b|\bexistiert (?:leider )?nicht\b",
    r"\bniet (?:meer )?(?:gevonden|beschikbaar)\b|\bbestaat niet\b",
    r"\b(?:hittades|finns|fanns) (?:inte|ej)\b|\bikke (?:funnet|fundet)\b|\bei löy\w+",
    # French, Spanish, Portuguese, Italian, Romanian
    r"\bintrouvable\b|\bnon trouvée?\b|\bn[’']existe (?:pas|plus)\b|\bpas été trouvée?\b",
    r"\bn[’']est plus disponible\b",
    r"\bno (?:se )?(?:ha sido |ha |pudo )?(?:encontr\w+|existe)\b|\bya no (?:está disponible|existe)\b",
    r"\bnão (?:foi |pôde ser |pode ser )?(?:encontrad[ao]|existe|localizad[ao])\b",
    r"\bnon (?:è stat[ao] |è )?(?:trovat[ao]|esiste|disponibile)\b|\bnu a fost găsit\w*",
    # Slavic languages
    r"\bне (?:был[ао]? )?(?:найден[аоы]?|существу[ею]т|знайден[аои]?|існує|знойдзен[ао]?)\b|\bне е намерен\w*",
    r"\bстраниц\w+ (?:удалена|отсутствует|не доступна|недоступна)\b|\bније пронађен\w*|\bnije pronađen\w*",
    r"\bnie (?:znaleziono|istnieje)\b|\bnenalezen\w*|\bneexistuje\b|\bnebyl\w* nalezen\w*",
    # Turkic languages
    r"\bbulunamad[ıi]\b|\bbulunmamaktad[ıi]r\b|\bmevcut değil\w*|\btapılmad[ıi]\b|\bmövcud deyil\w*",
    r"\bтабылмады\b|\btopilmadi\b|\bтабылган жок\b|تېپىلمىدى",
    # Armenian, Georgian, Greek, Hungarian, Tajik
    r"չի գտնվել|չգտնվեց|չի գտնվում|գոյություն չունի|ვერ მოიძებნა|არ მოიძებნა|არ არსებობს",
    r"δεν (?:βρέθηκε|υπάρχει)|\bnem (?:található|létezik)\b|\bёфт нашуд\b",
    # Arabic, Persian, Hebrew, Urdu
    r"غير موجود|لم يتم العثور|لا يمكن العثور|غير متوفر|یافت نشد|پیدا نشد|وجود ندارد|לא נמצא|נמצאה|نہیں ملا",
    # Chinese, Japanese, Korean, Vietnamese, Thai, Indonesian, Hindi
    r"不存在|找不到|未找到|沒有找到|没有找到|無法找到|无法找到|已被删除",
    r"見つかりません|存在しません|찾을 수 없|존재하지 않",
    r"không tìm thấy|không tồn tại|ไม่พบ|\btidak (?:ditemukan|tersedia)\b|नहीं मिला",
)
_LOST = re.compile("|".join(ALTERNATIVES), re.IGNORECASE)
# One of these stands in whatever the above finds, a dot on each "i": to look for them first costs a hundredth.
# fmt: off
_CUES = (
    "404", "found", "exist", "available", "missing", "moved", "deleted", "unpublished", "find", "locate", "closed",
    "shut", "gefunden", "vorhanden", "verfügbar", "gevonden", "beschikbaar", "bestaat", "hittades", "finns", "fanns",
    "ikke", "löy", "trouv", "disponib", "encontr", "localizad", "trovat", "esiste", "găsit", "найден", "знойдзен",
    "существу", "існує", "намерен", "страниц", "пронађен", "pronađen", "znaleziono", "istnieje", "nalezen", "bulun",
    "mevcut", "lmad", "mövcud", "табыл", "تېپىلمىدى", "գտնվ", "գոյություն", "მოიძებნა", "არსებობს", "βρέθηκε",
    "υπάρχει", "található", "létezik", "нашуд", "موجود", "العثور", "متوفر", "نشد", "ندارد", "נמצא", "نہیں", "存在",
    "找", "删除", "見つかりません", "찾을", "존재하지", "không", "ไม่พบ", "tidak", "नहीं",
)
# fmt: on
# What may be so for now, or for some readers, where nothing else is said.
_UNAVAILABLE = re.compile(
    r"not available|.*\bunavailable|nicht (?:vorhanden|verfügbar)|niet beschikbaar|non (?:è )?disponibile|"
    r".*(?:не доступна|недоступна)|غير متوفر|\btidak tersedia",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(
    # Down, or too busy
    r"\bmaintenance\b|\btemporar(?:y|ily)\b|\b(?:try|come back|check back|visit us) (?:again )?(?:later|soon)\b|"
    r"\bat (?:this|the) (?:time|moment)\b|\bcurrently\b|\btoo many requests\b|\b(?:overloaded|high demand)\b|"
    r"\bwartung|\bvorübergehend|\bderzeit\b|\btijdelijk|\btemporairement\b|\bmomentanément\b|\btemporal?mente\b|"
    r"\btemporariamente\b|\btemporaneamente\b|\bmant[ei]n|\bmanuten[çz]|\bвременно\b|"
    r"\bтехническ\w+ работ|\bтимчасово\b|"
    r"\bgeçici\b|\bbakım|\bmüvəqqəti\b|ժամանակավոր|დროებით|مؤقت|صيانة|维护|維護|暂时|暫時|\bsementara\b|"
    # For some readers only
    r"\bsubscri(?:ption|bers?)\b|\bsubscribe to (?:read|continue|view|unlock)\b|\bmembers only\b|"
    r"\b(?:log|sign) ?in to\b|\bmust be (?:logged|signed) in\b|\bfor registered\b|\baccess denied\b|\bblocked\b|"
    r"\babonnent|\babonnés?\b|\bsuscriptores\b|\bassinantes\b|\babbonati\b|\bподписчик|\bпо подписке\b|"
    r"\b(?:unsupported|upgrade your|outdated) browser\b|\benable (?:java ?script|cookies)\b",
    re.IGNORECASE,
)


def may_say_lost(words: str) -> bool:
    """False only when `says_lost` finds nothing in `words`, nor in any part of them."""
    plain = words.lower() if words.isascii() else compared(words).replace("ı", "i")
    return any(cue in plain for cue in _CUES)


def says_lost(words: str) -> bool:
    return may_say_lost(words) and bool(_LOST.search(compared(words)))


def saying_of(sayings: Iterable[str]) -> str:
    """The first of the sayings that says so, or that part of it if it is long; empty when none does."""
    for words in filter(may_say_lost, sayings):
        if found := _LOST.search(compared(words)):
            return folded(words) if len(words) <= 100 else found[0]
    return ""


def are_for_now(sayings: Iterable[str]) -> bool:
    """Whether they say no more than that something cannot be had at this time, or by everybody."""
    said = [compared(words) for words in sayings]
    found = [one[0] for words in said for one in _LOST.finditer(words)]
    return all(map(_UNAVAILABLE.fullmatch, found)) and any(map(_FOR_NOW.search, said))


def says_closed(words: str) -> bool:
    """Whether a site says that it is gone as a whole."""
    return bool(_CLOSED.search(words))
