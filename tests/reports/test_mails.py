"""The mail of a digest: no database."""

import csv
import email
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage
from io import StringIO
from typing import Any

import pytest
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from selectolax.lexbor import LexborHTMLParser

from reports import envelope, mails
from reports.digest import ArchivedCopy, CitingLetter, Digest, Entry, Section, Sighting, Turn
from reports.templatetags.report_mail import one_line, web_address

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LEAVE = "https://letters.example/reports/leave/abc:def/"
PLACES = mails.Places(
    dead_links="https://letters.example/admin/links/link/?state__exact=dead",
    subscription="https://letters.example/admin/reports/subscription/7/change/",
    leave=LEAVE,
)
LETTER = CitingLetter(
    subject="The case of A. Sample",
    issuer="Committee of Examplia",
    day=date(2026, 1, 15),
    footnotes=("2", "3"),
    url="https://letters.example/letters/the-case/",
)


def an_entry(**fields: Any) -> Entry:
    defaults: dict[str, Any] = {
        "title": "Court closes its doors",
        "publisher": "Sample Press",
        "link_id": 1,
        "url": "https://news.example/story",
        "state": "no longer readable",
        "admin_url": "https://letters.example/admin/links/link/1/change/",
        "changed_at": AT,
        "seen": Sighting(at=AT, words="the site answered with an error of its own", status_code=503),
        "strikes": tuple(Sighting(at=AT.replace(month=2, day=day), words="") for day in (20, 24)),
        "copy": ArchivedCopy(url="https://archive.example/1", service="Internet Archive", captured_at=AT),
        "letters": (LETTER,),
    }
    return Entry(**{**defaults, **fields})


def a_digest(*entries: Entry, of: Turn = Turn.DIED, total: int = 0) -> Digest:
    section = Section(turn=of, entries=entries, total=total or len(entries))
    return Digest(sections=(section,), letters_affected=1, dead_total=14, since=AT.replace(day=1), until=AT)


def rendered(*entries: Entry, **fields: Any) -> mails.Mail:
    return mails.render(a_digest(*entries, **fields), places=PLACES)


def sent(mail: mails.Mail, *, to: str = "a@staff.example.org", **fields: Any) -> EmailMultiAlternatives:
    return envelope.message(mail, to=to, message_id="<m@letters.example>", now=AT, leave=LEAVE, **fields)


def test_text_and_html_tell_the_same_facts() -> None:
    mail = rendered(an_entry())
    assert mail.subject == "1 source died · 1 letter affected"
    for body in (mail.text, mail.html):
        for fact in (
            "Court closes its doors",
            "Sample Press",
            "https://news.example/story",
            "2 March 2026, 09:30",
            "the site answered with an error of its own",
            "status 503",
            "20 February 2026, 24 February 2026",
            "https://archive.example/1",
            "The case of A. Sample",
            "Committee of Examplia, 15 January 2026, footnotes 2, 3",
            "https://letters.example/letters/the-case/",
            "https://letters.example/admin/links/link/1/change/",
            "14 cited sources are no longer readable",
            "https://letters.example/admin/links/link/?state__exact=dead",
            "https://letters.example/admin/reports/subscription/7/change/",
            "from 1 March 2026 to 2 March 2026 (times: UTC)",
        ):
            assert fact in body


def test_newly_dead_come_first_and_numbers_run_through() -> None:
    died = Section(turn=Turn.DIED, entries=(an_entry(title="Gone one"),), total=1)
    back = Section(turn=Turn.RECOVERED, entries=(an_entry(title="Back one", strikes=()),), total=1)
    digest = Digest(sections=(died, back), letters_affected=1, dead_total=1, since=AT, until=AT)
    mail = mails.render(digest, places=PLACES)
    for body in (mail.text, mail.html):
        assert body.index("1. Gone one") < body.index("2. Back one")


def test_html_in_titles_is_shown_and_not_obeyed() -> None:
    hostile = "<script>alert(1)</script><img src=https://tracker.example/x.png>"
    letter = CitingLetter(subject=hostile, issuer=hostile, day=date(2026, 1, 1), footnotes=("1",), url=LETTER.url)
    mail = rendered(an_entry(title=hostile, publisher=hostile, decided_by=hostile, letters=(letter,)))
    assert "<script" not in mail.html
    assert "<img" not in mail.html
    assert "&lt;script&gt;" in mail.html
    assert "<script>alert(1)</script>" in mail.text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<b>x</b>",
        "file:///etc/passwd",
        "https://",
        "//evil.example/x",
        "https://[bad",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert web_address(url) == ""
    copy = ArchivedCopy(url=url, service="another archive", captured_at=None)
    mail = rendered(an_entry(url=url, moved_to=url, copy=copy))
    assert 'href=""' not in mail.html
    assert mail.html.lower().count('href="https://letters.example') == mail.html.lower().count("href=")


