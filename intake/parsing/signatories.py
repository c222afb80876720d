"""Who signs: blocks, columns, tables, lists of names, lists of bodies; and who gets copies. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from intake.parsed import NOTHING, Kind, ParsedRecipient, ParsedSignatory, Value
from intake.parsing.columns import columns, table_rows
from intake.parsing.dates import date_line
from intake.parsing.entries import read_entry
from intake.parsing.kinds import ORGANIZATION
from intake.parsing.labels import GROUP_HEADING, SIGNED, label
from intake.parsing.lines import Line
from intake.parsing.names import Named, forced_name, read_name, read_seat
from intake.parsing.paragraphs import joined
from intake.parsing.patterns import plain
from intake.parsing.recipients import bare, read_entries
from intake.parsing.rosters import is_roster, split_last_pair, split_list
from intake.parsing.shapes import Shape, is_all_capitals, is_office, is_organization, shape_of
from intake.parsing.states import US_STATES
from intake.parsing.zones import is_prose
from intake.printed import Printed

_BY_HAND = re.compile(r"(?:/s/|\[s\]|\(signed\)|\[signed\]|\[signature\]|\(signature\)|s/)\s*", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"(?:\[?\(?(?:signature|signed|original signed|firma|unterschrift|подпись)\)?\]?)[.:]?", re.IGNORECASE
)
_ON_BEHALF = re.compile(
    r"(?:signed )?(?:on behalf of|for and on behalf of|for|pour|au nom de|im namen (?:von|der|des)|für"
    r"|en nombre de|por|per|от имени)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_SPLIT_STATE = re.compile(r",\s*([^,]+)$|\s(?:for|from)\s+(?:the State of\s+)?([^,]+)$")


@dataclass(slots=True)
class Foot:
    """What stands below the closing."""

    signatories: list[ParsedSignatory] = field(default_factory=list)
    copies: list[ParsedRecipient] = field(default_factory=list)
    date: Value = NOTHING
    place: Value = NOTHING
    apart: list[Value] = field(default_factory=list)
    # A heading says that signatories follow.
    announced: bool = False
    # Text that is no signature: a postscript, an annex.
    rest: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Signer:
    named: Named | None = None
    body: Value = NOTHING
    titles: list[Value] = field(default_factory=list)
    state: Value = NOTHING
    # For whom the person signs.
    behalf: Value = NOTHING


def read_foot(lines: Sequence[Line]) -> Foot:
    """Signatories, copies and leftovers of the lines below a letter's closing."""
    foot = Foot()
    blocks: list[tuple[Kind | None, list[Line]]] = []
    heading: Kind | None = None
    lines = list(lines)
    place = 0
    while place < len(lines):
        line = lines[place]
        kind = label(str(line), "copy", "enclosure", "subject")
        if kind:
            place = _read_label(lines, place, kind, foot)
        elif table := _table_at(lines, place):
            place = _read_table(lines, place, table, foot, heading)
        elif (heads := _heading(str(line))) is not None:
            heading = heads[0] or heading
            foot.announced = True
            foot.apart.append(line.text.value())
            place += 1
        elif foot.rest or (line.gap and _is_rest(lines, place)):
            foot.rest.append(line)
            place += 1
        else:
            end = place + 1
            while end < len(lines) and not lines[end].gap and not _stops(str(lines[end])):
                end += 1
            blocks.append((heading, lines[place:end]))
            place = end
    _read_blocks(blocks, foot)
    return foot


def _stops(text: str) -> bool:
    return label(text, "copy", "enclosure") is not None or _heading(text) is not None


def _heading(text: str) -> tuple[Kind | None] | None:
    """The kind of signatories that a heading announces, in a tuple; None when a line is no heading."""
    text = plain(text)
    if match := GROUP_HEADING.fullmatch(text):
        return (Kind.ORGANIZATION if match["bodies"] else Kind.PERSON,)
    if SIGNED.fullmatch(text) and not (_ON_BEHALF.match(text) and is_organization(_ON_BEHALF.sub("", text, 1))):
        low = text.lower()
        return (
            Kind.ORGANIZATION
            if re.search(r"organi[sz]ation|group", low)
            else Kind.PERSON
            if "individual" in low
            else None,
        )
    return None


