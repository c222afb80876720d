"""Every page is valid HTML by the Nu Html Checker, the one behind validator.w3.org."""

import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.urls import resolve

from letters.models import Letter
from tests.public.crawl import BEGINNINGS, crawl
from tests.public.world import many_letters, rich_letter, with_document
from tests.servers import require

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]

HERE = Path(__file__).parent / "markup"
# Of pages that one view makes, so many are read; the samples differ enough from each other.
OF_EACH_KIND = 8
_FOR_MACHINES = ("/api/v1/", "/feeds/", "/export/", "/sitemaps/")
AWKWARD = (
    "/letters/?q=nothing+like+this",
    "/letters/?kind=postcard&year=1",
    "/letters/?page=99",
    "/letters/?link_state=dead&q=%22%3E%3Cscript%3E",
    "/detainees/?status=held&q=a",
    "/people/?role=signed",
    "/sources/?state=dead",
    "/search/?q=the",
)


@pytest.fixture(scope="module")
def checker(tmp_path_factory) -> list[str]:
    """The command that runs the checker. It needs Java 11 or newer, and npm to fetch the pinned release once."""
    java = require("java", package="default-jre-headless")
    if jar := os.environ.get("VNU_JAR"):
        return [java, "-jar", jar]
    npm = require("npm", package="npm")
    folder = tmp_path_factory.mktemp("checker")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    # Its script would download another Java.
    fetched = subprocess.run([npm, "ci", "--ignore-scripts"], cwd=folder, capture_output=True, text=True, check=False)
    if fetched.returncode:
        reason = f"the HTML checker could not be fetched with npm: {fetched.stderr[-300:]}"
        pytest.fail(reason) if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip(reason)
    return [java, "-jar", str(folder / "node_modules/vnu-jar/build/dist/vnu.jar")]


def faults(checker: list[str], folder: Path) -> list[str]:
    """What the checker says of the files in the folder, warnings included."""
    found = subprocess.run(
        [*checker, "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')} {one['message']} {one.get('extract', '')!r}"
        for one in json.loads(found.stderr)["messages"]
    ]


def some_of_each(pages: dict[str, str]) -> dict[str, str]:
    """The pages, at most a few of each kind, those with the most text first."""
    kinds = defaultdict(list)
    for address in sorted(pages, key=lambda address: -len(pages[address])):
        kind = resolve(address.partition("?")[0]).view_name if pages[address] else ""
        kinds[kind].append(address)
    return {address: pages[address] for chosen in kinds.values() for address in chosen[:OF_EACH_KIND]}


def write(folder: Path, pages: Mapping[str, str]) -> None:
    for number, (address, html) in enumerate(pages.items()):
        (folder / f"{number}-{re.sub(r'[^a-z0-9]+', '-', address.lower())[:80]}.html").write_text(html)


def test_every_page_is_valid(client, checker, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("load_samples")
    rich_letter(language="fa", subject='<b>A & "B"</b>', body="# A\n\n### B[^1]\n\n> - c\n>\n> 1. d")
    with_document(Letter.objects.published()[0], "a.txt", b"open")
    many_letters(26)
    answers = crawl(client, [*BEGINNINGS, *AWKWARD, "/api/v1/docs/"], leave=_FOR_MACHINES)
    pages = {
        address: answer.text
        for address, answer in answers.items()
        if answer.kind.startswith("text/html") and answer.status == 200
    }
    chosen = some_of_each(pages)
    assert len({resolve(address.partition("?")[0]).view_name for address in chosen}) >= 10
    folder = tmp_path / "pages"
    folder.mkdir()
    write(folder, chosen)
    assert faults(checker, folder) == []


def test_error_pages_are_valid(client, checker, tmp_path):
    pages = {str(code): render_to_string(f"{code}.html") for code in (400, 403, 404, 500)}
    write(tmp_path, pages)
    assert faults(checker, tmp_path) == []


def test_the_checker_finds_what_is_wrong(checker, tmp_path):
    (tmp_path / "a.html").write_text("<!doctype html><html lang=en><title>a</title><p><div>b</div></p><img src=x>")
    found = " ".join(faults(checker, tmp_path))
    assert "No “p” element in scope" in found
    assert "alt" in found
