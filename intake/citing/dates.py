"""Dates as notes print them, in the languages letters come in, as ISO 8601 as precise as the words are. Pure.

A closed table of month names, not a library: what matters here is where a date stands and how precise it is, and the
libraries that find dates in running text fill in what is not said.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# English, French, German, Spanish, Italian, Turkish, Azerbaijani, Russian (both cases), Armenian (both cases);
# Ukrainian, Polish, Portuguese, Dutch.
_NAMES = """
january jan janvier janv januar jänner enero ene gennaio gen ocak oca yanvar января январь янв հունվարի
    հունվար січня stycznia janeiro januari
february feb février févr fevr februar febrero febbraio şubat şub fevral февраля февраль фев փետրվարի փետրվար
    лютого lutego fevereiro februari
march mar mars märz maerz marzo mart марта март мар մարտի մարտ березня marca março maart
april apr avril avr abril abr aprile nisan nis aprel апреля апрель апр ապրիլի ապրիլ квітня kwietnia
may mai mayo maggio mag mayıs мая май մայիսի մայիս травня maja maio mei
june jun juin juni junio giugno giu haziran haz iyun июня июнь июн հունիսի հունիս червня czerwca junho
july jul juillet juil juli julio luglio lug temmuz tem iyul июля июль июл հուլիսի հուլիս липня lipca julho
august aug août aout agosto ago ağustos ağu avqust августа август авг օգոստոսի օգոստոս серпня sierpnia augustus
september sept sep septembre septiembre setiembre settembre set eylül eyl sentyabr сентября сентябрь вересня
    września setembro
    сент сен սեպտեմբերի սեպտեմբեր
october oct octobre oktober okt octubre ottobre ott ekim eki oktyabr октября октябрь окт հոկտեմբերի հոկտեմբեր
    жовтня października outubro
november nov novembre noviembre kasım kas noyabr ноября ноябрь ноя նոյեմբերի նոյեմբեր листопада listopada novembro
december dec décembre déc dezember dez diciembre dic dicembre aralık ara dekabr декабря декабрь дек грудня
    grudnia dezembro
    դեկտեմբերի դեկտեմբեր
"""


def _key(name: str) -> str:
    return name.casefold().replace("i\u0307", "i").replace("ı", "i")


# A line that begins with a space goes on with the month of the line before.
_LINES = _NAMES.replace("\n ", " ").split("\n")
_MONTHS = {_key(name): month for month, line in enumerate(_LINES) for name in line.split()}
_MONTH = r"(?:(?=[^\W\d_])(?:" + "|".join(sorted(map(re.escape, _NAMES.split()), key=len, reverse=True)) + r")(?!\w))"
_YEAR = r"(?:1[6-9]|20)\d\d(?!\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
# What is written behind a day, and behind a year.
_ORDINAL = r"(?:st|nd|rd|th|er|º|\.)?"
_OF = r"(?:de|del|of|d[’'])?\s*"
# A weekday before the date belongs to it, and so does the time behind it (Bluebook 18.2.2).
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_TIME = (
    r"(?:,?\s+(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?(?:GMT|UTC|[ECMP][SD]?T)\b\)?)?)?"
    r"(?:\s*(?:г\.|года\b|թ[.․]|-c[iıuü]\s+il\b))?"
)
_FORMS = (
    rf"(?P<d1>{_DAY}){_ORDINAL}\s*{_OF}(?P<m1>{_MONTH})\.?,?\s*{_OF}(?P<y1>{_YEAR})",
    rf"(?P<m2>{_MONTH})\.?\s+(?P<d2>{_DAY})(?:st|nd|rd|th)?(?P<r2>\s?[-–]\s?{_DAY})?,?\s+(?P<y2>{_YEAR})",
    rf"(?<![/–-])(?P<y3>{_YEAR}),\s+(?P<m3>{_MONTH})\.?(?:\s+(?P<d3>{_DAY}))?(?!,?\s+\d{{4}})",
    rf"(?P<y4>{_YEAR})\s?(?:թ[.․]?|-c[iıuü] il)\s*(?P<m4>{_MONTH})\s*(?P<d4>{_DAY})?",
    rf"(?P<m5>{_MONTH})\.?,?\s+{_OF}(?P<y5>{_YEAR})",
    rf"(?P<y6>{_YEAR})(?P<s6>[-/.])(?P<m6>0\d|1[0-2])(?P=s6)(?P<d6>{_DAY})",
    rf"(?P<a7>\d{{1,2}})(?P<s7>[./])\s?(?P<b7>\d{{1,2}})(?P=s7)\s?(?P<y7>{_YEAR})",
)
_DATE = re.compile(rf"(?<!\w){_WEEKDAY}(?:{'|'.join(_FORMS)}){_TIME}", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_YEAR_ALONE = re.compile(rf"(?:(?:spring|summer|fall|autumn|winter)\s+)?({_YEAR})", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:published|posted|issued|dated|adopted|released|publié|veröffentlicht|on|le|du|vom|am|den|"
    r"от|el|il|del)\s+){1,3}",
    re.IGNORECASE,
)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date from `start` up to but not including `end`; `iso` is `2023`, `2023-09` or `2023-09-27`."""

    start: int
    end: int
    iso: str


# Asked in turn about the same words, as `runs.runs_in`.
@lru_cache(maxsize=64)
def dates_in(text: str) -> tuple[PrintedDate, ...]:
    """The dates with a month that stand in `text`; a year alone could be anything and is none."""
    if _ANY_YEAR.search(text) is None:
        return ()
    return tuple(PrintedDate(match.start(), match.end(), iso) for match in _DATE.finditer(text) if (iso := _iso(match)))


def whole_date(text: str) -> str:
    """The date that `text` is, all of it, a year alone too; empty when it is something else."""
    text = text.strip(" \t\n,")
    if not text or len(text) > _LONGEST:
        return ""
    if _ANY_YEAR.search(text) is None:
        return ""
    text = _LEADING.sub("", text, count=1)
    if match := _DATE.fullmatch(text) or _DATE.fullmatch(text.rstrip(".")):
        return _iso(match)
    year = _YEAR_ALONE.fullmatch(text.rstrip("."))
    return year[1] if year else ""


def _iso(match: re.Match[str]) -> str:
    groups = {
        name[0] + ("" if name[1] in "12345" else name[1]): value for name, value in match.groupdict().items() if value
    }
    if "a7" in groups:
        return _numeric(int(groups["a7"]), int(groups["b7"]), groups["y7"], groups["s7"])
    year = groups.get("y") or groups["y6"]
    month = _MONTHS[_key(groups["m"])] if "m" in groups else int(groups["m6"])
    # Of days from … to … the month is what is sure.
    day = None if "r" in groups else groups.get("d") or groups.get("d6")
    return _valid(year, month, int(day) if day else None)


def _numeric(first: int, second: int, year: str, mark: str) -> str:
    """5.10.2023 is the 5th of October; of 5/10/2023 only the year is sure, unless one number can be no month."""
    if mark == "." or first == second or first > 12:
        return _valid(year, second, first)
    if second > 12:
        return _valid(year, first, second)
    return year


def _valid(year: str, month: int, day: int | None) -> str:
    try:
        date(int(year), month, day or 1)
    except ValueError:
        return ""
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")
