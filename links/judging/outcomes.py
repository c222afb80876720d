"""What an answer means: status codes, broken bodies, and where a chain of redirects ended. Pure."""

import re
from collections.abc import Sequence
from urllib.parse import unquote

import ada_url

from links.evidence import Hop
from links.judging.walls import is_sent_away
from links.network.guard import without_www
from links.network.urls import parsed_url
from links.pages.reading import Page
from links.vocabulary import Outcome

PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRIED_STATUS = frozenset({408, 425, 429})
# With at least this much of a page read, a body that then broke off is judged by what was read.
ENOUGH_TO_JUDGE = 1024

# ISO 639-1: any two letters would take a page called /ok for a front page.
_LANGUAGES = (
    "aa|ab|ae|af|ak|am|an|ar|as|av|ay|az|ba|be|bg|bh|bi|bm|bn|bo|br|bs|ca|ce|ch|co|cr|cs|cu|cv|cy|da|de|dv|dz|ee|el|en|"
    "eo|es|et|eu|fa|ff|fi|fj|fo|fr|fy|ga|gd|gl|gn|gu|gv|ha|he|hi|ho|hr|ht|hu|hy|hz|ia|id|ie|ig|ii|ik|io|is|it|iu|ja|jv|"
    "ka|kg|ki|kj|kk|kl|km|kn|ko|kr|ks|ku|kv|kw|ky|la|lb|lg|li|ln|lo|lt|lu|lv|mg|mh|mi|mk|ml|mn|mr|ms|mt|my|na|nb|nd|ne|"
    "ng|nl|nn|no|nr|nv|ny|oc|oj|om|or|os|pa|pi|pl|ps|pt|qu|rm|rn|ro|ru|rw|sa|sc|sd|se|sg|si|sk|sl|sm|sn|so|sq|sr|ss|st|"
    "su|sv|sw|ta|te|tg|th|ti|tk|tl|tn|to|tr|ts|tt|tw|ty|ug|uk|ur|uz|ve|vi|vo|wa|wo|xh|yi|yo|za|zh|zu"
)
_HOME_PATH = re.compile(
    rf"/*(?:(?:{_LANGUAGES})(?:[-_][a-z]{{2,4}})?(?:/+|$))?(?:(?:index|default|home)(?:\.[a-z]{{3,5}})?/*)?",
    re.IGNORECASE,
)
_INDEX_FILE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
# What only says from where, or in which language, a reader comes: a home page with these is still the home page.
_IDLE_PARAMETER = re.compile(
    r"(?:utm_\w+|lang|language|locale|hl|ref|from|source|redirect\w*|error|status|404)(?:=.*)?"
)
# Their paths are codes for any address, a site's front page included.
# fmt: off
_SHORTENERS = frozenset({
    "bit.ly", "bitly.com", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "lnkd.in", "fb.me",
    "wp.me", "cutt.ly", "rb.gy", "shorturl.at", "t.ly", "tiny.cc", "dlvr.it", "trib.al", "clck.ru",
})
# fmt: on


def outcome_of_status(status: int) -> Outcome:
    """The outcome of a final answer by its status alone.

    Client errors other than 404 and 410 say that this request did not suit the site, not that the page is gone:
    they are `blocked`, which never kills a link. 408 is a timeout by its own words. 511 comes from a captive portal
    in our own network (RFC 6585). A 3xx that points nowhere is shown by browsers as a page.
    """
    if status == 511:
        return Outcome.INCONCLUSIVE
    special = {404: Outcome.NOT_FOUND, 410: Outcome.GONE, 408: Outcome.TIMEOUT}
    if status in special:
        return special[status]
    if 400 <= status < 500 or status >= 600:
        return Outcome.BLOCKED
    return Outcome.SERVER_ERROR if status >= 500 else Outcome.OK


def outcome_of_cut(fault: Exception, page: Page, data: bytes) -> Outcome | None:
    """What an answer is when its body ended in `fault`; None when what was read is enough to judge by.

    Browsers show a page whose frame is broken (a wrong length, no last chunk, a bad checksum, a connection left
    open), so a whole page is judged however it ended. A piece of one is our check cut short (DOMAIN.md 2.2), nothing
    at all a failed connection.

    A sender too slow for the deadline is a timeout (DOMAIN.md 2.5), unless it sends what is no text (a PDF): there is
    no telling a whole file from a half one, and a large one that comes slowly is one that comes. Its first bytes
    are no proof of life either.
    """
    if len(data) >= ENOUGH_TO_JUDGE or "</html" in page.markup.lower():
        return None
    if isinstance(fault, TimeoutError):
        return Outcome.INCONCLUSIVE if data and page.text is None else Outcome.TIMEOUT
    return Outcome.INCONCLUSIVE if data else Outcome.CONNECTION_FAILED


