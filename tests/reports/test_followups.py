"""What letters wait for, told in the report: each once."""

from datetime import date, timedelta
from typing import Any

import pytest

from letters.models import Ask, Letter, Reply
from links.models import StateChange
from links.vocabulary import State
from reports.models import BEGINNING, Report, Subscription
from reports.sending import Outcome, Result, send_one, settled
from tests import factories
from tests.factories import NOW
from tests.smtp import MailSink

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TODAY = NOW.date()


def subscribe(*, groups: tuple[str, ...] = ("Editor",), **fields: Any) -> Subscription:
    fields = {"follow_ups": True, "every": "day", "hour": NOW.hour, "next_report_at": NOW, "time_zone": "UTC", **fields}
    return Subscription.objects.create(user=factories.staff(groups=groups), **fields)


def a_letter(*, sent: date = TODAY, **fields: Any) -> Letter:
    letter = factories.letter(published=True, date=sent, **fields)
    Letter.objects.filter(pk=letter.pk).update(published_at=NOW - 300 * DAY)
    return letter


def an_ask(*, due: date, of: Letter | None = None, text: str = "Release them") -> Ask:
    return Ask.objects.create(letter=of or a_letter(), text=text, due_on=due, waits_since=NOW - 300 * DAY)


def send(subscription: Subscription, *, days: int = 0) -> Result:
    return send_one(subscription.pk, now=NOW + days * DAY, through_id=settled())


def body(message: Any, kind: str = "plain") -> str:
    return str(message.get_body((kind,)).get_content())


def test_what_is_overdue_and_unanswered_is_told_once(sink: MailSink) -> None:
    an_ask(due=TODAY - DAY)
    a_letter(sent=TODAY - 60 * DAY, subject="Long without an answer")
    subscription = subscribe()

    assert send(subscription).outcome is Outcome.SENT
    for days in (1, 2):
        assert send(subscription, days=days).outcome is Outcome.NOTHING_NEW

    (message,) = sink.messages
    assert message["Subject"] == "1 ask past its due date, 1 letter without a reply"
    for text in (body(message), body(message, "html")):
        for fact in ("Release them", "Long without an answer", "60 days ago", "Due on 1 March 2026"):
            assert fact in text
        assert "checks of cited sources" not in text


def test_each_is_told_on_the_day_after_it_fell_due(sink: MailSink) -> None:
    an_ask(due=TODAY)
    a_letter(sent=TODAY - 57 * DAY, subject="Not yet")
    subscription = subscribe()
    outcomes = [send(subscription, days=days).outcome for days in range(5)]
    assert outcomes == [Outcome.NOTHING_NEW, Outcome.SENT, Outcome.NOTHING_NEW, Outcome.SENT, Outcome.NOTHING_NEW]
    assert "Not yet" in body(sink.messages[1])


def test_news_of_links_come_first_and_name_the_follow_ups_in_the_subject(sink: MailSink) -> None:
    link = factories.link(state=State.ALIVE)
    factories.citation(a_letter(), source=factories.source(link=link))
    factories.state_change(link, State.DEAD)
    an_ask(due=TODAY - DAY)
    send(subscribe())
    assert sink.messages[0]["Subject"] == "1 source died · 1 letter affected · 1 follow-up"


def test_who_did_not_ask_is_told_nothing(sink: MailSink) -> None:
    an_ask(due=TODAY - DAY)
    assert send(subscribe(follow_ups=False)).outcome is Outcome.NOTHING_NEW


def test_drafts_and_ended_asks_and_answered_letters_wait_for_nothing(sink: MailSink) -> None:
    draft = factories.letter(date=TODAY - 90 * DAY)
    an_ask(due=TODAY - DAY, of=draft)
    Ask.objects.filter(pk=an_ask(due=TODAY - DAY).pk).update(outcome=Ask.Outcome.MET)
    Reply.objects.create(letter=a_letter(sent=TODAY - 90 * DAY), date=TODAY, summary="We are looking into it.")
    assert send(subscribe()).outcome is Outcome.NOTHING_NEW


def test_a_closed_reply_is_unknown_to_those_who_may_not_see_it(sink: MailSink) -> None:
    answered = a_letter(sent=TODAY - 90 * DAY, subject="Answered in confidence")
    Reply.objects.create(letter=answered, date=TODAY, summary="We are looking into it.")
    assert send(subscribe(groups=("Link keeper",))).outcome is Outcome.SENT
    assert "Answered in confidence" in body(sink.messages[0])


def test_letters_that_the_subscriber_did_not_choose_are_not_followed(sink: MailSink) -> None:
    an_ask(due=TODAY - DAY)
    assert send(subscribe(scope="own")).outcome is Outcome.NOTHING_NEW


