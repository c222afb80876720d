"""How much of a letter was read rightly: precision and recall per field, against records that people wrote. Pure.

The command `python -m tests.intake.scoring [FOLDER]` prints the table, after what differs in each letter.

A value counts as found when it equals the expected one after folding what the issue leaves open (white space, the way a
link is written in Markdown, the article before a description); README.md beside the letters says what that is.
Items of a list (recipients, signatories, notes, their citations, detainees) are first paired off in order, so that one
missing name does not make all that follow wrong.
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tests.intake.corpus import LETTERS, NOTHING_READ, examples

T = TypeVar("T")
Item = Mapping[str, Any]

TARGET = 0.97

SINGLE = ("date", "place", "issuer", "subject", "salutation")
LISTS = {
    "recipients": ("name", "honorific", "title", "organization", "address", "copy"),
    "signatories": ("name", "kind", "title", "organization", "party", "state"),
    "detainees": ("name", "description"),
}
CITATION = ("author", "title", "publisher", "published", "url", "archive_url", "quote", "pinpoint", "same_as")


@dataclass(frozen=True, slots=True)
class Finding:
    """One value that was expected, given, or both. Empty: not expected, or not given."""

    field: str
    expected: str
    given: str
    where: str = ""

    @property
    def is_hit(self) -> bool:
        return self.expected == self.given

    def __str__(self) -> str:
        return f"{self.field}{f' ({self.where})' if self.where else ''}: expected {self.expected!r}, got {self.given!r}"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one field over all letters."""

    expected: int = 0
    given: int = 0
    hits: int = 0

    @property
    def precision(self) -> float:
        return self.hits / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.expected if self.expected else 1.0


def differences(expected: Item, given: Item) -> list[Finding]:
    """All values of two records in the form of `import_letter --json`, those that agree and those that do not."""
    if not expected["body"]:
        return [Finding("is_letter", "no letter", "no letter" if given["warnings"] else "")]
    found = [_finding(field, expected[field], given[field]) for field in SINGLE]
    found += _lines(expected["body"], given["body"])
    for name, fields in LISTS.items():
        for wanted, got in _paired(expected[name], given[name]):
            where = str((wanted or got).get("name") or (wanted or got).get("organization") or "")
            found += [_finding(f"{name}.{field}", wanted.get(field), got.get(field), where) for field in fields]
    for wanted, got in _paired(expected["footnotes"], given["footnotes"]):
        number = str((wanted or got)["number"])
        found += [
            _finding(f"footnotes.{field}", wanted.get(field), got.get(field), number) for field in ("number", "text")
        ]
        for cited, read in _paired(wanted.get("citations", ()), got.get("citations", ())):
            found += [_finding(f"citations.{field}", cited.get(field), read.get(field), number) for field in CITATION]
    return [finding for finding in found if finding.expected or finding.given]


def scores(findings: Iterable[Finding]) -> dict[str, Score]:
    """Per field, in the order in which the fields first occur."""
    expected: Counter[str] = Counter()
    given: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for finding in findings:
        expected[finding.field] += bool(finding.expected)
        given[finding.field] += bool(finding.given)
        hits[finding.field] += finding.is_hit
    return {field: Score(expected[field], given[field], hits[field]) for field in expected}


def table(by_field: Mapping[str, Score]) -> str:
    """Precision and recall of each field, one a line; a star before what misses the target."""
    lines = [f"  {'field':28} {'precision':>9} {'recall':>9} {'expected':>9} {'given':>6}"]
    for field, score in by_field.items():
        mark = "*" if min(score.precision, score.recall) < TARGET else " "
        lines.append(f"{mark} {field:28} {score.precision:9.3f} {score.recall:9.3f} {score.expected:9} {score.given:6}")
    return "\n".join(lines)


def _finding(field: str, expected: object, given: object, where: str = "") -> Finding:
    fold = _FOLDS.get(field, _white)
    return Finding(field, fold(_text(field, expected)), fold(_text(field, given)), where)


def _text(field: str, value: object) -> str:
    if field == "recipients.copy":
        # A recipient that is there at all is either; one that is not there has neither.
        return "" if value is None else ("copy" if value else "to")
    return "" if value is None else unicodedata.normalize("NFC", str(value))


def _lines(expected: str, given: str) -> Iterator[Finding]:
    """The body, a paragraph (or an item of a list) at a time, wherever it stands: one lost paragraph is one fault."""
    wanted, got = ([_prose(line) for line in text.split("\n") if line.strip()] for text in (expected, given))
    for one, other in _aligned(wanted, got, _likeness_of_texts):
        yield Finding("body", one or "", other or "", "paragraph")


