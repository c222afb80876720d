"""What stands above the salutation: letterhead, date and place, addressees, subject. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from intake.parsed import NOTHING, ParsedRecipient, Value
from intake.parsing.columns import columns
from intake.parsing.courtesies import HONORIFIC
from intake.parsing.dates import date_line, find_date
from intake.parsing.greetings import SALUTATION
from intake.parsing.headings import ENOUGH, Group, is_cry, is_line_of_subject, is_line_of_title, is_title
from intake.parsing.kinds import ORGANIZATION
from intake.parsing.labels import OPEN_LETTER, label
from intake.parsing.letterhead import find_issuer, parted
from intake.parsing.lines import Line
from intake.parsing.names import read_name
from intake.parsing.paragraphs import joined
from intake.parsing.patterns import plain, unmarked
from intake.parsing.recipients import bare, begins_recipient, read_entries, read_recipients
from intake.parsing.shapes import Shape, is_all_capitals, is_office, is_organization, shape_of
from intake.printed import Printed

_LABELS = ("subject", "to", "copy", "from", "date", "reference", "enclosure", "via")
_SALUTED = re.compile(r"[^\W\d_]{3,}")
_BREAKS_OFF = re.compile(r"\s(?:of|and|for|to|on|de|et|du|und|für|y|para|e) (?:the|la|le|les|des|der|die|das|los|las)$")
_LETTER_TO = re.compile(
    r"\b(?:letter|appeal|petition) to (?:the )?|\blettre ouverte (?:à la |à l[’']|au |aux |à )"
    r"|\bbrief an (?:den |die |das )?"
    r"|\bcarta abierta (?:a la |al |a los |a )|\blettera aperta (?:alla |al |all[’']|ai |a )|\bписьмо ",
    re.IGNORECASE,
)
_WHOLE_DATE = len("2024-04-04")
_CENTRED = 12


@dataclass(slots=True)
class Head:
    """What the lines above the salutation say."""

    date: Value = NOTHING
    place: Value = NOTHING
    issuer: Value = NOTHING
    subject: Value = NOTHING
    recipients: list[ParsedRecipient] = field(default_factory=list)
    apart: list[Value] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    # Something here shows a letter, and not just any text with a heading and a date.
    addressed: bool = False


def read_head(lines: Sequence[Line], salutation: str, *, signers: Collection[str] = ()) -> Head:
    """The parts of a letter's head.

    `salutation` tells who of the people there is addressed, `signers` whose name is not that of the issuing body.
    """
    head = Head()
    groups = _labelled_taken_out(_unbroken(lines), head)
    groups = _with_title_apart(_with_date_taken_out(groups, head))
    saluted = {word.lower() for word in _SALUTED.findall(salutation) if word[0].isupper()} - _common(salutation)
    for number, group in enumerate(groups):
        group.score = _score(group, saluted, first=number == 0 and not group.after_date, last=number == len(groups) - 1)
    titles = [group for group in groups if is_title(group)]
    if not salutation and titles and titles[:1] == groups[1:2] and is_cry(*groups[:2]):
        titles.insert(0, groups[0])
    if salutation and not head.subject and not titles and is_line_of_subject(groups, addressed=head.addressed):
        titles = groups[-1:]
    elif not (salutation or head.subject or titles) and is_line_of_title(groups):
        titles = groups[:1]
    _date_by_the_way(groups, head)
    rest = [group for group in groups if group not in titles]
    addressed = _addressed(rest, bool(salutation))
    if head.addressed and not any(group.score > 4 for group in addressed):
        addressed = []
    _take_recipients(addressed, head)
    letterhead = [group for group in rest if group not in addressed]
    _take_letterhead(letterhead, head, signers, titled=bool(titles) and titles[0] is groups[0])
    head.recipients.sort(key=lambda recipient: (recipient.is_copy, _first_place(recipient)))
    _take_titles(titles, head)
    if not any(not recipient.is_copy for recipient in head.recipients):
        said = [head.subject, *(joined(group.lines).value() for group in titles)]
        head.recipients[:0] = next(filter(None, map(_addressed_in_title, said)), [])
    return head


def names_addressee(lines: Sequence[Line]) -> bool:
    """Whether lines above the salutation say to whom a letter is written."""
    texts = [plain(str(line)) for line in lines]
    return any(begins_recipient(text) or label(text, "to") or is_office(text) for text in texts)


def _first_place(recipient: ParsedRecipient) -> int:
    parts = (recipient.name, recipient.honorific, recipient.title, recipient.organization, recipient.address)
    return min((span.start for part in parts for span in part.spans), default=0)


def _unbroken(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which one that breaks off at two small words (`… and of the`) is joined to the one below it."""
    done: list[Line] = []
    for line in lines:
        if done and not line.gap and _BREAKS_OFF.search(str(done[-1])):
            done[-1] = done[-1].moved(text=Printed.join([done[-1].text, line.text], " "))
        else:
            done.append(line)
    return done


