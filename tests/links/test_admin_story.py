"""A link's page tells its whole story, and what a person does on it is guarded, logged and told."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from links import admin as links_admin
from links.models import CaptureRequest, Host, Link, PageText, Passage, Proposal, Snapshot, SuccessorSite
from links.vocabulary import Outcome, PassageResult, PersonVerdict, State
from links.walking import leasing
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LINKS = "admin:links_link_changelist"


@pytest.fixture
def keeper(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A signed-in link keeper; no broker is asked for sweeps."""
    for page in (links_admin.link, links_admin.host):
        monkeypatch.setattr(page, "sweep_soon", lambda: None)
    client.force_login(factories.staff("anna", groups=("Link keeper",)))
    return client


def page_of(link: Link) -> str:
    return reverse("admin:links_link_change", args=[link.pk])


def read(client: Client, link: Link) -> str:
    return " ".join(client.get(page_of(link)).content.decode().split())


def post(client: Client, link: Link, **data: object) -> str:
    return " ".join(client.post(page_of(link), data, follow=True).content.decode().split())


def act(client: Client, action: str, *links: Link, **data: object) -> str:
    sent = {"action": action, "_selected_action": [link.pk for link in links], **data}
    return " ".join(client.post(reverse(LINKS), sent, follow=True).content.decode().split())


def proposed(link: Link, **fields: object) -> Proposal:
    defaults = {"status": "proposed", "tried_at": NOW, "outcome": Outcome.OK, "url": "https://new.example.org/a"}
    return Proposal.objects.create(link=link, **{**defaults, **fields})


def copy_of(link: Link, **fields: object) -> Snapshot:
    defaults = {"url": "https://archive.example.org/1", "captured_at": NOW}
    return Snapshot.objects.create(link=link, **{**defaults, **fields})


def logged(link: Link) -> list[str]:
    rows = LogEntry.objects.filter(object_id=str(link.pk), content_type__model="link")
    return [f"{row.user}: {row.get_change_message()}" for row in rows]


# --- What is told ---------------------------------------------------------------------------------------------------


def test_the_page_tells_states_text_copies_and_what_was_asked_of_archives(keeper: Client) -> None:
    link = factories.link(created_at=NOW - timedelta(days=90))
    factories.state_change(link, State.ALIVE, at=NOW - timedelta(days=80))
    factories.state_change(link, State.DEAD, at=NOW - timedelta(days=10))
    Link.objects.filter(pk=link.pk).update(changed=True)
    PageText.objects.create(
        link=link,
        first_read_at=NOW - timedelta(days=80),
        first_fingerprint="a",
        first_sketch=b"",
        fingerprint="b",
        read_at=NOW - timedelta(days=40),
        resemblance=0.12,
    )
    copy = copy_of(link, found="timemap", verified_at=NOW, outcome=Outcome.OK)
    CaptureRequest.objects.create(link=link, status="failed", tries=3, asked_at=NOW, error="no-access", snapshot=copy)
    shown = read(keeper, link)
    for words in (
        '<rect class="fill-unchecked" x="0.0"',
        "From 12 December 2025: readable.",
        "20 February 2026, 09:00",
        "First read on 12 December 2025.",
        "Its present text was first read on 21 January 2026; 12 % of the first text is still there",
        "it has changed a great deal",
        "Memento TimeMap",
        "2 March 2026: the page answered",
        "The archive could not keep it, asked on 2 March 2026, 09:00, 3 tries. It said: “no-access”",
    ):
        assert words in shown, words
    assert 'style="' not in shown[shown.index('class="module decide"') : shown.index('id="kept"')]


def test_what_a_site_wrote_is_shown_harmlessly(keeper: Client) -> None:
    link = factories.link()
    proposed(link, page_title="<script>alert(1)</script>", final_url="javascript:alert(1)")
    CaptureRequest.objects.create(link=link, status="failed", error="<script>alert(2)</script>")
    shown = read(keeper, link)
    assert "<script>alert" not in shown
    assert 'href="javascript:' not in shown


