"""Addresses of pages that cannot exist, beside a given one: asked for to know how a site says "not found". Pure."""

import re
from urllib.parse import unquote

import ada_url

_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{0,4}$", re.IGNORECASE)
# A part of a path that says when, not what.
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCRIPT = re.compile(
    r"(?:index|default|main|article|news|view|show|story|page|doc|document|item|content|details?|print|node|read|display)",
    re.IGNORECASE,
)
_ID_PARAMETER = re.compile(r"(?:.*id|p|n|no|num|number|page|story|article|news|doc|item)", re.IGNORECASE)


def impossible(url: str, token: str) -> str:
    """A sibling of `url` that cannot exist: in the same directory, of the same shape and extension, made with the
    random `token` (letters a to z, and digits).

    Directories that look like an article's number are varied too, since many sites look at nothing else. Where a
    script takes the article's number as a parameter, that is varied instead of the script's name.
    """
    parsed = ada_url.URL(url)
    varied = _Varied(token)
    segments = parsed.pathname.split("/")
    last = max((index for index, segment in enumerate(segments) if segment), default=None)
    query = parsed.search.removeprefix("?")
    parameters = [part.partition("=") for part in query.split("&")] if query else []
    if _takes_number(segments[last] if last is not None else "", parameters):
        changed = [
            f"{name}={varied.number()}" if _is_id(name, value) else f"{name}{mark}{value}"
            for name, mark, value in parameters
        ]
        parsed.search = "?" + "&".join(changed)
    elif last is None:
        parsed.pathname, parsed.search = "/" + varied.segment(""), ""
    else:
        parsed.pathname = "/".join(
            varied.segment(segment) if index == last or (index < last and _is_numbered(segment)) else segment
            for index, segment in enumerate(segments)
        )
        parsed.search = ""
    parsed.hash = ""
    return parsed.href


class _Varied:
    def __init__(self, token: str) -> None:
        self._letters = "".join(filter(str.isalpha, token)) or "q"
        self._digits = "".join(filter(str.isdigit, token)) or "7"
        self._at = 0

    def number(self) -> str:
        """Nine digits: more than any site has pages, and still what a 32-bit number holds."""
        return "9" + "".join(self._digit() for _ in range(8))

    def segment(self, segment: str) -> str:
        """Of the same shape, letter for letter and digit for digit; a long number becomes an impossible one."""
        text = unquote(segment)
        extension = _EXTENSION.search(text)
        stem, end = (text[: extension.start()], extension[0]) if extension and extension.start() else (text, "")
        if stem.isdigit() and not _YEAR.fullmatch(stem):
            return self.number() + end
        shaped = (
            self.number() if run.isdigit() and len(run) >= 5 else "".join(map(self._like, run))
            for run in re.findall(r"\d+|\D+", stem)
        )
        made = "".join(shaped)[:80]
        return (made if sum(map(str.isalnum, made)) >= 8 else made + self._letters[:12]) + end

    def _like(self, character: str) -> str:
        if character.isdecimal():
            return self._digit()
        if character.isalpha():
            letter = self._letters[self._next() % len(self._letters)]
            return letter.upper() if character.isupper() else letter
        return character if character in "-_.,~+" else "-"

    def _digit(self) -> str:
        return self._digits[self._next() % len(self._digits)]

    def _next(self) -> int:
        self._at += 1
        return self._at


def _is_numbered(segment: str) -> bool:
    """Whether a directory may be an article's number: it has digits that are no year, month or day."""
    return any(character.isdigit() for character in segment) and not (
        _YEAR.fullmatch(segment)
        or re.fullmatch(r"[01]?\d|[123]\d|(?:19|20)\d\d[-_]?[01]\d(?:[-_]?[0-3]\d)?|v\d", segment)
    )


def _takes_number(last: str, parameters: list[tuple[str, str, str]]) -> bool:
    is_script = not last or bool(_SCRIPT.fullmatch(_EXTENSION.sub("", last)))
    return is_script and any(_is_id(name, value) for name, _, value in parameters)


def _is_id(name: str, value: str) -> bool:
    return value.isdigit() and bool(_ID_PARAMETER.fullmatch(name))