def _labelled_taken_out(lines: Sequence[Line], head: Head) -> list[Group]:
    """Read the lines that say what they are (`Re:`, `To:`, `Date:`), and give back the groups of the others."""
    groups: list[Group] = []
    place = 0
    cut = True
    while place < len(lines):
        line = lines[place]
        found = label(str(line), *_LABELS)
        if found is None or (found[0] == "to" and len(str(line)) > 300):
            if line.gap or cut:
                groups.append(Group([line], False))
            else:
                groups[-1].lines.append(line)
            cut = False
            place += 1
            continue
        kind, start = found
        end = place + 1
        wide = kind in {"to", "copy", "subject"}
        if not line.text[start:] and end < len(lines) and lines[end].gap and wide:
            end += 1
        while wide and end < len(lines) and not lines[end].gap and not label(str(lines[end]), *_LABELS):
            if date_line(lines[end].text):
                break
            end += 1
        first = line.moved(text=line.text[start:])
        body = groups.pop() if kind == "to" and not line.gap and _is_body_alone(groups) else None
        known = len(head.recipients)
        _read_label(kind, [part for part in (first, *lines[place + 1 : end]) if part.text], head)
        if body:
            _give_body(head.recipients, known, joined(body.lines).value())
        head.apart.append(line.text[:start].value())
        place = end
        cut = True
    return groups


def _is_body_alone(groups: Sequence[Group]) -> bool:
    """Whether a body stands right above “Attn:”, for whose attention of it the letter is."""
    return bool(groups) and len(groups[-1].lines) == 1 and is_organization(plain(str(groups[-1].lines[0])))


def _give_body(recipients: list[ParsedRecipient], start: int, body: Value) -> None:
    """Give those addressed from a place on the body that stands above them; without any, it is addressed itself."""
    if len(recipients) == start:
        recipients.append(ParsedRecipient(organization=body))
    for place in range(start, len(recipients)):
        if not recipients[place].organization:
            recipients[place] = replace(recipients[place], organization=body)


def _read_label(kind: str, lines: list[Line], head: Head) -> None:
    if not lines:
        return
    if kind == "subject" and not head.subject:
        head.subject = joined([line.moved(text=unmarked(line.text)) for line in lines]).value()
    elif kind == "to":
        lines, address = _without_address(lines)
        block = len(lines) > 1 and _is_block(lines)
        head.recipients += (
            read_recipients(lines, apart=head.apart) if block else read_entries(lines, is_copy=False, apart=head.apart)
        )
        if address:
            _share_address(head.recipients, Printed.join([line.text for line in address], "\n").value(keep_lines=True))
        head.addressed = True
    elif kind == "copy":
        head.recipients += read_entries(lines, is_copy=True, apart=head.apart)
    elif kind == "date" and not head.date and (found := find_date(lines[0].text)):
        head.date = found[0]
        head.apart.append(lines[0].text.value())
        _doubt_date(found[1], head)
    elif kind == "from" and not head.issuer and is_organization(str(lines[0])) and "@" not in str(lines[0]):
        head.issuer = joined(lines).value()
    else:
        head.apart += [line.text.value() for line in lines]