def test_the_page_asks_no_more_of_the_database_as_proposals_and_changes_grow(
    keeper: Client, django_assert_max_num_queries
) -> None:
    link = factories.link()
    for number in range(20):
        proposed(link, url=f"https://new.example.org/{number}")
        factories.state_change(link, (State.ALIVE, State.DEAD)[number % 2], at=NOW + timedelta(hours=number))
    read(keeper, link)
    with django_assert_max_num_queries(36):
        read(keeper, link)


# --- Proposed addresses ---------------------------------------------------------------------------------------------


def test_a_proposal_is_shown_with_its_evidence_and_accepted(keeper: Client) -> None:
    link = factories.link("https://old.example.org/a", state=State.DEAD)
    proposal = proposed(link, page_title="The case", passage=PassageResult.PRESENT, resemblance=0.934)
    shown = read(keeper, link)
    for words in ("“The case”", "stands on the page.", "93% of the text", f'value="{proposal.pk}">Accept this address'):
        assert words in shown, words
    shown = post(keeper, link, accept_proposal=proposal.pk)
    assert "Accepted. The address as cited stays" in shown
    assert "They are told that the page now lives at" in shown
    assert logged(link) == ["anna: Accepted that the page lives on at https://new.example.org/a"]
    link.refresh_from_db()
    assert link.url == "https://old.example.org/a"
    shown = post(keeper, link, decline_proposal=proposal.pk)
    assert "Taken back" in shown
    assert "now lives at" not in shown
    assert logged(link)[0] == "anna: Took back that the page lives on at https://new.example.org/a"
    assert "Accept after all" in shown


def test_the_second_of_two_staff_is_told_who_was_first(keeper: Client) -> None:
    link = factories.link(state=State.DEAD)
    proposal = proposed(link)
    post(keeper, link, decline_proposal=proposal.pk)
    other = proposed(link, url="https://newer.example.org/a")
    post(keeper, link, accept_proposal=other.pk)
    shown = post(keeper, link, accept_proposal=other.pk)
    assert "meanwhile this was accepted by anna. Nothing was changed." in shown
    assert "Take that one back first" in post(keeper, link, accept_proposal=proposal.pk)
    assert len(logged(link)) == 2


@pytest.mark.parametrize("button", ["accept_proposal", "decline_proposal"])
def test_nobody_decides_about_a_proposal_without_the_permission(client: Client, button: str) -> None:
    client.force_login(factories.staff(groups=("Editor",)))
    link = factories.link(state=State.DEAD)
    proposal = proposed(link)
    assert button not in read(client, link)
    assert client.post(page_of(link), {button: proposal.pk}).status_code == 403
    assert Proposal.objects.get().status == "proposed"


def test_a_reviewer_decides(client: Client) -> None:
    client.force_login(factories.staff(groups=("Reviewer",)))
    link = factories.link(state=State.DEAD)
    post(client, link, accept_proposal=proposed(link).pk)
    assert Proposal.objects.get().status == "accepted"


@pytest.mark.parametrize("button", ["accept_proposal", "decline_proposal"])
def test_a_crafted_key_decides_nothing(keeper: Client, button: str) -> None:
    link, other = factories.link(state=State.DEAD), factories.link()
    strange = proposed(other)
    absent = proposed(link, status="absent", outcome=Outcome.NOT_FOUND)
    for key in ("", "x", "²", "9" * 40, "-1", str(strange.pk), str(absent.pk)):
        assert "Nothing was changed." in post(keeper, link, **{button: key}), key
    assert list(Proposal.objects.order_by("pk").values_list("status", flat=True)) == ["proposed", "absent"]
    assert logged(link) == []


# --- A check that was asked for -------------------------------------------------------------------------------------


def told(client: Client, link: Link) -> dict:
    return client.get(reverse("admin:links_link_progress", args=[link.pk])).json()


