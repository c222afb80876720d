"""The order of the work: lines, page furniture, notes, zones, and each zone's reader. Pure.

Whatever no reader took is quoted in a warning, so that no word of a letter is lost without anybody knowing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace

from intake.citing import doubts, read_body, read_note, resolve
from intake.detainees import KnownName, suggest
from intake.parsed import NOTHING, Kind, ParsedFootnote, ParsedLetter, Span, Value
from intake.parsing.header import Head, names_addressee, read_head
from intake.parsing.headings import reads_as_title
from intake.parsing.labels import label
from intake.parsing.lines import Break, Line, read_lines
from intake.parsing.marks import without_marks
from intake.parsing.notes import Note, split_notes
from intake.parsing.pages import without_furniture
from intake.parsing.paragraphs import has_ended, is_item, joined, joined_text, paragraphs, words_of
from intake.parsing.patterns import unmarked
from intake.parsing.signatories import Foot, read_foot
from intake.parsing.tables import with_rows
from intake.parsing.uncollected import uncollected
from intake.parsing.zones import Zones, zones
from intake.printed import Printed

BODY_NOTE = "*"
# Three times what the longest file that is taken can have: 100 pages.
MOST_LINES = 20_000
_MARK = re.compile(r"\[\^([^\]\s]{1,8})\]")
_STRAY_MARK = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>|\[\^(\d{1,3})\]")
# What Markdown reads as a list; other bullets become dashes.
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)]) +\S|\|")
_BULLET = re.compile(r"(?:[•◦▪●‣·○■□➢✓] *|[–—] +)(?=\S)")
_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"</?(?:sup|sub|br|u|b|i|em|strong|span)\b[^<>]{0,80}>|&nbsp;|_+", re.IGNORECASE)
_LONGEST_SUBJECT = 120
# A subject set in short lines.
_SEVERAL, _NARROW = (2, 3), 60
_BETWEEN_NAMES = frozenset(["and", "et", "und", "y", "e", "и", "և", "ve", "və"])


def parse(text: str, *, known: Sequence[KnownName] = ()) -> ParsedLetter:
    """What the text of a letter says, each value with its place in `text`. Never raises, for any text.

    `known` are names of people on record, for the suggestion of detainees.
    """
    with uncollected():
        return _parsed(text, known)


def _parsed(text: str, known: Sequence[KnownName]) -> ParsedLetter:
    lines = list(read_lines(text))
    if len(lines) > MOST_LINES:
        return _kept_whole(text, lines)
    pages = without_furniture(lines)
    split = split_notes(pages)
    words = words_of(split.lines)
    parts = zones(split.lines)
    salutation = without_marks(joined(parts.salutation, words=words), []).strip("*_# ")
    unmarked: list[Printed] = []
    foot = read_foot(_without_marks(parts.foot, unmarked), wants_addressee=not names_addressee(parts.head))
    head = read_head(
        _without_marks(parts.head, unmarked), salutation.text, signers={signer.name.text for signer in foot.signatories}
    )
    body = _body(parts, foot, head, words)
    recipients = (*head.recipients, *foot.addressees, *foot.copies)
    not_held = [signer.name.text for signer in foot.signatories if signer.kind is Kind.PERSON]
    not_held += [recipient.name.text for recipient in recipients if recipient.name]
    is_letter = _is_letter(parts, head, foot)
    footnotes, doubtful = _footnotes(split.notes, body, words)
    letter = ParsedLetter(
        source=text,
        date=head.date or foot.date,
        place=head.place or (NOTHING if head.date else foot.place),
        issuer=head.issuer,
        subject=head.subject,
        recipients=recipients,
        salutation=salutation.strip(",:;!՝ *_").value(),
        body=body.value(text=body.text),
        closing=without_marks(joined(parts.closing, words=words), []).strip("*_,՝ ").value(),
        footnotes=footnotes,
        signatories=tuple(signer for signer in foot.signatories if signer.name),
        detainees=suggest(body, known=known, not_held=not_held) if is_letter else (),
        apart=tuple(
            value
            for value in (
                *head.apart,
                *foot.apart,
                *(piece.value() for piece in (*unmarked, *split.apart, *pages.numbers, *pages.heads)),
            )
            if value
        ),
        is_letter=is_letter,
    )
    notices = [
        *_missing(letter, doubtful_date=bool(head.warnings)),
        *split.warnings,
        *head.warnings,
        *doubtful,
        *_about_marks(letter, [*parts.closing, *parts.foot, *parts.head, *parts.salutation]),
        *_about_pages(pages.heads),
    ]
    if not letter.is_letter:
        letter = _as_text(letter, split.lines, words)
    return _finished(letter, [*notices, *_left_over(letter)])


def _without_marks(lines: Sequence[Line], apart: list[Printed]) -> list[Line]:
    """Lines of a letter's head or foot without the marks of notes that stand behind names there."""
    done = (line.moved(text=without_marks(line.text, apart)) if "[^" in str(line) else line for line in lines)
    return [line for line in done if line.text]


