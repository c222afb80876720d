"""Addresses that the mail server refuses for good."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from links.vocabulary import State
from reports.models import Report, Subscription
from reports.sending import Outcome, send_one, settled
from tests import factories
from tests.factories import NOW
from tests.smtp import MailSink

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription() -> Subscription:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=True), source=factories.source(link=link))
    factories.state_change(link, State.DEAD)
    return Subscription.objects.create(user=factories.staff("anna", is_superuser=True), next_report_at=NOW)


def send(subscription: Subscription) -> Outcome:
    return send_one(subscription.pk, now=NOW, through_id=settled()).outcome


def test_three_refusals_in_a_row_switch_an_address_off_and_its_news_is_kept(
    sink: MailSink, subscription: Subscription
) -> None:
    sink.refuse_recipients()
    assert [send(subscription) for _ in range(4)] == [Outcome.FAILED] * 3 + [Outcome.NOT_RECEIVING]
    subscription.refresh_from_db()
    assert (subscription.refusals, subscription.switched_off_at) == (3, NOW)
    assert "Nobody of that name" in Report.objects.get().error

    sink.accept()
    Subscription.objects.all().switch_on()
    assert send(subscription) is Outcome.SENT
    assert len(sink.messages) == 1


def test_a_mail_that_arrives_forgets_the_refusals_before_it(sink: MailSink, subscription: Subscription) -> None:
    sink.refuse_recipients()
    assert [send(subscription), send(subscription)] == [Outcome.FAILED] * 2
    sink.accept()
    assert send(subscription) is Outcome.SENT
    subscription.refresh_from_db()
    assert (subscription.refusals, subscription.switched_off_at) == (0, None)


@pytest.mark.parametrize(
    "answer",
    ["450 4.2.0 Greylisted, come back later", "552 5.2.2 Mailbox full", "550 5.7.1 Your server is on a list"],
)
def test_what_may_pass_is_no_refusal_of_the_address(sink: MailSink, subscription: Subscription, answer: str) -> None:
    sink.refuse_recipients(answer)
    assert [send(subscription) for _ in range(4)] == [Outcome.FAILED] * 4
    subscription.refresh_from_db()
    assert (subscription.refusals, subscription.switched_off_at) == (0, None)


def test_a_server_that_refuses_the_mail_itself_says_nothing_of_the_address(
    sink: MailSink, subscription: Subscription
) -> None:
    sink.refuse("554 5.6.0 I dislike this mail")
    for _ in range(4):
        send(subscription)
    subscription.refresh_from_db()
    assert subscription.switched_off_at is None


def test_the_list_says_so_and_switches_it_on_again(subscription: Subscription) -> None:
    Subscription.objects.update(refusals=3, switched_off_at=NOW)
    client = Client()
    client.force_login(User.objects.get(link_report=subscription))
    place = reverse("admin:reports_subscription_changelist")
    assert "refused the address anna@staff.example.org" in client.get(place).content.decode()
    answer = client.post(place, {"action": "switch_on", "_selected_action": [subscription.pk]}, follow=True)
    assert "1 address gets mail again" in answer.content.decode()
    subscription.refresh_from_db()
    assert (subscription.refusals, subscription.switched_off_at) == (0, None)