def _is_rest(lines: Sequence[Line], place: int) -> bool:
    end = place + 1
    while end < len(lines) and not lines[end].gap:
        end += 1
    group = lines[place:end]
    text = " ".join(str(line) for line in group)
    if str(group[0]).upper().startswith(("P.S.", "PS:", "P.S:")):
        return True
    return is_prose(group) and not is_roster(text)


def _read_label(lines: Sequence[Line], place: int, found: tuple[str, int], foot: Foot) -> int:
    """Read a line of copies or enclosures with what belongs to it; gives back where it ends."""
    kind, start = found
    first = lines[place].moved(text=lines[place].text[start:])
    foot.apart.append(lines[place].text[:start].value())
    end = place + 1
    while end < len(lines) and not label(str(lines[end]), "copy", "enclosure") and not _heading(str(lines[end])):
        gap = lines[end].gap
        if gap and (kind != "copy" or (first.text and end == place + 1) or _is_rest(lines, end)):
            break
        if gap and end > place + 1 and kind == "copy":
            break
        end += 1
    taken = [line for line in (first, *lines[place + 1 : end]) if line.text]
    if kind == "copy":
        cells = [cell for column in columns(taken) for cell in column]
        foot.copies += read_entries(cells, is_copy=True, apart=foot.apart)
    else:
        foot.apart += [line.text.value() for line in taken]
    return end


def _table_at(lines: Sequence[Line], place: int) -> int:
    end = place
    while end < len(lines) and str(lines[end]).startswith("|"):
        end += 1
    return end - place if end - place > 1 else 0


def _read_table(lines: Sequence[Line], place: int, count: int, foot: Foot, heading: Kind | None) -> int:
    """Read a table of signatories: one row one signatory, its first cells a heading when they name columns."""
    rows = table_rows(lines[place : place + count]) or []
    for number, row in enumerate(rows):
        cells = [cell for cell in row if cell]
        if not cells:
            continue
        if number == 0 and all(_is_column_title(cell.text) for cell in cells):
            foot.apart += [cell.value() for cell in cells]
            continue
        whole = [Line(cell) for cell in cells]
        if all(read_name(cell) for cell in cells) and len(cells) > 1:
            for cell in whole:
                foot.signatories += _read_lines([cell], heading, foot)
        else:
            foot.signatories += _read_lines(whole, heading, foot)
    return place + count


def _is_column_title(text: str) -> bool:
    return (
        len(text.split()) <= 3
        and re.fullmatch(
            r"(?:full )?names?|signator(?:y|ies)|titles?|positions?|organi[sz]ations?|affiliations?"
            r"|countr(?:y|ies)|institutions?|signatures?|states?|party|nom|fonction|nombre|cargo|organización"
            r"|funktion|имя|должность|организация|\W*|no\.?|#",
            text.strip("*_: "),
            re.IGNORECASE,
        )
        is not None
    )


def _read_blocks(blocks: Sequence[tuple[Kind | None, list[Line]]], foot: Foot) -> None:
    """Read blocks of lines; those that hold one line each are read as one list."""
    singles: list[Line] = []
    kind: Kind | None = None

    def flush() -> None:
        if singles:
            foot.signatories += _read_lines(list(singles), kind, foot)
            singles.clear()

    for heading, block in blocks:
        text = joined(block)
        if is_roster(text.text):
            flush()
            foot.signatories += _read_roster(text, foot)
            continue
        parted = columns(block)
        if len(parted) > 1 or len(block) > 1:
            flush()
            for column in parted:
                foot.signatories += _read_lines(column, heading, foot)
            continue
        if heading != kind:
            flush()
            kind = heading
        singles.append(block[0])
    flush()


def _read_roster(text: Printed, foot: Foot) -> list[ParsedSignatory]:
    if ":" in text.text[:60] and not is_roster(text.text[: text.text.index(":")]):
        cut = text.text.index(":") + 1
        foot.apart.append(text[:cut].value())
        text = text[cut:].strip()
    found: list[ParsedSignatory] = []
    for piece in split_list(text.strip(" .")):
        for entry in split_last_pair(piece):
            named = read_name(entry)
            if named is not None:
                found.append(_signatory(_Signer(named=named), foot))
            elif is_organization(entry.text):
                found.append(ParsedSignatory(name=entry.value(), kind=Kind.ORGANIZATION))
            elif found and entry.text:
                found[-1] = replace(found[-1], name=_with(found[-1].name, entry))
    return found


