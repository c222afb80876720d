"""Walls before a page are never taken for the page, and never for its death; pages that tell of walls are pages."""

from typing import Any

import ada_url
import pytest

from links.judging.walls import is_sent_away
from links.vocabulary import Outcome
from tests.links.sites import Site, check, check_all
from tests.web import page

IMPERVA = '<script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e" async></script>'
CLOUDFLARE = '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
ARTICLE = "The court in the province heard the case behind closed doors. " * 25

# As the services send them, cut to what they are known by.
CHALLENGES: dict[str, dict[str, Any]] = {
    "cloudflare header": {"headers": {"cf-mitigated": "challenge"}},
    "cloudflare title": {"body": page("Just a moment...", "")},
    "cloudflare script": {"body": page("news.example.org", "<script>window._cf_chl_opt={cvId:'3'}</script>")},
    "cloudflare block": {"body": page("Attention Required! | Cloudflare", "Sorry, you have been blocked")},
    "imperva frame": {"body": '<iframe src="/_Incapsula_Resource?CWUDNSAI=9&amp;xinfo=1">x</iframe>'},
    "imperva incident": {"body": page("", "Request unsuccessful. Incapsula incident ID: 12-34")},
    "imperva script alone": {"body": f"<html><head><meta name='robots' content='noindex'>{IMPERVA}</head></html>"},
    "imperva interruption": {"body": page("Pardon Our Interruption", "As you were browsing …")},
    "datadome": {"body": "<title>news</title><script>var dd={'host':'geo.captcha-delivery.com'}</script>"},
    "akamai": {"body": page("Access Denied", "Reference #18. https://errors.edgesuite.net/18")},
    "akamai challenge": {"body": '<div id="sec-if-cpt-container"></div><script src="/a.js"></script>'},
    "akamai refresh": {"body": '<meta http-equiv="refresh" content="5; URL=\'/story?bm-verify=AAQ\'" />'},
    "aws header": {"status": 202, "headers": {"x-amzn-waf-action": "challenge"}, "body": ""},
    "aws script": {"body": "<script>window.gokuProps = {'key':'A'}</script><div id='challenge-container'></div>"},
    "perimeterx": {"body": page("Access to this page has been denied", '<div id="px-captcha"></div>')},
    "ddos-guard": {"body": page("DDOS-GUARD", "Checking your browser before accessing")},
    "sucuri": {"body": page("Sucuri WebSite Firewall - Access Denied", "")},
    "kasada": {"status": 429, "headers": {"x-kpsdk-ct": "0A"}, "body": "<script>window.KPSDK={};</script>"},
    "kasada script": {"body": "<script>window.KPSDK={};KPSDK.now=Date.now</script>"},
    "f5": {"body": page("Request Rejected", "The requested URL was rejected. Please consult with your administrator.")},
    "f5 script": {
        "body": "<noscript>Please enable JavaScript to view the page content.<br/>ID: 1</noscript><script></script>"
    },
    "wordfence": {"body": page("", "Your access to this site has been limited by the site owner.")},
    "stackpath": {"body": page("Please verify", "This site is protected by StackPath")},
    "anubis": {"body": page("Making sure you're not a bot!", "<script id='anubis_challenge'>{}</script>Loading...")},
    "vercel header": {"headers": {"x-vercel-mitigated": "challenge"}},
    "vercel": {"body": page("Vercel Security Checkpoint", "We're verifying your browser")},
    "fastly": {"body": page("Client Challenge", '<link href="/_fs-ch-1T1wmsGaOgGaSxcX/assets/styles.css">')},
    "siteground": {
        "status": 202,
        "body": '<meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F&y=ipc:192.0.2.1:1">',
    },
    "alibaba": {"body": "<script>var arg1='7F';document.cookie='acw_sc__v2='+x</script>"},
    "ruishu": {"body": "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script>"},
    "test cookie": {"body": "<script src='/aes.js'></script><script>toHex(slowAES.decrypt(c,2,a,b))</script>"},
}


@pytest.mark.parametrize("service", CHALLENGES)
def test_a_challenge_is_a_wall_under_any_status(site: Site, settings, service: str) -> None:
    statuses = (200, 403, 404, 503)
    urls = [site.answer(f"/story/{status}", **{"status": status, **CHALLENGES[service]}) for status in statuses]
    assert {evidence.outcome for evidence in check_all(site, settings, urls)} == {Outcome.BLOCKED}
    assert {request.path for request in site.requests} == {f"/story/{status}" for status in statuses}


@pytest.mark.parametrize(
    "body",
    [
        page("Just a moment...", ARTICLE),
        page("How walls work", "Pages say “Checking your browser before accessing” or show a px-captcha. " * 20),
        page("Short notice").replace("</body>", f"{IMPERVA}</body>"),
        page("Short notice").replace(
            "</body>", '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
        ),
        page("Access denied to lawyers", "Lawyers were kept from the hearing."),
        page("Robots in court", "A robot check at the door."),
    ],
    ids=["long", "about walls", "imperva's script", "cloudflare's script", "denied", "robots"],
)
def test_a_page_is_not_a_wall_for_what_it_tells_of_or_carries(site: Site, settings, body: str) -> None:
    assert check(site, settings, site.answer("/story-of-may", body=body)).outcome == Outcome.OK


