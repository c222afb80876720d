"""Saving a letter in a real browser: not twice while it is on its way, and never into a session that has ended."""

import pytest
from django.contrib.sessions.models import Session

from letters.models import Letter
from tests import factories
from tests.servers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(browser, live_server):
    """The letter's page, signed in, with a date and a subject typed; the issuing body is chosen already."""
    factories.staff("typist", is_superuser=True)
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/letters/letter/{factories.letter(slug='kept').pk}/change/")
    page.fill("#id_body", "Typed with care.")
    yield page
    context.close()


def sign_in(page, site: str) -> None:
    page.goto(f"{site}/admin/login/?next=/admin/")
    page.fill("#id_username", "typist")
    page.fill("#id_password", factories.PASSWORD)
    with page.expect_navigation():
        page.click("[type=submit]")


def test_an_ended_session_is_told_before_anything_is_sent_and_signing_in_again_saves(page, live_server):
    Session.objects.all().delete()
    page.click("input[name=_continue]")
    note = page.locator("#saving-note")
    note.wait_for()
    assert "Nothing was sent, and what you typed still stands here" in note.inner_text()
    assert page.input_value("#id_body") == "Typed with care."

    with page.expect_popup() as opened:
        note.locator("a").click()
    window = opened.value
    window.fill("#id_username", "typist")
    window.fill("#id_password", factories.PASSWORD)
    with window.expect_navigation():
        window.click("[type=submit]")

    with page.expect_navigation():
        page.click("input[name=_continue]")
    assert Letter.objects.get().body == "Typed with care."


PRESS_AND_WATCH = """async () => {
    const button = document.querySelector("input[name=_continue]");
    button.click();
    for (let look = 0; look < 400 && !button.disabled; look++) {
        await new Promise((resume) => setTimeout(resume, 5));
    }
    return button.disabled && document.querySelector("input[name=_save]").disabled;
}"""


@pytest.mark.slow
def test_save_cannot_be_pressed_again_while_the_letter_is_on_its_way(page):
    on_its_way = []

    def hold(route) -> None:
        on_its_way.append(route)

    page.route("**/change/", hold)
    with page.expect_request(lambda request: request.method == "POST"):
        assert page.evaluate(PRESS_AND_WATCH)
    wait_until(lambda: page.wait_for_timeout(10) or on_its_way, what="the letter is held on its way")
    with page.expect_navigation():
        on_its_way[0].continue_()
    assert "changed successfully" in page.locator(".messagelist").inner_text()
    assert page.is_enabled("input[name=_continue]")


@pytest.mark.slow
def test_refused_fields_are_named_at_the_top_and_lead_to_themselves(page):
    page.fill("#id_date", "")
    page.click("#footnotes-group a.djn-add-handler.djn-level-1")
    page.fill("#id_footnotes-0-citations-0-url_as_printed", "ftp://x.example/")
    with page.expect_navigation():
        page.click("input[name=_continue]")
    named = page.locator("#refused-fields a")
    assert named.nth(0).inner_text().startswith("Date: The date printed on the letter is missing.")
    assert "Only web addresses can be checked" in named.nth(1).inner_text()
    named.nth(1).click()
    assert page.locator("#id_footnotes-0-citations-0-url_as_printed:focus").count() == 1
    assert page.input_value("#id_body") == "Typed with care."