def _without_address(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a list of several people without the postal address that stands below them for all."""
    if ";" not in str(lines[0]):
        return lines, []
    end = len(lines)
    while end > 1 and shape_of(str(lines[end - 1])) is Shape.ADDRESS:
        end -= 1
    return lines[:end], lines[end:]


def _is_block(lines: Sequence[Line]) -> bool:
    """Whether lines below `To:` are one address and no list of addressees."""
    shapes = [shape_of(str(line)) for line in lines[1:]]
    if "," in str(lines[0]):
        return False
    if len(lines) == 2 and is_office(str(lines[0])) and not begins_recipient(str(lines[0])):
        # “To the Rector” and who that is.
        return read_name(lines[1].text) is not None
    return Shape.ADDRESS in shapes or (Shape.OFFICE in shapes and not begins_recipient(str(lines[1])))


def _with_date_taken_out(groups: list[Group], head: Head) -> list[Group]:
    """Read the first line that is a date, wherever it stands, and give back the groups without it."""
    done: list[Group] = []
    dated = bool(head.date)
    for group in groups:
        lines: list[Line] = []
        for line in group.lines:
            parts = [cell for column in columns([line]) for cell in column]
            dates = [(part, found) for part in parts if (found := date_line(bare(part).text))]
            if not dates or (dated and len(parts) == 1 and not dates[0][1].date):
                lines.append(line)
                continue
            part, found = dates[0]
            others = [other for other in parts if other is not part]
            if lines and not (dated or line.gap) and len(others) == 1 and others[0] is parts[0]:
                # The last line of an address, and at its right the date.
                lines.append(others.pop().moved(gap=False))
            if dated:
                head.apart.append(part.text.value())
            else:
                head.date, head.place = found.date, found.place
                head.apart.append(part.text.value())
                _doubt_date(found.ambiguous, head)
                above, lines = lines, []
                if above:
                    done.append(Group(above, False))
            if others:
                done.append(Group([others[0].moved(gap=True), *others[1:]], dated))
            dated = True
        if lines:
            done.append(Group(lines, dated and bool(head.date)))
    return done


def _with_title_apart(groups: list[Group]) -> list[Group]:
    """The groups, of which one where an open letter's title stands right below the name of a body is two."""
    done: list[Group] = []
    for group in groups:
        cut = next((place for place, line in enumerate(group.lines) if OPEN_LETTER.search(str(line))), 0)
        if cut and all(is_organization(plain(str(line))) for line in group.lines[:cut]):
            done += [replace(group, lines=group.lines[:cut]), replace(group, lines=group.lines[cut:])]
        else:
            done.append(group)
    return done


def _doubt_date(ambiguous: str, head: Head) -> None:
    if ambiguous:
        head.warnings.append(f"The date “{ambiguous}” can be read in two ways, and was left empty. Enter it.")


def _common(salutation: str) -> set[str]:
    """Words of a salutation that are no surname."""
    text = salutation
    found: set[str] = set()
    for pattern in (SALUTATION, HONORIFIC):
        if match := pattern.match(text):
            found.update(word.lower() for word in _SALUTED.findall(match[0]))
            text = text[match.end() :].strip()
    return found | {"and", "the", "president", "minister", "secretary", "prime", "ambassador", "senator", "members"}


def _score(group: Group, saluted: set[str], *, first: bool, last: bool) -> int:
    """How much speaks for a group being an addressee's address."""
    texts = [plain(str(line)) for line in group.lines]
    shapes = [shape_of(text) for text in texts]
    score = 0
    if any(begins_recipient(text) for text in texts):
        score += 3
    if saluted and saluted & {word.lower() for text in texts for word in _SALUTED.findall(text)}:
        score += 3
    score += (Shape.OFFICE in shapes) + (Shape.PERSON in shapes)
    speaks = score or (not first and not {Shape.ADDRESS, Shape.ORGANIZATION}.isdisjoint(shapes[1:]))
    score += 2 * group.after_date + 2 * (last and bool(speaks))
    score -= 2 * (Shape.CONTACT in shapes and Shape.PERSON not in shapes) + 2 * (first and not last)
    if str(group.lines[0]).startswith("#") or group.lines[0].indent >= _CENTRED:
        score -= 3 if not group.after_date else 0
    if len(group.lines) == 1 and is_all_capitals(texts[0]):
        score -= 2
    return score


def _addressed(groups: list[Group], has_salutation: bool) -> list[Group]:
    """The groups that are addressees."""
    needed = ENOUGH if has_salutation else ENOUGH + 2
    after = [group for group in groups if group.after_date and group.score >= needed]
    before = [group for group in groups if not group.after_date]
    if any(group.score >= ENOUGH + 1 for group in after):
        # What stands above the date is the letterhead, unless the salutation names somebody there.
        before = [group for group in before if group.score >= 6]
    found = [group for group in before if group.score >= needed] + after
    if not has_salutation:
        found = [group for group in found if _has_address(group)]
    return _with_continuations(groups, found)


def _has_address(group: Group) -> bool:
    texts = [plain(str(line)) for line in group.lines]
    return any(shape_of(text) is Shape.ADDRESS for text in texts) or begins_recipient(texts[0])


def _with_continuations(groups: list[Group], found: list[Group]) -> list[Group]:
    """The addressees, each with the groups below it that are nothing but the rest of its address."""
    done: list[Group] = []
    inside = False
    for group in groups:
        shapes = {shape_of(plain(str(line))) for line in group.lines}
        if group in found and not (inside and shapes <= {Shape.ADDRESS}):
            done.append(group)
            inside = True
        elif (
            inside
            and shapes <= {Shape.ADDRESS, Shape.OFFICE, Shape.ORGANIZATION}
            and not any(str(line).startswith("#") for line in group.lines)
        ):
            done[-1].lines += [line.moved(gap=False) for line in group.lines]
            if group in groups:
                done.append(Group([], True))
                done.pop()
            group.score = -100
        else:
            inside = False
    return done + [group for group in groups if group.score == -100]


def _date_by_the_way(groups: Sequence[Group], head: Head) -> None:
    """Where no line is the date, one that ends with a date has it: `Statement by 14 organisations, 4 February 2016`."""
    for line in (line for group in groups for line in group.lines):
        if head.date or head.warnings:
            return
        found = find_date(line.text)
        if found and found[0] and not line.text[found[3] :].text.strip(" .*_") and len(found[0].text) == _WHOLE_DATE:
            head.date = found[0]


def _take_recipients(groups: Sequence[Group], head: Head) -> None:
    blocks = [group for group in groups if group.score != -100]
    each = len(blocks) > 1 and all(read_name(bare(group.lines[0]).text) is not None for group in blocks)
    for group in blocks:
        found = read_recipients(group.lines, apart=head.apart, is_one_of_several=each)
        if len(found) == 1 and _is_address_alone(found[0]) and head.recipients:
            _share_address(head.recipients, found[0].address)
        else:
            head.recipients += found
        head.addressed = True


def _is_address_alone(recipient: ParsedRecipient) -> bool:
    named = recipient.name or recipient.honorific or recipient.title or recipient.organization
    return bool(recipient.address) and not named


def _share_address(recipients: list[ParsedRecipient], address: Value) -> None:
    """Give an address that stands by itself to those above it who have none."""
    for place in range(len(recipients) - 1, -1, -1):
        if recipients[place].address:
            return
        recipients[place] = replace(recipients[place], address=address)


def _take_letterhead(groups: Sequence[Group], head: Head, signers: Collection[str], *, titled: bool) -> None:
    """The body on the letterhead; its address and all else there goes apart."""
    lines = [line for group in groups if group.score != -100 for line in group.lines]
    cells = [cell for line in lines for column in columns([line]) for part in column for cell in parted(part)]
    # Below an open letter's title stands what it says more, and not a letterhead, unless it names a body.
    heads = [cell for cell in cells if not titled or ORGANIZATION.search(str(cell))]
    chosen = [] if head.issuer else find_issuer(heads, signers)
    if chosen:
        head.issuer = Printed.join([bare(cell).text for cell in chosen], " ").value()
    head.apart += [cell.text.value() for cell in cells if cell not in chosen]


def _addressed_in_title(title: Value) -> list[ParsedRecipient]:
    """To whom an open letter's title says that it is written: `Open letter to the Minister of Culture`."""
    match = _LETTER_TO.search(title.text)
    if match is None or len(title.spans) != 1 or title.spans[0].end - title.spans[0].start != len(title.text):
        return []
    start = title.spans[0].start + match.end()
    who = Printed(title.text[match.end() :], range(start, title.spans[0].end))
    if not (is_office(who.text) or is_organization(who.text) or begins_recipient(who.text)):
        return []
    return read_entries([Line(who)], is_copy=False, apart=[])


def _take_titles(groups: Sequence[Group], head: Head) -> None:
    for group in groups:
        text = Printed.join([bare(line).text for line in group.lines], " ")
        if not head.subject and not OPEN_LETTER.fullmatch(text.text):
            head.subject = text.value()
        else:
            head.apart.append(text.value())
