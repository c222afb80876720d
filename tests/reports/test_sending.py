"""Sending over real SMTP: once each, although servers and processes fail."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils.translation import get_language

from letters.models import Letter
from links.models import Link, StateChange
from links.vocabulary import State
from reports.digest import Digest
from reports.followups import Following
from reports.gathering import Gathering
from reports.models import CLAIM_EXPIRES, Report, Subscription
from reports.scope import Wanted
from reports.sending import Outcome, Result, preview, send_one, settled
from tests import factories
from tests.factories import NOW
from tests.smtp import MailSink

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)


def subscribe(user: User | None = None, **fields: Any) -> Subscription:
    user = user or factories.staff(is_superuser=True)
    weekly = {"weekday": NOW.weekday(), "hour": NOW.hour, "time_zone": "UTC"}
    return Subscription.objects.create(**{"user": user, "next_report_at": NOW, **weekly, **fields})


def a_death(title: str = "Gone", *, published: bool = True) -> Link:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=published), source=factories.source(link=link, title=title))
    factories.state_change(link, State.DEAD)
    return link


def send(subscription: Subscription, *, now: datetime = NOW) -> Result:
    return send_one(subscription.pk, now=now, through_id=settled())


def html_of(message: Any) -> str:
    return str(message.get_body(("html",)).get_content())


def text_of(message: Any) -> str:
    return message.get_body(("plain",)).get_content()


def test_a_report_is_sent_and_recorded(sink: MailSink) -> None:
    a_death("Court closes its doors")
    subscription = subscribe()

    assert send(subscription).outcome is Outcome.SENT

    (message,) = sink.messages
    assert message["To"] == subscription.mailed_to
    assert message["Subject"] == "1 source died · 1 letter affected"
    assert "Court closes its doors" in text_of(message)
    report = Report.objects.get()
    assert message["Message-ID"] == report.message_id
    assert (report.sent_at, report.attempts, report.error) == (NOW, 1, "")
    subscription.refresh_from_db()
    assert subscription.reported_through == StateChange.objects.latest("pk").pk
    assert subscription.next_report_at == NOW + WEEK


def test_a_second_run_sends_nothing_twice(sink: MailSink) -> None:
    a_death()
    subscription = subscribe()
    send(subscription)
    assert send(subscription, now=NOW + HOUR).outcome is Outcome.NOTHING_NEW
    assert len(sink.messages) == 1


def test_the_next_report_tells_only_what_is_new(sink: MailSink) -> None:
    a_death("First")
    subscription = subscribe()
    send(subscription)
    a_death("Second")
    send(subscription, now=NOW + WEEK)
    newest = text_of(sink.messages[-1])
    assert "Second" in newest
    assert "First" not in newest


def test_no_news_sends_no_mail_but_moves_the_subscriber_on(sink: MailSink) -> None:
    link = factories.link()
    factories.state_change(link, State.ALIVE)
    subscription = subscribe()
    assert send(subscription).outcome is Outcome.NOTHING_NEW
    assert sink.messages == []
    assert not Report.objects.exists()
    subscription.refresh_from_db()
    assert subscription.reported_through == StateChange.objects.latest("pk").pk
    assert subscription.next_report_at == NOW + WEEK


def test_no_news_does_not_move_on_a_subscriber_for_whom_another_process_has_just_made_a_report() -> None:
    subscription = subscribe()

    def gather(*, after_id: int, through_id: int, wanted: Wanted, following: Following | None) -> Digest:
        """What the other process does between our reading and our writing."""
        Report.objects.create(subscription=subscription, after_id=0, through_id=9, message_id="<a@b>")
        return Digest()

    result = send_one(subscription.pk, now=NOW, through_id=5, gather=gather)

    assert result.outcome is Outcome.BUSY
    subscription.refresh_from_db()
    assert (subscription.reported_through, subscription.next_report_at) == (0, NOW)


def test_a_mail_server_that_is_down_keeps_the_report_for_later_once(sink: MailSink) -> None:
    a_death()
    subscription = subscribe()
    sink.stop()

    result = send(subscription)

    assert result.outcome is Outcome.FAILED
    assert "refused" in result.error.lower()
    report = Report.objects.get()
    assert (report.sent_at, report.claimed_at, report.attempts) == (None, None, 1)
    assert "ConnectionRefusedError" in report.error
    assert not report.may_have_arrived
    subscription.refresh_from_db()
    assert (subscription.reported_through, subscription.next_report_at) == (0, NOW)

    sink.start()
    assert send(subscription, now=NOW + HOUR).outcome is Outcome.SENT
    assert send(subscription, now=NOW + 2 * HOUR).outcome is Outcome.NOTHING_NEW
    assert len(sink.messages) == 1
    report.refresh_from_db()
    assert (report.attempts, report.error) == (2, "")


def test_a_report_that_reached_nobody_is_widened_by_what_is_new(sink: MailSink) -> None:
    a_death("First")
    subscription = subscribe()
    sink.stop()
    send(subscription)
    a_death("Second")
    sink.start()
    send(subscription, now=NOW + HOUR)
    (message,) = sink.messages
    assert "First" in text_of(message)
    assert "Second" in text_of(message)
    assert send(subscription, now=NOW + 2 * HOUR).outcome is Outcome.NOTHING_NEW


def test_a_report_that_reached_nobody_and_is_no_news_any_more_is_dropped(sink: MailSink) -> None:
    link = a_death()
    subscription = subscribe()
    sink.stop()
    send(subscription)
    factories.state_change(link, State.ALIVE)
    sink.start()
    assert send(subscription, now=NOW + HOUR).outcome is Outcome.NOTHING_NEW
    assert sink.messages == []
    assert not Report.objects.exists()
    subscription.refresh_from_db()
    assert subscription.reported_through == StateChange.objects.latest("pk").pk


def test_a_refusal_of_the_server_is_kept_for_staff_to_read(sink: MailSink) -> None:
    a_death()
    subscription = subscribe()
    sink.refuse("550 5.7.1 Not from you")
    assert send(subscription).outcome is Outcome.FAILED
    report = Report.objects.get()
    assert "Not from you" in report.error
    assert not report.may_have_arrived
    sink.accept()
    assert send(subscription, now=NOW + HOUR).outcome is Outcome.SENT


def test_a_server_that_hangs_up_may_have_taken_the_mail_so_the_same_is_sent_again(sink: MailSink) -> None:
    link = a_death("First")
    subscription = subscribe()
    sink.hang_up()
    assert send(subscription).outcome is Outcome.FAILED
    assert Report.objects.get().may_have_arrived
    # Were the report widened, the reader who got the first mail might have the second folded away, news and all.
    factories.state_change(link, State.ALIVE)
    a_death("Second")

    sink.accept()
    send(subscription, now=NOW + HOUR)

    first, repeated = sink.messages
    assert repeated["Message-ID"] == first["Message-ID"]
    assert "First" in text_of(repeated)
    assert "Second" not in text_of(repeated)
    subscription.refresh_from_db()
    assert subscription.next_report_at == NOW, "what came since must not wait for a week"

    send(subscription, now=NOW + 2 * HOUR)
    rest = sink.messages[-1]
    assert rest["Message-ID"] != first["Message-ID"]
    assert rest["Subject"] == "1 source died, 1 recovered · 2 letters affected"


def test_a_certain_failure_does_not_undo_the_doubt_of_an_earlier_one(sink: MailSink) -> None:
    a_death("First")
    subscription = subscribe()
    sink.hang_up()
    send(subscription)
    sink.stop()
    send(subscription, now=NOW + HOUR)
    a_death("Second")
    sink.accept()
    sink.start()
    send(subscription, now=NOW + 2 * HOUR)
    assert "Second" not in text_of(sink.messages[-1])


def test_a_process_that_died_after_sending_has_its_report_repeated_under_the_same_identity(sink: MailSink) -> None:
    a_death("First")
    subscription = subscribe()
    send(subscription)
    # As the process left it that died before it could record the sending.
    Report.objects.update(sent_at=None, claimed_at=NOW)
    Subscription.objects.update(reported_through=0, next_report_at=NOW)
    a_death("Second")

    assert send(subscription, now=NOW + CLAIM_EXPIRES / 2).outcome is Outcome.BUSY
    assert len(sink.messages) == 1

    assert send(subscription, now=NOW + CLAIM_EXPIRES).outcome is Outcome.SENT
    first, repeated = sink.messages
    assert repeated["Message-ID"] == first["Message-ID"]
    assert "Second" not in text_of(repeated)
    assert send(subscription, now=NOW + CLAIM_EXPIRES + HOUR).outcome is Outcome.SENT
    assert "Second" in text_of(sink.messages[-1])


def test_an_expired_claim_can_be_taken_over_once_and_leaves_a_doubt() -> None:
    a_death()
    subscription = subscribe()
    report = Report.objects.create(subscription=subscription, after_id=0, through_id=settled(), message_id="<a@b>")
    assert Report.objects.claim(report.pk, seen_attempts=0, through_id=report.through_id, now=NOW)
    assert not Report.objects.claim(report.pk, seen_attempts=1, through_id=report.through_id, now=NOW)
    later = NOW + CLAIM_EXPIRES
    assert not Report.objects.claim(report.pk, seen_attempts=0, through_id=report.through_id, now=later)
    assert Report.objects.claim(report.pk, seen_attempts=1, through_id=report.through_id, now=later)
    report.refresh_from_db()
    assert report.may_have_arrived


def test_who_left_the_staff_gets_no_mail(sink: MailSink) -> None:
    a_death()
    subscription = subscribe()
    for change in ({"is_staff": False}, {"is_active": False, "is_staff": True}, {"is_active": True, "email": ""}):
        User.objects.filter(link_report=subscription).update(**change)
        assert send(subscription).outcome is Outcome.NOT_RECEIVING
    assert sink.messages == []


def test_staff_who_may_not_view_letters_hear_nothing_of_drafts(sink: MailSink) -> None:
    a_death("Known from a draft alone", published=False)
    a_death("Public")
    without_rights = subscribe(factories.staff())
    with_rights = subscribe()
    send(without_rights)
    send(with_rights)
    first, second = sink.messages
    for part in first.walk():
        if part.get_content_maintype() == "text":
            assert "Known from a draft alone" not in part.get_content()
    assert first["Subject"] == "1 source died · 1 letter affected"
    assert "Known from a draft alone" in text_of(second)


def test_news_of_drafts_alone_is_no_mail_for_who_may_not_see_them(sink: MailSink) -> None:
    a_death(published=False)
    assert send(subscribe(factories.staff())).outcome is Outcome.NOTHING_NEW
    assert sink.messages == []


def test_an_address_that_would_forge_headers_is_an_error_and_no_mail(sink: MailSink) -> None:
    a_death()
    subscription = subscribe()
    User.objects.filter(link_report=subscription).update(email="a@staff.example.org\nBcc: b@example.org")
    result = send(subscription)
    assert result.outcome is Outcome.FAILED
    assert "\n" not in result.error
    assert not Report.objects.get().may_have_arrived
    assert sink.messages == []


def test_a_preview_records_nothing(sink: MailSink) -> None:
    a_death()
    subscription = subscribe()
    mail = preview(subscription, now=NOW, through_id=settled())
    assert mail is not None
    assert mail.subject == "1 source died · 1 letter affected"
    assert not Report.objects.exists()
    subscription.refresh_from_db()
    assert (subscription.reported_through, subscription.next_report_at) == (0, NOW)
    assert sink.messages == []


def test_a_report_sent_by_hand_does_not_move_the_weekly_one(sink: MailSink) -> None:
    a_death()
    subscription = subscribe(next_report_at=NOW + 2 * HOUR, hour=NOW.hour + 2)
    send(subscription)
    subscription.refresh_from_db()
    assert subscription.next_report_at == NOW + 2 * HOUR


def test_subscribers_who_know_the_same_share_one_digest(sink: MailSink) -> None:
    a_death()
    asked: list[Any] = []
    remembered = Gathering()

    def gather(**window: Any) -> Digest:
        digest = remembered(**window)
        asked.append(id(digest))
        return digest

    for subscription in [subscribe() for _ in range(3)]:
        send_one(subscription.pk, now=NOW, through_id=settled(), gather=gather)
    assert len(asked) == 3
    assert len(set(asked)) == 1
    assert len(sink.messages) == 3


def test_queries_for_one_subscriber_do_not_grow_with_the_news(
    sink: MailSink, django_assert_max_num_queries: Any
) -> None:
    def counted(subscription: Subscription) -> int:
        through_id = settled()
        with django_assert_max_num_queries(40) as queries:
            send_one(subscription.pk, now=NOW, through_id=through_id)
        return len(queries)

    a_death()
    few = counted(subscribe())
    for _ in range(5):
        a_death()
    assert counted(subscribe()) == few
    assert Letter.objects.count() == 6


def test_a_report_is_in_the_subscribers_language_and_on_their_clock(sink: MailSink) -> None:
    a_death("Court closes")
    factories.citation(factories.letter(published=True), source=factories.source(title="Other"))
    remembered = Gathering()
    for language, time_zone in (("en", "UTC"), ("de", "Pacific/Auckland"), ("fa", "Asia/Tehran")):
        subscription = subscribe(language=language, time_zone=time_zone)
        send_one(subscription.pk, now=NOW, through_id=settled(), gather=remembered)
    english, german, persian = sink.messages
    assert "2 March 2026, 09:00" in text_of(english)
    assert "(times: UTC)" in text_of(english)
    assert "2. März 2026, 22:00" in text_of(german)
    assert 'lang="de" dir="ltr"' in html_of(german)
    assert 'lang="fa" dir="rtl"' in html_of(persian)
    assert get_language() == "en"


def test_the_text_survives_servers_that_know_seven_bits_alone(sink: MailSink) -> None:
    """RFC 2045: other letters travel encoded, lines stay short (RFC 5322, 2.1.1: 998), and nothing is lost."""
    for title in (
        "Gerichtshof schließt",
        "Gerichtshof schließt · " + "sehr lange Überschrift " * 20,
        "Դատարանը փակել է դռները " * 20,
    ):
        a_death(title)
        send(subscribe())
        message = sink.messages[-1]
        assert title.strip() in text_of(message)
        for part in message.walk():
            assert part["Content-Transfer-Encoding"] in {None, "7bit", "quoted-printable", "base64"}
        raw = message.as_bytes()
        assert raw.isascii()
        assert max(len(line) for line in raw.splitlines()) <= 998


def test_the_text_of_a_plain_report_is_plain_ascii(sink: MailSink) -> None:
    a_death("Court closes its doors")
    send(subscribe())
    assert text_of(sink.messages[0]).isascii()
