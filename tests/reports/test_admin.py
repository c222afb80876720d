"""Where staff ask for the report."""

import re
from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission, User
from django.forms import modelform_factory
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.admin.subscription import SubscriptionAdmin
from reports.models import BEGINNING, Report, Subscription
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "admin:reports_subscription_changelist"
ADD = "admin:reports_subscription_add"
CHANGE = "admin:reports_subscription_change"
DELETE = "admin:reports_subscription_delete"
WHEN = {
    "every": "week",
    "weekday": "0",
    "monthday": "1",
    "hour": "8",
    "time_zone": "UTC",
    "language": "en",
    "scope": "all",
    "answer_days": "60",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def member(name: str = "", **fields: Any) -> User:
    """Staff who may ask for the report, as the permission groups allow."""
    user = factories.staff(name, **fields)
    names = [f"{verb}_subscription" for verb in ("add", "change", "delete", "view")]
    user.user_permissions.set(Permission.objects.filter(codename__in=[*names, "view_report"]))
    return user


def test_a_member_of_staff_asks_for_themself_without_being_asked_for_whom() -> None:
    user = member("anna")
    other = member("bela")
    client = signed_in(user)
    page = client.get(reverse(ADD)).content.decode()
    assert 'name="user"' not in page
    client.post(reverse(ADD), {**WHEN, "user": other.pk})
    assert Subscription.objects.get().user == user


def test_one_person_cannot_ask_twice() -> None:
    user = member()
    Subscription.objects.create(user=user)
    assert signed_in(user).get(reverse(ADD)).status_code == 403
    admin = factories.staff(is_superuser=True)
    answer = signed_in(admin).post(reverse(ADD), {**WHEN, "user": user.pk})
    assert answer.status_code == 200
    assert "already" in answer.content.decode()
    assert Subscription.objects.count() == 1


def test_others_subscriptions_are_neither_listed_nor_open_nor_deletable() -> None:
    others = Subscription.objects.create(user=member("bela"))
    client = signed_in(member("anna"))
    assert "bela" not in client.get(reverse(LIST)).content.decode()
    for page in (CHANGE, DELETE):
        client.post(reverse(page, args=[others.pk]), {**WHEN, "post": "yes"})
    unchanged = Subscription.objects.get(pk=others.pk)
    assert unchanged.next_report_at == others.next_report_at


def test_who_manages_accounts_asks_for_anybody_and_starts_with_themself() -> None:
    admin = factories.staff("chief", is_superuser=True)
    user = factories.staff("anna")
    client = signed_in(admin)
    assert f'<option value="{admin.pk}" selected>chief</option>' in client.get(reverse(ADD)).content.decode()
    assert client.post(reverse(ADD), {**WHEN, "user": user.pk}).status_code == 302
    assert Subscription.objects.get().user == user
    assert "anna@staff.example.org" in client.get(reverse(LIST)).content.decode()


def test_only_active_staff_with_an_address_can_get_the_report() -> None:
    client = signed_in(factories.staff(is_superuser=True))
    visitor = User.objects.create_user("visitor", "v@example.org")
    unreachable = User.objects.create_user("unreachable", "", is_staff=True)
    for user, complaint in ((visitor, "only active members of staff"), (unreachable, "No e-mail address is known")):
        answer = client.post(reverse(ADD), {**WHEN, "user": user.pk})
        assert complaint in answer.content.decode()
    assert not Subscription.objects.exists()


def test_a_member_without_an_address_is_told_what_to_do() -> None:
    user = member()
    User.objects.filter(pk=user.pk).update(email="")
    answer = signed_in(user).post(reverse(ADD), WHEN)
    assert "Have an administrator enter it" in answer.content.decode()


def test_an_empty_form_is_refused_without_a_traceback() -> None:
    for user in (member(), factories.staff(is_superuser=True)):
        answer = signed_in(user).post(reverse(ADD), {})
        assert answer.status_code == 200
        assert "This field is required" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"weekday": "4"}, "2026-03-06T08:00:00+00:00"),
        ({"every": "day", "hour": "9", "time_zone": "Asia/Yerevan"}, "2026-03-03T05:00:00+00:00"),
        ({"every": "month", "monthday": "31"}, "2026-03-31T08:00:00+00:00"),
    ],
)
def test_the_day_can_be_changed(changes: dict[str, str], due: str, time_machine: Any) -> None:
    time_machine.move_to("2026-03-02T09:00Z", tick=False)
    user = member()
    subscription = Subscription.objects.create(user=user)
    answer = signed_in(user).post(reverse(CHANGE, args=[subscription.pk]), {**WHEN, **changes})
    assert answer.status_code == 302
    subscription.refresh_from_db()
    assert subscription.next_report_at is not None
    assert subscription.next_report_at.isoformat() == due


def test_who_never_wants_one_has_no_next_date() -> None:
    user = member()
    subscription = Subscription.objects.create(user=user)
    signed_in(user).post(reverse(CHANGE, args=[subscription.pk]), {**WHEN, "every": "never"})
    subscription.refresh_from_db()
    assert (subscription.every, subscription.next_report_at) == ("never", None)


def test_a_due_report_is_not_put_off_by_changing_what_it_is_about() -> None:
    user = member()
    subscription = Subscription.objects.create(user=user, next_report_at="2026-03-02T08:00Z", time_zone="UTC")
    signed_in(user).post(reverse(CHANGE, args=[subscription.pk]), {**WHEN, "scope": "own", "at_once": "on"})
    subscription.refresh_from_db()
    assert (subscription.scope, subscription.at_once) == ("own", True)
    assert str(subscription.next_report_at) == "2026-03-02 08:00:00+00:00"


