"""A letter that was read, as `import_letter --json` prints it. Pure.

The form is a contract with other programs: every name is always there; what the letter does not say is null, or an
empty list.
"""

from collections.abc import Sequence
from typing import Any

from intake.parsed import ParsedCitation, ParsedFootnote, ParsedLetter, ParsedRecipient, ParsedSignatory, Value


def form(file: str, parsed: ParsedLetter, *, warnings: Sequence[str]) -> dict[str, Any]:
    """The JSON object of one file; `parsed` is `ParsedLetter()` for a file that could not be read."""
    return {
        "file": file,
        "date": _text(parsed.date),
        "place": _text(parsed.place),
        "issuer": _text(parsed.issuer),
        "subject": _text(parsed.subject),
        "recipients": [_recipient(recipient) for recipient in parsed.recipients],
        "salutation": _text(parsed.salutation),
        "body": _text(parsed.body),
        "footnotes": [_footnote(note) for note in parsed.footnotes],
        "signatories": [_signatory(signatory) for signatory in parsed.signatories],
        "detainees": [
            {"name": _text(detainee.name), "description": _text(detainee.description)} for detainee in parsed.detainees
        ],
        "warnings": list(warnings),
    }


def _text(value: Value) -> str | None:
    return value.text or None


def _recipient(recipient: ParsedRecipient) -> dict[str, Any]:
    return {
        "name": _text(recipient.name),
        "honorific": _text(recipient.honorific),
        "title": _text(recipient.title),
        "organization": _text(recipient.organization),
        "address": _text(recipient.address),
        "copy": recipient.is_copy,
    }


def _footnote(note: ParsedFootnote) -> dict[str, Any]:
    return {
        "number": _text(note.number),
        "text": _text(note.text),
        "citations": [_citation(citation) for citation in note.citations],
    }


def _citation(citation: ParsedCitation) -> dict[str, Any]:
    return {
        "author": _text(citation.author),
        "title": _text(citation.title),
        "publisher": _text(citation.publisher),
        "published": _text(citation.published),
        "url": _text(citation.url),
        "archive_url": _text(citation.archive_url),
        "quote": _text(citation.quote),
        "pinpoint": _text(citation.pinpoint),
        "same_as": _text(citation.same_as),
    }


def _signatory(signatory: ParsedSignatory) -> dict[str, Any]:
    return {
        "name": _text(signatory.name),
        "kind": signatory.kind.value,
        "title": _text(signatory.title),
        "organization": _text(signatory.organization),
        "party": _text(signatory.party),
        "state": _text(signatory.state),
    }
