"""The first page of the admin: health and work at a glance, for each what they may see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from letters.models import Ask, Letter, Reply
from links.models import Heartbeat, Link, Proposal
from links.tasks import sweep
from links.vocabulary import Outcome, State
from reports.models import Report, Subscription
from reports.overview import overview_for
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def home(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("admin:index")).content.decode()


def work(user: User) -> dict[str, int]:
    return {figure.words: figure.count for figure in overview_for(user, now=NOW).work}


def test_nobody_is_told_more_than_their_role_may_see() -> None:
    factories.letter()
    Proposal.objects.create(
        link=factories.link(), url="https://new.example.org/", status="proposed", tried_at=NOW, outcome=Outcome.OK
    )
    nobody = overview_for(factories.staff(), now=NOW)
    assert (nobody.links, nobody.work, nobody.mails) == (None, [], [])
    editor, keeper, chief = (factories.staff(groups=(g,)) for g in ("Editor", "Link keeper", "Administrator"))
    assert set(work(editor)) == {"draft"}
    assert set(work(keeper)) == {"page found at another address, awaiting a decision"}
    assert overview_for(keeper, now=NOW).mails == []
    assert len(overview_for(chief, now=NOW).mails) == 4


def test_the_work_that_waits_is_counted() -> None:
    chief = factories.staff(is_superuser=True)
    old, new, answered = (
        factories.letter(published=True, date=day) for day in (date(2025, 1, 1), date(2026, 3, 1), date(2025, 1, 2))
    )
    Reply.objects.create(letter=answered, date=date(2025, 2, 1), summary="No.")
    factories.letter(status=Letter.Status.IN_REVIEW)
    for letter, due_on in ((old, date(2025, 2, 1)), (new, date(2026, 4, 1)), (factories.letter(), date(2025, 2, 1))):
        Ask.objects.create(letter=letter, text="Release.", due_on=due_on)
    factories.letter()
    factories.link(state=State.UNVERIFIABLE)
    factories.link(state=State.UNVERIFIABLE, archive_first=True)
    assert work(chief) == {
        "link that our checker cannot verify and nobody looked at": 1,
        "letter in review": 1,
        "drafts": 2,
        "published letter without a reply after 60 days": 1,
        "published letter with asks past their due date": 1,
    }


def test_due_and_overdue_checks_are_told_and_how_long_the_oldest_waits() -> None:
    for days in (-1, 0.5, 3):
        factories.link(next_check_at=NOW - timedelta(days=days))
    links = overview_for(factories.staff(is_superuser=True), now=NOW).links
    assert links is not None
    assert (links.due.count, links.overdue.count, links.waiting_since) == (2, 1, NOW - timedelta(days=3))


@pytest.mark.parametrize(
    ("ago", "missing"), [(None, True), (timedelta(days=1, minutes=1), True), (timedelta(0), False)]
)
def test_a_day_without_a_sweep_is_said_loudly(ago: timedelta | None, missing: bool) -> None:
    factories.link(next_check_at=timezone.now())
    if ago is not None:
        Heartbeat.objects.beat(Heartbeat.SWEEP, now=timezone.now() - ago)
    page = home(factories.staff(is_superuser=True))
    assert ("No link has been checked for more than a day" in page) is missing


def test_nothing_is_missing_where_nothing_is_watched() -> None:
    factories.link(next_check_at=None)
    assert "No link has been checked" not in home(factories.staff(is_superuser=True))


def test_every_sweep_is_noted() -> None:
    before = timezone.now()
    sweep()
    last = Heartbeat.objects.last_beat(Heartbeat.SWEEP)
    assert last is not None
    assert last >= before


def test_mails_are_counted_as_sent_waiting_and_failed() -> None:
    subscription = Subscription.objects.create(user=factories.staff(), switched_off_at=NOW)
    made: list[dict[str, Any]] = [{"sent_at": NOW}, {"sent_at": NOW - timedelta(days=40)}, {}, {"error": "refused"}]
    for n, fields in enumerate(made):
        Report.objects.create(
            subscription=subscription, period=n, after_id=n, through_id=n + 1, message_id=f"<{n}@b>", **fields
        )
    mails = overview_for(factories.staff(is_superuser=True), now=NOW).mails
    assert [figure.count for figure in mails] == [1, 2, 1, 1]


def test_each_number_leads_to_a_list_that_opens() -> None:
    chief = factories.staff(is_superuser=True)
    Proposal.objects.create(
        link=factories.link(state=State.UNVERIFIABLE), url="https://n.example.org/", status="proposed", tried_at=NOW
    )
    factories.letter()
    found = overview_for(chief, now=NOW)
    client = Client()
    client.force_login(chief)
    for figure in (*found.work, *found.mails):
        assert client.get(figure.url).status_code == 200, figure


def test_the_page_asks_no_more_for_more_links(django_assert_max_num_queries: Any) -> None:
    chief = factories.staff(is_superuser=True)

    def counted() -> int:
        with django_assert_max_num_queries(40) as queries:
            home(chief)
        return len(queries)

    factories.link()
    few = counted()
    for _ in range(5):
        factories.state_change(factories.link(), State.DEAD)
    assert counted() == few
    assert Link.objects.count() == 6


@pytest.mark.parametrize("words", ["without a reply after 60 days", "with asks past their due date"])
def test_each_number_of_letters_that_wait_leads_to_the_list_of_just_these(words: str) -> None:
    """The list's filters go by today, and so does the count here."""
    now = timezone.now()
    long_ago, chief = timezone.localdate(now) - timedelta(days=61), factories.staff(is_superuser=True)
    for subject, published, asked, answered in (
        ("One that waits", True, True, False),
        ("Another that waits", True, True, False),
        ("Answered and not asking", True, False, True),
        ("A draft", False, True, False),
    ):
        letter = factories.letter(published=published, subject=subject, date=long_ago)
        if asked:
            for due_on in (long_ago, long_ago + timedelta(days=1)):
                Ask.objects.create(letter=letter, text="Release.", due_on=due_on)
        if answered:
            Reply.objects.create(letter=letter, date=long_ago, summary="No.")
    Ask.objects.create(letter=factories.letter(published=True, date=timezone.localdate(now)), text="Release.")
    (figure,) = [figure for figure in overview_for(chief, now=now).work if words in figure.words]
    client = Client()
    client.force_login(chief)
    listed = client.get(figure.url).context["cl"].queryset
    assert {letter.subject for letter in listed} == {"One that waits", "Another that waits"}
    assert figure.count == 2
