"""The YAML of unitedstates/congress-legislators, read and checked: who held which seat when. No database.

Three files have one form: current and historical legislators, and presidents and vice presidents. Facts of the file
alone are taken; a file that is not understood is refused as a whole, with what is wrong in it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import yaml

from intake.legislators.terms import Seat, day_of, seats_of, text_of

# Which of a legislator's keys elsewhere are kept; the first one present finds the person again.
SCHEMES = ("bioguide", "wikidata", "govtrack", "opensecrets", "lis")
_MOST_PROBLEMS = 10
_ENTRIES_A_PIECE = 250
_NO_LIST = "this is not a list of legislators as congress-legislators publishes them."
# As the record holds it.
_LONGEST_NAME = 200
_MAX_BYTES = 100 * 1024 * 1024
_QUOTED = re.compile(r"""\s*["“”(][^"“”()]+["“”)]\s*""")
_ANCHOR = re.compile(rb"(?:^|[:\-] )[&*]\w")
# What is flat for sure has few brackets, no deep indentation and no runs of dashes.
_FLAT_BRACKETS = 300
_DEEP = re.compile(rb"^ {200}|(?:[-?] ){20}", re.MULTILINE)
_DEEPEST = 30
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person of a file."""

    name: str
    first: str
    middle: str
    last: str
    suffix: str
    birthday: str
    # Other forms of the name, with what they are.
    also: tuple[tuple[str, str], ...]
    # Scheme and key.
    keys: tuple[tuple[str, str], ...]
    seats: tuple[Seat, ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.keys[0]

    def with_seats(self, seats: tuple[Seat, ...]) -> "Entry":
        return replace(self, seats=seats)

    @property
    def sort_name(self) -> str:
        given = " ".join(filter(None, (self.first, self.middle, self.suffix)))
        return f"{self.last}, {given}"


class BadRoster(ValueError):
    """A file that cannot be imported; the message is for the person who gave it."""


def read_roster(path: Path, *, progress: Callable[[int], object] | None = None) -> list[Entry]:
    """The entries of the file at `path`; raises BadRoster. `progress` is told of bytes as they are read."""
    entries: list[Entry] = []
    problems: list[str] = []
    number = 0
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise BadRoster(f"{path}: the file is larger than any list of legislators (100 MB).")
        with path.open("rb") as file:
            for line, piece in _pieces(file):
                for raw in _list_in(path, line, piece):
                    number += 1
                    try:
                        entries.append(_entry(raw))
                    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
                        problems.append(f"  entry {number} ({_who(raw)}): {_problem(error)}")
                if progress:
                    progress(len(piece))
    except OSError as error:
        raise BadRoster(f"{path}: the file cannot be read ({error.strerror}).") from error
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        told = problems[:_MOST_PROBLEMS] + ([f"  … and {more} more"] if more > 0 else [])
        are = "1 entry is" if len(problems) == 1 else f"{len(problems)} entries are"
        raise BadRoster("\n".join([f"{path}: {are} not understood:", *told]))
    if not entries:
        raise BadRoster(f"{path}: {_NO_LIST}")
    return entries


def _pieces(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The file in pieces of whole entries, each with the number of its first line: a large list fills no memory.

    An entry begins where a line begins with a dash. A list in another form (JSON), or one whose entries refer to each
    other by anchors, is one piece.
    """
    refers = any(_ANCHOR.search(line) for line in file)
    file.seek(0)
    held: list[bytes] = []
    first, begun = 1, 0
    for number, line in enumerate(file, start=1):
        if line.startswith(b"- ") and not refers:
            if begun == _ENTRIES_A_PIECE:
                yield first, b"".join(held)
                held, first, begun = [], number, 0
            begun += 1
        held.append(line)
    yield first, b"".join(held)


def _list_in(path: Path, line: int, piece: bytes) -> list[Any]:
    try:
        _refuse_depth(piece)
        loaded = yaml.load(piece, Loader=_loader())  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        at = f"line {line + error.problem_mark.line}: " if error.problem_mark else ""
        raise BadRoster(f"{path}: this is not valid YAML: {at}{error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise BadRoster(f"{path}: this is not valid YAML: {_in_a_line(error)}") from error
    if not isinstance(loaded, list):
        raise BadRoster(f"{path}: {_NO_LIST}")
    return loaded


def _refuse_depth(piece: bytes) -> None:
    """Nesting that no list has would end the process in the loader, which builds it by recursion in C.

    Only what could be nested so is looked through for it: its events are made without recursion.
    """
    brackets = piece.count(b"[") + piece.count(b"{")
    if brackets <= _FLAT_BRACKETS and not _DEEP.search(piece):
        return
    depth = 0
    for event in yaml.parse(piece, Loader=_loader()):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise ValueError("it is nested deeper than any list of legislators")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _loader() -> Any:
    """A safe loader: the one in C, ten times as fast, where PyYAML was built with it."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _in_a_line(error: Exception) -> str:
    return _WHITE.sub(" ", str(error))[:300]


def _who(raw: Any) -> str:
    name = raw.get("name") if isinstance(raw, dict) else None
    if not isinstance(name, dict):
        return "without a name"
    parts = [part for key in ("official_full", "first", "last") if isinstance(part := name.get(key), str) and part]
    return " ".join(parts[:1] if name.get("official_full") else parts)[:80] or "without a name"


def _problem(error: Exception) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else _in_a_line(error)


def _entry(raw: Any) -> Entry:
    if not isinstance(raw, dict):
        raise ValueError("it is not a mapping")
    name, ids, terms = (_part(raw, part, kind) for part, kind in (("name", dict), ("id", dict), ("terms", list)))
    first, middle, last, suffix = (text_of(name, part) for part in ("first", "middle", "last", "suffix"))
    if not first or not last:
        raise ValueError("name.first or name.last is missing")
    official = text_of(name, "official_full", longest=_LONGEST_NAME)
    whole = _official_without_nickname(official) or " ".join(filter(None, (first, middle, last, suffix)))
    keys = tuple((scheme, key) for scheme in SCHEMES if (key := text_of(ids, scheme)))
    if not keys:
        raise ValueError(f"id has none of {', '.join(SCHEMES)}")
    nickname = text_of(name, "nickname")
    also = {official: "official name", f"{nickname} {last}" if nickname else "": "nickname"}
    for other in raw.get("other_names") or ():
        if not isinstance(other, dict):
            raise ValueError("other_names has one that is not a mapping")
        also.setdefault(
            " ".join(filter(None, (text_of(other, "first") or first, text_of(other, "last")))), "other name"
        )
    for form in ("", whole):
        also.pop(form, None)
    if max(map(len, (whole, f"{last}, {first} {middle} {suffix}", *also))) > _LONGEST_NAME:
        raise ValueError("the name is too long to be one")
    return Entry(
        name=whole,
        first=first,
        middle=middle,
        last=last,
        suffix=suffix,
        birthday=_birthday(raw.get("bio")),
        also=tuple(also.items()),
        keys=keys,
        seats=tuple(seats_of(terms)),
    )


def _part(raw: dict[str, Any], part: str, kind: type) -> Any:
    if not isinstance(raw.get(part), kind) or not raw[part]:
        raise ValueError(f"{part} is missing, or is not what it should be")
    return raw[part]


def _official_without_nickname(official: str) -> str:
    """`Eric A. "Rick" Crawford` as it is usually written; the whole form is kept as another name."""
    return _QUOTED.sub(" ", official).strip()


def _birthday(bio: Any) -> str:
    if not isinstance(bio, dict) or not bio.get("birthday"):
        return ""
    return day_of(bio, "birthday").isoformat()