def test_a_check_that_was_asked_for_is_followed_until_it_is_made(keeper: Client) -> None:
    link = factories.link(next_check_at=NOW.replace(year=2999))
    assert told(keeper, link)["under_way"] is False
    shown = post(keeper, link, decision="check_now")
    assert 'data-under-way="yes"' in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert "Waiting for a worker" in shown
    assert told(keeper, link)["stage"] == "waiting"
    leased, until = leasing.lease_hosts([link.host_id])
    assert told(keeper, link)["stage"] == "reading"
    leasing.release_hosts(leased, until=until, rests={link.host_id: 3600.0})
    assert "left in peace until" in told(keeper, link)["words"]
    factories.state_change(link, State.ALIVE)
    Link.objects.filter(pk=link.pk).update(last_checked_at=NOW, next_check_at=NOW.replace(year=2999))
    after = told(keeper, link)
    assert (after["stage"], after["under_way"]) == ("done", False)
    assert "2 March 2026, 09:00:00: the page answered." in after["words"]
    assert "data-under-way" not in read(keeper, link)


def test_progress_is_told_to_those_alone_who_may_see_links(client: Client) -> None:
    link = factories.link()
    url = reverse("admin:links_link_progress", args=[link.pk])
    assert client.get(url).status_code == 302
    stranger = factories.staff()
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    stranger.user_permissions.set(Permission.objects.filter(codename="view_link"))
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 405
    assert "no-store" in client.get(url)["Cache-Control"]
    assert client.get(reverse("admin:links_link_progress", args=[999_999])).status_code == 404


# --- Archived copies, policies --------------------------------------------------------------------------------------


def test_readers_are_led_to_the_copy_and_back(keeper: Client) -> None:
    link, bare, broken = factories.link(), factories.link(), factories.link()
    copy_of(link)
    copy_of(broken, outcome=Outcome.NOT_FOUND)
    assert "Use archived copy</button>" in read(keeper, link)
    for other in (bare, broken):
        assert "Use archived copy</button>" not in read(keeper, other)
        assert keeper.post(page_of(other), {"decision": "lead_with_copy"}).status_code == 403
    shown = act(keeper, "lead_with_copy", link, bare, broken)
    assert "led to the archived copy of 1 link." in shown
    assert "no archived copy that answers is known: 2 links" in shown
    assert list(Link.objects.filter(archive_first=True)) == [link]
    assert "They are led to the archived copy first." in read(keeper, link)
    post(keeper, link, decision="lead_with_page")
    assert not Link.objects.filter(archive_first=True).exists()
    assert logged(link) == ["anna: Led readers to the page itself", "anna: Led readers to the archived copy"]


def test_a_policy_is_set_after_its_reach_was_told(keeper: Client) -> None:
    link = factories.link("https://site.example.org/1", next_check_at=NOW.replace(year=2999))
    sister = factories.link("https://site.example.org/2", next_check_at=NOW.replace(year=2999))
    sample = factories.link("https://site.example.org/3", next_check_at=None)
    shown = post(keeper, link, decision="set_host_policy")
    assert "all 3 links" in shown
    assert "site.example.org" in shown
    assert "We never contact the site" in shown
    assert Host.objects.get(pk=link.host_id).policy == "direct"
    shown = post(keeper, link, decision="set_host_policy", apply_policy="yes", policy="sideways")
    assert "Choose one of the three. Nothing was changed." in shown
    assert Host.objects.get(pk=link.host_id).policy == "direct"
    shown = post(keeper, link, decision="set_host_policy", apply_policy="yes", policy="never")
    assert "“never” now holds for 1 site; 2 watched links will be looked at anew." in shown
    assert Host.objects.get(pk=link.host_id).policy == "never"
    for one in (link, sister, sample):
        one.refresh_from_db()
    assert sister.next_check_at is not None
    assert sister.next_check_at.year < 2999
    assert sample.next_check_at is None
    assert logged(link) == ["anna: Policy of its site set to: never"]
    assert LogEntry.objects.filter(content_type__model="host", object_id=str(link.host_id)).count() == 1


def test_the_policy_of_several_links_sites_is_set_from_the_list(keeper: Client) -> None:
    one, other, untouched = factories.link(), factories.link(), factories.link()
    shown = act(keeper, "set_host_policy", one, other)
    assert "Set the policy of 2 sites" in shown
    assert f'name="_selected_action" value="{one.pk}"' in shown
    act(keeper, "set_host_policy", one, other, apply_policy="yes", policy="archive_only")
    assert set(Host.objects.filter(policy="archive_only")) == {one.host, other.host}
    assert Host.objects.get(pk=untouched.host_id).policy == "direct"


