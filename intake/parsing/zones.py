"""A letter parted into its zones: what stands above the salutation, the body, the closing, what stands below. Pure.

The salutation and the closing are told by their words where these are known, else by their form: a short line with a
comma at its end, alone between short lines and prose.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.parsing.columns import names_columns
from intake.parsing.courtesies import HONORIFIC
from intake.parsing.dates import date_line
from intake.parsing.greetings import SALUTATION, is_closing, is_closing_sentence
from intake.parsing.labels import GROUP_HEADING, SIGNED, label
from intake.parsing.lines import Line
from intake.parsing.paragraphs import has_ended, is_item
from intake.parsing.patterns import plain
from intake.parsing.rosters import is_roster
from intake.parsing.shapes import Shape, is_organization, person_name, shape_of

_SALUTATION_END = re.compile(r"[,:;!՝՛—–-][*_\"”]*$")
_RUN_IN = re.compile(
    r"(?:\*\*)?(?:Dear|Sehr geehrte[rs]?)\s[^:\n.,]{2,90}(?:\.\s?[^:\n.,]{2,60})?(?::(?:\*\*)?\s+(?=\S)"
    r"|,\s+(?=(?:We|I)\s))"
)
_FULL_STOP = re.compile(r"[.?!…։](?:[\"”’»)]|\[\^[^\]\s]{1,8}\])*$")
_WORDS = re.compile(r"[^\W\d_]+")
_LONG = 120
_SENTENCE = 55
_MAX_SALUTATION = 140
_MAX_HEAD = 60
_BULLET = re.compile(r"^(?:[-*•–]|\d{1,3}[.)])\s+")
_SEPARATOR = re.compile(r",\s|\s[–—|-]\s|\s{3,}|\s\(")
_LONGEST_CLOSING_LINE = 70
_SALUTATION_LINES = 4
_LINES_OF_SUBJECT = 3


@dataclass(frozen=True, slots=True)
class Zones:
    head: Sequence[Line]
    salutation: Sequence[Line]
    body: Sequence[Line]
    closing: Sequence[Line]
    foot: Sequence[Line]


def zones(lines: Sequence[Line]) -> Zones:
    """The zones of a letter; every line is in one of them."""
    greeting = _find_salutation(lines)
    if greeting is None:
        start = end = _first_prose(lines)
    else:
        start, end, lines = greeting
    closing = _find_closing(lines, end)
    if closing is None:
        foot = _find_signatures(lines, end)
        return Zones(lines[:start], lines[start:end], lines[end:foot], (), lines[foot:])
    first, after = closing
    return Zones(lines[:start], lines[start:end], lines[end:first], lines[first:after], lines[after:])


def groups_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines parted where blank lines stand."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.gap or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def is_prose(lines: Sequence[Line]) -> bool:
    """Whether a paragraph is running text and no part of a letterhead, an address or a signature block."""
    text = " ".join(str(line) for line in lines)
    if len(text) < _SENTENCE and not (len(lines) == 1 and _is_short_sentence(lines[0], text)):
        return False
    words = _WORDS.findall(text)
    low = sum(word[0].islower() or word[0].lower() == word[0].upper() for word in words)
    if not words or low * 2 < len(words) or label(text, "copy", "enclosure", "subject"):
        return False
    if len(lines) > 1 and max(len(line.text) for line in lines) < _SENTENCE and not has_ended(text):
        return False
    return len(text) >= _LONG or has_ended(text)


def _is_short_sentence(line: Line, text: str) -> bool:
    return _FULL_STOP.search(text) is not None and text.count(" ") >= 3 and date_line(line.text) is None


def _find_salutation(lines: Sequence[Line]) -> tuple[int, int, Sequence[Line]] | None:
    """Where the salutation begins and ends; the lines, of which one may have been cut where a salutation ran in."""
    prose = 0
    for place, line in enumerate(lines[:_MAX_HEAD]):
        text = plain(str(line))
        if SALUTATION.match(text) and not str(line).startswith(">"):
            run_in = _RUN_IN.match(str(line))
            if run_in and len(line.text) > run_in.end() + 20:
                cut = [
                    line.moved(text=line.text[: run_in.end()].strip()),
                    line.moved(text=line.text[run_in.end() :], gap=True),
                ]
                return place, place + 1, [*lines[:place], *cut, *lines[place + 1 :]]
            end = _salutation_end(lines, place)
            if end is not None and prose < 2:
                return place, end, lines
        if len(text) > _LONG and not label(text, "subject", "to", "copy"):
            prose += 1
    return _unknown_salutation(lines)


def _salutation_end(lines: Sequence[Line], place: int) -> int | None:
    """Where a salutation that begins in a line ends, with those behind it; None when the line only looks like one."""
    if place and not lines[place].gap and len(lines[place - 1].text) > 70 and not has_ended(str(lines[place - 1])):
        return None
    end = _one_salutation_end(lines, place)
    # One below another: “Dear Ms. Vance,” “Dear Mr. Hall,”.
    while end is not None and end < len(lines) and _is_another(lines, end):
        place, end = end, _one_salutation_end(lines, end)
    if end is None:
        return None
    last = plain(str(lines[end - 1]))
    if _SALUTATION_END.search(last):
        return end if _text_follows(lines, end) else None
    first = plain(str(lines[place]))
    if last.endswith(".") and len(last.split()) > 3:
        return None
    sure = re.match(r"dear\b|to whom\b|sehr geehrt|уважаем|հարգելի|estimad|ch[eè]r", first, re.IGNORECASE)
    return end if sure and end < len(lines) and _prose_follows(lines, end) else None


def _prose_follows(lines: Sequence[Line], place: int) -> bool:
    """Whether prose begins here, or below one short line: a subject under a salutation without punctuation."""
    group = _group_at(lines, place)
    if is_prose(group):
        return True
    after = place + len(group)
    short = len(group) <= _LINES_OF_SUBJECT and not any(has_ended(str(line)) for line in group)
    return short and lines[place].gap and after < len(lines) and is_prose(_group_at(lines, after))


def _is_another(lines: Sequence[Line], place: int) -> bool:
    above, text = plain(str(lines[place - 1])), plain(str(lines[place]))
    return _SALUTATION_END.search(above) is not None and SALUTATION.match(text) is not None


def _one_salutation_end(lines: Sequence[Line], place: int) -> int | None:
    """Where the lines of one salutation end, by their length and its sign at the end."""
    end = place
    length = 0
    while end < len(lines) and end < place + _SALUTATION_LINES:
        text = plain(str(lines[end]))
        length += len(text)
        if length > _MAX_SALUTATION or (end > place and lines[end].gap):
            return None
        end += 1
        if _SALUTATION_END.search(text) or end == len(lines) or lines[end].gap:
            break
    return end


def _text_follows(lines: Sequence[Line], place: int) -> bool:
    """Whether a salutation may end here: a paragraph comes next, or a subject line, or nothing."""
    if place >= len(lines):
        return True
    if lines[place].gap:
        return shape_of(str(lines[place])) not in {Shape.ADDRESS} or len(lines[place].text) > _SENTENCE
    return len(lines[place].text) > _SENTENCE or is_prose(_group_at(lines, place))


def _unknown_salutation(lines: Sequence[Line]) -> tuple[int, int, Sequence[Line]] | None:
    """A salutation in words we do not know: short, a comma or colon at its end, between short lines and prose."""
    for place, line in enumerate(lines[:_MAX_HEAD]):
        text = plain(str(line))
        if is_prose(_group_at(lines, place)):
            return None
        if (
            line.gap
            and place + 1 < len(lines)
            and lines[place + 1].gap
            and len(text) < 70
            and 0 < len(_WORDS.findall(text)) <= 8
            and text[-1] in ",!:՝"
            and not (
                text[-1] == ":"
                and (is_item(text) or label(text + " ", "subject", "to", "from", "copy", "date", "reference"))
            )
            and not is_closing(text)
            and not SIGNED.fullmatch(text)
            and not text.isupper()
            and is_prose(_group_at(lines, place + 1))
            and _letter_above(lines[:place], text)
        ):
            return place, place + 1, lines
    return None


def _letter_above(lines: Sequence[Line], text: str) -> bool:
    return text[-1] != ":" or any(date_line(line.text) or HONORIFIC.match(plain(str(line))) for line in lines)


def _group_at(lines: Sequence[Line], place: int) -> list[Line]:
    group = [lines[place]]
    for line in lines[place + 1 :]:
        if line.gap:
            break
        group.append(line)
        if len(group) > 60:
            break
    return group


def _first_prose(lines: Sequence[Line]) -> int:
    """Where the body begins in a letter without a salutation: at the first paragraph of prose."""
    place = 0
    for group in groups_of(lines):
        if is_prose(group):
            for offset, line in enumerate(group):
                if len(line.text) >= _SENTENCE and not label(str(line), "subject", "to") and not date_line(line.text):
                    return place + offset
            return place
        if is_item(str(group[0])) and not str(group[0]).startswith(("#", "|")) and place:
            return place
        place += len(group)
    return _after_head(lines)


def _after_head(lines: Sequence[Line]) -> int:
    """Where the head ends in a text without prose: after lines that are parts of a letterhead, a date or an address."""
    for place, line in enumerate(lines):
        if has_ended(str(line)) and len(_WORDS.findall(str(line))) > 3 and not date_line(line.text):
            return place
    return len(lines) if any(date_line(line.text) for line in lines) else 0


def _find_closing(lines: Sequence[Line], start: int) -> tuple[int, int] | None:
    """The closing below which nothing but signatures and the like stands; the last one when all have prose below."""
    last_prose = _last_prose(lines, start)
    found: list[tuple[int, int]] = []
    for place in range(start, len(lines)):
        line = lines[place]
        if not str(line).startswith(">") and is_closing(str(line)) and _closes(lines, place, start):
            end = place + 1
            while (
                end < len(lines)
                and end < place + 3
                and is_closing(str(lines[end]))
                and not person_name(str(lines[end]))
            ):
                end += 1
            found.append((place, end))
    place = start
    for group in groups_of(lines[start:]):
        text = " ".join(str(line) for line in group)
        if is_closing_sentence(text):
            found.append((place, place + len(group)))
        place += len(group)
    found.sort()
    below = [span for span in found if span[1] > last_prose]
    if below:
        return below[0]
    if found and _names_follow(lines, found[-1][1]):
        return found[-1]
    return _closing_by_form(lines, last_prose)


def _closing_by_form(lines: Sequence[Line], start: int) -> tuple[int, int] | None:
    """A closing in words we do not know: short lines right below the prose, a comma at the end, a name below a gap."""
    if start + 1 >= len(lines):
        return None
    group = _group_at(lines, start)
    after = start + len(group)
    if not (start and lines[start].gap and len(group) <= 3 and after < len(lines)) or is_item(str(group[0])):
        return None
    last = plain(str(group[-1]))
    fits = all(len(line.text) <= _LONGEST_CLOSING_LINE for line in group) and last.endswith((",", "՝"))
    names = person_name(plain(str(group[0]))) is not None or label(str(group[0]), "copy", "enclosure")
    return (start, after) if fits and not names and _names_follow(lines, after) else None


def _closes(lines: Sequence[Line], place: int, start: int) -> bool:
    """Whether a line in the words of a closing stands where one can: after a full sentence, before short lines."""
    line = lines[place]
    if place > start and not line.gap and not has_ended(str(lines[place - 1])):
        return False
    if place + 1 < len(lines) and not lines[place + 1].gap and len(lines[place + 1].text) > 90:
        return is_roster(str(lines[place + 1]))
    return True


def _names_follow(lines: Sequence[Line], place: int) -> bool:
    if place >= len(lines):
        return False
    first = _SEPARATOR.split(_BULLET.sub("", plain(str(lines[place]))), maxsplit=1)[0]
    if place + 1 < len(lines) and plain(str(lines[place + 1])).startswith(f"{first} "):
        # A letter signed “Ann”, with “Ann Roe” below.
        return person_name(plain(str(lines[place + 1]))) is not None
    return shape_of(first) in {Shape.PERSON, Shape.ORGANIZATION}


def _last_prose(lines: Sequence[Line], start: int) -> int:
    """Where the last paragraph of prose ends, lines in the words of a closing left aside."""
    end = start
    place = start
    for group in groups_of(lines[start:]):
        kept = len(group)
        for offset, line in enumerate(group):
            if is_closing(str(line)):
                kept = offset
                break
        if (
            is_prose(group[:kept])
            and not _is_block_of_names(group[:kept])
            and not is_closing_sentence(" ".join(str(line) for line in group))
        ):
            end = place + kept
        if is_prose(group[kept + 1 :]) and not _is_block_of_names(group[kept + 1 :]):
            end = place + len(group)
        place += len(group)
    return end


def _is_block_of_names(group: Sequence[Line]) -> bool:
    """Whether a group that could be prose is a list of signatories, a copy line or a heading of signatures."""
    text = " ".join(str(line) for line in group)
    if is_roster(text) or label(str(group[0]), "copy", "enclosure") or str(group[0]).startswith("|"):
        return True
    return SIGNED.fullmatch(plain(text)) is not None or GROUP_HEADING.fullmatch(plain(text)) is not None


def _find_signatures(lines: Sequence[Line], start: int) -> int:
    """Where the signatures begin in a letter without a closing: the short lines below the last prose."""
    place = _last_prose(lines, start)
    for group in groups_of(lines[place:]):
        first = str(group[0])
        if SIGNED.fullmatch(plain(first)) or GROUP_HEADING.fullmatch(plain(first)) or label(first, "copy", "enclosure"):
            return place
        if is_roster(" ".join(str(line) for line in group)):
            return place
        if first.startswith("|") and names_columns(first):
            return place
        if not is_item(first) and not has_ended(first) and _signs(group):
            return place
        place += len(group)
    return len(lines)


def _signs(group: Sequence[Line]) -> bool:
    first = re.split(r"\s{3,}|,\s|\s[–—|]\s", plain(str(group[0])))[0]
    if is_roster(" ".join(str(line) for line in group)):
        return True
    if str(group[0]).startswith("#") or date_line(group[0].text):
        return False
    return person_name(first) is not None or is_organization(first) or str(group[0]).lower().startswith("/s/")
