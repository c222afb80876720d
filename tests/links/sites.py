"""Whole sites on the local web, which have an answer for addresses that nobody wrote a script for."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from links.evidence import Evidence
from links.fetch import Fetcher, Manners
from links.network.guard import Guard
from tests.web import Answer, LocalWeb, Request, page, script


class Site(LocalWeb):
    """A local web that has a front page; its other addresses answer as `rest` says: 404, unless told otherwise."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.answer("/", body=page("Example News", "Read all about it on our front page."))
        self.rest: Callable[[Request], Answer] = lambda request: script(status=404)

    def everything(self, **parts: Any) -> None:
        """From now on every other address answers so; `{path}` in the body and the headers is the path asked for."""

        def answer(request: Request) -> Answer:
            body, headers = parts.get("body"), parts.get("headers", {})
            echoed = {name: value.replace("{path}", request.path) for name, value in headers.items()}
            filled = {} if body is None else {"body": body.replace("{path}", request.path)}
            return script(**{**parts, **filled, "headers": echoed})

        self.rest = answer

    def _next_answer(self, request: Request) -> Answer:
        known = any((host, request.path) in self._scripts for host in (request.host, None))
        return super()._next_answer(request) if known else self.rest(request)


def check(site: LocalWeb, settings: Any, url: str, **options: Any) -> Evidence:
    """The evidence of one check of `url`; the requests of earlier ones are forgotten."""
    return check_all(site, settings, [url], **options)[0]


def check_all(
    site: LocalWeb, settings: Any, urls: Sequence[str], *, budget: float = float("inf"), **manners: Any
) -> list[Evidence]:
    """The evidence of one check of each of `urls`, one after another."""
    guard = Guard(networks=settings.LINKS_ALLOWED_NETWORKS, ports=settings.LINKS_ALLOWED_PORTS)

    async def ask() -> list[Evidence]:
        own = {"user_agent": "test", "interval": 0.0, "timeout": 5.0, **manners}
        async with Fetcher(guard=guard, manners=Manners(**own)) as fetcher:
            return [await fetcher.check(url, budget=budget) for url in urls]

    site.forget_requests()
    return asyncio.run(ask())
