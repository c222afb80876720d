"""The letter's own date: full dates as letters print them, with the place before or behind. Pure.

A date that could be read in two ways (03/04/2024) is not read. Month names are a closed class; each language writes
them in few forms.
"""

import re
from dataclasses import dataclass
from datetime import date

from intake.parsed import NOTHING, Value
from intake.parsing.kinds import ORGANIZATION
from intake.printed import Printed

_MONTHS = {
    1: "january|jan|janvier|janv|januar|jänner|enero|gennaio|gen|janeiro|января|январь|янв|січня|հունվարի?|ocak"
    "|yanvar\\w*|januari|stycznia",
    2: "february|feb|february|février|fevrier|févr|fév|februar|febr|febrero|febbraio|fevereiro|февраля|февраль"
    "|фев|лютого|փետրվարի?|şubat|fevral\\w*|februari|lutego",
    3: "march|mar|mars|märz|maerz|mrz|marzo|março|марта|март|березня|մարտի?|mart\\w{0,2}|maart|marca",
    4: "april|apr|avril|avr|abril|aprile|апреля|апрель|квітня|ապրիլի?|nisan|aprel\\w*|kwietnia",
    5: "may|mai|mayo|maggio|maio|мая|май|травня|մայիսի?|mayıs|may\\w{0,2}|mei|maja",
    6: "june|jun|juin|juni|junio|giugno|junho|июня|июнь|червня|հունիսի?|haziran|iyun\\w*|czerwca",
    7: "july|jul|juillet|juil|juli|julio|luglio|julho|июля|июль|липня|հուլիսի?|temmuz|iyul\\w*|lipca",
    8: "august|aug|août|aout|agosto|августа|август|авг|серпня|օգոստոսի?|ağustos|avqust\\w*|augustus|sierpnia",
    9: "september|sept|sep|septembre|septiembre|setiembre|settembre|setembro|сентября|сентябрь|сен|вересня"
    "|սեպտեմբերի?|eylül|sentyabr\\w*|września",
    10: "october|oct|octobre|oktober|okt|octubre|ottobre|outubro|октября|октябрь|окт|жовтня|հոկտեմբերի?|ekim"
    "|oktyabr\\w*|października",
    11: "november|nov|novembre|noviembre|novembro|ноября|ноябрь|нояб|листопада|նոյեմբերի?|kasım|noyabr\\w*|listopada",
    12: "december|dec|décembre|decembre|déc|dezember|dez|diciembre|dicembre|dezembro|декабря|декабрь|дек|грудня"
    "|դեկտեմբերի?|aralık|dekabr\\w*|grudnia",
}  # fmt: skip
_MONTH_PATTERNS = {number: re.compile(words, re.IGNORECASE) for number, words in _MONTHS.items()}
_M = r"(?P<month>" + "|".join(_MONTHS.values()) + r")\b\.?"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|ème|º|°|\.)?"
_Y = r"(?P<year>(?:19|20)\d\d)(?!\d)(?:\s?(?:г\.?|года?|թ\.?|թվականի?|р\.))?"
_FORMS = [
    re.compile(rf"(?<![\w.]){_D}[\s-]{{0,2}}(?:of |de |d[’'])?{_M},?[\s-]{{0,2}}(?:de |del )?{_Y}", re.IGNORECASE),
    re.compile(rf"(?<!\w){_M}\s?{_D},?\s{{0,2}}{_Y}", re.IGNORECASE),
    re.compile(rf"(?<!\w){_Y}\s?(?:թ\.?|թվականի)?,?\s?{_M}\s?{_D}(?!\w)", re.IGNORECASE),
    re.compile(r"(?<![\w./-])(?P<year>(?:19|20)\d\d)[-./](?P<month>\d\d?)[-./](?P<day>\d\d?)(?![\w/-])"),
    re.compile(r"(?<![\w./-])(?P<day>\d\d?)\. ?(?P<month>\d\d?)\. ?(?P<year>(?:19|20)\d\d)(?![\w/-])"),
]
# Every form has a year.
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_SLASHED = re.compile(
    r"(?<![\w./-])(?P<first>\d\d?)(?P<sign>[/-])(?P<second>\d\d?)(?P=sign)(?P<year>(?:19|20)\d\d)(?![\w/-])"
)
_MONTH_ONLY = re.compile(rf"(?<!\w){_M},?\s?(?:de )?{_Y}", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche|\w+tag|mittwoch"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
    re.IGNORECASE,
)
# What joins a place to its date: "Paris, le", "Berlin, den", "Done at".
_LEAD = re.compile(
    r"(?:(?:fait|done|dated|given|hecho|dato|written|signed|issued|released|published)(?:\s+(?:à|at|in|en|a"
    r"|on|this))?|г\.|м\.|ք\.|im|am|à)\s+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"[\s,–—|:·•-]*(?:(?<!\w)(?:le|den|the|on|am|li|lì|el|a|this|dated?|il))?[\s,–—|:·•-]*$", re.IGNORECASE
)
_PLACE = re.compile(r"[^\W\d_]['’.\w -]{1,40}(?:, ?[^\W\d_]['’.\w -]{1,30}){0,2}\.?")
_TIME = re.compile(
    r"[\s,at]*\d\d?:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[+-]\d{4}|[A-Z]{2,4})?(?:\s*\([\w ]+\))?", re.IGNORECASE
)
_MAX_LINE = 120


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a letter's date. `ambiguous` when the date can be read in two ways: then `date` is empty."""

    date: Value = NOTHING
    place: Value = NOTHING
    ambiguous: str = ""


