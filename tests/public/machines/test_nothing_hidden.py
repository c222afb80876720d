"""Of letters that are not published, and of whom and what only they name, no program is told. The campaign of
tests/public/test_everything_public.py asks the same of everything at once."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from letters.models import Letter
from tests.public.crawl import ask, filled, patterns
from tests.public.test_everything_public import hidden_keys
from tests.public.test_leaks import MARKER, plant_unpublished
from tests.public.world import rich_letter

pytestmark = pytest.mark.django_db

# The year of what is hidden as programs are told of it; an id or a fraction of a second may hold its digits, too.
WORDS = (MARKER, "1911-", '"1911"')
FILES = ("letters", "detainees", "people", "organizations", "sources")
LISTS = [
    *(f"/api/v1/{name}/?limit=100" for name in ("letters", "people", "detainees", "sources")),
    "/feeds/letters.atom",
    "/export/letters.csv",
    "/export/letters.json",
    *(f"/sitemaps/{name}.xml" for name in FILES),
]
OF_ONE = [route for route in patterns() if route.startswith(("api/", "feeds/")) and "<" in route]


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def public(db) -> Letter:
    letter = rich_letter()
    for status in ("draft", "in_review"):
        plant_unpublished(status, letter)
    return letter


@pytest.mark.parametrize("address", LISTS)
def test_a_list_tells_of_nothing_hidden(client: Client, public: Letter, address: str) -> None:
    answer = ask(client, address)
    assert answer.status == 200
    known = hidden_keys()
    for word in (*WORDS, *(f"/{key}/" for key in known["slug"]), *(f"/sources/{key}/" for key in known["int"])):
        assert word not in answer.text, word


def test_what_is_hidden_has_no_address_of_its_own(client: Client, public: Letter) -> None:
    asked = [address for route in OF_ONE for address in filled(route, hidden_keys())]
    assert len(asked) > 20
    for address in asked:
        assert ask(client, address).status == 404, address


def test_what_is_public_tells_nothing_of_a_hidden_letter_that_names_it_too(client: Client, public: Letter) -> None:
    told = [ask(client, address).text for address in LISTS[:4]]
    addresses = {word for text in told for word in text.split('"') if word.startswith("http://127.0.0.1:8000/")}
    asked = {urlsplit(address).path for address in addresses} | {
        f"/feeds/{kind}/{slug}.atom"
        for kind, slug in (
            ("detainees", public.mentions.all()[0].person.slug),
            ("people", public.signatures.values_list("person__slug", flat=True)[0]),
            ("organizations", public.issuer.slug),
        )
    }
    programs = [path for path in asked if path.startswith(("/api/v1/", "/feeds/")) and "/docs/" not in path]
    assert len(programs) > 10
    for path in programs:
        answer = ask(client, path)
        assert answer.status == 200, path
        for word in WORDS:
            assert word not in answer.text, (path, word)
