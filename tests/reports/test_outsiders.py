"""Readers without an account: asked by mail first, told of what is public alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from links.models import Link, Proposal, StateChange
from links.vocabulary import Aspect, State
from links.vocabulary import Outcome as Seen
from reports.models import Subscription
from reports.sending import Outcome, Result, send_one, settled
from reports.tokens import CONFIRM_WITHIN, confirm_path, leave_path
from tests import factories
from tests.factories import NOW
from tests.smtp import MailSink

pytestmark = pytest.mark.django_db

ADDRESS = "reader@elsewhere.example.org"
ADD = "admin:reports_subscription_add"
LIST = "admin:reports_subscription_changelist"
FORM = {
    "user": "",
    "address": ADDRESS,
    "every": "week",
    "weekday": "0",
    "monthday": "1",
    "hour": "8",
    "time_zone": "UTC",
    "language": "en",
    "scope": "all",
    "answer_days": "60",
}


@pytest.fixture
def chief() -> Client:
    client = Client()
    client.force_login(factories.staff("chief", is_superuser=True))
    return client


def outsider(**fields: Any) -> Subscription:
    return Subscription.objects.create(**{"address": ADDRESS, "next_report_at": NOW, "time_zone": "UTC", **fields})


def a_death(title: str, *, published: bool = True, **fields: Any) -> Link:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=published), source=factories.source(link=link, title=title))
    factories.state_change(link, State.DEAD, **fields)
    return link


def send(subscription: Subscription) -> Result:
    return send_one(subscription.pk, now=NOW, through_id=settled())


def test_an_outsider_is_asked_and_told_only_after_confirming(
    sink: MailSink, chief: Client, django_capture_on_commit_callbacks: Any
) -> None:
    a_death("Court closes")
    with django_capture_on_commit_callbacks(execute=True):
        answer = chief.post(reverse(ADD), FORM)
    assert answer.status_code == 302
    subscription = Subscription.objects.get()
    assert send(subscription).outcome is Outcome.NOT_RECEIVING
    (question,) = sink.messages
    assert question["To"] == ADDRESS
    assert question["Auto-Submitted"] == "auto-generated"
    found = re.search(r"https?://[^/\s]+(/reports/confirm/\S+)", question.get_content())
    assert found

    reader = Client()
    for method in ("get", "head"):
        assert getattr(reader, method)(found[1]).status_code == 200
    assert send(subscription).outcome is Outcome.NOT_RECEIVING
    assert "will be sent to reader@elsewhere.example.org" in reader.post(found[1]).content.decode()
    assert send(subscription).outcome is Outcome.SENT


def test_outsiders_hear_of_published_letters_alone_and_nothing_of_staffs_work(sink: MailSink) -> None:
    keeper = factories.staff("keeper-of-links")
    a_death("Known from a draft alone", published=False)
    a_death("Public", by=keeper)
    found = a_death("Found elsewhere")
    Proposal.objects.create(
        link=found, url="https://new.example.org/candidate", status="proposed", tried_at=NOW, outcome=Seen.OK
    )
    send(outsider(confirmed_at=NOW))
    (message,) = sink.messages
    assert message["Subject"] == "2 sources died · 2 letters affected"
    for part in message.walk():
        if part.get_content_maintype() == "text":
            content = part.get_content()
            assert "Public" in content
            for hidden in ("draft alone", "keeper-of-links", "candidate", "/admin/", "/reports/decide/", "Decide"):
                assert hidden not in content


def test_a_candidate_awaiting_a_decision_is_no_news_to_outsiders(sink: MailSink) -> None:
    link = factories.link(state=State.SUSPECT)
    factories.citation(factories.letter(published=True), source=factories.source(link=link))
    StateChange.every.create(link=link, aspect=Aspect.SUCCESSOR, from_state="", to_state="proposed", changed_at=NOW)
    assert send(outsider(confirmed_at=NOW)).outcome is Outcome.NOTHING_NEW


def test_outsiders_leave_with_one_click_and_are_asked_anew_before_they_are_told_again(sink: MailSink) -> None:
    a_death("Gone")
    subscription = outsider(confirmed_at=NOW)
    assert Client(enforce_csrf_checks=True).post(leave_path(subscription.pk, ADDRESS)).status_code == 200
    subscription.refresh_from_db()
    assert (subscription.every, subscription.confirmed_at) == ("never", None)
    Subscription.objects.update(every="week", next_report_at=NOW)
    assert send(subscription).outcome is Outcome.NOT_RECEIVING


def test_a_page_from_elsewhere_confirms_nothing() -> None:
    subscription = outsider()
    place = confirm_path(subscription.pk, ADDRESS)
    assert Client(enforce_csrf_checks=True).post(place).status_code == 403
    subscription.refresh_from_db()
    assert subscription.confirmed_at is None


def test_an_old_question_and_one_to_another_address_confirm_nothing(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    subscription = outsider()
    old = confirm_path(subscription.pk, ADDRESS)
    other = confirm_path(subscription.pk, "other@elsewhere.example.org")
    leaving = leave_path(subscription.pk, ADDRESS).replace("/leave/", "/confirm/")
    assert Client().post(other).status_code == 404
    assert Client().post(leaving).status_code == 404
    time_machine.shift(CONFIRM_WITHIN + timedelta(minutes=1))
    assert Client().post(old).status_code == 410
    subscription.refresh_from_db()
    assert subscription.confirmed_at is None


def test_a_question_about_a_members_reports_confirms_nothing() -> None:
    subscription = Subscription.objects.create(user=factories.staff("anna"))
    assert Client().post(confirm_path(subscription.pk, "anna@staff.example.org")).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"address": ""}, "one of the two"),
        ({"address": "no address"}, "valid email address"),
        ({"address": "a@example.org\nBcc: b@example.org"}, "valid email address"),
        ({"scope": "own"}, "has entered no letters"),
        ({"follow_ups": "on"}, "to staff alone"),
        ({"address": "CHIEF@staff.example.org"}, "member of staff"),
        ({"address": ADDRESS.upper()}, "gets the report already"),
    ],
)
def test_what_cannot_be_is_refused_and_nobody_is_mailed(
    sink: MailSink, chief: Client, wrong: dict[str, str], complaint: str
) -> None:
    if wrong.get("address") == ADDRESS.upper():
        outsider()
    count = Subscription.objects.count()
    assert complaint in chief.post(reverse(ADD), {**FORM, **wrong}).content.decode()
    assert Subscription.objects.count() == count
    assert sink.messages == []


def test_members_cannot_subscribe_others() -> None:
    client = Client()
    client.force_login(factories.staff("anna", groups=("Editor",)))
    client.post(reverse(ADD), FORM)
    assert not Subscription.objects.exclude(address="").exists()


@pytest.mark.django_db(transaction=True)
def test_a_question_that_could_not_be_sent_is_said_and_can_be_sent_again(sink: MailSink, chief: Client) -> None:
    sink.stop()
    chief.post(reverse(ADD), FORM)
    page = chief.get(reverse(LIST)).content.decode()
    assert "could not be asked" in page
    assert "has not confirmed yet" in page
    sink.start()
    subscription = Subscription.objects.get()
    chief.post(reverse(LIST), {"action": "ask_again", "_selected_action": [subscription.pk]})
    assert len(sink.messages) == 1


def test_the_database_holds_no_subscription_of_nobody_or_of_two() -> None:
    user = factories.staff()
    for fields in ({}, {"user": user, "address": ADDRESS}, {"address": ADDRESS, "scope": "own"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.create(**fields)


def test_reports_that_are_no_longer_offered_are_not_confirmed() -> None:
    subscription = outsider(every="never")
    assert Client().post(confirm_path(subscription.pk, subscription.address)).status_code == 404
    subscription.refresh_from_db()
    assert subscription.confirmed_at is None
