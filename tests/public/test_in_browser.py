"""Each kind of page in a real browser: accessible in both themes, nothing wider than a phone, notes that jump."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from links.vocabulary import State
from tests import factories as make
from tests.public.world import detainee_of, link_of, many_letters, rich_letter, signatory_of, source_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses() -> list[str]:
    many_letters(26)
    letter = rich_letter(size=3, is_sample=True)
    right_to_left = make.letter(published=True, language="ar", subject="رسالة مفتوحة", body="نص[^1]")
    make.footnote(right_to_left, text="https://pages.example/" + "long" * 60)
    long_words = make.letter(published=True, subject="W" * 290, body="`" + "x" * 400 + "`\n\n" + "y" * 400)
    source = source_of(letter)
    make.state_change(link_of(source), State.SUSPECT)
    return [
        *(
            reverse(name)
            for name in ("home", "letters", "people", "organizations", "detainees", "sources", "link-health")
        ),
        "/letters/?year=xx",
        "/letters/?q=nothing-fits",
        "/letters/?page=2",
        "/nothing-here/",
        letter.get_absolute_url(),
        right_to_left.get_absolute_url(),
        long_words.get_absolute_url(),
        reverse("organization", args=[letter.issuer.slug]),
        reverse("person", args=[signatory_of(letter).slug]),
        reverse("detainee", args=[detainee_of(letter).slug]),
        source.get_absolute_url(),
    ]


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_an_accessibility_violation_or_is_wider_than_a_phone(browser, live_server, addresses, theme):
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=theme, reduced_motion="reduce")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    for address in addresses:
        page.goto(live_server.url + address)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, f"{address} overflows by {overflow} px at {width}"
            results = Axe().run(page)
            assert results.violations_count == 0, f"{address} at {width}: {results.generate_report()}"
    page.close()
    # The browser notes the 404 of the missing page as an error; anything else would be ours.
    assert [problem for problem in problems if "404" not in problem] == []


def test_marks_and_notes_jump_both_ways_without_a_script(browser, live_server):
    letter = rich_letter()
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + letter.get_absolute_url())
    page.locator(".note-mark a").first.click()
    assert page.url.endswith("#note-1")
    page.locator("#note-1 .back a").click()
    assert page.url.endswith("#mark-1-1")
    page.context.close()


def test_the_first_tab_stop_leads_past_the_navigation(browser, live_server, db):
    page = browser.new_page()
    page.goto(live_server.url + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.close()


def test_letters_can_be_filtered_without_a_script(browser, live_server):
    wanted = make.letter(published=True, subject="About the teachers")
    make.letter(published=True, subject="About something else")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + "/letters/")
    page.get_by_label("Words").fill("teachers")
    page.get_by_role("button", name="Filter").click()
    assert page.locator("ol.letters h2").all_inner_texts() == [wanted.subject]
    page.context.close()


def test_by_keys_alone_a_letter_is_found_at_an_address_that_says_what_was_asked_and_no_more(browser, live_server):
    make.letter(published=True, subject="About the teachers")
    make.letter(published=True, subject="About something else")
    page = browser.new_page()
    page.goto(live_server.url + "/letters/")
    page.locator("#id_q").focus()
    page.keyboard.type("teachers")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{live_server.url}/letters/?q=teachers"
    page.locator("#id_after").focus()
    assert page.locator("#id_after").evaluate("field => getComputedStyle(field).outlineStyle") == "solid"
    page.close()


def test_a_printed_letter_has_its_notes_and_no_navigation(browser, live_server):
    letter = rich_letter()
    page = browser.new_page()
    page.goto(live_server.url + letter.get_absolute_url())
    page.emulate_media(media="print")
    for part in (".site-head", ".site-foot", ".crumbs", ".beside"):
        assert not page.locator(part).first.is_visible(), part
    for part in (".letterhead", ".body", ".signatures", ".notes"):
        assert page.locator(part).is_visible(), part
    page.close()


def test_notes_stand_beside_the_text_at_their_marks_and_below_each_other(browser, live_server):
    words = "We write about people who are held for what they wrote. " * 12
    letter = make.letter(published=True, body=f"{words}[^1] {words}[^2]\n\n{words}[^3]\n\n{words}\n\n{words}")
    for _ in range(3):
        make.citation(letter, source=make.source(title="A report with a long title, " * 4))
    page = browser.new_context(java_script_enabled=True, viewport={"width": 1440, "height": 900}).new_page()
    page.goto(live_server.url + letter.get_absolute_url())
    boxes = [page.locator(f"#note-{number}").bounding_box() for number in (1, 2, 3)]
    text, sheet = page.locator(".body").bounding_box(), page.locator(".sheet").bounding_box()
    mark = page.locator("#mark-1-1").bounding_box()
    assert all(box["x"] > text["x"] + text["width"] for box in boxes)
    assert abs(boxes[0]["y"] - mark["y"]) < 20
    assert all(upper["y"] + upper["height"] < lower["y"] for upper, lower in itertools.pairwise(boxes))
    assert boxes[-1]["y"] + boxes[-1]["height"] < sheet["y"] + sheet["height"]
    page.set_viewport_size({"width": 768, "height": 900})
    text, note = page.locator(".body").bounding_box(), page.locator("#note-1").bounding_box()
    assert note["y"] > text["y"] + text["height"]
    page.context.close()
