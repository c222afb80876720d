"""Where readers are led, and how a site is treated: set on a link's page and in the list, guarded and logged."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from links.models import Host, Link
from links.vocabulary import Outcome
from tests import factories
from tests.factories import NOW
from tests.links.staff_pages import act, copy_of, logged, page_of, post, read

pytestmark = pytest.mark.django_db


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