@pytest.mark.parametrize("headers", [{"x-datadome": "protected"}, {"x-kpsdk-ct": "0A"}, {"cf-mitigated": "none"}])
def test_the_headers_of_a_guarded_site_on_a_good_page_are_no_wall(
    site: Site, settings, headers: dict[str, str]
) -> None:
    assert check(site, settings, site.answer("/story", headers=headers)).outcome == Outcome.OK


def test_503_without_a_challenge_is_an_error_of_the_site(site: Site, settings) -> None:
    url = site.answer("/story", status=503, body=page("Maintenance", "We are back at noon."))
    assert check(site, settings, url).outcome == Outcome.SERVER_ERROR


LOG_IN = page("Sign in", "<form><input name='user'><input type='password'></form>")
BANNER = "<div id='onetrust-consent-sdk'><h2>We value your privacy</h2><button>Accept</button></div>"


@pytest.mark.parametrize(
    "target",
    [
        "/login?next=/story",
        "/auth/realms/x/protocol/openid-connect/auth?client_id=x&response_type=code",
        "/saml2/idp",
        "/oauth2/authorize",
        "/go?SAMLRequest=fZJ",
        "/consent?return=/story",
        "/cookiewall/",
        "/authwall?trk=x",
        "/sorry/index?continue=x",
        "/showcaptcha?u=1",
        "/.well-known/sgcaptcha/?r=/",
    ],
)
def test_who_is_sent_to_log_in_to_consent_or_to_prove_something_has_not_seen_the_page(
    site: Site, settings, target: str
) -> None:
    site.answer(target)
    url = site.answer("/story", status=302, headers={"Location": target}, body="")
    assert check(site, settings, url).outcome == Outcome.BLOCKED


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_a_log_in_page_that_fails_says_nothing_of_the_page_behind_it(site: Site, settings, status: int) -> None:
    site.answer("/login?next=/story", status=status)
    url = site.answer("/story", status=302, headers={"Location": "/login?next=/story"}, body="")
    assert check(site, settings, url).outcome == Outcome.BLOCKED
    assert check(site, settings, site.url("/login?next=/story")).outcome != Outcome.BLOCKED


@pytest.mark.parametrize(
    "arrived",
    [
        "https://accounts.google.com/v3/signin?continue=x",
        "https://login.microsoftonline.com/common/x",
        "https://login.example.net/",
        "https://sso.example.net/start",
        "https://example.okta.com/app/x",
        "https://consent.google.com/m?continue=x",
        "https://consent.youtube.com/m?continue=x",
        "https://consent.yahoo.com/v2/collectConsent?sessionId=1",
        "https://guce.example.com/consent",
        "https://myprivacy.example.net/consent/?siteKey=x",
    ],
)
def test_the_hosts_of_log_ins_and_consent_are_known(arrived: str) -> None:
    assert is_sent_away(ada_url.URL("https://news.example.org/story"), ada_url.URL(arrived))
    assert not is_sent_away(ada_url.URL(arrived), ada_url.URL(arrived))


@pytest.mark.parametrize(
    ("asked", "arrived"),
    [
        ("https://news.example.org/story", "https://news.example.org/news/login-history"),
        ("https://www.sso.example.org/a", "https://sso.example.org/a"),
        ("https://news.example.org/informed-consent", "https://news.example.org/en/informed-consent"),
        ("https://news.example.org/a", "https://author.example.org/a"),
        ("https://news.example.org/a", "https://sso.gov/"),
    ],
)
def test_names_that_only_look_like_walls_are_pages(asked: str, arrived: str) -> None:
    assert not is_sent_away(ada_url.URL(asked), ada_url.URL(arrived))


def test_a_page_that_is_nothing_but_a_form_to_log_in_is_a_wall(site: Site, settings) -> None:
    site.answer("/members/area", body=LOG_IN.replace("Sign in", "Example"))
    url = site.answer("/story", status=302, headers={"Location": "/members/area"}, body="")
    assert check(site, settings, url).outcome == Outcome.BLOCKED
    assert check(site, settings, site.answer("/other", body=LOG_IN)).outcome == Outcome.BLOCKED
    assert check(site, settings, site.answer("/third", status=401, body=LOG_IN)).outcome == Outcome.BLOCKED


def test_an_article_with_a_form_to_log_in_beside_it_is_an_article(site: Site, settings) -> None:
    form = "<form>Sign in<input type='password'></form>"
    body = page("A story", f"{form}{ARTICLE}")
    assert check(site, settings, site.answer("/story", body=body)).outcome == Outcome.OK
    short = page("A story", f"{form}Two lines of news.")
    assert check(site, settings, site.answer("/short", body=short)).outcome == Outcome.OK


def test_a_page_of_consent_alone_is_a_wall_and_a_banner_over_an_article_is_not(site: Site, settings) -> None:
    wall = page("We value your privacy", f"{BANNER} We and our partners store information.")
    assert check(site, settings, site.answer("/wall", body=wall)).outcome == Outcome.BLOCKED
    over = page("A story", f"{BANNER}{ARTICLE}{ARTICLE}")
    assert check(site, settings, site.answer("/story", body=over)).outcome == Outcome.OK
    shell = '<title>App</title><div id="root"></div><script src="https://cdn.example/onetrust.js"></script>'
    assert check(site, settings, site.answer("/app", body=shell)).outcome == Outcome.OK


@pytest.mark.parametrize("status", [402, 403, 407, 429, 451])
def test_refusals_never_count_against_the_page(site: Site, settings, status: int) -> None:
    assert check(site, settings, site.answer("/story", status=status)).outcome == Outcome.BLOCKED