# The attributes that a report's elements have.
HARMLESS = (
    "align border cellpadding cellspacing charset class content dir href lang name rel role style width data-css-inline"
)


def test_an_address_cannot_leave_its_attribute() -> None:
    mail = rendered(an_entry(url='https://news.example/" onmouseover="alert(1)'))
    names = {name for node in LexborHTMLParser(mail.html).css("*") for name in node.attributes}
    assert names <= set(HARMLESS.split())


def test_the_dark_and_phones_are_thought_of_and_every_style_stands_in_its_element_too() -> None:
    html = rendered(an_entry()).html
    assert html.count("<style") == 1
    assert "prefers-color-scheme: dark" in html
    assert "max-width: 480px" in html
    assert 'style="margin: 0;' in html


def test_nothing_is_loaded_from_elsewhere() -> None:
    html = rendered(an_entry()).html.lower()
    for loader in ("<img", "<link", "url(", "@import", " src=", "<script", "<iframe", "background="):
        assert loader not in html


def test_a_title_with_line_breaks_makes_neither_a_header_nor_a_new_line() -> None:
    mail = rendered(an_entry(title="Story\r\nBcc: everybody@example.org\u2028\u202egnp"))
    assert sent(mail).message()["Bcc"] is None
    assert "\nBcc:" not in mail.text
    assert one_line("a\r\n b\u2028\u202ec\x00") == "a b c"


def test_joiners_that_scripts_need_are_kept() -> None:
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"


def test_an_address_with_a_line_break_is_refused() -> None:
    message = sent(rendered(an_entry()), to="a@x.example\nBcc: b@x.example")
    with pytest.raises((BadHeaderError, ValueError)):
        message.message()


def test_the_mail_is_dated_identified_and_marked_as_automatic() -> None:
    message = sent(rendered(an_entry()), follows="<before@letters.example>")
    read = email.message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert read["Message-ID"] == "<m@letters.example>"
    assert read["Date"].datetime == AT
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["List-Unsubscribe"] == f"<{LEAVE}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read["In-Reply-To"] == read["References"] == "<before@letters.example>"
    assert read["To"] == "a@staff.example.org"
    assert read["Subject"] == "1 source died · 1 letter affected"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]


def test_the_first_report_follows_none() -> None:
    assert sent(rendered(an_entry())).message()["References"] is None


def test_what_can_be_decided_stands_in_both_bodies() -> None:
    offer = mails.Offer("Really gone", "https://letters.example/reports/decide/abc/?x=1&y=2")
    mail = mails.render(a_digest(an_entry()), places=PLACES, offering=lambda entry: [offer])
    assert f"Really gone: {offer.url}" in mail.text
    assert 'href="https://letters.example/reports/decide/abc/?x=1&amp;y=2"' in mail.html


def test_a_draft_is_marked_in_both_bodies() -> None:
    draft = CitingLetter(
        subject="Unfinished",
        issuer="Committee",
        day=date(2026, 1, 1),
        footnotes=("1",),
        url="https://letters.example/admin/letters/letter/3/change/",
        status="in review",
    )
    mail = rendered(an_entry(letters=(draft,)))
    assert "[in review, not public] Unfinished" in mail.text
    assert "in review, not public</span>" in mail.html


def test_a_dead_source_without_a_copy_says_so_and_a_recovered_one_does_not() -> None:
    assert "No archived copy is recorded." in rendered(an_entry(copy=None)).text
    assert "No archived copy" not in rendered(an_entry(copy=None), of=Turn.RECOVERED).text


def test_what_has_no_room_is_counted_in_both_bodies() -> None:
    mail = rendered(an_entry(more_letters=3), total=9)
    for body in (mail.text, mail.html):
        assert "And 8 more, in the attached table" in body
        assert "and in 3 more letters" in body


def test_a_long_report_has_a_table_and_a_short_one_has_none() -> None:
    assert rendered(an_entry()).table == ""
    entry = an_entry(title="=HYPERLINK(1)", seen=None)
    section = Section(turn=Turn.DIED, entries=(entry,), listed=(entry, an_entry()), total=2)
    mail = mails.render(Digest(sections=(section,), letters_affected=1), places=PLACES)
    first, second = list(csv.DictReader(StringIO(mail.table.removeprefix("\ufeff"))))
    assert (first["what"], first["title"], first["status code"]) == ("died", "'=HYPERLINK(1)", "")
    assert second["letters and footnotes"].startswith(LETTER.subject)
    attached = sent(mail).attachments[0]
    assert (attached.get_filename(), attached.get_content_type()) == ("sources-2026-03-02.csv", "text/csv")
    assert attached.get_payload(decode=True).decode() == mail.table


def test_the_text_has_no_runs_of_empty_lines_and_no_stray_markup() -> None:
    text = rendered(an_entry(), an_entry(publisher="", copy=None, strikes=(), seen=None)).text
    assert "\n\n\n\n" not in text
    assert "&" not in text.replace("&amp", "&")
    assert "<p" not in text
