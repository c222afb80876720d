"""Text with gaps: what fills one is never taken for another, and nobody can make one."""

import re

import pytest
from django.utils import timezone, translation

from reports import mails
from reports.digest import CitingLetter, Digest
from reports.slots import Slots
from tests.reports.test_mails import AT, LETTER, PLACES, a_digest, an_entry

READERS = ((1, "UTC", "en"), (2, "Asia/Tokyo", "en"), (3, "Asia/Tokyo", "fr"), (4, "UTC", "en"))


def test_each_gap_is_filled_with_its_value() -> None:
    slots = Slots()
    blank = slots.blank(f"<{slots.mark(1)}> and {slots.mark(0)}, {slots.mark(1)}")
    assert blank.filled(["a", "b"]) == "<b> and a, b"


def test_what_fills_a_gap_is_not_looked_at_again() -> None:
    slots = Slots()
    blank = slots.blank(f"{slots.mark(0)} {slots.mark(1)}")
    assert blank.filled([slots.mark(1), "secret"]) == f"{slots.mark(1)} secret"


def test_the_mark_of_another_run_is_a_word_like_others() -> None:
    forged = Slots().mark(0)
    assert Slots().blank(f"a {forged}").filled(["secret"]) == f"a {forged}"


def test_a_damaged_mark_is_an_error_and_no_mail() -> None:
    slots = Slots()
    with pytest.raises(ValueError, match="damaged"):
        slots.blank(slots.mark(12).replace("/", ""))


def test_no_mail_shows_a_mark() -> None:
    offer = mails.Offer("Really gone", "https://letters.example/reports/decide/abc/")
    mail = mails.render(a_digest(an_entry(), an_entry()), places=PLACES, offering=lambda entry: [offer])
    for body in (mail.subject, mail.text, mail.html, mail.table):
        assert ".invalid" not in body
        assert not re.search(r"[0-9a-f]{32}", body)


def test_readers_of_one_run_get_each_their_own_and_what_they_would_get_alone() -> None:
    """Two readers of the same digest on different clocks, one of whom may decide."""
    letter = CitingLetter("Subject", "Body", AT.date(), ("1",), LETTER.url, sentence="A & B <said> so.")
    first, second = an_entry(letters=(letter,)), an_entry(title="Tom & “Jerry”", url="https://news.example/?a=1&b=2")
    digest = a_digest(first, second)
    one_alone = Digest(sections=a_digest(second).sections, letters_affected=1, dead_total=14, until=AT)
    write = mails.Writer()
    for told in (digest, one_alone):
        for reader, zone, language in READERS:
            places = mails.Places(leave=f"https://letters.example/leave/{reader}/?a=1&b={reader}")

            def offering(entry: object, reader: int = reader) -> list[mails.Offer]:
                return [mails.Offer("Ignore", f"https://letters.example/d/{reader}/?x&y")] if reader % 2 else []

            with timezone.override(zone), translation.override(language):
                shared = write(told, places=places, offering=offering)
                assert shared == mails.render(told, places=places, offering=offering)
            assert f"/leave/{reader}/" in shared.text
            assert f"/leave/{reader}/?a=1&amp;b={reader}" in shared.html
            assert ("/d/" in shared.text) == bool(reader % 2)
            assert ("2 March 2026, 18:30" in shared.text) == (reader == 2)
    assert "1. Tom &amp; “Jerry”" in shared.html


def test_an_offer_that_is_no_web_address_leads_nowhere() -> None:
    offer = mails.Offer("Ignore", 'javascript:alert(1)" onclick="x')
    mail = mails.render(a_digest(an_entry()), places=PLACES, offering=lambda entry: [offer])
    assert "javascript" not in mail.html + mail.text