def outcome_of_arrival(url: str, redirects: Sequence[Hop], final_url: str, *, is_section: bool = False) -> Outcome:
    """`ok`, `moved`, `moved_home` or `blocked` for a page that answered at `final_url` after `redirects`.

    Whoever is sent to log in or to consent has not seen the page: that is `blocked` (links/judging/walls.py). With
    `is_section` the page that was asked for is a section of the one at the end now (`is_section_of`).
    """
    if not redirects:
        return Outcome.OK
    asked, arrived = parsed_url(url), parsed_url(final_url)
    if is_sent_away(asked, arrived):
        return Outcome.BLOCKED
    if _is_home(arrived) and not (_is_home(asked) or is_section or _has_own_site(asked, arrived)):
        return Outcome.MOVED_HOME
    promised = url
    for hop in redirects:
        # Behind the first temporary redirect nothing is said of the address that was asked for.
        if hop["status"] not in PERMANENT:
            break
        promised = hop["location"]
    if same_page(url, promised) or same_page(url, final_url):
        return Outcome.OK
    return Outcome.MOVED


def route_of(url: str) -> str:
    """The fragment with its `#` when it names a page of a single-page app (`#/story/12`, `#!story`, `#{"itemid":…}` as
    the European Court of Human Rights has them), else nothing.
    """
    _, mark, fragment = url.partition("#")
    return mark + fragment if fragment.lower().startswith(("/", "!", "{", "%7b")) else ""


def is_section_of(page: Page, *, asked: str, section: str) -> bool:
    """Whether the page has a `section`, the fragment that readers were sent on with, and it is named as the page asked
    for was: sites that became one page send `/team` to `/#team`.
    """
    if not section:
        return False
    name = _plain(parsed_url(asked).pathname.rstrip("/").rpartition("/")[2].partition(".")[0])
    if not name or _plain(section) != name:
        return False
    spelled = "|".join(map(re.escape, {section, unquote(section)}))
    return bool(re.search(rf"""[\s"'](?:id|name)\s*+=\s*+["']?(?:{spelled})["'\s>]""", page.markup, re.IGNORECASE))


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", unquote(name)).lower()


def same_page(one: str, other: str) -> bool:
    """Whether two addresses differ in scheme, `www.`, a trailing slash, an index file or case alone."""
    return one == other or _page_key(one) == _page_key(other)


def _page_key(url: str) -> tuple[str, str, str, str]:
    parsed = parsed_url(url)
    path = _INDEX_FILE.sub("/", parsed.pathname).rstrip("/").lower()
    return without_www(parsed.hostname), parsed.port, path, parsed.search


def _is_home(parsed: ada_url.URL) -> bool:
    path, _, query = _route_path(parsed).partition("?")
    return _is_home_path(parsed.pathname, parsed.search.removeprefix("?")) and _is_home_path(path, query)


def _has_own_site(asked: ada_url.URL, arrived: ada_url.URL) -> bool:
    """Whether the front page of another site may well be the very page asked for: a shortener's code, or a short
    address like `/campaign` that leads to `campaign.example.org`.
    """
    if without_www(asked.hostname) in _SHORTENERS:
        return True
    name = re.sub(r"[^a-z0-9]", "", asked.pathname.lower())
    labels = [re.sub(r"[^a-z0-9]", "", label) for label in without_www(arrived.hostname).split(".")]
    is_elsewhere = without_www(asked.hostname) != without_www(arrived.hostname)
    return is_elsewhere and asked.pathname.strip("/").count("/") == 0 and len(name) >= 3 and name in labels


def _is_home_path(path: str, query: str) -> bool:
    parameters = filter(None, query.lower().split("&"))
    return bool(_HOME_PATH.fullmatch(path)) and all(map(_IDLE_PARAMETER.fullmatch, parameters))


def _route_path(parsed: ada_url.URL) -> str:
    """The path, with its query, that a route in the fragment stands for; "/" without one."""
    route = route_of(parsed.hash).removeprefix("#").removeprefix("!")
    return route if route.startswith("/") else f"/{route}"