def _with(value: Value, more: Printed) -> Value:
    return Value(f"{value.text}, {more.text}", value.spans + more.spans())


def _read_lines(lines: Sequence[Line], heading: Kind | None, foot: Foot) -> list[ParsedSignatory]:
    """The signatories of lines one below another."""
    clean: list[Line] = []
    by_hand: set[str] = set()
    for line in lines:
        kept = bare(line)
        if match := _BY_HAND.match(str(kept)):
            foot.apart.append(kept.text[: match.end()].value())
            kept = kept.moved(text=kept.text[match.end() :])
            by_hand.add(str(kept))
        if not str(kept).strip("_ .,") or _NOT_A_NAME.fullmatch(str(kept)):
            foot.apart.append(kept.text.value())
        elif found := date_line(kept.text):
            foot.apart.append(kept.text.value())
            if not foot.date:
                foot.date, foot.place = found.date, found.place
        else:
            clean.append(kept)
    signers: list[_Signer] = []
    shapes = _shapes(clean, by_hand)
    bodies = _is_list_of_bodies(clean, shapes, heading)
    for number, line in enumerate(clean):
        _read_line(number, clean, shapes, signers, heading, foot, bodies=bodies)
    return _once(_signatory(signer, foot) for signer in signers)


def _once(signatories: Iterable[ParsedSignatory]) -> list[ParsedSignatory]:
    """A name signed (`/s/ Ann Roe`) and printed below it is one signatory."""
    found: list[ParsedSignatory] = []
    for signatory in signatories:
        if found and found[-1].name.text == signatory.name.text and not found[-1].title:
            signatory = replace(signatory, name=Value(signatory.name.text, found[-1].name.spans + signatory.name.spans))
            found.pop()
        found.append(signatory)
    return found


def _shape(text: str) -> Shape:
    seatless, party, state = read_seat(Printed.made(text))
    return shape_of(seatless.text) if party or state else shape_of(text)


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


def _is_list_of_bodies(lines: Sequence[Line], shapes: Sequence[Shape], heading: Kind | None) -> bool:
    """Whether every line is a body of its own: a heading says so, or most lines look so and no offices do."""
    if heading is Kind.ORGANIZATION:
        return not any(shape is Shape.OFFICE for shape in shapes)
    if len(lines) < 3 or heading is Kind.PERSON or Shape.OFFICE in shapes:
        return False
    return sum(shape is Shape.ORGANIZATION for shape in shapes) * 5 >= len(shapes) * 3


def _read_line(
    number: int,
    lines: Sequence[Line],
    shapes: Sequence[Shape],
    signers: list[_Signer],
    heading: Kind | None,
    foot: Foot,
    *,
    bodies: bool,
) -> None:
    line, shape = lines[number], shapes[number]
    text = line.text
    current = signers[-1] if signers else None
    below = shapes[number + 1] if number + 1 < len(shapes) else None
    if shape is Shape.CONTACT or (shape is Shape.ADDRESS and current is not None and not bodies):
        foot.apart.append(text.value())
        return
    behalf = _ON_BEHALF.match(text.text)
    if behalf and is_organization(text.text[behalf.end() :]) and not _ON_BEHALF.match(text.text[behalf.end() :]):
        foot.apart.append(text[: behalf.end()].value())
        body = text[behalf.end() :].strip(" :,").value()
        if current is not None and current.named and not current.behalf and not line.gap:
            current.behalf = body
        elif below in {Shape.PERSON, Shape.OTHER}:
            signers.append(_Signer(behalf=body))
        else:
            signers.append(_Signer(body=body))
        return
    if bodies and not (shape is Shape.PERSON and read_name(text) and _has_courtesy(text)):
        entry = read_entry(text, heading=heading or Kind.ORGANIZATION)
        signers.append(
            _Signer(named=entry.named, body=entry.body, titles=entry.titles, behalf=entry.behalf, state=entry.state)
        )
        foot.apart += entry.apart
        return
    waiting = current is not None and current.named is None and not current.body and bool(current.behalf)
    if (
        shape is Shape.PERSON
        or waiting
        or (
            shape in {Shape.ORGANIZATION, Shape.OTHER}
            and heading is not Kind.ORGANIZATION
            and below is Shape.OFFICE
            and _may_be_name(number, lines)
        )
    ):
        named = read_name(text) or forced_name(text)
        if waiting and current is not None:
            current.named = named
        elif (
            current is not None
            and current.body
            and not current.titles
            and len(signers) == 1
            and len(lines) <= 4
            and not line.gap
        ):
            current.named, current.behalf, current.body = named, current.body, NOTHING
        else:
            signers.append(_Signer(named=named))
        return
    if shape is Shape.OFFICE and current is not None and (current.named or current.titles or current.behalf):
        _add_office(current, text, foot)
        return
    if _belongs_to(current, line, shape):
        assert current is not None
        _add_body(current, text, shape)
        return
    entry = read_entry(text, heading=heading)
    signers.append(
        _Signer(named=entry.named, body=entry.body, titles=entry.titles, behalf=entry.behalf, state=entry.state)
    )
    foot.apart += entry.apart