def date_line(line: Printed) -> DateLine | None:
    """The date a line consists of, with the place that stands by it; None for any other line."""
    text = line.text
    if len(text) > _MAX_LINE:
        return None
    found = find_date(line)
    if found is None:
        return None
    value, ambiguous, start, end = found
    before, after = line[:start], line[end:]
    place = _place(before, leading=True)
    if place is None:
        return None
    time = _TIME.fullmatch(after.text.rstrip(" .,*_"))
    behind = NOTHING if time else _place(after, leading=False)
    if behind is None or (place and behind):
        return None
    return DateLine(value, place or behind, ambiguous)


def find_date(line: Printed) -> tuple[Value, str, int, int] | None:
    """The first date in a line, what is ambiguous about it, and where it stands."""
    text = line.text
    if _ANY_YEAR.search(text) is None:
        return None
    for form in _FORMS:
        for match in form.finditer(text):
            if iso := _iso(match["year"], _month(match["month"]), match["day"]):
                return line[match.start() : match.end()].value(text=iso), "", match.start(), match.end()
    if slashed := _SLASHED.search(text):
        first, second = int(slashed["first"]), int(slashed["second"])
        readings = {
            iso for month, day in ((first, second), (second, first)) if (iso := _iso(slashed["year"], month, str(day)))
        }
        if len(readings) == 1:
            return line[slashed.start() : slashed.end()].value(text=readings.pop()), "", slashed.start(), slashed.end()
        if readings:
            return NOTHING, slashed[0], slashed.start(), slashed.end()
    if month_only := _MONTH_ONLY.search(text):
        month = f"{month_only['year']}-{_month(month_only['month']):02d}"
        return line[month_only.start() : month_only.end()].value(text=month), "", month_only.start(), month_only.end()
    return None


def _month(name: str) -> int:
    if name.isdecimal():
        return int(name)
    return next(number for number, pattern in _MONTH_PATTERNS.items() if pattern.fullmatch(name))


def _iso(year: str, month: int, day: str) -> str:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return ""


def _place(text: Printed, *, leading: bool) -> Value | None:
    """The place beside a date: empty when nothing but joining words stands there, None when something else does."""
    trail = _TRAIL.search(text.text) if leading else None
    if trail:
        text = text[: trail.start()]
    text = text.strip(" ,*_#()[]|·•–—-.:") if not leading else text.strip(" ,*_#()[]|·•–—-:")
    if lead := _LEAD.match(text.text + " "):
        text = text[min(lead.end(), len(text)) :].strip()
    words = [word for word in re.split(r"[\s,]+", text.text) if word]
    while words and _WEEKDAY.fullmatch(words[-1].rstrip(".")):
        at = text.text.rfind(words.pop())
        text = text[:at].strip(" ,")
    while words and _WEEKDAY.fullmatch(words[0].rstrip(".")):
        at = text.text.find(words[0]) + len(words.pop(0))
        text = text[at:].strip(" ,")
    if not words:
        return NOTHING
    capitals = sum(word[0].isupper() or len(word) < 4 for word in words)
    if not words[-1][0].isupper() or (leading and not (trail and trail[0].strip())):
        return None
    if len(words) > 6 or capitals < len(words) or not words[0][0].isupper() or not _PLACE.fullmatch(text.text):
        return None
    # “Published in The Estuary Gazette”
    return NOTHING if lead and ORGANIZATION.search(text.text) else text.value()
