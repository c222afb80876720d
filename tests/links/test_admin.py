import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from links import admin as links_admin
from links.models import Check, Host, Link, Snapshot
from links.vocabulary import Outcome, PersonVerdict, State
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LINKS = "admin:links_link_changelist"


@pytest.fixture
def keeper(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A signed-in link keeper; no broker is asked for sweeps."""
    for page in (links_admin.link, links_admin.host):
        monkeypatch.setattr(page, "sweep_soon", lambda: None)
    client.force_login(factories.staff(groups=("Link keeper",)))
    return client


def act(client: Client, action: str, *links: Link) -> str:
    data = {"action": action, "_selected_action": [link.pk for link in links]}
    return client.post(reverse(LINKS), data, follow=True).content.decode()


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_lists_ask_no_more_of_the_database_as_they_grow(keeper: Client) -> None:
    factories.link()
    urls = [reverse(LINKS), reverse("admin:links_host_changelist")]
    before = [queries(keeper, url) for url in urls]
    for _ in range(30):
        factories.state_change(factories.link())
    assert [queries(keeper, url) for url in urls] == before


def test_a_links_page_tells_its_story_harmlessly_in_a_bounded_number_of_queries(keeper: Client) -> None:
    link = factories.link()
    url = reverse("admin:links_link_change", args=[link.pk])
    factories.state_change(link, by=factories.staff())
    queries(keeper, url)  # Content types are remembered from the first page on.
    before = queries(keeper, url)
    for _ in range(70):
        Check.objects.create(
            link=link, checked_at=NOW, outcome=Outcome.OK, page_title="<script>alert(1)</script>", error="<b>",
            redirects=[{"url": "https://a.example.org/<script>", "status": 301, "location": "x"}],
        )  # fmt: skip
    others = [factories.staff(), factories.staff()]
    for index, state in enumerate((State.ALIVE, State.DEAD) * 5):
        factories.state_change(link, state, by=others[index % 2])
    assert queries(keeper, url) == before
    page = keeper.get(url).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
    assert "301" in page


def test_odd_redirects_in_the_record_do_not_break_the_page(keeper: Client) -> None:
    link = factories.link()
    odd: list[object] = [{}, ["x"], [{"status": None}], "x"]
    for redirects in odd:
        Check.objects.create(link=link, checked_at=NOW, outcome=Outcome.OK, redirects=redirects)
    assert keeper.get(reverse("admin:links_link_change", args=[link.pk])).status_code == 200


def test_a_keeper_judges_links(keeper: Client) -> None:
    one, other = factories.link(state=State.SUSPECT), factories.link()
    assert "noted for 2" in act(keeper, "works_for_me", one, other)
    act(keeper, "ignore", other)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, one.person_verdict) == (State.ALIVE, PersonVerdict.WORKS)
    assert (other.state, other.person_verdict) == (State.EXCLUDED, PersonVerdict.IGNORE)
    act(keeper, "really_gone", one)
    assert list(one.state_changes.values_list("to_state", flat=True)) == [State.DEAD, State.ALIVE]
    assert one.state_changes.filter(by=None).count() == 0


def test_nobody_judges_without_the_permission(client: Client) -> None:
    client.force_login(factories.staff(groups=("Editor",)))
    link = factories.link(state=State.SUSPECT)
    act(client, "works_for_me", link)
    link.refresh_from_db()
    assert link.person_verdict == ""


def test_check_now_makes_links_due_and_says_which_are_not_watched(keeper: Client) -> None:
    link, sample = factories.link(next_check_at=NOW.replace(year=2999)), factories.link(next_check_at=None)
    page = act(keeper, "check_now", link, sample)
    link.refresh_from_db()
    sample.refresh_from_db()
    assert link.next_check_at is not None
    assert link.next_check_at.year < 2999
    assert sample.next_check_at is None
    assert "not watched" in page


def test_links_are_filtered_by_state_outcome_and_host(keeper: Client) -> None:
    dead, other = factories.link(state=State.DEAD, outcome=Outcome.GONE), factories.link()
    for query in ("state__exact=dead", "outcome__exact=gone", f"host__id__exact={dead.host_id}", f"q={dead.host.name}"):
        found = keeper.get(f"{reverse(LINKS)}?{query}").context["cl"].queryset
        assert list(found) == [dead], query
    page = keeper.get(f"{reverse(LINKS)}?host__id__exact={other.host_id}&state__exact=unchecked").content.decode()
    assert other.host.name in page
    assert '<input type="hidden" name="state__exact" value="unchecked">' in page
    for odd in ("x", "1 OR 1", "9" * 40, "²"):
        response = keeper.get(reverse(LINKS), {"host__id__exact": odd}, follow=True)
        assert response.status_code == 200


def test_links_are_not_made_here_and_saving_the_page_changes_none(keeper: Client) -> None:
    link = factories.link()
    assert keeper.get(reverse("admin:links_link_add")).status_code == 403
    url = reverse("admin:links_link_change", args=[link.pk])
    for _ in range(60):
        Check.objects.create(link=link, checked_at=NOW, outcome=Outcome.OK)
    data: dict[str, object] = {"state": "dead", "url": "https://x.example.org/"}
    for shown in keeper.get(url).context["inline_admin_formsets"]:
        data |= {
            f"{shown.formset.prefix}-{name}": value for name, value in shown.formset.management_form.initial.items()
        }
        data |= {f"{form.prefix}-id": form.instance.pk for form in shown.formset.initial_forms}
    # Checks go on while the page is open.
    for _ in range(60):
        Check.objects.create(link=link, checked_at=NOW, outcome=Outcome.OK)
    data |= {"snapshots-TOTAL_FORMS": "1", "snapshots-0-link": link.pk}
    copy = "https://web.archive.org/web/2024/https://x.example.org/"
    data |= {"snapshots-0-service": "wayback", "snapshots-0-url": copy, "snapshots-0-found": "staff"}
    assert keeper.post(url, data).status_code == 302
    link.refresh_from_db()
    assert link.state == State.UNCHECKED
    assert Snapshot.objects.get().url == copy


def test_a_hosts_new_policy_has_its_links_looked_at_anew(keeper: Client) -> None:
    link = factories.link(next_check_at=NOW.replace(year=2999))
    sample = factories.link("https://sample.example.org/", next_check_at=None)
    lease = NOW.replace(year=2998)
    Host.objects.filter(pk=link.host_id).update(leased_until=lease)
    url = reverse("admin:links_host_change", args=[link.host_id])
    data = {"policy": "never", "interval": "2.5", "backed_off_until_0": "", "backed_off_until_1": ""}
    assert keeper.post(url, data).status_code == 302
    link.refresh_from_db()
    sample.refresh_from_db()
    host = Host.objects.get(pk=link.host_id)
    assert (host.policy, host.interval, host.leased_until) == (Host.Policy.NEVER, 2.5, lease)
    assert link.next_check_at is not None
    assert link.next_check_at.year < 2999
    assert sample.next_check_at is None


def test_a_host_is_named_as_in_addresses(keeper: Client) -> None:
    url = reverse("admin:links_host_add")
    for name in ("https://example.org", "example.org/path", "user@example.org", "exa mple.org"):
        assert "Write the host" in keeper.post(url, {"name": name, "policy": "never"}).content.decode()
    keeper.post(url, {"name": "WWW.Example.org", "policy": "never"})
    assert Host.objects.get().name == "www.example.org"
    assert User.objects.count() == 1