def _has_courtesy(text: Printed) -> bool:
    named = read_name(text)
    return named is not None and bool(named.honorific or named.rank or named.party or named.degrees or named.office)


def _may_be_name(number: int, lines: Sequence[Line]) -> bool:
    """Whether a line above an office may be a person's name although it has not the shape of one."""
    text = str(lines[number])
    words = text.split()
    if "," in text or len(words) > 4 or any(char.isdigit() for char in text):
        return False
    found = list(ORGANIZATION.finditer(text))
    return not found or (
        len(words) in {2, 3} and found[-1].end() == len(text) and len(found) == 1 and not is_all_capitals(text)
    )


def _belongs_to(current: _Signer | None, line: Line, shape: Shape) -> bool:
    """Whether a line goes on with the signatory above it: the body of a person, a second line of a body's name."""
    if current is None:
        return False
    if current.named is None or (current.behalf and shape is Shape.ORGANIZATION):
        return False
    if "," in str(line) and read_entry(line.text, heading=None).named is not None:
        return False
    if line.gap:
        return bool(current.titles) and not current.behalf and shape is Shape.ORGANIZATION
    return shape in {Shape.ORGANIZATION, Shape.OTHER, Shape.ADDRESS}


def _add_office(signer: _Signer, text: Printed, foot: Foot) -> None:
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
    foot.apart += entry.apart


def _add_body(signer: _Signer, text: Printed, shape: Shape) -> None:
    if text.text.strip(" .") in US_STATES and not signer.state:
        signer.state = text.value()
    elif shape is Shape.ORGANIZATION or signer.titles:
        value = text.value()
        signer.behalf = (
            Value(f"{signer.behalf.text}, {value.text}", signer.behalf.spans + value.spans) if signer.behalf else value
        )
    elif is_office(text.text) or shape is Shape.OTHER:
        signer.titles.append(text.value())
    else:
        signer.behalf = signer.behalf or text.value()


def _signatory(signer: _Signer, foot: Foot) -> ParsedSignatory:
    named = signer.named
    if named is None:
        name = signer.body or signer.behalf
        title = _listed(signer.titles)
        if not name and title:
            return ParsedSignatory(name=title, kind=Kind.PERSON if is_office(title.text) else Kind.ORGANIZATION)
        return ParsedSignatory(name=name, kind=Kind.ORGANIZATION, title=title, state=signer.state)
    titles = list(signer.titles)
    if named.office:
        titles.append(named.office)
    if named.rank and not titles:
        titles = [named.rank]
    elif named.rank:
        foot.apart.append(named.rank)
    foot.apart += [value for value in (named.honorific, named.degrees) if value]
    return ParsedSignatory(
        name=named.name,
        kind=Kind.PERSON,
        title=_listed(titles),
        organization=signer.behalf,
        party=named.party,
        state=named.state or signer.state,
    )


def _listed(values: Sequence[Value]) -> Value:
    if len(values) < 2:
        return values[0] if values else NOTHING
    return Value(", ".join(value.text for value in values), tuple(span for value in values for span in value.spans))
