"""The link report as a mail: one digest, three templates (subject, text, HTML). No database, no clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.encoders import encode_quopri
from email.utils import format_datetime
from itertools import count
from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.digest import Digest, Entry, Section, Turn
from reports.table import as_csv

_TITLES = {
    Turn.DIED: _("Newly dead"),
    Turn.UNVERIFIABLE: _("Could not be verified any more"),
    Turn.PASSAGE_GONE: _("The quoted passage is gone"),
    Turn.FOUND: _("Found at another address"),
    Turn.MOVED: _("Moved"),
    Turn.CHANGED: _("Changed a great deal"),
    Turn.UNCLEAR: _("No longer known to be dead"),
    Turn.RECOVERED: _("Recovered"),
}
_MEANING = {
    Turn.DIED: _(
        "Failed again and again for at least six days, or a person says they are gone. Letters that cite them "
        "need an archived copy or another source."
    ),
    Turn.UNVERIFIABLE: _(
        "Their sites keep our checker out, which says nothing of the pages. Look in a browser, and say what you see."
    ),
    Turn.PASSAGE_GONE: _(
        "The pages answer, but not with the words that letters rely on. Use the archived copy, or see "
        "whether the words stand there in another form."
    ),
    Turn.FOUND: _(
        "These failing pages seem to live on where their sites have gone. Look, and accept the new address or leave it."
    ),
    Turn.MOVED: _("Their sites lead to a new address for good. Nothing needs to be done, unless it is another page."),
    Turn.CHANGED: _(
        "The pages answer, but their text is far from what was first read. See whether they still say what "
        "letters cite them for."
    ),
    Turn.UNCLEAR: _("Reported dead before; whether they can be read is not known now. Somebody should look."),
    Turn.RECOVERED: _("Reported dead before, readable again. Nothing needs to be done."),
}


_TONE = {Turn.DIED: "grave", Turn.PASSAGE_GONE: "grave", Turn.RECOVERED: "good"}
# Nothing is fetched: a mail holds all that it needs.
_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a reader of the mail can go: full addresses; those of the admin's pages are empty for outsiders."""

    leave: str
    dead_links: str = ""
    subscription: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a reader can decide from the mail, at a full address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Mail:
    """`table` is a CSV file that goes with a report of more entries than are shown, else empty."""

    subject: str
    text: str
    html: str
    table: str = ""


Offering = Callable[[Entry], Sequence[Offer]]


def nothing(entry: Entry) -> Sequence[Offer]:
    """What is offered to readers who may not decide about links."""
    return ()


@dataclass(frozen=True, slots=True)
class _Shown:
    """An entry as the templates show it, with its number in the mail."""

    number: int
    entry: Entry
    offers: Sequence[Offer]


@dataclass(frozen=True, slots=True)
class _Part:
    section: Section
    title: str
    meaning: str
    tone: str
    shown: Sequence[_Shown]


def render(digest: Digest, *, places: Places, offering: Offering = nothing) -> Mail:
    """The mail that tells `digest`, which must not be empty; `offering` says what can be decided about an entry."""
    assert not digest.is_empty
    context = {
        "digest": digest,
        "parts": _parts(digest, offering),
        "places": places,
        "language": get_language() or settings.LANGUAGE_CODE,
    }
    # A line break in a subject would begin another header. Nothing in it is typed by people, but it costs nothing.
    subject = " ".join(render_to_string("reports/link_report_subject.txt", context).split())
    return Mail(
        subject=subject,
        text=render_to_string("reports/link_report.txt", context),
        html=_with_wide_styles(_INLINER.inline(render_to_string("reports/link_report.html", context))),
        table=_table(digest) if digest.has_table else "",
    )


_last_table: list[tuple[Digest, str]] = []


def _table(digest: Digest) -> str:
    """The digest's table; written once for the readers who are told the same one after the other."""
    if not (_last_table and _last_table[0][0] is digest):
        _last_table[:] = [(digest, as_csv(digest))]
    return _last_table[0][1]


def _with_wide_styles(html: str) -> str:
    """For programs that know phones and the dark: no element can hold these rules, and the inliner drops them."""
    return html.replace("</head>", f"<style>{render_to_string('reports/link_report_wide.css')}</style></head>", 1)


def message(
    mail: Mail, *, to: str, message_id: str, now: datetime, leave: str, follows: str = ""
) -> EmailMultiAlternatives:
    """`mail` ready to be sent to one address.

    `leave` is the full address that ends the reports, by one click of a mail program (RFC 2369, RFC 8058); `follows`
    the Message-ID of the report before, so that a reader's program keeps them together (RFC 5322, 3.6.4).
    """
    headers = {
        "Message-ID": message_id,
        "Date": format_datetime(now),
        # RFC 3834: nobody's out-of-office note answers this.
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if follows:
        headers |= {"In-Reply-To": follows, "References": follows}
    made = SevenBitMail(
        subject=mail.subject, body=mail.text, from_email=settings.DEFAULT_FROM_EMAIL, to=[to], headers=headers
    )
    made.attach_alternative(mail.html, "text/html")
    if mail.table:
        made.attach(f"sources-{now:%Y-%m-%d}.csv", mail.table, "text/csv")
    return made


class SevenBitMail(EmailMultiAlternatives):
    """Text that is not ASCII travels as quoted-printable: Django declares 8bit, which a server need not know
    (RFC 6152), and never asks it."""

    def message(self, *args: Any, **kwargs: Any) -> Any:
        made: Any = super().message(*args, **kwargs)
        for part in made.walk():
            if part["Content-Transfer-Encoding"] == "8bit":
                del part["Content-Transfer-Encoding"]
                encode_quopri(part)
        return made


def _parts(digest: Digest, offering: Offering) -> list[_Part]:
    numbers = count(1)
    return [
        _Part(
            section,
            str(_TITLES[section.turn]),
            str(_MEANING[section.turn]),
            _TONE.get(section.turn, "doubt"),
            [_Shown(next(numbers), entry, offering(entry)) for entry in section.entries],
        )
        for section in digest.sections
    ]
