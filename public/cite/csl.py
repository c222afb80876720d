"""A citation in CSL-JSON 1.0.2. Pure."""

from typing import Any

from public.cite.record import CitedLetter, Name


def csl(letter: CitedLetter) -> list[dict[str, Any]]:
    """A list of one item: letters are `personal_communication` there, with a recipient."""
    item: dict[str, Any] = {
        "id": letter.key,
        "type": "personal_communication",
        "title": letter.title,
        "genre": letter.kind,
        "author": [_name(author) for author in letter.authors],
        "recipient": [_name(recipient) for recipient in letter.recipients],
        "issued": {"date-parts": [[letter.date.year, letter.date.month, letter.date.day]]},
        "publisher": letter.issuer,
        "publisher-place": letter.place,
        "language": letter.language,
        "archive": letter.site,
        "URL": letter.address,
    }
    return [{field: value for field, value in item.items() if value}]


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {part: value for part, value in (("family", name.family), ("given", name.given)) if value}
