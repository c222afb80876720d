"""Pages that answer 200 and mean "not found" (DOMAIN.md 2.2, `soft_404`). Pure.

No list of words decides. Words, or a redirect to where readers of lost pages are sent, make a page a `Suspicion`; then
the same host is asked for a page that cannot exist (`impossible`), and only if it treats that one as it treated ours
is the suspicion confirmed (`compare`). What says the same of every address, but says nothing of being lost, is the
shell of an app and alive.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

import ada_url

from links.network.guard import without_www
from links.pages.elements import Elements
from links.pages.likeness import compared
from links.pages.reading import Page, folded

# Words that a script has yet to fill in (Angular, Vue and others): around them stands all that the page might say.
_TEMPLATE = re.compile(r"\{\{[^{}]{1,200}\}\}")
# A page of which not all words are shown.
_HIDING = re.compile(
    r"""[\s"'](?:hidden|aria-hidden|(?:v|x|ng|data-ng)-(?:if|else|show|hide|cloak))[\s=>]|display\s*:\s*none""",
    re.IGNORECASE,
)
# What is not an error page's title or heading for being longer.
_SAYING_LENGTH = 200
# A page with fewer characters is taken by all it says.
_SHORT_TEXT = 400
_FRAMED_TEXT = 2_000
_LINE_LENGTH = 120
# A page that offers lost readers other pages.
_OFFERING_TEXT = 3_000
# What a site says that is gone as a whole.
_CLOSED = re.compile(
    r"\b(?:we|site|website)(?: has|[’']ve| have) (?:been )?(?:moved|closed|shut down)\b", re.IGNORECASE
)
_WORDS = re.compile(
    "|".join(
        (
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
    ),
    re.IGNORECASE,
)

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

_ERROR_NAME = re.compile(
    r"(?:error|err|http|status|page)?[-_]?404(?:[-_]?(?:error|page|not[-_]?found))?|"
    r"(?:page|file|error|404)?[-_]?not[-_]?found|page[-_]?(?:missing|inconnue|introuvable)|"
    r"pagina[-_]no[-_]encontrada|seite[-_]nicht[-_]gefunden|sayfa[-_]bulunamadi",
    re.IGNORECASE,
)
_ERROR_QUERY = re.compile(
    r"(?:^|&)(?:(?:e|err|error|status|code|errorcode)=404|404(?:=|;|$)|aspxerrorpath=|notfound\b)", re.I
)
_LOOSE_NAME = re.compile(r"(?:error|errors|errore|fehler|erreur|missing|unavailable)(?:[-_]?page)?", re.IGNORECASE)
_SEARCH_NAME = re.compile(
    r"(?:search|suche|recherche|buscar?|busqueda|cerca|ricerca|poisk|ara|arama|axtar|sitemap|site-map)", re.I
)
_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{0,4}$", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{5,}")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a page may be lost: in `words`, and which address to ask a sibling of. `by_address` is said of a redirect
    whose target is where lost pages are sent; `is_named` that this place is called "not found", and says it as well.
    `is_for_now`: all that is said is that the page cannot be had at this time, or by everybody.
    """

    words: str
    base: str
    by_address: bool = False
    is_named: bool = False
    is_for_now: bool = False

    @property
    def is_of_site(self) -> bool:
        """Whether the whole site says that it is gone."""
        return bool(_CLOSED.search(self.words))


def suspicion(asked: str, places: list[str], page: Page, elements: Elements, *, is_shell: bool) -> Suspicion | None:
    """Whether the page at the end of `places` (all addresses on the way, `asked` first) may mean "not found".

    The shell of an app must say so in what it shows: its title is that of no page in particular.
    """
    base = _same_tail(places)
    sayings = _sayings(page, elements, is_shell=is_shell)
    said, for_now = _saying(sayings), _is_for_now(sayings)
    if not said and len(places) == 1:
        return None
    final = ada_url.URL(places[-1])
    if base == places[-1]:
        if not said or _is_root(final):
            return None
        return Suspicion(f"the page says “{said}”", base, is_for_now=for_now)
    named, lost = _is_error_address(final), _is_where_lost_pages_go(ada_url.URL(asked), final)
    if not (said or named or lost):
        return None
    words = f"readers are sent to {final.pathname}" + (f", which says “{said}”" if said else "")
    is_named = _is_named(final)
    by_address = named or lost
    return Suspicion(words, base, by_address, is_named=bool(said) and is_named, is_for_now=for_now and not is_named)


def opens_as_lost(page: Page, elements: Elements) -> bool:
    """Whether title or first heading say that something is not there, of a page that says little more than an offer of
    other pages would."""
    if len(page.text or "") > _OFFERING_TEXT:
        return False
    opening = [one for one in (page.title, *elements.headings[:1]) if len(one) <= _SAYING_LENGTH]
    return any(_WORDS.search(compared(one)) for one in opening)


def _sayings(page: Page, elements: Elements, *, is_shell: bool) -> list[str]:
    """In what a page may say that something is not there: its title, its headings, and all that it says of its own
    where that is little."""
    text = page.text or ""
    if elements.has_script and _TEMPLATE.search(text):
        return []
    sayings = [*([] if is_shell else [page.title]), *elements.headings]
    sayings = [saying for saying in sayings if len(saying) <= _SAYING_LENGTH]
    if len(text) <= _SHORT_TEXT:
        return [*sayings, text]
    # With its menus and its foot a page that says little else is longer; there it stands on a line of its own.
    is_read = len(text) <= _FRAMED_TEXT and not _HIDING.search(page.markup)
    lines = text.split("\n") if is_read else []
    return [*sayings, *(line for line in lines if len(line) <= _LINE_LENGTH)]


def _saying(sayings: list[str]) -> str:
    """The one that says so; empty when none does."""
    for words in sayings:
        if found := _WORDS.search(compared(words)):
            return folded(words) if len(words) <= 100 else found[0]
    return ""


def _is_for_now(sayings: list[str]) -> bool:
    said = [compared(words) for words in sayings]
    found = [one[0] for words in said for one in _WORDS.finditer(words)]
    return all(map(_UNAVAILABLE.fullmatch, found)) and any(map(_FOR_NOW.search, said))


def _same_tail(places: list[str]) -> str:
    """The last of the addresses on the way that still names the page asked for: sites add `www.`, a language, or move
    to another name, and keep the end of the path.
    """
    if len(places) == 1:
        return places[0]
    tail = _tail(places[0])
    return next(place for place in reversed(places) if _tail(place) == tail)


def _tail(url: str) -> tuple[str, str]:
    parsed = ada_url.URL(url)
    return parsed.pathname.rstrip("/").rpartition("/")[2].lower(), parsed.search


def _is_error_address(parsed: ada_url.URL) -> bool:
    names = _names(parsed)
    return _is_named(parsed) or any(map(_LOOSE_NAME.fullmatch, names[-1:]))


def _is_named(parsed: ada_url.URL) -> bool:
    if any(map(_ERROR_NAME.fullmatch, _names(parsed)[-2:])):
        return True
    return bool(_ERROR_QUERY.search(parsed.search.removeprefix("?")))


def _is_where_lost_pages_go(asked: ada_url.URL, final: ada_url.URL) -> bool:
    """A search page, a map of the site, its front page with some query, or the section that the page was in: the tail
    of a path cut off.
    """
    theirs, ours = _names(final), _names(asked)
    if without_www(final.hostname) != without_www(asked.hostname):
        return False
    if not theirs:
        return bool(ours)
    if _SEARCH_NAME.fullmatch(theirs[-1]):
        return not any(map(_SEARCH_NAME.fullmatch, ours))
    is_section = len(theirs) < len(ours) and ours[: len(theirs)] == theirs
    return is_section and _is_title(ours[-1]) and not _is_title(theirs[-1])


def _is_title(name: str) -> bool:
    """Whether a part of a path looks like one article's own name or number."""
    return len(re.findall(r"[-_ ]", name)) >= 2 or bool(_LONG_NUMBER.search(name)) or name.isdigit()


def _names(parsed: ada_url.URL) -> list[str]:
    return [_EXTENSION.sub("", unquote(segment)).lower() for segment in parsed.pathname.split("/") if segment]


def _is_root(parsed: ada_url.URL) -> bool:
    return not parsed.pathname.strip("/") and not parsed.search
