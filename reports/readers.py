"""The language and the clock of a subscriber, for their mails and for the pages behind these."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from reports.models import Subscription


@contextmanager
def read_by(subscription: Subscription) -> Iterator[None]:
    """Words are in the subscriber's language meanwhile, and times on their clock."""
    with translation.override(subscription.language), timezone.override(ZoneInfo(subscription.time_zone)):
        yield


@contextmanager
def read_by_id(subscription_id: int) -> Iterator[None]:
    """The same, for whoever opens an address that was mailed to this subscriber; one who is gone changes nothing."""
    subscription = Subscription.objects.filter(pk=subscription_id).first()
    if subscription is None:
        yield
        return
    with read_by(subscription):
        yield
