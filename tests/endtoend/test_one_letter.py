"""One real letter, from the keyboard to the public page, to its dead sources, to the mail about them.

Everything is real: the browser, the web server, the worker and its Redis, the database, the mail server. Only the
cited sites are stand-ins on this machine, since theirs are not ours to break.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from letters.samples.senate import SENATE_LETTER
from tests.endtoend.site import Site
from tests.endtoend.typing import Typist, stand_in
from tests.servers import redis_server, wait_until
from tests.smtp import MailSink
from tests.web import LocalWeb

PASSWORD = "a long test password"
CITES = [cite for note in SENATE_LETTER.notes for cite in note.cites]
# Two pages die, one blocks our checker: it must never be called dead.
DYING, BLOCKING = (CITES[1], CITES[6]), CITES[2]


@pytest.fixture
def sink():
    with MailSink() as sink:
        yield sink


@pytest.fixture
def site(tmp_path, sink):
    with redis_server(tmp_path) as queue, Site(tmp_path, broker_url=queue, email_url=sink.url) as site:
        site.manage(
            "createsuperuser",
            "--no-input",
            "--username",
            "editor",
            "--email",
            "editor@staff.example.org",
            environment={"DJANGO_SUPERUSER_PASSWORD": PASSWORD},
        )
        yield site


@pytest.mark.slow
def test_the_senate_letter_is_typed_published_checked_and_reported(site, sink, browser):
    with LocalWeb() as web:
        site.start_worker()
        page = browser.new_page()
        refused_scripts: list[str] = []
        page.on("console", lambda message: refused_scripts.append(message.text) if "Policy" in message.text else None)
        typist = Typist(page, local_web=web.url("").rstrip("/"))
        typist.sign_in(site.url, username="editor", password=PASSWORD)

        page.goto(f"{site.url}/admin/letters/letter/add/")
        typist.type_letter(SENATE_LETTER)
        assert "was added successfully" in typist.save()
        assert not refused_scripts

        # Saving asked for a sweep: the worker reads all seven pages without anybody waiting for beat.
        wait_until(
            lambda: len(_states(site)) == len(CITES), what=f"the worker checks: {site.log('worker')}", seconds=20
        )
        assert set(_states(site).values()) == {"alive"}
        assert all(web.count(stand_in(cite)) >= 1 for cite in CITES)

        # A draft is nowhere.
        public = browser.new_page()
        slug = page.input_value("#id_slug")
        assert public.goto(f"{site.url}/letters/{slug}/").status == 404
        assert SENATE_LETTER.subject not in public.goto(f"{site.url}/letters/").text()
        assert "Vardanyan" not in public.goto(f"{site.url}/detainees/").text()

        page.select_option("#id_status", "published")
        typist.save()
        assert public.goto(f"{site.url}/letters/{slug}/").status == 200
        _shows_the_letter(public)
        _subscribe(page, site)

        # Days pass: two pages are gone, one puts up a wall. One failure is not death.
        for cite in DYING:
            web.answer(stand_in(cite), status=404)
        web.answer(stand_in(BLOCKING), status=403)
        day = datetime.now(UTC) + timedelta(days=8)
        states = _check(site, day)
        assert sorted(states.values()) == ["alive"] * 4 + ["suspect"] * 2 + ["unverifiable"]
        assert _check(site, day + timedelta(hours=1)) == states
        assert _check(site, day + timedelta(days=3)) == states
        site.manage("send_link_report")
        _mails_the_blocked_one(sink)
        states = _check(site, day + timedelta(days=7))
        assert sorted(states.values()) == ["alive"] * 4 + ["dead"] * 2 + ["unverifiable"]

        public.reload()
        for cite in CITES:
            note = public.locator("ul.cited > li").filter(has_text=cite.document.title).inner_text()
            assert ("no longer readable" in note) == (cite in DYING), note
        assert "could not be verified" in public.locator("main").inner_text().lower()

        _mails_the_dead_once(site, sink)


def _mails_the_blocked_one(sink) -> None:
    """A page that cannot be verified is news, a suspect none."""
    (message,) = sink.messages
    text = message.get_body(("plain",)).get_content()
    assert BLOCKING.document.title in text
    assert not any(cite.document.title in text for cite in DYING)
    sink.clear()


def _states(site: Site) -> dict[str, str]:
    """State by address of every link that was checked."""
    query = (
        "import json; from links.models import Link; print(json.dumps(dict(Link.objects.values_list('url', 'state'))))"
    )
    states = json.loads(site.manage("shell", "--verbosity", "0", "-c", query))
    return {url: state for url, state in states.items() if state != "unchecked"}


def _check(site: Site, now: datetime) -> dict[str, str]:
    rows = site.manage_json("check_links", "--all", "--now", now.isoformat())
    return {row["url"]: row["state"] for row in rows}


def _shows_the_letter(public) -> None:
    text = public.locator("main").inner_text()
    for fact in ["United States Senate", "2201 C Street, NW", "The Honorable", "Dear Secretary Blinken,", "Sincerely,"]:
        assert fact in text, fact
    signed = text.index("Sincerely,")
    order = [text.index(signature.person.name, signed) for signature in SENATE_LETTER.signatures if signature.person]
    assert order == sorted(order)
    for named in SENATE_LETTER.mentions:
        assert named.person.name in text
    for cite in CITES:
        assert cite.document.title in text
    # A mark jumps to its note, and the note back to the mark.
    mark = public.locator("main sup a").first
    target = mark.get_attribute("href")
    assert public.locator(target).count() == 1
    back = public.locator(f"{target} a[href^='#']").first.get_attribute("href")
    assert public.locator(back).count() == 1


def _subscribe(page, site: Site) -> None:
    page.goto(f"{site.url}/admin/reports/subscription/add/")
    page.click("input[name=_save]")
    assert "was added successfully" in page.locator(".messagelist").inner_text()


def _body(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body
    return body.get_content()


def _mails_the_dead_once(site: Site, sink: MailSink) -> None:
    site.manage("send_link_report")
    (mail,) = sink.wait_for(1)
    assert re.search(r"\b2 sources died\b", mail["Subject"])
    text, html = (_body(mail, kind) for kind in ("plain", "html"))
    for cite in DYING:
        assert cite.document.title.split("'")[0] in text
    assert BLOCKING.document.title not in text
    assert "404" in text
    assert f"{site.url}/admin/links/link/" in html
    site.manage("send_link_report")
    assert len(sink.messages) == 1
