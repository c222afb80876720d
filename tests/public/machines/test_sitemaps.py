from xml.etree import ElementTree

import pytest

from public.sitemaps import SITEMAPS
from tests import factories as make
from tests.public.world import detainee_of, rich_letter, signatory_of, source_of

pytestmark = pytest.mark.django_db

XMLNS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HERE = "http://127.0.0.1:8000"


def locations(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return [element.text or "" for element in ElementTree.fromstring(response.content).iter(f"{XMLNS}loc")]


def everything(client) -> list[str]:
    files = locations(client, "/sitemap.xml")
    return [page for file in files for page in locations(client, file.removeprefix(HERE))]


def test_every_public_page_is_told_of_at_the_sites_own_address(client):
    letter = rich_letter()
    pages = everything(client)
    assert len(pages) == len(set(pages))
    for address in (
        "/",
        letter.get_absolute_url(),
        f"/detainees/{detainee_of(letter).slug}/",
        f"/people/{signatory_of(letter).slug}/",
        f"/organizations/{letter.issuer.slug}/",
        source_of(letter).get_absolute_url(),
    ):
        assert HERE + address in pages
    for page in pages:
        assert client.get(page.removeprefix(HERE)).status_code == 200, page


def test_more_than_fit_into_one_file_are_split(client, monkeypatch):
    assert all(pages.limit <= 50_000 for pages in SITEMAPS.values())
    for pages in SITEMAPS.values():
        monkeypatch.setattr(pages, "limit", 2)
    for _ in range(5):
        make.letter(published=True)
    files = [file for file in locations(client, "/sitemap.xml") if "/letters.xml" in file]
    assert files == [f"{HERE}/sitemaps/letters.xml{page}" for page in ("", "?p=2", "?p=3")]
    assert [len(locations(client, file.removeprefix(HERE))) for file in files] == [2, 2, 1]
    assert len([page for page in everything(client) if "/letters/2" in page]) == 5


@pytest.mark.parametrize("address", ["/sitemaps/nothing.xml", "/sitemaps/letters.xml?p=9", "/sitemaps/letters.xml?p=x"])
def test_a_file_that_is_not_there_is_not_there(client, address):
    assert client.get(address).status_code == 404


def test_a_letter_that_is_withdrawn_changes_the_answer(client):
    make.letter(published=True)
    letter = make.letter(published=True)
    response = client.get("/sitemaps/letters.xml")
    assert "Last-Modified" not in response
    type(letter).objects.filter(pk=letter.pk).update(status="draft")
    asked = {"if-none-match": response["ETag"], "if-modified-since": "Fri, 01 Jan 2038 00:00:00 GMT"}
    assert client.get("/sitemaps/letters.xml", headers=asked).status_code == 200


def test_robots_are_told_where_the_sitemap_is(client):
    assert f"Sitemap: {HERE}/sitemap.xml" in client.get("/robots.txt").content.decode().splitlines()
