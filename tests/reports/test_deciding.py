"""Deciding from a mail: shown on GET, done on POST, by whom it may be done."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from links.models import Link, Proposal, Snapshot, StateChange
from links.vocabulary import Outcome, State
from reports.decisions import Kind
from reports.models import Subscription
from reports.tokens import EXPIRES, FRESH, Decision, decide_path, leave_path, stamp_of
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> User:
    return factories.staff("anna", groups=("Link keeper",))


@pytest.fixture
def link() -> Link:
    link = factories.link(state=State.DEAD)
    factories.citation(factories.letter(published=True), source=factories.source(link=link, title="Court closes"))
    return link


def path(user: User, link: Link, kind: Kind = Kind.WORKS, **fields: Any) -> str:
    subscription, _ = Subscription.objects.get_or_create(user=user)
    return decide_path(Decision(subscription.pk, link.pk, kind, **{"stamp": stamp_of(user), **fields}))


def press(place: str, *, client: Client | None = None, seen: str = State.DEAD, **typed: str) -> str:
    return (client or Client()).post(place, {"seen": seen, **typed}).content.decode()


def test_following_the_link_changes_nothing_and_shows_what_it_is_about(keeper: User, link: Link) -> None:
    place = path(keeper, link)
    for method in ("get", "head"):
        answer = getattr(Client(), method)(place)
        assert answer.status_code == 200
    page = Client().get(place).content.decode()
    for text in ("Court closes", link.url, "dead", "anna"):
        assert text in page
    link.refresh_from_db()
    assert link.state == State.DEAD
    assert not StateChange.objects.exists()


@pytest.mark.parametrize("kind", Kind)
def test_the_page_says_what_follows_before_it_is_decided(keeper: User, link: Link, kind: Kind) -> None:
    follows = {
        Kind.WORKS: "Readers are told that the page can be read.",
        Kind.GONE: "Readers are told that the page can no longer be read.",
        Kind.ACCEPT: "The address as cited stays",
        Kind.REPLACE: "The address as cited stays",
        Kind.COPY: "Readers are led to the archived copy",
        Kind.IGNORE: "It is looked at once a month.",
    }
    assert follows[kind] in Client().get(path(keeper, link, kind)).content.decode()


@pytest.mark.parametrize(
    ("kind", "state"), [(Kind.WORKS, State.ALIVE), (Kind.GONE, State.DEAD), (Kind.IGNORE, State.EXCLUDED)]
)
def test_a_fresh_mail_decides_in_the_subscribers_name(keeper: User, link: Link, kind: Kind, state: State) -> None:
    assert "Said of the link" in press(path(keeper, link, kind))
    link.refresh_from_db()
    assert (link.state, link.person_verdict, link.person_verdict_by) == (state, kind.value, keeper)
    entry = LogEntry.objects.get()
    assert entry.user == keeper
    assert "By mail: Said of the link" in entry.change_message


def test_a_form_from_elsewhere_decides_nothing(keeper: User, link: Link) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(path(keeper, link), {"seen": State.DEAD}).status_code == 403
    link.refresh_from_db()
    assert link.state == State.DEAD


def test_an_older_mail_asks_to_sign_in_and_the_one_who_does_decides(
    keeper: User, link: Link, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=False)
    place = path(keeper, link)
    time_machine.shift(FRESH + timedelta(minutes=1))
    for answer in (Client().get(place), Client().post(place, {"seen": State.DEAD})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/?next=/reports/decide/")
    other = factories.staff("bela", groups=("Reviewer",))
    client = Client()
    client.force_login(other)
    assert "Said of the link" in press(place, client=client)
    link.refresh_from_db()
    assert link.person_verdict_by == other


def test_an_old_mail_decides_nothing_any_more(keeper: User, link: Link, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    place = path(keeper, link)
    time_machine.shift(EXPIRES + timedelta(minutes=1))
    client = Client()
    client.force_login(keeper)
    answer = client.post(place, {"seen": State.DEAD})
    assert answer.status_code == 410
    assert "too old" in answer.content.decode()
    assert link.url not in answer.content.decode()


def test_who_may_not_judge_links_decides_nothing(link: Link) -> None:
    editor = factories.staff("editor", groups=("Editor",))
    place = path(editor, link)
    assert Client().post(place, {"seen": State.DEAD}).status_code == 302
    client = Client()
    client.force_login(editor)
    assert client.post(place, {"seen": State.DEAD}).status_code == 403
    link.refresh_from_db()
    assert link.state == State.DEAD


@pytest.mark.parametrize("change", [{"is_staff": False}, {"is_active": False}])
def test_who_left_decides_nothing_with_a_fresh_mail(keeper: User, link: Link, change: dict[str, bool]) -> None:
    place = path(keeper, link)
    User.objects.filter(pk=keeper.pk).update(**change)
    assert Client().get(place).status_code == 302


@pytest.mark.parametrize("change", [{"email": "new@staff.example.org"}, {"password": "!changed"}])
def test_a_mail_to_a_lost_mailbox_or_account_decides_nothing_more(
    keeper: User, link: Link, change: dict[str, str]
) -> None:
    place = path(keeper, link)
    User.objects.filter(pk=keeper.pk).update(**change)
    answer = Client().post(place, {"seen": State.DEAD})
    assert answer["Location"].startswith("/admin/login/?next=/reports/decide/")
    link.refresh_from_db()
    assert link.state == State.DEAD


def test_an_address_that_ends_reports_decides_nothing(keeper: User, link: Link) -> None:
    leave = leave_path(Subscription.objects.create(user=keeper).pk, keeper.email)
    assert Client().post(leave.replace("/leave/", "/decide/"), {"seen": State.DEAD}).status_code == 404


def test_the_page_names_no_source_of_a_draft_to_whoever_may_not_see_drafts(link: Link) -> None:
    user = factories.staff("judge")
    user.user_permissions.add(Permission.objects.get(codename="judge_link"))
    hidden = factories.link(state=State.DEAD)
    factories.citation(factories.letter(), source=factories.source(link=hidden, title="Known from a draft alone"))
    assert "Court closes" in Client().get(path(user, link)).content.decode()
    assert "draft alone" not in Client().get(path(user, hidden)).content.decode()


@pytest.mark.parametrize("spoil", [lambda path: path[:-3] + "x/", lambda path: "/reports/decide/abc/"])
def test_a_damaged_address_is_said_to_be_damaged(keeper: User, link: Link, spoil: Any) -> None:
    answer = Client().get(spoil(path(keeper, link)))
    assert answer.status_code == 404
    assert "damaged" in answer.content.decode()


def test_what_changed_since_the_page_was_shown_is_asked_again(keeper: User, link: Link) -> None:
    Link.objects.filter(pk=link.pk).update(state=State.ALIVE)
    page = press(path(keeper, link, Kind.GONE), seen=State.DEAD)
    assert "Nothing was changed" in page
    link.refresh_from_db()
    assert link.state == State.ALIVE


def test_readers_are_led_to_a_copy_only_when_one_answers(keeper: User, link: Link) -> None:
    place = path(keeper, link, Kind.COPY)
    assert "No archived copy that answers" in press(place)
    Snapshot.objects.create(link=link, url="https://archive.example/copy", found=Snapshot.Found.STAFF)
    for _ in range(2):
        assert "Led readers to the archived copy" in press(place)
    link.refresh_from_db()
    assert link.archive_first


def test_a_proposed_address_is_accepted_and_the_cited_one_stays(keeper: User, link: Link) -> None:
    proposal = Proposal.objects.create(
        link=link, url="https://new.example.org/story", status="proposed", tried_at=NOW, outcome=Outcome.OK
    )
    before = link.url
    place = path(keeper, link, Kind.ACCEPT, proposal_id=proposal.pk)
    assert "https://new.example.org/story" in Client().get(place).content.decode()
    press(place)
    proposal.refresh_from_db()
    link.refresh_from_db()
    assert (proposal.status, proposal.decided_by, link.url) == ("accepted", keeper, before)


def test_another_links_proposal_cannot_be_accepted(keeper: User, link: Link) -> None:
    others = Proposal.objects.create(
        link=factories.link(), url="https://new.example.org/", status="proposed", tried_at=NOW, outcome=Outcome.OK
    )
    assert "no longer found" in press(path(keeper, link, Kind.ACCEPT, proposal_id=others.pk))
    others.refresh_from_db()
    assert others.status == "proposed"


def test_an_address_typed_in_is_added_and_watched(keeper: User, link: Link) -> None:
    place = path(keeper, link, Kind.REPLACE)
    assert 'name="address"' in Client().get(place).content.decode()
    assert "lives on at https://new.example.org/story" in press(place, address=" https://new.example.org/story ")
    accepted = link.proposals.get()
    assert accepted.successor is not None
    assert (accepted.successor.url, accepted.decided_by) == ("https://new.example.org/story", keeper)


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "https://", "no address", "https://u:p@example.org/"])
def test_what_is_no_address_is_refused_and_what_was_typed_stays(keeper: User, link: Link, address: str) -> None:
    page = press(path(keeper, link, Kind.REPLACE), address=address)
    assert "Nothing was changed" in page
    assert f'value="{address}"' in page
    assert not link.proposals.exists()


def test_the_address_as_cited_is_no_new_one(keeper: User, link: Link) -> None:
    assert "as it is cited now" in press(path(keeper, link, Kind.REPLACE), address=link.url)


def test_the_pages_are_kept_by_nobody_and_say_nothing_to_other_sites(keeper: User, link: Link) -> None:
    answer = Client().get(path(keeper, link))
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"


def test_an_account_that_is_no_staff_any_more_decides_nothing(keeper: User, link: Link) -> None:
    place, left = path(keeper, link), factories.staff("left", groups=("Link keeper",))
    User.objects.filter(pk=left.pk).update(is_staff=False)
    client = Client()
    client.force_login(left)
    assert client.get(place).status_code == 403
    assert client.post(place, {"seen": State.DEAD}).status_code == 403
    assert not StateChange.objects.exists()
