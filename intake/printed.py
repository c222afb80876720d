"""Text that remembers where each of its characters stood in the input, whatever is cut out or joined on the way. Pure.

So a value that a page break or a line end parted is read whole, and can still be shown in the text it came from.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import eq

from intake.parsed import NOTHING, Span, Value

# What was put in by us stands nowhere in the input.
NOWHERE = -1

_WHITE = re.compile(r"\s+")


# Not frozen, which would double what it takes to make one, and every line is cut many times; nobody changes one.
@dataclass(slots=True)
class Printed:
    """A text with the place in the input of each of its characters. Slices like a `str`."""

    text: str
    origins: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Printed":
        """The whole input."""
        return cls(text, range(len(text)))

    @classmethod
    def made(cls, text: str) -> "Printed":
        """Text of ours, which stands nowhere in the input."""
        return cls(text, (NOWHERE,) * len(text))

    @classmethod
    def join(cls, parts: Iterable["Printed"], between: str = "") -> "Printed":
        """The parts one behind another, with text of ours between them."""
        parts = list(parts)
        gap = (NOWHERE,) * len(between)
        origins: list[int] = []
        for number, part in enumerate(parts):
            if number:
                origins.extend(gap)
            origins.extend(part.origins)
        return cls(between.join(part.text for part in parts), origins)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __getitem__(self, key: slice) -> "Printed":
        text = self.text[key]
        return self if len(text) == len(self.text) else Printed(text, self.origins[key])

    def strip(self, characters: str | None = None) -> "Printed":
        kept = self.text.strip(characters)
        if len(kept) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip(characters)) if kept else 0
        return self[start : start + len(kept)]

    def sub(self, pattern: re.Pattern[str], by: str) -> "Printed":
        """With each match of `pattern` replaced by a text of ours (literal: no group references)."""
        pieces: list[Printed] = []
        last = 0
        for match in pattern.finditer(self.text):
            pieces += [self[last : match.start()], Printed.made(by)]
            last = match.end()
        return Printed.join([*pieces, self[last:]]) if last or pieces else self

    def split(self, pattern: re.Pattern[str]) -> Iterator["Printed"]:
        """What stands between the matches of `pattern`."""
        last = 0
        for match in pattern.finditer(self.text):
            yield self[last : match.start()]
            last = match.end()
        yield self[last:]

    def lines(self) -> list["Printed"]:
        return list(self.split(re.compile("\n")))

    def spans(self) -> tuple[Span, ...]:
        """Where this stands in the input, in order of the text; adjoining characters make one span."""
        if isinstance(self.origins, range):
            return (Span(self.origins[0], self.origins[-1] + 1),) if self.origins else ()
        if self.origins and _adjoin(self.origins):
            return (Span(self.origins[0], self.origins[-1] + 1),)
        found: list[Span] = []
        start = end = NOWHERE
        for origin in self.origins:
            if origin == end != NOWHERE:
                end += 1
            elif origin != NOWHERE:
                if end != NOWHERE:
                    found.append(Span(start, end))
                start, end = origin, origin + 1
        if end != NOWHERE:
            found.append(Span(start, end))
        return tuple(found)

    def value(self, *, text: str | None = None, keep_lines: bool = False) -> Value:
        """What stands here as a value, white space folded; `text` when the value is written otherwise (a date)."""
        here = self.strip()
        if not here:
            return NOTHING
        if text is None and keep_lines:
            text = "\n".join(filter(None, (_WHITE.sub(" ", line).strip() for line in here.text.split("\n"))))
        elif text is None:
            text = _WHITE.sub(" ", here.text)
        return Value(text, here.spans())


def _adjoin(origins: Sequence[int]) -> bool:
    """Whether all of these follow one upon another in the input."""
    first, last = origins[0], origins[-1]
    return first != NOWHERE and last - first == len(origins) - 1 and all(map(eq, origins, range(first, last + 1)))


def joined_spans(values: Iterable[Value]) -> tuple[Span, ...]:
    """The places of several values, in the order of the input."""
    return tuple(sorted(chain.from_iterable(value.spans for value in values)))
