"""Addresses taken apart by the WHATWG URL standard, each once however many rules look at it. Pure."""

import functools
from typing import Any

import ada_url

# More than the addresses of all checks that are under way at once.
_KEPT = 4096


class ParsedURL(ada_url.URL):
    """An address that does not change: each of its parts is fetched from the parser once."""

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = super().__getattr__(name)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "urlobj":
            raise AttributeError("a parsed address is shared, and cannot be changed")
        super().__setattr__(name, value)


@functools.lru_cache(_KEPT)
def parsed_url(url: str) -> ParsedURL:
    """`url` taken apart; raises ValueError when no browser could read it."""
    return ParsedURL(url)
