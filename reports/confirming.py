"""Asks an outsider by mail whether they want the reports; before they say so nothing else is sent to them."""

from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from reports.delivery import deliver
from reports.envelope import SevenBitMail
from reports.models import Subscription
from reports.tokens import CONFIRM_WITHIN, confirm_path


def ask_to_confirm(subscription: Subscription, *, now: datetime) -> None:
    """Mail the question to an outsider. Raises NotDeliveredError."""
    with translation.override(subscription.language):
        context = {
            "site": settings.BASE_URL,
            "confirm": settings.BASE_URL + confirm_path(subscription.pk, subscription.address),
            "days": CONFIRM_WITHIN.days,
        }
        mail = SevenBitMail(
            subject=gettext("Do you want reports on the sources of letters?"),
            body=render_to_string("reports/confirm_mail.txt", context),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[subscription.address],
            headers={"Date": format_datetime(now), "Auto-Submitted": "auto-generated"},
        )
    deliver(mail)
