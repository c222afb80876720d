"""Told at once."""

from datetime import timedelta

import pytest

from letters.models import Letter
from links.models import Link
from links.vocabulary import State
from reports.models import Subscription
from reports.sending import send_one, settled
from reports.urgent import LATELY, urgent_subscribers
from tests import factories
from tests.factories import NOW
from tests.smtp import MailSink

pytestmark = pytest.mark.django_db


def subscriber(**fields: object) -> Subscription:
    return Subscription.objects.create(**{"user": factories.staff(), "at_once": True, **fields})


def a_death(*, days_ago: float = 1, published: bool = True) -> Link:
    link = factories.link(state=State.ALIVE)
    letter = factories.letter(published=published)
    factories.citation(letter, source=factories.source(link=link))
    if published:
        Letter.objects.filter(pk=letter.pk).update(published_at=NOW - timedelta(days=days_ago))
    factories.state_change(link, State.DEAD)
    Link.objects.filter(pk=link.pk).update(state=State.DEAD)
    return link


def urgent() -> list[int]:
    return list(urgent_subscribers(now=NOW, through_id=settled()))


def test_who_asked_for_it_is_told_and_nobody_else() -> None:
    asked = subscriber()
    subscriber(at_once=False)
    assert urgent() == []
    a_death()
    assert urgent() == [asked.pk]


def test_who_gets_no_regular_reports_is_told_all_the_same() -> None:
    asked = subscriber(every=Subscription.HowOften.NEVER)
    a_death()
    assert urgent() == [asked.pk]


@pytest.mark.parametrize(("days_ago", "told"), [(LATELY.days - 1, 1), (LATELY.days + 1, 0)])
def test_only_letters_published_lately_are_urgent(days_ago: int, told: int) -> None:
    subscriber()
    a_death(days_ago=days_ago)
    assert len(urgent()) == told


def test_a_draft_is_not_urgent() -> None:
    subscriber(user=factories.staff(is_superuser=True))
    a_death(published=False)
    assert urgent() == []


def test_a_source_that_recovered_meanwhile_is_not_urgent() -> None:
    subscriber()
    link = a_death()
    Link.objects.filter(pk=link.pk).update(state=State.ALIVE)
    assert urgent() == []


def test_a_letter_that_is_not_wanted_is_not_urgent() -> None:
    subscriber(scope=Subscription.Scope.OWN)
    a_death()
    assert urgent() == []


def test_the_report_comes_early_once_and_the_next_one_keeps_its_date(sink: MailSink) -> None:
    weekly = {"weekday": 4, "hour": 8, "time_zone": "UTC", "next_report_at": NOW + timedelta(days=3, hours=23)}
    asked = subscriber(**weekly)
    a_death()
    for pk in urgent():
        send_one(pk, now=NOW, through_id=settled())
    assert urgent() == []
    asked.refresh_from_db()
    assert asked.next_report_at == weekly["next_report_at"]
    assert [message["Subject"] for message in sink.messages] == ["1 source died · 1 letter affected"]
