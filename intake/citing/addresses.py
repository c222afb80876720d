"""Web addresses in running text, mended of what printing did to them. Pure.

Shapes: `<…>`, Markdown links, bare, without a scheme (`www.example.org/x`, `example.org/x`), DOIs; broken over lines.
Brackets that are balanced within an address belong to it, as in GitHub Flavored Markdown's extended autolinks; what an
address may be broken at follows RFC 3986, appendix C, and the Chicago Manual of Style, 7.46.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.citing.breaks import goes_on
from intake.printed import Printed
from links.addresses import BadAddress, parse

# What may stand in an address as printed. Another address glued on with a comma or a bracket ends it, so does a mark.
# U+0589 and U+055D are the Armenian full stop and comma; private-use characters are this package's own marks.
_RUN = r"""(?:\\[!-/:-@\[-`{-~]|[^\s<>"“”„‟«»‹›‘{}|^`\\…—–\[\],;&\ue000-\uf8ff¹²³⁰-⁹։՝]"""
_RUN += r"""|\[(?!\^|https?:)|\](?!\()|[,;](?!https?:|www\.)|&(?!(?:lt|gt|quot|nbsp);))+"""
_BARE = re.compile(_RUN)
_NEXT = re.compile(rf"[ \t]*(?:\n[ \t]*|[ \t])({_RUN})")
# Two letters are a country's; the others are the generic ones that such sources stand under.
_TLD = r"(?:com|org|net|edu|gov|mil|int|info|news|media|eu|[a-z]{2})"
_DOMAIN = rf"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)++{_TLD}(?=/[^\s/])"
_START = re.compile(
    rf"(?P<scheme>(?<![a-z0-9])https?:\n?/\n?/\n?(?=[^\s/]))"
    rf"|(?P<doi>\bdoi(?::|\s)\s*(?=10\.\d{{4,9}}/\S))"
    rf"|(?P<none>(?<![\w@./\\-])(?:www\.(?=[\w-]+\.)|(?=[a-z0-9]+[.-])(?=(?>[a-z0-9-]+\.)+{_TLD}/[^\s/])))",
    re.IGNORECASE,
)
_ANGLED = re.compile(r"[^<>]{4,4000}+>")
_WORD = r"(?:\\.|[^\s()\\<>]|\((?:\\.|[^\s()\\<>])*+\))++"
_DESTINATION = re.compile(
    rf"({_WORD}(?:[ \t]*\n[ \t]*(?!\n){_WORD}){{0,3}}+)>?[ \t]*(?:\n[ \t]*)?(?:\"[^\"\n]*\"|'[^'\n]*')?[ \t]*\)"
)
_BRACKETS = re.compile(r"\\.|\[|\]", re.DOTALL)
_SPACE = re.compile(r"\s+")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"(?<=&)amp;")
_TRAILING = ".,;:!?'’*~"
_PAIRS = {")": "(", "]": "["}
_LONGEST_LABEL = 1000
_OPENERS = frozenset("<([")


@dataclass(frozen=True, slots=True)
class Found:
    """An address in a text. `start` and `end` bound all of it, angle brackets or Markdown's link included."""

    start: int
    end: int
    # With its scheme, without breaks and escapes.
    address: Printed
    # The words of a Markdown link when they are not the address itself.
    label: tuple[int, int] | None = None
    # Where the address itself stands.
    inner: tuple[int, int] = (0, 0)


def find(text: Printed) -> list[Found]:
    """All addresses in `text`, in order; none overlaps another. What no browser could open is none."""
    return list(_each(text))


def mend_addresses(text: Printed) -> Printed:
    """`text` without the line breaks and spaces that part an address in its midst; all else is left as it is."""
    pieces: list[Printed] = []
    last = 0
    for found in find(text):
        start, end = found.inner
        pieces += [text[last:start], text[start:end].sub(_SPACE, "")]
        last = end
    return Printed.join([*pieces, text[last:]]) if pieces else text


def _each(text: Printed) -> Iterator[Found]:
    whole = text.text
    openings: dict[int, int] | None = None
    position = 0
    while match := _START.search(whole, position):
        start = match.start()
        found = None
        if whole[max(0, start - 1) : start] in _OPENERS:
            openings = _labels(whole) if openings is None else openings
            found = _labelled(text, start, openings) or _linked(text, match, openings, position)
            found = found or _angled(text, match)
        found = found or _bare(text, match)
        position = found.end if found else match.end()
        if found and _opens(found.address):
            yield found


def _opens(address: Printed) -> bool:
    try:
        return "." in parse(address.text).host
    except BadAddress:
        return False


def _labelled(text: Printed, start: int, openings: dict[int, int]) -> Found | None:
    """A Markdown link whose words are an address themselves: `[https://…](https://…)`."""
    whole = text.text
    closing = openings.get(start - 1, -1) if whole[start - 1 : start] == "[" else -1
    destination = _START.match(whole, closing + 2) if whole[closing + 1 : closing + 2] == "(" and closing > 0 else None
    return _linked(text, destination, openings, start - 1) if destination else None


def _linked(text: Printed, match: re.Match[str], openings: dict[int, int], position: int) -> Found | None:
    """A Markdown link: `[words](address)`, `[words](<address> "title")`."""
    whole, start = text.text, match.start()
    before = start - 1 if whole[start - 1] == "<" else start
    opening = openings.get(before - 2) if whole[max(0, before - 2) : before] == "](" else None
    destination = _DESTINATION.match(whole, start)
    if opening is None or destination is None or opening < position or before - opening > _LONGEST_LABEL:
        return None
    inner = destination.span(1)
    label = (opening + 1, before - 2)
    is_address = _START.match(whole, label[0]) or not whole[slice(*label)].strip()
    return Found(opening, destination.end(), _clean(text, match, *inner), None if is_address else label, inner)


def _angled(text: Printed, match: re.Match[str]) -> Found | None:
    """`<address>`, in which a line break never belongs to the address (RFC 3986, appendix C)."""
    whole, start = text.text, match.start()
    closing = _ANGLED.match(whole, start) if whole[start - 1 : start] == "<" else None
    if closing is None:
        return None
    inner = whole[start : closing.end() - 1]
    # Words, or another paragraph: then nobody closed the bracket where the address ends.
    if "\n\n" in inner or (" " in inner.strip() and _too_many_words(inner)):
        return None
    return Found(
        start - 1, closing.end(), _clean(text, match, start, closing.end() - 1), None, (start, closing.end() - 1)
    )


def _too_many_words(inner: str) -> bool:
    head, *rest = re.split(r"[ \t]*\n[ \t]*|[ \t]+", inner.strip())
    for token in rest:
        if "\n" not in inner and not goes_on(head, token, after="", breaks_line=False):
            return True
        head += token
    return False


def _bare(text: Printed, match: re.Match[str]) -> Found | None:
    whole, start = text.text, match.start()
    run = _BARE.match(whole, match.end())
    if run is None:
        return None
    end = run.end()
    head = _SPACE.sub("", whole[start:end])
    while following := _NEXT.match(whole, end):
        token, breaks = following[1], "\n" in whole[end : following.start(1)]
        after = whole[following.end(1) : following.end(1) + 40]
        if _START.match(token) and not re.search(r"/\d{4,14}(?:[a-z]{2}_)?/$", head):
            break
        if not goes_on(head, token, after=after, breaks_line=breaks):
            break
        end = following.end(1)
        head += token
    end = _trimmed(whole, start, end)
    if end <= match.end():
        return None
    return Found(start, end, _clean(text, match, start, end), None, (start, end))


def _trimmed(whole: str, start: int, end: int) -> int:
    """Where the address ends without the punctuation of the sentence; brackets balanced within it are its own."""
    counts = {mark: whole.count(mark, start, end) for mark in "()[]"}
    emphasised = whole[max(0, start - 1) : start] == "_"
    while end > start:
        last = whole[end - 1]
        if last in _PAIRS and counts[last] > counts[_PAIRS[last]]:
            counts[last] -= 1
        elif last not in _TRAILING and not (last == "_" and emphasised) and last not in "([\\":
            break
        elif last in counts:
            counts[last] -= 1
        end -= 1
    return end


def _clean(text: Printed, match: re.Match[str], start: int, end: int) -> Printed:
    """The address from `start` to `end`: without breaks and escapes, with a scheme."""
    printed = text[start:end].sub(_SPACE, "").sub(_ESCAPE, "").sub(_ENTITY, "")
    if match["scheme"]:
        return printed
    if match["doi"]:
        return Printed.join([Printed.made("https://doi.org/"), text[match.end() : end].sub(_SPACE, "")])
    return Printed.join([Printed.made("https://"), printed])


def _labels(whole: str) -> dict[int, int]:
    """For each `]` the place of its `[`, and the other way round."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for bracket in _BRACKETS.finditer(whole):
        if bracket[0] == "[":
            stack.append(bracket.start())
        elif bracket[0] == "]" and stack:
            pairs[bracket.start()] = stack.pop()
            pairs[pairs[bracket.start()]] = bracket.start()
    return pairs
