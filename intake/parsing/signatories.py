"""Who signs: blocks, columns, tables, lists of names, lists of bodies; and who gets copies. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from intake.parsed import NOTHING, Kind, ParsedRecipient, ParsedSignatory, Value
from intake.parsing.columns import column_title, columns, table_rows
from intake.parsing.entries import Signer, read_entry
from intake.parsing.kinds import OFFICE, ORGANIZATION
from intake.parsing.labels import GROUP_HEADING, SIGNED, label
from intake.parsing.lines import Line
from intake.parsing.members import unrolled
from intake.parsing.names import is_initials, read_name, read_seat
from intake.parsing.paragraphs import joined
from intake.parsing.patterns import plain
from intake.parsing.recipients import begins_recipient, read_entries, read_recipients
from intake.parsing.rosters import is_roster, split_last_pair, split_list
from intake.parsing.shapes import Shape, is_building, is_organization, shape_of
from intake.parsing.signed import once, signatory
from intake.parsing.signing import ON_BEHALF, Signed, read_signers
from intake.parsing.zones import is_prose
from intake.printed import Printed

_FULL = 60
_FEWEST_OF_ADDRESS, _MOST_OF_ADDRESS = 2, 8
_BY = re.compile(r"by:(?:[\s_]|$)", re.IGNORECASE)
# A colon and somebody behind it.
_NAMED = re.compile(r":\s*\S")
# Said of the list: “(Affiliations are given for identification only.)”
_REMARK = re.compile(r"[*_]*\([^()]{20,240}\.\)[*_]*")
_BRACKETS = re.compile(r"\s\((?P<group>[^()]{2,30})\)$")
# One office before a list of names: “Senators Hall (D-MA), Vance (R-LA)”; each holds one.
_SHARED_OFFICE = re.compile(
    r"(?P<office>(?:U\.?S\.? )?"
    r"(?:Senator|Representative|Delegate|Councillor|Ambassador|Minister|Rep|Sen))s\.?\s+(?=[A-Z])"
)


@dataclass(slots=True)
class Foot:
    """What stands below the closing."""

    signatories: list[ParsedSignatory] = field(default_factory=list)
    copies: list[ParsedRecipient] = field(default_factory=list)
    # To whom the letter is written, where that stands below the signature.
    addressees: list[ParsedRecipient] = field(default_factory=list)
    date: Value = NOTHING
    place: Value = NOTHING
    apart: list[Value] = field(default_factory=list)
    # A heading says that signatories follow.
    announced: bool = False
    # Text that is no signature: a postscript, an annex.
    rest: list[Line] = field(default_factory=list)

    def add(self, signed: Signed) -> None:
        self.signatories += signed.signatories
        self.apart += signed.apart
        if not self.date:
            self.date, self.place = signed.date, signed.place


def read_foot(lines: Sequence[Line], *, wants_addressee: bool = False) -> Foot:
    """Signatories, copies and leftovers of the lines below a letter's closing.

    `wants_addressee` when nobody is addressed above: then an address below the signature is the addressee's.
    """
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
        elif (
            line.gap
            and _REMARK.fullmatch(str(line))
            and not any(line.gap is False for line in lines[place + 1 : place + 2])
        ):
            foot.apart.append(line.text.value())
            place += 1
        elif wants_addressee and blocks and (end := _address_at(lines, place)):
            foot.addressees += read_recipients(lines[place:end], apart=foot.apart)
            place = end
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
    if len(foot.signatories) > 1:
        foot.signatories = [*once(foot.signatories[:2]), *foot.signatories[2:]]
    return foot


def _stops(text: str) -> bool:
    return label(text, "copy", "enclosure") is not None or _heading(text) is not None


def _heading(text: str) -> tuple[Kind | None] | None:
    """The kind of signatories that a heading announces, in a tuple; None when a line is no heading."""
    text = plain(text)
    if match := GROUP_HEADING.fullmatch(text):
        return (Kind.ORGANIZATION if match["bodies"] else Kind.PERSON,)
    if SIGNED.fullmatch(text) and not (ON_BEHALF.match(text) and is_organization(ON_BEHALF.sub("", text, 1))):
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
    # A label alone: those below it may stand apart from each other, if the first does, or if each has a block.
    alone = kind == "copy" and not first.text and end < len(lines)
    spaced = alone and lines[end].gap
    in_blocks = alone and _is_block_of_one(lines, end)
    while end < len(lines) and not label(str(lines[end]), "copy", "enclosure") and not _heading(str(lines[end])):
        goes_on = spaced or (in_blocks and begins_recipient(str(lines[end])))
        if end > place + 1 and lines[end].gap and (not goes_on or _is_rest(lines, end)):
            break
        end += 1
    taken = [line for line in (first, *lines[place + 1 : end]) if line.text]
    if kind == "copy":
        cells = [cell for column in columns(taken) for cell in column]
        if in_blocks:
            foot.copies += read_recipients(taken, is_copy=True, apart=foot.apart)
        else:
            foot.copies += read_entries(cells, is_copy=True, apart=foot.apart)
    else:
        foot.apart += [line.text.value() for line in taken]
    return end


def _is_block_of_one(lines: Sequence[Line], start: int) -> bool:
    """Whether a name stands in a line, and below it, in lines of their own, the person's office or body."""
    below = lines[start + 1 : start + 2]
    return (
        begins_recipient(str(lines[start]))
        and "," not in str(lines[start])
        and bool(below)
        and not below[0].gap
        and shape_of(str(below[0])) in {Shape.OFFICE, Shape.ORGANIZATION}
        and not begins_recipient(str(below[0]))
    )


