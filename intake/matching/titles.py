"""Printed titles against offices on record: whether one names the other. Pure.

A seat in a legislature is told by its kind (senator, representative, member of a parliament: closed classes in several
languages), and by nothing else being printed with it; any other office word by word.
"""

import re
from dataclasses import dataclass

from intake.matching.places import without_areas
from people.transliteration import plain


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W_]+")
_SENATOR, _REPRESENTATIVE, _PARLIAMENT = "senator", "representative", "parliament"
# Whole words, compared without accents.
_KINDS = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), frozenset(kinds))
    for pattern, kinds in (
        (r"members? of (?:the )?(?:u s |united states )?congress", {_SENATOR, _REPRESENTATIVE}),
        (r"member of (?:the )?(?:u s |united states )?house of representatives", {_REPRESENTATIVE}),
        (r"congress(?:man|woman|member|person)|resident commissioner", {_REPRESENTATIVE}),
        (r"(?:u s |united states )?(?:representative|rep|delegate)(?: (?:to|in) congress)?", {_REPRESENTATIVE}),
        (r"(?:u s |united states )?house of representatives", {_REPRESENTATIVE}),
        (r"member of (?:the )?(?:u s |united states )?senate", {_SENATOR}),
        (r"senat(?:or|rice|eur|ore|orin|e)|senador[a]?|sen", {_SENATOR}),
        (
            r"members? of (?:the )?(?:[a-z]+ )?(?:parliament|assembly|national assembly|bundestag|diet|knesset|riksdag)"
            r"|mitglied des (?:deutschen )?(?:bundestage?s|europaischen parlaments|nationalrat[e]?s)"
            r"|membre du parlement(?: europeen)?|m p|mp|mep|mdb|mdep|msp|tbmm|mna|td|member",
            {_PARLIAMENT},
        ),
        (
            r"deput(?:y|e|ee|ado|ada|ato|ata|at)s?|diputad[oa]|abgeordnete[rn]?|milletvekili|deputat|millet vekili"
            r"|depute[e]? europeen(?:ne)?",
            {_PARLIAMENT},
        ),
    )
)
_DEPUTY_OF = re.compile(
    r"\b(?:deputy|depute) (?:prime|assistant|minister|secretary|director|chair\w*|speaker|head|prosecutor|foreign"
    r"|mayor|president|governor|commissioner|attorney|leader|executive|general|ombuds\w*|under\w*|special)\b"
)
# The members of a state's own legislature: no members of Congress.
_OF_A_STATE = re.compile(r"\bstate (?:senator|representative|rep|delegate|assembl\w+)\b")
# Offices that members hold within a legislature; they contradict no seat in it.
_LEADING = _set(
    "chair chairman chairwoman chairperson cochair cochairman cochairwoman co vice ranking member majority minority"
    " leader whip speaker pro tempore emeritus dean senior junior committee subcommittee commission caucus conference"
    " deputy assistant republican democratic on of the for and in foreign affairs relations select permanent"
)
_LEADERS = _set(
    "chair chairman chairwoman chairperson cochair cochairman cochairwoman ranking leader whip speaker dean"
)
_BODIES_OF_MEMBERS = _set("committee subcommittee commission caucus conference house senate")
# What a seat in a legislature may be printed with, besides the names of its area, body and party.
_OF_A_SEAT = _set("district state commonwealth congressional republic kingdom th st nd rd")
_EMPTY = _set(
    "the of for and to in at on by u s us usa united states american former formerly ex acting late his her de la le"
    " les du des der die das und et del dello di da y el"
)
# Words of office that are compared one by one, as other languages of the letters write them without accents.
_ENGLISH = {
    **dict.fromkeys(("prezident", "presidente", "prasident", "prasidentin", "nakhagah", "cumhurbaskani"), "president"),
    **dict.fromkeys(
        ("ministr", "ministre", "ministra", "ministro", "ministerin", "nazir", "nazirlik", "bakan"), "minister"
    ),
    **dict.fromkeys(("sekretar", "secretaire", "secretario", "segretario", "sekretarin"), "secretary"),
    **dict.fromkeys(("ambassadeur", "embajador", "ambasciatore", "botschafter", "posol", "buyukelci"), "ambassador"),
}
# A word that makes another office of the one it stands with.
_QUALIFIERS = _set("prime vice deputy assistant under permanent special shadow associate")


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office on record; `start` and `end` are partial dates."""

    title: str
    body: str = ""
    is_legislative: bool = False
    party: str = ""
    area: str = ""
    start: str = ""
    end: str = ""

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.party, self.area)))
        return f"{self.title} ({place})" if place else self.title


def agrees(title: str, office: HeldOffice) -> bool:
    """Whether a printed title names this office, whoever held it when."""
    words = words_of(title)
    kinds, rest = _kinds(" ".join(words_of(without_areas(title))))
    if kinds:
        own, _ = _kinds(" ".join(words_of(office.title)))
        if not kinds & (own or _seat(office)):
            return False
        about = {*words_of(office.body), *words_of(office.area), *words_of(office.party)} | _EMPTY | _OF_A_SEAT
        return not {word for word in rest if not word[0].isdigit()} - about
    return _share_words(words, office)


def leads_members(title: str) -> bool:
    """Whether a title is one that members of a legislature have within it: Ranking Member; Chair, Committee on …"""
    words = set(words_of(title))
    if not words & _LEADERS:
        return False
    return bool(words & _BODIES_OF_MEMBERS) or words <= _LEADING


def _seat(office: HeldOffice) -> frozenset[str]:
    """The kind of a seat in a legislature whose title is its own: Member for Saltmarsh."""
    return frozenset({_PARLIAMENT}) if office.is_legislative else frozenset()


def _share_words(words: list[str], office: HeldOffice) -> bool:
    said = set(words) - _EMPTY
    own = set(words_of(office.title)) - _EMPTY
    if said & _QUALIFIERS != own & _QUALIFIERS:
        return False
    about = own | (set(words_of(office.body)) | set(words_of(office.area))) - _EMPTY
    return bool(own and said) and (own <= said or (said <= about and bool(said & own)))


def _kinds(folded: str) -> tuple[frozenset[str], list[str]]:
    """The kinds of seat that a title names, and the words that are left of it."""
    if _DEPUTY_OF.search(folded):
        return frozenset(), []
    if _OF_A_STATE.search(folded):
        return frozenset({"state legislator"}), []
    for pattern, kinds in _KINDS:
        if found := pattern.search(folded):
            return kinds, (folded[: found.start()] + folded[found.end() :]).split()
    return frozenset(), []


def words_of(text: str) -> list[str]:
    """The plain words, those of office in English."""
    return [_ENGLISH.get(word, word) for word in map(plain, _WORD.findall(text)) if word]
