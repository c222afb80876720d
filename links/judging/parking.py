"""Marks of a domain that is parked, for sale, or switched off by its registrar. Pure.

A mark alone condemns nothing: an article may name every one of these services. arriving.py asks the same host for a
page that cannot exist, and only a host that shows the same there, mark and all, is parked (DOMAIN.md 2.2, `usurped`): a
living site may offer its name, or another one, on each of its pages.
"""

import re

import ada_url

from links.evidence import Hop
from links.network.urls import parsed_url
from links.pages.elements import Elements
from links.pages.reading import Page

_TEXT_LIMIT = 1500

# Sites that sell or park domains: a redirect from elsewhere that ends there, or a page drawn in from there.
_SERVICES = re.compile(
    r"(?:.+\.)?(?:sedo\.com|sedoparking\.com|afternic\.com|dan\.com|undeveloped\.com|hugedomains\.com|bodis\.com|"
    r"bodiscdn\.com|parkingcrew\.net|parkingcrew\.com|parklogic\.com|above\.com|uniregistry\.com|buydomains\.com|"
    r"domainmarket\.com|domainnamesales\.com|dsparking\.com|namedrive\.com|smartname\.com|fabulous\.com|"
    r"rookmedia\.net|voodoo\.com|cashparking\.com|skenzo\.com|domainsponsor\.com|trafficz\.com|parked\.com|"
    r"brandbucket\.com|squadhelp\.com|atom\.com|epik\.com|namebright\.com|domainlore\.com|efty\.com|park\.io|"
    r"parkingpage\.namecheap\.com|expireddomains\.com|perfectdomain\.com|domaineasy\.com|nameshift\.com)",
    re.IGNORECASE,
)
# What some of them also serve to living sites, so that a path decides.
_SERVICE_ADDRESSES = re.compile(
    r"//(?:www\.)?google\.com/adsense/domains/caf\.js|//img1\.wsimg\.com/parking-lander/|"
    r"//(?:www\.)?godaddy\.com/(?:forsale|domainsearch)/|//(?:www\.)?name\.com/domain/|"
    r"//d1lxhc4jvstzrp\.cloudfront\.net/|//d38psrni17bvxu\.cloudfront\.net/",
    re.IGNORECASE,
)
_OWN_PLACE = re.compile(r"^/(?:lander|parking|sedoparking|parked)(?:\.\w{2,5})?(?:/|$)", re.IGNORECASE)
# Bodis and ParkingCrew send every reader to a numbered sub-domain with ids of the visit.
_NUMBERED = re.compile(r"ww(?:w?\d{1,3})\.", re.IGNORECASE)
_VISIT_IDS = re.compile(r"(?:^|[?&])(?:subid\d?|usid|utid|sub1)=", re.IGNORECASE)
_INLINE = re.compile(
    r"""window\.lander_system\s*=|_trfd\.push\(\{\s*["']?ap["']?\s*:\s*["']parking|window\.park\s*=\s*["']|"""
    r"""location(?:\.href)?\s*=\s*["']/lander|sedoparkingurl|data-adblockkey=|<form id=["']parking_form""",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:this |the )?(?:premium )?(?:domain|domain name|web ?site name)(?: name)? (?:\S{1,80} )?"
    r"(?:is|has|was|may be|might be|could be)(?: \w+){0,2} "
    r"(?:for sale|parked|expired|suspended|available for purchase|listed for sale|seized)\b|"
    r"\bbuy this domain\b|\bdomain (?:for sale|expired|suspended|parking|parked)\b|\bparked (?:free|domain|page)\b|"
    r"\bthis account has been suspended\b|\baccount suspended\b|\bexpired domain\b|"
    r"\bis for sale!?(?: \||$)|"
    r"\bdomain(?:name)? (?:\S{1,80} )?(?:steht zum verkauf|ist zu verkaufen|ist abgelaufen|ist geparkt)\b|"
    r"\b(?:ce|le) (?:nom de )?domaine (?:\S{1,80} )?(?:est (?:à vendre|en vente|expiré|parqué)|a expiré)|"
    r"\b(?:este|el) dominio (?:\S{1,80} )?(?:está (?:en venta|a la venta|aparcado)|ha (?:caducado|expirado))|"
    r"\beste domínio (?:\S{1,80} )?está à venda|\b(?:questo|il) dominio (?:\S{1,80} )?è (?:in vendita|scaduto)|"
    r"\bдомен\w* (?:\S{1,80} )?(?:прода[её]тся|припаркован|истек|просрочен|заблокирован|свободен)|"
    r"\bсрок регистрации домена|\bкупить (?:этот )?домен|"
    r"\balan adı (?:\S{1,80} )?(?:satılık|süresi dol)|\bdomen (?:\S{1,80} )?(?:satılır|satışda)|"
    r"域名(?:出售|转让|正在出售|已过期)|此域名",
    re.IGNORECASE,
)

