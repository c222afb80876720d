"""The letters of the corpus, each with the record that a person wrote for it, and how the product reads them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake import files
from intake.parsed import ParsedCitation, ParsedLetter
from intake.parsing import parse

LETTERS = Path(__file__).parent / "letters"

NOTHING_READ: dict[str, Any] = {
    **dict.fromkeys(("date", "place", "issuer", "subject", "salutation")),
    **{"body": "", "recipients": [], "footnotes": [], "signatories": [], "detainees": [], "warnings": []},
}


@dataclass(frozen=True, slots=True)
class Example:
    """A letter's file and its record, which has its name and the ending `.json`."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def expected(self) -> dict[str, Any]:
        return json.loads(self.path.with_suffix(".json").read_text(encoding="utf-8"))

    @property
    def text(self) -> str:
        """What the parser is given."""
        return files.read(self.name, self.path.read_bytes()).text

    def read(self) -> dict[str, Any]:
        return record(parse(self.text))


def examples(folder: Path = LETTERS) -> Iterator[Example]:
    for path in sorted(folder.iterdir()):
        if path.suffix != ".json" and path.with_suffix(".json").exists():
            yield Example(path)


def record(letter: ParsedLetter) -> dict[str, Any]:
    """A parsed letter in the form of `import_letter --json`, before anything is matched or saved."""
    return {
        **{
            field: str(getattr(letter, field)) or None for field in ("date", "place", "issuer", "subject", "salutation")
        },
        "body": str(letter.body),
        "recipients": [
            _values(item, "name", "honorific", "title", "organization", "address") | {"copy": item.is_copy}
            for item in letter.recipients
        ],
        "footnotes": [
            _values(note, "number", "text") | {"citations": [_citation(citation) for citation in note.citations]}
            for note in letter.footnotes
        ],
        "signatories": [
            _values(item, "name", "title", "organization", "party", "state") | {"kind": item.kind.value}
            for item in letter.signatories
        ],
        "detainees": [_values(item, "name", "description") for item in letter.detainees],
        "warnings": list(letter.warnings),
    }


def _citation(citation: ParsedCitation) -> dict[str, Any]:
    return _values(
        citation,
        *("author", "title", "publisher", "published", "url", "archive_url", "quote", "pinpoint", "same_as"),
    )


def _values(item: object, *fields: str) -> dict[str, Any]:
    return {field: str(getattr(item, field)) or None for field in fields}
