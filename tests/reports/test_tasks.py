"""What beat starts every hour."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from links.vocabulary import State
from reports import tasks
from reports.models import Report, Subscription
from reports.models.report import FIRST_REST
from tests import factories
from tests.smtp import MailSink

pytestmark = pytest.mark.django_db


def a_death() -> None:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=True), source=factories.source(link=link))
    factories.state_change(link, State.DEAD)


def subscribe(**fields: Any) -> Subscription:
    return Subscription.objects.create(**{"user": factories.staff(), "next_report_at": timezone.now(), **fields})


def test_beat_knows_the_task_by_its_name() -> None:
    scheduled = [entry["task"] for entry in django_settings.CELERY_BEAT_SCHEDULE.values()]
    assert tasks.send_due_link_reports.name in scheduled


def test_only_those_who_are_due_are_sent_theirs_and_only_once(sink: MailSink) -> None:
    a_death()
    due = subscribe()
    subscribe(next_report_at=timezone.now() + timedelta(days=1))
    tasks.send_due_link_reports()
    tasks.send_due_link_reports()
    assert [message["To"] for message in sink.messages] == [due.mailed_to]


def test_a_report_that_could_not_be_sent_is_tried_again_though_nobody_is_due(sink: MailSink, time_machine: Any) -> None:
    time_machine.move_to("2026-03-02T09:00Z", tick=False)
    a_death()
    subscription = subscribe()
    sink.stop()
    tasks.send_due_link_reports()
    Subscription.objects.update(next_report_at=timezone.now() + timedelta(days=3))
    sink.start()
    tasks.send_due_link_reports()
    assert sink.messages == [], "a server that just failed is given a rest"
    time_machine.shift(FIRST_REST)
    tasks.send_due_link_reports()
    tasks.send_due_link_reports()
    assert [message["To"] for message in sink.messages] == [subscription.mailed_to]
    assert Report.objects.get().attempts == 2


def test_a_mail_server_away_for_a_day_gets_everything_once_when_it_is_back(sink: MailSink, time_machine: Any) -> None:
    time_machine.move_to("2026-03-02T09:00Z", tick=False)
    a_death()
    due = {"every": "day", "time_zone": "UTC", "next_report_at": timezone.now()}
    subscribers = [subscribe(**due) for _ in range(3)]
    sink.stop()
    for _ in range(24 * 6):
        tasks.send_due_link_reports()
        time_machine.shift(timedelta(minutes=10))
    attempts = list(Report.objects.values_list("attempts", flat=True))
    assert len(attempts) == 3
    assert all(6 <= count <= 12 for count in attempts), f"rests should grow: {attempts}"
    sink.start()
    for _ in range(24 * 6):
        tasks.send_due_link_reports()
        time_machine.shift(timedelta(minutes=10))
    assert sorted(message["To"] for message in sink.messages) == sorted(each.mailed_to for each in subscribers)


def test_an_unreachable_server_is_not_asked_for_each_subscriber(sink: MailSink) -> None:
    a_death()
    for _ in range(6):
        subscribe()
    sink.stop()
    tasks.send_due_link_reports()
    assert Report.objects.count() == tasks.UNREACHABLE_BEFORE_GIVING_UP


def test_a_run_that_is_out_of_time_leaves_the_rest_to_the_next(sink: MailSink, settings: Any) -> None:
    a_death()
    subscribe()
    subscribe()
    budget, tasks.BUDGET = tasks.BUDGET, timedelta(0)
    try:
        tasks.send_due_link_reports()
        assert len(sink.messages) == 1
    finally:
        tasks.BUDGET = budget
    tasks.send_due_link_reports()
    assert len({message["To"] for message in sink.messages}) == 2
