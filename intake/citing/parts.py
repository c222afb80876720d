"""One source's text taken apart: marked titles, words between commas, dates, pinpoints, asides. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from intake.citing import runs
from intake.citing.dates import dates_in, whole_date
from intake.citing.pinpoints import PINPOINT, TRAILING
from intake.citing.runs import ADDRESS, Run, outermost, runs_in
from intake.citing.words import ASIDE, DATED, DOCUMENT, FILLER, KIND, PREPOSITION, UNPUBLISHED, VISITED_WORDS, words_in
from intake.printed import Printed


class What(StrEnum):
    WORDS = "words"
    QUOTED = "quoted"
    ITALIC = "italic"
    LINKED = "linked"
    DATE = "date"
    PINPOINT = "pinpoint"
    KIND = "kind"
    # The number of a document, a case, a volume: `U.N. Doc. A/HRC/52/1`, `123 F.3d 456`.
    NUMBER = "number"
    ADDRESS = "address"
    # A passage quoted in brackets behind the source.
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Part:
    """What stands at `start` up to `end` of the source's text; `before` is the punctuation between it and the last."""

    what: What
    start: int
    end: int
    before: str = ""
    iso: str = ""
    in_brackets: bool = False


_SEPARATOR = re.compile(r"\s*[,;]\s+|\s+[|·•]+\s+|\s+[–—-]\s+|\s*\n\s*|\.\s+(?=\S)|[?!]\s+(?=[^\W\d_a-z])|\s*\ue000\s*")
# A full stop behind these ends no sentence; initials and what has a full stop within (U.S.) are known by their form.
_ABBREVIATIONS = words_in(
    """
no nos doc docs res vol vols v vs inc ltd corp co st mr mrs ms dr hon rep reps sen sens gov gen col capt sgt lt jr
sr stat supp cir ct cts eur hum rts intl univ rev q bull assoc prof dept int'l dep't ass'n gov't comm'n nat'l ed eds
app apps art arts para paras p pp ch sec secs cf al op cit loc id ibid pub approx est jan feb mar apr jun jul aug
sept sep oct nov dec admin affs amb cong sess reg fed crim nr bd hrsg vgl bzw abs ziff rn étud éd janv févr juil déc
pág págs pag cap núm núms nro стор арк
г стр с ст т д им párr párrs subcomm off comm org auth min pol'y pol sci soc stud plen ser treaty annex add corr ltr
princ inst
"""
)
_ANOTHER = re.compile(r",\s*[«“„\"]")
_BEHIND_COMMA = re.compile(
    r"(?:jr|sr|ii|iii|iv|inc|ltd|llc|l\.?p|s\.?a|gmbh|m\.?p|ph\.?d|esq|m\.?d)\b\.?", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?:U\.?\s?N\.?\s+)?Docs?\.?\s+(?:No\.\s*)?[A-Z0-9][\w./()-]+.*|(?:[A-Z]+/)+[A-Z0-9./()-]+\d[\w./()-]*|"
    r"(?:(?:G\.\s?A\.|S\.\s?C\.|H\.?\s?R\.?|S\.|H\.\s?Con\.|S\.\s?Con\.|H\.\s?J\.|E\.?S\.?C\.?|HRC|"
    r"UNGA|UNSC|Human\s+Rights\s+Council)\s+)?"
    r"Res(?:olution|\.)?\s+(?:No\.\s*)?[\dA-Z][\w/().-]*(?:\s\([IVXLC]+\))?(?:\s[A-Z])?|"
    r"(?:App(?:l|lication)?s?\.?|Case|Cases|Index|Report|Rep\.|Communication|Comm\.|Opinion|Op\.|"
    r"Docket|Reg\.|C\.?E\.?T\.?S\.?|E\.?T\.?S\.?|Az\.|Aktenzeichen|req\.)"
    r"\s*(?:[Nn](?:o|os|r|°)\.?|№|#|:)?\s*[A-Z]{0,4}\s?\d[\w/.–-]*(?:\s+(?:et\s+al\.?|"
    r"and\s+\d[\w/]*))?|(?:[Nn](?:o|os|r|°)\.?|№|#)\s*\d[\w/.:–-]*|"
    r"(?:Pub(?:lic)?\.?\s*L(?:aw)?\.?)\s*(?:No\.\s*)?\d+[-–]\d+|"
    r"\d{1,4}\s+(?:[A-Z][\w.’']*\s+){1,6}(?:§+\s*)?\d[\w().–-]*|"
    r"(?:vol\.?|volume|iss\.?|issue|Bd\.|т\.)\s*\d+(?:,?\s*(?:no\.?|iss\.?|issue|Nr\.|№)\s*\d+)?|"
    r"\d{1,4}(?:\(\d{1,3}\)|:\d{1,3})|"
    r"\d{1,3}(?:st|nd|rd|th|d)\s+(?:(?:Cong\.?|Congress)(?:\s\d{1,5})?|sess\.?|session|ed\.?|edition)"
    r"|(?:rev\.|\d+\.)\s+(?:ed|Aufl)\.?|"
    r"(?:ISBN|ISSN|AI\s+Index|Index\s+Number|ECLI|CELEX|P\d_TA)[:\s]?.{4,40}|[A-Z]{3}\s\d{2}/\d{3,4}/\d{4}",
)
_LEFT_OUT = " \t\n.,;:–—-•|"


