"""The link report as a mail: one digest, three templates (subject, text, HTML). No database, no clock."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from reports.digest import Digest, Section, Turn

_TITLES = {
    Turn.DIED: "Newly dead",
    Turn.RECOVERED: "Recovered",
    Turn.UNCLEAR: "No longer known to be dead",
}
_MEANING = {
    Turn.DIED: "Failed again and again for at least six days, or a person says they are gone. Letters that cite them "
    "need an archived copy or another source.",
    Turn.RECOVERED: "Reported dead before, readable again. Nothing needs to be done.",
    Turn.UNCLEAR: "Reported dead before; whether they can be read is not known now. Somebody should look.",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Where a reader of the mail can go: full addresses of the admin's pages."""

    dead_links: str
    subscription: str


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A section as the templates show it; `first` is the number of its first entry."""

    section: Section
    title: str
    meaning: str
    first: int


def render(digest: Digest, *, places: Places) -> Mail:
    """The mail that tells `digest`, which must not be empty."""
    assert not digest.is_empty
    context = {"digest": digest, "parts": _parts(digest), "places": places}
    # A line break in a subject would begin another header. Nothing in it is typed by people, but it costs nothing.
    subject = " ".join(render_to_string("reports/link_report_subject.txt", context).split())
    return Mail(
        subject=subject,
        text=render_to_string("reports/link_report.txt", context),
        html=render_to_string("reports/link_report.html", context),
    )


def message(mail: Mail, *, to: str, message_id: str, now: datetime) -> EmailMultiAlternatives:
    """`mail` ready to be sent to one address."""
    made = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={
            "Message-ID": message_id,
            "Date": format_datetime(now),
            # RFC 3834: nobody's out-of-office note answers this.
            "Auto-Submitted": "auto-generated",
        },
    )
    made.attach_alternative(mail.html, "text/html")
    return made


def _parts(digest: Digest) -> list[_Part]:
    parts = []
    first = 1
    for section in digest.sections:
        parts.append(_Part(section, _TITLES[section.turn], _MEANING[section.turn], first))
        first += len(section.entries)
    return parts
