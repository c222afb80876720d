"""Lines below one another, as signatories: which line is a name, which says something of the name above it. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from intake.parsed import NOTHING, Kind, ParsedSignatory, Value
from intake.parsing.dates import date_line
from intake.parsing.entries import Signer, read_entry
from intake.parsing.kinds import ORGANIZATION
from intake.parsing.lines import Line
from intake.parsing.members import seats_below
from intake.parsing.names import forced_name, read_name, read_seat
from intake.parsing.recipients import bare
from intake.parsing.shapes import Shape, is_all_capitals, is_office, is_organization, person_name, shape_of
from intake.parsing.signed import once, signatory
from intake.parsing.states import US_STATES
from intake.printed import Printed

_BY_HAND = re.compile(
    r"(?:/s/|\[s\]|\(signed\)|\[signed\]|\[signature\]|\(signature\)|s/|p\. ?p\.|pp\.|i\. ?[av]\.)\s*", re.IGNORECASE
)
_NOT_A_NAME = re.compile(
    r"(?:\[?\(?(?:signature|signed|original signed|firma|unterschrift|подпись|by(?=:))\)?\]?)[.:]?", re.IGNORECASE
)
# “Committee on Foreign”, “Institute of International”: an adjective ends the line, its noun stands below.
_BREAKS_OFF = re.compile(
    r"\s(?:on|of|for|and)\s(?:the\s)?[^\W\d_]+(?:al|ic|ive|ary|ern|ous|ish|ian|ed|eign|man|able)$", re.IGNORECASE
)
# Said of the signature: “(thumbprint)”.
_SAID_OF_IT = re.compile(r"\([^\W\d_A-Z][^() A-Z]{1,30}\)")
# So many entries above a line tell what sort of list it stands in.
_LAST_FEW = 6
_IN_BRACKETS = re.compile(r"\(([^()]{3,90})\)")
_SEPARATOR = re.compile(r",|\s[–—|-]\s|\s(?=\()")
# Ranks that stand before a name of two words or more, where other offices could be followed by what they are for.
_TITLED = re.compile(
    r"(?i:(?:u\.?s\.? )?(?:senator|representative|congress(?:man|woman|member)|delegate)|ambassador|(?:arch)?bishop"
    r"|cardinal|rabbi|judge|colonel|general)\s+[^\W\d_a-z][\w.'’-]*\s+[^\W\d_a-z]"
)
ON_BEHALF = re.compile(
    r"(?:signed )?(?:on behalf of|for and on behalf of|for|pour|au nom de|im namen (?:von|der|des)|für|en nombre de|por"
    r"|per|от имени)\s+(?:the\s+|l[’']|la\s+|le\s+|les\s+)?",
    re.IGNORECASE,
)


_REPRESENTED = re.compile(
    r"(?:(?:here(?:in)? )?(?:represented|signed) )?by:?\s|vertreten durch\s|représentée? par\s|representad[oa] por\s"
    r"|rappresentat[oa] da\s|в лице\s",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Signed:
    """What was read in some lines: signatories, the date beside a signature, what belongs to no field."""

    signatories: list[ParsedSignatory] = field(default_factory=list)
    date: Value = NOTHING
    place: Value = NOTHING
    apart: list[Value] = field(default_factory=list)


def read_signers(lines: Sequence[Line], heading: Kind | None) -> Signed:
    """The signatories of lines one below another. `heading` is what a heading above says they are."""
    signed = Signed()
    clean, by_hand = _cleaned(lines, signed)
    reader = _Reader(clean, _shapes(clean, by_hand), heading, signed.apart, seats_below(clean))
    signed.signatories = once(signatory(signer, signed.apart) for signer in reader.read())
    return signed


def _cleaned(lines: Sequence[Line], signed: Signed) -> tuple[list[Line], set[str]]:
    """The lines without rules, dates and marks of a signature; and which of them are said to be signed by hand."""
    clean: list[Line] = []
    by_hand: set[str] = set()
    for line in lines:
        kept = bare(line)
        if match := _BY_HAND.match(str(kept)):
            signed.apart.append(kept.text[: match.end()].value())
            kept = kept.moved(text=kept.text[match.end() :])
            by_hand.add(str(kept))
        if not str(kept).strip("_ .,") or _NOT_A_NAME.fullmatch(str(kept)) or _SAID_OF_IT.fullmatch(str(kept)):
            signed.apart.append(kept.text.value())
        elif (inner := _IN_BRACKETS.fullmatch(str(kept))) and clean and not any(read_seat(kept.text)[1:]):
            # “(daughter of Ann Roe)” below a name.
            clean.append(kept.moved(text=kept.text[inner.start(1) : inner.end(1)]))
        elif found := date_line(kept.text):
            signed.apart.append(kept.text.value())
            if not signed.date:
                signed.date, signed.place = found.date, found.place
        else:
            clean.append(kept)
    return clean, by_hand


def _shape(text: str) -> Shape:
    seatless, party, state = read_seat(Printed.made(text))
    if (party or state or _TITLED.match(text)) and person_name(seatless.text) is not None:
        return Shape.PERSON
    if party or state:
        return shape_of(seatless.text)
    if text.endswith(")") and read_entry(Printed.made(text), heading=None).named is not None:
        return Shape.PERSON
    return shape_of(text)


def _shapes(lines: Sequence[Line], by_hand: set[str]) -> list[Shape]:
    """The shapes of lines below one another. A name like “Ann Bishop” above an office is a name, and no office."""
    shapes = [Shape.PERSON if str(line) in by_hand else _shape(str(line)) for line in lines]
    for place, (line, shape) in enumerate(zip(lines, shapes, strict=True)):
        if (
            shape is Shape.OFFICE
            and (line.gap or not place)
            and (place == 0 or shapes[place - 1] is not Shape.PERSON)
            and shapes[place + 1 : place + 2] == [Shape.OFFICE]
            and read_name(line.text) is not None
        ):
            shapes[place] = Shape.PERSON
    return shapes


def _is_list_of_bodies(shapes: Sequence[Shape], heading: Kind | None) -> bool:
    """Whether every line is a body of its own: a heading says so, or most lines look so and no offices do."""
    if heading is Kind.ORGANIZATION:
        return Shape.OFFICE not in shapes
    if len(shapes) < 3 or heading is Kind.PERSON or Shape.OFFICE in shapes:
        return False
    return sum(shape is Shape.ORGANIZATION for shape in shapes) * 5 >= len(shapes) * 3


def _is_one_entry_a_line(lines: Sequence[Line]) -> bool:
    """Whether each of several lines is a person with what belongs to it behind commas: `Jane Roe, Chemistry, 2003`."""
    leads = [_SEPARATOR.split(str(line), maxsplit=1) for line in lines]
    return len(lines) > 2 and all(len(lead) == 2 and shape_of(lead[0]) is Shape.PERSON for lead in leads)


@dataclass(slots=True)
class _Reader:
    lines: Sequence[Line]
    shapes: Sequence[Shape]
    heading: Kind | None
    apart: list[Value]
    # Lines that are the seats of the members above them.
    seats: Collection[int]
    signers: list[Signer] = field(default_factory=list)

    def read(self) -> list[Signer]:
        if self.heading is not Kind.ORGANIZATION and _is_one_entry_a_line(self.lines):
            for line in self.lines:
                self._begin(read_entry(line.text, heading=Kind.PERSON))
            return self.signers
        bodies = _is_list_of_bodies(self.shapes, self.heading)
        for number in range(len(self.lines)):
            if not self._read_aside(number, bodies=bodies):
                if bodies:
                    self._read_body(self.lines[number].text)
                elif not self._read_name(number):
                    self._read_more(number)
        return self.signers

    @property
    def _current(self) -> Signer | None:
        return self.signers[-1] if self.signers else None

    def _read_aside(self, number: int, *, bodies: bool) -> bool:
        """Read a line that is neither name nor office: an address, or for whom somebody signs."""
        line, shape = self.lines[number], self.shapes[number]
        if shape is Shape.CONTACT or (shape is Shape.ADDRESS and self._current is not None and not bodies):
            self.apart.append(line.text.value())
            return True
        seatless, _, state = read_seat(line.text)
        if self._current is not None and (number in self.seats or (state and not seatless)):
            self._current.state = line.text.value() if number in self.seats else state
            return True
        behalf = ON_BEHALF.match(str(line))
        if behalf is None:
            return self._read_representative(line)
        rest = line.text[behalf.end() :]
        if not is_organization(rest.text) or ON_BEHALF.match(rest.text):
            return False
        if self._read_named_behalf(line, behalf.end()):
            return True
        self.apart.append(line.text[: behalf.end()].value())
        body = rest.strip(" :,").value()
        current = self._current
        if current is not None and current.named and not current.behalf and not line.gap:
            current.behalf = body
        elif self._shape_below(number) in {Shape.PERSON, Shape.OTHER}:
            self.signers.append(Signer(behalf=body))
        else:
            self.signers.append(Signer(body=body))
        return True

    def _read_named_behalf(self, line: Line, start: int) -> bool:
        """Read “For the Relief Society: Ann Roe, Chair”."""
        colon = line.text.text.find(":", start)
        body, who = line.text[start:colon].strip(), line.text[colon + 1 :].strip()
        if colon < 0 or not who or not is_organization(body.text):
            return False
        entry = read_entry(who, heading=None)
        if entry.named is None:
            return False
        entry.behalf = entry.behalf or body.value()
        self.apart += [line.text[:start].value(), *([] if entry.behalf.text == body.text else [body.value()])]
        self._begin(entry)
        return True

    def _read_representative(self, line: Line) -> bool:
        """Read who signs for the body above: “represented by Jane Roe, Speaker”."""
        by, current = _REPRESENTED.match(str(line)), self._current
        if by is None or current is None or not current.body:
            return False
        entry = read_entry(line.text[by.end() :], heading=None)
        if entry.named is None:
            return False
        self.apart += [line.text[: by.end()].value(), *entry.apart]
        current.named, current.titles, current.behalf, current.body = entry.named, entry.titles, current.body, NOTHING
        return True

    def _shape_below(self, number: int) -> Shape | None:
        return self.shapes[number + 1] if number + 1 < len(self.shapes) else None

    def _read_body(self, text: Printed) -> None:
        """Read a line in a list of bodies: a body, unless it says of itself that it is a person."""
        if _has_courtesy(text):
            self.signers.append(Signer(named=read_name(text)))
        else:
            self._begin(read_entry(text, heading=self.heading or Kind.ORGANIZATION))

    def _begin(self, entry: Signer) -> None:
        self.signers.append(entry)
        self.apart += entry.apart

    def _read_name(self, number: int) -> bool:
        """Read a line that is the name of a person, by its shape or for what stands around it."""
        line, shape, current = self.lines[number], self.shapes[number], self._current
        waiting = current is not None and current.waits_for_name
        above_office = (
            shape in {Shape.ORGANIZATION, Shape.OTHER}
            and self.heading is not Kind.ORGANIZATION
            and self._shape_below(number) is Shape.OFFICE
            and _may_be_name(line.text.text)
        )
        if not (shape is Shape.PERSON or waiting or above_office):
            return False
        if line.text.text.endswith(")") and not read_name(line.text):
            self._begin(read_entry(line.text, heading=None))
            return True
        named = read_name(line.text) or forced_name(line.text)
        if waiting and current is not None:
            current.named = named
        elif current is not None and self._signs_for(current, line):
            current.named, current.behalf, current.body = named, current.body, NOTHING
        else:
            self.signers.append(Signer(named=named))
        return True

    def _signs_for(self, current: Signer, line: Line) -> bool:
        """Whether a name stands right below the one body of a short block, for which the person signs."""
        alone = len(self.signers) == 1 and len(self.lines) <= 4
        return bool(current.body) and not current.titles and alone and not line.gap

    def _read_more(self, number: int) -> None:
        """Read a line that says something of the signatory above it, or begins one of mixed parts."""
        line, shape, current = self.lines[number], self.shapes[number], self._current
        if current is not None and _says_what(current, line, shape):
            self._add_office(current, line.text)
        elif current is not None and not self._is_entry(number) and _belongs_to(current, line, shape):
            _add_body(current, line.text, shape)
        else:
            self._begin(read_entry(line.text, heading=self.heading))

    def _is_entry(self, number: int) -> bool:
        """Whether a body stands in a list in which each line so far said all of its signatory, not of the last one."""
        if number < 2 or len(self.signers) != number or self.shapes[number] is not Shape.ORGANIZATION:
            return False
        return all(signer.named is None or signer.titles or signer.behalf for signer in self.signers[-_LAST_FEW:])

    def _add_office(self, signer: Signer, text: Printed) -> None:
        seatless, party, state = read_seat(text)
        if state:
            signer.state = state
            if party and signer.named is not None:
                signer.named = replace(signer.named, party=signer.named.party or party)
            text = seatless
        entry = read_entry(text, heading=None, office_first=True)
        signer.titles += entry.titles
        if entry.behalf and not signer.behalf:
            signer.behalf = entry.behalf
        signer.state = signer.state or entry.state
        self.apart += entry.apart


def _has_courtesy(text: Printed) -> bool:
    named = read_name(text) if shape_of(text.text) is Shape.PERSON else None
    return named is not None and bool(named.honorific or named.rank or named.party or named.degrees or named.office)


def _may_be_name(text: str) -> bool:
    """Whether a line above an office may be a person's name although it has not the shape of one."""
    words = text.split()
    if "," in text or len(words) > 4 or any(char.isdigit() for char in text):
        return False
    found = list(ORGANIZATION.finditer(text))
    return not found or (
        len(words) in {2, 3} and found[-1].end() == len(text) and len(found) == 1 and not is_all_capitals(text)
    )