def _address_at(lines: Sequence[Line], place: int) -> int:
    """Where an address that is all that is left ends: a courtesy, and a building or a street below it; 0 for none."""
    block = lines[place : place + _MOST_OF_ADDRESS]
    if (
        not block[0].gap
        or place + len(block) < len(lines)
        or len(block) < _FEWEST_OF_ADDRESS
        or any(line.gap for line in block[1:])
    ):
        return 0
    shapes = [shape_of(str(line)) for line in block[1:]]
    placed = Shape.ADDRESS in shapes or any(is_building(str(line)) for line in block[1:])
    return len(lines) if placed and begins_recipient(str(block[0])) else 0


def _table_at(lines: Sequence[Line], place: int) -> int:
    end = place
    while end < len(lines) and str(lines[end]).startswith("|"):
        end += 1
    return end - place if end - place > 1 else 0


def _read_table(lines: Sequence[Line], place: int, count: int, foot: Foot, heading: Kind | None) -> int:
    """Read a table of signatories: one row one signatory, its first cells a heading when they name columns."""
    rows = [row for row in table_rows(lines[place : place + count]) or [] if any(row)]
    if len(rows) > 1 and _are_names(rows[0]) and not any(map(_are_names, rows[1:])):
        # What is said of each name stands below it: the table is a block in columns.
        for column in columns(lines[place : place + count]):
            foot.add(read_signers(column, heading))
        return place + count
    kinds: list[str | None] = []
    for number, row in enumerate(rows):
        cells = [cell for cell in row if cell]
        if not cells:
            continue
        if number == 0 and all(column_title(cell.text) is not None for cell in cells):
            foot.apart += [cell.value() for cell in cells]
            kinds = [column_title(cell.text) for cell in row]
            continue
        if kinds and _read_row(row, kinds, foot):
            continue
        whole = [Line(cell) for cell in cells]
        if _are_names(row):
            for cell in whole:
                foot.add(read_signers([cell], heading))
        else:
            foot.add(read_signers(whole, heading))
    return place + count


def _are_names(row: Sequence[Printed]) -> bool:
    """Whether the cells of a row are names of two persons or more."""
    cells = [cell for cell in row if cell]
    return len(cells) > 1 and all(read_name(cell) is not None for cell in cells)


def _read_row(row: Sequence[Printed], kinds: Sequence[str | None], foot: Foot) -> bool:
    """Read a row by the titles of its columns, where these tell a person's party or seat."""
    cells = dict(zip(kinds, row, strict=False))
    named = read_name(cells["name"]) if cells.get("name") else None
    if named is None or not {"party", "state"} & cells.keys():
        return False
    party, state = (cells[kind].value() if cells.get(kind) else NOTHING for kind in ("party", "state"))
    signer = Signer(named=replace(named, party=named.party or party), state=state)
    signer.titles = [cells["title"].value()] if cells.get("title") else []
    signer.behalf = cells["organization"].value() if cells.get("organization") else NOTHING
    foot.signatories.append(signatory(signer, foot.apart))
    foot.apart += [cells[""].value()] if cells.get("") else []
    return True


def _read_blocks(blocks: Sequence[tuple[Kind | None, list[Line]]], foot: Foot) -> None:
    """Read blocks of lines; those that hold one line each are read as one list."""
    singles: list[Line] = []
    kind: Kind | None = None
    shared: tuple[int, Value] | None = None

    def flush() -> None:
        if singles:
            foot.add(read_signers(list(singles), kind))
            singles.clear()

    for place, (heading, block) in enumerate(blocks):
        text = joined(block)
        below = blocks[place + 1][1] if place + 1 < len(blocks) else ()
        if len(block) == 1 and (body := _shared_body(text, below)) is not None:
            flush()
            foot.apart.append(text[: len(text) - len(body)].value())
            _give_body(foot, shared)
            shared = len(foot.signatories), body.strip(" :,").value()
            continue
        if is_roster(text.text) and _runs_on(block):
            flush()
            foot.signatories += _read_roster(text, foot)
            continue
        parted = _in_columns(block)
        if len(parted) == 2 and (pair := _office_and_name(*parted)):
            flush()
            foot.signatories.append(signatory(pair, foot.apart))
            continue
        if len(parted) > 1 or len(block) > 1:
            flush()
            for column in parted:
                foot.add(read_signers(column, heading))
            continue
        if heading != kind:
            flush()
            kind = heading
        singles.append(block[0])
    flush()
    _give_body(foot, shared)


