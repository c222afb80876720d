"""Parked and for-sale domains are told from pages that tell of them by asking for a page that cannot exist."""

import pytest

from links.evidence import Hop
from links.judging.parking import mark_of
from links.pages.elements import Elements
from links.pages.reading import Page
from links.vocabulary import Outcome
from tests.links.sites import Site, check
from tests.web import page

ARTICLE = "Names of newspapers that were shut down are bought and parked with advertisements. " * 25
PARKED = {
    "adsense for domains": page(
        "old.example.org", '<script src="https://www.google.com/adsense/domains/caf.js"></script>'
    ),
    "godaddy": '<script>window.onload=function(){window.location.href="/lander"}</script>',
    "godaddy lander": '<div id="root"></div><script src="https://img1.wsimg.com/parking-lander/static/js/main.js"></script>',
    "bodis": '<div id="target"></div><script>window.park = "eyJ1dWlkIjoi"</script><script src="/bxYz.js"></script>',
    "parkingcrew": '<html data-adblockkey="MFww"><script src="//parkingcrew.net/assets/a.js"></script>',
    "sedo": page("old.example.org", '<iframe src="https://sedoparking.com/frmpark/old.example.org/"></iframe>'),
    "for sale": page("old.example.org is for sale", "Get it today."),
    "buy": page("Welcome", "<h1>Buy this domain</h1>"),
    "expired": page("old.example.org", "This domain name has expired. If you are the owner, renew it now."),
    "suspended": page("Suspended", "This domain has been suspended."),
    "account": page("Account Suspended", "This Account has been suspended. Contact your hosting provider."),
    "german": page("old.example.org", "Die Domain old.example.org steht zum Verkauf."),
    "french": page("old.example.org", "Ce nom de domaine est à vendre !"),
    "russian": page("old.example.org", "Домен old.example.org продаётся"),
    "turkish": page("old.example.org", "Bu alan adı satılık"),
    "chinese": page("old.example.org", "域名出售"),
}


@pytest.mark.parametrize("service", PARKED)
def test_a_site_that_shows_a_parking_page_for_every_address_is_usurped(site: Site, settings, service: str) -> None:
    site.everything(body=PARKED[service])
    evidence = check(site, settings, site.url("/story-of-may"))
    assert evidence.outcome == Outcome.USURPED
    assert "which cannot exist, is answered alike" in evidence.error
    assert len(site.requests) == 2


@pytest.mark.parametrize("service", PARKED)
def test_the_same_page_on_a_site_that_knows_404_is_a_page(site: Site, settings, service: str) -> None:
    url = site.answer("/story-of-may", body=PARKED[service])
    assert check(site, settings, url).outcome == Outcome.OK


def test_an_article_about_parked_domains_is_not_even_asked_about(site: Site, settings) -> None:
    site.everything(body=PARKED["for sale"])
    body = page(
        "This domain is for sale", ARTICLE + '<script src="https://www.google.com/adsense/domains/caf.js"></script>'
    )
    assert check(site, settings, site.answer("/story-of-may", body=body)).outcome == Outcome.OK
    assert len(site.requests) == 1


def test_a_short_notice_of_a_domain_is_not_usurped_by_a_site_that_answers_everything(site: Site, settings) -> None:
    site.everything(body=page("Example News", "Choose a story."))
    body = page("This domain is for sale: how exiles lost their newspaper", "Two lines.")
    assert check(site, settings, site.answer("/story-of-may", body=body)).outcome == Outcome.OK


@pytest.mark.parametrize("status", [200, 404])
def test_a_living_site_that_offers_its_name_on_every_page_is_not_usurped(site: Site, settings, status: int) -> None:
    """With status 404 the site says itself that it knows which of its pages are there."""
    banner = "<p>This domain is for sale: write to the author.</p>"
    title = "Notes from the court" if status == 404 else "No such note"
    site.everything(status=status, body=page(title, banner))
    url = site.answer("/note", body=page("Notes from the court", f"{banner}<p>The hearing was put off to Monday.</p>"))
    assert check(site, settings, url).outcome == Outcome.OK


def test_a_front_page_can_be_parked_as_well(site: Site, settings) -> None:
    site.everything(body=PARKED["for sale"])
    site.answer("/", body=PARKED["for sale"])
    assert check(site, settings, site.url("/")).outcome == Outcome.USURPED


def test_a_silent_question_usurps_nothing(site: Site, settings) -> None:
    site.everything(status=429)
    assert check(site, settings, site.answer("/story", body=PARKED["for sale"])).outcome == Outcome.OK


def test_a_parking_page_reached_through_the_front_page_is_usurped_rather_than_moved_home(site: Site, settings) -> None:
    site.everything(status=302, headers={"Location": "/"}, body="")
    site.answer("/", body=PARKED["godaddy"])
    assert check(site, settings, site.url("/story-of-may")).outcome == Outcome.USURPED


def test_a_site_that_sends_every_reader_to_its_lander_is_usurped(site: Site, settings) -> None:
    site.everything(status=302, headers={"Location": "/lander"}, body="")
    site.answer("/lander", body="<div id='root'></div><script src='/x.js'></script>")
    assert check(site, settings, site.url("/story-of-may")).outcome == Outcome.USURPED


@pytest.mark.parametrize(
    "target",
    [
        "https://www.hugedomains.com/domain_profile.cfm?d=old.example.org",
        "https://dan.com/buy-domain/old.example.org",
        "https://www.afternic.com/forsale/old.example.org",
        "https://sedo.com/search/details/?domain=old.example.org",
        "https://www.godaddy.com/forsale/old.example.org",
        "http://ww25.old.example.org/story?subid1=20240404",
    ],
)
def test_the_places_where_domains_are_sold_are_known(target: str) -> None:
    hop = Hop(url="http://old.example.org/story", status=302, location=target)
    assert mark_of("http://old.example.org/story", [hop], Page(), Elements())


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("https://old.example.org/story", "https://new.example.org/story"),
        ("https://sedo.com/a", "https://www.sedo.com/a"),
        ("https://old.example.org/story", "https://www2.example.org/story"),
        ("https://old.example.org/story", "https://www.godaddy.com/help/story"),
        ("https://old.example.org/story", "https://jordan.com/story"),
    ],
)
def test_other_places_are_not(asked: str, target: str) -> None:
    assert not mark_of(asked, [Hop(url=asked, status=301, location=target)], Page(), Elements())
