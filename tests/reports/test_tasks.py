"""What beat starts every hour."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from links.vocabulary import State
from reports import tasks
from reports.models import Report, Subscription
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
    assert [message["To"] for message in sink.messages] == [due.user.email]


def test_a_report_that_could_not_be_sent_is_tried_again_though_nobody_is_due(sink: MailSink) -> None:
    a_death()
    subscription = subscribe()
    sink.stop()
    tasks.send_due_link_reports()
    Subscription.objects.update(next_report_at=timezone.now() + timedelta(days=3))
    sink.start()
    tasks.send_due_link_reports()
    tasks.send_due_link_reports()
    assert [message["To"] for message in sink.messages] == [subscription.user.email]
    assert Report.objects.get().attempts == 2


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