# Without one of these in it, in lower case, a text need not be searched for the above: nearly none has any.
_IN_CODE = ("lander", "_trfd.push", "window.park", "sedoparkingurl", "data-adblockkey", "parking_form")
_IN_WORDS = (
    *("domain", "dominio", "domínio", "домен", "domen", "alan adı", "域名", "site name"),
    *("parked", "suspended", "for sale"),
)


def mark_of(asked: str, redirects: tuple[Hop, ...] | list[Hop], page: Page, elements: Elements) -> str:
    """In words, the mark of a parked domain on what `asked` led to; empty when there is none.

    Where readers were sent says most. Else a page of few words of its own, with a parking service's script, frame or
    code in it, or with the words for it as its title, heading or opening.
    """
    if place := sold_at(asked, redirects):
        return f"readers are sent to {place}"
    if page.text is None or len(page.text) > _TEXT_LIMIT:
        return ""
    for source in elements.sources:
        if name := _service(asked, source):
            return f"the page is drawn in from {name}"
    if _has(_IN_CODE, page.markup) and (found := _INLINE.search(page.markup)):
        return f"the page carries a parking service's code ({found[0][:40]})"
    for words in (page.title, *elements.headings, page.text[:400]):
        if _has(_IN_WORDS, words) and (found := _WORDS.search(words)):
            return f"the page says “{found[0][:80]}”"
    return ""


def _has(any_of: tuple[str, ...], text: str) -> bool:
    lower = text.lower()
    return any(part in lower for part in any_of)


def sold_at(asked: str, redirects: tuple[Hop, ...] | list[Hop]) -> str:
    """Where, on the way from `asked`, readers come to those who sell or park domains; empty when they do not."""
    home = _parsed(asked) if redirects else None
    for hop in redirects:
        place = _parsed(hop["location"])
        if home is None or place is None or place.hostname == home.hostname:
            if place is not None and _OWN_PLACE.search(place.pathname) and not _OWN_PLACE.search(_path(home)):
                return place.pathname
            continue
        if _SERVICES.fullmatch(place.hostname) and not _SERVICES.fullmatch(home.hostname):
            return place.hostname
        if _SERVICE_ADDRESSES.search(hop["location"]) and not _SERVICE_ADDRESSES.search(asked):
            return place.hostname
        if _NUMBERED.match(place.hostname) and _VISIT_IDS.search(place.search):
            return place.hostname
    return ""


def _service(asked: str, source: str) -> str:
    """The parking service that `source` is drawn in from, unless it is the site itself."""
    place, home = _parsed(source, base=asked), _parsed(asked)
    if place is None or home is None or place.hostname == home.hostname:
        return ""
    return place.hostname if _SERVICES.fullmatch(place.hostname) or _SERVICE_ADDRESSES.search(place.href) else ""


def _path(parsed: ada_url.URL | None) -> str:
    return parsed.pathname if parsed else ""


def _parsed(url: str, base: str | None = None) -> ada_url.URL | None:
    try:
        return ada_url.URL(url, base=base) if base else parsed_url(url)
    except ValueError:
        return None
