"""From a text to a saved draft in a real browser: few steps, by mouse or by keys alone, and nothing typed is lost."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Browser, Page

from intake.models import IncomingLetter
from letters.models import Letter
from tests import factories
from tests.intake.reviewing import ENTER, LETTER, SHORT, SHORT_SIGNERS, SIGNERS, page_of, signer
from tests.servers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

# From choosing the file to the saved draft: the issue allows six.
MOST_STEPS = 6


class Steps:
    """A person at the page; counts each click, each key and each field that is typed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taken = 0

    def click(self, selector: str) -> None:
        self.taken += 1
        self.page.click(selector)

    def choose_file(self, selector: str, *, name: str, data: bytes) -> None:
        self.taken += 1
        self.page.set_input_files(selector, {"name": name, "mimeType": "text/markdown", "buffer": data})

    def fill(self, selector: str, text: str) -> None:
        self.taken += 1
        self.page.fill(selector, text)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """Signed in, 1440 pixels wide; a message in the console or a broken script fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    # Chromium logs each answer of 400, with which a page that has to be corrected comes.
    page.on(
        "console",
        lambda message: wrong.append(message.text) if message.type == "error" and "400" not in message.text else None,
    )
    sign_in(page, live_server.url)
    yield page
    context.close()
    assert not wrong


def sign_in(page: Page, site: str) -> None:
    factories.staff("typist", groups=("Editor",))
    page.goto(f"{site}/admin/login/?next={reverse(ENTER)}")
    page.fill("#id_username", "typist")
    page.fill("#id_password", factories.PASSWORD)
    with page.expect_navigation():
        page.click("[type=submit]")


def waiting(text: str = SHORT) -> IncomingLetter:
    return IncomingLetter.objects.create(name="a letter", text=text)


def open_review(page: Page, live_server, text: str = SHORT) -> IncomingLetter:
    incoming = waiting(text)
    page.goto(live_server.url + page_of(incoming))
    return incoming


def field_in_focus(page: Page) -> str:
    return page.evaluate("document.activeElement.name || document.activeElement.id")


def test_a_letter_is_a_saved_draft_after_few_steps(page):
    steps = Steps(page)
    steps.choose_file("#id_file", name="letter.md", data=LETTER.encode())
    steps.click("text=Read it")
    page.wait_for_selector("#save-draft")
    steps.fill("#id_subject", "The prisoners of the Upper Valleys")
    steps.click("text=Tick all")
    with page.expect_navigation():
        steps.click("#save-draft")
    assert steps.taken <= MOST_STEPS
    letter = Letter.objects.get()
    assert page.url.endswith(reverse("admin:letters_letter_change", args=[letter.pk]))
    assert "The draft was saved" in page.inner_text(".messagelist")
    assert letter.subject == "The prisoners of the Upper Valleys"
    assert [str(signature) for signature in letter.signatures.all()] == SIGNERS
    assert letter.mentions.count() == 4
    assert letter.document.read() == LETTER.encode()


@pytest.mark.slow
def test_the_whole_way_goes_with_keys_alone(page):
    page.focus("#id_text")
    page.keyboard.insert_text(SHORT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#save-draft")
    page.focus("#id_subject")
    page.keyboard.press("Control+A")
    page.keyboard.type("Typed")
    for _ in range(60):
        page.keyboard.press("Tab")
        if field_in_focus(page) == "mentions-0-take":
            break
    page.keyboard.press("Space")
    assert page.is_checked("[name=mentions-0-take]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Letter.objects.get().mentions.count() == 1


def test_a_field_shows_its_words_and_the_words_lead_to_their_field(page, live_server):
    open_review(page, live_server, LETTER)
    page.focus("#id_signatures-3-person")
    lit = page.locator("mark.now")
    assert lit.all_inner_texts() == ["Gideon R. Oakhanger"]
    inside = "mark => { const f = document.getElementById('original').getBoundingClientRect(), m = mark"
    inside += ".getBoundingClientRect(); return m.top >= f.top && m.bottom <= f.bottom; }"
    assert page.eval_on_selector("mark.now", inside)
    page.click("mark:text-is('An Emptied Land')")
    assert field_in_focus(page) == "footnotes-2-citations-0-title"
    assert lit.all_inner_texts() == ["An Emptied Land"]


@pytest.mark.slow
def test_a_warning_leads_to_its_field(page, live_server):
    open_review(page, live_server, SHORT.replace("March 12, 2026\n", ""))
    page.click(".warnings a[href='#id_date']")
    assert field_in_focus(page) == "date"


def test_an_open_question_is_asked_and_the_first_problem_gets_the_focus(page, live_server):
    for _ in range(2):
        factories.person(name=SHORT_SIGNERS[0])
    open_review(page, live_server)
    page.fill("#id_subject", "Typed with care")
    with page.expect_navigation():
        page.click("#save-draft")
    assert page.input_value("#id_subject") == "Typed with care"
    assert field_in_focus(page) == "signatures-0-person_who"
    page.click("#row-signatures-0 .who p:has(input[value=new]) label")
    with page.expect_navigation():
        page.click("#save-draft")
    assert Letter.objects.get().subject == "Typed with care"


@pytest.mark.slow
def test_somebody_is_found_by_searching_the_record(page, live_server):
    other = factories.person(name="Zenobia Quite Another")
    open_review(page, live_server)
    page.click("#row-signatures-0 .party:first-child summary")
    page.click("#row-signatures-0 .select2-selection")
    page.fill(".select2-container--open .select2-search__field", "zenobia")
    page.click(".select2-results__option:has-text('Zenobia')")
    assert page.inner_text("#row-signatures-0 .answer >> nth=0") == "On record: Zenobia Quite Another"
    with page.expect_navigation():
        page.click("#save-draft")
    assert signer(Letter.objects.get()) == other


@pytest.mark.slow
def test_rows_are_added_and_removed_on_the_page(page, live_server):
    open_review(page, live_server)
    page.click("text=Add a signatory")
    assert field_in_focus(page) == "signatures-2-person"
    page.keyboard.type("Typed Later")
    page.check("#id_signatures-0-DELETE")
    page.click("text=Add a footnote")
    page.fill("#id_footnotes-2-number", "3")
    page.fill("#id_footnotes-2-citations-0-url", "https://typed.example.org/a")
    page.click("#row-footnotes-2 >> text=Add a source to this note")
    page.fill("#id_footnotes-2-citations-1-title", "On paper")
    page.click("text=Add a detainee")
    page.keyboard.type("Typed Detainee")
    with page.expect_navigation():
        page.click("#save-draft")
    letter = Letter.objects.get()
    assert [str(row) for row in letter.signatures.all()] == [SHORT_SIGNERS[1], "Typed Later"]
    assert [str(row) for row in letter.footnotes.get(number="3").citations.all()][1] == "On paper"
    assert letter.mentions.get().person.name == "Typed Detainee"


@pytest.mark.slow
def test_leaving_with_something_typed_asks_and_saving_does_not(page, live_server):
    open_review(page, live_server)
    asked: list[str] = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.click("#id_subject")
    page.keyboard.type("Typed")
    page.evaluate("window.location.assign('/admin/')")
    wait_until(lambda: page.wait_for_timeout(20) or asked, what="the browser asks")
    assert asked == ["beforeunload"]
    assert page.locator("#save-draft").count() == 1
    with page.expect_navigation():
        page.click("#save-draft")
    assert asked == ["beforeunload"]


@pytest.mark.slow
def test_a_session_that_ended_is_told_and_signing_in_again_saves(page, live_server):
    open_review(page, live_server)
    page.fill("#id_subject", "Typed with care")
    Session.objects.all().delete()
    page.click("#save-draft")
    page.wait_for_selector("#saving-note")
    assert "You are signed out. Nothing was sent" in page.inner_text("#saving-note")
    assert not Letter.objects.exists()
    with page.context.expect_page() as opened:
        page.click("#saving-note a")
    other = opened.value
    other.fill("#id_username", "typist")
    other.fill("#id_password", factories.PASSWORD)
    with other.expect_navigation():
        other.click("[type=submit]")
    with page.expect_navigation():
        page.click("#save-draft")
    assert Letter.objects.get().subject == "Typed with care"


@pytest.mark.slow
def test_a_name_that_is_changed_says_that_it_is_looked_up_and_a_choice_is_for_the_new_name(page, live_server):
    known = factories.person(name=SHORT_SIGNERS[0])
    open_review(page, live_server)
    row = "#row-signatures-0 .party:first-child"
    assert page.inner_text(f"{row} .answer") == f"On record: {known.name}"
    page.fill("#id_signatures-0-person", "Somebody Else")
    assert page.inner_text(f"{row} .answer") == "Looked up when you save"
    page.fill("#id_signatures-0-person", known.name)
    assert page.inner_text(f"{row} .answer") == f"On record: {known.name}"
    page.fill("#id_signatures-0-person", "Somebody Else")
    page.click(f"{row} summary")
    page.click(f"{row} p:has(input[value='known:{known.pk}']) label")
    assert page.inner_text(f"{row} .answer") == f"On record: {known.name}"
    with page.expect_navigation():
        page.click("#save-draft")
    assert signer(Letter.objects.get()) == known


@pytest.mark.slow
def test_pressed_twice_it_is_saved_once(page, live_server):
    open_review(page, live_server)
    with page.expect_navigation():
        page.evaluate("() => { const b = document.getElementById('save-draft'); b.click(); b.click(); }")
    assert Letter.objects.count() == 1


@pytest.mark.slow
def test_a_dropped_file_is_chosen(page):
    page.evaluate(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["x"], "dropped.txt", { type: "text/plain" }));
            document.getElementById("enter_form").dispatchEvent(
                new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }"""
    )
    assert page.evaluate("document.getElementById('id_file').files[0].name") == "dropped.txt"
    assert "dropped.txt" in page.inner_text(".busy")