def _belongs_to(current: Signer, line: Line, shape: Shape) -> bool:
    """Whether a line goes on with the signatory above it: the body of a person, a second line of a body's name."""
    if current.named is None:
        return False
    if "," in str(line) and read_entry(line.text, heading=None).named is not None:
        return False
    if line.gap:
        return bool(current.titles) and not current.behalf and shape is Shape.ORGANIZATION
    return shape in {Shape.ORGANIZATION, Shape.OTHER, Shape.ADDRESS}


def _says_what(current: Signer, line: Line, shape: Shape) -> bool:
    """Whether a line says what office the signatory above it holds, or what the person is and where."""
    if shape is Shape.OFFICE:
        return bool(current.named or current.titles or current.behalf)
    return not current.titles and _is_calling_and_body(current, line)


def _is_calling_and_body(current: Signer, line: Line) -> bool:
    """Whether a line right below a name is what the person is, in words we do not know, and where: `X, Some Body`."""
    calling, comma, body = str(line).partition(",")
    return (
        bool(current.named and comma)
        and not line.gap
        and not is_organization(calling)
        and is_organization(body.strip())
        and not is_office(body)
        and len(calling.split()) <= 4
    )


def _add_body(signer: Signer, text: Printed, shape: Shape) -> None:
    if text.text.strip(" .") in US_STATES and not signer.state:
        signer.state = text.value()
    elif shape is Shape.ORGANIZATION or signer.titles:
        value = text.value()
        if signer.titles and signer.behalf and shape is Shape.ORGANIZATION and not is_organization(signer.behalf.text):
            # “Programme Officer, East Africa” above the body: where, and no body.
            office = signer.titles[-1]
            signer.titles[-1] = Value(f"{office.text}, {signer.behalf.text}", office.spans + signer.behalf.spans)
            signer.behalf = NOTHING
        # One noun alone is no name of a body: it ends the name in the line above.
        broken = bool(signer.behalf) and " " not in value.text and _BREAKS_OFF.search(signer.behalf.text) is not None
        between = " " if broken or ORGANIZATION.fullmatch(value.text) else ", "
        signer.behalf = (
            Value(f"{signer.behalf.text}{between}{value.text}", signer.behalf.spans + value.spans)
            if signer.behalf
            else value
        )
    elif is_office(text.text) or shape is Shape.OTHER:
        signer.titles.append(text.value())
    else:
        signer.behalf = signer.behalf or text.value()
