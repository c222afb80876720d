"""One size of `benchmarks/public.py`, in a process of its own: its settings say which database is measured."""

import http.client
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

PAGES = {
    "home": "/",
    "letters": "/letters/",
    "letters, in the middle": "/letters/?page={middle}",
    "letters, dead sources and joint": "/letters/?link_state=dead&kind=joint",
    "letters, nearly all: not answered": "/letters/?replied=no",
    "letters of whom many are called": "/letters/?signatory=vera",
    "letter": "/letters/letter-7/",
    "people": "/people/",
    "people by name": "/people/?q=vera",
    "people who signed": "/people/?role=signed",
    "person who signs most": "/people/person-1/",
    "detainees": "/detainees/",
    "detainees, held in a country": "/detainees/?status=held&country=XA",
    "detainee": "/detainees/{detainee}/",
    "organizations": "/organizations/",
    "organization that issues most": "/organizations/committee-1/",
    "sources": "/sources/",
    "sources by words": "/sources/?q=report",
    "sources, dead": "/sources/?state=dead",
    "source": "/sources/1/",
    "link health": "/link-health/",
    "search, a name": "/search/?q=vera",
    "search, a word of all letters": "/search/?q=case",
    "search, two words and a filter": "/search/?q=vera+case&link_state=dead",
    "search, nothing fits": "/search/?q=xylofone&kind=joint",
    "names while typed": "/search/names/?kind=signatory&q=ver",
    "API letters": "/api/v1/letters/",
    "API letters by words": "/api/v1/letters/?q=vera",
    "API letters, dead sources": "/api/v1/letters/?link_state=dead",
    "API people": "/api/v1/people/?role=signed",
    "API detainees": "/api/v1/detainees/?status=held",
    "API sources": "/api/v1/sources/?q=report",
    "API letter": "/api/v1/letters/letter-7/",
    "API person": "/api/v1/people/person-1/",
    "API detainee": "/api/v1/detainees/{detainee}/",
    "API source": "/api/v1/sources/1/",
    "feed of all letters": "/feeds/letters.atom",
    "feed of a filter": "/feeds/letters.atom?kind=joint&replied=no",
    "feed of who signs most": "/feeds/people/person-1.atom",
    "feed of a detainee": "/feeds/detainees/{detainee}.atom",
    "sitemap": "/sitemap.xml",
    "sitemap, a file of sources": "/sitemaps/sources.xml",
    "letter as BibTeX": "/letters/letter-7/cite.bib",
}
_AT_LEAST = 6
_ENOUGH_MS = 10_000
_ROUNDS = 3
_SECONDS = 1.5
_STARTS_WITHIN = 30.0


def chosen(only: str) -> dict[str, str]:
    """The pages with `only` in their name, all where it is empty."""
    return {name: address for name, address in PAGES.items() if only.lower() in name.lower()}


def measure(letters: int, repeats: int, only: str = "") -> dict[str, Any]:
    """All figures of a record of so many letters; of the pages alone that are `chosen` where some are."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.record import Size, make_record

    call_command("migrate", verbosity=0)
    size = Size(letters)
    make_record(size, progress=lambda words: print(f"  … {words}", file=sys.stderr) if sys.stderr.isatty() else None)
    facts = {"middle": max(1, letters // 60), "detainee": f"person-{size.people // 2}"}
    pages = {}
    for name, address in chosen(only).items():
        pages[name] = found = _page(address.format(**facts), repeats)
        # Said at once: a run that is cut off has told what it saw.
        print(
            f"  … {letters:,}: {name}: {found['p95']:.0f} ms, first {found['first']:.0f}", file=sys.stderr, flush=True
        )
    if only:
        return {"pages": pages}
    export = _export()
    connection.close()
    rates = _rates("/letters/letter-7/")
    return {"pages": pages, "export": export, "rates": rates, "ratio": rates["a kept letter"] / rates["a constant"]}


def _page(address: str, repeats: int) -> dict[str, float]:
    from django.conf import settings
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    bare = [one for one in settings.MIDDLEWARE if one != "public.caching.PublicCacheMiddleware"]
    with override_settings(MIDDLEWARE=bare, ALLOWED_HOSTS=["testserver"], DEBUG=False):
        client = Client()
        client.get("/robots.txt")
        cache.clear()
        times = [_timed(client, address)]
        # A page that is slow needs fewer to show it.
        while len(times) <= repeats and (len(times) < _AT_LEAST or sum(times[1:]) < _ENOUGH_MS):
            times.append(_timed(client, address))
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
    p95 = statistics.quantiles(times[1:], n=20, method="inclusive")[-1]
    return {"first": times[0], "p95": p95, "queries": len(queries)}


def _timed(client: Any, address: str) -> float:
    began = time.perf_counter()
    response = client.get(address)
    took = (time.perf_counter() - began) * 1000
    assert response.status_code == 200, (address, response.status_code)
    return took


def _export() -> dict[str, float]:
    """How much is sent, and how much more memory this process ever held because of it."""
    from django.test import Client
    from django.test.utils import override_settings

    with override_settings(ALLOWED_HOSTS=["testserver"]):
        response: Any = Client().get("/export/letters.csv")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        sent = sum(len(part) for part in response.streaming_content)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"megabytes": sent / 1e6, "grown": (after - before) / 1024}


def _rates(address: str) -> dict[str, float]:
    """Requests a second of one worker over one connection, by turns, the best of a few rounds each."""
    best = {"a kept letter": 0.0, "a constant": 0.0}
    with _served("kept") as kept, _served("constant") as constant:
        for _ in range(_ROUNDS):
            best["a kept letter"] = max(best["a kept letter"], _rate(kept, address))
            best["a constant"] = max(best["a constant"], _rate(constant, "/constant/"))
    return best


@contextmanager
def _served(what: str) -> Iterator[int]:
    from tests.servers import answers, free_port

    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "benchmarks.constant:application", "--workers", "1", "--threads", "8"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "error"],
        env={**os.environ, "BENCH_SERVES": what},
        stdout=sys.stderr,
    )
    try:
        deadline = time.monotonic() + _STARTS_WITHIN
        while not answers(port) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def _rate(port: int, address: str) -> float:
    reader = http.client.HTTPConnection("127.0.0.1", port)
    # The first request starts Django, and the second may find the connection closed.
    for _ in range(2):
        _asked(reader, address)
    count, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < _SECONDS:
        _asked(reader, address)
        count += 1
    reader.close()
    return count / took


def _asked(reader: http.client.HTTPConnection, address: str) -> None:
    try:
        reader.request("GET", address)
        answer = reader.getresponse()
    except (ConnectionError, http.client.HTTPException):
        reader.close()
        reader.request("GET", address)
        answer = reader.getresponse()
    answer.read()
    assert answer.status == 200, answer.status


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advocacy.settings")
    django.setup()
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])))
