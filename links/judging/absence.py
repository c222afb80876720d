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

from links.judging.sayings import are_for_now, may_say_lost, saying_of, says_closed, says_lost
from links.network.guard import without_www
from links.network.urls import parsed_url
from links.pages.elements import Elements
from links.pages.reading import Page

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
        return says_closed(self.words)


def suspicion(asked: str, places: list[str], page: Page, elements: Elements, *, is_shell: bool) -> Suspicion | None:
    """Whether the page at the end of `places` (all addresses on the way, `asked` first) may mean "not found".

    The shell of an app must say so in what it shows: its title is that of no page in particular.
    """
    if len(places) == 1 and not _may_say_lost(page, elements):
        return None
    base = _same_tail(places)
    sayings = _sayings(page, elements, is_shell=is_shell)
    said = saying_of(sayings)
    if not said and len(places) == 1:
        return None
    final = parsed_url(places[-1])
    if base == places[-1]:
        if not said or _is_root(final):
            return None
        return Suspicion(f"the page says “{said}”", base, is_for_now=are_for_now(sayings))
    named, lost = _is_error_address(final), _is_where_lost_pages_go(parsed_url(asked), final)
    if not (said or named or lost):
        return None
    words = f"readers are sent to {final.pathname}" + (f", which says “{said}”" if said else "")
    is_named = _is_named(final)
    is_for_now = not is_named and are_for_now(sayings)
    return Suspicion(words, base, by_address=named or lost, is_named=bool(said) and is_named, is_for_now=is_for_now)


def opens_as_lost(page: Page, elements: Elements) -> bool:
    """Whether title or first heading say that something is not there, of a page that says little more than an offer of
    other pages would."""
    if len(page.text or "") > _OFFERING_TEXT:
        return False
    opening = [one for one in (page.title, *elements.headings[:1]) if len(one) <= _SAYING_LENGTH]
    return any(map(says_lost, opening))


def _may_say_lost(page: Page, elements: Elements) -> bool:
    """False only when none of the page's sayings says that something is not there: so it is with most."""
    text = page.text or ""
    return may_say_lost("\n".join((page.title, *elements.headings, text if len(text) <= _FRAMED_TEXT else "")))


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


def _same_tail(places: list[str]) -> str:
    """The last of the addresses on the way that still names the page asked for: sites add `www.`, a language, or move
    to another name, and keep the end of the path.
    """
    if len(places) == 1:
        return places[0]
    tail = _tail(places[0])
    return next(place for place in reversed(places) if _tail(place) == tail)


def _tail(url: str) -> tuple[str, str]:
    parsed = parsed_url(url)
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
