"""Hands one mail to the mail server and says, when that fails, whether it may have got through all the same."""

import logging
import smtplib

from django.core.mail import EmailMessage, get_connection

log = logging.getLogger(__name__)

MAX_ERROR_LENGTH = 2000


class NotDeliveredError(Exception):
    """Sending failed; the text is what staff read.

    `certain`: the server cannot have taken the mail. `address_refused`: it said for good that it takes none for this
    address. `unreachable`: there was no server to ask, so that whoever is next fares no better.
    """

    def __init__(
        self, error: Exception, *, certain: bool, address_refused: bool = False, unreachable: bool = False
    ) -> None:
        super().__init__(" ".join(f"{type(error).__name__}: {error}".split())[:MAX_ERROR_LENGTH])
        self.certain = certain
        self.address_refused = address_refused
        self.unreachable = unreachable


def deliver(mail: EmailMessage) -> None:
    """Returns when the server has taken `mail`; raises NotDeliveredError otherwise.

    Any back end of Django's can be configured, each with exceptions of its own, so all are caught. Until the
    connection stands nothing was sent. After that only an answer that refuses is certain (RFC 5321, 4.2.1): a
    connection that broke may have broken behind the server's "accepted".
    """
    try:
        # Refuses line breaks in headers before anything is sent.
        mail.message()
    except Exception as error:
        raise NotDeliveredError(error, certain=True) from error
    try:
        connection = get_connection(fail_silently=False)
        connection.open()
    except Exception as error:
        raise NotDeliveredError(error, certain=True, unreachable=True) from error
    try:
        taken = connection.send_messages([mail])
    except Exception as error:
        refused = isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)
        raise NotDeliveredError(error, certain=refused, address_refused=_refuses_address(error)) from error
    finally:
        _close(connection)
    if not taken:
        raise NotDeliveredError(ValueError("the mail server was given nothing to send"), certain=True)


def _refuses_address(error: Exception) -> bool:
    """Whether the server will never take mail for this recipient.

    A 5yz answer to RCPT (RFC 5321, 4.2.1), but 552, which stands for a full mailbox (4.5.3.1.10), and answers whose
    enhanced code speaks of policy (x.7.z of RFC 3463), which concern us more often than the address. The services
    behind django-anymail raise an exception of their own.
    """
    if type(error).__name__ == "AnymailRecipientsRefused":
        return True
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    answers = [(code, bytes(text)) for code, text in error.recipients.values()]
    return all(500 <= code < 600 and code != 552 and not text.startswith(b"5.7.") for code, text in answers)


def _close(connection: object) -> None:
    try:
        connection.close()  # type: ignore[attr-defined]
    except Exception as error:
        # The mail's fate is decided by now; a rude goodbye changes nothing.
        log.warning("The mail connection did not close cleanly: %s", error)
