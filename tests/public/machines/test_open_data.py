"""What all addresses for machines have in common: read only, open to every site, asked for again."""

import time

import pytest
from django.utils.http import http_date

from letters.models import Letter
from people.models import Person
from tests import factories as make
from tests.public.world import detainee_of, rich_letter, signatory_of, source_of

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    letter = rich_letter()
    return [
        "/api/v1/",
        *(f"/api/v1/{name}/" for name in ("letters", "people", "detainees", "sources", "schema")),
        f"/api/v1/letters/{letter.slug}/",
        f"/api/v1/people/{signatory_of(letter).slug}/",
        f"/api/v1/detainees/{detainee_of(letter).slug}/",
        f"/api/v1/sources/{source_of(letter).pk}/",
        "/feeds/letters.atom",
        f"/feeds/detainees/{detainee_of(letter).slug}.atom",
        f"/feeds/people/{signatory_of(letter).slug}.atom",
    ]


EXPORTS = ["/export/letters.csv", "/export/letters.json"]


def test_any_site_may_read(client):
    cite = f"{make.letter(published=True).get_absolute_url()}cite.json"
    for address in [
        *addresses(),
        *EXPORTS,
        "/api/v1/nothing/",
        "/api/v1/letters/?x=1",
        "/feeds/letters.atom?x=1",
        cite,
    ]:
        response = client.get(address, headers={"origin": "https://example.org"})
        assert response["Access-Control-Allow-Origin"] == "*", address
        assert "Access-Control-Allow-Credentials" not in response, address
        assert "ETag" in response["Access-Control-Expose-Headers"], address


def test_a_browser_that_asks_first_is_answered(client):
    for address in [*addresses(), *EXPORTS]:
        response = client.options(
            address, headers={"origin": "https://example.org", "access-control-request-method": "GET"}
        )
        assert response.status_code == 204, address
        assert response.content == b"", address
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS", address
        assert "If-None-Match" in response["Access-Control-Allow-Headers"], address


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(method):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    for address in [*addresses(), *EXPORTS]:
        response = getattr(client, method)(address)
        assert response.status_code == 405, address
        assert response["Allow"] == "GET, HEAD, OPTIONS", address
        assert response.json()["detail"], address


def test_head_answers_like_get_without_the_text(client):
    for address in [*addresses(), *EXPORTS]:
        response, full = client.head(address), client.get(address)
        assert response.status_code == 200, address
        assert response["Content-Type"] == full["Content-Type"], address
        assert response.content == b"", address


def test_an_unchanged_answer_is_not_sent_again(client):
    for address in addresses():
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate", address
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304, address
        assert again.content == b"", address
        assert again["Access-Control-Allow-Origin"] == "*", address


def test_whatever_changes_is_sent_again(client):
    """A new name of a person, whose row the letter's row knows nothing of, is a change, too."""
    pages = [address for address in addresses() if not address.endswith(("/v1/", "/schema/"))]
    tags = {address: client.get(address)["ETag"] for address in pages}
    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(name=f"{person.name} Renamed")
    for letter in Letter.objects.all():
        Letter.objects.filter(pk=letter.pk).update(subject=f"{letter.subject}, renamed")
    for address, tag in tags.items():
        if address == "/api/v1/sources/":
            continue
        assert client.get(address, headers={"if-none-match": tag}).status_code == 200, address


def test_whoever_asks_by_the_day_of_change_misses_no_change(client):
    letter = make.letter(published=True)
    pages = ["/api/v1/letters/", f"/api/v1/letters/{letter.slug}/", "/feeds/letters.atom"]
    asked = {}
    for address in pages:
        response = client.get(address)
        asked[address] = response.get("Last-Modified", http_date(time.time()))
    Letter.objects.filter(pk=letter.pk).update(subject="Another subject")
    for address, since in asked.items():
        response = client.get(address, headers={"if-modified-since": since})
        assert response.status_code == 200, address
        assert b"Another subject" in response.content, address


def test_answers_are_the_same_for_everybody(client):
    pages = addresses()
    before = {address: client.get(address).content for address in pages}
    client.force_login(make.staff(is_superuser=True))
    for address, content in before.items():
        response = client.get(address)
        assert response.content == content, address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