def _as_text(letter: ParsedLetter, lines: Sequence[Line], words: frozenset[str]) -> ParsedLetter:
    """A text that is no letter: all of it is body, and nothing is said to be what only a letter has."""
    body = laid_out(lines, words)
    return ParsedLetter(
        source=letter.source,
        body=body.value(text=body.text),
        footnotes=letter.footnotes,
        apart=letter.apart,
        is_letter=False,
    )


def _kept_whole(text: str, lines: Sequence[Line | Break]) -> ParsedLetter:
    """A text of more lines than any letter has: none of it is read, and none is lost."""
    body = Printed.join([line.text for line in lines], "\n").strip()
    warning = f"This text has more than {MOST_LINES:,} lines, as no letter has. All of it was kept as the text, unread."
    return ParsedLetter(source=text, body=body.value(text=body.text), is_letter=False, warnings=(warning,))


def _finished(letter: ParsedLetter, warnings: list[str]) -> ParsedLetter:
    return replace(letter, warnings=tuple(dict.fromkeys(warnings)))


def _body(parts: Zones, foot: Foot, head: Head, words: frozenset[str]) -> Printed:
    """The letter's text in Markdown. A subject line right below the salutation is taken out of it."""
    lines = list(parts.body)
    if parts.salutation and not head.subject and len(lines) > 1:
        found = label(str(lines[0]), "subject") if lines[1].gap else None
        if found:
            head.apart.append(lines[0].text[: found[1]].value())
            head.subject = unmarked(lines.pop(0).text[found[1] :]).value()
        elif lines[1].gap and _is_subject(lines):
            head.subject = lines.pop(0).text.strip("*_# ").value()
        elif count := _lines_of_subject(lines):
            head.subject = joined([line.moved(text=line.text.strip("*_# ")) for line in lines[:count]]).value()
            del lines[:count]
    return laid_out([*lines, *foot.rest], words)


def _is_subject(lines: Sequence[Line]) -> bool:
    """Whether the first line below the salutation stands there as the subject: short, alone, the only such line."""
    text = str(lines[0])
    below = [*lines[1:], None]
    alone = [str(line) for line, under in zip(lines, below, strict=True) if line.gap and _is_gap(under)]
    headings = [one for one in alone if _is_like_heading(one)]
    return headings == [text] and len(text.split()) >= 2 and lines[0].gap and not text[0].islower()


def _lines_of_subject(lines: Sequence[Line]) -> int:
    """How many lines right below the salutation are a subject set in two or three short ones; 0 when they are none."""
    count = next((place for place, line in enumerate(lines) if place and line.gap), 0)
    if count not in _SEVERAL or not lines[0].gap or not all(_is_like_heading(str(line)) for line in lines[:count]):
        return 0
    widest = max(len(line.text) for line in lines[:count])
    below = str(lines[count])
    return count if widest <= _NARROW and not str(lines[0])[0].islower() and len(below) > _NARROW else 0


def _is_like_heading(text: str) -> bool:
    return len(text) <= _LONGEST_SUBJECT and not has_ended(text) and (text.startswith("#") or not is_item(text))


def _is_gap(line: Line | None) -> bool:
    return line is None or line.gap


def laid_out(lines: Sequence[Line], words: frozenset[str]) -> Printed:
    """Lines as Markdown: paragraphs parted by an empty line, items of one list by a line's end."""
    pieces: list[Printed] = []
    above = False
    lines = with_rows(lines)
    for paragraph in paragraphs(lines, words=words):
        text = paragraph.text.strip()
        if bullet := _BULLET.match(text.text):
            text = Printed.join([Printed.made("- "), text[bullet.end() :]])
        item = _ITEM.match(text.text) is not None
        if pieces:
            pieces.append(Printed.made("\n" if item and above and not paragraph.lines[0].gap else "\n\n"))
        pieces.append(text)
        above = item
    return Printed.join(pieces)


