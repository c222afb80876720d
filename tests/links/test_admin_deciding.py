"""A link's page, where the report's mail leads: look, and decide."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from links import admin as links_admin
from links.models import Check, Host, Link
from links.vocabulary import Outcome, PersonVerdict, State
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A signed-in link keeper; no broker is asked for sweeps."""
    monkeypatch.setattr(links_admin.link, "sweep_soon", lambda: None)
    client.force_login(factories.staff("anna", groups=("Link keeper",)))
    return client


def page_of(link: Link) -> str:
    return reverse("admin:links_link_change", args=[link.pk])


def read(client: Client, link: Link) -> str:
    return client.get(page_of(link)).content.decode()


@pytest.mark.parametrize(
    ("button", "verdict", "state"),
    [
        ("works_for_me", PersonVerdict.WORKS, State.ALIVE),
        ("really_gone", PersonVerdict.GONE, State.DEAD),
        ("ignore", PersonVerdict.IGNORE, State.EXCLUDED),
    ],
)
def test_each_button_says_its_verdict_and_one_stays_on_the_page(
    keeper: Client, button: str, verdict: PersonVerdict, state: State
) -> None:
    link = factories.link(state=State.SUSPECT)
    other = factories.link(state=State.SUSPECT)
    assert f'value="{button}"' in read(keeper, link)
    response = keeper.post(page_of(link), {"decision": button}, follow=True)
    assert response.redirect_chain == [(page_of(link), 302)]
    shown = response.content.decode()
    assert f"“{verdict.label}” was noted for 1 link." in shown
    assert f"anna said “{verdict.label}” on" in " ".join(shown.split())
    link.refresh_from_db()
    other.refresh_from_db()
    assert (link.person_verdict, link.state) == (verdict, state)
    assert other.person_verdict == ""


def test_check_now_makes_the_link_due(keeper: Client) -> None:
    link = factories.link(next_check_at=NOW.replace(year=2999))
    shown = keeper.post(page_of(link), {"decision": "check_now"}, follow=True).content.decode()
    assert "1 link will be checked" in shown
    link.refresh_from_db()
    assert link.next_check_at is not None
    assert link.next_check_at.year < 2999


def test_a_link_that_is_not_watched_is_not_offered_for_checking(keeper: Client) -> None:
    link = factories.link(next_check_at=None)
    assert 'value="check_now"' not in read(keeper, link)


def test_looking_decides_nothing(keeper: Client) -> None:
    link = factories.link(state=State.SUSPECT)
    keeper.get(page_of(link), {"decision": "really_gone"})
    link.refresh_from_db()
    assert link.person_verdict == ""


def test_without_the_permission_there_is_no_button_and_no_way_round_it(client: Client) -> None:
    client.force_login(factories.staff(groups=("Editor",)))
    link = factories.link(state=State.SUSPECT, next_check_at=NOW)
    shown = read(client, link)
    assert 'name="decision"' not in shown
    for button in ("works_for_me", "really_gone", "ignore", "check_now"):
        assert client.post(page_of(link), {"decision": button}).status_code == 403
    link.refresh_from_db()
    assert (link.person_verdict, link.next_check_at) == ("", NOW)


def test_each_permission_opens_its_own_buttons(client: Client) -> None:
    judge = factories.staff()
    judge.user_permissions.set(Permission.objects.filter(codename__in=["view_link", "judge_link"]))
    client.force_login(judge)
    link = factories.link(state=State.SUSPECT)
    shown = read(client, link)
    assert 'value="works_for_me"' in shown
    assert 'value="check_now"' not in shown
    client.post(page_of(link), {"decision": "works_for_me"})
    link.refresh_from_db()
    assert link.person_verdict == PersonVerdict.WORKS


@pytest.mark.parametrize("word", ["", "save_model", "delete_model", "_offers"])
def test_nothing_but_the_buttons_can_be_asked_for(keeper: Client, word: str) -> None:
    link = factories.link()
    assert keeper.post(page_of(link), {"decision": word}).status_code == 403
    assert Link.objects.filter(pk=link.pk).exists()


def test_a_link_that_is_no_more_is_said_so(keeper: Client) -> None:
    url = reverse("admin:links_link_change", args=[999_999])
    assert "doesn’t exist" in keeper.post(url, {"decision": "ignore"}, follow=True).content.decode()


def test_the_verdicts_form_holds_no_field_in_which_enter_would_press_it(keeper: Client) -> None:
    shown = read(keeper, factories.link())
    form = shown[shown.index('name="decision"') - 2000 :]
    form = form[: form.index("</form>")].rpartition("<form")[2]
    assert "snapshots-" not in form
    assert 'type="text"' not in form


def test_nothing_is_saved_or_deleted_but_the_archived_copies(client: Client) -> None:
    client.force_login(factories.staff(is_superuser=True))
    link = factories.link()
    shown = read(client, link)
    assert "Save the archived copies" in shown
    assert 'name="_save"' not in shown
    assert "deletelink" not in shown
    assert client.post(reverse("admin:links_link_delete", args=[link.pk]), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(reverse("admin:links_link_changelist")).content.decode()


def test_addresses_are_links_that_tell_the_site_nothing_and_only_of_the_web(keeper: Client) -> None:
    link = factories.link("https://news.example.org/a", final_url="https://news.example.org/b?x=1&y=2")
    shown = read(keeper, link)
    assert '<a href="https://news.example.org/a" rel="noopener noreferrer">' in shown
    assert '<a href="https://news.example.org/b?x=1&amp;y=2" rel="noopener noreferrer">' in shown
    Link.objects.filter(pk=link.pk).update(final_url="javascript:alert(1)")
    assert 'href="javascript:' not in read(keeper, link)


def test_the_way_leads_on_to_where_it_is_cited(keeper: Client) -> None:
    link = factories.link("https://news.example.org/a?x=1&y=2")
    source, letter = factories.source(link=link, title="Court closes"), factories.letter()
    factories.citation(letter, source=source)
    factories.source(title="Another report")
    shown = read(keeper, link)
    assert f'href="{reverse("admin:letters_source_change", args=[source.pk])}">Court closes</a>' in shown
    assert f'href="{reverse("admin:letters_letter_change", args=[letter.pk])}"' in shown
    assert "Another report" not in shown


def test_whoever_opens_a_page_of_a_site_that_must_not_know_is_warned(keeper: Client) -> None:
    link = factories.link()
    assert "shows the site that you looked" not in read(keeper, link)
    Host.objects.filter(pk=link.host_id).update(policy=Host.Policy.ARCHIVE_ONLY)
    assert "shows the site that you looked" in read(keeper, link)


def test_strikes_are_told_in_words(keeper: Client) -> None:
    link = factories.link()
    Check.objects.create(link=link, checked_at=NOW, outcome=Outcome.GONE, counted_as_strike=True)
    shown = read(keeper, link)
    assert "counts as a strike" in shown
    assert "does not count" not in shown
    Check.objects.create(link=link, checked_at=NOW, outcome=Outcome.GONE, counted_as_strike=False)
    assert "does not count" in read(keeper, link)


def test_the_list_tells_the_last_answer_in_one_column(keeper: Client) -> None:
    factories.link(outcome=Outcome.SERVER_ERROR, status_code=502)
    factories.link(outcome=Outcome.NOT_FOUND, status_code=404)
    shown = keeper.get(reverse("admin:links_link_changelist")).content.decode()
    assert "the site answered with an error of its own (502)" in shown
    assert "(404) (404)" not in shown
    assert "admin_links/link.css" in shown
