"""What a link's page proposes, and who decides about it."""

import pytest
from django.test import Client

from links.models import Proposal
from links.vocabulary import Outcome, PassageResult, State
from tests import factories
from tests.links.staff_pages import logged, page_of, post, proposed, read

pytestmark = pytest.mark.django_db


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
