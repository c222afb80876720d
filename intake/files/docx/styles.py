"""What a paragraph or a run looks like: its own properties, its style's, those the style is based on, the defaults."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from intake.files.docx.package import W

_OFF = frozenset({"0", "false", "off", "none"})
# Less is no space that one would see, in twentieths of a point.
_SEEN = 60


@dataclass(slots=True)
class Styles:
    """By the id of the style; `default` is the paragraphs' that name none."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default: str = ""
    defaults: Element | None = None

    @classmethod
    def of(cls, tree: Element | None) -> "Styles":
        styles = cls()
        if tree is None:
            return styles
        styles.defaults = tree.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
        for style in tree.findall(f"{W}style"):
            key = style.get(f"{W}styleId", "")
            styles.by_id[key] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}:
                styles.default = key
        return styles

    def _chain(self, key: str) -> Iterator[Element]:
        seen: set[str] = set()
        while key in self.by_id and key not in seen:
            seen.add(key)
            style = self.by_id[key]
            yield style
            based = style.find(f"{W}basedOn")
            key = based.get(f"{W}val", "") if based is not None else ""

    def style_of(self, properties: Element | None) -> str:
        named = properties.find(f"{W}pStyle") if properties is not None else None
        return (named.get(f"{W}val", "") if named is not None else "") or self.default

    def _paragraph_properties(self, properties: Element | None) -> Iterator[Element]:
        if properties is not None:
            yield properties
        for style in self._chain(self.style_of(properties)):
            found = style.find(f"{W}pPr")
            if found is not None:
                yield found
        if self.defaults is not None:
            yield self.defaults

    def space(self, properties: Element | None, side: str) -> bool:
        """Whether space is left `before` or `after` the paragraph."""
        for found in self._paragraph_properties(properties):
            spacing = found.find(f"{W}spacing")
            if spacing is None:
                continue
            if spacing.get(f"{W}{side}Autospacing") in {"1", "true", "on"}:
                return True
            value = spacing.get(f"{W}{side}")
            if value is not None:
                return value.lstrip("-").isdigit() and int(value[:9]) >= _SEEN
        return False

    def is_contextual(self, properties: Element | None) -> bool:
        """Whether no space is left between paragraphs of the same style."""
        for found in self._paragraph_properties(properties):
            element = found.find(f"{W}contextualSpacing")
            if element is not None:
                return is_on(element)
        return False

    def numbering(self, properties: Element | None) -> tuple[str, int]:
        """The list the paragraph belongs to, and its level in it; an empty id when to none."""
        key, level = "", 0
        for found in self._paragraph_properties(properties):
            numbered = found.find(f"{W}numPr")
            if numbered is None:
                continue
            listed, deep = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
            if deep is not None and deep.get(f"{W}val", "").isdigit():
                level = min(int(deep.get(f"{W}val", "0")[:2]), 8)
            if listed is not None:
                key = listed.get(f"{W}val", "")
                break
        return ("" if key == "0" else key), level

    def has(self, properties: Element | None, name: str) -> bool:
        """Whether a run has the property (`b`, `i`), by itself or by its character style."""
        element = properties.find(f"{W}{name}") if properties is not None else None
        if element is not None:
            return is_on(element)
        named = properties.find(f"{W}rStyle") if properties is not None else None
        for style in self._chain(named.get(f"{W}val", "") if named is not None else ""):
            element = style.find(f"{W}rPr/{W}{name}")
            if element is not None:
                return is_on(element)
        return False

    def is_hidden(self, run: Element | None, paragraph: Element | None) -> bool:
        """Whether a run is hidden: by itself, by its character style, or by its paragraph's style."""
        chosen = [run.find(f"{W}vanish") if run is not None else None]
        named = run.find(f"{W}rStyle") if run is not None else None
        for key in (named.get(f"{W}val", "") if named is not None else "", self.style_of(paragraph)):
            chosen += [style.find(f"{W}rPr/{W}vanish") for style in self._chain(key)]
        return next((is_on(element) for element in chosen if element is not None), False)

    def is_raised(self, properties: Element | None) -> bool:
        if properties is None:
            return False
        element = properties.find(f"{W}vertAlign")
        named = properties.find(f"{W}rStyle")
        if element is None and named is not None:
            styles = self._chain(named.get(f"{W}val", ""))
            element = next((e for s in styles if (e := s.find(f"{W}rPr/{W}vertAlign")) is not None), None)
        return element is not None and element.get(f"{W}val") == "superscript"


def is_on(element: Element) -> bool:
    """An on/off property without a value is on."""
    return element.get(f"{W}val", "1") not in _OFF