def _footnotes(
    notes: Sequence[Note], body: Printed, words: frozenset[str]
) -> tuple[tuple[ParsedFootnote, ...], tuple[str, ...]]:
    """The notes with what they cite, and what is doubtful in them; addresses in the body make a note of their own."""
    texts = [joined_text(note.text, words=words) for note in notes]
    read = [(note.number, read_note(text)) for note, text in zip(notes, texts, strict=True)]
    found = [
        ParsedFootnote(number=Value(note.number, note.mark.spans()), text=text.value(), citations=citations)
        for note, text, citations in zip(notes, texts, resolve(read), strict=True)
    ]
    if cited := read_body(body):
        number = BODY_NOTE if all(note.number != BODY_NOTE for note in notes) else BODY_NOTE * 2
        found.append(ParsedFootnote(number=Value(number), citations=cited))
    return tuple(found), doubts(read)


def _is_letter(parts: Zones, head: Head, foot: Foot) -> bool:
    """Whether the text has the parts of a letter: one that only a letter has, or two that letters have."""
    if parts.salutation or head.addressed or (foot.signatories and (parts.closing or foot.announced)):
        return True
    return reads_as_title(parts.head) and bool(foot.signatories or head.recipients or head.date)


def _missing(letter: ParsedLetter, *, doubtful_date: bool) -> list[str]:
    """One sentence for each part that a letter should have and this one does not say."""
    if not letter.is_letter:
        return ["This does not read like a letter: it has no salutation, no addressee and no signature block."]
    found = []
    if not letter.body:
        found.append("No text was found between the salutation and the closing.")
    if not letter.date and not doubtful_date:
        found.append("No date was found. Enter it.")
    elif letter.date and len(letter.date.text) < len("2024-04-04"):
        found.append(f"The letter gives no day, only {letter.date.text}. Enter the date.")
    if not any(not recipient.is_copy for recipient in letter.recipients):
        found.append("No addressee was found. Enter to whom the letter is written.")
    if not letter.issuer:
        found.append("No letterhead was found. Enter the issuing body.")
    if not letter.signatories:
        found.append("No signatory was found. Enter who signed.")
    return found


def _about_marks(letter: ParsedLetter, others: Sequence[Line]) -> list[str]:
    """Notes to which nothing in the text refers, and marks without a note."""
    marked = set(_MARK.findall(letter.body.text))
    marked.update(*(_MARK.findall(str(line)) for line in others))
    numbers = [note.number.text for note in letter.footnotes if note.text]
    found = []
    if unmarked := [number for number in numbers if number not in marked]:
        found.append(f"No mark was found in the text for note {', '.join(unmarked)}.")
    stray = {first or second for first, second in _STRAY_MARK.findall(letter.body.text)} - set(numbers)
    if stray:
        found.append(
            f"The text has the mark {', '.join(sorted(stray, key=int))}, but no note of that number was found."
        )
    return found


def _about_pages(heads: Sequence[Printed]) -> list[str]:
    if not heads:
        return []
    quoted = "; ".join(dict.fromkeys(f"“{head.text}”" for head in heads))
    return [f"Left out as running heads of pages: {quoted}."]


def _left_over(letter: ParsedLetter) -> list[str]:
    """A sentence for each stretch of the text that is in no value of the record."""
    source = letter.source
    taken = bytearray(len(source))
    for span in _spans(letter):
        taken[span.start : span.end] = b"\x01" * (span.end - span.start)
    for match in _MARKUP.finditer(source):
        taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    stretches: list[tuple[int, int]] = []
    for match in _WORD.finditer(source):
        if taken.find(0, match.start(), match.end()) < 0:
            continue
        if (
            stretches
            and not _WORD.search(source[stretches[-1][1] : match.start()])
            and match.start() - stretches[-1][1] < 4
        ):
            stretches[-1] = (stretches[-1][0], match.end())
        else:
            stretches.append((match.start(), match.end()))
    stretches = [(start, end) for start, end in stretches if source[start:end].lower() not in _BETWEEN_NAMES]
    return [f"Not taken into any field: “{source[start:end]}”." for start, end in stretches]


def _spans(value: object) -> Iterable[Span]:
    """Every place in the input that a value of the record stands for."""
    if isinstance(value, Value):
        yield from value.spans
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            if part.name not in {"source", "warnings"}:
                yield from _spans(getattr(value, part.name))
