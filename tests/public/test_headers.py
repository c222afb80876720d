import re

import pytest
from django.conf import settings
from django.urls import reverse

from tests import factories as make
from tests.public.world import detainee_of, rich_letter, signatory_of, source_of

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    letter = rich_letter()
    return [
        *(
            reverse(name)
            for name in ("home", "letters", "people", "organizations", "detainees", "sources", "link-health", "robots")
        ),
        letter.get_absolute_url(),
        *(reverse(f"letter-cite-{kind}", args=[letter.slug]) for kind in ("json", "bib", "ris")),
        reverse("organization", args=[letter.issuer.slug]),
        reverse("person", args=[signatory_of(letter).slug]),
        reverse("detainee", args=[detainee_of(letter).slug]),
        source_of(letter).get_absolute_url(),
    ]


def test_pages_set_no_cookie_and_are_the_same_for_everybody(client):
    pages = addresses()
    anonymous = {address: client.get(address) for address in pages}
    client.force_login(make.staff(is_superuser=True))
    for address, response in anonymous.items():
        assert response.status_code == 200, address
        assert not response.cookies, address
        # Readers may choose the language of a page, which a cookie keeps; programs all get the same.
        varying = {"Accept-Language", "Cookie"} if response["Content-Type"].startswith("text/html") else set()
        assert set(filter(None, response.get("Vary", "").split(", "))) == varying, address
        signed_in = client.get(address)
        assert signed_in.content == response.content, address
        assert "sessionid" not in signed_in.cookies, address


def test_pages_may_be_kept_but_must_be_asked_for_again(client):
    for address in addresses():
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate", address
        assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304, address


def test_a_withdrawn_letter_is_gone_for_a_cache_that_asks(client):
    letter = make.letter(published=True)
    tag = client.get(letter.get_absolute_url())["ETag"]
    type(letter).objects.filter(pk=letter.pk).update(status="draft")
    assert client.get(letter.get_absolute_url(), headers={"if-none-match": tag}).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_pages_can_only_be_read(client, method):
    for address in addresses():
        assert getattr(client, method)(address).status_code == 405, address


def test_head_answers_like_get_without_the_text(client):
    for address in addresses():
        response = client.head(address)
        assert response.status_code == 200
        assert response.content == b""


def test_no_page_needs_a_script_or_breaks_the_policy(client):
    for address in addresses():
        response = client.get(address)
        html = response.content.decode()
        assert "script-src 'self'" in response["Content-Security-Policy"]
        # Facts for machines are data: no browser runs them, and no policy stops them.
        assert "<script" not in re.sub('<script (type="application/ld.json"|src="/static/[^"]*" defer)>', "", html), (
            address
        )
        assert " style=" not in html, address
        assert "<style" not in html, address


def test_robots_are_told_what_is_not_for_them(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content == (b"User-agent: *\nDisallow: /admin/\n\nSitemap: http://127.0.0.1:8000/sitemap.xml\n")


def test_an_address_that_is_not_there_says_what_to_do(client):
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert b"There is no page here" in response.content
    assert b'href="/letters/"' in response.content


def test_error_pages_need_nothing_from_the_request():
    from django.template.loader import render_to_string

    assert settings.TEMPLATES[0]["APP_DIRS"]
    for code in (400, 403, 404, 500):
        assert "<h1>" in render_to_string(f"{code}.html")


def test_the_style_guide_is_for_development_alone(client, settings):
    assert client.get("/styleguide/").status_code == 404
    settings.DEBUG = True
    response = client.get("/styleguide/")
    assert response.status_code == 200
    assert b"Style guide" in response.content
