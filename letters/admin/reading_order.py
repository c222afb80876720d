"""Django's change page shows all fields and then all inlines; a letter is read with its parts in between."""

from typing import Any

from letters.models import Addressee, Ask, Footnote, Mention, Reply, Signature

ORDER: list[str | type] = [
    "Letterhead",
    Addressee,
    "Text",
    Signature,
    Footnote,
    Mention,
    Ask,
    Reply,
    "Summary, document, notes",
    "Publication",
]


def in_reading_order(adminform: Any, inlines: Any) -> list[dict[str, Any]]:
    """Fieldsets (by name) and inlines (by model) as `{"fieldset": …}` and `{"inline": …}`, in the letter's order.

    What `ORDER` does not name comes last, so that nothing can be lost from the page.
    """
    parts: list[tuple[Any, dict[str, Any]]] = [(fieldset.name, {"fieldset": fieldset}) for fieldset in adminform]
    parts += [(inline.opts.model, {"inline": inline}) for inline in inlines]
    places = {key: place for place, key in enumerate(ORDER)}
    return [part for _, part in sorted(parts, key=lambda item: places.get(item[0], len(ORDER)))]
