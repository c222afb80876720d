"""A page's words and its elements, both from its bytes, without stalling the loop."""

import asyncio

from links.pages.elements import Elements, elements_of
from links.pages.reading import Page, read_page

# Reading more than this takes long enough for the other hosts' answers to wait.
_READ_ASIDE = 64 * 1024


async def parse_aside(data: bytes, content_type: str) -> tuple[Page, Elements]:
    """The page in `data`, and what it is made of when it is HTML; a large one is read in a thread."""
    if len(data) <= _READ_ASIDE:
        return _parse(data, content_type)
    return await asyncio.to_thread(_parse, data, content_type)


def _parse(data: bytes, content_type: str) -> tuple[Page, Elements]:
    page = read_page(data, content_type)
    is_html = page.text is not None and not content_type.lower().startswith("text/plain")
    return page, elements_of(page.markup) if is_html else Elements()
