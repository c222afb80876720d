"""A citation in RIS, as reference managers import it. Pure.

A tag is two characters, two spaces, a hyphen and a space; a record ends with ER. Texts are one line each already.
"""

from collections.abc import Iterator

from public.cite.record import CitedLetter, Name


def ris(letter: CitedLetter) -> str:
    """One record of the type PCOMM, personal communication, under which managers keep letters."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(letter) if value or tag == "ER")


def _lines(letter: CitedLetter) -> Iterator[tuple[str, str]]:
    yield "TY", "PCOMM"
    for author in letter.authors:
        yield "AU", _name(author)
    for recipient in letter.recipients:
        yield "A2", _name(recipient)
    yield "TI", letter.title
    yield "M3", letter.kind
    yield "PB", letter.issuer
    yield "CY", letter.place
    yield "PY", f"{letter.date:%Y}"
    yield "DA", f"{letter.date:%Y/%m/%d}"
    yield "LA", letter.language
    yield "DB", letter.site
    yield "ID", letter.key
    yield "UR", letter.address
    yield "ER", ""


def _name(name: Name) -> str:
    return name.literal or ", ".join(filter(None, (name.family, name.given)))