def _paired(expected: Sequence[Item], given: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    for one, other in _aligned(expected, given, _likeness):
        yield one or {}, other or {}


def _likeness(one: Item, other: Item) -> float:
    """How surely two items mean the same: a number or name in common weighs more than words in common."""
    keys = ("number", "name", "url")
    same = sum(bool(one.get(key)) and one.get(key) == other.get(key) for key in keys)
    return same + _likeness_of_texts(*(" ".join(str(v) for v in item.values() if v) for item in (one, other)))


def _likeness_of_texts(one: str, other: str) -> float:
    first, second = Counter(re.findall(r"\w+", one.lower())), Counter(re.findall(r"\w+", other.lower()))
    union = (first | second).total()
    # Where there is no word, as in the rule below a table's heading, only the same is like.
    return (first & second).total() / union if union else float(one == other)


def _aligned(expected: Sequence[T], given: Sequence[T], likeness: Callable[[T, T], float]) -> Iterator[Any]:
    """Pairs in order, with None where one side has nothing like it, so that the likeness of all pairs is greatest."""
    best: dict[tuple[int, int], float] = defaultdict(float)
    like = {}
    for row in range(len(expected) - 1, -1, -1):
        for column in range(len(given) - 1, -1, -1):
            like[row, column] = likeness(expected[row], given[column])
            best[row, column] = max(
                best[row + 1, column], best[row, column + 1], best[row + 1, column + 1] + like[row, column]
            )
    row = column = 0
    while row < len(expected) and column < len(given):
        if like[row, column] and best[row, column] == best[row + 1, column + 1] + like[row, column]:
            yield expected[row], given[column]
            row, column = row + 1, column + 1
        elif best[row, column] == best[row + 1, column]:
            yield expected[row], None
            row += 1
        else:
            yield None, given[column]
            column += 1
    yield from ((one, None) for one in expected[row:])
    yield from ((None, other) for other in given[column:])


def _white(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))


def _flat(text: str) -> str:
    return " ".join(text.split())


_NAMED_BY_ITSELF = re.compile(r"\[(?P<text>[^\]\s]{1,2000})\]\((?P<url>[^()\s]{1,2000})\)")
_ESCAPED = re.compile(r"\\([_*~\[\]#.-])")


def _prose(text: str) -> str:
    """A link that shows its own address, an address in angles and a bare one say the same, as do `*…*` and `_…_`."""
    text = _ESCAPED.sub(r"\1", _flat(text))
    text = _NAMED_BY_ITSELF.sub(lambda link: link["url"] if link["text"] in link["url"] else link[0], text)
    text = re.sub(r"<(https?://[^<>\s]{1,2000})>", r"\1", text)
    return re.sub(r"(?<!\w)_([^_]{1,300})_(?!\w)", r"*\1*", text)


_IN_FRONT = re.compile(
    r"^(?:an?|the|my|his|her|their|our|its|le|la|les|une?|notre|nos|mon|ma|son|sa|leur|der|die|das|den|eine?n?|unsere?n?"
    r"|el|los|las|una|nuestr[oa]|il|lo|gli|o|os|as|nosso|nossa) ",
    re.IGNORECASE,
)


def _described(text: str) -> str:
    """Without article or possessive, a clause that begins with a relative pronoun, and the plural of a group's word."""
    text = _IN_FRONT.sub("", _flat(text))
    text = re.split(r",? (?:who|whom|whose|which)\b", text, maxsplit=1)[0]
    return re.sub(r"s\b", "", text)


def _quoted(text: str) -> str:
    """Without the punctuation that American printing puts inside the quotation marks."""
    return _flat(text).rstrip(".,;")


def _pinpointed(text: str) -> str:
    """`at 4` and `4` point at the same page."""
    return re.sub(r"^at ", "", _flat(text))


_FOLDS: dict[str, Callable[[str], str]] = {
    "salutation": lambda text: _flat(text).rstrip(",:!"),
    "footnotes.text": _prose,
    "detainees.description": _described,
    "citations.quote": _quoted,
    "citations.pinpoint": _pinpointed,
}


def main(folder: Path) -> int:
    """Prints the table for a folder of letters, after what differs in each."""
    everything: list[Finding] = []
    for example in examples(folder):
        try:
            found = differences(example.expected, example.read())
        except Exception as fault:  # one letter that cannot be read must not hide the others
            found = differences(example.expected, NOTHING_READ)
            print(f"\n{example.name}: {fault!r}")  # noqa: T201
        wrong = [finding for finding in found if not finding.is_hit]
        if wrong:
            print(f"\n{example.name}", *wrong, sep="\n    ")  # noqa: T201
        everything += found
    print("", table(scores(everything)), sep="\n")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else LETTERS))
