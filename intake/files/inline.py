"""Pieces of a line with their type and links, as Markdown. Pure; shared by the readers of PDF, DOCX and HTML."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import unquote

_WHITE = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\u200b\u2060\ufeff\u200e\u200f", "")
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,24}(?:/\S*)?", re.I)
# What a printed address is cut short with.
_CUT = re.compile(r"(?:…|\.\.\.)+$")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/?#:]*)", re.I)
_SCHEME = re.compile(r"https?://", re.I)
# What follows an address in the sentence and is no part of it.
_BEHIND = re.compile(r"[.,;:!?)\]}>”’\"'»]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one type. `link` is where it leads; `mark` that it is the mark of that note, and no text."""

    text: str
    italic: bool = False
    bold: bool = False
    link: str = ""
    mark: str = ""
    raised: bool = False


def clean(text: str) -> str:
    """Ligatures as letters, characters without width out."""
    return text.translate(_LIGATURES)


def written(pieces: Iterable[Piece], *, emphasis: bool = True) -> str:
    """The pieces as one line of Markdown. What is in one type throughout needs no emphasis."""
    pieces = [piece for piece in pieces if piece.text or piece.mark]
    types = {(piece.italic, piece.bold) for piece in pieces if piece.text.strip()}
    if not emphasis or len(types) <= 1:
        pieces = [replace(piece, italic=False, bold=False) for piece in pieces]
    parts = [
        _emphasised(_linked_all(list(group)), italic=italic, bold=bold)
        for (italic, bold), group in groupby(_settled(pieces), key=lambda piece: (piece.italic, piece.bold))
    ]
    return _WHITE.sub(" ", "".join(parts)).strip(" ")


def _settled(pieces: list[Piece]) -> list[Piece]:
    """White space and marks take the type of what stands before them, so that emphasis is not cut up by them."""
    settled: list[Piece] = []
    for piece in pieces:
        if settled and not piece.mark and not piece.text.strip():
            before = settled[-1]
            piece = replace(piece, italic=before.italic, bold=before.bold)  # noqa: PLW2901
        elif piece.mark:
            piece = replace(piece, italic=False, bold=False)  # noqa: PLW2901
        settled.append(piece)
    return settled


def _linked_all(pieces: list[Piece]) -> str:
    parts: list[str] = []
    for link, group in groupby(pieces, key=lambda piece: piece.link if not piece.mark else ""):
        text = "".join(_plain(piece) for piece in group)
        parts.append(linked(text, link) if link else text)
    return "".join(parts)


def _plain(piece: Piece) -> str:
    if piece.mark:
        before, after = piece.text[:1].isspace(), piece.text[-1:].isspace()
        return f"{' ' * before}[^{piece.mark}]{' ' * after}"
    if piece.raised and piece.text.strip().isdigit():
        return piece.text.replace(piece.text.strip(), f"<sup>{piece.text.strip()}</sup>")
    return clean(piece.text)


def _emphasised(text: str, *, italic: bool, bold: bool) -> str:
    signs = "*" * (italic + 2 * bold)
    inner = text.strip()
    if not signs or not any(map(str.isalnum, inner)):
        return text
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{signs}{inner}{signs}{after}"


def linked(text: str, link: str) -> str:
    """A link whose printed text is `text`. An address that is printed whole stands for itself; one that was cut short
    or broken is given whole; one that leads to another site than it says is left as printed.
    """
    link = link.strip()
    label = text.strip()
    if not link.lower().startswith(("http://", "https://")) or not label:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    printed = "".join(label.split())
    if _ADDRESS.fullmatch(printed) and ("/" in printed or printed.lower().startswith("www.")):
        address = _as_address(printed, link)
        return f"{before}{address}{after}" if address else text
    if any(sign in label for sign in "[]") or any(sign in link for sign in "() <>"):
        return f"{before}{label} <{link}>{after}" if "<" not in link and " " not in link else text
    return f"{before}[{_WHITE.sub(' ', label)}]({link}){after}"


def _as_address(printed: str, link: str) -> str:
    """The link in place of the address that is printed for it, with what of the sentence stands behind that; nothing
    when it leads to another site.
    """
    if _same(printed, link):
        return f"<{link}>"
    behind = _BEHIND.search(printed)
    tail = behind[0] if behind and not printed.endswith(tuple(_CUT.findall(printed))) else ""
    core = printed[: len(printed) - len(tail)]
    if not _same_site(core, link):
        return ""
    return f"<{link}>{tail}" if _same(core, link) else f"<{link}>"


def leads_elsewhere(text: str, link: str) -> bool:
    """Whether what is printed is an address on another site than the link behind it."""
    printed = "".join(text.split())
    return bool(
        link.lower().startswith(("http://", "https://"))
        and _SCHEME.match(printed)
        and _ADDRESS.fullmatch(printed)
        and not _same_site(printed, link)
        # The beginning of an address that is broken is no other address.
        and not _bare(link).startswith(_bare(printed))
    )


def told_elsewhere(printed: str, link: str) -> str:
    """The warning of such an address."""
    return (
        f"The address “{printed.strip()[:300]}” is printed, but a click on it leads to {link[:300]}; "
        "the printed one was taken."
    )


def _same_site(printed: str, link: str) -> bool:
    one, other = (_HOST.match(address) for address in (printed, link))
    return bool(one and other and one[1].lower() == other[1].lower())


def _same(printed: str, link: str) -> bool:
    return _bare(printed) == _bare(link)


def _bare(address: str) -> str:
    return unquote(_SCHEME.sub("", _CUT.sub("", address)).removeprefix("www.")).rstrip("/").casefold()