def test_a_letter_published_late_is_told_once_it_is_published(sink: MailSink) -> None:
    subscription = subscribe()
    send(subscription)
    late = a_letter(sent=TODAY - 200 * DAY, subject="Found in a drawer")
    Letter.objects.filter(pk=late.pk).update(published_at=NOW + timedelta(hours=2))
    an_ask(due=TODAY - 100 * DAY, of=late)
    assert send(subscription, days=1).outcome is Outcome.SENT
    assert sink.messages[0]["Subject"] == "1 ask past its due date, 1 letter without a reply"
    assert send(subscription, days=2).outcome is Outcome.NOTHING_NEW


def test_a_report_of_follow_ups_that_may_have_arrived_is_repeated_as_it_was(sink: MailSink) -> None:
    an_ask(due=TODAY - DAY, text="First")
    subscription = subscribe()
    sink.hang_up()
    send(subscription)
    an_ask(due=TODAY, text="Second")
    sink.accept()
    send(subscription, days=1)
    first, repeated = sink.messages
    assert repeated["Message-ID"] == first["Message-ID"]
    assert "Second" not in body(repeated)
    assert send(subscription, days=1).outcome is Outcome.SENT
    assert "Second" in body(sink.messages[2])
    assert "First" not in body(sink.messages[2])


def test_a_report_of_follow_ups_that_reached_nobody_is_widened(sink: MailSink) -> None:
    an_ask(due=TODAY - DAY, text="First")
    subscription = subscribe()
    sink.stop()
    send(subscription)
    an_ask(due=TODAY, text="Second")
    sink.start()
    send(subscription, days=1)
    (message,) = sink.messages
    assert "First" in body(message)
    assert "Second" in body(message)
    assert Report.objects.get().follow_through == TODAY + DAY


def test_reports_of_follow_ups_alone_follow_each_other_without_any_state_change(sink: MailSink) -> None:
    subscription = subscribe()
    for days in range(3):
        an_ask(due=TODAY + (days - 1) * DAY, text=f"Ask {days}")
        assert send(subscription, days=days).outcome is Outcome.SENT
    assert not StateChange.every.exists()
    assert list(Report.objects.order_by("pk").values_list("period", flat=True)) == [0, 1, 2]


def test_asked_for_anew_all_that_waits_is_told_again(sink: MailSink) -> None:
    an_ask(due=TODAY - DAY)
    subscription = subscribe()
    send(subscription)
    Subscription.objects.update(followed_through=BEGINNING)
    assert send(subscription, days=1).outcome is Outcome.SENT


def test_the_day_is_that_of_the_subscribers_clock(sink: MailSink) -> None:
    an_ask(due=TODAY - DAY)
    assert send(subscribe(time_zone="Pacific/Honolulu")).outcome is Outcome.NOTHING_NEW
    assert send(subscribe(time_zone="UTC")).outcome is Outcome.SENT


def test_what_has_no_room_is_counted(sink: MailSink, settings: Any) -> None:
    one = a_letter()
    for _ in range(27):
        an_ask(due=TODAY - DAY, of=one)
    send(subscribe())
    assert sink.messages[0]["Subject"] == "27 asks past their due date"
    assert "And 2 more." in body(sink.messages[0])


def test_an_ask_written_down_after_its_due_date_is_told_once(sink: MailSink) -> None:
    letter = a_letter()
    subscription = subscribe()
    assert send(subscription).outcome is Outcome.NOTHING_NEW
    late = an_ask(due=TODAY - 100 * DAY, of=letter, text="Found in the margin")
    Ask.objects.filter(pk=late.pk).update(waits_since=NOW + timedelta(hours=2))
    outcomes = [send(subscription, days=days).outcome for days in range(1, 4)]
    assert outcomes == [Outcome.SENT, Outcome.NOTHING_NEW, Outcome.NOTHING_NEW]
    assert "Found in the margin" in body(sink.messages[0])


def test_an_ask_of_today_that_was_overdue_at_once_is_told_tomorrow_and_not_twice(sink: MailSink) -> None:
    subscription = subscribe()
    ask = an_ask(due=TODAY - DAY)
    Ask.objects.filter(pk=ask.pk).update(waits_since=NOW - timedelta(minutes=5))
    outcomes = [send(subscription, days=days).outcome for days in range(3)]
    assert outcomes == [Outcome.NOTHING_NEW, Outcome.SENT, Outcome.NOTHING_NEW]


def test_another_due_date_or_outcome_makes_an_ask_wait_anew_and_other_words_do_not() -> None:
    long_ago = NOW - 300 * DAY
    pk = an_ask(due=TODAY + 100 * DAY).pk
    ask = Ask.objects.get(pk=pk)
    ask.text = "Release them all"
    ask.save()
    assert Ask.objects.get(pk=pk).waits_since == long_ago
    ask.due_on = TODAY - DAY
    ask.save(update_fields=["due_on"])
    first = Ask.objects.get(pk=pk).waits_since
    assert first > long_ago
    for outcome in (Ask.Outcome.MET, Ask.Outcome.OPEN):
        ask = Ask.objects.get(pk=pk)
        ask.outcome = outcome
        ask.save()
    assert Ask.objects.get(pk=pk).waits_since > first