def test_the_page_of_a_file_that_is_being_read_turns_into_its_review(page, live_server):
    incoming = IncomingLetter.objects.create(name="scan.pdf", state=IncomingLetter.State.READING)
    page.goto(live_server.url + page_of(incoming))
    assert "Waiting for a worker" in page.inner_text("#progress")
    IncomingLetter.objects.update(state=IncomingLetter.State.WAITING, text=SHORT)
    page.wait_for_selector("#save-draft", timeout=15_000)


@pytest.mark.slow
def test_without_scripts_a_letter_is_entered_corrected_and_saved(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url)
    page.fill("#id_text", SHORT)
    with page.expect_navigation():
        page.click("text=Read it")
    page.fill("#id_subject", "Typed with care")
    with page.expect_navigation():
        page.click("text=Add a signatory")
    assert page.input_value("#id_subject") == "Typed with care"
    page.fill("#id_signatures-2-person", "Typed Later")
    with page.expect_navigation():
        page.click("#save-draft")
    assert Letter.objects.get().signatures.count() == 3
    context.close()


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_accessible_and_no_wider_than_their_window(browser, live_server, theme):
    context = browser.new_context(color_scheme=theme, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, live_server.url)
    for _ in range(2):
        factories.person(name=SHORT_SIGNERS[0])
    incoming = waiting()
    broken = IncomingLetter.objects.create(name="scan.pdf", state="unreadable", failure="No OCR.")
    addresses = [reverse(ENTER), page_of(incoming), page_of(broken)]
    addresses.append(reverse("admin:intake_incomingletter_delete", args=[incoming.pk]))
    for address in addresses:
        page.goto(live_server.url + address)
        if address == page_of(incoming):
            page.fill("#id_subject", "")
            with page.expect_navigation():
                page.click("#save-draft")
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert too_wide <= 0, (address, width)
            found = {
                one["id"]: [node["target"] for node in one["nodes"]] for one in Axe().run(page).response["violations"]
            }
            assert found == {}, (address, width)
    context.close()
