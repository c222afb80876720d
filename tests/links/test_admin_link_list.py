"""The lists of links and of sites, and pages that were opened a while ago."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from links.models import CaptureRequest, Host, Passage, Snapshot, SuccessorSite
from links.vocabulary import PassageResult, PersonVerdict, State
from links.walking import leasing
from tests import factories
from tests.factories import NOW
from tests.links.staff_pages import LINKS, copy_of, post, proposed, read

pytestmark = pytest.mark.django_db


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
