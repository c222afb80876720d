"""Ending the reports from the mail itself."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from reports.models import Subscription
from reports.tokens import leave_path
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription() -> Subscription:
    return Subscription.objects.create(user=factories.staff("anna"), at_once=True)


def path(subscription: Subscription) -> str:
    return leave_path(subscription.pk, subscription.mailed_to)


def test_following_the_link_ends_nothing(subscription: Subscription) -> None:
    page = Client().get(path(subscription)).content.decode()
    assert "anna@staff.example.org" in page
    subscription.refresh_from_db()
    assert subscription.every == Subscription.HowOften.WEEK


def test_a_mail_program_ends_them_with_one_click(subscription: Subscription) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(path(subscription), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert answer.status_code == 200
    subscription.refresh_from_db()
    assert (subscription.every, subscription.next_report_at, subscription.at_once) == ("never", None, False)


def test_an_address_that_was_changed_since_is_left_alone(subscription: Subscription) -> None:
    place = path(subscription)
    User.objects.update(email="new@staff.example.org")
    assert Client().post(place).status_code == 200
    subscription.refresh_from_db()
    assert subscription.every == Subscription.HowOften.WEEK


def test_a_damaged_address_ends_nothing(subscription: Subscription) -> None:
    assert Client().post("/reports/leave/abc:def/").status_code == 404
    subscription.refresh_from_db()
    assert subscription.every == Subscription.HowOften.WEEK
