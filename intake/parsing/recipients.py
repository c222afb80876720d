"""Addressees and those who get copies: blocks of an address, taken apart line by line. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from intake.parsed import NOTHING, ParsedRecipient, Value
from intake.parsing.columns import columns
from intake.parsing.courtesies import HONORIFIC, RANK
from intake.parsing.kinds import ORGANIZATION
from intake.parsing.lines import Line
from intake.parsing.names import Named, read_name
from intake.parsing.rosters import is_entry, split_list, stretches
from intake.parsing.shapes import Shape, is_building, is_country, is_office, is_organization, person_name, shape_of
from intake.printed import Printed

_EMAIL = re.compile(
    r"\s*<[^<>\s]+@[^<>\s]+>|\s*\([^()\s]+@[^()\s]+\)|\s+\((?:by|via|per|par|with|without|w/)\s[^()]{2,40}\)$"
)
_BULLET = re.compile(r"^(?:[-*•◦▪●–·]\s*|\\?\(?\d{1,2}\\?[.)]\s+)")
# “In town”, where Spanish letters that are brought by hand have an address.
_HERE = re.compile(r"presente\W*|ciudad\W*|en (?:sus manos|su despacho)\W*|e\. ?s\. ?m\.", re.IGNORECASE)
_IN_CARE_OF = re.compile(r"(?:c/o|℅|p/a|à l[’']attention|z\. ?h(?:d|\.))(?!\w)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|la|le|les|el|los|il|gli|die|das|den) (?=[^\W\d_a-z])")
_DASH = re.compile(r"\s+[–—|-]\s+|\s*\|\s*")
_FULL_LINE = 50
# “Claire Roe (Political Officer)”
_OFFICE_BEHIND = re.compile(r"\s\(([^\W\d_A-Z]?[^()\d]{3,60})\)$")
_ENDED = re.compile(r"[^\W\d_]{4,}(?: [^\W\d_]{4,})?\.")
_MARKUP = re.compile(r"^[#>*_\s]+")


def read_recipients(
    lines: Sequence[Line], *, apart: list[Value], is_copy: bool = False, is_one_of_several: bool = False
) -> list[ParsedRecipient]:
    """Everybody to whom a block of lines is addressed: one below another, or side by side.

    Where each addressee has a block (`is_one_of_several`), only a courtesy begins another one inside it.
    """
    found: list[ParsedRecipient] = []
    for column in columns(lines):
        for block in _blocks([bare(line) for line in column], by_courtesy=is_one_of_several):
            recipient = _read_block(block, is_copy=is_copy, apart=apart)
            if recipient is not None:
                found.append(recipient)
    return found


def read_entries(lines: Sequence[Line], *, apart: list[Value], is_copy: bool) -> list[ParsedRecipient]:
    """Everybody in lines where one line is one recipient: `To:` and `CC:`, parted by semicolons too."""
    found: list[ParsedRecipient] = []
    for line in _unwrapped(lines):
        for part in split_list(line, signs=";"):
            entries = split_list(part)
            if len(entries) > 1 and all(_stands_alone(entry.text) for entry in entries):
                found += [entry for piece in entries if (entry := _read_block([piece], is_copy=is_copy, apart=apart))]
            elif recipient := _read_block([part], is_copy=is_copy, apart=apart):
                found.append(recipient)
    return found


def _unwrapped(lines: Sequence[Line]) -> list[Printed]:
    """The lines, of which one that only finishes a full line above it is joined to that one."""
    done: list[Printed] = []
    full = False
    for line in lines:
        text = bare(line).text
        if full and str(line) == text.text and shape_of(text.text) is Shape.OTHER:
            done[-1] = Printed.join([done[-1], text], " ")
        else:
            done.append(text)
        full = len(line.text) >= _FULL_LINE and not text.text.endswith((";", ","))
    return done


def _stands_alone(entry: str) -> bool:
    """Whether an entry of a list is somebody, and no office of the one before it."""
    return is_entry(entry) and (not is_office(entry) or bool(HONORIFIC.match(entry) or RANK.match(entry)))


def bare(line: Line) -> Line:
    """The line without bullet, heading signs and emphasis around it."""
    text = line.text
    if match := _BULLET.match(text.text):
        text = text[match.end() :]
    if match := _MARKUP.match(text.text):
        text = text[match.end() :]
    return line.moved(text=text.strip("*_ \\"))


def begins_recipient(text: str) -> bool:
    """Whether a line opens the address of somebody: a courtesy and a name, or a courtesy alone."""
    match = HONORIFIC.match(text)
    if match is None:
        return False
    rest = text[match.end() :].split(",", maxsplit=1)[0].strip()
    return not rest or person_name(text.split(",", maxsplit=1)[0]) is not None or is_office(rest)


def _blocks(lines: Sequence[Line], *, by_courtesy: bool = False) -> list[list[Printed]]:
    """The lines parted where the next recipient begins."""
    blocks: list[list[Printed]] = []
    alone = False
    texts = [line.text for line in lines if line.text]
    for place, line in enumerate(line for line in lines if line.text):
        text = str(line)
        new = begins_recipient(text) and not alone and not (blocks and _is_office_alone(blocks[-1], text))
        if not (new or by_courtesy or alone) and blocks:
            shapes = [shape_of(part.text) for part in blocks[-1]]
            new = (
                shape_of(text) is Shape.PERSON
                and not is_building(text)
                and not (place == len(texts) - 1 and shapes[-1] is Shape.ADDRESS and HONORIFIC.match(text) is None)
                and Shape.PERSON in shapes
                and any(shape in {Shape.OFFICE, Shape.ADDRESS, Shape.ORGANIZATION} for shape in shapes)
            )
        if new or not blocks:
            blocks.append([line.text])
        else:
            blocks[-1].append(line.text)
        match = HONORIFIC.match(text)
        alone = match is not None and (
            match.end() >= len(text) or (len(blocks[-1]) == 1 and _courtesy_and_office(texts, place))
        )
    return blocks


def _is_office_alone(block: Sequence[Printed], below: str) -> bool:
    """Whether lines are one office and nothing more, so that a name below them is that of who holds it."""
    return (
        len(block) == 1
        and shape_of(block[0].text) is Shape.OFFICE
        and HONORIFIC.match(block[0].text) is None
        and read_name(Printed.made(below)) is not None
    )


@dataclass(slots=True)
class _Address:
    """An address while its lines are read, from the top down."""

    named: Named | None = None
    titles: list[Value] = field(default_factory=list)
    bodies: list[Value] = field(default_factory=list)
    places: list[Printed] = field(default_factory=list)
    apart: list[Value] = field(default_factory=list)
    # The line being read, and the line of the last place: places of one line stay in one line.
    _line: int = 0
    _last_place: int = -1

    @property
    def is_empty(self) -> bool:
        return self.named is None and not (self.titles or self.bodies or self.places)

    def read(self, lines: Sequence[Printed], number: int) -> None:
        """Read one line."""
        self._line = number
        line = lines[number]
        if number and _HERE.fullmatch(line.text):
            self.apart.append(line.value())
            return
        shape = shape_of(line.text)
        if self.is_empty and self._read_lead(lines, number):
            return
        if _IN_CARE_OF.match(line.text):
            self._add_place(line)
        elif shape is Shape.CONTACT:
            self.apart.append(line.value())
        elif shape is Shape.ADDRESS:
            self._add_place(line)
        elif self._is_title_above_body(lines, number):
            self.titles.append(line.value())
        elif (self.named is None or not self.named.name) and shape is Shape.PERSON and not (self.bodies or self.places):
            self._read_name(line)
        else:
            for part in _parts(line) if shape in {Shape.OFFICE, Shape.OTHER, Shape.ORGANIZATION} else [line]:
                self.sort(part, is_last=number == len(lines) - 1)

    def _is_title_above_body(self, lines: Sequence[Printed], number: int) -> bool:
        """Whether a line between a name and the name of a body is an office in words we do not know."""
        if number + 1 >= len(lines) or self.named is None or not self.named.name or "," in lines[number].text:
            return False
        above = self.titles or self.bodies or self.places
        return not above and bool(
            ORGANIZATION.search(lines[number + 1].text) and not ORGANIZATION.search(lines[number].text)
        )

    def _read_lead(self, lines: Sequence[Printed], number: int) -> bool:
        """Read a first line that names somebody, with what stands behind the name."""
        parts = _parts(lines[number])
        lead = (
            None
            if _courtesy_and_office(lines, number) or self._is_no_name(parts, lines, number)
            else read_name(parts[0])
        )
        if lead is None and (number or not begins_recipient(parts[0].text)):
            return False
        self.named = lead or _office_behind_courtesy(parts[0])
        for part in parts[1:]:
            self.sort(part, is_last=number == len(lines) - 1)
        return True

    @staticmethod
    def _is_no_name(parts: Sequence[Printed], lines: Sequence[Printed], number: int) -> bool:
        """Whether what could be a name is an office or a body: no courtesy, and no office behind or below it."""
        text = parts[0].text
        if not (is_office(text) or ORGANIZATION.search(text)) or HONORIFIC.match(text) or RANK.match(text):
            return False
        behind = [part.text for part in parts[1:2]] or [line.text for line in lines[number + 1 : number + 2]]
        return not any(is_office(text) for text in behind)

    def _read_name(self, line: Printed) -> None:
        below = read_name(line)
        if self.named is not None and below is not None:
            self.titles.insert(0, self.named.office)
            below = replace(below, honorific=_both(self.named.honorific, below.honorific))
        self.named = below

    def sort(self, part: Printed, *, is_last: bool) -> None:
        """Put a part where its shape, or what is still missing, says."""
        text = part.text
        if self.named is None and HONORIFIC.match(text) and read_name(part) is not None:
            self._read_name(part)
        elif self._is_place(text, is_last=is_last):
            self._add_place(part)
        elif is_office(text):
            self.titles.append(part.value())
        elif is_organization(text) or self.titles or self.bodies:
            self.bodies.append(part.value())
        else:
            self.titles.append(part.value())

    def _is_place(self, text: str, *, is_last: bool) -> bool:
        shape = shape_of(text)
        if shape is Shape.ADDRESS:
            return True
        if shape is Shape.OFFICE:
            return False
        if is_building(text.split(",", maxsplit=1)[0]):
            return True
        if self.places:
            return not is_organization(text) or is_country(text)
        return bool(self.titles or self.bodies) and not is_organization(text) and _is_town(text, is_last=is_last)

    def _add_place(self, part: Printed) -> None:
        if self.places and self._last_place == self._line:
            self.places[-1] = Printed.join([self.places[-1], part], ", ")
        else:
            self.places.append(part)
        self._last_place = self._line


def _is_of_its_own(piece: str) -> bool:
    """Whether what stands behind an office and a comma is no part of the office: a body, or who holds it."""
    if is_organization(piece) and not is_office(piece):
        return True
    return HONORIFIC.match(piece) is not None and person_name(piece) is not None


def _is_town(text: str, *, is_last: bool) -> bool:
    """Whether what stands below an office or a body is most likely the town: one word, or the last few."""
    words = text.split()
    return len(words) <= (3 if is_last else 1) and all(
        word[0].isupper() and not word.isupper() and word.isalpha() for word in words
    )


def _read_block(lines: Sequence[Printed], *, is_copy: bool, apart: list[Value]) -> ParsedRecipient | None:
    lines = [line for line in (_without_mail(line, apart) for line in lines) if line]
    if not lines:
        return None
    if article := _ARTICLE.match(lines[0].text):
        apart.append(lines[0][: article.end()].value())
        lines[0] = lines[0][article.end() :]
    courtesy = NOTHING
    rest = list(lines)
    match = HONORIFIC.match(rest[0].text)
    if match and match.end() >= len(rest[0]) and len(rest) > 1:
        courtesy = rest.pop(0).value()
    read = _Address()
    for number in range(len(rest)):
        read.read(rest, number)
    named = read.named or Named()
    honorific = _both(courtesy, named.honorific)
    titles = read.titles
    if named.rank and titles:
        honorific = _both(honorific, named.rank)
    elif named.rank:
        titles = [named.rank]
    elif named.office and not titles:
        titles = [named.office]
    apart += [*read.apart, *(value for value in (named.office, named.degrees) if value)]
    return ParsedRecipient(
        name=named.name,
        honorific=honorific,
        title=_listed(titles),
        organization=_listed(read.bodies),
        address=Printed.join(read.places, "\n").value(keep_lines=True) if read.places else NOTHING,
        is_copy=is_copy,
    )


def _without_mail(line: Printed, apart: list[Value]) -> Printed:
    if match := _EMAIL.search(line.text):
        apart.append(line[match.start() : match.end()].value())
        line = Printed.join([line[: match.start()], line[match.end() :]])
    line = line.strip(' ,;*_\\"')
    # An address set with commas ends with a full stop: “The Resident Commissioner,” “Karsk.”
    return line[: len(line) - 1] if _ENDED.fullmatch(line.text) else line


def _office_behind_courtesy(text: Printed) -> Named:
    match = HONORIFIC.match(text.text)
    assert match is not None
    return Named(honorific=text[: match.end()].strip(" ,").value(), office=text[match.end() :].strip(" ,").value())


def _courtesy_and_office(lines: Sequence[Printed], number: int) -> bool:
    """Whether a line is a courtesy and an office without a name: `Frau Bundesministerin`, the name below it."""
    text = lines[number].text
    match = HONORIFIC.match(text)
    if match is None or not is_office(text[match.end() :]):
        return False
    below = lines[number + 1].text if number + 1 < len(lines) else ""
    return len(text[match.end() :].split()) == 1 or (
        shape_of(below) is Shape.PERSON and read_name(Printed.made(below)) is not None
    )


def _parts(line: Printed) -> list[Printed]:
    """A line with commas or dashes as its parts, where these are name, office, body; else whole."""
    if (behind := _OFFICE_BEHIND.search(line.text)) and read_name(line[: behind.start()]) is not None:
        return [line[: behind.start()].strip(), line[behind.start(1) : behind.end(1)]]
    cuts = [match.span() for match in _DASH.finditer(line.text)]
    if cuts:
        places = list(zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line)], strict=True))
    else:
        places = stretches(line.text, signs=",")
    places = [(start, end) for start, end in places if line.text[start:end].strip(" ,")]
    merged = places[:1]
    for start, end in places[1:]:
        first = line[merged[-1][0] : merged[-1][1]].strip()
        piece = line.text[start:end].strip()
        named = len(merged) == 1 and read_name(first) is not None
        if named and read_name(line[merged[0][0] : end]) is not None:
            merged[0] = (merged[0][0], end)
        elif named or (is_office(first.text) and _is_of_its_own(piece)):
            merged.append((start, end))
        else:
            merged[-1] = (merged[-1][0], end)
    if len(merged) > 1 and (cut := _place_behind(line.text, *merged[-1])):
        merged[-1:] = [(merged[-1][0], cut), (cut + 1, merged[-1][1])]
    elif len(merged) > 1 and (cut := line.text.rfind(", ", *merged[-1])) > 0:
        body, town = line.text[merged[-1][0] : cut].strip(), line.text[cut + 1 : merged[-1][1]].strip()
        if is_organization(body) and not is_organization(town) and not is_office(town) and _is_town(town, is_last=True):
            merged[-1:] = [(merged[-1][0], cut), (cut + 1, merged[-1][1])]
    return [line[start:end].strip(" ,") for start, end in merged]


def _place_behind(text: str, start: int, end: int) -> int:
    """The comma from which on what stands behind a body in one line is its postal address; 0 when none is."""
    places = stretches(text[start:end], signs=",")
    pieces = [text[start + one : start + other].strip() for one, other in places]
    if shape_of(pieces[-1]) is not Shape.ADDRESS:
        return 0
    for (first, _), piece in zip(places[1:], pieces[1:], strict=True):
        if is_building(piece) or shape_of(piece) is Shape.ADDRESS:
            return start + first - 1
    return 0


def _both(first: Value, second: Value) -> Value:
    if not first or not second:
        return first or second
    return Value(f"{first.text} {second.text}", first.spans + second.spans)


def _listed(values: Sequence[Value]) -> Value:
    if len(values) < 2:
        return values[0] if values else NOTHING
    return Value(", ".join(value.text for value in values), tuple(span for value in values for span in value.spans))
