"""The mails in a real browser, on a phone and on a desk, by day and by night. Set MAIL_PICTURES to a folder to keep
what they look like."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.reports.situations import situations

pytestmark = [pytest.mark.slow, pytest.mark.once]

# What a mail cannot have: it is no page of ours, and has no landmarks.
_NOT_FOR_MAILS = {"region", "landmark-one-main", "bypass"}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_situation_fits_and_can_be_read(browser: Browser, theme: str, width: int, tmp_path: Path) -> None:
    pictures = Path(os.environ.get("MAIL_PICTURES", tmp_path))
    page = browser.new_page(viewport={"width": width, "height": 740}, color_scheme=theme)  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name, mail in situations().items():
        page.set_content(mail.html)
        page.screenshot(path=pictures / f"{name.replace(' ', '-')}-{width}-{theme}.png", full_page=name != "long")
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, (name, overflow)
        sheet = page.locator(".sheet").evaluate("node => getComputedStyle(node).backgroundColor")
        assert sheet == ("rgb(255, 255, 255)" if theme == "light" else "rgb(28, 32, 36)"), name
        found = [one["id"] for one in Axe().run(page).response["violations"] if one["id"] not in _NOT_FOR_MAILS]
        assert found == [], (name, found)
    assert asked == []
    page.close()


def test_the_text_fits_a_terminal_but_for_addresses_and_titles() -> None:
    for name, mail in situations().items():
        said = [line for line in mail.text.splitlines() if "http" not in line and "WWWW" not in line]
        assert max(len(line) for line in said) <= 90, name
