"""A crawler of all that is public: pages, feeds, sitemap, API, exports. Whatever an answer names is asked for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.conf import settings
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

BEGINNINGS = ("/", "/robots.txt", "/sitemap.xml", "/api/v1/", "/nothing-here/", "/letters/nothing-here/", "/search/")
_NAMED = re.compile(r'(?:href|src|action|data-schema)="([^"#]+)|<loc>([^<]+)|(https?://[^\s"<>\\]+)')
# Which part of an answer is asked for, and not which answer.
_PLACES = {"page", "cursor", "limit", "p"}
_NOT_PUBLIC = ("/admin/", "/static/", "/_nested_admin/")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    kind: str
    text: str


def ask(client: Client, address: str) -> Answer:
    response = client.get(address)
    return Answer(response.status_code, response.get("Content-Type", ""), text_of(response))


def text_of(response: Any) -> str:
    content = b"".join(response) if isinstance(response, StreamingHttpResponse) else response.content
    return content.decode(errors="replace")


def crawl(
    client: Client, beginnings: Iterable[str] = BEGINNINGS, *, leave: tuple[str, ...] = (), most: int = 3000
) -> dict[str, Answer]:
    """Every answer that can be reached from the beginnings, by address; what begins as `leave` says is left alone.

    Filters that are offered are tried one by one and not with each other: there would be no end.
    """
    queue = list(beginnings)
    seen: dict[str, Answer] = {}
    while queue:
        address = queue.pop()
        if address in seen:
            continue
        assert len(seen) < most, f"the site has no end: {address}"
        seen[address] = answer = ask(client, address)
        assert answer.status in {200, 301, 302, 404}, (address, answer.status)
        if answer.status == 200:
            queue += [
                found
                for found in named(address, answer.text)
                if not found.startswith(leave) and not _combines(address, found)
            ]
    return seen


def named(address: str, text: str) -> Iterator[str]:
    """The public addresses of this site that an answer names, in whatever language it is written."""
    for groups in _NAMED.findall(text):
        target = unescape(next(filter(None, groups)))
        if target.startswith(settings.BASE_URL):
            target = target.removeprefix(settings.BASE_URL) or "/"
        elif urlsplit(target).scheme or target.startswith("//"):
            continue
        found = urljoin(address, target).partition("#")[0]
        if not found.startswith(_NOT_PUBLIC):
            yield found


def _combines(address: str, found: str) -> bool:
    """Whether one question, asked where another was asked, adds to it."""
    before, after = ({name for name, _ in parse_qsl(urlsplit(one).query)} - _PLACES for one in (address, found))
    return bool(before) and not after <= before


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address pattern of the public room: `letters/<slug:slug>/`."""
    for one in (resolver or get_resolver("public.urls")).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        # What is written as a regular expression catches the rest and is nobody's address.
        elif isinstance(one.pattern, RoutePattern):
            yield route


def filled(route: str, keys: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The addresses that a pattern makes with every key of the right kind (`slug`, `int`)."""
    parts = re.split(r"<(?:(\w+):)?\w+>", route)
    fixed, kinds = parts[::2], parts[1::2]
    for values in product(*(keys[kind] for kind in kinds)):
        yield "/" + "".join(text + value for text, value in zip(fixed, [*values, ""], strict=True))