@pytest.mark.parametrize("group", ["Editor", "Reviewer"])
def test_nobody_sets_a_policy_without_the_permission(client: Client, group: str) -> None:
    client.force_login(factories.staff(groups=(group,)))
    link = factories.link()
    data = {"decision": "set_host_policy", "apply_policy": "yes", "policy": "never"}
    assert client.post(page_of(link), data).status_code == 403
    act(client, "set_host_policy", link, apply_policy="yes", policy="never")
    assert Host.objects.get().policy == "direct"


def test_an_editor_leads_nobody_anywhere(client: Client) -> None:
    client.force_login(factories.staff(groups=("Editor",)))
    link = factories.link()
    copy_of(link)
    act(client, "lead_with_copy", link)
    assert client.post(page_of(link), {"decision": "lead_with_copy"}).status_code == 403
    assert not Link.objects.get().archive_first


# --- The list -------------------------------------------------------------------------------------------------------


def test_links_are_filtered_by_age_and_by_what_people_must_look_at(keeper: Client) -> None:
    now: datetime = timezone.now()
    wanted = factories.link(
        changed=True,
        person_verdict=PersonVerdict.WORKS,
        person_verdict_at=now,
        failing_since=now - timedelta(days=40),
        last_checked_at=now - timedelta(days=20),
        next_check_at=now - timedelta(hours=2),
        created_at=now - timedelta(days=400),
    )
    Passage.objects.create(link=wanted, kind="quote", text="words", result=PassageResult.MISSING)
    proposed(wanted)
    other = factories.link(last_checked_at=now, next_check_at=now + timedelta(days=1))
    proposed(other, status="absent")
    for query in (
        "look=changed",
        "look=passage",
        "look=proposal",
        "verdict=works",
        "failing=week",
        "failing=month",
        "checked=fortnight",
        "checked=overdue",
        "added=year",
    ):
        found = keeper.get(f"{reverse(LINKS)}?{query}").context["cl"].queryset
        assert list(found) == [wanted], query
    for query in ("verdict=none", "checked=day", "added=day"):
        assert list(keeper.get(f"{reverse(LINKS)}?{query}").context["cl"].queryset) == [other], query
    assert keeper.get(f"{reverse(LINKS)}?look=nonsense").context["cl"].queryset.count() == 2


def test_a_hosts_page_tells_lease_patience_and_links_by_state(keeper: Client) -> None:
    link = factories.link(state=State.DEAD)
    factories.link(f"https://{link.host.name}/other")
    later = timezone.now() + timedelta(hours=1)
    url = reverse("admin:links_host_change", args=[link.host_id])
    assert "free" in keeper.get(url).content.decode()
    leased, until = leasing.lease_hosts([link.host_id])
    assert "a worker is reading its pages" in keeper.get(url).content.decode()
    leasing.release_hosts(leased, until=until, rests={link.host_id: 3600.0})
    Host.objects.filter(pk=link.host_id).update(backed_off_until=later)
    shown = keeper.get(url).content.decode()
    assert "a worker is reading its pages" not in shown
    assert "since it was read just now" in shown
    assert "as the site asked" in shown
    assert "1 no longer readable" in shown
    assert f"?host__id__exact={link.host_id}&amp;state__exact=dead" in shown


def test_successor_sites_are_named_as_in_addresses(keeper: Client) -> None:
    url = reverse("admin:links_successorsite_add")
    bad = [
        ({"host_name": "https://a.example.org", "successor_name": "b.example.org"}, "Write the host"),
        ({"host_name": "a.example.org", "successor_name": "b.example.org/path"}, "Write the host"),
        ({"host_name": "a.example.org", "successor_name": "A.example.org"}, "This is the former host itself"),
        (
            {"host_name": "a.example.org", "successor_name": "b.example.org", "pages_from": 2021, "pages_to": 2017},
            "comes before the first",
        ),
    ]
    for data, words in bad:
        assert words in keeper.post(url, data).content.decode(), data
    assert keeper.post(url, {"host_name": "A.Example.org", "successor_name": "b.example.org"}).status_code == 302
    assert SuccessorSite.objects.filter(host_name="a.example.org").exists()