def parts_of(source: Printed) -> list[Part]:
    """The parts of a source's text (addresses are marks), in order."""
    text = source.text
    found: list[Part] = []
    marked, kept_apart = _marked(text)
    position = 0
    for part, start, end in marked:
        found += _between(text, position, start, kept_apart)
        found += part
        position = end
    found += _between(text, position, len(text), kept_apart)
    return found


def is_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to the word before it and ends no sentence."""
    start = max(text.rfind(mark, max(0, stop - 20), stop) for mark in ' \n(“"*[\u00a0—–') + 1
    word = text[max(start, stop - 20) : stop]
    return (len(word) == 1 and word.isalpha()) or "." in word or word.casefold().strip("*_’'") in _ABBREVIATIONS


def _marked(text: str) -> tuple[list[tuple[list[Part], int, int]], list[tuple[int, int]]]:
    """The marked runs that are parts of their own, and the stretches that no comma parts (other runs, dates)."""
    marked: list[tuple[list[Part], int, int]] = []
    together: list[tuple[int, int]] = []
    for run in outermost(runs_in(text)):
        parts = _of_run(text, run)
        if parts is None:
            if run.kind is not runs.Kind.SINGLE:
                together.append((run.start, run.end))
        else:
            marked.append((parts, run.start, run.end))
    together += [(found.start, found.end) for found in dates_in(text)]
    return marked, sorted(together)


_WHAT = {runs.Kind.QUOTE: What.QUOTED, runs.Kind.SINGLE: What.QUOTED, runs.Kind.ITALIC: What.ITALIC}
_WHAT |= {runs.Kind.LINK: What.LINKED}


def _of_run(text: str, run: Run) -> list[Part] | None:
    """The run as parts; None when it belongs to the words around it."""
    inner = text[run.inner]
    start, end = run.start + run.width, run.end - run.width
    if run.kind in (runs.Kind.PAREN, runs.Kind.BRACKET):
        return _of_brackets(inner, start)
    if run.kind is runs.Kind.LINK:
        within = outermost(runs_in(inner))
        if len(within) == 1 and within[0].start == 0 and within[0].end == len(inner) and within[0].kind in _WHAT:
            return [Part(_WHAT[within[0].kind], start + within[0].width, end - within[0].width)]
        return [Part(What.LINKED, start, end)]
    if not _stands_alone(text, run):
        return None
    if run.kind is runs.Kind.ITALIC:
        within = outermost(runs_in(inner))
        if len(within) == 1 and within[0].start == 0 and within[0].end == len(inner) and within[0].kind in _WHAT:
            return _of_run(text, Run(within[0].kind, start, end, within[0].width)) or [Part(What.ITALIC, start, end)]
    return [Part(_WHAT[run.kind], start, end)]


def _stands_alone(text: str, run: Run) -> bool:
    """Whether punctuation, or nothing, stands around a marked run, as around a title."""
    before = text[max(0, run.start - 40) : run.start].rstrip()[-1:]
    after = text[run.end : run.end + 3]
    ends = text[run.end - run.width - 1] in ".,;?!"
    opened = not before or before in '.,;:|–—-?!)]>(\ue000\ue002*_"”»'
    closed = not after.strip() or after[0] in ".,;:)]\ue000\n" or after.lstrip()[0] in '([|–—-\ue000<*"“' or ends
    if after[:1] == ":" and run.kind is not runs.Kind.ITALIC and text[run.end + 1 : run.end + 2].strip() != ADDRESS:
        # “We Will Stay”: Families of the Valley: a title that begins with a quotation.
        return bool(re.match(r":\s*(?:[\ue000<]|$)", text[run.end : run.end + 10]))
    if run.kind is runs.Kind.SINGLE:
        return opened and closed and run.end - run.start > 8
    if run.kind is runs.Kind.ITALIC:
        return opened or closed
    word = text[max(0, run.start - 40) : run.start].split()
    named = bool(word) and (word[-1][0].isupper() or word[-1][0].isdigit())
    if named and not opened and _ANOTHER.match(text, run.end):
        # Фонд «Светлый двор», «Без лекарств»: the first is the name of a body, the second the title.
        return False
    return closed and (opened or (named and (ends or after[:1] == ",")))


def _of_brackets(inner: str, offset: int) -> list[Part] | None:
    bare = inner.strip()
    if ADDRESS in inner:
        return [Part(What.ADDRESS, offset, offset + len(inner))]
    if iso := whole_date(bare):
        return [Part(What.DATE, offset, offset + len(inner), iso=iso, in_brackets=True)]
    if not bare or VISITED_WORDS.search(inner) or ASIDE.match(inner):
        return []
    for what, pattern in ((What.PINPOINT, PINPOINT), (What.KIND, KIND)):
        if pattern.fullmatch(bare):
            return [Part(what, offset, offset + len(inner))]
    passages = [run for run in outermost(runs_in(inner)) if run.kind is runs.Kind.QUOTE]
    if passages:
        return [Part(What.PASSAGE, offset + run.start + run.width, offset + run.end - run.width) for run in passages]
    return _who_and_when(inner, offset)


def _who_and_when(inner: str, offset: int) -> list[Part] | None:
    """`(9th Cir. 2010)`, `(Human Rights Watch, Oct. 5, 2023)`: who published it, and when."""
    tail = re.search(r"(?<!\d)(?:1[6-9]|20)\d\d\s*$", inner)
    dates = [found for found in dates_in(inner) if not inner[found.end :].strip(" .")]
    start = dates[0].start if dates else tail.start() if tail else None
    if start is None:
        return None
    iso = dates[0].iso if dates else whole_date(inner[start:])
    who = inner[:start].rstrip(" ,:–—-")
    when = Part(What.DATE, offset + start, offset + len(inner), iso=iso, in_brackets=True)
    if not who.strip() or _NUMBER.fullmatch(who.strip()):
        return [when]
    if not who.lstrip()[0].isupper() and not who.lstrip()[0].isdigit():
        return [when] if dates else None
    lead = len(who) - len(who.lstrip())
    return [Part(What.WORDS, offset + lead, offset + len(who), before="(", in_brackets=True), when]


def _between(text: str, start: int, end: int, together: list[tuple[int, int]]) -> list[Part]:
    """The words between two marked runs, parted at commas, bars, dashes and the ends of sentences."""
    found: list[Part] = []
    position, before = start, ""
    inside = runs.Inside(together)
    for match in _SEPARATOR.finditer(text, start, end):
        if inside(match.start()) or _belongs(text, match, position):
            continue
        # A question or exclamation mark is the title's own.
        stop = match.start() + (match[0][0] in "?!")
        found += _segment(text, position, stop, before)
        if ADDRESS in match[0]:
            found.append(Part(What.ADDRESS, match.start(), match.end()))
        position, before = match.end(), match[0].strip()
    found += _segment(text, position, end, before)
    return found


def _belongs(text: str, match: re.Match[str], position: int) -> bool:
    """Whether what looks like a separator is a part of the words around it."""
    mark = match[0].strip()
    if mark == ",":
        return bool(_BEHIND_COMMA.match(text, match.end()))
    if mark == ".":
        return is_abbreviation(text, match.start())
    return not mark and "\n" in match[0]


def _segment(text: str, start: int, end: int, before: str) -> list[Part]:
    while start < end and text[start] in _LEFT_OUT:
        start += 1
    while end > start and text[end - 1] in " \t\n,;:–—-•|":
        end -= 1
    words = text[start:end]
    bare = words.strip(" .")
    if not bare or (FILLER.fullmatch(bare) and not KIND.fullmatch(bare)) or ASIDE.fullmatch(bare):
        return []
    if iso := whole_date(words):
        return [Part(What.DATE, start, end, before, iso=iso)]
    if VISITED_WORDS.match(bare):
        return []
    for what, pattern in ((What.PINPOINT, PINPOINT), (What.KIND, KIND), (What.NUMBER, _NUMBER)):
        if pattern.fullmatch(words) or pattern.fullmatch(bare):
            return [Part(what, start, end, before)]
    section = TRAILING.search(words)
    if section and section[0].lstrip().startswith("§"):
        # “Return of Citizens Act § 302(a)”: a comma could stand between.
        cut = start + section.start()
        return [*_dated_words(text, start, cut, before), Part(What.PINPOINT, cut + 1, end)]
    return _dated_words(text, start, end, before)


def _dated_words(text: str, start: int, end: int, before: str) -> list[Part]:
    """Words, and the full date they end with: “Human Rights Watch 5 October 2023”."""
    words = text[start:end]
    last = next((date for date in dates_in(words) if not words[date.end :].strip(" .") and len(date.iso) == 10), None)
    if last is None or not last.start:
        return [Part(What.WORDS, start, end, before)]
    rest = words[: last.start].rstrip()
    when = Part(What.DATE, start + last.start, end, iso=last.iso)
    named = UNPUBLISHED.match(words) or (DOCUMENT.match(words) and words[0].isupper())
    if DATED.search(words[: last.start]) and not named:
        # “our letter of April 22, 2014”: a description, of which only the day is sure.
        return [when]
    if joined := PREPOSITION.search(rest):
        if not named:
            return [Part(What.WORDS, start, end, before)]
        rest = rest[: joined.start()]
    return [Part(What.WORDS, start, start + len(rest.rstrip(" ,:–—-(")), before), when]
