"""Parsed letters and drafts for tests, each made with as few words as the test needs. All of it is invented."""

from datetime import UTC, date, datetime
from typing import Any

from intake.drafts import DraftAddressee, DraftCitation, DraftFootnote, DraftLetter, DraftSignature, Party
from intake.parsed import Kind, ParsedCitation, ParsedFootnote, ParsedLetter, ParsedRecipient, ParsedSignatory, Value
from letters.models import Source

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
URL = "https://news.example.org/story"


def draft(**fields: Any) -> DraftLetter:
    """One that can be saved."""
    given = {
        "date": date(2026, 1, 15),
        "issuer": Party(name="League of Examplia"),
        "subject": "The case of a shepherd",
        "body": "We write.[^1]",
        "addressees": (DraftAddressee(person=Party(name="Mira Lorrimar"), office="Minister of Justice"),),
        "signatures": (DraftSignature(person=Party(name="Oren Vale"), office="Chair"),),
        "footnotes": (cited(DraftCitation(url=URL, title="A shepherd is held")),),
    }
    return DraftLetter(**{**given, **fields})


def cited(*citations: DraftCitation, number: str = "1", text: str = "See there.") -> DraftFootnote:
    return DraftFootnote(number=number, text=text, citations=citations)


def parsed(**fields: Any) -> ParsedLetter:
    """What is read in a letter; texts may be given as such."""
    given = {
        "date": "2026-01-15",
        "issuer": "League of Examplia",
        "subject": "The case of a shepherd",
        "body": "We write to you about the shepherd who is held at the border post of Sixmile.",
        "recipients": (recipient("Mira Lorrimar", title="Minister of Justice"),),
        "signatories": (signatory("Oren Vale", title="Chair"),),
    }
    return ParsedLetter(**_values({**given, **fields}))


def recipient(name: str = "", **fields: Any) -> ParsedRecipient:
    return ParsedRecipient(**_values({"name": name, **fields}))


def signatory(name: str = "", *, kind: Kind = Kind.PERSON, **fields: Any) -> ParsedSignatory:
    return ParsedSignatory(kind=kind, **_values({"name": name, **fields}))


def note(number: str, *citations: ParsedCitation, text: str = "A note.") -> ParsedFootnote:
    return ParsedFootnote(number=Value(number), text=Value(text), citations=citations)


def citation(url: str = "", **fields: Any) -> ParsedCitation:
    return ParsedCitation(**_values({"printed_url": url, "url": url.partition("#")[0], **fields}))


def address_of(source: Source) -> str:
    """Where the page of a recorded source stands."""
    assert source.link is not None
    return source.link.url


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    plain = {"source"}
    return {
        name: Value(value) if isinstance(value, str) and name not in plain else value for name, value in fields.items()
    }