def test_other_follow_ups_are_told_from_the_beginning_and_the_rest_of_what_is_known_stays() -> None:
    user = member()
    subscription = Subscription.objects.create(user=user, reported_through=7, followed_through="2026-03-01", period=3)
    client = signed_in(user)
    client.post(reverse(CHANGE, args=[subscription.pk]), {**WHEN, "scope": "own"})
    subscription.refresh_from_db()
    assert str(subscription.followed_through) == "2026-03-01"
    client.post(reverse(CHANGE, args=[subscription.pk]), {**WHEN, "follow_ups": "on", "answer_days": "30"})
    subscription.refresh_from_db()
    assert (subscription.follow_ups, subscription.answer_days) == (True, 30)
    assert (subscription.followed_through, subscription.reported_through, subscription.period) == (BEGINNING, 7, 3)


def test_a_report_sent_while_the_form_is_saved_is_not_forgotten() -> None:
    user = member()
    subscription = Subscription.objects.create(user=user)
    form = modelform_factory(Subscription, fields=["at_once"])({"at_once": "on"}, instance=subscription)
    assert form.is_valid()
    Subscription.objects.update(reported_through=9, period=1)
    SubscriptionAdmin(Subscription, site).save_model(HttpRequest(), subscription, form, change=True)
    subscription.refresh_from_db()
    assert (subscription.at_once, subscription.reported_through, subscription.period) == (True, 9, 1)


def test_names_are_offered_to_those_alone_who_may_look_them_up() -> None:
    for group, offered in (("Editor", True), ("Link keeper", False)):
        page = signed_in(factories.staff(groups=(group,))).get(reverse(ADD)).content.decode()
        assert ('name="detainees"' in page, 'name="issuers"' in page) == (offered, offered)
        assert 'name="countries"' in page


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"time_zone": "Mars/Olympus"}, "is not a time zone"),
        ({"hour": "24"}, "not one of the available choices"),
        ({"scope": "chosen"}, "Choose at least one body, country or detainee"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_chosen_stays(wrong: dict[str, str], complaint: str) -> None:
    answer = signed_in(member()).post(reverse(ADD), {**WHEN, "at_once": "on", **wrong})
    page = answer.content.decode()
    assert complaint in page
    assert re.search('<input[^>]* name="at_once"[^>]* checked', page)
    assert not Subscription.objects.exists()


def test_ending_a_subscription_takes_its_reports_along() -> None:
    user = member()
    subscription = Subscription.objects.create(user=user)
    Report.objects.create(subscription=subscription, after_id=0, through_id=1, message_id="<a@b>")
    answer = signed_in(user).post(reverse(DELETE, args=[subscription.pk]), {"post": "yes"})
    assert answer.status_code == 302
    assert not Subscription.objects.exists()


def test_the_list_shows_the_next_date_the_last_report_and_what_waits() -> None:
    user = member("anna")
    subscription = Subscription.objects.create(user=user, next_report_at="2026-03-09T08:00Z")
    client = signed_in(user)
    assert "none yet" in client.get(reverse(LIST)).content.decode()
    report = Report.objects.create(subscription=subscription, after_id=0, through_id=1, message_id="<a@b>")
    assert "waits to be sent" in client.get(reverse(LIST)).content.decode()
    Report.objects.filter(pk=report.pk).update(sent_at="2026-03-02T08:00Z")
    page = client.get(reverse(LIST)).content.decode()
    for text in ("9 March 2026, 08:00", "2 March 2026, 08:00", "up to date"):
        assert text in page


def test_the_list_costs_no_query_more_for_more_subscribers(django_assert_max_num_queries: Any) -> None:
    client = signed_in(factories.staff(is_superuser=True))

    def counted() -> int:
        with django_assert_max_num_queries(12) as queries:
            client.get(reverse(LIST))
        return len(queries)

    Subscription.objects.create(user=factories.staff())
    few = counted()
    for _ in range(4):
        Subscription.objects.create(user=factories.staff())
    assert counted() == few


def test_reports_can_be_read_but_not_touched() -> None:
    subscription = Subscription.objects.create(user=factories.staff("anna"))
    report = Report.objects.create(
        subscription=subscription,
        after_id=0,
        through_id=1,
        message_id="<a@b>",
        attempts=2,
        error="ConnectionRefusedError: the server is down",
        created_at=timezone.now(),
    )
    client = signed_in(factories.staff(is_superuser=True))
    listed = client.get(reverse("admin:reports_report_changelist"), {"waiting": "failed"})
    assert "the server is down" in listed.content.decode()
    one = client.get(reverse("admin:reports_report_change", args=[report.pk])).content.decode()
    assert '<input type="text"' not in one
    assert client.get(reverse("admin:reports_report_add")).status_code == 403
    assert client.post(reverse("admin:reports_report_delete", args=[report.pk]), {"post": "yes"}).status_code == 403
    assert Report.objects.exists()


def test_reports_to_others_are_seen_by_those_alone_who_manage_accounts() -> None:
    others = Subscription.objects.create(user=factories.staff("bela"))
    Report.objects.create(subscription=others, after_id=0, through_id=1, message_id="<a@b>")
    page = signed_in(member("anna")).get(reverse("admin:reports_report_changelist")).content.decode()
    assert "bela" not in page
