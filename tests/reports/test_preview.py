"""Today's report, looked at in the admin."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from links.vocabulary import State
from reports.models import Report, Subscription
from tests import factories
from tests.smtp import MailSink

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription() -> Subscription:
    return Subscription.objects.create(user=factories.staff("anna", groups=("Link keeper",)))


def a_death() -> None:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=True), source=factories.source(link=link, title="Court closes"))
    factories.state_change(link, State.DEAD)


def place(subscription: Subscription) -> str:
    return reverse("admin:reports_subscription_preview", args=[subscription.pk])


def signed_in(subscription: Subscription) -> Client:
    client = Client()
    client.force_login(User.objects.get(link_report=subscription))
    return client


def test_the_report_is_shown_and_nothing_is_sent(sink: MailSink, subscription: Subscription) -> None:
    a_death()
    client = signed_in(subscription)
    page = client.get(reverse("admin:reports_subscription_change", args=[subscription.pk])).content.decode()
    assert place(subscription) in page
    shown = client.get(place(subscription))
    assert "Court closes" in shown.content.decode()
    assert "script-src 'none'" in shown["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in shown["Content-Security-Policy"]
    text = client.get(place(subscription), {"as": "text"})
    assert text["Content-Type"].startswith("text/plain")
    assert text.content.decode().startswith("Subject: 1 source died · 1 letter affected\n")
    assert not Report.objects.exists()
    assert sink.messages == []


def test_when_nothing_is_new_it_says_so(subscription: Subscription) -> None:
    answer = signed_in(subscription).get(place(subscription), follow=True)
    assert "Nothing is new for this subscriber" in answer.content.decode()


def test_others_reports_are_shown_to_administrators_alone(subscription: Subscription) -> None:
    a_death()
    other = Client()
    other.force_login(factories.staff("bela", groups=("Link keeper",)))
    assert other.get(place(subscription)).status_code == 404
    chief = Client()
    chief.force_login(factories.staff("chief", groups=("Administrator",)))
    assert chief.get(place(subscription)).status_code == 200
    assert Client().get(place(subscription)).status_code == 302
