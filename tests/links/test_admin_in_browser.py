"""A link's page in a real browser: accessible, no wider than a phone, and following a check by itself."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser, Page

from links.models import Link, PageText, Proposal, Snapshot
from links.vocabulary import Outcome, State
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(browser: Browser, server: str, **options) -> Page:
    page = browser.new_page(viewport={"width": 360, "height": 740}, **options)
    User.objects.create_superuser("root", "root@staff.example.org", factories.PASSWORD)
    page.goto(server + reverse("admin:login"))
    page.fill("#id_username", "root")
    page.fill("#id_password", factories.PASSWORD)
    page.click("input[type=submit]")
    return page


def a_long_story() -> Link:
    link = factories.link("https://old.example.org/" + "a-long-path-" * 12)
    for state in (State.ALIVE, State.SUSPECT, State.DEAD):
        factories.state_change(link, state)
    source = factories.source(link=link)
    factories.citation(factories.letter(), source=source, quote="The words that are quoted. " * 8)
    Snapshot.objects.create(link=link, url="https://archive.example.org/" + "x" * 150, captured_at=NOW, verified_at=NOW)
    Proposal.objects.create(
        link=link,
        url="https://new.example.org/" + "a-long-path-" * 12,
        status="proposed",
        tried_at=NOW,
        outcome=Outcome.OK,
        page_title="T" * 200,
    )
    PageText.objects.create(
        link=link, first_read_at=NOW, first_fingerprint="a", first_sketch=b"", fingerprint="b", read_at=NOW
    )
    return link


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_accessible_and_no_wider_than_a_phone(browser: Browser, live_server, theme: str) -> None:
    page = signed_in(browser, live_server.url, color_scheme=theme, reduced_motion="reduce")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(live_server.url + reverse("admin:links_link_change", args=[a_long_story().pk]))
    # Before axe, which tries inline styles of its own.
    assert problems == []
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, width
        found = {
            violation["id"]: [node["target"] for node in violation["nodes"]]
            for violation in Axe().run(page, context=".module.decide, .module.told").response["violations"]
        }
        assert found == {}, f"at {width}: {found}"
    page.close()


def test_the_page_follows_a_check_until_it_was_made(browser: Browser, live_server) -> None:
    link = factories.link()
    page = signed_in(browser, live_server.url)
    page.goto(live_server.url + reverse("admin:links_link_change", args=[link.pk]))
    line = page.locator("#progress")
    assert "progress-waiting" in (line.get_attribute("class") or "") or "progress-late" in (
        line.get_attribute("class") or ""
    )
    factories.state_change(link, State.ALIVE)
    Link.objects.filter(pk=link.pk).update(last_checked_at=NOW, next_check_at=NOW.replace(year=2999))
    page.locator(".progress-done").wait_for(timeout=15_000)
    page.get_by_text("Readers are told: readable.").wait_for(timeout=15_000)
    page.close()
