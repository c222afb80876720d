"""What the review page comes with: a proposal's draft as the values of its fields, rows and answers."""

from typing import Any

from intake.drafts import DraftAddressee, DraftCitation, DraftFootnote, DraftLetter, DraftMention, DraftSignature, Party
from intake.matching.candidates import Match
from intake.proposing import Matches, Proposal
from intake.review.parties import answer_for

_CITATION = ("title", "author", "publisher", "published", "url", "archive_url", "quote", "pinpoint")


def _party(field: str, party: Party, match: Match) -> dict[str, Any]:
    name = party.name or (match.chosen.name if match.chosen else "")
    return {field: name, f"{field}_who": answer_for(match, party), f"{field}_namesake": party.namesake or None}


def letter(proposal: Proposal) -> dict[str, Any]:
    draft = proposal.draft
    plain = ("date", "place", "subject", "kind", "language", "salutation", "body", "closing", "internal_note")
    return {name: getattr(draft, name) for name in plain} | _party("issuer", draft.issuer, proposal.issuer)


def addressee(row: DraftAddressee, matches: Matches) -> dict[str, Any]:
    plain = ("honorific", "office", "address", "is_copy")
    return {
        **{name: getattr(row, name) for name in plain},
        **_party("person", row.person, matches.person),
        **_party("organization", row.organization, matches.organization),
    }


def signature(row: DraftSignature, matches: Matches) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("office", "party", "area")},
        **_party("person", row.person, matches.person),
        **_party("organization", row.organization, matches.organization),
    }


def mention(row: DraftMention, match: Match) -> dict[str, Any]:
    """A suggestion: whether it is one, a person ticks."""
    return {"description": row.description, **_party("person", row.person, match)}


def footnote(row: DraftFootnote) -> dict[str, Any]:
    return {"number": row.number, "text": row.text}


def citations(draft: DraftLetter, row: DraftFootnote) -> list[dict[str, Any]]:
    return [citation(draft, cited) for cited in row.citations]


def citation(draft: DraftLetter, row: DraftCitation) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _CITATION}
    if row.same_as is not None:
        note, index = row.same_as
        values["same_as"] = draft.footnotes[note].number + (f".{index + 1}" if index else "")
    return values