def test_an_editor_sees_successor_sites_and_changes_none(client: Client) -> None:
    client.force_login(factories.staff(groups=("Editor",)))
    assert client.get(reverse("admin:links_successorsite_changelist")).status_code == 200
    assert client.get(reverse("admin:links_successorsite_add")).status_code == 403


# --- Pages that were opened a while ago -----------------------------------------------------------------------------


def test_a_button_decides_about_what_its_page_showed(keeper: Client) -> None:
    link = factories.link("https://old.example.org/a", state=State.DEAD)
    proposal = proposed(link)
    assert f'name="seen_status" value="{proposal.status}"' in read(keeper, link)
    post(keeper, link, accept_proposal=proposal.pk, seen_status="proposed")
    # A colleague's page still shows it as waiting: to decline it there is not to take the acceptance back.
    shown = post(keeper, link, decline_proposal=proposal.pk, seen_status="proposed")
    assert "meanwhile this was accepted by anna. Nothing was changed." in shown
    shown = post(keeper, link, decline_proposal=proposal.pk, seen_status="\x00")
    assert "Taken back" in shown


def test_a_hosts_page_takes_back_nothing_that_was_set_since_it_was_opened(keeper: Client) -> None:
    host = factories.link().host
    url = reverse("admin:links_host_change", args=[host.pk])
    shown = keeper.get(url).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(initial-[^"]+)"(?: value="([^"]*)")?', shown))
    assert hidden["initial-policy"] == "direct"
    Host.objects.update(policy="never", backed_off_until=NOW.replace(year=2999))
    opened = {"policy": "direct", "interval": "", "backed_off_until_0": "", "backed_off_until_1": ""}
    assert keeper.post(url, {**hidden, **opened, "interval": "2.5"}).status_code == 302
    host.refresh_from_db()
    assert (host.policy, host.interval, host.backed_off_until) == ("never", 2.5, NOW.replace(year=2999))


def test_a_copy_that_went_away_is_not_said_to_lead_readers(keeper: Client) -> None:
    link = factories.link(archive_first=True)
    copy = copy_of(link)
    assert "They are led to the archived copy first." in read(keeper, link)
    copy.delete()
    shown = read(keeper, link)
    assert "They are led to the archived copy first." not in shown
    assert "none that answers is known" in shown


def test_a_copy_is_not_entered_at_an_address_that_we_would_never_open(keeper: Client) -> None:
    link = factories.link()
    sent: dict[str, object] = {
        f"{name}-{count}": 0
        for name in ("snapshots", "copy", "passages", "checks")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    typed = {"service": "wayback", "url": "https://user:word@web.archive.org/web/1/x"}
    sent |= {"snapshots-TOTAL_FORMS": 1, **{f"snapshots-0-{name}": value for name, value in typed.items()}}
    shown = post(keeper, link, **sent)
    assert "Remove the part before the @." in shown
    assert not Snapshot.objects.exists()


def test_the_host_filter_is_for_those_who_may_ask_for_hosts(client: Client) -> None:
    stranger = factories.staff()
    stranger.user_permissions.set(Permission.objects.filter(codename="view_link"))
    ask = reverse("admin:autocomplete") + "?app_label=links&model_name=link&field_name=host&term=a"
    for person, may in ((stranger, False), (factories.staff(groups=("Reviewer",)), True)):
        client.force_login(person)
        assert ("By host" in client.get(reverse(LINKS)).content.decode()) is may
        assert (client.get(ask).status_code == 200) is may


def test_an_archive_that_was_never_asked_is_not_said_to_have_failed(keeper: Client) -> None:
    link = factories.link("http://10.0.0.1/")
    CaptureRequest.objects.create(link=link, status="failed", error="The address is not public.")
    shown = read(keeper, link)
    assert "Not asked: The address is not public." in shown
    assert "could not keep it" not in shown


def test_a_host_name_of_dots_alone_is_refused_in_words(keeper: Client) -> None:
    shown = keeper.post(reverse("admin:links_host_add"), {"name": "...", "policy": "direct"}).content.decode()
    assert "Write the host&#x27;s name alone" in shown