def _in_columns(block: Sequence[Line]) -> list[list[Line]]:
    """The columns of a block; one whose columns lost their gaps in copying is put below one another."""
    parted = columns(block)
    return parted if len(parted) > 1 else [unrolled(block)]


def _shared_body(text: Printed, below: Sequence[Line]) -> Printed | None:
    """The body in “For the Relief Society:”, for which all sign who stand below, or one above “By:” and a name."""
    if below and _BY.match(plain(str(below[0]))) and is_organization(text.text):
        return text
    match = ON_BEHALF.match(text.text)
    if match is None or not is_organization(text.text[match.end() :].strip(" :,")) or _NAMED.search(text.text):
        return None
    return text[match.end() :]


def _give_body(foot: Foot, shared: tuple[int, Value] | None) -> None:
    """Give the persons from a place on the body for which they sign; a body that stands alone is a signatory."""
    if shared is None:
        return
    start, body = shared
    signers = foot.signatories[start:]
    if not any(signer.kind is Kind.PERSON for signer in signers):
        foot.signatories.insert(start, ParsedSignatory(name=body, kind=Kind.ORGANIZATION))
        return
    foot.signatories[start:] = [
        replace(signer, organization=body) if signer.kind is Kind.PERSON and not signer.organization else signer
        for signer in signers
    ]


def _office_and_name(left: Sequence[Line], right: Sequence[Line]) -> Signer | None:
    """One signatory whose office stands at the left, in one line or several, and whose name at the right of it."""
    named = read_name(right[0].text) if len(right) == 1 else None
    if named is None or any(shape_of(str(line)) is Shape.PERSON for line in left):
        return None
    if len(left) == 1 and not OFFICE.search(str(left[0])):
        return None
    return Signer(named=named, titles=[joined(left).value()])


def _runs_on(block: Sequence[Line]) -> bool:
    """Whether a list goes on from line to line: each but the last is full, or ends with the sign that parts names."""
    return all(str(line)[-1] in ",;" or str(line).endswith(" and") or len(line.text) >= _FULL for line in block[:-1])


def _read_roster(text: Printed, foot: Foot) -> list[ParsedSignatory]:
    if ":" in text.text[:60] and not is_roster(text.text[: text.text.index(":")]):
        cut = text.text.index(":") + 1
        foot.apart.append(text[:cut].value())
        text = text[cut:].strip()
    titles: list[Value] = []
    if shared := _SHARED_OFFICE.match(text.text):
        titles = [text[: shared.end("office")].value()]
        foot.apart.append(text[shared.end("office") : shared.end()].value())
        text = text[shared.end() :]
    parted = text.text.count(";") > 1
    pieces = split_list(text.strip(" ."), signs=";" if parted else ",;")
    parties = _in_brackets(pieces) or [NOTHING] * len(pieces)
    found: list[ParsedSignatory] = []
    for piece, party in zip(pieces, parties, strict=True):
        signer = _member(piece, party, parted=parted, apart=foot.apart)
        if signer is not None:
            found.append(signatory(replace(signer, titles=signer.titles or list(titles)), foot.apart))
            continue
        for one in split_last_pair(piece):
            named = read_name(one)
            if named is not None and (named.party or not ORGANIZATION.search(one.text)):
                found.append(signatory(Signer(named=named, titles=list(titles)), foot.apart))
            elif is_organization(one.text):
                found.append(ParsedSignatory(name=one.value(), kind=Kind.ORGANIZATION))
            elif found and one.text:
                found[-1] = replace(found[-1], name=_with(found[-1].name, one))
    return found


def _member(piece: Printed, party: Value, *, parted: bool, apart: list[Value]) -> Signer | None:
    """One of a list's entries that says more than a name: a group in brackets, an office behind a comma."""
    if party and (named := read_name(piece[: piece.text.rindex("(")])) is not None:
        return Signer(named=replace(named, party=named.party or party))
    if not parted or "," not in piece.text:
        return None
    entry = read_entry(piece, heading=None)
    if entry.named is None:
        return None
    apart += entry.apart
    return entry


def _in_brackets(pieces: Sequence[Printed]) -> list[Value]:
    """What stands in brackets behind each of a list of members: their groups, when some are initials (EPP, S&D)."""
    found = [_BRACKETS.search(piece.text) for piece in pieces]
    groups = [match["group"] for match in found if match]
    if len(groups) * 3 < len(pieces) * 2 or not any(map(is_initials, groups)):
        return []
    if any(read_seat(piece)[2] for piece in pieces):
        return []
    return [
        piece[match.start("group") : match.end("group")].value() if match else NOTHING
        for piece, match in zip(pieces, found, strict=True)
    ]


def _with(value: Value, more: Printed) -> Value:
    return Value(f"{value.text}, {more.text}", value.spans + more.spans())
