"""What a mail offers to decide."""

import re

import pytest
from django.test import Client

from links.models import Link, Proposal
from links.vocabulary import Outcome, State
from reports.models import Subscription
from reports.sending import preview, send_one, settled
from tests import factories
from tests.factories import NOW
from tests.smtp import MailSink

pytestmark = pytest.mark.django_db
OFFER = re.compile(r"^   ([A-Z][a-z ]+): https?://[^/]+(/reports/decide/\S+)$", re.M)


def a_death() -> Link:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=True), source=factories.source(link=link))
    factories.state_change(link, State.DEAD)
    return link


def offered(subscription: Subscription) -> dict[str, str]:
    mail = preview(subscription, now=NOW, through_id=settled())
    assert mail is not None
    return dict(OFFER.findall(mail.text))


def test_a_link_keeper_decides_from_the_mail() -> None:
    link = a_death()
    Proposal.objects.create(
        link=link, url="https://new.example.org/", status="proposed", tried_at=NOW, outcome=Outcome.OK
    )
    found = offered(Subscription.objects.create(user=factories.staff(groups=("Link keeper",))))
    assert list(found) == [
        "Accept the new address",
        "Works for me",
        "Really gone",
        "Replace by another address",
        "Ignore",
    ]
    for place in found.values():
        assert Client().get(place).status_code == 200


def test_whoever_may_not_decide_is_offered_nothing() -> None:
    a_death()
    assert offered(Subscription.objects.create(user=factories.staff(groups=("Editor",)))) == {}


def test_a_source_that_recovered_needs_no_decision() -> None:
    link = a_death()
    subscription = Subscription.objects.create(
        user=factories.staff(groups=("Link keeper",)), reported_through=settled()
    )
    factories.state_change(link, State.ALIVE)
    assert offered(subscription) == {}


def test_reports_of_one_subscriber_are_one_thread_and_can_be_ended_with_a_click(sink: MailSink) -> None:
    subscription = Subscription.objects.create(user=factories.staff("anna"))
    for _ in range(2):
        a_death()
        send_one(subscription.pk, now=NOW, through_id=settled())
    first, second = sink.messages
    assert second["In-Reply-To"] == first["Message-ID"]
    place = second["List-Unsubscribe"].strip("<>")
    Client().post(place[place.index("/reports/") :], {"List-Unsubscribe": "One-Click"})
    subscription.refresh_from_db()
    assert subscription.every == Subscription.HowOften.NEVER
