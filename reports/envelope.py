"""A written report as a message for one address."""

from datetime import datetime
from email.encoders import encode_base64, encode_quopri
from email.mime.text import MIMEText
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from reports.mails import Mail


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
        made.attach(_attached(mail.table, f"sources-{now:%Y-%m-%d}.csv"))
    return made


@lru_cache(maxsize=2)
def _attached(table: str, name: str) -> MIMEText:
    """The table as a part of a mail, encoded once for the readers who get the same one after the other."""
    part = MIMEText(table, "csv", "utf-8")
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


class SevenBitMail(EmailMultiAlternatives):
    """Text that is not ASCII travels as quoted-printable or base64: Django declares 8bit, which a server need not know
    (RFC 6152), and never asks it."""

    _made: Any = None

    def message(self, *args: Any, **kwargs: Any) -> Any:
        # Asked for once to see that it can be made, and again by what sends it; a report has a megabyte.
        if self._made is None:
            self._made = super().message(*args, **kwargs)
            for part in self._made.walk():
                if part["Content-Transfer-Encoding"] == "8bit":
                    del part["Content-Transfer-Encoding"]
                    (encode_base64 if _is_shorter_as_base64(part.get_payload(decode=True)) else encode_quopri)(part)
        return self._made


_NOT_ASCII = bytes(range(0x80, 0x100))


def _is_shorter_as_base64(text: bytes) -> bool:
    """Whether so much of it is not ASCII: four bytes stand for three there, three for one in quoted-printable."""
    return len(text) - len(text.translate(None, _NOT_ASCII)) > len(text) // 6
